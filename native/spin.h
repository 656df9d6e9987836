#pragma once

#include <algorithm>
#include <chrono>

#include "args.h"
#include "result.h"

// The busy wait: a wait that looks again and again for a while before it sleeps.

namespace berkeley {

/// For how many microseconds a wait looks before it sleeps; it may be left out: 0.
struct Spin {
  int microseconds;
};

template <>
struct Arg<Spin> {
  static constexpr size_t kCount = 1;
  static const char* ReadGiven(napi_env env, const napi_value* argv, size_t given, Spin* out) {
    out->microseconds = 0;
    return given == 0 ? nullptr : Arg<int>::Read(env, argv, &out->microseconds);
  }
};

/// Longer than this no wait is busy: nothing ends it but what it waits for.
constexpr int kMostSpin = 100'000;

/// Waits with `call(milliseconds)`, which says 0 of nothing: first without sleep, as long as `spin` says and `timeout`
/// lets it, and then for what is left of that. Negative time-outs wait without end.
template <typename Call>
Sys WaitAfterSpin(Spin spin, int timeout, Call call) {
  using std::chrono::steady_clock;  // CLOCK_MONOTONIC
  if (spin.microseconds <= 0 || timeout == 0) return call(timeout);
  const auto begin = steady_clock::now();
  auto until = begin + std::chrono::microseconds(std::min(spin.microseconds, kMostSpin));
  if (timeout > 0) until = std::min(until, begin + std::chrono::milliseconds(timeout));
  do {
    const Sys found = call(0);
    if (found.value() != 0) return found;
  } while (steady_clock::now() < until);
  if (timeout < 0) return call(timeout);
  const auto gone = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - begin).count();
  return call(static_cast<int>(std::max<long long>(0, timeout - gone)));
}

}  // namespace berkeley
