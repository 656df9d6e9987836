#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace berkeley {

/// One of many calls that are made together.
struct SocketCall {
  int fd;
  uint8_t* data;
  size_t size;
  /// How many bytes came or went, or -errno.
  int result;
};

/// An io_uring(7): it takes many calls into the kernel at once.
class Ring;

/// Calls on many descriptors, made together: up to 64 in one crossing into the kernel, or one by one where there are
/// few, where that was not asked for, and where the kernel cannot. None of them waits: what would have to is EAGAIN.
class SocketCalls {
 public:
  SocketCalls();
  SocketCalls(const SocketCalls&) = delete;
  SocketCalls& operator=(const SocketCalls&) = delete;
  ~SocketCalls();

  /// Has them made by io_uring(7) from now on; or, if `wanted` is false, one by one, as at first. Returns whether they
  /// will be: not every kernel has it for us.
  bool UseRing(bool wanted);

  /// recv(2), each up to `size` bytes.
  void Receive(SocketCall* calls, size_t count);
  /// send(2).
  void Send(SocketCall* calls, size_t count);

 private:
  /// Makes the first of them together. Returns how many.
  size_t Together(bool sends, SocketCall* calls, size_t count);

  std::unique_ptr<Ring> ring_;
};

}  // namespace berkeley
