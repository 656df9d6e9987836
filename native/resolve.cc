#include <cstring>
#include <memory>
#include <mutex>

#include "address.h"
#include "groups.h"
#include "result.h"
#include "text.h"

// Names to addresses and back, as the C library resolves them. A look-up that fails returns `{code, errno, message}`:
// the resolver's own code (EAI_* or h_errno), errno where the code is EAI_SYSTEM, and the resolver's text.

namespace berkeley {

namespace {

/// The netdb calls answer in storage that the whole process shares.
std::mutex netdb;

Napi::Value Failure(Napi::Env env, int code, int error, const char* message) {
  auto failure = Napi::Object::New(env);
  failure["code"] = code;
  failure["errno"] = error;
  failure["message"] = message;
  return failure;
}

Napi::Value GaiFailure(Napi::Env env, int code) {
#ifdef EAI_SYSTEM
  if (code == EAI_SYSTEM) {
    const int error = -Sys(-1).value();
    return Failure(env, code, error, std::strerror(error));
  }
#endif
  return Failure(env, code, 0, gai_strerror(code));
}

Napi::Uint8Array NewRecord(Napi::Env env, const Address& address) {
  auto record = Napi::Uint8Array::New(env, kAddressSize);
  WriteAddress(address, record.Data());
  return record;
}

Address CopyOf(const sockaddr* from, size_t length) {
  Address address;
  address.length = static_cast<socklen_t>(std::min(length, sizeof address.storage));
  std::memcpy(&address.storage, from, address.length);
  return address;
}

Address AddressArgument(const Napi::CallbackInfo& info, size_t index) {
  Address address;
  if (ReadAddress(ToBytes(info, index, kAddressSize).Data(), &address) < 0) {
    throw Misuse(info, index, "an address record");
  }
  return address;
}

/// getaddrinfo(3): `(host | null, service | null, family, type, protocol, flags)` to an array of `[family, type,
/// protocol, canonname, record]`.
Napi::Value GetAddrInfo(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  std::string host_text, service_text;
  const char* host = ToCStringOrNull(info, 0, &host_text);
  const char* service = ToCStringOrNull(info, 1, &service_text);
  addrinfo hints{};
  hints.ai_family = ToInt(info, 2);
  hints.ai_socktype = ToInt(info, 3);
  hints.ai_protocol = ToInt(info, 4);
  hints.ai_flags = ToInt(info, 5);
  addrinfo* found = nullptr;
  const int code = ::getaddrinfo(host, service, &hints, &found);
  if (code != 0) return GaiFailure(env, code);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> list(found, ::freeaddrinfo);
  auto result = Napi::Array::New(env);
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    auto tuple = Napi::Array::New(env, 5);
    tuple[uint32_t{0}] = entry->ai_family;
    tuple[1] = entry->ai_socktype;
    tuple[2] = entry->ai_protocol;
    tuple[3] = entry->ai_canonname == nullptr ? "" : entry->ai_canonname;
    tuple[4] = NewRecord(env, CopyOf(entry->ai_addr, entry->ai_addrlen));
    result[result.Length()] = tuple;
  }
  return result;
}

/// getnameinfo(3): `(record, flags)` to `[host, service]`.
Napi::Value GetNameInfo(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  Address address = AddressArgument(info, 0);
  char host[NI_MAXHOST], service[NI_MAXSERV];
  const int code =
      ::getnameinfo(address.get(), address.length, host, sizeof host, service, sizeof service, ToInt(info, 1));
  if (code != 0) return GaiFailure(env, code);
  auto result = Napi::Array::New(env, 2);
  result[uint32_t{0}] = host;
  result[1] = service;
  return result;
}

/// `[name, aliases, addresses]`, the addresses as text.
Napi::Value HostEntry(Napi::Env env, const hostent* host) {
  if (host == nullptr) return Failure(env, h_errno, 0, hstrerror(h_errno));
  auto aliases = Napi::Array::New(env);
  for (char** alias = host->h_aliases; alias != nullptr && *alias != nullptr; ++alias) {
    aliases[aliases.Length()] = *alias;
  }
  auto addresses = Napi::Array::New(env);
  for (char** address = host->h_addr_list; address != nullptr && *address != nullptr; ++address) {
    char text[INET6_ADDRSTRLEN];
    if (::inet_ntop(host->h_addrtype, *address, text, sizeof text)) addresses[addresses.Length()] = text;
  }
  auto result = Napi::Array::New(env, 3);
  result[uint32_t{0}] = host->h_name;
  result[1] = aliases;
  result[2] = addresses;
  return result;
}

/// gethostbyname(3), IPv4 only, as it ever was.
Napi::Value GetHostByName(const Napi::CallbackInfo& info) {
  const std::string name = ToCString(info, 0);
  const std::lock_guard lock(netdb);
  return HostEntry(info.Env(), ::gethostbyname(name.c_str()));
}

/// gethostbyaddr(3): `(record)`, AF_INET or AF_INET6.
Napi::Value GetHostByAddr(const Napi::CallbackInfo& info) {
  const Address address = AddressArgument(info, 0);
  const void* bytes;
  socklen_t length;
  if (address.storage.ss_family == AF_INET6) {
    bytes = &reinterpret_cast<const sockaddr_in6*>(&address.storage)->sin6_addr;
    length = sizeof(in6_addr);
  } else if (address.storage.ss_family == AF_INET) {
    bytes = &reinterpret_cast<const sockaddr_in*>(&address.storage)->sin_addr;
    length = sizeof(in_addr);
  } else {
    throw Misuse(info, 0, "an AF_INET or AF_INET6 address record");
  }
  const std::lock_guard lock(netdb);
  return HostEntry(info.Env(), ::gethostbyaddr(bytes, length, address.storage.ss_family));
}

/// getservbyname(3): `(name, protocol | null)` to the port, or -ENOENT.
Napi::Value GetServByName(const Napi::CallbackInfo& info) {
  std::string protocol_text;
  const std::string name = ToCString(info, 0);
  const char* protocol = ToCStringOrNull(info, 1, &protocol_text);
  const std::lock_guard lock(netdb);
  const servent* service = ::getservbyname(name.c_str(), protocol);
  return Napi::Number::New(info.Env(), service == nullptr ? -ENOENT : ntohs(static_cast<uint16_t>(service->s_port)));
}

/// getservbyport(3): `(port, protocol | null)` to the name, or -ENOENT.
Napi::Value GetServByPort(const Napi::CallbackInfo& info) {
  std::string protocol_text;
  const int port = ToInt(info, 0);
  const char* protocol = ToCStringOrNull(info, 1, &protocol_text);
  const std::lock_guard lock(netdb);
  const servent* service = ::getservbyport(htons(static_cast<uint16_t>(port)), protocol);
  if (service == nullptr) return Napi::Number::New(info.Env(), -ENOENT);
  return Napi::String::New(info.Env(), service->s_name);
}

/// getprotobyname(3): `(name)` to the number, or -ENOENT.
Napi::Value GetProtoByName(const Napi::CallbackInfo& info) {
  const std::string name = ToCString(info, 0);
  const std::lock_guard lock(netdb);
  const protoent* protocol = ::getprotobyname(name.c_str());
  return Napi::Number::New(info.Env(), protocol == nullptr ? -ENOENT : protocol->p_proto);
}

size_t PackedSize(int family) { return family == AF_INET6 ? sizeof(in6_addr) : sizeof(in_addr); }

/// inet_pton(3): `(family, text, Uint8Array)`; 1 for an address, 0 for none, -EAFNOSUPPORT.
Napi::Value InetPton(const Napi::CallbackInfo& info) {
  const int family = ToInt(info, 0);
  const std::string text = ToCString(info, 1);
  auto into = ToBytes(info, 2, PackedSize(family));
  return Napi::Number::New(info.Env(), Sys(::inet_pton(family, text.c_str(), into.Data())).value());
}

/// inet_ntop(3): `(family, Uint8Array)` to text, or -errno.
Napi::Value InetNtop(const Napi::CallbackInfo& info) {
  const int family = ToInt(info, 0);
  auto packed = ToBytes(info, 1, PackedSize(family));
  char text[INET6_ADDRSTRLEN];
  if (::inet_ntop(family, packed.Data(), text, sizeof text) == nullptr) {
    return Napi::Number::New(info.Env(), Sys(-1).value());
  }
  return Napi::String::New(info.Env(), text);
}

/// inet_aton(3), which also reads the short and the octal forms: `(text, Uint8Array)`; 1 or 0.
Napi::Value InetAton(const Napi::CallbackInfo& info) {
  const std::string text = ToCString(info, 0);
  auto into = ToBytes(info, 1, sizeof(in_addr));
  in_addr address;
  const int valid = ::inet_aton(text.c_str(), &address);
  if (valid != 0) std::memcpy(into.Data(), &address, sizeof address);
  return Napi::Number::New(info.Env(), valid != 0 ? 1 : 0);
}

}  // namespace

void DefineResolve(Napi::Env env, Napi::Object exports) {
  DefineFunction<GetAddrInfo>(env, exports, "getaddrinfo");
  DefineFunction<GetNameInfo>(env, exports, "getnameinfo");
  DefineFunction<GetHostByName>(env, exports, "gethostbyname");
  DefineFunction<GetHostByAddr>(env, exports, "gethostbyaddr");
  DefineFunction<GetServByName>(env, exports, "getservbyname");
  DefineFunction<GetServByPort>(env, exports, "getservbyport");
  DefineFunction<GetProtoByName>(env, exports, "getprotobyname");
  DefineFunction<InetPton>(env, exports, "inet_pton");
  DefineFunction<InetNtop>(env, exports, "inet_ntop");
  DefineFunction<InetAton>(env, exports, "inet_aton");
}

}  // namespace berkeley
