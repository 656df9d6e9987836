#pragma once

#include <napi.h>

#include <string>

// Reading arguments on the paths that are not hot: with node-addon-api, and with exceptions.

namespace berkeley {

inline Napi::TypeError Misuse(Napi::Env env, const char* message) {
  return Napi::TypeError::New(env, message);
}

/// A string that C can read: no NUL inside.
inline std::string ToCString(const Napi::CallbackInfo& info, size_t index) {
  if (!info[index].IsString()) throw Misuse(info.Env(), "a string is required");
  std::string text = info[index].As<Napi::String>().Utf8Value();
  if (text.find('\0') != std::string::npos) throw Misuse(info.Env(), "a string must not contain a NUL");
  return text;
}

/// The same, where `null` means that there is none: `text` keeps it, and what returns is null then.
inline const char* ToCStringOrNull(const Napi::CallbackInfo& info, size_t index, std::string* text) {
  if (info[index].IsNull()) return nullptr;
  *text = ToCString(info, index);
  return text->c_str();
}

inline int ToInt(const Napi::CallbackInfo& info, size_t index) {
  if (!info[index].IsNumber()) throw Misuse(info.Env(), "a number is required");
  return info[index].As<Napi::Number>().Int32Value();
}

inline Napi::Uint8Array ToBytes(const Napi::CallbackInfo& info, size_t index, size_t least) {
  if (info[index].IsTypedArray() && info[index].As<Napi::TypedArray>().TypedArrayType() == napi_uint8_array) {
    auto bytes = info[index].As<Napi::Uint8Array>();
    if (bytes.ByteLength() >= least) return bytes;
  }
  throw Misuse(info.Env(), "a Uint8Array that is long enough is required");
}

}  // namespace berkeley
