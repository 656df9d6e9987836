#include <algorithm>
#include <climits>
#include <cstdint>
#include <cstring>
#include <iterator>

#include "groups.h"
#include "sys/sys.h"

#ifdef __linux__
#if __has_include(<linux/filter.h>)
#include <linux/filter.h>
#endif
#if __has_include(<linux/if_packet.h>)
#include <linux/if_packet.h>
#endif
#if __has_include(<linux/if_xdp.h>)
#include <linux/if_xdp.h>
#endif
#ifdef __GLIBC__
#if __has_include(<linux/rds.h>)
#include <linux/rds.h>
#endif
#if __has_include(<linux/netfilter_ipv4/ip_tables.h>)
#include <linux/netfilter_ipv4/ip_tables.h>
#endif
#if __has_include(<linux/netfilter_ipv6/ip6_tables.h>)
#include <linux/netfilter_ipv6/ip6_tables.h>
#endif
#if __has_include(<linux/netfilter_arp/arp_tables.h>)
#include <linux/netfilter_arp/arp_tables.h>
#endif
#if __has_include(<linux/netfilter_bridge/ebtables.h>)
#include <linux/netfilter_bridge/ebtables.h>
#endif
#endif
#endif

// getsockopt(2) and setsockopt(2). An option's value is bytes; an int is four of them, in the machine's order.

namespace berkeley {

namespace {

#if defined(SO_GET_FILTER) && __has_include(<linux/filter.h>)
/// The length of this option counts instructions where that of all others counts bytes: with the caller's own the
/// kernel would write far behind the value. A value too short for one instruction gets their number, as an int.
Sys GetFilter(int fd, Bytes value) {
  auto count = static_cast<socklen_t>(std::min<size_t>(value.size / sizeof(sock_filter), BPF_MAXINSNS));
  const bool ask = count == 0;
  if (ask && value.size < sizeof count) return Sys::Error(EINVAL);
  // A length of 0 only asks for the number, which comes as the length.
  const Sys result(::getsockopt(fd, SOL_SOCKET, SO_GET_FILTER, ask ? nullptr : value.data, &count));
  if (result.failed()) return result;
  if (!ask) return Sys::Value(static_cast<int>(count * sizeof(sock_filter)));
  std::memcpy(value.data, &count, sizeof count);
  return Sys::Value(sizeof count);
}
#endif

/// Whether bytes of this option would hold a pointer. Some of them take an int as well.
bool HoldsPointer(int level, int option, size_t size) {
  constexpr int kOptions[][2] = {
      {-1, -1},
#define X(level, option) {level, option},
#include "pointers.inc"
#undef X
  };
  return size > sizeof(int) && std::any_of(std::begin(kOptions), std::end(kOptions),
                                           [&](const int (&row)[2]) { return row[0] == level && row[1] == option; });
}

/// Returns the length that the kernel wrote.
Sys getsockopt(int fd, int level, int option, Bytes value) {
#if defined(SO_GET_FILTER) && __has_include(<linux/filter.h>)
  if (level == SOL_SOCKET && option == SO_GET_FILTER) return GetFilter(fd, value);
#endif
#ifdef SO_PEERPIDFD
  // It makes a descriptor, and writes as much of its number as there is room for.
  if (level == SOL_SOCKET && option == SO_PEERPIDFD && value.size < sizeof(int)) return Sys::Error(EINVAL);
#endif
  auto length = static_cast<socklen_t>(std::min<size_t>(value.size, INT_MAX));
  const Sys result(::getsockopt(fd, level, option, value.data, &length));
  return result.failed() ? result : Sys::Value(static_cast<int>(length));
}

Sys setsockopt(int fd, int level, int option, BytesOrNull value) {
  if (value.size > INT_MAX) return Sys::Error(EINVAL);  // The length would be cut down to 32 bits.
  if (value.data != nullptr && HoldsPointer(level, option, value.size)) return Sys::Error(EFAULT);
  return Sys(::setsockopt(fd, level, option, value.data, static_cast<socklen_t>(value.size)));
}

#if defined(SO_ATTACH_FILTER) && __has_include(<linux/filter.h>)
/// setsockopt with a `struct sock_fprog` around these instructions, whose pointer lasts as long as the call.
Sys setsockopt_fprog(int fd, int level, int option, Bytes filter) {
  const size_t count = filter.size / sizeof(sock_filter);
  if (count == 0 || count > BPF_MAXINSNS || filter.size % sizeof(sock_filter) != 0) return Sys::Error(EINVAL);
  const sock_fprog program{static_cast<unsigned short>(count), reinterpret_cast<sock_filter*>(filter.data)};
  return Sys(::setsockopt(fd, level, option, &program, sizeof program));
}
#endif

/// SO_RCVTIMEO, or SO_SNDTIMEO if `sending`, in milliseconds, rounded up; 0 for none.
Sys socket_timeout(int fd, int sending) {
  timeval limit{};
  socklen_t length = sizeof limit;
  const Sys result(::getsockopt(fd, SOL_SOCKET, sending != 0 ? SO_SNDTIMEO : SO_RCVTIMEO, &limit, &length));
  if (result.failed()) return result;
  constexpr int64_t kMost = INT_MAX / 1000 - 1;
  const auto seconds = std::min<int64_t>(limit.tv_sec, kMost);
  return Sys::Value(static_cast<int>(seconds * 1000 + (limit.tv_usec + 999) / 1000));
}

}  // namespace

void DefineOption(napi_env env, napi_value exports, Environment* environment) {
  BERKELEY_DEFINE(getsockopt);
  BERKELEY_DEFINE(setsockopt);
  BERKELEY_DEFINE(socket_timeout);
#if defined(SO_ATTACH_FILTER) && __has_include(<linux/filter.h>)
  BERKELEY_DEFINE(setsockopt_fprog);
#endif
}

}  // namespace berkeley
