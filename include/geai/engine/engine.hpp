#pragma once

#include <concepts>
#include <geai/api/operation.hpp>
#include <geai/auth/policy.hpp>
#include <geai/call_options.hpp>
#include <geai/engine/call_buffers.hpp>
#include <geai/engine/call_state.hpp>
#include <geai/engine/client_arguments.hpp>
#include <geai/engine/retry_decision.hpp>
#include <geai/fwd.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/session.hpp>
#include <geai/warning.hpp>
#include <memory>
#include <stop_token>
#include <string_view>
#include <utility>

// The part that all clients with the same policies share, whatever their own type.

namespace geai::inline v0_2::detail {

template <class Op> struct part_writer;  // engine/upload.hpp

// Sends one attempt: Transport::send() or a replacement. Refers to a callable.
class send_ref {
public:
  template <class Send>
    requires(!std::same_as<Send, send_ref>)
  send_ref(Send const& send_attempt)
  noexcept
      : target_(&send_attempt),
        call_([](void const* target, http::request const& request, http::response& response) -> result<void> {
          return (*static_cast<Send const*>(target))(request, response);
        }) {}

  result<void> operator()(http::request const& request, http::response& response) const {
    return call_(target_, request, response);
  }

private:
  void const* target_;
  result<void> (*call_)(void const*, http::request const&, http::response&);
};

// Receives a session's warnings. Refers to a callable.
class warning_listener {
public:
  warning_listener() = default;  // prints to stderr
  template <class Listen>
    requires(!std::same_as<Listen, warning_listener>)
  explicit warning_listener(Listen& listen) noexcept
      : listen_(&listen), call_([](void* target, warning const& notice) { (*static_cast<Listen*>(target))(notice); }) {}

  void operator()(warning const& notice) const;

private:
  void* listen_ = nullptr;
  void (*call_)(void*, warning const&) = nullptr;
};

// The places where a client may look for its credentials.
enum class credentials_from : unsigned char { arguments, environment, everywhere };

// Writes an operation without its type ...
template <class Json> struct erased_request {
  api::traits traits;
  result<void> (*write)(void const* operation, call_options const& options, geai::session const& caller,
                        call_defaults const& defaults, Json& json, call_buffers& buffers);
};

// ... and reads its answer, so that the code of a call is compiled once for each answer type.
template <class Answer, class Json> struct erased_form : erased_request<Json> {
  result<Answer> (*read)(Json& json, call_buffers& buffers);
};

// Writes an operation into the buffers and reads its answer.
template <class Op, class Json> struct wire_form {
  // Writes everything but the credential. The operation and the options are not used afterwards.
  static result<void> write(Op const& operation, call_options const& options, session const& caller,
                            call_defaults const& defaults, Json& json, call_buffers& buffers);

  // Reads the answer from the buffers, whose status is 2xx.
  static result<typename Op::answer> read(Json& json, call_buffers& buffers);

  // Both functions. In the separate form, the file of a call has neither their code nor the operation's traits.
  static erased_form<typename Op::answer, Json> const& erased();
};

// Reads the answer into an object that was used before.
template <class Op, class Json> struct into_form {
  static result<void> read(Json& json, call_buffers& buffers, typename Op::answer& out);
};

// Reads the answer as a View, whose texts may be views into the buffers.
template <class View, class Json> struct view_form {
  static result<void> read(Json& json, call_buffers& buffers, View& fresh);
};

template <class T, class... Of> inline constexpr bool is_one_of = (std::same_as<T, Of> || ...);

// True if the separate form has the engine over these policies (geai/src/policies.hpp).
template <class Auth, class Transport, class Json>
concept is_compiled = std::same_as<Json, json::simdjson> && is_one_of<Transport, transport::curl, transport::mock> &&
    is_one_of<Auth, auth::none, auth::api_key, auth::oauth, auth::mixed, auth::password, auth::resolved>;

// The state of a client and the steps of a call. No step waits, so that the looping driver (attempt) and the awaiting
// one (engine/awaiting.hpp) share them.
template <class Auth, class Transport, class Json> struct engine {
  using auth_policy = Auth;
  using transport_policy = Transport;
  using json_policy = Json;

  // Errors: those of resolve(), and missing_requirement if a requested variable is not set.
  template <credentials_from From>
  static result<std::unique_ptr<engine>> make(client_arguments&& arguments, requirements const& needs, Auth&& auth,
                                              Transport&& transport, Json&& json, warning_listener const& listener);

  // Makes one call over a blocking transport. `operation` is of the type of the form.
  template <class Answer>
  [[gnu::noinline]] result<Answer> call(erased_form<Answer, Json> const& how, void const* operation,
                                        call_options const& options) {
    buffer_lease buffers(idle_buffers);
    if (result<void> sent = send_erased(how, operation, options, *buffers); !sent) return std::move(sent).error();
    return how.read(json, *buffers);
  }

  // Makes a call that sends files.
  template <class Op> result<typename Op::answer> call_with_files(Op const& operation, call_options const& options) {
    buffer_lease buffers(idle_buffers);
    if (result<void> sent = send(operation, options, *buffers, success_rule::status_2xx); !sent)
      return failed(traits_of<Op>, *buffers, sent);
    return wire_form<Op, Json>::read(json, *buffers);
  }

  template <class Op> result<void> call(Op const& operation, typename Op::answer& out, call_options const& options) {
    buffer_lease buffers(idle_buffers);
    result<void> done = send(operation, options, *buffers, success_rule::status_2xx);
    if (done) done = into_form<Op, Json>::read(json, *buffers, out);
    if (!done) return failed(traits_of<Op>, *buffers, done);
    return done;
  }

  // Writes the operation into the buffers and sends it.
  template <class Op>
  result<void> send(Op const& operation, call_options const& options, call_buffers& buffers, success_rule rule) {
    if constexpr (api::detail::has_parts<Op>) {
      constexpr bool defined = requires { sizeof(part_writer<Op>); };
      static_assert(defined, "geai: this operation sends files; include <geai/client/upload.hpp>");
      if constexpr (defined) return send_parts(operation, options, buffers, rule, nullptr);
    } else {
      auto const send_attempt = [this](http::request const& request, http::response& response) {
        return transport.send(request, response);
      };
      return send(operation, options, buffers, rule, send_attempt);
    }
  }

  // Writes the operation into the buffers and sends each attempt with `send_attempt`.
  template <class Op>
  result<void> send(Op const& operation, call_options const& options, call_buffers& buffers, success_rule rule,
                    send_ref const& send_attempt) {
    if (result<void> ready = wire_form<Op, Json>::write(operation, options, session, defaults, json, buffers); !ready)
      return ready;
    return send_written(traits_of<Op>, options, buffers, rule, send_attempt);
  }

  // Writes an operation into the buffers and sends it over the transport. The error is that of the call.
  result<void> send_erased(erased_request<Json> const& how, void const* operation, call_options const& options,
                           call_buffers& buffers);

  // Sends the request in the buffers.
  result<void> send_written(api::traits const& traits, call_options const& options, call_buffers& buffers,
                            success_rule rule, send_ref const& send_attempt);

  // Writes and sends an operation with files; defined in engine/upload.hpp. `progress` may be nullptr.
  template <class Op, class Progress>
  result<void> send_parts(Op const& operation, call_options const& options, call_buffers& buffers, success_rule rule,
                          Progress&& progress);

  template <class Op> static constexpr api::traits traits_of = api::traits_of<Op>();

  // Sends the buffers until it succeeds or no attempt is left. The looping driver.
  result<void> attempt(call_state& state, call_buffers& buffers, send_ref const& send_attempt);

  // Requests a token from the platform for a policy that obtains its own and has none.
  result<void> obtain_token(call_state& state, call_buffers& buffers);

  // Adds the credential. It comes last, so that it can be replaced.
  result<void> authenticate(call_state& state, call_buffers& buffers);

  // Decides the action after an attempt. `status` is the attempt's outcome, and the call's if it is finished.
  call_state::next_action after_attempt(call_state& state, call_buffers& buffers, result<void>& status);
  [[gnu::cold]] call_state::next_action after_failure(call_state& state, call_buffers& buffers, result<void>& status);
  [[gnu::cold]] bool has_other_token(http::header_list const& refused);

  // Completes the error of a call for its caller. The call is over.
  [[gnu::cold]] error failed(api::traits const& traits, call_buffers& buffers, result<void> const& status);

  geai::session session;
  Auth auth;
  Transport transport;
  Json json;
  call_defaults defaults;
  retry_budget budget{defaults.retry.budget};
  recycled_buffers idle_buffers{};
};

}  // namespace geai::inline v0_2::detail

#ifndef GEAI_SEPARATE_COMPILATION
#include <geai/engine/engine_inline.hpp>
#endif
