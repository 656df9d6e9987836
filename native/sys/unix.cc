#ifndef _WIN32

#include <fcntl.h>
#include <sys/ioctl.h>
#include <uv.h>

#include <cerrno>

#include "sys.h"

#ifdef __linux__
#include <sys/epoll.h>
#include <sys/sendfile.h>
#else
#include <sys/event.h>
#include <sys/time.h>
#endif

namespace berkeley::sys {

namespace {

int SetCloseOnExec(int fd, bool on) {
  const int flags = ::fcntl(fd, F_GETFD);
  if (flags < 0) return -1;
  const int wanted = on ? flags | FD_CLOEXEC : flags & ~FD_CLOEXEC;
  return wanted == flags ? 0 : ::fcntl(fd, F_SETFD, wanted);
}

#ifndef SOCK_CLOEXEC
/// For systems that cannot make a close-on-exec descriptor in one call. Takes the descriptor over.
int CloseOnExec(int fd) {
  if (fd < 0 || SetCloseOnExec(fd, true) == 0) return fd;
  const int saved = errno;
  ::close(fd);
  errno = saved;
  return -1;
}
#endif

#ifdef SO_NOSIGPIPE
int NoSigpipe(int fd) {
  const int on = 1;
  if (fd >= 0) ::setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
  return fd;
}
#else
int NoSigpipe(int fd) { return fd; }
#endif

}  // namespace

#ifdef MSG_NOSIGNAL
const int kSendFlags = MSG_NOSIGNAL;
#else
const int kSendFlags = 0;  // SO_NOSIGPIPE is set on each socket instead.
#endif

#ifdef MSG_CMSG_CLOEXEC
const int kReceiveFlags = MSG_CMSG_CLOEXEC;
#else
const int kReceiveFlags = 0;
#endif

int socket(int family, int type, int protocol) {
#ifdef SOCK_CLOEXEC
  return NoSigpipe(::socket(family, type | SOCK_CLOEXEC, protocol));
#else
  return NoSigpipe(CloseOnExec(::socket(family, type, protocol)));
#endif
}

int socketpair(int family, int type, int protocol, int fds[2]) {
#ifdef SOCK_CLOEXEC
  if (::socketpair(family, type | SOCK_CLOEXEC, protocol, fds) < 0) return -1;
#else
  if (::socketpair(family, type, protocol, fds) < 0) return -1;
  SetCloseOnExec(fds[0], true);
  SetCloseOnExec(fds[1], true);
#endif
  NoSigpipe(fds[0]);
  NoSigpipe(fds[1]);
  return 0;
}

int accept(int fd, sockaddr* address, socklen_t* length, bool blocking) {
#if defined(__APPLE__)
  // macOS has no accept4, and its accepted socket inherits O_NONBLOCK.
  const int accepted = NoSigpipe(CloseOnExec(::accept(fd, address, length)));
  if (accepted >= 0) set_blocking(accepted, blocking);
  return accepted;
#else
  return NoSigpipe(::accept4(fd, address, length, SOCK_CLOEXEC | (blocking ? 0 : SOCK_NONBLOCK)));
#endif
}

int dup(int fd) { return ::fcntl(fd, F_DUPFD_CLOEXEC, 0); }

int close(int fd) {
  const int closed = ::close(fd);
  return closed < 0 && errno == EINTR ? 0 : closed;
}

int set_blocking(int fd, bool blocking) {
  int nonblocking = blocking ? 0 : 1;
  return ::ioctl(fd, FIONBIO, &nonblocking);
}

int get_blocking(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  return flags < 0 ? -1 : (flags & O_NONBLOCK) == 0;
}

int set_inheritable(int fd, bool inheritable) { return SetCloseOnExec(fd, !inheritable); }

int get_inheritable(int fd) {
  const int flags = ::fcntl(fd, F_GETFD);
  return flags < 0 ? -1 : (flags & FD_CLOEXEC) == 0;
}

#if defined(__linux__)

const bool kHasSendfile = true;

int64_t sendfile(int fd, int file, int64_t offset, size_t count) {
  off_t at = offset;
  return ::sendfile(fd, file, &at, count);
}

#elif defined(__APPLE__) || defined(__FreeBSD__) || defined(__DragonFly__)

const bool kHasSendfile = true;

int64_t sendfile(int fd, int file, int64_t offset, size_t count) {
  if (count == 0) return 0;  // 0 would be all of the file.
  off_t sent = static_cast<off_t>(count);
#ifdef __APPLE__
  const int result = ::sendfile(file, fd, offset, &sent, nullptr, 0);
#else
  sent = 0;
  const int result = ::sendfile(file, fd, offset, count, nullptr, &sent, 0);
#endif
  // A non-blocking socket that took a part is EAGAIN as well, with the part in `sent`.
  return result < 0 && !(sent > 0 && (errno == EAGAIN || errno == EINTR)) ? -1 : sent;
}

#else

const bool kHasSendfile = false;

int64_t sendfile(int, int, int64_t, size_t) {
  errno = ENOSYS;
  return -1;
}

#endif

#ifdef __linux__

int edge_watch(int fd) {
  const int watch = ::epoll_create1(EPOLL_CLOEXEC);
  if (watch < 0) return -errno;
  epoll_event event{};
  event.events = EPOLLIN | EPOLLET;
  if (::epoll_ctl(watch, EPOLL_CTL_ADD, fd, &event) == 0) return watch;
  const int error = errno;
  ::close(watch);
  return -error;
}

void edge_take(int watch) {
  epoll_event event;
  while (::epoll_wait(watch, &event, 1, 0) < 0 && errno == EINTR) {
  }
}

#else

int edge_watch(int fd) {
  const int watch = ::kqueue();
  if (watch < 0) return -errno;
  SetCloseOnExec(watch, true);
  struct kevent change;
  EV_SET(&change, fd, EVFILT_READ, EV_ADD | EV_CLEAR, 0, 0, nullptr);
  if (::kevent(watch, &change, 1, nullptr, 0, nullptr) == 0) return watch;
  const int error = errno;
  ::close(watch);
  return -error;
}

void edge_take(int watch) {
  struct kevent event;
  const timespec now{};
  while (::kevent(watch, nullptr, 0, &event, 1, &now) < 0 && errno == EINTR) {
  }
}

#endif

int signal_pipe(const uv_loop_t* loop) { return loop->signal_pipefd[0]; }

#ifdef __linux__

uint32_t pending_signals(int pipe) {
  // libuv's message: the handle, then the number. tee(2) copies what the pipe holds and leaves it there.
  struct Message {
    void* handle;
    int signal;
  };
  int copy[2];
  if (::pipe2(copy, O_CLOEXEC | O_NONBLOCK) < 0) return ~uint32_t{0};
  constexpr size_t kMost = 128;
  uint32_t signals = 0;
  if (::tee(pipe, copy[1], kMost * sizeof(Message), SPLICE_F_NONBLOCK) > 0) {
    Message messages[kMost];
    const ssize_t got = ::read(copy[0], messages, sizeof messages);
    for (ssize_t i = 0; i < got / static_cast<ssize_t>(sizeof(Message)); ++i) {
      const int number = messages[i].signal;
      if (number >= 1 && number <= 32) signals |= uint32_t{1} << (number - 1);
    }
  }
  ::close(copy[0]);
  ::close(copy[1]);
  return signals;
}

#else

uint32_t pending_signals(int pipe) {
  int queued = 0;
  return ::ioctl(pipe, FIONREAD, &queued) == 0 && queued == 0 ? 0 : ~uint32_t{0};
}

#endif

}  // namespace berkeley::sys

#endif  // _WIN32
