#include "socket_calls.h"

#include <algorithm>
#include <climits>

#include "result.h"
#include "sys/sys.h"

// Android kills who asks for it, and on 32-bit ARM no kernel is known to be sound.
#if defined(__linux__) && !defined(__ANDROID__) && !(defined(__arm__) && !defined(__aarch64__))
#if __has_include(<linux/io_uring.h>)
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#endif
#endif

namespace berkeley {

namespace {

/// With fewer calls than this a crossing for each costs less.
constexpr size_t kFew = 4;

int FlagsOf(bool sends) { return sends ? MSG_DONTWAIT | sys::kSendFlags : MSG_DONTWAIT; }

void Make(bool sends, SocketCall& call) {
  const int flags = FlagsOf(sends);
  const long made = sends ? ::send(call.fd, call.data, call.size, flags) : ::recv(call.fd, call.data, call.size, flags);
  call.result = Sys(made).value();
}

}  // namespace

#if defined(IORING_FEAT_FAST_POLL) && defined(__NR_io_uring_setup)

/// Of one thread. It is for calls that do not wait: when they have been taken, they are done.
class Ring {
 public:
  /// Null where the kernel has none, or does not let us.
  static std::unique_ptr<Ring> Open() {
    io_uring_params params{};
    const long fd = ::syscall(__NR_io_uring_setup, kEntries, &params);
    if (fd < 0) return nullptr;
    std::unique_ptr<Ring> ring(new Ring(static_cast<int>(fd)));
    // IORING_FEAT_CQE_SKIP, since Linux 5.17: before that there was little to gain.
    constexpr uint32_t kNewEnough = 1U << 11;
    if (!(params.features & kNewEnough) || !ring->Map(params)) return nullptr;
    return ring;
  }

  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

  ~Ring() {
    if (queues_ != MAP_FAILED) ::munmap(queues_, queues_size_);
    if (entries_ != nullptr) ::munmap(entries_, kEntries * sizeof(io_uring_sqe));
    sys::close(fd_);
  }

  /// Makes calls. Returns how many, from the first on: the others were not begun.
  size_t Run(bool sends, SocketCall* calls, size_t count) {
    count = std::min(count, kEntries);
    const uint32_t first = *tail_;
    for (size_t i = 0; i < count; ++i) {
      io_uring_sqe& entry = entries_[(first + i) % kEntries];
      entry = {};
      entry.opcode = sends ? IORING_OP_SEND : IORING_OP_RECV;
      entry.fd = calls[i].fd;
      entry.addr = reinterpret_cast<uintptr_t>(calls[i].data);
      entry.len = static_cast<uint32_t>(std::min<size_t>(calls[i].size, INT_MAX));
      entry.msg_flags = static_cast<uint32_t>(FlagsOf(sends));
      entry.user_data = i;
      calls[i].result = -EIO;
    }
    Store(tail_, first + static_cast<uint32_t>(count));
    size_t begun = 0;
    while (begun < count) {
      const long taken = Enter(count - begun, 0);
      if (taken < 0 && errno == EINTR) continue;
      if (taken <= 0) break;
      begun += static_cast<size_t>(taken);
    }
    // What was not taken now is not to be taken later.
    Store(tail_, first + static_cast<uint32_t>(begun));
    // They are done: to wait for one is for a kernel that sees it otherwise.
    for (size_t done = Reap(calls); done < begun; done += Reap(calls)) {
      if (Enter(0, begun - done) < 0 && errno != EINTR) break;
    }
    return begun;
  }

 private:
  static constexpr size_t kEntries = 64;

  explicit Ring(int fd) : fd_(fd) {}

  bool Map(const io_uring_params& params) {
    const io_sqring_offsets& sq = params.sq_off;
    const io_cqring_offsets& cq = params.cq_off;
    // One mapping has both queues (IORING_FEAT_SINGLE_MMAP, which is older).
    queues_size_ = std::max<size_t>(sq.array + params.sq_entries * sizeof(uint32_t),
                                    cq.cqes + params.cq_entries * sizeof(io_uring_cqe));
    queues_ = MapAt(queues_size_, IORING_OFF_SQ_RING);
    void* const entries = MapAt(kEntries * sizeof(io_uring_sqe), IORING_OFF_SQES);
    if (entries != MAP_FAILED) entries_ = static_cast<io_uring_sqe*>(entries);
    if (queues_ == MAP_FAILED || entries_ == nullptr) return false;
    tail_ = At<uint32_t>(sq.tail);
    done_head_ = At<uint32_t>(cq.head);
    done_tail_ = At<uint32_t>(cq.tail);
    done_mask_ = *At<uint32_t>(cq.ring_mask);
    done_ = At<io_uring_cqe>(cq.cqes);
    for (uint32_t i = 0; i < params.sq_entries; ++i) At<uint32_t>(sq.array)[i] = i;
    return true;
  }

  void* MapAt(size_t size, off_t offset) {
    return ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd_, offset);
  }

  template <typename T>
  T* At(uint32_t offset) {
    return reinterpret_cast<T*>(static_cast<uint8_t*>(queues_) + offset);
  }

  // The kernel reads and writes the same words.

  static uint32_t Load(const uint32_t* word) { return __atomic_load_n(word, __ATOMIC_ACQUIRE); }
  static void Store(uint32_t* word, uint32_t value) { __atomic_store_n(word, value, __ATOMIC_RELEASE); }

  long Enter(size_t count, size_t wait) {
    return ::syscall(__NR_io_uring_enter, fd_, count, wait, wait > 0 ? IORING_ENTER_GETEVENTS : 0, nullptr, 0);
  }

  /// Takes what is done. Returns how many.
  size_t Reap(SocketCall* calls) {
    const uint32_t first = *done_head_;
    const uint32_t end = Load(done_tail_);
    for (uint32_t at = first; at != end; ++at) {
      const io_uring_cqe& one = done_[at & done_mask_];
      calls[one.user_data].result = one.res;
    }
    Store(done_head_, end);
    return end - first;
  }

  int fd_;
  void* queues_ = MAP_FAILED;
  size_t queues_size_ = 0;
  io_uring_sqe* entries_ = nullptr;
  uint32_t* tail_ = nullptr;
  uint32_t* done_head_ = nullptr;
  uint32_t* done_tail_ = nullptr;
  uint32_t done_mask_ = 0;
  io_uring_cqe* done_ = nullptr;
};

#else

class Ring {
 public:
  static std::unique_ptr<Ring> Open() { return nullptr; }
  size_t Run(bool, SocketCall*, size_t) { return 0; }
};

#endif

SocketCalls::SocketCalls() = default;
SocketCalls::~SocketCalls() = default;

bool SocketCalls::UseRing(bool wanted) {
  if (!wanted) ring_.reset();
  if (wanted && ring_ == nullptr) ring_ = Ring::Open();
  return ring_ != nullptr;
}

size_t SocketCalls::Together(bool sends, SocketCall* calls, size_t count) {
  return count < kFew || ring_ == nullptr ? 0 : ring_->Run(sends, calls, count);
}

void SocketCalls::Receive(SocketCall* calls, size_t count) {
  for (size_t i = Together(false, calls, count); i < count; ++i) Make(false, calls[i]);
}

void SocketCalls::Send(SocketCall* calls, size_t count) {
  for (size_t i = Together(true, calls, count); i < count; ++i) Make(true, calls[i]);
}

}  // namespace berkeley
