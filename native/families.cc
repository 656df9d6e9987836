#include "families.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>

#include "address.h"
#include "bluetooth.h"
#include "sys/sys.h"

#if __has_include(<netpacket/packet.h>)
#include <netpacket/packet.h>
#endif
#ifdef __linux__
#if __has_include(<linux/can.h>)
#include <linux/can.h>
#endif
#if __has_include(<linux/if_alg.h>)
#include <linux/if_alg.h>
#endif
#if __has_include(<linux/netlink.h>)
#include <linux/netlink.h>
#endif
#if __has_include(<linux/qrtr.h>)
#include <linux/qrtr.h>
#endif
#if __has_include(<linux/tipc.h>)
#include <linux/tipc.h>
#endif
#if __has_include(<linux/vm_sockets.h>)
#include <linux/vm_sockets.h>
#endif
#elif __has_include(<netlink/netlink.h>)
#include <netlink/netlink.h>
#endif

namespace berkeley {

namespace {

#ifdef __linux__
union sockaddr_bluetooth {
  sockaddr_l2 l2;
  sockaddr_rc rc;
  sockaddr_hci hci;
  sockaddr_sco sco;
};
#endif

template <typename Struct, typename Member>
constexpr Field MakeField(FieldKind kind, size_t offset, size_t size = sizeof(Member)) {
  static_assert(sizeof(Struct) <= sizeof(sockaddr_storage));
  return {kind, static_cast<uint16_t>(offset), static_cast<uint16_t>(size)};
}

// A family's fields and then the families: the list is read twice, as an array cannot hold rows of different lengths.
#define FIELD(kind, type, member, ...) \
  MakeField<type, decltype(type{}.member)>(kind, offsetof(type, member) __VA_OPT__(, ) __VA_ARGS__),
#define FAMILY(af, type) constexpr Field kFields_##af[] = {
#define NUMBER(type, member) FIELD(FieldKind::kNumber, type, member)
#define NET16(type, member) FIELD(FieldKind::kNet16, type, member)
#define LE16(type, member) FIELD(FieldKind::kLe16, type, member)
#define BYTES(type, member) FIELD(FieldKind::kBytes, type, member)
#define TAIL(type, member, most) FIELD(FieldKind::kTail, type, member, most)
#define END(af) \
  }             \
  ;
#include "families.inc"
#undef FAMILY
#undef NUMBER
#undef NET16
#undef LE16
#undef BYTES
#undef TAIL
#undef END

#define FAMILY(af, type) Family{af, sizeof(type), kFields_##af},
#define NUMBER(type, member)
#define NET16(type, member)
#define LE16(type, member)
#define BYTES(type, member)
#define TAIL(type, member, most)
#define END(af)
// The last row stands for none: a system may have no family of the list.
constexpr Family kFamilies[] = {
#include "families.inc"
    Family{-1, 0, {}},
};

constexpr size_t Rounded(size_t size) { return (size + 3) / 4 * 4; }

uint32_t LittleEndian16(uint32_t value) {
  return std::endian::native == std::endian::little ? value : (value >> 8 & 0xff) | (value & 0xff) << 8;
}

uint32_t GetNumber(const uint8_t* at, const Field& field) {
  uint16_t two;
  uint32_t four;
  switch (field.size) {
    case 1:
      return *at;
    case 2:
      std::memcpy(&two, at, sizeof two);
      if (field.kind == FieldKind::kNet16) return ntohs(two);
      return field.kind == FieldKind::kLe16 ? LittleEndian16(two) : two;
    default:
      std::memcpy(&four, at, sizeof four);
      return four;
  }
}

/// Members of a union overlap, and of those that are not meant the number is zero: it must not wipe out the others.
void PutNumber(uint8_t* at, const Field& field, uint32_t value) {
  if (value == 0) return;
  const auto one = static_cast<uint8_t>(value);
  auto two = static_cast<uint16_t>(value);
  if (field.kind == FieldKind::kNet16) two = htons(two);
  if (field.kind == FieldKind::kLe16) two = static_cast<uint16_t>(LittleEndian16(two));
  if (field.size == 1) std::memcpy(at, &one, sizeof one);
  if (field.size == 2) std::memcpy(at, &two, sizeof two);
  if (field.size == 4) std::memcpy(at, &value, sizeof value);
}

bool IsZero(const uint8_t* at, size_t size) {
  return std::all_of(at, at + size, [](uint8_t byte) { return byte == 0; });
}

}  // namespace

size_t Family::RecordSize() const {
  size_t size = 0;
  for (const Field& field : fields) {
    if (field.kind == FieldKind::kBytes) size += Rounded(field.size);
    if (field.kind < FieldKind::kBytes) size += sizeof(uint32_t);
  }
  return size;
}

size_t Family::TailMost() const {
  return !fields.empty() && fields.back().kind == FieldKind::kTail ? fields.back().size : 0;
}

size_t Family::Read(const uint8_t* record, size_t length, uint8_t* sockaddr) const {
  const size_t fixed = RecordSize();
  if (length < fixed || length - fixed > TailMost()) return 0;
  const uint8_t* end = record + length;
  size_t total = size;
  for (const Field& field : fields) {
    uint8_t* at = sockaddr + field.offset;
    if (field.kind == FieldKind::kTail) {
      const auto tail = static_cast<size_t>(end - record);
      std::memcpy(at, record, tail);
      total = std::max(total, field.offset + tail);
    } else if (field.kind == FieldKind::kBytes) {
      if (!IsZero(record, field.size)) std::memcpy(at, record, field.size);
      record += Rounded(field.size);
    } else {
      uint32_t value;
      std::memcpy(&value, record, sizeof value);
      PutNumber(at, field, value);
      record += sizeof value;
    }
  }
  return total;
}

size_t Family::Write(const uint8_t* sockaddr, size_t length, uint8_t* record) const {
  uint8_t whole[sizeof(sockaddr_storage)] = {};
  length = std::min(length, sizeof whole);
  std::memcpy(whole, sockaddr, length);
  uint8_t* to = record;
  for (const Field& field : fields) {
    const uint8_t* at = whole + field.offset;
    if (field.kind == FieldKind::kTail) {
      const size_t tail = std::min<size_t>(length > field.offset ? length - field.offset : 0, field.size);
      std::memcpy(to, at, tail);
      to += tail;
    } else if (field.kind == FieldKind::kBytes) {
      std::memset(to, 0, Rounded(field.size));
      std::memcpy(to, at, field.size);
      to += Rounded(field.size);
    } else {
      const uint32_t value = GetNumber(at, field);
      std::memcpy(to, &value, sizeof value);
      to += sizeof value;
    }
  }
  return static_cast<size_t>(to - record);
}

const Family* FindFamily(int family) {
  const Family* end = std::end(kFamilies) - 1;
  const Family* row = std::find_if(kFamilies, end, [family](const Family& one) { return one.family == family; });
  return row == end ? nullptr : row;
}

}  // namespace berkeley
