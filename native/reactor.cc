#include "reactor.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <system_error>

#include "groups.h"
#include "spin.h"
#include "sys/sys.h"

namespace berkeley {

namespace {

/// How news crosses the seam, five words each: descriptor, events, tag, what the receive came to, and where its bytes
/// are.
constexpr size_t kNewsWords = 5;
/// Beside POLL*: there is more to read than was received.
constexpr int32_t kMore = 1 << 16;
/// Nothing was received: nobody waits for bytes, or nothing is there.
constexpr int kNotTried = INT_MIN;

/// Two words a descriptor in the table of those who wait for bytes: the tag of the registration, and how many bytes at
/// the most; minus that many if a read may end early, with more behind it.
constexpr size_t kTableWords = 2;

/// A message that is sent: descriptor, where its bytes begin, how many they are.
constexpr size_t kSendWords = 3;
/// And how many there are at the most.
constexpr size_t kMostSends = 64;

/// For how long news that come while it looks for more may keep the event loop from its other work.
constexpr std::chrono::milliseconds kTurn(1);

/// Marks those news whose descriptors still have something to read.
void MarkMore(pollfd* entries, int32_t* const* events, size_t count) {
  if (count == 0 || ::poll(entries, static_cast<nfds_t>(count), 0) <= 0) return;
  for (size_t i = 0; i < count; ++i) {
    if (entries[i].revents & POLLIN) *events[i] |= kMore;
  }
}

}  // namespace

int Reactor::Open(napi_env env, Driver driver, napi_value callback, Environment& environment) {
  auto* made = new Reactor(env, driver, environment);
  int error = made->poller_.Open() < 0 ? -errno : 0;
  if (error == 0) error = driver == Driver::kLoop ? made->StartLoop() : made->StartThread();
  if (error != 0) {
    made->Discard();
    return error;
  }
  napi_create_reference(env, callback, 1, &made->callback_);
  environment.reactor = made;
  return 0;
}

void Reactor::Lend(napi_value events, napi_value table, napi_value slab) {
  const napi_value values[] = {events, table, slab};
  for (size_t i = 0; i < 3; ++i) {
    if (lent_[i] != nullptr) napi_delete_reference(env_, lent_[i]);
    lent_[i] = nullptr;
    napi_create_reference(env_, values[i], 1, &lent_[i]);
  }
}

/// What was lent. It is asked for anew each time: an array's memory may have been taken away since, and it is empty
/// then.
template <typename T>
T Reactor::Lent(size_t index) {
  T array{};
  napi_value value;
  if (lent_[index] == nullptr || napi_get_reference_value(env_, lent_[index], &value) != napi_ok) return array;
  return Arg<T>::Read(env_, &value, &array) == nullptr ? array : T{};
}

int Reactor::Collect() {
  const auto out = Lent<Words>(0);
  Ready ready[Poller::kBatch];
  const size_t most = std::min(Poller::kBatch, out.size / kNewsWords);
  if (most == 0) return 0;
  const int count = poller_.Take(ready, most);
  if (count == 0) return 0;
  const auto table = Lent<Words>(1);
  const auto slab = Lent<Whole>(2);
  // Each message has a place of its own.
  const size_t room = slab.size / most;
  SocketCall receives[Poller::kBatch];
  struct {
    int32_t* news;
    bool may_end_early;  // however much more there is
  } receivers[Poller::kBatch];
  size_t receiving = 0;
  for (int i = 0; i < count; ++i) {
    const auto& [fd, events, tag] = ready[i];
    int32_t* news = out.data + kNewsWords * i;
    news[0] = fd;
    news[1] = events;
    news[2] = tag;
    news[3] = kNotTried;
    const size_t at = kTableWords * static_cast<size_t>(fd);
    const bool wanted = (events & POLLIN) && at + 1 < table.size && table.data[at] == tag && table.data[at + 1] != 0;
    if (!wanted || room == 0) continue;
    const int64_t asked = table.data[at + 1];
    news[4] = static_cast<int32_t>(room * receiving);
    receives[receiving] = {fd, slab.data + news[4], std::min(room, static_cast<size_t>(std::abs(asked))), 0};
    receivers[receiving++] = {news, asked < 0};
  }
  environment_.calls.Receive(receives, receiving);
  pollfd early[Poller::kBatch];
  int32_t* marks[Poller::kBatch];
  size_t earlies = 0;
  for (size_t i = 0; i < receiving; ++i) {
    const auto& [fd, data, size, result] = receives[i];
    auto& [news, may_end_early] = receivers[i];
    news[3] = result;
    if (!may_end_early || result <= 0 || static_cast<size_t>(result) == size) continue;
    early[earlies] = {fd, POLLIN, 0};
    marks[earlies++] = news + 1;
  }
  MarkMore(early, marks, earlies);
  return count;
}

bool Reactor::DeliverBatch() {
  napi_handle_scope scope;
  if (napi_open_handle_scope(env_, &scope) != napi_ok) return false;
  const int count = Collect();
  if (count > 0) {
    Tell(count);
    CallBack(count);
    Tell(0);
  }
  napi_close_handle_scope(env_, scope);
  return count > 0;
}

void Reactor::Deliver() {
  using std::chrono::steady_clock;
  bool found = DeliverBatch();
  if (spin_.count() == 0) return;
  const auto end = steady_clock::now() + kTurn;
  for (auto now = steady_clock::now(); found && now < end; now = steady_clock::now()) {
    found = false;
    // As long as somebody waits for whom the process goes on.
    for (const auto until = now + spin_; !found && LooksOn() && now < until; now = steady_clock::now()) {
      found = DeliverBatch();
    }
  }
}

/// Whether there is any use in looking for more. A thread-safe function's call ends before what it set off has run.
bool Reactor::LooksOn() const {
  return !closing_ && driver_ == Driver::kLoop && uv_has_ref(reinterpret_cast<const uv_handle_t*>(&poll_)) != 0;
}

/// Says how many news the program is being told. What a thread-safe function's call sets off runs after it, so that
/// there is no telling.
void Reactor::Tell(int count) {
  if (driver_ != Driver::kLoop || closing_) return;
  const auto out = Lent<Words>(0);
  if (out.size % kNewsWords != 0) out.data[out.size - 1] = count;
}

void Reactor::CallBack(int count) {
  napi_value callback, receiver, number;
  if (napi_get_reference_value(env_, callback_, &callback) != napi_ok) return;
  napi_get_undefined(env_, &receiver);
  if (driver_ == Driver::kLoop) napi_get_global(env_, &receiver);
  napi_create_int32(env_, count, &number);
  // A thread-safe function is called inside a callback scope of its own.
  const napi_status status = driver_ == Driver::kLoop
                                 ? napi_make_callback(env_, nullptr, receiver, callback, 1, &number, nullptr)
                                 : napi_call_function(env_, receiver, callback, 1, &number, nullptr);
  if (status != napi_pending_exception) return;
  napi_value error;
  if (napi_get_and_clear_last_exception(env_, &error) == napi_ok) napi_fatal_exception(env_, error);
}

void Reactor::KeepAlive(bool on) {
  if (driver_ == Driver::kLoop) {
    auto* handle = reinterpret_cast<uv_handle_t*>(&poll_);
    on ? uv_ref(handle) : uv_unref(handle);
  } else if (on) {
    napi_ref_threadsafe_function(env_, function_);
  } else {
    napi_unref_threadsafe_function(env_, function_);
  }
}

void Reactor::Discard() {
  if (function_ != nullptr) {
    Close();
  } else {
    delete this;
  }
}

void Reactor::Close() {
  if (closing_) return;
  closing_ = true;
  environment_.reactor = nullptr;
  for (napi_ref* ref : {&callback_, &lent_[0], &lent_[1], &lent_[2]}) {
    if (*ref != nullptr) napi_delete_reference(env_, *ref);
    *ref = nullptr;
  }
  if (driver_ == Driver::kThread) {
    StopThread();
    poller_.Close();
    for (const int end : wake_) sys::close(end);
    napi_remove_env_cleanup_hook(env_, OnThreadCleanup, this);
    napi_release_threadsafe_function(function_, napi_tsfn_abort);  // Its finalizer deletes this.
    return;
  }
  uv_close(reinterpret_cast<uv_handle_t*>(&poll_), [](uv_handle_t* handle) {
    auto* self = static_cast<Reactor*>(handle->data);
    napi_remove_async_cleanup_hook(self->cleanup_);
    delete self;
  });
  poller_.Close();  // uv_close() has let go of it.
}

// The event loop's own poll handle.

int Reactor::StartLoop() {
  uv_loop_t* loop = nullptr;
  if (napi_get_uv_event_loop(env_, &loop) != napi_ok || loop == nullptr) return -ENOSYS;
  const int error = uv_poll_init(loop, &poll_, poller_.fd());
  if (error != 0) return error;
  poll_.data = this;
  uv_poll_start(&poll_, UV_READABLE, [](uv_poll_t* poll, int, int) { static_cast<Reactor*>(poll->data)->Deliver(); });
  uv_unref(reinterpret_cast<uv_handle_t*>(&poll_));
  // The environment waits until the handle is closed.
  napi_add_async_cleanup_hook(env_, OnCleanup, this, &cleanup_);
  return 0;
}

void Reactor::OnCleanup(napi_async_cleanup_hook_handle, void* self) { static_cast<Reactor*>(self)->Close(); }

// A thread that waits, and calls the environment's thread. It waits again only when that has taken the news.

int Reactor::StartThread() {
  if (::pipe(wake_) < 0) return -errno;
  for (const int end : wake_) sys::set_inheritable(end, false);
  napi_value name;
  napi_create_string_utf8(env_, "berkeley.reactor", NAPI_AUTO_LENGTH, &name);
  const auto call = [](napi_env env, napi_value, void* self, void*) {
    // Calls that are left over when the function ends come without an environment, and after the finalizer.
    if (env == nullptr) return;
    auto* reactor = static_cast<Reactor*>(self);
    if (!reactor->closing_) reactor->Deliver();
    const std::lock_guard lock(reactor->mutex_);
    reactor->served_ = true;
    reactor->changed_.notify_one();
  };
  const auto finalize = [](napi_env, void* self, void*) { delete static_cast<Reactor*>(self); };
  if (napi_create_threadsafe_function(env_, nullptr, nullptr, name, 0, 1, this, finalize, this, call, &function_) !=
      napi_ok) {
    for (const int end : wake_) sys::close(end);
    return -ENOMEM;
  }
  napi_unref_threadsafe_function(env_, function_);
  // After the thread-safe function's own, so that it runs before it: the thread ends while there is what it calls.
  napi_add_env_cleanup_hook(env_, OnThreadCleanup, this);
  try {
    thread_ = std::thread(&Reactor::RunThread, this);
  } catch (const std::system_error& error) {
    return -error.code().value();
  }
  return 0;
}

void Reactor::RunThread() {
  for (;;) {
    pollfd entries[] = {{poller_.fd(), POLLIN, 0}, {wake_[0], POLLIN, 0}};
    if (::poll(entries, 2, -1) < 0) continue;  // EINTR
    std::unique_lock lock(mutex_);
    if (stopped_) return;
    if (entries[0].revents == 0) continue;
    served_ = false;
    lock.unlock();
    if (napi_call_threadsafe_function(function_, nullptr, napi_tsfn_nonblocking) != napi_ok) return;
    lock.lock();
    changed_.wait(lock, [this] { return served_ || stopped_; });
    if (stopped_) return;
  }
}

void Reactor::StopThread() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_one();
  }
  const char byte = 0;
  (void)!::write(wake_[1], &byte, 1);
  if (thread_.joinable()) thread_.join();
}

void Reactor::OnThreadCleanup(void* self) { static_cast<Reactor*>(self)->Close(); }

namespace {

/// Starts the environment's reactor, which calls `callback(count)` when it has written `count` news. With `thread` it
/// is a thread that waits for them, for hosts whose event loop is not libuv's.
Sys reactor_open(Environment& environment, int thread, Function callback) {
  if (environment.reactor != nullptr) return Sys::Error(EALREADY);
  const auto driver = thread != 0 ? Reactor::Driver::kThread : Reactor::Driver::kLoop;
  const int error = Reactor::Open(callback.env, driver, callback.value, environment);
  return error < 0 ? Sys::Error(-error) : Sys::Value(0);
}

Sys reactor_close(Environment& environment) {
  if (environment.reactor == nullptr) return Sys::Error(EBADF);
  environment.reactor->Close();
  return Sys::Value(0);
}

Sys reactor_lend(Environment& environment, Kept<Words> events, Kept<Words> table, Kept<Whole> slab) {
  if (environment.reactor == nullptr) return Sys::Error(EBADF);
  environment.reactor->Lend(events.value, table.value, slab.value);
  return Sys::Value(0);
}

Sys reactor_watch(Environment& environment, int fd, int events, int tag) {
  if (environment.reactor == nullptr || fd < 0) return Sys::Error(EBADF);
  return Sys(environment.reactor->poller().Watch(fd, events & (POLLIN | POLLOUT), tag));
}

Sys reactor_unwatch(Environment& environment, int fd) {
  if (environment.reactor == nullptr || fd < 0) return Sys::Error(EBADF);
  return Sys(environment.reactor->poller().Unwatch(fd));
}

Sys reactor_ref(Environment& environment, int alive) {
  if (environment.reactor == nullptr) return Sys::Error(EBADF);
  environment.reactor->KeepAlive(alive != 0);
  return Sys::Value(0);
}

/// For how many microseconds to look for more before the event loop sleeps, each time that there was something.
Sys reactor_spin(Environment& environment, int microseconds) {
  if (environment.reactor == nullptr) return Sys::Error(EBADF);
  environment.reactor->SpinFor(std::chrono::microseconds(std::clamp(microseconds, 0, kMostSpin)));
  return Sys::Value(0);
}

/// Sends the first `count` messages of `words`, whose last word then says how much of each is left, or -errno. Returns
/// how many did not go whole.
Sys reactor_send(Environment& environment, Words words, Whole slab, int count) {
  const auto messages = static_cast<size_t>(count);
  if (count < 0 || messages > kMostSends || words.size / kSendWords < messages) return Sys::Error(EINVAL);
  SocketCall sends[kMostSends];
  int32_t* lengths[kMostSends];
  size_t sending = 0;
  int others = 0;
  for (size_t i = 0; i < messages; ++i) {
    int32_t* it = words.data + kSendWords * i;
    const int32_t offset = it[1], length = it[2];
    if (offset < 0 || length < 0 || static_cast<size_t>(offset) + length > slab.size) {
      it[2] = -EINVAL;
      ++others;
      continue;
    }
    sends[sending] = {it[0], slab.data + offset, static_cast<size_t>(length), 0};
    lengths[sending++] = it + 2;
  }
  environment.calls.Send(sends, sending);
  for (size_t i = 0; i < sending; ++i) {
    const int sent = sends[i].result;
    *lengths[i] = sent < 0 ? sent : *lengths[i] - sent;
    if (*lengths[i] != 0) ++others;
  }
  return Sys::Value(others);
}

/// Has calls on many descriptors made together or, as at first, one by one. Returns 1 if they will be together, or 0.
Sys use_io_uring(Environment& environment, int wanted) {
  return Sys::Value(environment.calls.UseRing(wanted != 0) ? 1 : 0);
}

}  // namespace

void DefineReactor(napi_env env, napi_value exports, Environment* environment) {
  BERKELEY_DEFINE(reactor_open);
  BERKELEY_DEFINE(reactor_close);
  BERKELEY_DEFINE(reactor_lend);
  BERKELEY_DEFINE(reactor_watch);
  BERKELEY_DEFINE(reactor_unwatch);
  BERKELEY_DEFINE(reactor_ref);
  BERKELEY_DEFINE(reactor_spin);
  BERKELEY_DEFINE(reactor_send);
  BERKELEY_DEFINE(use_io_uring);
}

}  // namespace berkeley
