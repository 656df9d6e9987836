#include <napi.h>

#include <string>

#include "constants.h"
#include "groups.h"

namespace berkeley {

std::string ArgumentMessage(const char* function, size_t index, const char* expected) {
  return std::string(function) + "() argument " + std::to_string(index + 1) + " must be " + expected;
}

void ThrowArgument(napi_env env, const char* function, size_t index, const char* expected) {
  napi_throw_type_error(env, nullptr, ArgumentMessage(function, index, expected).c_str());
}

void Define(napi_env env, napi_value exports, Environment* environment, const char* name, napi_callback callback) {
  napi_value function;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, environment->NewCallee(name), &function);
  napi_set_named_property(env, exports, name, function);
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  // The environment's data: deleted when it is torn down, which closes what it still owns.
  auto* environment = new Environment(env);
  env.SetInstanceData(environment);
  DefineSocket(env, exports, environment);
  DefineTransfer(env, exports, environment);
  DefineMessage(env, exports, environment);
  DefineBatch(env, exports, environment);
  DefineOption(env, exports, environment);
  DefinePoll(env, exports, environment);
  DefineSelect(env, exports, environment);
  DefineEpoll(env, exports, environment);
  DefineKqueue(env, exports, environment);
  DefineReactor(env, exports, environment);
  DefineStream(env, exports, environment);
  DefineLookup(env, exports);
  DefineResolve(env, exports);
  DefineInterfaces(env, exports);
  exports["unixPathMax"] = kUnixPathMax;
  exports["constants"] = Constants(env);
  exports["selectConstants"] = SelectConstants(env);
  exports["errnos"] = Errnos(env);
  exports["structs"] = Structs(env);
  return exports;
}

NODE_API_MODULE(berkeley, Init)

}  // namespace berkeley
