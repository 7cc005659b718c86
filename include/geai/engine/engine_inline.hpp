#pragma once

// The definitions of the engine's functions. Part of geai/engine/engine.hpp, unless the program is compiled separately.

#include <chrono>
#include <cstdio>
#include <geai/api/authorization.hpp>
#include <geai/config/detail/sources.hpp>
#include <geai/config/profiles.hpp>
#include <geai/config/settings.hpp>
#include <geai/detail/pause.hpp>
#include <geai/detail/random.hpp>
#include <geai/engine/about.hpp>
#include <geai/engine/answer.hpp>
#include <geai/engine/engine.hpp>
#include <geai/engine/header_rules.hpp>
#include <geai/engine/retry_decision.hpp>
#include <geai/http/retry_after.hpp>
#include <geai/http/url.hpp>
#include <utility>

namespace geai::inline v0_2::detail {

inline void warning_listener::operator()(warning const& notice) const {
  if (call_ != nullptr)
    call_(listen_, notice);
  else
    std::fprintf(stderr, "geai: warning: %s\n", notice.message.c_str());
}

// --- making it ------------------------------------------------------------------------------------------------------

// Builds the session from the arguments. With explicit credentials, nothing is read from the environment or the
// credentials file, so that accounts cannot mix, and the code that reads them is not compiled.
template <credentials_from From>
result<session> make_session(client_arguments const& arguments, requirements const& needs) {
  if (arguments.unset) return *arguments.unset;
  if (auto sound = check_header_value("user_agent", arguments.defaults.user_agent); !sound) return sound.error();
  if constexpr (From == credentials_from::environment)
    return session_of(arguments.options, environment::of_process(), profiles<>(), needs);
  else if constexpr (From == credentials_from::arguments)
    return session_of(arguments.options, needs);
  else
    return configured_session<profiles<>>(arguments.options, environment::of_process(), needs);
}

template <class Auth, class Transport, class Json>
template <credentials_from From>
auto engine<Auth, Transport, Json>::make(client_arguments&& arguments, requirements const& needs, Auth&& auth,
                                         Transport&& transport, Json&& json, warning_listener const& listener)
    -> result<std::unique_ptr<engine>> {
  result<geai::session> made = make_session<From>(arguments, needs);
  if (!made) return made.error();
  if constexpr (std::is_same_v<Auth, auth::resolved>)
    if (!needs.from_policy) auth = Auth(*made);  // Auth, a dependent name, so that only clients that need it compile it
  arguments.settings.ca_file = made->ca_file();
  if constexpr (transport::configurable<Transport>)
    if (arguments.settings != transport::options{}) {
      if constexpr (requires { transport.configured().proxy; }) {  // keep a proxy that the transport was made with
        transport::options own = transport.configured();
        own.take(std::move(arguments.settings));
        arguments.settings = std::move(own);
      }
      transport.configure(std::move(arguments.settings));
    }
  for (warning const& each : made->warnings()) listener(each);
  if constexpr (requires { json.start(); }) static_cast<void>(json.start());
  return std::unique_ptr<engine>(new engine{*std::move(made), std::move(auth), std::move(transport), std::move(json),
                                            std::move(arguments.defaults)});
}

// --- a request and its answer ---------------------------------------------------------------------------------------

// Adds the parts that do not depend on the operation's type.
[[gnu::noinline]] inline result<void> complete_request(api::traits const& traits, call_options const& options,
                                                       session const& caller, call_defaults const& defaults,
                                                       std::string_view content_type, call_buffers& buffers) {
  if (traits.host == api::host::evaluation && caller.eval_url().empty()) {
    return error(errc::missing_requirement,
                 "eval_url is missing: evaluations have a host of their own; give geai::eval_url, GEAI_API_EVAL_URL or "
                 "that of the profile");
  }
  if (traits.host == api::host::platform && caller.base_url().empty()) {
    error what(errc::missing_requirement, "base_url is missing");
    for (warning const& each : caller.warnings())
      if (each.code == warning_code::missing_base_url) what.message = each.message;
    what.message += "; give geai::base_url, set GEAI_API_BASE_URL, or run: geai configure (known are ";
    what.message.append(known_base_urls).append(")");
    return what;
  }
  for (name_value const& each : options.query) {
    buffers.url += buffers.url.find('?') == std::string::npos ? '?' : '&';
    http::append_percent_encoded(buffers.url, each.name);
    buffers.url += '=';
    http::append_percent_encoded(buffers.url, each.value);
  }
  add_context(buffers.headers, caller.project_id(), caller.organization_id());
  buffers.caller = &caller;
  if (!content_type.empty()) buffers.headers.add("Content-Type", content_type);
  buffers.headers.add("Accept", "application/json");
  buffers.headers.add("User-Agent", defaults.user_agent);
  return {};
}

template <class Op, class Json>
result<void> wire_form<Op, Json>::write(Op const& operation, call_options const& options, session const& caller,
                                        call_defaults const& defaults, Json& json, call_buffers& buffers) {
  static_assert(api::detail::check_operation<Op>());
  static constexpr api::traits traits = api::traits_of<Op>();

  if (result<void> sound = api::detail::check_parameters(operation); !sound) return sound;
  Op::parameters::for_each([&]<class Parameter>(Parameter) {
    if constexpr (holds_secret<typename Parameter::type>) collect_secrets(Parameter::get(operation), buffers.secrets);
  });
  buffers.may_be_empty = traits.may_be_empty;
  buffers.url = traits.host == api::host::evaluation ? caller.eval_url() : caller.base_url();
  if (options.route.empty()) {
    api::detail::write_target(operation, buffers.url);
  } else {
    if (result<void> sound = api::detail::check_route<Op>(options.route); !sound) return sound;
    api::detail::write_target(operation, buffers.url, options.route);
  }
  for (name_value const& each : options.headers) buffers.headers.add(each.name, each.value);
  api::detail::write_headers(operation, buffers.headers);
  if constexpr (requires { Op::accept; }) buffers.headers.add("Accept", Op::accept);
  std::string_view const content_type = api::detail::write_body(operation, json, buffers.body);
  result<void> complete = complete_request(traits, options, caller, defaults, content_type, buffers);
  if (complete) api::detail::write_secret_query(operation, buffers.url, buffers.secrets);
  return complete;
}

// Code shared by several operations.
template <class Answer, class Json>
[[gnu::noinline]] result<Answer> read_promised(Json& json, call_buffers& buffers, std::string_view operation) {
  result<Answer> answer = read_answer<Answer>(json, buffers.response, buffers);
  if constexpr (holds_secret<Answer>) secure_zero(buffers.response.body.data(), buffers.response.body.size());
  if (!answer) answer = about(operation, buffers, std::move(answer).error());
  return answer;
}

template <class Op, class Json>
result<typename Op::answer> wire_form<Op, Json>::read(Json& json, call_buffers& buffers) {
  using answer_type = typename Op::answer;
  if constexpr (requires { answer_type::of(buffers.response); }) {
    return answer_type::of(buffers.response);
  } else {
    return read_promised<answer_type>(json, buffers, api::traits_of<Op>().name);
  }
}

template <class Op, class Json> erased_form<typename Op::answer, Json> const& wire_form<Op, Json>::erased() {
  static constexpr erased_form<typename Op::answer, Json> form{
      {api::traits_of<Op>(),
       [](void const* operation, call_options const& options, session const& caller, call_defaults const& defaults,
          Json& json, call_buffers& buffers) {
         return write(*static_cast<Op const*>(operation), options, caller, defaults, json, buffers);
       }},
      read};
  return form;
}

template <class Op, class Json>
result<void> into_form<Op, Json>::read(Json& json, call_buffers& buffers, typename Op::answer& out) {
  using answer_type = typename Op::answer;
  if constexpr (requires { answer_type::of(buffers.response); }) {
    result<answer_type> fresh = answer_type::of(buffers.response);
    if (!fresh) return std::move(fresh).error();
    out = *std::move(fresh);
    return {};
  } else {
    result<void> done = read_answer_into(json, buffers.response, buffers, out);
    if constexpr (holds_secret<answer_type>) secure_zero(buffers.response.body.data(), buffers.response.body.size());
    return done;
  }
}

template <class View, class Json>
result<void> view_form<View, Json>::read(Json& json, call_buffers& buffers, View& fresh) {
  return read_answer_view(json, buffers.response, buffers, fresh);
}

// --- a token --------------------------------------------------------------------------------------------------------

// Calls `call` with the operation that requests the token, and with the options for it, on behalf of the call that
// needs the token.
template <class Call>
auto ask_for_token(auth::token_request const& request, call_state const& state, call_buffers& buffers,
                   Call const& call) {
  if (buffers.watch != nullptr) buffers.watch->refreshing();
  auto const left = state.request.deadline - http::clock::now();
  call_options const options{.timeout = std::chrono::ceil<std::chrono::milliseconds>(left),
                             .stop = state.request.stop,
                             .retry = retry_policy{.max_attempts = 1}};  // the call that needs the token retries
  return request.refresh_token.empty()
             ? call(api::get_oauth2_access_token{.client_id = std::string(request.client_id),
                                                 .username = std::string(request.username),
                                                 .password = request.password,
                                                 .scope = std::string(request.scope)},
                    options)
             : call(api::refresh_oauth2_access_token{.client_id = std::string(request.client_id),
                                                     .refresh_token = request.refresh_token},
                    options);
}

// Reads the platform's answer to a token request.
inline result<auth::token_grant> token_granted(call_buffers& buffers, result<oauth_token> token) {
  if (token) {
    if (buffers.watch != nullptr) buffers.watch->refreshed(nullptr);
    return auth::token_grant{std::move(token->access_token), std::move(token->refresh_token), token->expires_in};
  }
  error what = std::move(token).error();
  what.phase = phase::token;
  if (buffers.watch != nullptr) buffers.watch->refreshed(&what);
  return what;
}

// --- one call -------------------------------------------------------------------------------------------------------

template <class Auth, class Transport, class Json>
[[gnu::noinline]] result<void> engine<Auth, Transport, Json>::send_written(api::traits const& traits,
                                                                           call_options const& options,
                                                                           call_buffers& buffers, success_rule rule,
                                                                           send_ref const& send_attempt) {
  call_state state(traits, options, defaults, buffers, rule);
  return attempt(state, buffers, send_attempt);
}

template <class Auth, class Transport, class Json>
result<void> engine<Auth, Transport, Json>::send_erased(erased_request<Json> const& how, void const* operation,
                                                        call_options const& options, call_buffers& buffers) {
  result<void> done = how.write(operation, options, session, defaults, json, buffers);
  if (done)
    done = send_written(
        how.traits, options, buffers, success_rule::status_2xx,
        [this](http::request const& request, http::response& response) { return transport.send(request, response); });
  if (!done) return failed(how.traits, buffers, done);
  return done;
}

template <class Auth, class Transport, class Json>
result<void> engine<Auth, Transport, Json>::attempt(call_state& state, call_buffers& buffers,
                                                    send_ref const& send_attempt) {
  for (;;) {
    state.begin_attempt(buffers);
    result<void> sent;
    if (state.own_credential) sent = obtain_token(state, buffers);
    if (sent) sent = authenticate(state, buffers);
    if (!sent && sent.error().phase == phase::none) return sent;  // another attempt would fail in the same way
    if (sent) sent = send_attempt(state.request, buffers.response);
    switch (after_attempt(state, buffers, sent)) {
      case call_state::next_action::finish: return sent;
      case call_state::next_action::retry_now: break;
      case call_state::next_action::retry_after:
        if (!pause_until(state.wake, state.request.stop)) return state.stopped(buffers);
    }
  }
}

template <class Auth, class Transport, class Json>
result<void> engine<Auth, Transport, Json>::obtain_token(call_state& state, call_buffers& buffers) {
  if constexpr (auth::refreshable<Auth>) {
    if (auth.has_token()) return {};
    auto const by_calling = [this]<class Op>(Op const& operation, call_options const& options) {
      return this->call(wire_form<Op, Json>::erased(), &operation, options);
    };
    auto const fetch = [&](auth::token_request const& request) {
      return token_granted(buffers, ask_for_token(request, state, buffers, by_calling));
    };
    return auth.refresh(fetch, state.request.deadline, state.request.stop);
  } else {
    return {};
  }
}

template <class Auth, class Transport, class Json>
result<void> engine<Auth, Transport, Json>::authenticate(call_state& state, call_buffers& buffers) {
  if (buffers.watch != nullptr) [[unlikely]]
    buffers.watch->requesting(state, buffers.headers);
  if (state.own_credential)
    if (result<void> applied = auth.apply(buffers.headers); !applied) return applied;
  state.request.headers = buffers.headers;
  return check_headers(buffers.headers);
}

template <class Auth, class Transport, class Json>
call_state::next_action engine<Auth, Transport, Json>::after_attempt(call_state& state, call_buffers& buffers,
                                                                     result<void>& sent) {
  if (buffers.watch != nullptr) [[unlikely]]
    buffers.watch->attempted(state, buffers.response, sent);
  int const status = buffers.response.status;
  if (!sent || status < 200 || status >= 300) return after_failure(state, buffers, sent);
  budget.earn();
  return call_state::next_action::finish;
}

// Returns the error of a response with complete headers and an incomplete body: its status counts.
template <class Json> [[gnu::cold, gnu::noinline]] error with_head(Json& json, call_buffers& buffers, error failure) {
  http::response& head = buffers.response;
  bool const is_success = head.status >= 200 && head.status < 300;
  bool const given_up = failure.code == errc::timeout || failure.code == errc::cancelled;
  if (!is_success && !given_up) {
    error said = read_failure(json, head, secrets_of(buffers));
    said.message.append("; its body is not whole: ").append(failure.message);
    return said;
  }
  failure.http_status = head.status;
  failure.request_id = secrets_of(buffers).hide(head.header("x-request-id"));
  failure.retry_after = http::retry_after(head.headers, std::chrono::system_clock::now());
  return failure;
}

// True if the next credential differs from the refused one in these headers.
template <class Auth, class Transport, class Json>
bool engine<Auth, Transport, Json>::has_other_token(http::header_list const& refused) {
  if constexpr (auth::refreshable<Auth>)
    if (!auth.has_token()) return true;
  http::header_list next;
  return auth.apply(next).has_value() && token_of(next) != token_of(refused);
}

template <class Auth, class Transport, class Json>
call_state::next_action engine<Auth, Transport, Json>::after_failure(call_state& state, call_buffers& buffers,
                                                                     result<void>& status) {
  error failure = status ? read_failure(json, buffers.response, secrets_of(buffers)) : status.error();
  if (!status && buffers.response.status != 0) failure = with_head(json, buffers, std::move(failure));
  if (!status) secrets_of(buffers).hide_in(failure);  // it may contain the URL
  name_place(failure, buffers.url);
  if (failure.is_permission() && state.traits.token_level == api::token_level::organization)
    failure.message += "; this operation needs a token of the organization, not of a project";
  auto const now = http::clock::now();
  buffers.attempts.push_back(
      {state.number, std::chrono::ceil<std::chrono::milliseconds>(now - state.attempt_began), failure.message});

  // A refused token is not used again; the call is retried once with another one.
  if constexpr (auth::refreshable<Auth>) {
    if (buffers.response.status != 0 && state.own_credential && failure.is_authentication()) {
      auth.invalidate(token_of(buffers.headers));
      // A 401 means that nothing was done; an error code alone does not.
      bool const may_repeat = state.traits.repetition == api::repetition::safe || failure.http_status == 401;
      if (!state.renewed && may_repeat && has_other_token(buffers.headers)) {
        state.renewed = true;
        if (buffers.watch != nullptr) buffers.watch->under_way(true);
        return call_state::next_action::retry_now;
      }
    }
  }
  retry_decision next =
      decide_retry(state.traits, state.retry, state.number, failure, now, state.request.deadline, random_bits());
  if (next.try_again && !budget.spend()) next = {.reason = "the client's retry budget is spent (retry_policy::budget)"};
  if (next.try_again) {
    state.wake = later(now, next.delay);
    buffers.attempts.back().pause = next.delay;
    if (buffers.watch != nullptr) {
      buffers.watch->under_way(true);
      if (next.delay.count() > 0) buffers.watch->pausing(next.delay, failure);
    }
    return call_state::next_action::retry_after;
  }
  if (status && state.rule == success_rule::any_status) return call_state::next_action::finish;
  if (!next.reason.empty()) name_reason(failure, next.reason);
  failure.attempts = std::move(buffers.attempts);
  status = std::move(failure);
  return call_state::next_action::finish;
}

template <class Auth, class Transport, class Json>
error engine<Auth, Transport, Json>::failed(api::traits const& traits, call_buffers& buffers,
                                            result<void> const& status) {
  if (buffers.watch == nullptr && defaults.listener != nullptr) buffers.watch = defaults.listener->begin(traits);
  error what = status.error();
  secrets_of(buffers).hide_in(what);  // those that send_ref added included
  return about(traits.name, buffers, std::move(what));
}

}  // namespace geai::inline v0_2::detail
