#include <cstring>
#include <memory>

#include "groups.h"
#include "result.h"
#include "sys/sys.h"
#include "text.h"

// What this machine is called and has: its name, its network interfaces, its words for an errno.

namespace berkeley {

namespace {

Napi::Value Failed(Napi::Env env) { return Napi::Number::New(env, Sys(-1).value()); }

/// gethostname(2): the name, or -errno.
Napi::Value GetHostName(const Napi::CallbackInfo& info) {
  char name[1025];
  if (::gethostname(name, sizeof name - 1) < 0) return Failed(info.Env());
  name[sizeof name - 1] = 0;  // POSIX leaves a truncated name unterminated.
  return Napi::String::New(info.Env(), name);
}

/// sethostname(2): 0, or -errno. The bytes are the name as it is.
Napi::Value SetHostName(const Napi::CallbackInfo& info) {
  const auto name = ToBytes(info, 0, 0);
  return Napi::Number::New(info.Env(),
                           Sys(::sethostname(reinterpret_cast<const char*>(name.Data()), name.ByteLength())).value());
}

/// if_nameindex(3): an array of `[index, name]`, or -errno.
Napi::Value IfNameIndex(const Napi::CallbackInfo& info) {
  const std::unique_ptr<struct if_nameindex, decltype(&::if_freenameindex)> list(::if_nameindex(), ::if_freenameindex);
  if (list == nullptr) return Failed(info.Env());
  auto result = Napi::Array::New(info.Env());
  for (const struct if_nameindex* entry = list.get(); entry->if_index != 0; ++entry) {
    auto pair = Napi::Array::New(info.Env(), 2);
    pair[uint32_t{0}] = entry->if_index;
    pair[1] = entry->if_name;
    result[result.Length()] = pair;
  }
  return result;
}

/// if_nametoindex(3): the index, or -errno.
Napi::Value IfNameToIndex(const Napi::CallbackInfo& info) {
  const unsigned index = ::if_nametoindex(ToCString(info, 0).c_str());
  return index == 0 ? Failed(info.Env()) : Napi::Number::New(info.Env(), index);
}

/// if_indextoname(3): the name, or -errno.
Napi::Value IfIndexToName(const Napi::CallbackInfo& info) {
  char name[IF_NAMESIZE];
  if (::if_indextoname(static_cast<unsigned>(ToInt(info, 0)), name) == nullptr) return Failed(info.Env());
  return Napi::String::New(info.Env(), name);
}

/// strerror(3).
Napi::Value StrError(const Napi::CallbackInfo& info) {
  return Napi::String::New(info.Env(), std::strerror(ToInt(info, 0)));
}

}  // namespace

void DefineInterfaces(Napi::Env env, Napi::Object exports) {
  DefineFunction<GetHostName>(env, exports, "gethostname");
  DefineFunction<SetHostName>(env, exports, "sethostname");
  DefineFunction<IfNameIndex>(env, exports, "if_nameindex");
  DefineFunction<IfNameToIndex>(env, exports, "if_nametoindex");
  DefineFunction<IfIndexToName>(env, exports, "if_indextoname");
  DefineFunction<StrError>(env, exports, "strerror");
}

}  // namespace berkeley
