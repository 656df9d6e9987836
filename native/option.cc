#include "groups.h"
#include "sys/sys.h"

// getsockopt(2) and setsockopt(2). An option's value is bytes; an int is four of them, in the machine's
// order.

namespace berkeley {

namespace {

/// Returns the length that the kernel wrote.
Sys getsockopt(int fd, int level, int option, Bytes value) {
  auto length = static_cast<socklen_t>(value.size);
  const Sys result(::getsockopt(fd, level, option, value.data, &length));
  return result.failed() ? result : Sys::Value(static_cast<int>(length));
}

Sys setsockopt(int fd, int level, int option, BytesOrNull value) {
  return Sys(::setsockopt(fd, level, option, value.data, static_cast<socklen_t>(value.size)));
}

}  // namespace

void DefineOption(napi_env env, napi_value exports, Environment* environment) {
  BERKELEY_DEFINE(getsockopt);
  BERKELEY_DEFINE(setsockopt);
}

}  // namespace berkeley
