// The load: keeps requests in flight on each of its connections and verifies every byte that comes back.
//
//   load [-a] [-c] [-p] [-s] [-u] [-b COUNT] [-f COUNT] [-w SECONDS] ENDPOINT CONNECTIONS BYTES SECONDS
//
// ENDPOINT is a port of 127.0.0.1, or a Unix socket's path, which has a slash. A connection has one request in
// flight, or with -f COUNT of them. With -c every request has a connection of its own: connect, send, receive,
// close; with -a it is only connect, end of file, close. With -s it does not sleep while it waits for replies. With
// -u requests and replies are datagrams of UDP. With -b a request is one byte, and asks for COUNT datagrams of BYTES
// each: each of them is an operation.
//
// It warms the server up (-w: for so long), waits until every reply is in, then measures. With -p it prints "warm" in
// between and goes on when it reads a line, so that whoever started it can look at the server while that is idle. At
// the end, again with every reply in, it prints one line of JSON: {"ops", "seconds", "errors", "p50_us",
// "p99_us", "p999_us"}. A wrong byte, a byte too many, a failed call, or 5 seconds without a reply: a message
// on stderr, errors 1, exit 1.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "files.h"

#define MAX_EVENTS 512
#define MAX_BYTES 65536
#define MAX_CONNECTIONS 10000
#define MAX_IN_FLIGHT 1000
#define MAX_SECONDS 60.0
#define PATIENCE_MS 5000

struct connection {
  int fd;
  int waits_to_send;              // EPOLLOUT is asked for
  size_t filled, sent, received;  // bytes so far: received <= sent <= filled <= received + the window
  uint64_t random;                // state of the generator that fills the requests
  unsigned char* window;          // what is in flight: byte n of all at n modulo its size
  uint64_t* started;              // ns, of each request in the window
};

// Latencies in buckets 1/64 of their value wide: any duration fits, none is off by more than 2 %.
#define SUB_BUCKETS 64
static uint64_t histogram[(64 - 6 + 1) * SUB_BUCKETS];

static struct connection* connections;
static long connection_count;
static long in_flight = 1;
static size_t request_bytes;
static size_t message_bytes;  // what a request sends: all of it, or the one byte that asks for a bulk
static size_t window_bytes;
static int datagrams;         // UDP
static long bulk;             // how many datagrams answer a request; 0: the request itself does
static int spins;             // it looks for replies without sleeping
static int one_request_each;  // connections are closed after their first reply
static int accept_only;       // the server closes them, and there are no requests
static union {
  struct sockaddr any;
  struct sockaddr_in in;
  struct sockaddr_un un;
} server;
static socklen_t server_length;
static int epoll_fd;
static uint64_t operations;

static double percentile(double fraction);

static void report(double seconds, int errors) {
  printf("{\"ops\":%llu,\"seconds\":%.6f,\"errors\":%d,\"p50_us\":%.3f,\"p99_us\":%.3f,\"p999_us\":%.3f}\n",
         (unsigned long long)operations, seconds, errors, percentile(0.5), percentile(0.99), percentile(0.999));
  fflush(stdout);
}

__attribute__((noreturn, format(printf, 1, 2))) static void fail(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("load: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  report(0, 1);
  exit(1);
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void record(uint64_t ns) {
  if (ns < SUB_BUCKETS) {
    histogram[ns]++;
    return;
  }
  int shift = 63 - __builtin_clzll(ns) - 6;
  histogram[(uint64_t)(shift + 1) * SUB_BUCKETS + (ns >> shift) - SUB_BUCKETS]++;
}

// The middle, in microseconds, of the bucket that holds the given fraction of all operations.
static double percentile(double fraction) {
  if (operations == 0) return 0;
  uint64_t replies = bulk ? operations / (uint64_t)bulk : operations;
  uint64_t rank = (uint64_t)(fraction * (double)replies), seen = 0;
  size_t bucket = 0;
  while ((seen += histogram[bucket]) <= rank) bucket++;
  if (bucket < SUB_BUCKETS) return (double)bucket / 1e3;
  double width = (double)(UINT64_C(1) << (bucket / SUB_BUCKETS - 1));
  return ((double)(bucket % SUB_BUCKETS + SUB_BUCKETS) + 0.5) * width / 1e3;
}

// New content for every request (xorshift64), so that an old or a neighbour's reply is noticed.
static void fill(struct connection* c, unsigned char* request) {
  for (size_t i = 0; i < message_bytes; i += sizeof c->random) {
    c->random ^= c->random << 13;
    c->random ^= c->random >> 7;
    c->random ^= c->random << 17;
    size_t rest = message_bytes - i;
    memcpy(request + i, &c->random, rest < sizeof c->random ? rest : sizeof c->random);
  }
}

static void wait_for(struct connection* c, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  if (epoll_ctl(epoll_fd, operation, c->fd, &event) < 0) fail("epoll_ctl: %s", strerror(errno));
}

static void send_more(struct connection* c) {
  while (c->sent < c->filled) {
    size_t at = c->sent % window_bytes, length = c->filled - c->sent;
    if (length > window_bytes - at) length = window_bytes - at;
    ssize_t n = send(c->fd, c->window + at, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n < 0 && errno != EAGAIN && errno != EINTR) fail("send: %s", strerror(errno));
    if (n > 0) c->sent += (size_t)n;
    if (n < (ssize_t)length) break;
  }
  int waits = c->sent < c->filled;
  if (waits != c->waits_to_send) wait_for(c, EPOLL_CTL_MOD, waits ? EPOLLIN | EPOLLOUT : EPOLLIN);
  c->waits_to_send = waits;
}

static void open_connection(struct connection* c) {
  int on = 1, at_once = -1;
  struct linger reset = {.l_onoff = 1, .l_linger = 0};
  c->fd = socket(server.any.sa_family, (datagrams ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC, 0);
  if (c->fd < 0) fail("socket: %s", strerror(errno));
  if (connect(c->fd, &server.any, server_length) < 0) fail("connect: %s", strerror(errno));
  // What the sender's kernel did not cut must not be cut here, at the sender's expense.
  if (bulk) setsockopt(c->fd, IPPROTO_UDP, UDP_GRO, &on, sizeof on);
  if (server.any.sa_family == AF_INET && !datagrams) {
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // The end that closes first would keep its port for a minute in TIME-WAIT, and they would soon run out.
    // Like this the connection is forgotten as soon as the server has seen our end of it: an end of file, no
    // reset.
    if (one_request_each && setsockopt(c->fd, IPPROTO_TCP, TCP_LINGER2, &at_once, sizeof at_once) < 0)
      fail("setsockopt: %s", strerror(errno));
    // Where the server closes first, the port would wait at its end. A reset, once its end of file is here, is
    // seen by nobody and ends that.
    if (accept_only && setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset) < 0)
      fail("setsockopt: %s", strerror(errno));
  }
  wait_for(c, EPOLL_CTL_ADD, EPOLLIN);
}

static void start_request(struct connection* c, uint64_t time) {
  if (one_request_each) {
    open_connection(c);
    c->filled = c->sent = c->received = 0;
  }
  if (bulk) c->filled = c->sent = c->received = 0;
  c->started[c->filled / message_bytes % (size_t)in_flight] = time;
  if (accept_only) return;
  fill(c, c->window + c->filled % window_bytes);
  c->filled += message_bytes;
}

// A row of datagrams may come as one message. Returns whether all have come.
static int receive_bulk(struct connection* c) {
  static unsigned char message[MAX_BYTES], expected[MAX_BYTES];
  if (!expected[1])
    for (size_t i = 0; i < request_bytes; i++) expected[i] = (unsigned char)i;
  size_t all = (size_t)bulk * request_bytes;
  while (c->received < all) {
    ssize_t n = recv(c->fd, message, sizeof message, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
    if (n < 0) fail("recv: %s", strerror(errno));
    if (n == 0 || (size_t)n % request_bytes != 0) fail("a datagram of %zd bytes", n);
    for (ssize_t at = 0; at < n; at += (ssize_t)request_bytes)
      if (memcmp(message + at, expected, request_bytes) != 0) fail("a datagram with wrong bytes");
    c->received += (size_t)n;
  }
  if (c->received > all) fail("the server sent more than it was asked for");
  return 1;
}

// The server has nothing to say but that it closes.
static int receive_end(struct connection* c) {
  char byte;
  ssize_t n = recv(c->fd, &byte, 1, MSG_DONTWAIT);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (n < 0) fail("recv: %s", strerror(errno));
  if (n > 0) fail("the server sent something");
  return 1;
}

// Returns how many replies are complete.
static size_t receive(struct connection* c) {
  if (bulk) return (size_t)receive_bulk(c);
  if (accept_only) return (size_t)receive_end(c);
  static unsigned char reply[MAX_IN_FLIGHT * MAX_BYTES + 1];
  // One byte more than can rightly come, to see one that should not.
  ssize_t n = recv(c->fd, reply, c->sent - c->received + 1, MSG_DONTWAIT);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (n < 0) fail("recv: %s", strerror(errno));
  if (n == 0) fail("the server closed a connection");
  if ((size_t)n > c->sent - c->received) fail("the server sent more than it was sent");
  size_t before = c->received / message_bytes;
  for (ssize_t at = 0; at < n;) {
    const unsigned char* expected = c->window + c->received % window_bytes;
    size_t length = window_bytes - c->received % window_bytes;
    if (length > (size_t)(n - at)) length = (size_t)(n - at);
    if (memcmp(reply + at, expected, length) != 0) {
      size_t i = 0;
      while (reply[(size_t)at + i] == expected[i]) i++;
      fail("wrong byte at offset %zu of a reply: sent %d, got %d", (c->received + i) % message_bytes, expected[i],
           reply[(size_t)at + i]);
    }
    at += (ssize_t)length;
    c->received += length;
  }
  return c->received / message_bytes - before;
}

// Runs requests for the given time, then until the last reply is in. Returns how long that took, in seconds.
static double run(double seconds) {
  memset(histogram, 0, sizeof histogram);
  operations = 0;
  uint64_t start = now(), time = start, deadline = start + (uint64_t)(seconds * 1e9);
  for (long i = 0; i < connection_count; i++) {
    for (long n = 0; n < in_flight; n++) start_request(&connections[i], now());
    send_more(&connections[i]);
  }
  for (size_t pending = (size_t)(connection_count * in_flight); pending > 0;) {
    static struct epoll_event events[MAX_EVENTS];
    int count = 0;
    // Never asleep while a reply is due.
    if (spins) {
      uint64_t end = now() + (uint64_t)1e6 * PATIENCE_MS;
      while (count == 0 && now() < end) count = epoll_wait(epoll_fd, events, MAX_EVENTS, 0);
    } else {
      count = epoll_wait(epoll_fd, events, MAX_EVENTS, PATIENCE_MS);
    }
    if (count < 0 && errno != EINTR) fail("epoll_wait: %s", strerror(errno));
    if (count == 0) fail("no reply within %d ms", PATIENCE_MS);
    for (int i = 0; i < count; i++) {
      struct connection* c = events[i].data.ptr;
      if (c->waits_to_send) send_more(c);
      if (events[i].events == EPOLLOUT) continue;
      size_t first = c->received / message_bytes, replies = receive(c);
      if (replies == 0) continue;
      time = now();
      for (size_t n = 0; n < replies; n++) record(time - c->started[(bulk ? 0 : first + n) % (size_t)in_flight]);
      operations += bulk ? (uint64_t)bulk : replies;
      if (one_request_each) close(c->fd);
      if (time < deadline) {
        for (size_t n = 0; n < replies; n++) start_request(c, time);
        send_more(c);
      } else {
        pending -= replies;
      }
    }
  }
  return (double)(time - start) / 1e9;
}

// After the last reply nothing more may come. The pause also lets the server go back to sleep.
static void settle(void) {
  usleep(2000);
  if (one_request_each) return;
  for (long i = 0; i < connection_count; i++) {
    char byte;
    if (recv(connections[i].fd, &byte, 1, MSG_DONTWAIT) >= 0) fail("the server sent more than it was sent, or closed");
    if (errno != EAGAIN) fail("recv: %s", strerror(errno));
  }
}

static void make_connections(void) {
  connections = calloc((size_t)connection_count, sizeof *connections);
  if (!connections) fail("out of memory");
  for (long i = 0; i < connection_count; i++) {
    struct connection* c = &connections[i];
    c->random = 0x9e3779b97f4a7c15u * (uint64_t)(i + 1);  // never 0, which xorshift cannot leave
    c->window = malloc(window_bytes);
    c->started = calloc((size_t)in_flight, sizeof *c->started);
    if (!c->window || !c->started) fail("out of memory");
    if (!one_request_each) open_connection(c);
  }
}

static double number(const char* text, const char* name, double least, double most) {
  char* end;
  double value = strtod(text, &end);
  if (*text && !*end && value >= least && value <= most) return value;
  fprintf(stderr, "load: %s must be from %g to %g, not %s\n", name, least, most, text);
  exit(2);
}

static void find_server(const char* endpoint) {
  if (strchr(endpoint, '/')) {
    if (strlen(endpoint) >= sizeof server.un.sun_path) fail("too long a path: %s", endpoint);
    server.un.sun_family = AF_UNIX;
    strcpy(server.un.sun_path, endpoint);
    server_length = sizeof server.un;
  } else {
    server.in.sin_family = AF_INET;
    server.in.sin_port = htons((uint16_t)number(endpoint, "ENDPOINT", 1, 65535));
    server.in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server_length = sizeof server.in;
  }
}

int main(int argc, char** argv) {
  int pauses = 0, bad = 0;
  double warm_up = 0;
  for (int option; (option = getopt(argc, argv, "acpsub:f:w:")) != -1;) {
    if (option == 'a') accept_only = 1;
    if (option == 'a' || option == 'c') one_request_each = 1;
    if (option == 'p') pauses = 1;
    if (option == 's') spins = 1;
    if (option == 'u' || option == 'b') datagrams = 1;
    if (option == 'b') bulk = (long)number(optarg, "COUNT", 1, 1000);
    if (option == 'f') in_flight = (long)number(optarg, "COUNT", 1, MAX_IN_FLIGHT);
    if (option == 'w') warm_up = number(optarg, "SECONDS", 0.01, MAX_SECONDS);
    if (option == '?') bad = 1;
  }
  if (in_flight > 1 && (one_request_each || datagrams)) bad = 1;
  if (bad || argc - optind != 4) {
    fprintf(
        stderr,
        "usage: load [-a] [-c] [-p] [-s] [-u] [-b COUNT] [-f COUNT] [-w SECONDS] ENDPOINT CONNECTIONS BYTES SECONDS\n");
    return 2;
  }
  find_server(argv[optind]);
  connection_count = (long)number(argv[optind + 1], "CONNECTIONS", 1, MAX_CONNECTIONS);
  request_bytes = (size_t)number(argv[optind + 2], "BYTES", 1, MAX_BYTES);
  message_bytes = bulk ? 1 : request_bytes;
  window_bytes = (size_t)in_flight * message_bytes;
  double seconds = number(argv[optind + 3], "SECONDS", 0.01, MAX_SECONDS);
  alarm((unsigned)(2 * MAX_SECONDS) + 30);  // whatever happens, an end

  allow_many_files();
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  if (epoll_fd < 0) fail("epoll_create1: %s", strerror(errno));
  make_connections();
  // A quarter of a second is tens of thousands of requests: enough for a just-in-time compiler to finish. Where
  // they are fewer a second, -w says how long.
  run(warm_up > 0 ? warm_up : seconds > 1 ? seconds / 4 : 0.25);
  settle();
  if (pauses) {
    puts("warm");
    fflush(stdout);
    if (getchar() == EOF) return 1;
  }
  seconds = run(seconds);
  settle();
  report(seconds, 0);
  return 0;
}
