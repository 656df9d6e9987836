#include "../control.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

// Bytes taken for control messages, as a kernel could give them, and taken for records, as a caller could. Everything
// is in memory of its exact size, so that a sanitizer sees a byte too many.

namespace {

class Counter : public berkeley::DescriptorSink {
 public:
  void Received(int) override { ++count; }
  size_t count = 0;
};

void Check(bool holds) {
  if (!holds) std::abort();
}

/// Bytes in memory of their own, aligned as the system wants control messages to be.
std::unique_ptr<uint8_t[]> Exact(const uint8_t* data, size_t size) {
  std::unique_ptr<uint8_t[]> copy(new uint8_t[size]);
  if (data == nullptr) {
    std::memset(copy.get(), 0, size);
  } else if (size > 0) {
    std::memcpy(copy.get(), data, size);
  }
  return copy;
}

/// Reads control messages, and gives back the records.
std::vector<uint8_t> Read(const uint8_t* control, size_t size, size_t* descriptors) {
  const size_t room = berkeley::ControlRoom(size);
  const auto records = Exact(nullptr, room);
  Counter counter;
  const size_t written = berkeley::ReadControl(control, size, records.get(), &counter);
  Check(written <= room && counter.count <= size / sizeof(int));
  *descriptors = counter.count;
  return {records.get(), records.get() + written};
}

/// Records as control messages; empty for those that are refused.
std::vector<uint8_t> Write(const uint8_t* records, size_t size) {
  const long space = berkeley::ControlSpace(records, size);
  if (space <= 0) return {};
  std::vector<uint8_t> control(static_cast<size_t>(space));
  berkeley::WriteControl(records, size, control.data());
  return control;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto bytes = Exact(data, size);
  size_t descriptors, again;
  // What was read, written and read again is the same.
  const std::vector<uint8_t> records = Read(bytes.get(), size, &descriptors);
  Check(berkeley::ControlSpace(records.data(), records.size()) >= 0);
  const std::vector<uint8_t> control = Write(records.data(), records.size());
  Check(Read(control.data(), control.size(), &again) == records);
  Check(descriptors == again);

  const std::vector<uint8_t> written = Write(bytes.get(), size);
  const std::vector<uint8_t> back = Read(written.data(), written.size(), &again);
  Check(Write(back.data(), back.size()) == written);
  return 0;
}
