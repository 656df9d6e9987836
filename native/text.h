#pragma once

#include <napi.h>

#include <string>

#include "args.h"

// Reading arguments on the paths that are not hot: with node-addon-api, and with exceptions. A function's
// data is its name, for the messages.

namespace berkeley {

inline Napi::TypeError Misuse(const Napi::CallbackInfo& info, size_t index, const char* expected) {
  return Napi::TypeError::New(info.Env(),
                              ArgumentMessage(static_cast<const char*>(info.Data()), index, expected));
}

/// A string that C can read: no NUL inside.
inline std::string ToCString(const Napi::CallbackInfo& info, size_t index) {
  if (!info[index].IsString()) throw Misuse(info, index, "a string");
  std::string text = info[index].As<Napi::String>().Utf8Value();
  if (text.find('\0') != std::string::npos) throw Misuse(info, index, "a string without a NUL");
  return text;
}

/// The same, where `null` means that there is none: `text` keeps it, and what returns is null then.
inline const char* ToCStringOrNull(const Napi::CallbackInfo& info, size_t index, std::string* text) {
  if (info[index].IsNull()) return nullptr;
  *text = ToCString(info, index);
  return text->c_str();
}

inline int ToInt(const Napi::CallbackInfo& info, size_t index) {
  int number;
  if (!ReadInt(info.Env(), info[index], &number)) throw Misuse(info, index, "a number that is an int of C");
  return number;
}

inline Napi::Uint8Array ToBytes(const Napi::CallbackInfo& info, size_t index, size_t least) {
  if (info[index].IsTypedArray() && info[index].As<Napi::TypedArray>().TypedArrayType() == napi_uint8_array) {
    auto bytes = info[index].As<Napi::Uint8Array>();
    if (bytes.ByteLength() >= least) return bytes;
  }
  throw Misuse(info, index, "a Uint8Array that is long enough");
}

/// Puts a function of node-addon-api into `exports` under `name`.
template <Napi::Value (*Function)(const Napi::CallbackInfo&)>
void DefineFunction(Napi::Env env, Napi::Object exports, const char* name) {
  exports[name] = Napi::Function::New<Function>(env, name, const_cast<char*>(name));
}

}  // namespace berkeley
