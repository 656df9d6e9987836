#include "lookup.h"

#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "address.h"
#include "groups.h"
#include "result.h"
#include "text.h"

// Names to addresses and back, as the C library resolves them. A look-up that fails answers `{code, errno, message}`:
// the resolver's own code (EAI_* or h_errno), errno where the code is EAI_SYSTEM, and the resolver's text. Each takes a
// function behind its arguments: then it is made on a thread of the pool, and the function is called with the answer.

namespace berkeley {

std::mutex& Netdb() {
  static std::mutex mutex;
  return mutex;
}

namespace {

struct Failure {
  int code = 0;  // 0: it has not failed
  int error = 0;
  std::string message;

  static Failure Gai(int code) {
#ifdef EAI_SYSTEM
    if (code == EAI_SYSTEM) {
      const int error = -Sys(-1).value();
      return {code, error, std::strerror(error)};
    }
#endif
    return {code, 0, gai_strerror(code)};
  }

  Napi::Value ToValue(Napi::Env env) const {
    auto failure = Napi::Object::New(env);
    failure["code"] = code;
    failure["errno"] = error;
    failure["message"] = message;
    return failure;
  }
};

/// One look-up. It is asked in its constructor and answers on the environment's thread; `Run` may be on any.
class Lookup {
 public:
  virtual ~Lookup() = default;
  virtual void Run() = 0;
  Napi::Value Answer(Napi::Env env) const { return failure_.code != 0 ? failure_.ToValue(env) : Success(env); }

 protected:
  virtual Napi::Value Success(Napi::Env env) const = 0;
  Failure failure_;
};

Napi::Array ToArray(Napi::Env env, const std::vector<std::string>& strings) {
  auto array = Napi::Array::New(env, strings.size());
  for (uint32_t i = 0; i < strings.size(); ++i) array[i] = strings[i];
  return array;
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
class GetAddrInfo : public Lookup {
 public:
  static constexpr size_t kCount = 6;

  explicit GetAddrInfo(const Napi::CallbackInfo& info)
      : host_(ToCStringOrNull(info, 0, &host_text_)), service_(ToCStringOrNull(info, 1, &service_text_)) {
    hints_.ai_family = ToInt(info, 2);
    hints_.ai_socktype = ToInt(info, 3);
    hints_.ai_protocol = ToInt(info, 4);
    hints_.ai_flags = ToInt(info, 5);
  }

  void Run() override {
    addrinfo* found = nullptr;
    const int code = ::getaddrinfo(host_, service_, &hints_, &found);
    if (code != 0) failure_ = Failure::Gai(code);
    found_.reset(found);
  }

 private:
  Napi::Value Success(Napi::Env env) const override {
    auto result = Napi::Array::New(env);
    for (const addrinfo* entry = found_.get(); entry != nullptr; entry = entry->ai_next) {
      auto record = Napi::Uint8Array::New(env, kAddressSize);
      WriteAddress(CopyOf(entry->ai_addr, entry->ai_addrlen), record.Data());
      auto tuple = Napi::Array::New(env, 5);
      tuple[uint32_t{0}] = entry->ai_family;
      tuple[1] = entry->ai_socktype;
      tuple[2] = entry->ai_protocol;
      tuple[3] = entry->ai_canonname == nullptr ? "" : entry->ai_canonname;
      tuple[4] = record;
      result[result.Length()] = tuple;
    }
    return result;
  }

  std::string host_text_, service_text_;
  const char* host_;
  const char* service_;
  addrinfo hints_{};
  struct Free {
    void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
  };
  std::unique_ptr<addrinfo, Free> found_;
};

/// getnameinfo(3): `(record, flags)` to `[host, service]`.
class GetNameInfo : public Lookup {
 public:
  static constexpr size_t kCount = 2;

  explicit GetNameInfo(const Napi::CallbackInfo& info) : address_(AddressArgument(info, 0)), flags_(ToInt(info, 1)) {}

  void Run() override {
    const int code =
        ::getnameinfo(address_.get(), address_.length, host_, sizeof host_, service_, sizeof service_, flags_);
    if (code != 0) failure_ = Failure::Gai(code);
  }

 private:
  Napi::Value Success(Napi::Env env) const override { return ToArray(env, {host_, service_}); }

  Address address_;
  int flags_;
  char host_[NI_MAXHOST], service_[NI_MAXSERV];
};

/// What both calls that answer with a `hostent` have in common: `[name, aliases, addresses]`, the addresses as text.
class HostLookup : public Lookup {
 protected:
  /// To be called with the lock held.
  void Take(const hostent* host) {
    if (host == nullptr) {
      failure_ = {h_errno, 0, hstrerror(h_errno)};
      return;
    }
    name_ = host->h_name;
    for (char** alias = host->h_aliases; alias != nullptr && *alias != nullptr; ++alias) aliases_.push_back(*alias);
    for (char** address = host->h_addr_list; address != nullptr && *address != nullptr; ++address) {
      char text[INET6_ADDRSTRLEN];
      if (::inet_ntop(host->h_addrtype, *address, text, sizeof text)) addresses_.push_back(text);
    }
  }

 private:
  Napi::Value Success(Napi::Env env) const override {
    auto result = Napi::Array::New(env, 3);
    result[uint32_t{0}] = name_;
    result[1] = ToArray(env, aliases_);
    result[2] = ToArray(env, addresses_);
    return result;
  }

  std::string name_;
  std::vector<std::string> aliases_, addresses_;
};

/// gethostbyname(3), IPv4 only, as it ever was.
class GetHostByName : public HostLookup {
 public:
  static constexpr size_t kCount = 1;

  explicit GetHostByName(const Napi::CallbackInfo& info) : name_(ToCString(info, 0)) {}

  void Run() override {
    const std::lock_guard lock(Netdb());
    Take(::gethostbyname(name_.c_str()));
  }

 private:
  std::string name_;
};

/// gethostbyaddr(3): `(record)`, AF_INET or AF_INET6.
class GetHostByAddr : public HostLookup {
 public:
  static constexpr size_t kCount = 1;

  explicit GetHostByAddr(const Napi::CallbackInfo& info) : address_(AddressArgument(info, 0)) {
    const int family = address_.storage.ss_family;
    if (family != AF_INET && family != AF_INET6) {
      throw Misuse(info, 0, "an AF_INET or AF_INET6 address record");
    }
  }

  void Run() override {
    const std::lock_guard lock(Netdb());
    if (address_.storage.ss_family == AF_INET6) {
      const auto* inet6 = reinterpret_cast<const sockaddr_in6*>(&address_.storage);
      Take(::gethostbyaddr(&inet6->sin6_addr, sizeof inet6->sin6_addr, AF_INET6));
    } else {
      const auto* inet = reinterpret_cast<const sockaddr_in*>(&address_.storage);
      Take(::gethostbyaddr(&inet->sin_addr, sizeof inet->sin_addr, AF_INET));
    }
  }

 private:
  Address address_;
};

/// A look-up on a thread of the pool.
class Worker : public Napi::AsyncWorker {
 public:
  Worker(const Napi::Function& done, std::unique_ptr<Lookup> lookup)
      : Napi::AsyncWorker(done, "berkeley.lookup"), lookup_(std::move(lookup)) {}

  void Execute() override { lookup_->Run(); }
  std::vector<napi_value> GetResult(Napi::Env env) override { return {lookup_->Answer(env)}; }

 private:
  std::unique_ptr<Lookup> lookup_;
};

/// The callback of a look-up. With a function behind its arguments it returns 0 at once.
template <typename Kind>
Napi::Value LookUp(const Napi::CallbackInfo& info) {
  auto lookup = std::make_unique<Kind>(info);
  const Napi::Value done = info[Kind::kCount];
  if (done.IsUndefined()) {
    lookup->Run();
    return lookup->Answer(info.Env());
  }
  if (!done.IsFunction()) throw Misuse(info, Kind::kCount, "a function, or left out");
  (new Worker(done.As<Napi::Function>(), std::move(lookup)))->Queue();
  return Napi::Number::New(info.Env(), 0);
}

}  // namespace

void DefineLookup(Napi::Env env, Napi::Object exports) {
  DefineFunction<LookUp<GetAddrInfo>>(env, exports, "getaddrinfo");
  DefineFunction<LookUp<GetNameInfo>>(env, exports, "getnameinfo");
  DefineFunction<LookUp<GetHostByName>>(env, exports, "gethostbyname");
  DefineFunction<LookUp<GetHostByAddr>>(env, exports, "gethostbyaddr");
}

}  // namespace berkeley
