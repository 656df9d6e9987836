#include "groups.h"
#include "spin.h"
#include "sys/sys.h"

#if defined(__APPLE__) || defined(__FreeBSD__) || defined(__OpenBSD__) || defined(__NetBSD__) || defined(__DragonFly__)

#include <sys/event.h>
#include <sys/time.h>

#include <algorithm>
#include <vector>

namespace berkeley {

namespace {

/// A kevent crosses the seam as six doubles: ident, filter, flags, fflags, data, udata.
constexpr size_t kFields = 6;

struct kevent ReadEvent(const double* fields) {
  struct kevent event;
  EV_SET(&event, static_cast<uintptr_t>(fields[0]), static_cast<int>(fields[1]), static_cast<unsigned>(fields[2]),
         static_cast<unsigned>(fields[3]), static_cast<int64_t>(fields[4]), 0);
  // udata is a pointer on most systems, an integer on NetBSD; it is only carried along.
  event.udata = (decltype(event.udata))(static_cast<uintptr_t>(fields[5]));
  return event;
}

void WriteEvent(const struct kevent& event, double* fields) {
  fields[0] = static_cast<double>(event.ident);
  fields[1] = static_cast<double>(event.filter);
  fields[2] = static_cast<double>(event.flags);
  fields[3] = static_cast<double>(event.fflags);
  fields[4] = static_cast<double>(event.data);
  fields[5] = static_cast<double>((uintptr_t)(event.udata));
}

Sys kqueue(Environment& environment) {
  const Sys fd(::kqueue());
  if (fd.failed()) return fd;
  environment.Own(fd.value());
  sys::set_inheritable(fd.value(), false);
  return fd;
}

/// kevent(2): makes the changes, and writes the events that wait into `events`, six doubles each. Milliseconds;
/// negative waits without end.
Sys kevent(int kq, Doubles changes, int change_count, Doubles events, int timeout, Spin spin) {
  if (change_count < 0 || static_cast<size_t>(change_count) > changes.size / kFields) return Sys::Error(EINVAL);
  std::vector<struct kevent> asked;
  for (int i = 0; i < change_count; ++i) asked.push_back(ReadEvent(changes.data + kFields * i));
  constexpr size_t kBatch = 256;
  struct kevent ready[kBatch];
  const size_t most = std::min(kBatch, events.size / kFields);
  const Sys count = WaitAfterSpin(spin, timeout, [&](int milliseconds) {
    const timespec limit{milliseconds / 1000, milliseconds % 1000 * 1000000L};
    const timespec* end = milliseconds < 0 ? nullptr : &limit;
    const Sys found(::kevent(kq, asked.data(), change_count, ready, static_cast<int>(most), end));
    change_count = 0;  // They are made once.
    return found;
  });
  for (int i = 0; i < count.value(); ++i) WriteEvent(ready[i], events.data + kFields * i);
  return count;
}

}  // namespace

void DefineKqueue(napi_env env, napi_value exports, Environment* environment) {
  BERKELEY_DEFINE(kqueue);
  BERKELEY_DEFINE(kevent);
}

}  // namespace berkeley

#else

namespace berkeley {

void DefineKqueue(napi_env, napi_value, Environment*) {}

}  // namespace berkeley

#endif
