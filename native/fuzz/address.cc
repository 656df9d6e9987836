#include "../address.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

// Bytes taken for an address record, as a caller could give it, and for a socket address of any length, as a kernel
// could.

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

using RecordMemory = std::unique_ptr<uint8_t[]>;

RecordMemory Written(const berkeley::Address& address) {
  RecordMemory record(new uint8_t[berkeley::kAddressSize]());
  berkeley::WriteAddress(address, record.get());
  int32_t length;
  std::memcpy(&length, record.get() + 4, sizeof length);
  Check(length >= 0 && static_cast<size_t>(length) <= berkeley::kAddressSize - berkeley::kAddressHeader);
  return record;
}

/// A record that can be read is written back as the same, once what does not count is gone.
void RoundTrip(const uint8_t* record) {
  berkeley::Address address;
  const int error = berkeley::ReadAddress(record, &address);
  if (error < 0) return;
  Check(address.length <= sizeof address.storage);
  const RecordMemory first = Written(address);
  berkeley::Address again;
  if (berkeley::ReadAddress(first.get(), &again) < 0) return;
  const RecordMemory second = Written(again);
  Check(std::memcmp(first.get(), second.get(), berkeley::kAddressSize) == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  RecordMemory record(new uint8_t[berkeley::kAddressSize]());
  if (size > 0) std::memcpy(record.get(), data, std::min(size, berkeley::kAddressSize));
  RoundTrip(record.get());

  // The first four bytes are the length that the kernel claims.
  if (size < sizeof(socklen_t)) return 0;
  berkeley::Address address;
  std::memset(&address.storage, 0, sizeof address.storage);
  std::memcpy(&address.length, data, sizeof address.length);
  const size_t rest = std::min(size - sizeof(socklen_t), sizeof address.storage);
  if (rest > 0) std::memcpy(&address.storage, data + sizeof(socklen_t), rest);
  RoundTrip(Written(address).get());
  return 0;
}
