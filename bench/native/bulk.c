// The load of streams: each connection sends as fast as the server takes it, in writes of CHUNK bytes.
//
//   bulk [-s] PORT CONNECTIONS CHUNK SECONDS
//
// The server sends everything back, and every byte of it is verified. With -s it sends nothing until the end of
// file, and then the number of bytes that it has got, in decimal.
//
// It warms the server up, prints "warm", goes on when it reads a line, and measures. An operation is a megabyte
// (10^6 bytes); at the end it prints one line of JSON: {"ops", "seconds", "errors"}. Whatever is wrong: a message
// on stderr, errors 1, exit 1.
#define _GNU_SOURCE
#include <sys/epoll.h>

#include "client.h"

#define MAX_CONNECTIONS 64
#define MAX_CHUNK 65536
#define PATIENCE_MS 5000
// So much may be under way of what comes back: who reads all that there is need not keep it all in memory.
#define WINDOW (1 << 20)
// A prime, so that bytes which are lost or come twice shift the content.
#define PERIOD 1048573

struct connection {
  int fd;
  int waits_to_send;  // EPOLLOUT is asked for
  int done;           // everything is sent
  uint64_t sent, received;
  char count[32];  // what the server says at the end
};

static unsigned char pattern[PERIOD + MAX_CHUNK];
static struct connection connections[MAX_CONNECTIONS];
static long connection_count;
static size_t chunk;
static int one_way;
static int epoll_fd;

static void wait_for(struct connection* c, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  if (epoll_ctl(epoll_fd, operation, c->fd, &event) < 0) fail("epoll_ctl: %s", strerror(errno));
}

static void update(struct connection* c) {
  int waits = !c->done && (one_way || c->sent - c->received < WINDOW);
  if (waits != c->waits_to_send) wait_for(c, EPOLL_CTL_MOD, waits ? EPOLLIN | EPOLLOUT : EPOLLIN);
  c->waits_to_send = waits;
}

static void send_chunk(struct connection* c) {
  ssize_t n = send(c->fd, pattern + c->sent % PERIOD, chunk, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (n < 0 && errno != EAGAIN && errno != EINTR) fail("send: %s", strerror(errno));
  if (n > 0) c->sent += (uint64_t)n;
}

// Reads the server's count of what it got. Returns whether that is all.
static int receive_count(struct connection* c) {
  ssize_t n = recv(c->fd, c->count + c->received, sizeof c->count - 1 - c->received, MSG_DONTWAIT);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (n < 0) fail("recv: %s", strerror(errno));
  if (n > 0) {
    c->received += (uint64_t)n;
    if (!c->done || c->received >= sizeof c->count - 1) fail("the server sent more than it should");
    return 0;
  }
  if (!c->done || strtoull(c->count, NULL, 10) != c->sent)
    fail("the server got '%s' of %llu bytes", c->count, (unsigned long long)c->sent);
  return 1;
}

// Returns whether everything is back.
static int receive_echo(struct connection* c) {
  static unsigned char bytes[MAX_CHUNK];
  ssize_t n = recv(c->fd, bytes, sizeof bytes, MSG_DONTWAIT);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (n < 0) fail("recv: %s", strerror(errno));
  if (n == 0) fail("the server closed a connection");
  if ((uint64_t)n > c->sent - c->received) fail("the server sent more than it was sent");
  if (memcmp(bytes, pattern + c->received % PERIOD, (size_t)n) != 0)
    fail("wrong bytes behind the first %llu", (unsigned long long)c->received);
  c->received += (uint64_t)n;
  return c->done && c->received == c->sent;
}

// Returns how long it took until the last byte was there, in seconds; adds what was sent to *bytes.
static double run(const char* port, double seconds, uint64_t* bytes) {
  for (long i = 0; i < connection_count; i++) {
    connections[i] = (struct connection){.fd = connect_to(port, 0), .waits_to_send = 1};
    wait_for(&connections[i], EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT);
  }
  uint64_t start = now(), deadline = start + (uint64_t)(seconds * 1e9);
  for (long open = connection_count; open > 0;) {
    static struct epoll_event events[MAX_CONNECTIONS];
    int count = epoll_wait(epoll_fd, events, MAX_CONNECTIONS, PATIENCE_MS);
    if (count < 0 && errno != EINTR) fail("epoll_wait: %s", strerror(errno));
    if (count == 0) fail("nothing went on for %d ms", PATIENCE_MS);
    int late = now() >= deadline;
    for (int i = 0; i < count; i++) {
      struct connection* c = events[i].data.ptr;
      int over = 0;
      if (events[i].events & ~(uint32_t)EPOLLOUT) over = one_way ? receive_count(c) : receive_echo(c);
      if (!over && !c->done && late) {
        c->done = 1;
        if (one_way && shutdown(c->fd, SHUT_WR) < 0) fail("shutdown: %s", strerror(errno));
        over = !one_way && c->received == c->sent;
      }
      if (!over && c->waits_to_send && !c->done) send_chunk(c);
      if (!over) {
        update(c);
        continue;
      }
      open--;
      *bytes += c->sent;
      close(c->fd);
    }
  }
  return (double)(now() - start) / 1e9;
}

int main(int argc, char** argv) {
  one_way = argc > 1 && strcmp(argv[1], "-s") == 0;
  argv += one_way;
  if (argc - one_way != 5) {
    fprintf(stderr, "usage: bulk [-s] PORT CONNECTIONS CHUNK SECONDS\n");
    return 2;
  }
  connection_count = (long)number(argv[2], "CONNECTIONS", 1, MAX_CONNECTIONS);
  chunk = (size_t)number(argv[3], "CHUNK", 1, MAX_CHUNK);
  double seconds = number(argv[4], "SECONDS", 0.01, 60);
  alarm(150);  // whatever happens, an end

  uint64_t random = 0x9e3779b97f4a7c15u;
  for (size_t i = 0; i < PERIOD; i++) {
    random ^= random << 13;
    random ^= random >> 7;
    random ^= random << 17;
    pattern[i] = (unsigned char)random;
  }
  memcpy(pattern + PERIOD, pattern, MAX_CHUNK);
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  if (epoll_fd < 0) fail("epoll_create1: %s", strerror(errno));

  uint64_t bytes = 0;
  run(argv[1], seconds > 1 ? seconds / 4 : 0.25, &bytes);
  usleep(2000);  // the server goes back to sleep
  pause_here("warm");
  bytes = 0;
  seconds = run(argv[1], seconds, &bytes);
  printf("{\"ops\":%.6f,\"seconds\":%.6f,\"errors\":0}\n", (double)bytes / 1e6, seconds);
  return 0;
}
