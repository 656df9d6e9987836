#include <sys/uio.h>

#include <algorithm>
#include <cstring>

#include "groups.h"
#include "poller.h"
#include "spin.h"
#include "sys/sys.h"

// Batches of streams: one call sends all replies, waits, and receives from every stream that is ready. The poller tells
// of news, edge by edge, so whatever is left somewhere is looked for again (Rewatch).
//
// What crosses the seam: see lib/backend/stream_calls.ts.

namespace berkeley {

namespace {

/// Words before the events.
enum Header : size_t {
  kMost,     // events at the most
  kReplies,  // replies that there are; then those that could not go, or not all of them
  kReceive,  // the bytes of the slab, from its start, that are received into
  kRoom,     // bytes at the most from one stream
  kOther,    // 1 if not all of the events are bytes
  kNextTag,  // for the next connection that is accepted
  kTake,     // how many news a wait takes: fewer where they fill the slab
  kReserved,
  kHeaderWords,
};

/// An event: its kind, the descriptor, the tag of its registration, and two words more. A reply: descriptor, tag, where
/// its bytes begin and how many there are; afterwards the errno.
constexpr size_t kEntryWords = 5;
/// The events have room for twice as many as come from here: the caller has some of its own.
constexpr size_t kEventParts = 2;

enum Kind : int32_t {
  kData,      // where the bytes begin in the slab, and how many there are
  kEnd,       // the peer sends no more
  kError,     // the errno
  kAccepted,  // the listener's descriptor and tag
  kReady,     // it can be read
  kWritable,  // it takes bytes again
};

/// What the table says of a descriptor, beside its tag.
enum Mode : int32_t {
  kReads = 1,    // receives
  kHolds = 2,    // has bytes that could not be sent: nothing may overtake them
  kListens = 4,  // accepts
  kTells = 8,    // is told ready, and left alone
  kParts = 16,   // a read may end early because of descriptors in what comes
  kAsks = 32,    // that a read came short does not mean that nothing is left
  kSole = 64,    // nobody has a duplicate, so that it may be told by level
};
constexpr size_t kTableWords = 2;

#ifdef POLLRDHUP
constexpr int kHangUps = POLLHUP | POLLERR | POLLRDHUP;
#else
constexpr int kHangUps = POLLHUP | POLLERR;
#endif
/// After these a short read does not mean that nothing is left.
constexpr int kLook = kHangUps | POLLPRI;

/// With less room than this left in the slab no more is received: the rest comes with the next wait.
constexpr size_t kLeast = 1024;
/// How many connections of one listener are accepted in a turn.
constexpr int kAccepts = 16;
/// So that the numbers of a message lie well.
constexpr size_t kAlign = 8;

/// Whether the poller tells of it by level. Where reads may end early that costs less than to look for what is left.
bool IsLevel(int mode) { return PollerRef::kHasLevel && (mode & kParts) && (mode & kSole) && (mode & kReads); }

/// What the poller is asked to tell of.
int InterestOf(int mode) {
  return (mode & (kReads | kListens | kTells) ? POLLIN : 0) | (mode & kHolds ? POLLOUT : 0) |
         (IsLevel(mode) ? PollerRef::kLevel : 0);
}

/// A caller's arrays, with bounds that hold.
class Exchange {
 public:
  Exchange(Environment& environment, int poller, Words words, Words table, Whole slab)
      : environment_(environment), poller_(poller), words_(words), table_(table), slab_(slab) {}

  /// Reads the header once, since arrays may share memory; whether all that it says is there.
  bool Begin();
  /// Sends the replies. Those that could not go are the first afterwards.
  size_t Send();
  Sys Wait(int timeout, Spin spin);

 private:
  int32_t* reply(size_t i) const { return words_.data + kHeaderWords + kEntryWords * (kEventParts * most_ + i); }
  int32_t& header(Header at) const { return words_.data[at]; }
  bool IsFull() const { return count_ == most_; }

  /// The mode of a registration; null if there is none with that tag any more.
  int32_t* ModeOf(int fd, int tag) const {
    const size_t at = kTableWords * static_cast<size_t>(fd);
    return fd >= 0 && at + 1 < table_.size && table_.data[at] == tag ? table_.data + at + 1 : nullptr;
  }

  void Put(Kind kind, int fd, int tag, int a, int b) {
    int32_t* event = words_.data + kHeaderWords + kEntryWords * count_++;
    event[0] = kind;
    event[1] = fd;
    event[2] = tag;
    event[3] = a;
    event[4] = b;
    if (kind != kData) header(kOther) = 1;
  }

  void Again(const Ready& ready, int mode) {
    if (!IsLevel(mode)) poller_.Rewatch(ready.fd, POLLIN | (mode & kHolds ? POLLOUT : 0), ready.tag);
  }
  /// Returns whether there was room for it.
  bool Serve(const Ready& ready);
  void Receive(const Ready& ready, int32_t* mode);
  void Accept(const Ready& ready, int mode);

  Environment& environment_;
  PollerRef poller_;
  Words words_;
  Words table_;
  Whole slab_;
  size_t most_ = 0;
  size_t replies_ = 0;
  size_t receive_ = 0;
  size_t room_ = 0;
  size_t count_ = 0;  // events so far
  size_t used_ = 0;   // of the slab
};

bool Exchange::Begin() {
  if (words_.size < kHeaderWords) return false;
  for (const Header at : {kMost, kReplies, kReceive, kRoom}) {
    if (header(at) < (at == kReplies ? 0 : 1)) return false;
  }
  most_ = static_cast<size_t>(header(kMost));
  replies_ = static_cast<size_t>(header(kReplies));
  receive_ = static_cast<size_t>(header(kReceive));
  room_ = static_cast<size_t>(header(kRoom));
  return most_ <= PollerRef::kBatch && receive_ <= slab_.size &&
         kHeaderWords + kEntryWords * (kEventParts * most_ + replies_) <= words_.size;
}

size_t Exchange::Send() {
  size_t left = 0;
  for (size_t i = 0; i < replies_; ++i) {
    const int32_t* it = reply(i);
    const int fd = it[0], tag = it[1], offset = it[2], length = it[3];
    int32_t* mode = ModeOf(fd, tag);
    // The stream is gone: its number may be another's by now.
    if (mode == nullptr) continue;
    const bool fits = offset >= 0 && length >= 0 && static_cast<size_t>(offset) + length <= slab_.size;
    int sent = fits ? 0 : -EINVAL;
    if (fits && !(*mode & kHolds)) {
      sent = Sys(::send(fd, slab_.data + offset, static_cast<size_t>(length), MSG_DONTWAIT | sys::kSendFlags)).value();
      if (sent == length) continue;
    }
    if (sent == -EAGAIN || sent == -EWOULDBLOCK || sent == -EINTR || sent == -ENOBUFS) sent = 0;
    *mode |= kHolds;
    const int32_t moved = std::max(sent, 0);
    const int32_t rest[kEntryWords] = {fd, tag, offset + moved, length - moved, sent < 0 ? -sent : 0};
    std::copy_n(rest, kEntryWords, reply(left++));
  }
  header(kReplies) = static_cast<int32_t>(left);
  return left;
}

Sys Exchange::Wait(int timeout, Spin spin) {
  header(kOther) = 0;
  Ready ready[PollerRef::kBatch];
  const auto take = static_cast<size_t>(std::clamp<int32_t>(header(kTake), 1, static_cast<int32_t>(most_)));
  const Sys got =
      WaitAfterSpin(spin, timeout, [&](int milliseconds) { return Sys(poller_.Wait(ready, take, milliseconds)); });
  if (got.failed()) return got;
  size_t served = 0;
  for (int i = 0; i < got.value(); ++i) {
    if (Serve(ready[i])) ++served;
  }
  // What a wait takes and has no room for costs a call each.
  const size_t next = served < static_cast<size_t>(got.value()) ? served : take + served;
  header(kTake) = static_cast<int32_t>(std::clamp<size_t>(next, 1, most_));
  return Sys::Value(static_cast<int>(count_));
}

bool Exchange::Serve(const Ready& ready) {
  int32_t* mode = ModeOf(ready.fd, ready.tag);
  if (mode == nullptr) return true;  // Of a registration that has ended.
  const bool reads = (*mode & kReads) && (ready.events & ~POLLOUT);
  const bool fits = !reads || used_ == 0 || receive_ - used_ >= kLeast;
  if (IsFull() || !fits) {
    Again(ready, *mode);
    return false;
  }
  if (*mode & kListens) {
    Accept(ready, *mode);
  } else if (*mode & kTells) {
    Put(kReady, ready.fd, ready.tag, 0, 0);
    Again(ready, *mode);  // As long as it can be read it is told.
  } else {
    if ((*mode & kHolds) && (ready.events & (POLLOUT | kHangUps))) Put(kWritable, ready.fd, ready.tag, 0, 0);
    if (reads && IsFull()) Again(ready, *mode);
    if (reads && !IsFull()) Receive(ready, mode);
  }
  return true;
}

/// Receives without waiting. `*early` becomes true if the bytes came with something else (descriptors, credentials):
/// the read ends there then, however much more there is.
int ReceivePart(int fd, uint8_t* into, size_t size, bool* early) {
  iovec part{into, size};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  const Sys received(::recvmsg(fd, &message, MSG_DONTWAIT));
  *early = (message.msg_flags & MSG_CTRUNC) != 0;
  return received.value();
}

void Exchange::Receive(const Ready& ready, int32_t* mode) {
  const size_t size = std::min(room_, receive_ - used_);
  uint8_t* into = slab_.data + used_;
  bool early = false;
  const int got = *mode & kParts && !IsLevel(*mode) ? ReceivePart(ready.fd, into, size, &early)
                                                    : Sys(::recv(ready.fd, into, size, MSG_DONTWAIT)).value();
  if (got > 0) {
    Put(kData, ready.fd, ready.tag, static_cast<int>(used_), got);
    const size_t end = used_ + static_cast<size_t>(got);
    const bool isShort = end < used_ + size;
    used_ = std::min(receive_, (end + kAlign - 1) / kAlign * kAlign);
    if (!isShort || early || (*mode & kAsks) || (ready.events & kLook)) Again(ready, *mode);
  } else if (got == -EINTR) {
    Again(ready, *mode);
  } else if (got != -EAGAIN && got != -EWOULDBLOCK) {
    const bool wasLevel = IsLevel(*mode);
    *mode &= ~kReads;
    if (wasLevel) poller_.Rewatch(ready.fd, InterestOf(*mode), ready.tag);  // It would be told with every wait.
    Put(got == 0 ? kEnd : kError, ready.fd, ready.tag, -got, 0);
  }
}

/// What accept(2) says of a connection that is gone already, or of its network: the next one may do.
bool IsOfConnection(int error) {
  switch (error) {
    case ECONNABORTED:
    case EINTR:
    case ENETDOWN:
    case EPROTO:
    case ENOPROTOOPT:
    case EHOSTDOWN:
    case EHOSTUNREACH:
    case ENETUNREACH:
#ifdef ENONET
    case ENONET:
#endif
      return true;
    default:
      return false;
  }
}

void Exchange::Accept(const Ready& ready, int mode) {
  for (int i = 0; i < kAccepts && !IsFull(); ++i) {
    const Sys accepted(sys::accept(ready.fd, nullptr, nullptr, false));
    int error = accepted.failed() ? -accepted.value() : 0;
    if (error == EAGAIN || error == EWOULDBLOCK) return;
    if (IsOfConnection(error)) continue;
    const int fd = accepted.value();
    const int tag = header(kNextTag);
    if (error == 0 && poller_.Watch(fd, InterestOf(kReads | kSole | (mode & kParts)), tag) < 0) {
      error = errno;
      sys::close(fd);
    }
    if (error != 0) {
      Put(kError, ready.fd, ready.tag, error, 0);
      return;
    }
    environment_.Own(fd);
    // 0 is no tag.
    const auto next = static_cast<int32_t>(static_cast<uint32_t>(tag) + 1);
    header(kNextTag) = next == 0 ? 1 : next;
    Put(kAccepted, fd, tag, ready.fd, ready.tag);
  }
  Again(ready, mode);
}

/// A poller for the calls below.
Sys stream_open(Environment& environment) {
  const Sys fd(OpenPoller());
  if (!fd.failed()) environment.Own(fd.value());
  return fd;
}

Sys stream_watch(int poller, int fd, int mode, int tag) {
  if (fd < 0) return Sys::Error(EBADF);
  return Sys(PollerRef(poller).Watch(fd, InterestOf(mode), tag));
}

Sys stream_unwatch(int poller, int fd) {
  if (fd < 0) return Sys::Error(EBADF);
  return Sys(PollerRef(poller).Unwatch(fd));
}

/// Sends the replies. If all of them went, waits and receives, and returns how many events there are; if not, 0.
Sys stream_exchange(Environment& environment, int poller, Words words, Words table, Whole slab, int timeout,
                    Spin spin) {
  Exchange exchange(environment, poller, words, table, slab);
  if (!exchange.Begin()) return Sys::Error(EINVAL);
  if (exchange.Send() > 0) return Sys::Value(0);
  return exchange.Wait(timeout, spin);
}

/// Sends the replies alone. Returns how many could not go.
Sys stream_send(Environment& environment, Words words, Words table, Whole slab) {
  Exchange exchange(environment, -1, words, table, slab);
  if (!exchange.Begin()) return Sys::Error(EINVAL);
  return Sys::Value(static_cast<int>(exchange.Send()));
}

}  // namespace

void DefineStream(napi_env env, napi_value exports, Environment* environment) {
  BERKELEY_DEFINE(stream_open);
  BERKELEY_DEFINE(stream_watch);
  BERKELEY_DEFINE(stream_unwatch);
  BERKELEY_DEFINE(stream_exchange);
  BERKELEY_DEFINE(stream_send);
}

}  // namespace berkeley
