#include <algorithm>
#include <array>
#include <cstring>

#if __has_include(<netinet/udp.h>)
#include <netinet/udp.h>
#endif

#include "control.h"
#include "groups.h"
#include "sys/sys.h"

// Batches: many messages a call. A slab has room for `size` bytes a message, an array of records its address, and four
// words say the rest:
//
//   0  length: the bytes of the message
//   1  flags: MSG_*, as they came
//   2  the bytes of a segment, if the message is several datagrams (UDP_GRO, UDP_SEGMENT); else 0
//   3  reserved: 0

namespace berkeley {

#ifdef MSG_WAITFORONE  // Where it is, there are recvmmsg and sendmmsg.

namespace {

constexpr size_t kWords = 4;
/// As many messages go through one system call: their headers fit on the stack.
constexpr size_t kChunk = 64;

/// Room for the one control message that is read here, and a little more.
constexpr size_t kControlRoom = CMSG_SPACE(sizeof(int)) * 2;

/// What the kernel is given of a chunk of messages. It is not cleared as a whole.
struct Chunk {
  std::array<mmsghdr, kChunk> headers;
  std::array<iovec, kChunk> parts;
  std::array<Address, kChunk> addresses;
  alignas(cmsghdr) uint8_t controls[kChunk][kControlRoom];
};

/// A caller's batch, with bounds that hold.
struct Batch {
  Whole slab;
  size_t size;
  Words words;
  Whole records;

  bool Holds(int first, int count) const {
    if (first < 0 || count < 0) return false;
    const auto end = static_cast<size_t>(first) + static_cast<size_t>(count);
    return end * kWords <= words.size && end * kAddressSize <= records.size && (size == 0 || end <= slab.size / size);
  }
  uint8_t* bytes(size_t i) const { return slab.data + i * size; }
  int32_t* entry(size_t i) const { return words.data + i * kWords; }
  uint8_t* record(size_t i) const { return records.data + i * kAddressSize; }
};

/// Descriptors cannot be given to whoever receives batches.
class Closer : public DescriptorSink {
 public:
  void Received(int fd) override {
    if (fd >= 0) sys::close(fd);
  }
};

void TakeMessage(const Batch& batch, size_t i, const mmsghdr& message, Address* address) {
  const msghdr& header = message.msg_hdr;
  int32_t* entry = batch.entry(i);
  // With MSG_TRUNC the kernel tells the length that the message had.
  entry[0] = static_cast<int32_t>(std::min<size_t>(message.msg_len, batch.size));
  entry[1] = header.msg_flags & ~sys::kReceiveFlags;
  entry[2] = 0;
  if (header.msg_controllen > 0) {
    Closer closer;
    ControlReader reader(static_cast<const uint8_t*>(header.msg_control),
                         std::min<size_t>(header.msg_controllen, kControlRoom));
    for (ControlItem item; reader.Next(&item);) {
#ifdef UDP_GRO
      if (item.level == IPPROTO_UDP && item.type == UDP_GRO && item.size >= sizeof(int)) {
        std::memcpy(&entry[2], item.data, sizeof(int));
      }
#endif
      FindDescriptors(item, &closer);
    }
  }
  address->length = header.msg_namelen;
  WriteAddress(*address, batch.record(i));
}

Sys ReceiveChunk(const Batch& batch, int fd, size_t first, size_t count, int flags) {
  Chunk chunk;
  for (size_t i = 0; i < count; ++i) {
    chunk.parts[i] = {batch.bytes(first + i), batch.size};
    msghdr& header = chunk.headers[i].msg_hdr;
    header = {};
    header.msg_name = chunk.addresses[i].get();
    header.msg_namelen = sizeof chunk.addresses[i].storage;
    header.msg_iov = &chunk.parts[i];
    header.msg_iovlen = 1;
    header.msg_control = chunk.controls[i];
    header.msg_controllen = kControlRoom;
  }
  const Sys got(::recvmmsg(fd, chunk.headers.data(), count, flags | sys::kReceiveFlags, nullptr));
  for (int i = 0; i < got.value(); ++i) {
    const auto at = static_cast<size_t>(i);
    TakeMessage(batch, first + at, chunk.headers[at], &chunk.addresses[at]);
  }
  return got;
}

/// Waits for one message at most, and takes those that are there. Returns how many.
Sys recvmmsg(int fd, Whole slab, int size, Words words, Whole records, int count, int flags) {
  const Batch batch{slab, static_cast<size_t>(std::max(size, 0)), words, records};
  if (size < 0 || !batch.Holds(0, count)) return Sys::Error(EINVAL);
  size_t done = 0;
  const auto wanted = static_cast<size_t>(count);
  while (done < wanted) {
    const size_t most = std::min(kChunk, wanted - done);
    const Sys got = ReceiveChunk(batch, fd, done, most, flags | (done == 0 ? MSG_WAITFORONE : MSG_DONTWAIT));
    if (got.failed()) return done == 0 ? got : Sys::Value(static_cast<int>(done));
    done += static_cast<size_t>(got.value());
    if (static_cast<size_t>(got.value()) < most) break;
  }
  return Sys::Value(static_cast<int>(done));
}

/// The control message that has the kernel cut a message into datagrams; returns its length.
size_t WriteSegment([[maybe_unused]] int32_t segment, [[maybe_unused]] uint8_t* control) {
#ifdef UDP_SEGMENT
  cmsghdr header{};
  header.cmsg_level = IPPROTO_UDP;
  header.cmsg_type = UDP_SEGMENT;
  header.cmsg_len = CMSG_LEN(sizeof(uint16_t));
  const auto bytes = static_cast<uint16_t>(segment);
  std::memset(control, 0, CMSG_SPACE(sizeof bytes));
  std::memcpy(control, &header, sizeof header);
  std::memcpy(control + CMSG_LEN(0), &bytes, sizeof bytes);
  return CMSG_SPACE(sizeof bytes);
#else
  return 0;
#endif
}

/// Returns how many messages are ready to go: those before the first that cannot, whose -errno is in `error`.
size_t PrepareChunk(const Batch& batch, size_t first, size_t count, Chunk* chunk, int* error) {
  for (size_t i = 0; i < count; ++i) {
    const int32_t* entry = batch.entry(first + i);
    msghdr& header = chunk->headers[i].msg_hdr;
    header = {};
    if (entry[0] < 0 || static_cast<size_t>(entry[0]) > batch.size || entry[2] < 0 || entry[2] > UINT16_MAX) {
      *error = -EINVAL;
      return i;
    }
    chunk->parts[i] = {batch.bytes(first + i), static_cast<size_t>(entry[0])};
    header.msg_iov = &chunk->parts[i];
    header.msg_iovlen = 1;
    const uint8_t* record = batch.record(first + i);
    int32_t family;
    std::memcpy(&family, record, sizeof family);
    if (family != AF_UNSPEC) {
      *error = ReadAddress(record, &chunk->addresses[i]);
      if (*error < 0) return i;
      header.msg_name = chunk->addresses[i].get();
      header.msg_namelen = chunk->addresses[i].length;
    }
    // One that is no longer than a segment is one datagram anyway.
    if (entry[2] > 0 && entry[0] > entry[2]) {
      header.msg_control = chunk->controls[i];
      header.msg_controllen = WriteSegment(entry[2], chunk->controls[i]);
    }
  }
  return count;
}

/// Sends the messages from `first` on. Returns how many went; an error only if the first did not.
Sys sendmmsg(int fd, Whole slab, int size, Words words, Whole records, int first, int count, int flags) {
  const Batch batch{slab, static_cast<size_t>(std::max(size, 0)), words, records};
  if (size < 0 || !batch.Holds(first, count)) return Sys::Error(EINVAL);
  const auto wanted = static_cast<size_t>(count);
  Chunk chunk;
  size_t done = 0;
  while (done < wanted) {
    int error = 0;
    const size_t most = std::min(kChunk, wanted - done);
    const size_t ready = PrepareChunk(batch, static_cast<size_t>(first) + done, most, &chunk, &error);
    if (ready == 0) return done == 0 ? Sys::Error(-error) : Sys::Value(static_cast<int>(done));
    const Sys sent(::sendmmsg(fd, chunk.headers.data(), ready, flags | sys::kSendFlags));
    if (sent.failed()) return done == 0 ? sent : Sys::Value(static_cast<int>(done));
    done += static_cast<size_t>(sent.value());
    if (static_cast<size_t>(sent.value()) < most) break;
  }
  return Sys::Value(static_cast<int>(done));
}

}  // namespace

void DefineBatch(napi_env env, napi_value exports, Environment* environment) {
  BERKELEY_DEFINE(recvmmsg);
  BERKELEY_DEFINE(sendmmsg);
}

#else

void DefineBatch(napi_env, napi_value, Environment*) {}

#endif

}  // namespace berkeley
