#pragma once

#include <node_api.h>
#include <uv.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "args.h"
#include "environment.h"
#include "poller.h"

namespace berkeley {

/// The poller of an environment, joined to its event loop: one callback a batch. It is on the heap and deletes itself,
/// since the handles of the event loop outlive the call that closes them.
class Reactor {
 public:
  /// What calls back: libuv's own loop, or a thread that waits, for hosts without libuv.
  enum class Driver { kLoop, kThread };

  /// Returns 0, or -errno. `environment.reactor` is set back to null when the reactor is closed.
  static int Open(napi_env env, Driver driver, napi_value callback, Environment& environment);
  void Close();

  /// The arrays of the environment, which the reactor keeps from being collected.
  void Lend(napi_value events, napi_value table, napi_value slab);

  /// Says whether the process goes on for it.
  void KeepAlive(bool on);

  /// For how long it looks for more when there was something; 0 not at all.
  void SpinFor(std::chrono::microseconds spin) { spin_ = spin; }

  Poller& poller() { return poller_; }

 private:
  Reactor(napi_env env, Driver driver, Environment& environment)
      : env_(env), driver_(driver), environment_(environment) {}
  ~Reactor() = default;

  /// Undoes a start that failed.
  void Discard();
  int StartLoop();
  int StartThread();
  void RunThread();
  void StopThread();
  /// Takes a batch of news, and calls back if there is any: returns whether there was.
  bool DeliverBatch();
  /// The same, and goes on as long as it may look.
  void Deliver();
  bool LooksOn() const;
  template <typename T>
  T Lent(size_t index);
  int Collect();
  void Tell(int count);
  void CallBack(int count);

  static void OnCleanup(napi_async_cleanup_hook_handle handle, void* self);
  static void OnThreadCleanup(void* self);

  napi_env env_;
  Driver driver_;
  Environment& environment_;
  Poller poller_;
  napi_ref callback_ = nullptr;
  napi_ref lent_[3] = {};
  bool closing_ = false;
  std::chrono::microseconds spin_{0};

  // Driver::kLoop
  uv_poll_t poll_{};
  napi_async_cleanup_hook_handle cleanup_ = nullptr;

  // Driver::kThread
  napi_threadsafe_function function_ = nullptr;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool served_ = false;   // by the environment's thread, since the last call
  bool stopped_ = false;  // the thread is to end
  int wake_[2] = {-1, -1};
};

}  // namespace berkeley
