#pragma once

#include <cerrno>

namespace berkeley {

/// What a system call came to: its value, or minus the errno. Made from the call's own return value, at once, so that
/// nothing comes between the call and the one place that reads `errno`.
class Sys {
 public:
  explicit Sys(long returned) : value_(returned < 0 ? -errno : static_cast<int>(returned)) {}

  /// A failure that no call reported: `Sys::Error(EINVAL)`.
  static Sys Error(int number) { return Sys(Exact{-number}); }

  /// A value that is known already, such as the length that a call wrote through a pointer.
  static Sys Value(int value) { return Sys(Exact{value}); }

  int value() const { return value_; }
  bool failed() const { return value_ < 0; }

 private:
  struct Exact {
    int value;
  };
  explicit Sys(Exact exact) : value_(exact.value) {}

  int value_;
};

}  // namespace berkeley
