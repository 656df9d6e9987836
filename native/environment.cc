#include "environment.h"

#include <uv.h>

#include "sys/sys.h"

namespace berkeley {

namespace {
constexpr int kWordBits = 64;
}

Environment::~Environment() {
  if (interrupt_fd_ >= 0) sys::close(interrupt_fd_);
  for (size_t word = 0; word < owned_.size(); ++word) {
    for (int bit = 0; bit < kWordBits; ++bit) {
      if (owned_[word] & (uint64_t{1} << bit)) sys::close(static_cast<int>(word * kWordBits) + bit);
    }
  }
}

void Environment::Own(int fd) {
  const size_t word = static_cast<size_t>(fd) / kWordBits;
  if (word >= owned_.size()) owned_.resize(word + 1);
  owned_[word] |= uint64_t{1} << (fd % kWordBits);
}

void Environment::Disown(int fd) {
  const size_t word = static_cast<size_t>(fd) / kWordBits;
  if (word < owned_.size()) owned_[word] &= ~(uint64_t{1} << (fd % kWordBits));
}

int Environment::InterruptFd(bool main) {
  if (interrupt_fd_ >= 0) return interrupt_fd_;
  uv_loop_t* loop = nullptr;
  if (napi_get_uv_event_loop(env_, &loop) != napi_ok || loop == nullptr) return -ENOSYS;
  main_ = main;
  // A handled signal reaches the loop as a message in its signal pipe, whichever thread the kernel chose to run the C
  // handler. A worker is told to stop through its loop as a whole.
  watched_fd_ = main ? sys::signal_pipe(loop) : uv_backend_fd(loop);
  interrupt_fd_ = sys::edge_watch(watched_fd_);
  return interrupt_fd_;
}

uint32_t Environment::TakeInterrupt() {
  if (interrupt_fd_ < 0) return 0;
  sys::edge_take(interrupt_fd_);
  return main_ ? sys::pending_signals(watched_fd_) : 0;
}

bool Environment::Lend(int slot, Lent lent, napi_value array) {
  if (slot < 0 || slot >= kSlots) return false;
  napi_ref lender;
  if (napi_create_reference(env_, array, 1, &lender) != napi_ok) return false;
  if (lenders_[slot] != nullptr) napi_delete_reference(env_, lenders_[slot]);
  lenders_[slot] = lender;
  lent_[slot] = lent;
  return true;
}

Callee* Environment::NewCallee(const char* name) { return &callees_.emplace_back(Callee{this, name}); }

}  // namespace berkeley
