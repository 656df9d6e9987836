#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace berkeley {

/// How a member of a sockaddr is kept, in the sockaddr and in the record.
enum class FieldKind : uint8_t { kNumber, kNet16, kLe16, kBytes, kTail };

struct Field {
  FieldKind kind;
  /// Where it is in the sockaddr, and its size there; a tail's is the most that it may have.
  uint16_t offset;
  uint16_t size;
};

/// The addresses of a family whose sockaddr is a row of fields: families.inc.
struct Family {
  int family;
  /// The size of its sockaddr.
  size_t size;
  std::span<const Field> fields;

  /// The bytes of a record behind its header, without the tail.
  size_t RecordSize() const;
  /// The room for a tail; 0 without one.
  size_t TailMost() const;
  /// Reads a record's bytes into a sockaddr that is zero but for its family. Returns the length of the sockaddr, or 0
  /// for a record of another length than the family's.
  size_t Read(const uint8_t* record, size_t length, uint8_t* sockaddr) const;
  /// Writes the `length` bytes of a sockaddr, of which what is missing is zero, into a record. Returns how many bytes
  /// count.
  size_t Write(const uint8_t* sockaddr, size_t length, uint8_t* record) const;
};

/// The row of a family, or null for one that is not in the list.
const Family* FindFamily(int family);

}  // namespace berkeley
