/// The numbers of the headers this addon was built with, by name.
#pragma once

#include <napi.h>

namespace berkeley {

/// The constants of `socket`: AF_INET, SO_REUSEADDR, … A name that the headers lack is absent.
Napi::Object Constants(Napi::Env env);

/// The constants of `select`: POLLIN, EPOLLIN, KQ_FILTER_READ, …
Napi::Object SelectConstants(Napi::Env env);

/// The error numbers: EPERM, … Of two names for one number, the usual one comes first.
Napi::Object Errnos(Napi::Env env);

/// The layouts of C's structures, by name: `{ size, fields: [[name, kind, offset, size, count], …] }`.
Napi::Object Structs(Napi::Env env);

}  // namespace berkeley
