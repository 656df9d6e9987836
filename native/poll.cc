#include <climits>

#include "groups.h"
#include "spin.h"
#include "sys/sys.h"

namespace berkeley {

namespace {

static_assert(sizeof(pollfd) == 2 * sizeof(int32_t), "a pollfd is an Int32 and two Int16");

/// poll(2) on the first `count` of `fds`, which has the layout of `struct pollfd`: an Int32 descriptor, an Int16 of
/// events asked for, an Int16 of events that came. Milliseconds; negative waits without end.
Sys poll(Words fds, int count, int timeout, Spin spin) {
  if (count < 0 || static_cast<size_t>(count) > fds.size / 2) return Sys::Error(EINVAL);
  return WaitAfterSpin(spin, timeout, [&](int milliseconds) {
    return Sys(::poll(reinterpret_cast<pollfd*>(fds.data), static_cast<nfds_t>(count), milliseconds));
  });
}

/// The descriptor to wait on beside one's own, so that the wait ends when it should: see
/// Environment::InterruptFd.
Sys interrupt_fd(Environment& environment, int main) {
  const int fd = environment.InterruptFd(main != 0);
  return fd < 0 ? Sys::Error(-fd) : Sys::Value(fd);
}

/// Forgets what made `interrupt_fd` readable. Returns the signals that wait to be handled, bit n-1 for signal n,
/// without the sign bit.
Sys take_interrupt(Environment& environment) {
  return Sys::Value(static_cast<int>(environment.TakeInterrupt() & INT_MAX));
}

}  // namespace

void DefinePoll(napi_env env, napi_value exports, Environment* environment) {
  BERKELEY_DEFINE(poll);
  BERKELEY_DEFINE(interrupt_fd);
  BERKELEY_DEFINE(take_interrupt);
}

}  // namespace berkeley
