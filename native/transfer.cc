#include "groups.h"
#include "sys/sys.h"

// Bytes in and out: recv(2), send(2), their forms with an address, and sendfile(2).

namespace berkeley {

namespace {

/// `(fd, bytes)` alone is all of the bytes without flags.
Sys recv(int fd, BytesOrWhole into, Flags flags) { return Sys(::recv(fd, into.data, into.size, flags.value)); }

Sys recvfrom(int fd, Bytes into, int flags, Record from) {
  Address address;
  const Sys received(::recvfrom(fd, into.data, into.size, flags, address.get(), &address.length));
  if (!received.failed()) WriteAddress(address, from.data);
  return received;
}

/// `(fd, bytes)` alone is all of the bytes without flags.
Sys send(int fd, BytesOrWhole bytes, Flags flags) {
  return Sys(::send(fd, bytes.data, bytes.size, flags.value | sys::kSendFlags));
}

Sys sendto(int fd, Bytes bytes, int flags, Record to) {
  Address address;
  const int error = ReadAddress(to.data, &address);
  if (error < 0) return Sys::Error(-error);
  return Sys(::sendto(fd, bytes.data, bytes.size, flags | sys::kSendFlags, address.get(), address.length));
}

/// Keeps an array under a number, which the calls behind it take for the array: to ask Node-API for an array's memory
/// takes as long as the rest of a call. The caller sees to it that the memory is still there, by the array's length.
Sys lend(Environment& environment, int slot, Kept<Whole> array) {
  return environment.Lend(slot, {array.data, array.size}, array.value) ? Sys::Value(0) : Sys::Error(EINVAL);
}

Sys recv_lent(Environment& environment, int fd, int slot, Count count) {
  const Lent into = environment.Borrow(slot, count.value);
  return Sys(::recv(fd, into.data, into.size, 0));
}

Sys send_lent(Environment& environment, int fd, int slot, Count count) {
  const Lent bytes = environment.Borrow(slot, count.value);
  return Sys(::send(fd, bytes.data, bytes.size, sys::kSendFlags));
}

/// `record` is the slot of an address record.
Sys recvfrom_lent(Environment& environment, int fd, int record, int slot, Count count) {
  const Lent into = environment.Borrow(slot, count.value);
  const Lent from = environment.Borrow(record, kAddressSize);
  if (from.size < kAddressSize) return Sys::Error(EINVAL);
  Address address;
  const Sys received(::recvfrom(fd, into.data, into.size, 0, address.get(), &address.length));
  if (!received.failed()) WriteAddress(address, from.data);
  return received;
}

Sys sendto_lent(Environment& environment, int fd, int record, int slot, Count count) {
  const Lent bytes = environment.Borrow(slot, count.value);
  const Lent to = environment.Borrow(record, kAddressSize);
  if (to.size < kAddressSize) return Sys::Error(EINVAL);
  Address address;
  const int error = ReadAddress(to.data, &address);
  if (error < 0) return Sys::Error(-error);
  return Sys(::sendto(fd, bytes.data, bytes.size, sys::kSendFlags, address.get(), address.length));
}

Sys sendfile(int fd, int file, Offset offset, int count) {
  if (count < 0) return Sys::Error(EINVAL);
  return Sys(sys::sendfile(fd, file, offset.value, static_cast<size_t>(count)));
}

/// Moves the file's position; 0, as a position may be more than an int.
Sys lseek(int file, Offset offset) { return Sys(::lseek(file, offset.value, SEEK_SET) < 0 ? -1 : 0); }

}  // namespace

void DefineTransfer(napi_env env, napi_value exports, Environment* environment) {
  BERKELEY_DEFINE(recv);
  BERKELEY_DEFINE(recvfrom);
  BERKELEY_DEFINE(send);
  BERKELEY_DEFINE(sendto);
  BERKELEY_DEFINE(lend);
  BERKELEY_DEFINE(recv_lent);
  BERKELEY_DEFINE(send_lent);
  BERKELEY_DEFINE(recvfrom_lent);
  BERKELEY_DEFINE(sendto_lent);
  if (sys::kHasSendfile) BERKELEY_DEFINE(sendfile);
  BERKELEY_DEFINE(lseek);
}

}  // namespace berkeley
