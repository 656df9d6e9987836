#pragma once

#include <cstddef>
#include <cstdint>

namespace berkeley {

/// News of a descriptor: what poll(2) would say of it, and the tag of its registration.
struct Ready {
  int fd;
  int events;  // POLL*
  int tag;
};

/// An epoll or a kqueue that tells of news, edge by edge. Not thread-safe but for waiting on `fd()`, which any thread
/// may.
class Poller {
 public:
  static constexpr size_t kBatch = 256;

  Poller() = default;
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;
  ~Poller() { Close(); }

  /// These return -1 and set errno as the system calls do.
  int Open();
  void Close();
  /// Starts to tell of `fd`, and first of all what it is ready for; or changes what it tells of. `events` is POLLIN,
  /// POLLOUT or both; errors and hang-ups are told in any case.
  int Watch(int fd, int events, int tag);
  int Unwatch(int fd);
  /// Writes the news that there is, without waiting, and returns how many entries it wrote.
  int Take(Ready* ready, size_t most);

  /// Polls readable while there is news; -1 if it is not open.
  int fd() const { return fd_; }

 private:
  int fd_ = -1;
};

}  // namespace berkeley
