#pragma once

#include <node_api.h>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <vector>

#include "socket_calls.h"

namespace berkeley {

class Environment;
class Reactor;

/// What a raw callback is called with: whose environment it is, and its name for error messages.
struct Callee {
  Environment* environment;
  const char* name;
};

/// Memory of an array that JavaScript has lent for good.
struct Lent {
  uint8_t* data = nullptr;
  size_t size = 0;
};

/// The state of one environment, which is the main thread or one worker. There is no other state: nothing is shared
/// between threads.
class Environment {
 public:
  explicit Environment(napi_env env) : env_(env) {}
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

  /// Closes every descriptor that the environment still owns.
  ~Environment();

  /// Makes `fd` the environment's: it is closed with it unless `Disown` or `close` comes first.
  void Own(int fd);
  void Disown(int fd);

  /// A descriptor that becomes readable when a blocking wait in this thread should end early: in a worker, when
  /// something (above all `terminate()`) wants its event loop; in the main thread, when a signal that the program
  /// handles has arrived. Made when first asked for; -errno if it cannot be had.
  int InterruptFd(bool main);

  /// Forgets the wake-up that made `InterruptFd` readable. Returns the signals whose handlers wait for the event loop,
  /// bit n-1 for signal n; every bit where the system cannot tell them apart.
  uint32_t TakeInterrupt();

  /// Keeps an array for the calls that name it by its slot, in place of the one that was there. False if there is no
  /// such slot.
  bool Lend(int slot, Lent lent, napi_value array);

  /// The first `count` bytes of what was lent, or as many as it has. Nothing where nothing was.
  Lent Borrow(int slot, int count) const {
    if (slot < 0 || slot >= kSlots || count <= 0) return {};
    return {lent_[slot].data, std::min(lent_[slot].size, static_cast<size_t>(count))};
  }

  /// The `data` of a raw callback; lives as long as the environment.
  Callee* NewCallee(const char* name);

  /// Null until it is opened, and after it is closed, as it is before the environment's end.
  Reactor* reactor = nullptr;

  /// Those on many descriptors at once.
  SocketCalls calls;

 private:
  static constexpr int kSlots = 8;

  napi_env env_;
  Lent lent_[kSlots];
  napi_ref lenders_[kSlots] = {};
  std::vector<uint64_t> owned_;  // a bit a descriptor
  std::deque<Callee> callees_;   // a deque: its elements do not move
  int interrupt_fd_ = -1;
  int watched_fd_ = -1;
  bool main_ = false;
};

}  // namespace berkeley
