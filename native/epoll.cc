#include "groups.h"
#include "spin.h"
#include "sys/sys.h"

#ifdef __linux__

#include <sys/epoll.h>

#include <algorithm>

namespace berkeley {

namespace {

Sys epoll_create1(Environment& environment, int flags) {
  const Sys fd(::epoll_create1(flags | EPOLL_CLOEXEC));
  if (!fd.failed()) environment.Own(fd.value());
  return fd;
}

/// What an event carries: the descriptor, and the tag of its registration, so that an event of one that has ended can
/// be told from one of the next on the same number.
uint64_t Pack(int fd, int tag) {
  return static_cast<uint64_t>(static_cast<uint32_t>(tag)) << 32 | static_cast<uint32_t>(fd);
}

/// epoll_ctl(2), with the tag that the events of the registration will carry.
Sys epoll_ctl(int epfd, int operation, int fd, int events, int tag) {
  epoll_event event{};
  event.events = static_cast<uint32_t>(events);
  event.data.u64 = Pack(fd, tag);
  return Sys(::epoll_ctl(epfd, operation, fd, &event));
}

/// epoll_wait(2). Writes three words an event: descriptor, events, tag; so `events` holds three times as many words as
/// the wait may return. Milliseconds; negative waits without end.
Sys epoll_wait(int epfd, Words events, int timeout, Spin spin) {
  // More than the batch come with the next wait: the kernel rotates its ready list.
  constexpr size_t kBatch = 1024;
  epoll_event ready[kBatch];
  const size_t most = std::min(kBatch, events.size / 3);
  const Sys count = WaitAfterSpin(spin, timeout, [&](int milliseconds) {
    return Sys(::epoll_wait(epfd, ready, static_cast<int>(most), milliseconds));
  });
  for (int i = 0; i < count.value(); ++i) {
    events.data[3 * i] = static_cast<int32_t>(ready[i].data.u64);
    events.data[3 * i + 1] = static_cast<int32_t>(ready[i].events);
    events.data[3 * i + 2] = static_cast<int32_t>(ready[i].data.u64 >> 32);
  }
  return count;
}

}  // namespace

void DefineEpoll(napi_env env, napi_value exports, Environment* environment) {
  BERKELEY_DEFINE(epoll_create1);
  BERKELEY_DEFINE(epoll_ctl);
  BERKELEY_DEFINE(epoll_wait);
}

}  // namespace berkeley

#else

namespace berkeley {

void DefineEpoll(napi_env, napi_value, Environment*) {}

}  // namespace berkeley

#endif
