#include <algorithm>
#include <vector>

#include "groups.h"
#include "spin.h"
#include "sys/sys.h"

#ifndef _WIN32

#include <fcntl.h>
#include <sys/select.h>
#include <sys/time.h>

namespace berkeley {

namespace {

/// A descriptor set as long as it need be: fd_set ends at FD_SETSIZE, and its macros abort or write past the end beyond
/// it, while the kernels take any length.
class FdSet {
 public:
  explicit FdSet(int largest) : masks_(static_cast<size_t>(largest) / kBits + 1) {}
  void Set(int fd) { masks_[static_cast<size_t>(fd) / kBits] |= Bit(fd); }
  bool Has(int fd) const { return (masks_[static_cast<size_t>(fd) / kBits] & Bit(fd)) != 0; }
  fd_set* get() { return reinterpret_cast<fd_set*>(masks_.data()); }

 private:
  static constexpr size_t kBits = 8 * sizeof(fd_mask);
  static unsigned long Bit(int fd) { return 1UL << (static_cast<size_t>(fd) % kBits); }
  static_assert(sizeof(fd_mask) == sizeof(unsigned long) || sizeof(fd_mask) == sizeof(unsigned int));
  std::vector<std::make_unsigned_t<fd_mask>> masks_;
};

/// The entries whose descriptor is not open get POLLNVAL, as poll(2) does it: select(2) only says that there is one.
Sys MarkClosed(pollfd* entries, int count) {
  int marked = 0;
  for (int i = 0; i < count; ++i) {
    const bool closed = entries[i].fd >= 0 && ::fcntl(entries[i].fd, F_GETFD) < 0;
    entries[i].revents = closed ? POLLNVAL : 0;
    marked += closed;
  }
  return marked > 0 ? Sys::Value(marked) : Sys::Error(EBADF);
}

Sys Select(pollfd* entries, int count, int timeout) {
  int largest = -1;
  for (int i = 0; i < count; ++i) largest = std::max(largest, entries[i].fd);
  // Linux passes over what is beyond its table of open descriptors, and leaves it in the sets as if it were ready. If
  // the largest is open, all are within. And the sets are never longer than what is open.
  if (largest >= 0 && ::fcntl(largest, F_GETFD) < 0) return MarkClosed(entries, count);
  FdSet read(largest + 1), write(largest + 1), except(largest + 1);
  for (int i = 0; i < count; ++i) {
    if (entries[i].fd < 0) continue;
    if (entries[i].events & POLLIN) read.Set(entries[i].fd);
    if (entries[i].events & POLLOUT) write.Set(entries[i].fd);
    if (entries[i].events & POLLPRI) except.Set(entries[i].fd);
  }
  timeval limit{timeout / 1000, timeout % 1000 * 1000};
  const Sys ready(::select(largest + 1, read.get(), write.get(), except.get(), timeout < 0 ? nullptr : &limit));
  if (ready.value() == -EBADF) return MarkClosed(entries, count);
  if (ready.failed()) return ready;
  int found = 0;
  for (int i = 0; i < count; ++i) {
    const int fd = entries[i].fd;
    short events = 0;
    if (fd >= 0 && read.Has(fd)) events |= entries[i].events & POLLIN;
    if (fd >= 0 && write.Has(fd)) events |= entries[i].events & POLLOUT;
    if (fd >= 0 && except.Has(fd)) events |= entries[i].events & POLLPRI;
    entries[i].revents = events;
    found += events != 0;
  }
  return Sys::Value(found);
}

/// select(2) in the shape of poll(2): POLLIN is readable, POLLOUT writable, POLLPRI the exceptional condition. A
/// negative descriptor is passed over. Milliseconds; negative waits without end.
Sys select(Words fds, int count, int timeout, Spin spin) {
  if (count < 0 || static_cast<size_t>(count) > fds.size / 2) return Sys::Error(EINVAL);
  auto* entries = reinterpret_cast<pollfd*>(fds.data);
  return WaitAfterSpin(spin, timeout, [&](int milliseconds) { return Select(entries, count, milliseconds); });
}

}  // namespace

void DefineSelect(napi_env env, napi_value exports, Environment* environment) { BERKELEY_DEFINE(select); }

}  // namespace berkeley

#endif  // _WIN32
