#include <algorithm>
#include <climits>
#include <cstdint>

#include "groups.h"
#include "sys/sys.h"

// getsockopt(2) and setsockopt(2). An option's value is bytes; an int is four of them, in the machine's order.

namespace berkeley {

namespace {

/// Returns the length that the kernel wrote.
Sys getsockopt(int fd, int level, int option, Bytes value) {
  auto length = static_cast<socklen_t>(std::min<size_t>(value.size, INT_MAX));
  const Sys result(::getsockopt(fd, level, option, value.data, &length));
  return result.failed() ? result : Sys::Value(static_cast<int>(length));
}

Sys setsockopt(int fd, int level, int option, BytesOrNull value) {
  if (value.size > INT_MAX) return Sys::Error(EINVAL);  // The length would be cut down to 32 bits.
  return Sys(::setsockopt(fd, level, option, value.data, static_cast<socklen_t>(value.size)));
}

/// SO_RCVTIMEO, or SO_SNDTIMEO if `sending`, in milliseconds, rounded up; 0 for none.
Sys socket_timeout(int fd, int sending) {
  timeval limit{};
  socklen_t length = sizeof limit;
  const Sys result(::getsockopt(fd, SOL_SOCKET, sending != 0 ? SO_SNDTIMEO : SO_RCVTIMEO, &limit, &length));
  if (result.failed()) return result;
  constexpr int64_t kMost = INT_MAX / 1000 - 1;
  const auto seconds = std::min<int64_t>(limit.tv_sec, kMost);
  return Sys::Value(static_cast<int>(seconds * 1000 + (limit.tv_usec + 999) / 1000));
}

}  // namespace

void DefineOption(napi_env env, napi_value exports, Environment* environment) {
  BERKELEY_DEFINE(getsockopt);
  BERKELEY_DEFINE(setsockopt);
  BERKELEY_DEFINE(socket_timeout);
}

}  // namespace berkeley
