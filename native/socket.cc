#include <algorithm>

#include "groups.h"
#include "sys/sys.h"

// Making sockets, and what names and connects them. Each function is the call of its name; see its man page.

namespace berkeley {

namespace {

Sys Owned(Environment& environment, Sys fd) {
  if (!fd.failed()) environment.Own(fd.value());
  return fd;
}

Sys socket(Environment& environment, int family, int type, int protocol) {
  return Owned(environment, Sys(sys::socket(family, type, protocol)));
}

Sys socketpair(Environment& environment, int family, int type, int protocol, Words fds) {
  if (fds.size < 2) return Sys::Error(EINVAL);
  int made[2];
  const Sys result(sys::socketpair(family, type, protocol, made));
  if (result.failed()) return result;
  for (int i = 0; i < 2; ++i) {
    environment.Own(made[i]);
    fds.data[i] = made[i];
  }
  return result;
}

/// `own` makes an adopted descriptor the environment's, so that it is closed with it; `disown` gives it away.
Sys own(Environment& environment, int fd) {
  // Only what is open: the record of owned descriptors grows with the largest.
  const Sys open(sys::get_inheritable(fd));
  if (open.failed()) return open;
  environment.Own(fd);
  return Sys::Value(fd);
}

Sys disown(Environment& environment, int fd) {
  if (fd < 0) return Sys::Error(EBADF);
  environment.Disown(fd);
  return Sys::Value(fd);
}

Sys close(Environment& environment, int fd) {
  if (fd < 0) return Sys::Error(EBADF);
  environment.Disown(fd);
  return Sys(sys::close(fd));
}

Sys dup(Environment& environment, int fd) { return Owned(environment, Sys(sys::dup(fd))); }

Sys set_blocking(int fd, int blocking) { return Sys(sys::set_blocking(fd, blocking != 0)); }
Sys get_blocking(int fd) { return Sys(sys::get_blocking(fd)); }
Sys set_inheritable(int fd, int inheritable) { return Sys(sys::set_inheritable(fd, inheritable != 0)); }
Sys get_inheritable(int fd) { return Sys(sys::get_inheritable(fd)); }

Sys bind(int fd, Record record) {
  Address address;
  const int error = ReadAddress(record.data, &address);
  return error < 0 ? Sys::Error(-error) : Sys(::bind(fd, address.get(), address.length));
}

Sys connect(int fd, Record record) {
  Address address;
  const int error = ReadAddress(record.data, &address);
  return error < 0 ? Sys::Error(-error) : Sys(::connect(fd, address.get(), address.length));
}

Sys listen(int fd, int backlog) { return Sys(::listen(fd, backlog)); }

Sys accept(Environment& environment, int fd, Record peer, int blocking) {
  Address address;
  const Sys accepted = Owned(environment, Sys(sys::accept(fd, address.get(), &address.length, blocking != 0)));
  if (!accepted.failed()) WriteAddress(address, peer.data);
  return accepted;
}

Sys shutdown(int fd, int how) { return Sys(::shutdown(fd, how)); }

Sys getsockname(int fd, Record name) {
  Address address;
  const Sys result(::getsockname(fd, address.get(), &address.length));
  if (!result.failed()) WriteAddress(address, name.data);
  return result;
}

Sys getpeername(int fd, Record name) {
  Address address;
  const Sys result(::getpeername(fd, address.get(), &address.length));
  if (!result.failed()) WriteAddress(address, name.data);
  return result;
}

/// Writes the sockaddr that a record stands for into `sockaddr`, and returns its length: more than there is room for
/// means that it was cut.
Sys pack_sockaddr(Record record, Bytes sockaddr) {
  Address address;
  const int error = ReadAddress(record.data, &address);
  if (error < 0) return Sys::Error(-error);
  // Not memcpy: an empty array has no memory.
  std::copy_n(reinterpret_cast<const uint8_t*>(&address.storage), std::min<size_t>(sockaddr.size, address.length),
              sockaddr.data);
  return Sys::Value(static_cast<int>(address.length));
}

/// The other way round: writes the record of a sockaddr, as of one that a call gave.
Sys unpack_sockaddr(Bytes sockaddr, Record record) {
  Address address{};
  address.length = static_cast<socklen_t>(std::min(sockaddr.size, sizeof address.storage));
  std::copy_n(sockaddr.data, address.length, reinterpret_cast<uint8_t*>(&address.storage));
  WriteAddress(address, record.data);
  return Sys::Value(0);
}

}  // namespace

void DefineSocket(napi_env env, napi_value exports, Environment* environment) {
  BERKELEY_DEFINE(socket);
  BERKELEY_DEFINE(socketpair);
  BERKELEY_DEFINE(own);
  BERKELEY_DEFINE(disown);
  BERKELEY_DEFINE(close);
  BERKELEY_DEFINE(dup);
  BERKELEY_DEFINE(set_blocking);
  BERKELEY_DEFINE(get_blocking);
  BERKELEY_DEFINE(set_inheritable);
  BERKELEY_DEFINE(get_inheritable);
  BERKELEY_DEFINE(bind);
  BERKELEY_DEFINE(connect);
  BERKELEY_DEFINE(listen);
  BERKELEY_DEFINE(accept);
  BERKELEY_DEFINE(shutdown);
  BERKELEY_DEFINE(getsockname);
  BERKELEY_DEFINE(getpeername);
  BERKELEY_DEFINE(pack_sockaddr);
  BERKELEY_DEFINE(unpack_sockaddr);
}

}  // namespace berkeley
