#pragma once

#include <chrono>
#include <cstddef>
#include <geai/detail/duration_text.hpp>
#include <geai/engine/call_buffers.hpp>
#include <geai/error.hpp>
#include <geai/session.hpp>
#include <string>
#include <string_view>
#include <utility>

// The message of a failed call: its operation, the text of the failed step, the place in brackets, then the remedy.
// docs/guide/errors lists the messages.

namespace geai::inline v0_2::detail {

// Returns the host of a URL, with its port.
[[gnu::cold, gnu::noinline]] inline std::string_view host_of(std::string_view url) noexcept {
  if (std::size_t const scheme = url.find("://"); scheme != url.npos) url.remove_prefix(scheme + 3);
  return url.substr(0, url.find_first_of("/?#"));
}

// True if a message contains these words, not as a part of longer words.
[[gnu::cold, gnu::noinline]] inline bool mentions(std::string_view sentence, std::string_view words) noexcept {
  auto const joins = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  for (std::size_t at = 0; (at = sentence.find(words, at)) != sentence.npos; ++at) {
    std::size_t const end = at + words.size();
    bool const begins = at == 0 || (!joins(sentence[at - 1]) && sentence[at - 1] != '.');
    if (begins && (end == sentence.size() || !joins(sentence[end]))) return true;
  }
  return false;
}

// Appends the place of the failure to a message unless the message names it: " [api.saia.ai, HTTP 200, request 7f48]".
[[gnu::cold, gnu::noinline]] inline void name_place(error& failure, std::string_view url) {
  switch (failure.code) {
    case errc::transport:
    case errc::timeout:
    case errc::cancelled:
    case errc::api_response:
    case errc::decode:
    case errc::too_large: break;
    default: return;  // nothing was sent
  }
  std::string place;
  auto const add = [&](std::string_view sought, std::string_view text) {
    if (!text.empty() && !mentions(failure.message, sought)) place.append(place.empty() ? " [" : ", ").append(text);
  };
  std::string_view const host = host_of(url);
  std::size_t const port = host.find(':', host.starts_with('[') ? host.find(']') : 0);
  add(host.substr(0, port), host);
  std::string const status = "HTTP " + std::to_string(failure.http_status);
  if (failure.code == errc::decode && failure.http_status != 0) add(status, status);
  std::string id = failure.request_id.empty() ? std::string() : "request " + failure.request_id;
  for (char& c : id)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) c = ' ';
  add(id, id);
  if (!place.empty()) failure.message.append(place).append("]");
}

// Appends the reason why the call is not retried.
[[gnu::cold, gnu::noinline]] inline void name_reason(error& failure, std::string_view reason) {
  failure.message.append("; not tried again: ").append(reason);
  if (failure.retry_after && reason.starts_with("the server"))
    failure.message.append(" (it asks for ").append(duration_text(*failure.retry_after)).append(")");
}

// Names the source of the credential that was refused, and the remedy.
[[gnu::cold, gnu::noinline]] inline void name_credential(error& failure, call_buffers const& buffers) {
  bool const is_refused = failure.is_authentication();
  if (failure.phase == phase::token || buffers.caller == nullptr || (!is_refused && !failure.is_permission())) return;
  std::string& text = failure.message;
  auto const remedy = [&](std::string_view words) {
    if (is_refused) text.append("; ").append(words);
  };
  bool const has_header = buffers.headers.contains("Authorization") || buffers.headers.contains("Saia-Auth");
  if (!buffers.own_credential) {
    if (has_header)
      text += "; the credential is the Authorization header of this call";
    else if (failure.operation == "get_oauth2_access_token")
      remedy("check client_id, username and password");
    return;
  }
  session const& caller = *buffers.caller;
  if (!has_header) {
    text += "; the call carried no credential";
    return remedy("give geai::api_key, set GEAI_API_KEY, or run: geai auth login");
  }
  text.append("; the ").append(caller.is_oauth() ? "access token" : "API key");
  std::string_view const place = caller.credential_place();
  if (!place.empty()) {
    text.append(" is that of ").append(place);
    if (!place.starts_with('[')) return remedy("set a valid one, or unset it and run: geai auth login");
    remedy(std::string(caller.is_oauth() ? "run" : "put a valid one there, or run")
               .append(": geai auth login --alias ")
               .append(caller.alias()));
  } else if (caller.active_token() != nullptr) {
    text += " was given in the program";
    remedy("give a valid one");
  } else {
    text += " came from the client's Auth policy";
  }
}

// Names a base URL that may be the reason for the failure.
[[gnu::cold, gnu::noinline]] inline void name_base_url(error& failure, call_buffers const& buffers) {
  bool const is_lost = failure.http_status == 404 || failure.http_status == 405;
  if (buffers.caller == nullptr || (!is_lost && failure.code != errc::decode)) return;
  bool const is_evaluation = buffers.url != buffers.caller->base_url() &&
                             buffers.url.starts_with(buffers.caller->eval_url()) && !buffers.caller->eval_url().empty();
  for (warning const& each : buffers.caller->warnings())
    if (each.code == warning_code::suspicious_base_url && each.message.starts_with("eval_url") == is_evaluation) {
      failure.message.append("; ").append(each.message);
      return;
    }
  std::string_view const base = buffers.caller->base_url();
  if (is_lost && failure.faults.empty() && !base.empty() && buffers.url.starts_with(base))
    failure.message.append("; perhaps base_url (").append(base).append(") is not that of the platform");
}

// Names the settings that decide which certificate authorities TLS trusts.
[[gnu::cold, gnu::noinline]] inline void name_authorities(error& failure, call_buffers const& buffers) {
  if (failure.phase != phase::tls || !failure.permanent || buffers.caller == nullptr ||
      buffers.caller->ca_file().empty())
    return;
  failure.message.append("; the trusted authorities are those of ").append(buffers.caller->ca_file());
  std::string_view const place = buffers.caller->ca_file_place();
  failure.message.append(" (").append(place.empty() ? "given in the program" : place).append(")");
}

// Names the time limit of the call, if the message does not.
[[gnu::cold, gnu::noinline]] inline void name_time_limit(error& failure, call_buffers const& buffers) {
  bool const is_vague = failure.phase == phase::token || mentions(failure.message, "deadline");
  if (failure.code != errc::timeout || !is_vague || buffers.time_limit.count() <= 0) return;
  std::string const limit = duration_text(buffers.time_limit);
  if (!mentions(failure.message, limit)) failure.message.append("; the whole call was limited to ").append(limit);
}

// Appends the attempts to the message.
[[gnu::cold, gnu::noinline]] inline void name_attempts(error& failure) {
  std::size_t const count = failure.attempts.size();
  if (count < 2) return;
  failure.message.append("; tried ").append(std::to_string(count)).append(" times");
  std::string pauses;
  std::size_t paused = 0;
  for (attempt const& each : failure.attempts) {
    if (each.pause.count() <= 0 || ++paused > 5) continue;
    pauses.append(paused == 1 ? "" : ", ").append(duration_text(each.pause));
  }
  if (paused == 0) return;
  failure.message.append(paused == 1 ? ", with a pause of " : ", with pauses of ").append(pauses);
  if (paused > 5) failure.message += ", ...";
}

// Completes an error for the caller of an operation. The call is over.
[[gnu::cold, gnu::noinline]] inline error about(std::string_view operation, call_buffers& buffers, error failure) {
  if (failure.http_status == 0) failure.http_status = buffers.response.status;
  buffers.fail(failure);
  failure.operation = operation;
  name_place(failure, buffers.url);
  // the response could not be read: one more failed attempt
  if (failure.attempts.empty() && buffers.response.status != 0) {
    auto const took = std::chrono::ceil<std::chrono::milliseconds>(http::clock::now() - buffers.attempt_began);
    failure.attempts = std::move(buffers.attempts);
    failure.attempts.push_back({static_cast<int>(failure.attempts.size()) + 1, took, failure.message});
  }
  name_credential(failure, buffers);
  name_base_url(failure, buffers);
  name_authorities(failure, buffers);
  name_time_limit(failure, buffers);
  name_attempts(failure);
  failure.message.insert(0, ": ").insert(0, operation);
  return failure;
}

}  // namespace geai::inline v0_2::detail
