#include <algorithm>
#include <array>
#include <climits>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

#include "control.h"
#include "groups.h"
#include "sys/sys.h"

// Messages: several buffers, ancillary data, and what the kernel says of a message.

namespace berkeley {

#ifdef IOV_MAX
constexpr uint32_t kMostParts = IOV_MAX;
#else
constexpr uint32_t kMostParts = 1024;
#endif

/// An array of Uint8Arrays, borrowed for the call: what to gather from or to scatter into.
class Parts {
 public:
  iovec* data() { return many_.empty() ? few_.data() : many_.data(); }
  size_t size() const { return size_; }

  iovec* Reserve(size_t size) {
    size_ = size;
    if (size > few_.size()) many_.resize(size);
    return data();
  }

 private:
  size_t size_ = 0;
  std::array<iovec, 8> few_{};
  std::vector<iovec> many_;
};

/// An address record, or `null`: `data` is null then.
struct RecordOrNull : Record {};

template <>
struct Arg<Parts> {
  static constexpr size_t kCount = 1;
  static const char* Read(napi_env env, const napi_value* argv, Parts* out) {
    constexpr const char* kExpected = "an array of Uint8Arrays";
    uint32_t length;
    if (napi_get_array_length(env, argv[0], &length) != napi_ok) return kExpected;
    // More than the kernel takes is EMSGSIZE, however many more.
    const uint32_t count = std::min(length, kMostParts + 1);
    iovec* parts = out->Reserve(count);
    for (uint32_t i = 0; i < count; ++i) {
      napi_handle_scope scope;
      if (napi_open_handle_scope(env, &scope) != napi_ok) return kExpected;
      napi_value element;
      const bool read = napi_get_element(env, argv[0], i, &element) == napi_ok &&
                        ReadTypedArray(env, element, napi_uint8_array, &parts[i].iov_base, &parts[i].iov_len);
      napi_close_handle_scope(env, scope);
      if (!read) return kExpected;
    }
    return nullptr;
  }
};

template <>
struct Arg<RecordOrNull> {
  static constexpr size_t kCount = 1;
  static const char* Read(napi_env env, const napi_value* argv, RecordOrNull* out) {
    napi_valuetype type;
    if (napi_typeof(env, argv[0], &type) != napi_ok || type != napi_null) return Arg<Record>::Read(env, argv, out);
    out->data = nullptr;
    return nullptr;
  }
};

namespace {

/// Memory for control messages: on the stack up to what nearly all need.
class ControlBuffer {
 public:
  /// Null if there is no such memory.
  uint8_t* Reserve(size_t size) {
    if (size <= sizeof few_) return few_;
    many_.reset(new (std::nothrow) uint8_t[size]);
    return many_.get();
  }

 private:
  alignas(cmsghdr) uint8_t few_[512];
  std::unique_ptr<uint8_t[]> many_;
};

/// Descriptors that came belong to the environment until the caller is given them.
class Adopter : public DescriptorSink {
 public:
  explicit Adopter(Environment* environment) : environment_(environment) {}
  void Received(int fd) override {
    if (fd < 0) return;
    if (sys::kReceiveFlags == 0) sys::set_inheritable(fd, false);
    environment_->Own(fd);
  }

 private:
  Environment* environment_;
};

Sys sendmsg(int fd, Parts parts, Whole control, int flags, RecordOrNull to) {
  Address address;
  msghdr message{};
  if (to.data != nullptr) {
    const int error = ReadAddress(to.data, &address);
    if (error < 0) return Sys::Error(-error);
    message.msg_name = &address.storage;
    message.msg_namelen = address.length;
  }
  const long space = ControlSpace(control.data, control.size);
  if (space < 0) return Sys::Error(static_cast<int>(-space));
  ControlBuffer buffer;
  if (space > 0) {
    uint8_t* memory = buffer.Reserve(static_cast<size_t>(space));
    if (memory == nullptr) return Sys::Error(ENOMEM);
    std::memset(memory, 0, static_cast<size_t>(space));
    WriteControl(control.data, control.size, memory);
    message.msg_control = memory;
    message.msg_controllen = static_cast<decltype(message.msg_controllen)>(space);
  }
  message.msg_iov = parts.data();
  message.msg_iovlen = static_cast<decltype(message.msg_iovlen)>(parts.size());
  return Sys(::sendmsg(fd, &message, flags | sys::kSendFlags));
}

/// Writes into `info` the flags of the message and how many bytes of `control` it wrote.
Sys recvmsg(Environment& environment, int fd, Parts parts, Whole control, int space, int flags, Record from,
            Words info) {
  if (info.size < 2 || space < 0 || control.size < ControlRoom(static_cast<size_t>(space))) return Sys::Error(EINVAL);
  Address address;
  msghdr message{};
  ControlBuffer buffer;
  if (space > 0) {
    message.msg_control = buffer.Reserve(static_cast<size_t>(space));
    if (message.msg_control == nullptr) return Sys::Error(ENOMEM);
    message.msg_controllen = static_cast<decltype(message.msg_controllen)>(space);
  }
  message.msg_name = &address.storage;
  message.msg_namelen = address.length;
  message.msg_iov = parts.data();
  message.msg_iovlen = static_cast<decltype(message.msg_iovlen)>(parts.size());
  const Sys received(::recvmsg(fd, &message, flags | sys::kReceiveFlags));
  if (received.failed()) return received;
  Adopter adopter(&environment);
  const auto* memory = static_cast<const uint8_t*>(message.msg_control);
  const size_t length = std::min<size_t>(message.msg_controllen, static_cast<size_t>(space));
  info.data[1] = static_cast<int32_t>(length == 0 ? 0 : ReadControl(memory, length, control.data, &adopter));
  // Linux answers with the flag that asks for close-on-exec.
  info.data[0] = message.msg_flags & ~(sys::kReceiveFlags & ~flags);
  address.length = message.msg_namelen;
  WriteAddress(address, from.data);
  return received;
}

/// How long a control message with so many bytes of data is, and how much room it takes; -EINVAL beyond an int.
Sys CMSG_LEN_(int length) {
  const long result = length < 0 ? -1 : CmsgLength(static_cast<size_t>(length));
  return result < 0 ? Sys::Error(EINVAL) : Sys::Value(static_cast<int>(result));
}

Sys CMSG_SPACE_(int length) {
  const long result = length < 0 ? -1 : CmsgSpace(static_cast<size_t>(length));
  return result < 0 ? Sys::Error(EINVAL) : Sys::Value(static_cast<int>(result));
}

}  // namespace

void DefineMessage(napi_env env, napi_value exports, Environment* environment) {
  BERKELEY_DEFINE(sendmsg);
  BERKELEY_DEFINE(recvmsg);
  Define(env, exports, environment, "CMSG_LEN", Call<CMSG_LEN_>);
  Define(env, exports, environment, "CMSG_SPACE", Call<CMSG_SPACE_>);
}

}  // namespace berkeley
