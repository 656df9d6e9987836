#if defined(__APPLE__) && !defined(__APPLE_USE_RFC_3542)
#define __APPLE_USE_RFC_3542 1
#endif

#include <napi.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "constants.h"

// Not sys/sys.h: it brings in the C library's netinet/tcp.h, whose tcp_info is an old and short one.
#ifdef _WIN32
#include <winsock2.h>
#include <ws2tcpip.h>
#else
// clang-format off: the headers of the BSDs need the ones before them.
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <netinet/in.h>
// clang-format on
#include <time.h>
#endif
#ifdef __linux__
#if __has_include(<linux/tcp.h>)
#include <linux/tcp.h>
#endif
#if __has_include(<linux/can.h>)
#include <linux/can.h>
#endif
#if __has_include(<linux/errqueue.h>)
#include <linux/errqueue.h>
#endif
#if __has_include(<linux/filter.h>)
#include <linux/filter.h>
#endif
#if __has_include(<linux/if_packet.h>)
#include <linux/if_packet.h>
#endif
#if defined(__GLIBC__) && __has_include(<linux/mptcp.h>)
#include <linux/mptcp.h>
#endif
#elif !defined(_WIN32)
#include <netinet/tcp.h>
#endif

// Where the fields of structs.inc are, for lib/socket/struct.ts, which packs and unpacks them.

namespace berkeley {

namespace {

/// What a field holds: one of these, or the name of another structure of the list.
template <typename T>
constexpr const char* KindOf() {
  if constexpr (std::is_same_v<T, in_addr>) return "in_addr";
  if constexpr (std::is_same_v<T, in6_addr>) return "in6_addr";
  if constexpr (std::is_same_v<T, sockaddr_storage> || std::is_same_v<T, sockaddr_in6>) return "sockaddr";
  if constexpr (std::is_same_v<T, timespec>) return "timespec";
  if constexpr (std::is_enum_v<T>) return "uint";
  if constexpr (std::is_integral_v<T>) return std::is_signed_v<T> ? "int" : "uint";
  return "bytes";
}

class Layout {
 public:
  Layout(Napi::Env env, size_t size) : object_(Napi::Object::New(env)), fields_(Napi::Array::New(env)) {
    object_["size"] = size;
    object_["fields"] = fields_;
  }

  /// An array of bytes is one field; one of anything else has a count.
  template <typename T>
  void Add(const char* name, size_t offset) {
    using Element = std::remove_extent_t<T>;
    constexpr bool kIsBytes = std::is_array_v<T> && sizeof(Element) == 1;
    if constexpr (kIsBytes) {
      Push(name, "bytes", offset, sizeof(T), 0);
    } else {
      Push(name, KindOf<Element>(), offset, sizeof(Element), std::extent_v<T>);
    }
  }

  /// A bit-field, in a structure that is zero but for its bits, which are all set.
  template <typename S>
  void AddBits(const char* name, const S& ones) {
    uint8_t bytes[sizeof(S)];
    std::memcpy(bytes, &ones, sizeof bytes);
    size_t at = 0;
    while (at < sizeof bytes - 1 && bytes[at] == 0) ++at;
    const unsigned byte = bytes[at];
    Push(name, "bits", at * 8 + static_cast<size_t>(std::countr_zero(byte)), static_cast<size_t>(std::popcount(byte)),
         0);
  }

  Napi::Object object() const { return object_; }

 private:
  void Push(const char* name, const char* kind, size_t offset, size_t size, size_t count) {
    Napi::Array field = Napi::Array::New(object_.Env(), 5);
    field[uint32_t{0}] = name;
    field[1] = kind;
    field[2] = offset;
    field[3] = size;
    field[4] = count;
    fields_[fields_.Length()] = field;
  }

  Napi::Object object_;
  Napi::Array fields_;
};

}  // namespace

Napi::Object Structs(Napi::Env env) {
  Napi::Object structs = Napi::Object::New(env);
  // In a template `requires` asks what the headers have; elsewhere it would be an error to name what they have not.
#define STRUCT(name)                     \
  {                                      \
    using Struct = struct name;          \
    constexpr const char* kName = #name; \
    Layout layout(env, sizeof(Struct));
#define FIELD(member)                                                                                            \
  [&]<typename S>(const S*) {                                                                                    \
    if constexpr (requires(S& it) { it.member; }) layout.Add<decltype(S::member)>(#member, offsetof(S, member)); \
  }(static_cast<const Struct*>(nullptr));
#define BITS(member)                                \
  [&]<typename S>(const S*) {                       \
    if constexpr (requires(S& it) { it.member; }) { \
      S it;                                         \
      std::memset(&it, 0, sizeof it);               \
      --it.member;                                  \
      layout.AddBits(#member, it);                  \
    }                                               \
  }(static_cast<const Struct*>(nullptr));
#define END                         \
  structs[kName] = layout.object(); \
  }
#include "structs.inc"
#undef STRUCT
#undef FIELD
#undef BITS
#undef END
  return structs;
}

}  // namespace berkeley
