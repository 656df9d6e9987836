#include <cstring>
#include <mutex>

#include "groups.h"
#include "lookup.h"
#include "result.h"
#include "text.h"

// The C library's tables of services and protocols, and addresses as text.

namespace berkeley {

namespace {

/// getservbyname(3): `(name, protocol | null)` to the port, or -ENOENT.
Napi::Value GetServByName(const Napi::CallbackInfo& info) {
  std::string protocol_text;
  const std::string name = ToCString(info, 0);
  const char* protocol = ToCStringOrNull(info, 1, &protocol_text);
  const std::lock_guard lock(Netdb());
  const servent* service = ::getservbyname(name.c_str(), protocol);
  return Napi::Number::New(info.Env(), service == nullptr ? -ENOENT : ntohs(static_cast<uint16_t>(service->s_port)));
}

/// getservbyport(3): `(port, protocol | null)` to the name, or -ENOENT.
Napi::Value GetServByPort(const Napi::CallbackInfo& info) {
  std::string protocol_text;
  const int port = ToInt(info, 0);
  const char* protocol = ToCStringOrNull(info, 1, &protocol_text);
  const std::lock_guard lock(Netdb());
  const servent* service = ::getservbyport(htons(static_cast<uint16_t>(port)), protocol);
  if (service == nullptr) return Napi::Number::New(info.Env(), -ENOENT);
  return Napi::String::New(info.Env(), service->s_name);
}

/// getprotobyname(3): `(name)` to the number, or -ENOENT.
Napi::Value GetProtoByName(const Napi::CallbackInfo& info) {
  const std::string name = ToCString(info, 0);
  const std::lock_guard lock(Netdb());
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
  DefineFunction<GetServByName>(env, exports, "getservbyname");
  DefineFunction<GetServByPort>(env, exports, "getservbyport");
  DefineFunction<GetProtoByName>(env, exports, "getprotobyname");
  DefineFunction<InetPton>(env, exports, "inet_pton");
  DefineFunction<InetNtop>(env, exports, "inet_ntop");
  DefineFunction<InetAton>(env, exports, "inet_aton");
}

}  // namespace berkeley
