#include "groups.h"
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

/// epoll_ctl(2); an event comes back as `fd` itself.
Sys epoll_ctl(int epfd, int operation, int fd, int events) {
  epoll_event event{};
  event.events = static_cast<uint32_t>(events);
  event.data.fd = fd;
  return Sys(::epoll_ctl(epfd, operation, fd, &event));
}

/// epoll_wait(2). Writes two words an event, descriptor and events, so `events` holds twice as many words as the wait
/// may return. Milliseconds; negative waits without end.
Sys epoll_wait(int epfd, Words events, int timeout) {
  // More than the batch come with the next wait: the kernel rotates its ready list.
  constexpr size_t kBatch = 1024;
  epoll_event ready[kBatch];
  const size_t most = std::min(kBatch, events.size / 2);
  const Sys count(::epoll_wait(epfd, ready, static_cast<int>(most), timeout));
  for (int i = 0; i < count.value(); ++i) {
    events.data[2 * i] = ready[i].data.fd;
    events.data[2 * i + 1] = static_cast<int32_t>(ready[i].events);
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
