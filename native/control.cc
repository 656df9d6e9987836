#include "control.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

namespace berkeley {

namespace {

int32_t GetWord(const uint8_t* at) {
  int32_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

void PutWord(uint8_t* at, size_t word) {
  const auto narrow = static_cast<int32_t>(word);
  std::memcpy(at, &narrow, sizeof narrow);
}

constexpr size_t Padded(size_t length) { return (length + 3) & ~size_t{3}; }

/// What precedes the data of a control message.
const size_t kHeader = CMSG_LEN(0);

/// Whether a control message of this kind is an array of descriptors.
bool HoldsDescriptors(int level, int type) {
#ifdef SCM_PIDFD
  if (level == SOL_SOCKET && type == SCM_PIDFD) return true;
#endif
  return level == SOL_SOCKET && type == SCM_RIGHTS;
}

}  // namespace

long CmsgLength(size_t length) {
  if (length > INT_MAX - kHeader) return -1;
  return static_cast<long>(kHeader + length);
}

long CmsgSpace(size_t length) {
  if (length > INT_MAX - CMSG_SPACE(1)) return -1;
  return static_cast<long>(CMSG_SPACE(length));
}

size_t ControlRoom(size_t space) {
  // A header of ours is no larger than the system's, and its padding at least as fine; what is cut off has none.
  static_assert(kControlHeader <= sizeof(cmsghdr));
  return Padded(space);
}

long ControlSpace(const uint8_t* records, size_t size) {
  size_t space = 0;
  for (size_t at = 0; at < size;) {
    if (size - at < kControlHeader) return -EINVAL;
    const int32_t length = GetWord(records + at + 8);
    if (length < 0 || static_cast<size_t>(length) > size - at - kControlHeader) return -EINVAL;
    const long item = CmsgSpace(static_cast<size_t>(length));
    if (item < 0 || static_cast<size_t>(item) > INT_MAX - space) return -EINVAL;
    space += static_cast<size_t>(item);
    at += std::min(size - at, kControlHeader + Padded(static_cast<size_t>(length)));
  }
  return static_cast<long>(space);
}

void WriteControl(const uint8_t* records, size_t size, uint8_t* control) {
  for (size_t at = 0; at < size;) {
    const auto length = static_cast<size_t>(GetWord(records + at + 8));
    cmsghdr header{};
    header.cmsg_level = GetWord(records + at);
    header.cmsg_type = GetWord(records + at + 4);
    header.cmsg_len = static_cast<decltype(header.cmsg_len)>(CMSG_LEN(length));
    std::memcpy(control, &header, sizeof header);
    if (length > 0) std::memcpy(control + kHeader, records + at + kControlHeader, length);
    control += CMSG_SPACE(length);
    at += std::min(size - at, kControlHeader + Padded(length));
  }
}

bool ControlReader::Next(ControlItem* item) {
  if (left_ < kHeader) return false;
  cmsghdr header;
  std::memcpy(&header, control_, sizeof header);
  const size_t claimed = header.cmsg_len;
  if (claimed < kHeader) return false;
  // A message that was cut off ends where the memory does.
  *item = {header.cmsg_level, header.cmsg_type, control_ + kHeader, std::min(claimed, left_) - kHeader};
  const size_t step = claimed > left_ ? left_ : std::min<size_t>(CMSG_SPACE(claimed - kHeader), left_);
  control_ += step;
  left_ -= step;
  return true;
}

void FindDescriptors(const ControlItem& item, DescriptorSink* sink) {
  if (!HoldsDescriptors(item.level, item.type)) return;
  for (size_t i = 0; i + sizeof(int) <= item.size; i += sizeof(int)) sink->Received(GetWord(item.data + i));
}

size_t ReadControl(const uint8_t* control, size_t length, uint8_t* records, DescriptorSink* sink) {
  uint8_t* record = records;
  ControlReader reader(control, length);
  for (ControlItem item; reader.Next(&item);) {
    PutWord(record, static_cast<size_t>(item.level));
    PutWord(record + 4, static_cast<size_t>(item.type));
    PutWord(record + 8, item.size);
    record += kControlHeader;
    const size_t whole = item.size & ~size_t{3};
    std::memset(record + whole, 0, Padded(item.size) - whole);
    if (item.size > 0) std::memcpy(record, item.data, item.size);
    record += Padded(item.size);
    FindDescriptors(item, sink);
  }
  return static_cast<size_t>(record - records);
}

}  // namespace berkeley
