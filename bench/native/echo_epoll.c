// The reference every ratio is taken against: an echo server on one thread and one level-triggered epoll. It
// reads and writes directly, and touches epoll again only when a connection cannot take all of a reply.
//
//   echo_epoll [-s MICROSECONDS] [PATH]
//
// It binds a free port of 127.0.0.1, or the Unix socket PATH, prints "listening PORT" or "listening PATH",
// and serves until SIGTERM or the end of stdin.
#define _GNU_SOURCE
#include <errno.h>
#include <sys/epoll.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "files.h"
#include "listen.h"

#define MAX_FD 65536
#define MAX_EVENTS 512

// What a connection could not take yet. Nothing more is read from it until that is sent.
struct rest {
  char* bytes;
  size_t sent, length;
};

static struct rest rests[MAX_FD];  // by fd
static char buffer[65536];
static int epoll_fd;
static int is_tcp;
static long spin_ns;  // for how long a wait looks before it sleeps

static int watch(int operation, int fd, uint32_t events) {
  struct epoll_event event = {.events = events, .data.fd = fd};
  return epoll_ctl(epoll_fd, operation, fd, &event);
}

static void drop(int fd) {
  free(rests[fd].bytes);
  rests[fd] = (struct rest){0};
  close(fd);  // which also takes it out of the epoll set
}

// Sends what it can. Returns the bytes sent, 0 when the connection can take none, -1 when it is broken.
static ssize_t send_some(int fd, const char* bytes, size_t length) {
  ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);
  return sent < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : sent;
}

static void echo(int fd) {
  ssize_t received = recv(fd, buffer, sizeof buffer, 0);
  if (received < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (received <= 0) return drop(fd);
  ssize_t sent = send_some(fd, buffer, (size_t)received);
  if (sent == received) return;
  if (sent < 0) return drop(fd);
  size_t length = (size_t)(received - sent);
  struct rest* rest = &rests[fd];
  *rest = (struct rest){.bytes = malloc(length), .sent = 0, .length = length};
  if (!rest->bytes) die("malloc");
  memcpy(rest->bytes, buffer + sent, length);
  if (watch(EPOLL_CTL_MOD, fd, EPOLLOUT) < 0) die("epoll_ctl");
}

static void send_rest(int fd) {
  struct rest* rest = &rests[fd];
  ssize_t sent = send_some(fd, rest->bytes + rest->sent, rest->length - rest->sent);
  if (sent < 0) return drop(fd);
  rest->sent += (size_t)sent;
  if (rest->sent < rest->length) return;
  free(rest->bytes);
  *rest = (struct rest){0};
  if (watch(EPOLL_CTL_MOD, fd, EPOLLIN) < 0) die("epoll_ctl");
}

static void accept_one(int listener) {
  int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd < 0) {
    if (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED) return;
    die("accept4");
  }
  int on = 1;
  if (is_tcp && setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0) die("setsockopt");
  if (fd >= MAX_FD || watch(EPOLL_CTL_ADD, fd, EPOLLIN) < 0) die("a new connection");
}

static int listen_on_path(const char* path) {
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener < 0) die("socket");
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    fprintf(stderr, "too long a path: %s\n", path);
    exit(2);
  }
  strcpy(address.sun_path, path);
  if (bind(listener, (struct sockaddr*)&address, sizeof address) < 0) die("bind");
  if (listen(listener, SOMAXCONN) < 0) die("listen");
  printf("listening %s\n", path);
  fflush(stdout);
  return listener;
}

static long now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000L + time.tv_nsec;
}

static int wait_for(struct epoll_event* events) {
  if (spin_ns > 0) {
    for (long end = now_ns() + spin_ns; now_ns() < end;) {
      int count = epoll_wait(epoll_fd, events, MAX_EVENTS, 0);
      if (count != 0) return count;
    }
  }
  return epoll_wait(epoll_fd, events, MAX_EVENTS, -1);
}

int main(int argc, char** argv) {
  for (int option; (option = getopt(argc, argv, "s:")) != -1;) {
    if (option != 's') return 2;
    spin_ns = 1000 * atol(optarg);
  }
  argc -= optind - 1;
  argv += optind - 1;
  allow_many_files();
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  if (epoll_fd < 0) die("epoll_create1");
  is_tcp = argc < 2;
  int listener = is_tcp ? listen_on_loopback() : listen_on_path(argv[1]);
  if (watch(EPOLL_CTL_ADD, listener, EPOLLIN) < 0) die("epoll_ctl");
  // EPERM: stdin is a file or /dev/null, which has no end to wait for.
  if (watch(EPOLL_CTL_ADD, STDIN_FILENO, EPOLLIN) < 0 && errno != EPERM) die("epoll_ctl");

  static struct epoll_event events[MAX_EVENTS];
  for (;;) {
    int count = wait_for(events);
    if (count < 0 && errno != EINTR) die("epoll_wait");
    for (int i = 0; i < count; i++) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        accept_one(listener);
      } else if (fd == STDIN_FILENO) {
        if (read(STDIN_FILENO, buffer, sizeof buffer) <= 0) return 0;
      } else if (rests[fd].bytes) {
        send_rest(fd);
      } else {
        echo(fd);
      }
    }
  }
}
