#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace berkeley {

/// News of a descriptor: what poll(2) would say of it, and the tag of its registration.
struct Ready {
  int fd;
  int events;  // POLL*
  int tag;
};

/// What an epoll or a kqueue is asked, whoever owns it. It tells of news, edge by edge. Not thread-safe but for waiting
/// on `fd()`, which any thread may.
class PollerRef {
 public:
  static constexpr size_t kBatch = 256;

  /// Beside POLLIN and POLLOUT: tells with every wait, as long as it is ready, and not of news alone.
  static constexpr int kLevel = 1 << 16;
  /// Whether it does; if not, it tells of news alone.
  static const bool kHasLevel;

  explicit PollerRef(int fd) : fd_(fd) {}

  /// These return -1 and set errno as the system calls do.

  /// Starts to tell of `fd`, and first of all what it is ready for; or changes what it tells of. `events` is POLLIN,
  /// POLLOUT or both, and kLevel; errors and hang-ups are told in any case.
  int Watch(int fd, int events, int tag);
  /// The same for one that is watched: what it is ready for now is news again.
  int Rewatch(int fd, int events, int tag);
  int Unwatch(int fd);
  /// Waits for news and writes up to `most` entries, kBatch at the most; returns how many. Milliseconds; negative waits
  /// without end.
  int Wait(Ready* ready, size_t most, int timeout);

  /// Polls readable while there is news; -1 if it is not open.
  int fd() const { return fd_; }

 protected:
  int fd_;
};

/// Makes the descriptor of a poller, close-on-exec; -1 with errno.
int OpenPoller();

/// The same with a descriptor of its own.
class Poller : public PollerRef {
 public:
  Poller() : PollerRef(-1) {}
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;
  ~Poller() { Close(); }

  int Open() { return fd_ = OpenPoller(); }
  void Close();
  /// Writes the news that there is, without waiting, and returns how many entries it wrote.
  int Take(Ready* ready, size_t most) { return std::max(Wait(ready, most, 0), 0); }
};

}  // namespace berkeley
