// The reference for what only comes in: one thread and one level-triggered epoll.
//
//   sink_epoll         reads all that comes, and says at the end of file how many bytes that was, in decimal
//   sink_epoll accept  accepts connections and closes them
//
// It binds a free port of 127.0.0.1, prints "listening PORT", and serves until SIGTERM or the end of stdin.
#define _GNU_SOURCE
#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "files.h"
#include "listen.h"

#define MAX_FD 65536
#define MAX_EVENTS 512

static unsigned long long counts[MAX_FD];  // by fd
static char buffer[65536];
static int epoll_fd;

static int watch(int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  return epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

static void receive(int fd) {
  ssize_t received = recv(fd, buffer, sizeof buffer, 0);
  if (received < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (received > 0) {
    counts[fd] += (unsigned long long)received;
    return;
  }
  // Nothing was sent before, so that there is room for a number.
  int length = snprintf(buffer, sizeof buffer, "%llu", counts[fd]);
  if (received == 0) send(fd, buffer, (size_t)length, MSG_NOSIGNAL);
  close(fd);  // which also takes it out of the epoll set
}

static void accept_one(int listener, int only) {
  int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd < 0) {
    if (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED) return;
    die("accept4");
  }
  if (only) {
    close(fd);
    return;
  }
  if (fd >= MAX_FD || watch(fd) < 0) die("a new connection");
  counts[fd] = 0;
}

int main(int argc, char** argv) {
  int only = argc > 1 && strcmp(argv[1], "accept") == 0;
  allow_many_files();
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  if (epoll_fd < 0) die("epoll_create1");
  int listener = listen_on_loopback();
  if (watch(listener) < 0) die("epoll_ctl");
  // EPERM: stdin is a file or /dev/null, which has no end to wait for.
  if (watch(STDIN_FILENO) < 0 && errno != EPERM) die("epoll_ctl");

  static struct epoll_event events[MAX_EVENTS];
  for (;;) {
    int count = epoll_wait(epoll_fd, events, MAX_EVENTS, -1);
    if (count < 0 && errno != EINTR) die("epoll_wait");
    for (int i = 0; i < count; i++) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        accept_one(listener, only);
      } else if (fd == STDIN_FILENO) {
        if (read(STDIN_FILENO, buffer, sizeof buffer) <= 0) return 0;
      } else {
        receive(fd);
      }
    }
  }
}
