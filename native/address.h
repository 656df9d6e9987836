#pragma once

#include <cstddef>
#include <cstdint>

#include "sys/sys.h"

namespace berkeley {

// An address crosses the seam as a record of fixed size, in the byte order of the machine:
//
//   0  int32   family: AF_*; AF_UNSPEC when the kernel gave no address
//   4  int32   length: how many bytes from 8 on count
//   8  AF_INET   int32 port, 4 bytes of address
//      AF_INET6  int32 port, uint32 flowinfo, uint32 scope_id, 16 bytes of address
//      AF_UNIX   the path without its NUL, or an abstract name with its leading NUL; empty: unnamed
//      AF_NETLINK and its like: the fields that families.inc lists, a word a number, then the bytes
//      others    the sockaddr's bytes behind sa_family
//
// lib/backend/address.ts is the other side of it.

constexpr size_t kAddressHeader = 8;
constexpr size_t kAddressSize = 136;

/// The room for an AF_UNIX name, a path's NUL included; 0 where there is no AF_UNIX.
#ifdef AF_UNIX
constexpr size_t kUnixPathMax = sizeof(sockaddr_un::sun_path);
#else
constexpr size_t kUnixPathMax = 0;
#endif

struct Address {
  sockaddr_storage storage;
  socklen_t length = sizeof(sockaddr_storage);

  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
};

/// Reads a record into a socket address. Returns 0, or -EINVAL for a length that the family cannot have
/// (-ENAMETOOLONG for a path's).
int ReadAddress(const uint8_t* record, Address* address);

/// Writes the socket address that the kernel gave into a record.
void WriteAddress(const Address& address, uint8_t* record);

}  // namespace berkeley
