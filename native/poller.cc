#include "poller.h"

#include <algorithm>
#include <cerrno>

#include "sys/sys.h"

#ifdef __linux__
#include <sys/epoll.h>
#else
#include <sys/event.h>
#include <sys/time.h>
#endif

namespace berkeley {

void Poller::Close() {
  if (fd_ >= 0) sys::close(fd_);
  fd_ = -1;
}

#ifdef __linux__

const bool PollerRef::kHasLevel = true;

// The kernel's EPOLL* are its POLL*.
static_assert(EPOLLIN == POLLIN && EPOLLOUT == POLLOUT && EPOLLPRI == POLLPRI && EPOLLERR == POLLERR &&
              EPOLLHUP == POLLHUP);

namespace {

epoll_event Registration(int fd, int events, int tag) {
  epoll_event event{};
  const uint32_t asked = static_cast<uint32_t>(events & (POLLIN | POLLOUT));
  event.events = asked | EPOLLPRI | EPOLLRDHUP | (events & PollerRef::kLevel ? 0U : static_cast<uint32_t>(EPOLLET));
  event.data.u64 = static_cast<uint64_t>(static_cast<uint32_t>(tag)) << 32 | static_cast<uint32_t>(fd);
  return event;
}

}  // namespace

int OpenPoller() { return ::epoll_create1(EPOLL_CLOEXEC); }

int PollerRef::Watch(int fd, int events, int tag) {
  epoll_event event = Registration(fd, events, tag);
  const int added = ::epoll_ctl(fd_, EPOLL_CTL_ADD, fd, &event);
  return added < 0 && errno == EEXIST ? ::epoll_ctl(fd_, EPOLL_CTL_MOD, fd, &event) : added;
}

int PollerRef::Rewatch(int fd, int events, int tag) {
  epoll_event event = Registration(fd, events, tag);
  return ::epoll_ctl(fd_, EPOLL_CTL_MOD, fd, &event);
}

int PollerRef::Unwatch(int fd) {
  epoll_event unused{};
  return ::epoll_ctl(fd_, EPOLL_CTL_DEL, fd, &unused);
}

int PollerRef::Wait(Ready* ready, size_t most, int timeout) {
  epoll_event events[kBatch];
  const int count = ::epoll_wait(fd_, events, static_cast<int>(std::min(most, kBatch)), timeout);
  for (int i = 0; i < count; ++i) {
    ready[i] = {static_cast<int>(events[i].data.u64), static_cast<int>(events[i].events),
                static_cast<int>(events[i].data.u64 >> 32)};
  }
  return count;
}

#else

const bool PollerRef::kHasLevel = false;

namespace {

int Change(int kq, int fd, int filter, int flags, int tag) {
  struct kevent change;
  EV_SET(&change, fd, filter, flags, 0, 0, 0);
  // udata is a pointer on most systems, an integer on NetBSD; it is only carried along.
  change.udata = (decltype(change.udata))(static_cast<uintptr_t>(static_cast<uint32_t>(tag)));
  return ::kevent(kq, &change, 1, nullptr, 0, nullptr);
}

}  // namespace

int OpenPoller() {
  const int fd = ::kqueue();
  if (fd >= 0) sys::set_inheritable(fd, false);
  return fd;
}

int PollerRef::Watch(int fd, int events, int tag) {
  // An EV_ADD does not change whether it is cleared: so nothing is told by level here, which costs a look more.
  if (Change(fd_, fd, EVFILT_READ, EV_ADD | EV_CLEAR, tag) < 0) return -1;
  if (events & POLLOUT) return Change(fd_, fd, EVFILT_WRITE, EV_ADD | EV_CLEAR, tag);
  Change(fd_, fd, EVFILT_WRITE, EV_DELETE, tag);  // It need not be there.
  return 0;
}

// An EV_ADD of what is there looks anew, too.
int PollerRef::Rewatch(int fd, int events, int tag) { return Watch(fd, events, tag); }

int PollerRef::Unwatch(int fd) {
  Change(fd_, fd, EVFILT_WRITE, EV_DELETE, 0);
  return Change(fd_, fd, EVFILT_READ, EV_DELETE, 0);
}

int PollerRef::Wait(Ready* ready, size_t most, int timeout) {
  struct kevent events[kBatch];
  const timespec limit{timeout / 1000, timeout % 1000 * 1'000'000L};
  const int room = static_cast<int>(std::min(most, kBatch));
  const int count = ::kevent(fd_, nullptr, 0, events, room, timeout < 0 ? nullptr : &limit);
  for (int i = 0; i < count; ++i) {
    const int direction = events[i].filter == EVFILT_READ ? POLLIN : POLLOUT;
    ready[i] = {static_cast<int>(events[i].ident), direction | (events[i].flags & EV_EOF ? POLLHUP : 0),
                static_cast<int>((uintptr_t)events[i].udata)};
  }
  return count;
}

#endif

}  // namespace berkeley
