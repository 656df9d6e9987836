#pragma once

#include <cstddef>
#include <cstdint>

#include "sys/sys.h"

namespace berkeley {

// Ancillary data crosses the seam as records, one behind the other, in the byte order of the machine:
//
//   0  int32  level: SOL_*
//   4  int32  type: SCM_* and others
//   8  int32  length: how many bytes from 12 on count
//  12  the bytes, and zeros up to a multiple of 4
//
// How a control message looks in memory is the system's own: only this file knows. lib/backend/control.ts is the other
// side of it.

constexpr size_t kControlHeader = 12;

/// How many bytes of records `space` bytes of control messages come to at most.
size_t ControlRoom(size_t space);

/// How many bytes the records take as control messages, or -EINVAL for records that do not fit in their span.
long ControlSpace(const uint8_t* records, size_t size);

/// Writes records, for which `ControlSpace` has found room, as control messages. `control` is zeroed.
void WriteControl(const uint8_t* records, size_t size, uint8_t* control);

/// What holds descriptors among control messages is told of each of them, as they must not be lost.
class DescriptorSink {
 public:
  virtual void Received(int fd) = 0;

 protected:
  ~DescriptorSink() = default;
};

/// One control message, as far as it is there.
struct ControlItem {
  int level;
  int type;
  const uint8_t* data;
  size_t size;
};

/// Goes through control messages. Lengths that lie end it, and nothing beyond `length` is read.
class ControlReader {
 public:
  ControlReader(const uint8_t* control, size_t length) : control_(control), left_(length) {}

  /// False at the end.
  bool Next(ControlItem* item);

 private:
  const uint8_t* control_;
  size_t left_;
};

/// Tells `sink` of the descriptors in a control message, if it holds any.
void FindDescriptors(const ControlItem& item, DescriptorSink* sink);

/// Reads control messages into records, for which there is `ControlRoom(length)`. Returns how many bytes were written.
size_t ReadControl(const uint8_t* control, size_t length, uint8_t* records, DescriptorSink* sink);

/// CMSG_LEN(3) and CMSG_SPACE(3) of a length; -1 where the sum does not fit into a socklen_t or an int.
long CmsgLength(size_t length);
long CmsgSpace(size_t length);

}  // namespace berkeley
