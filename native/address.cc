#include "address.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

#include "families.h"

namespace berkeley {

namespace {

constexpr size_t kInetLength = 8;
constexpr size_t kInet6Length = 28;

int32_t GetWord(const uint8_t* at) {
  int32_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

void PutWord(uint8_t* at, int32_t word) { std::memcpy(at, &word, sizeof word); }

void SetLength(Address* address, size_t length) {
  address->length = static_cast<socklen_t>(length);
#ifdef SIN6_LEN  // The BSDs keep the length inside as well.
  address->storage.ss_len = static_cast<uint8_t>(length);
#endif
}

template <typename T>
T* Begin(Address* address, int family) {
  std::memset(&address->storage, 0, sizeof address->storage);
  address->storage.ss_family = static_cast<sa_family_t>(family);
  SetLength(address, sizeof(T));
  return reinterpret_cast<T*>(&address->storage);
}

int ReadInet(const uint8_t* data, size_t length, Address* address) {
  if (length != kInetLength) return -EINVAL;
  auto* in = Begin<sockaddr_in>(address, AF_INET);
  in->sin_port = htons(static_cast<uint16_t>(GetWord(data)));
  std::memcpy(&in->sin_addr, data + 4, sizeof in->sin_addr);
  return 0;
}

int ReadInet6(const uint8_t* data, size_t length, Address* address) {
  if (length != kInet6Length) return -EINVAL;
  auto* in6 = Begin<sockaddr_in6>(address, AF_INET6);
  in6->sin6_port = htons(static_cast<uint16_t>(GetWord(data)));
  in6->sin6_flowinfo = htonl(static_cast<uint32_t>(GetWord(data + 4)));
  in6->sin6_scope_id = static_cast<uint32_t>(GetWord(data + 8));
  std::memcpy(&in6->sin6_addr, data + 12, sizeof in6->sin6_addr);
  return 0;
}

#ifdef AF_UNIX
int ReadUnix(const uint8_t* data, size_t length, Address* address) {
  auto* un = Begin<sockaddr_un>(address, AF_UNIX);
  // An abstract or empty name is as long as it says; a path keeps room for the NUL that ends it.
  const bool named = length > 0 && data[0] != 0;
  if (length + (named ? 1 : 0) > sizeof un->sun_path) return -ENAMETOOLONG;
  std::memcpy(un->sun_path, data, length);
  address->length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length + (named ? 1 : 0));
  return 0;
}
#endif

int ReadOther(int family, const uint8_t* data, size_t length, Address* address) {
  if (const Family* row = FindFamily(family)) {
    const size_t size = row->Read(data, length, Begin<uint8_t>(address, family));
    if (size == 0) return -EINVAL;
    SetLength(address, size);
    return 0;
  }
  constexpr size_t kOffset = offsetof(sockaddr, sa_data);
  if (length > sizeof(sockaddr_storage) - kOffset) return -EINVAL;
  if (family < 0 || family > std::numeric_limits<sa_family_t>::max()) return -EINVAL;
  auto* raw = Begin<uint8_t>(address, family);
  std::memcpy(raw + kOffset, data, length);
  SetLength(address, kOffset + length);
  return 0;
}

/// How much of `sun_path` is the name. The kernel counts a path's NUL, an abstract name has none, and some systems
/// report the whole array.
size_t UnixNameLength(const uint8_t* name, size_t length) {
  if (length == 0 || name[0] == 0) {
#ifdef __linux__
    return length;
#else
    return 0;
#endif
  }
  return static_cast<size_t>(std::find(name, name + length, 0) - name);
}

}  // namespace

int ReadAddress(const uint8_t* record, Address* address) {
  const int family = GetWord(record);
  const int32_t length = GetWord(record + 4);
  if (length < 0 || static_cast<size_t>(length) > kAddressSize - kAddressHeader) return -EINVAL;
  const uint8_t* data = record + kAddressHeader;
  const auto size = static_cast<size_t>(length);
  switch (family) {
    case AF_INET:
      return ReadInet(data, size, address);
    case AF_INET6:
      return ReadInet6(data, size, address);
#ifdef AF_UNIX
    case AF_UNIX:
      return ReadUnix(data, size, address);
#endif
    default:
      return ReadOther(family, data, size, address);
  }
}

void WriteAddress(const Address& address, uint8_t* record) {
  uint8_t* data = record + kAddressHeader;
  const auto* raw = reinterpret_cast<const uint8_t*>(&address.storage);
  const size_t total = std::min<size_t>(address.length, sizeof address.storage);
  constexpr size_t kOffset = offsetof(sockaddr, sa_data);
  const bool present = total >= kOffset;
  const int family = present ? address.storage.ss_family : AF_UNSPEC;
  size_t length = 0;
  sockaddr_storage whole;
  if ((family == AF_INET && total < sizeof(sockaddr_in)) || (family == AF_INET6 && total < sizeof(sockaddr_in6))) {
    // What is missing is zero, as in CPython.
    std::memset(&whole, 0, sizeof whole);
    std::memcpy(&whole, raw, total);
    raw = reinterpret_cast<const uint8_t*>(&whole);
  }
  if (family == AF_INET) {
    const auto* in = reinterpret_cast<const sockaddr_in*>(raw);
    PutWord(data, ntohs(in->sin_port));
    std::memcpy(data + 4, &in->sin_addr, sizeof in->sin_addr);
    length = kInetLength;
  } else if (family == AF_INET6) {
    const auto* in6 = reinterpret_cast<const sockaddr_in6*>(raw);
    PutWord(data, ntohs(in6->sin6_port));
    PutWord(data + 4, static_cast<int32_t>(ntohl(in6->sin6_flowinfo)));
    PutWord(data + 8, static_cast<int32_t>(in6->sin6_scope_id));
    std::memcpy(data + 12, &in6->sin6_addr, sizeof in6->sin6_addr);
    length = kInet6Length;
#ifdef AF_UNIX
  } else if (family == AF_UNIX) {
    constexpr size_t kName = offsetof(sockaddr_un, sun_path);
    length = total > kName ? UnixNameLength(raw + kName, total - kName) : 0;
    std::memcpy(data, raw + kName, length);
#endif
  } else if (const Family* row = present ? FindFamily(family) : nullptr) {
    length = row->Write(raw, total, data);
  } else if (present) {
    length = total - kOffset;
    std::memcpy(data, raw + kOffset, length);
  }
  PutWord(record, family);
  PutWord(record + 4, static_cast<int32_t>(length));
}

}  // namespace berkeley
