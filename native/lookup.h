#pragma once

#include <mutex>

namespace berkeley {

/// The netdb calls answer in storage that the whole process shares.
std::mutex& Netdb();

}  // namespace berkeley
