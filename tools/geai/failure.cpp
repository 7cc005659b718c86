#include "failure.hpp"

#include <csignal>
#include <exception>

namespace tool {

int status_of(geai::errc code) noexcept {
  switch (code) {
    case geai::errc::missing_requirement:
    case geai::errc::mixed_authentication:
    case geai::errc::invalid_argument:
    case geai::errc::credentials_file: return wrong_configuration;
    case geai::errc::api_response:
    case geai::errc::decode:
    case geai::errc::too_large: return refused;
    case geai::errc::transport:
    case geai::errc::timeout: return unreachable;
    case geai::errc::cancelled: return 128 + SIGINT;
  }
  return wrong_usage;
}

failure current_failure() {
  try {
    throw;
  } catch (interrupted const& e) {
    return {.status = 128 + e.signal, .code = "interrupted", .message = "interrupted"};
  } catch (usage_error const& e) {
    return {.status = wrong_usage, .code = "usage", .message = e.what()};
  } catch (geai::exception const& e) {
    return {.status = status_of(e.error().code),
            .code = std::string(to_string(e.error().code)),
            .message = e.error().message,
            .error = e.error()};
  } catch (std::exception const& e) {
    return {.status = wrong_usage, .code = "internal", .message = e.what()};
  }
}

}  // namespace tool
