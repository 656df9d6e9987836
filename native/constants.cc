#if defined(__APPLE__) && !defined(__APPLE_USE_RFC_3542)
// Without it macOS hides IPV6_PKTINFO and its like, or gives them the numbers of RFC 2292.
#define __APPLE_USE_RFC_3542 1
#endif

#include "constants.h"

#ifdef _WIN32
// clang-format off: winsock2.h must come first.
#include <winsock2.h>
#include <ws2tcpip.h>
#include <mswsock.h>
#include <mstcpip.h>
#include <ws2bth.h>
#include <hvsocket.h>
// clang-format on
#else
// clang-format off: the headers of the BSDs need the ones before them.
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/un.h>
#include <netinet/in.h>
#include <netinet/in_systm.h>
// clang-format on

#include <arpa/inet.h>
#include <limits.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netdb.h>
#include <netinet/icmp6.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <poll.h>
#endif

#include <cerrno>

// Before the kernel's headers: theirs give way to the C library's, not the other way round.
#if __has_include(<net/ethernet.h>)
#include <net/ethernet.h>
#endif

#ifdef __linux__
#if __has_include(<linux/version.h>)
#include <linux/version.h>
#define BERKELEY_LINUX_HEADERS LINUX_VERSION_CODE
#endif
#if __has_include(<sys/epoll.h>)
#include <sys/epoll.h>
#endif
#if __has_include(<linux/caif/caif_socket.h>)
#include <linux/caif/caif_socket.h>
#endif
#if __has_include(<linux/can.h>)
#include <linux/can.h>
#endif
#if __has_include(<linux/can/bcm.h>)
#include <linux/can/bcm.h>
#endif
#if __has_include(<linux/can/error.h>)
#include <linux/can/error.h>
#endif
#if __has_include(<linux/can/isotp.h>)
#include <linux/can/isotp.h>
#endif
#if __has_include(<linux/can/j1939.h>)
#include <linux/can/j1939.h>
#endif
#if __has_include(<linux/can/raw.h>)
#include <linux/can/raw.h>
#endif
#if __has_include(<linux/dccp.h>)
#include <linux/dccp.h>
#endif
#if __has_include(<linux/errqueue.h>)
#include <linux/errqueue.h>
#endif
#if __has_include(<linux/filter.h>)
#include <linux/filter.h>
#endif
#if __has_include(<linux/genetlink.h>)
#include <linux/genetlink.h>
#endif
#if __has_include(<linux/if_alg.h>)
#include <linux/if_alg.h>
#endif
#if __has_include(<linux/if_ether.h>)
#include <linux/if_ether.h>
#endif
#if __has_include(<linux/if_packet.h>)
#include <linux/if_packet.h>
#endif
#if __has_include(<linux/if_xdp.h>)
#include <linux/if_xdp.h>
#endif
#if __has_include(<linux/kcm.h>)
#include <linux/kcm.h>
#endif
#if __has_include(<linux/net_tstamp.h>)
#include <linux/net_tstamp.h>
#endif
#if __has_include(<linux/netlink.h>)
#include <linux/netlink.h>
#endif
#if __has_include(<linux/phonet.h>)
#include <linux/phonet.h>
#endif
#if __has_include(<linux/qrtr.h>)
#include <linux/qrtr.h>
#endif
#if __has_include(<linux/rtnetlink.h>)
#include <linux/rtnetlink.h>
#endif
#if __has_include(<linux/sctp.h>)
#include <linux/sctp.h>
#endif
#if __has_include(<linux/smc.h>)
#include <linux/smc.h>
#endif
#if __has_include(<linux/sock_diag.h>)
#include <linux/sock_diag.h>
#endif
#if __has_include(<linux/sockios.h>)
#include <linux/sockios.h>
#endif
#if __has_include(<linux/tipc.h>)
#include <linux/tipc.h>
#endif
#if __has_include(<linux/tls.h>)
#include <linux/tls.h>
#endif
#if __has_include(<linux/vm_sockets.h>)
#include <linux/vm_sockets.h>
#endif

#ifdef __GLIBC__
// These bring in linux/in.h, in6.h or if.h, with which musl's own headers may collide.
#if __has_include(<linux/icmp.h>)
#include <linux/icmp.h>
#endif
#if __has_include(<linux/llc.h>)
#include <linux/llc.h>
#endif
#if __has_include(<linux/mptcp.h>)
#include <linux/mptcp.h>
#endif
#if __has_include(<linux/netfilter_ipv4.h>)
#include <linux/netfilter_ipv4.h>
#endif
#if __has_include(<linux/rds.h>)
#include <linux/rds.h>
#endif
// The levels of the old families: SOL_AX25, SOL_ATALK, SOL_IPX, SOL_NETROM, SOL_ROSE.
#if __has_include(<netatalk/at.h>)
#include <netatalk/at.h>
#endif
#if __has_include(<netax25/ax25.h>)
#include <netax25/ax25.h>
#endif
#if __has_include(<netipx/ipx.h>)
#include <netipx/ipx.h>
#endif
#if __has_include(<netrom/netrom.h>)
#include <netrom/netrom.h>
#endif
#if __has_include(<netrose/rose.h>)
#include <netrose/rose.h>
#endif
#else
#include <netinet/ip_icmp.h>
#endif

#include "bluetooth.h"
#elif !defined(_WIN32)
#include <netinet/ip_icmp.h>
#if __has_include(<sys/event.h>)
#include <sys/event.h>
#endif
#if __has_include(<sys/kern_control.h>)
#include <sys/kern_control.h>
#include <sys/sys_domain.h>
#endif
#if __has_include(<sys/ucred.h>)
#include <sys/ucred.h>
#endif
#if __has_include(<bluetooth.h>)
#include <bluetooth.h>
#endif
#if defined(__FreeBSD__) && __has_include(<netlink/netlink.h>)
#include <netlink/netlink.h>
#endif
#if __has_include(<netinet/udplite.h>)
#include <netinet/udplite.h>
#endif
#endif

#ifndef BERKELEY_LINUX_HEADERS
#define BERKELEY_LINUX_HEADERS 0
#endif
/// A version as LINUX_VERSION_CODE has it; the kernel's own macro is not there to ask on other systems.
#define BERKELEY_KERNEL(major, minor) (((major) << 16) + ((minor) << 8))

namespace berkeley {
namespace {

/// A double holds every one of them exactly: none is wider than 32 bits, signed or unsigned.
struct Constant {
  const char* name;
  double value;
};

constexpr Constant kSocketConstants[] = {
#define X(name) {#name, static_cast<double>(name)},
#define X_AS(name, value) {#name, static_cast<double>(value)},
#include "constants.inc"
#undef X_AS
#undef X
};

constexpr Constant kSelectConstants[] = {
#define X(name, value) {#name, static_cast<double>(value)},
#include "select_constants.inc"
#undef X
};

constexpr Constant kErrnos[] = {
#define X(name) {#name, static_cast<double>(name)},
#include "errnos.inc"
#undef X
};

template <size_t N>
Napi::Object ToObject(Napi::Env env, const Constant (&table)[N]) {
  Napi::Object object = Napi::Object::New(env);
  for (const Constant& constant : table) object.Set(constant.name, constant.value);
  return object;
}

}  // namespace

Napi::Object Constants(Napi::Env env) { return ToObject(env, kSocketConstants); }

Napi::Object SelectConstants(Napi::Env env) { return ToObject(env, kSelectConstants); }

Napi::Object Errnos(Napi::Env env) { return ToObject(env, kErrnos); }

}  // namespace berkeley
