#include "identifiers.hpp"

#include <atomic>
#include <cstdint>
#include <random>
#include <string_view>

namespace sandbox {

namespace {

std::mt19937_64& generator() {
  thread_local std::mt19937_64 g{[] {
    std::random_device entropy;
    std::seed_seq seed{entropy(), entropy(), entropy(), entropy()};
    return std::mt19937_64{seed};
  }()};
  return g;
}

std::string random_text(std::size_t size, std::string_view alphabet) {
  std::uniform_int_distribution<std::size_t> pick{0, alphabet.size() - 1};
  std::string out(size, '\0');
  for (auto& c : out) c = alphabet[pick(generator())];
  return out;
}

}  // namespace

std::string unique_id() {
  std::string id = random_text(36, "0123456789abcdef");
  for (auto const i : {8, 13, 18, 23}) id[static_cast<std::size_t>(i)] = '-';
  id[14] = '4';
  id[19] = 'a';
  return id;
}

std::string unique_token(std::string const& prefix) {
  static std::atomic<std::uint64_t> issued{0};  // makes two of them different even if the random numbers are equal
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return prefix + random_text(40, alphabet) + std::to_string(++issued);
}

}  // namespace sandbox
