// Runs a target where there is no libFuzzer, with the two of its options that are used:
//
//   fuzz_NAME [-runs=N] [-max_total_time=SECONDS] FILE_OR_FOLDER...
//
// It runs what is in the files, and then changes them at random. An input that fails is left in `crash-NAME`.
#include <sanitizer/common_interface_defs.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using Input = std::vector<uint8_t>;

constexpr size_t kLongest = 512;
Input current;
std::string crash_file;

void SaveCrash() {
  std::ofstream(crash_file, std::ios::binary)
      .write(reinterpret_cast<const char*>(current.data()), static_cast<std::streamsize>(current.size()));
  std::fprintf(stderr, "the input is in %s\n", crash_file.c_str());
}

void Run(Input input) {
  current = std::move(input);
  LLVMFuzzerTestOneInput(current.data(), current.size());
}

void AddFile(const std::filesystem::path& path, std::vector<Input>* corpus) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "%s cannot be read\n", path.c_str());
    std::exit(2);
  }
  corpus->emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

void Add(const std::filesystem::path& path, std::vector<Input>* corpus) {
  if (!std::filesystem::is_directory(path)) return AddFile(path, corpus);
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(path)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) AddFile(file, corpus);
}

/// Changes bytes and words, cuts, lengthens, and joins two inputs.
Input Mutate(const std::vector<Input>& corpus, std::mt19937_64* random) {
  const auto below = [&](size_t n) { return static_cast<size_t>((*random)() % n); };
  static constexpr uint32_t kOdd[] = {0, 1, 2, 3, 4, 11, 12, 15, 16, 17, 127, 128, 0x7fffffff, 0x80000000, 0xffffffff};
  Input input = corpus[below(corpus.size())];
  for (size_t changes = 1 + below(6); changes > 0; --changes) {
    switch (below(6)) {
      case 0:
        if (!input.empty()) input[below(input.size())] = static_cast<uint8_t>((*random)());
        break;
      case 1:
        if (!input.empty()) input[below(input.size())] ^= static_cast<uint8_t>(1u << below(8));
        break;
      case 2:
        if (input.size() >= 4) {
          const uint32_t word = kOdd[below(std::size(kOdd))];
          const size_t at = below(input.size() / 4) * 4;
          for (size_t i = 0; i < 4; ++i) input[at + i] = static_cast<uint8_t>(word >> (8 * i));
        }
        break;
      case 3:
        input.resize(below(input.size() + 1));
        break;
      case 4:
        for (size_t more = below(40); more > 0; --more) input.push_back(static_cast<uint8_t>((*random)()));
        break;
      default: {
        const Input& other = corpus[below(corpus.size())];
        input.insert(input.end(), other.begin(), other.end());
      }
    }
    if (input.size() > kLongest) input.resize(kLongest);
  }
  return input;
}

}  // namespace

int main(int argc, char** argv) {
  crash_file = "crash-" + std::filesystem::path(argv[0]).filename().string();
  __sanitizer_set_death_callback(SaveCrash);
  std::signal(SIGABRT, [](int) {
    SaveCrash();
    std::_Exit(1);
  });
  double seconds = 0;
  long long runs = -1;
  std::vector<Input> corpus;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument.rfind("-max_total_time=", 0) == 0) {
      seconds = std::stod(argument.substr(16));
    } else if (argument.rfind("-runs=", 0) == 0) {
      runs = std::stoll(argument.substr(6));
    } else if (argument[0] != '-') {
      Add(argument, &corpus);
    }
  }
  for (const Input& input : corpus) Run(input);
  const size_t known = corpus.size();
  if (corpus.empty()) corpus.emplace_back();
  std::mt19937_64 random(std::random_device{}());
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  long long done = 0;
  while (runs != 0 && (runs < 0 || done < runs) && (seconds == 0 || std::chrono::steady_clock::now() < end)) {
    if (seconds == 0 && runs < 0) break;
    for (int i = 0; i < 1000 && (runs < 0 || done < runs); ++i, ++done) Run(Mutate(corpus, &random));
  }
  std::printf("%zu known inputs, %lld others: no failure\n", known, done);
  return 0;
}
