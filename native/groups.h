#pragma once

#include <napi.h>

#include "args.h"

namespace berkeley {

// Each group of calls puts its functions into the table.
void DefineSocket(napi_env env, napi_value exports, Environment* environment);
void DefineTransfer(napi_env env, napi_value exports, Environment* environment);
void DefineMessage(napi_env env, napi_value exports, Environment* environment);
void DefineBatch(napi_env env, napi_value exports, Environment* environment);
void DefineOption(napi_env env, napi_value exports, Environment* environment);
void DefinePoll(napi_env env, napi_value exports, Environment* environment);
void DefineSelect(napi_env env, napi_value exports, Environment* environment);
void DefineKqueue(napi_env env, napi_value exports, Environment* environment);
void DefineEpoll(napi_env env, napi_value exports, Environment* environment);
void DefineReactor(napi_env env, napi_value exports, Environment* environment);
void DefineStream(napi_env env, napi_value exports, Environment* environment);
void DefineLookup(Napi::Env env, Napi::Object exports);
void DefineResolve(Napi::Env env, Napi::Object exports);
void DefineInterfaces(Napi::Env env, Napi::Object exports);

}  // namespace berkeley
