#pragma once

#include <node_api.h>

#include <climits>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>

#include "address.h"
#include "environment.h"
#include "result.h"

// A system call is written as a plain function of C types, `Sys listen(int fd, int backlog)`, and `Call<listen>` makes
// the Node-API callback: it reads the arguments that the function's own signature declares, and refuses what does not
// fit with a TypeError before the function runs. This is the hot path, so it calls Node-API directly and makes no
// object.

namespace berkeley {

/// Bytes that belong to the caller, borrowed for the call: three arguments, `(Uint8Array, offset, length)`.
struct Bytes {
  uint8_t* data;
  size_t size;
};

/// The same, or the Uint8Array alone if it is the last argument that was given: all of it. What a call takes to read
/// four arguments more is a third of what it costs.
struct BytesOrWhole : Bytes {};

/// A place in a file, which may be beyond an int: a whole number from 0 to 2^53 - 1.
struct Offset {
  int64_t value;
};

/// A count that may be left out with everything behind it: as many as there are.
struct Count {
  int value;
};

/// Flags that may be left out with everything behind them: 0.
struct Flags {
  int value;
};

/// The same, or `null` with a length in place of the bytes (`data` is null then).
struct BytesOrNull : Bytes {};

/// An address record that the call reads or writes: a Uint8Array of at least `kAddressSize` bytes.
struct Record {
  uint8_t* data;
};

/// A Uint8Array, all of it: one argument.
struct Whole {
  uint8_t* data;
  size_t size;
};

/// An Int32Array: descriptors, events.
struct Words {
  int32_t* data;
  size_t size;
};

/// A Float64Array: kevents, whose fields are wider than 32 bits.
struct Doubles {
  double* data;
  size_t size;
};

/// An array that the call keeps: it makes a reference to the value.
template <typename T>
struct Kept : T {
  napi_value value;
};

/// A function, which the call keeps.
struct Function {
  napi_env env;
  napi_value value;
};

/// How a parameter type is read from JavaScript: `kCount` arguments; `Read` returns null, or what was expected. One
/// that may be left out or be shorter has `ReadGiven`, which is also told how many arguments there are.
template <typename T>
struct Arg;

/// Reads a number that is an int of C as it is: Node-API's own conversion makes 0 of NaN and cuts what is too large.
inline bool ReadInt(napi_env env, napi_value value, int* out) {
  double number;
  if (napi_get_value_double(env, value, &number) != napi_ok) return false;
  if (!(number >= INT_MIN && number <= INT_MAX)) return false;
  *out = static_cast<int>(number);
  return *out == number;
}

template <>
struct Arg<int> {
  static constexpr size_t kCount = 1;
  static const char* Read(napi_env env, const napi_value* argv, int* out) {
    return ReadInt(env, argv[0], out) ? nullptr : "a number that is an int of C";
  }
};

inline bool ReadTypedArray(napi_env env, napi_value value, napi_typedarray_type wanted, void** data, size_t* length) {
  napi_typedarray_type type;
  return napi_get_typedarray_info(env, value, &type, length, data, nullptr, nullptr) == napi_ok && type == wanted;
}

/// Reads a count of bytes, which a large buffer has more of than an int can count.
inline bool ReadSize(napi_env env, napi_value value, size_t most, size_t* out) {
  double number;
  if (napi_get_value_double(env, value, &number) != napi_ok) return false;
  if (!(number >= 0 && number <= static_cast<double>(most))) return false;
  *out = static_cast<size_t>(number);
  return static_cast<double>(*out) == number;
}

template <>
struct Arg<Bytes> {
  static constexpr size_t kCount = 3;
  static const char* Read(napi_env env, const napi_value* argv, Bytes* out) {
    void* data;
    size_t total;
    if (!ReadTypedArray(env, argv[0], napi_uint8_array, &data, &total)) return "a Uint8Array";
    size_t offset, length;
    if (!ReadSize(env, argv[1], total, &offset) || !ReadSize(env, argv[2], total - offset, &length)) {
      return "a Uint8Array with an offset and a length inside it";
    }
    *out = {static_cast<uint8_t*>(data) + offset, length};
    return nullptr;
  }
};

template <>
struct Arg<Offset> {
  static constexpr size_t kCount = 1;
  static const char* Read(napi_env env, const napi_value* argv, Offset* out) {
    size_t value;
    if (!ReadSize(env, argv[0], (size_t{1} << 53) - 1, &value)) return "an offset in a file";
    out->value = static_cast<int64_t>(value);
    return nullptr;
  }
};

template <>
struct Arg<BytesOrWhole> {
  static constexpr size_t kCount = 3;
  static const char* ReadGiven(napi_env env, const napi_value* argv, size_t given, BytesOrWhole* out) {
    if (given != 1) return Arg<Bytes>::Read(env, argv, out);
    void* data;
    if (!ReadTypedArray(env, argv[0], napi_uint8_array, &data, &out->size)) return "a Uint8Array";
    out->data = static_cast<uint8_t*>(data);
    return nullptr;
  }
};

template <>
struct Arg<Flags> {
  static constexpr size_t kCount = 1;
  static const char* ReadGiven(napi_env env, const napi_value* argv, size_t given, Flags* out) {
    out->value = 0;
    return given == 0 ? nullptr : Arg<int>::Read(env, argv, &out->value);
  }
};

template <>
struct Arg<Count> {
  static constexpr size_t kCount = 1;
  static const char* ReadGiven(napi_env env, const napi_value* argv, size_t given, Count* out) {
    out->value = INT_MAX;
    return given == 0 ? nullptr : Arg<int>::Read(env, argv, &out->value);
  }
};

template <>
struct Arg<BytesOrNull> {
  static constexpr size_t kCount = 3;
  static const char* Read(napi_env env, const napi_value* argv, BytesOrNull* out) {
    napi_valuetype type;
    if (napi_typeof(env, argv[0], &type) != napi_ok || type != napi_null) return Arg<Bytes>::Read(env, argv, out);
    int length;
    if (!ReadInt(env, argv[2], &length) || length < 0) return "null, 0 and a length";
    out->data = nullptr;
    out->size = static_cast<size_t>(length);
    return nullptr;
  }
};

template <>
struct Arg<Record> {
  static constexpr size_t kCount = 1;
  static const char* Read(napi_env env, const napi_value* argv, Record* out) {
    void* data;
    size_t length;
    if (!ReadTypedArray(env, argv[0], napi_uint8_array, &data, &length) || length < kAddressSize) {
      return "an address record";
    }
    out->data = static_cast<uint8_t*>(data);
    return nullptr;
  }
};

template <>
struct Arg<Whole> {
  static constexpr size_t kCount = 1;
  static const char* Read(napi_env env, const napi_value* argv, Whole* out) {
    void* data;
    if (!ReadTypedArray(env, argv[0], napi_uint8_array, &data, &out->size)) return "a Uint8Array";
    out->data = static_cast<uint8_t*>(data);
    return nullptr;
  }
};

template <>
struct Arg<Words> {
  static constexpr size_t kCount = 1;
  static const char* Read(napi_env env, const napi_value* argv, Words* out) {
    void* data;
    if (!ReadTypedArray(env, argv[0], napi_int32_array, &data, &out->size)) return "an Int32Array";
    out->data = static_cast<int32_t*>(data);
    return nullptr;
  }
};

template <>
struct Arg<Doubles> {
  static constexpr size_t kCount = 1;
  static const char* Read(napi_env env, const napi_value* argv, Doubles* out) {
    void* data;
    if (!ReadTypedArray(env, argv[0], napi_float64_array, &data, &out->size)) return "a Float64Array";
    out->data = static_cast<double*>(data);
    return nullptr;
  }
};

template <typename T>
struct Arg<Kept<T>> {
  static constexpr size_t kCount = 1;
  static const char* Read(napi_env env, const napi_value* argv, Kept<T>* out) {
    out->value = argv[0];
    return Arg<T>::Read(env, argv, out);
  }
};

template <>
struct Arg<Function> {
  static constexpr size_t kCount = 1;
  static const char* Read(napi_env env, const napi_value* argv, Function* out) {
    napi_valuetype type;
    *out = {env, argv[0]};
    return napi_typeof(env, argv[0], &type) == napi_ok && type == napi_function ? nullptr : "a function";
  }
};

/// `recv() argument 1 must be a number`. The first argument is 1.
std::string ArgumentMessage(const char* function, size_t index, const char* expected);

void ThrowArgument(napi_env env, const char* function, size_t index, const char* expected);

/// The Node-API callback of a call that takes `Args`, and the environment first if it asks for it.
template <auto Function, typename... Args>
struct Callback {
  template <typename... Leading>
  static napi_value Invoke(napi_env env, const Callee& callee, const napi_value* argv, size_t argc,
                           Leading&... leading) {
    std::tuple<Args...> values;
    size_t index = 0;
    const char* expected = nullptr;
    std::apply([&](auto&... value) { (void)(ReadNext(env, argv, argc, &index, &expected, &value) && ...); }, values);
    if (expected != nullptr) {
      ThrowArgument(env, callee.name, index, expected);
      return nullptr;
    }
    const int result = std::apply([&](auto&... value) { return Function(leading..., value...).value(); }, values);
    napi_value number;
    return napi_create_int32(env, result, &number) == napi_ok ? number : nullptr;
  }

  static constexpr size_t kCount = (size_t{0} + ... + Arg<Args>::kCount);

 private:
  template <typename T>
  static bool ReadNext(napi_env env, const napi_value* argv, size_t argc, size_t* index, const char** expected,
                       T* value) {
    if constexpr (requires { &Arg<T>::ReadGiven; }) {
      *expected = Arg<T>::ReadGiven(env, argv + *index, argc > *index ? argc - *index : 0, value);
    } else {
      *expected = Arg<T>::Read(env, argv + *index, value);
    }
    if (*expected != nullptr) return false;
    *index += Arg<T>::kCount;
    return true;
  }
};

template <auto Function, typename... Args>
napi_value Dispatch(napi_env env, napi_callback_info info, Sys (*)(Args...)) {
  using Made = Callback<Function, Args...>;
  napi_value argv[Made::kCount == 0 ? 1 : Made::kCount];
  size_t argc = Made::kCount;
  void* data;
  if (napi_get_cb_info(env, info, &argc, argv, nullptr, &data) != napi_ok) return nullptr;
  return Made::Invoke(env, *static_cast<Callee*>(data), argv, argc);
}

template <auto Function, typename... Args>
napi_value Dispatch(napi_env env, napi_callback_info info, Sys (*)(Environment&, Args...)) {
  using Made = Callback<Function, Args...>;
  napi_value argv[Made::kCount == 0 ? 1 : Made::kCount];
  size_t argc = Made::kCount;
  void* data;
  if (napi_get_cb_info(env, info, &argc, argv, nullptr, &data) != napi_ok) return nullptr;
  const auto* callee = static_cast<Callee*>(data);
  return Made::Invoke(env, *callee, argv, argc, *callee->environment);
}

template <auto Function>
napi_value Call(napi_env env, napi_callback_info info) {
  return Dispatch<Function>(env, info, Function);
}

/// Puts `callback` into `exports` under `name`, with the environment behind it.
void Define(napi_env env, napi_value exports, Environment* environment, const char* name, napi_callback callback);

#define BERKELEY_DEFINE(name) Define(env, exports, environment, #name, Call<name>)

}  // namespace berkeley
