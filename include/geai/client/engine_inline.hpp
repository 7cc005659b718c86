#pragma once

// What the functions of the engine do. Part of geai/client/engine.hpp, unless the program uses the compiled form.

#include <chrono>
#include <cstdio>
#include <geai/api/authorization.hpp>
#include <geai/client/about.hpp>
#include <geai/client/answer.hpp>
#include <geai/client/engine.hpp>
#include <geai/config/detail/sources.hpp>
#include <geai/config/profiles.hpp>
#include <geai/config/settings.hpp>
#include <geai/detail/pause.hpp>
#include <geai/http/retry_after.hpp>
#include <geai/http/url.hpp>
#include <utility>

namespace geai::inline v0::detail {

inline void warning_listener::operator()(warning const& what) const {
  if (call_ != nullptr)
    call_(listen_, what);
  else
    std::fprintf(stderr, "geai: warning: %s\n", what.message.c_str());
}

// --- making it ------------------------------------------------------------------------------------------------------

// The session that the arguments ask for. Explicit credentials stand alone: nothing of another account may slip in
// from the environment or the file, and a client that has them does not compile what reads these.
template <credentials_from From> result<session> make_session(given_arguments const& given, requirements const& needs) {
  if (given.unset) return *given.unset;
  if (auto sound = check_header_value("user_agent", given.defaults.user_agent); !sound) return sound.error();
  if constexpr (From == credentials_from::environment)
    return session_of(given.options, environment::of_process(), profiles<>(), needs);
  else if constexpr (From == credentials_from::arguments)
    return session_of(given.options, needs);
  else
    return configured_session<profiles<>>(given.options, environment::of_process(), needs);
}

template <class Auth, class Transport, class Json>
template <credentials_from From>
auto engine<Auth, Transport, Json>::make(given_arguments&& given, requirements const& needs, Auth&& auth,
                                         Transport&& transport, Json&& json, warning_listener const& listener)
    -> result<std::unique_ptr<engine>> {
  result<geai::session> made = make_session<From>(given, needs);
  if (!made) return made.error();
  if constexpr (std::is_same_v<Auth, auth::resolved>)
    if (!needs.from_policy)
      auth = Auth(*made);  // Auth, a dependent name, so that only clients which need it compile it
  given.settings.ca_file = made->ca_file();
  if constexpr (transport::configurable<Transport>)
    if (given.settings != transport::options{}) {
      if constexpr (requires { transport.configured().proxy; }) {  // a proxy that it was made with stays
        transport::options own = transport.configured();
        own.take(std::move(given.settings));
        given.settings = std::move(own);
      }
      transport.configure(std::move(given.settings));
    }
  for (warning const& each : made->warnings()) listener(each);
  return std::unique_ptr<engine>(
      new engine{*std::move(made), std::move(auth), std::move(transport), std::move(json), std::move(given.defaults)});
}

// --- a request and its answer ---------------------------------------------------------------------------------------

// Adds what does not depend on the operation's type.
[[gnu::noinline]] inline result<void> complete_request(api::traits const& traits, call_options const& options,
                                                       session const& caller, call_defaults const& defaults,
                                                       std::string_view content_type, exchange& into) {
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
    into.url += into.url.find('?') == std::string::npos ? '?' : '&';
    http::append_percent_encoded(into.url, each.name);
    into.url += '=';
    http::append_percent_encoded(into.url, each.value);
  }
  add_context(into.headers, caller.project_id(), caller.organization_id());
  into.caller = &caller;
  if (!content_type.empty()) into.headers.add("Content-Type", content_type);
  into.headers.add("Accept", "application/json");
  into.headers.add("User-Agent", defaults.user_agent);
  return {};
}

template <class Op, class Json>
result<void> wire_form<Op, Json>::write(Op const& operation, call_options const& options, session const& caller,
                                        call_defaults const& defaults, Json& json, exchange& into) {
  static_assert(api::detail::check_operation<Op>());
  static constexpr api::traits traits = api::traits_of<Op>();

  if (result<void> sound = api::detail::check_parameters(operation); !sound) return sound;
  Op::parameters::for_each([&]<class Parameter>(Parameter) {
    if constexpr (holds_secret<typename Parameter::type>) collect_secrets(Parameter::get(operation), into.secrets);
  });
  into.may_be_empty = traits.may_be_empty;
  into.url = traits.host == api::host::evaluation ? caller.eval_url() : caller.base_url();
  if (options.route.empty()) {
    api::detail::write_target(operation, into.url);
  } else {
    if (result<void> sound = api::detail::check_route<Op>(options.route); !sound) return sound;
    api::detail::write_target(operation, into.url, options.route);
  }
  for (name_value const& each : options.headers) into.headers.add(each.name, each.value);
  api::detail::write_headers(operation, into.headers);
  if constexpr (requires { Op::accept; }) into.headers.add("Accept", Op::accept);
  std::string_view const content_type = api::detail::write_body(operation, json, into.body);
  result<void> complete = complete_request(traits, options, caller, defaults, content_type, into);
  if (complete) api::detail::write_secret_query(operation, into.url, into.secrets);
  return complete;
}

// What several operations have in common.
template <class Answer, class Json>
[[gnu::noinline]] result<Answer> read_promised(Json& json, exchange& from, std::string_view operation) {
  result<Answer> answer = read_answer<Answer>(json, from.response, from);
  if constexpr (holds_secret<Answer>) wipe(from.response.body.data(), from.response.body.size());
  if (!answer) answer = about(operation, from, std::move(answer).error());
  return answer;
}

template <class Op, class Json> result<typename Op::answer> wire_form<Op, Json>::read(Json& json, exchange& from) {
  using answer_type = typename Op::answer;
  if constexpr (requires { answer_type::of(from.response); }) {
    return answer_type::of(from.response);
  } else {
    return read_promised<answer_type>(json, from, api::name_of<Op>());
  }
}

template <class Op, class Json>
result<void> into_form<Op, Json>::read(Json& json, exchange& from, typename Op::answer& into) {
  using answer_type = typename Op::answer;
  if constexpr (requires { answer_type::of(from.response); }) {
    result<answer_type> fresh = answer_type::of(from.response);
    if (!fresh) return std::move(fresh).error();
    into = *std::move(fresh);
    return {};
  } else {
    result<void> done = read_answer_into(json, from.response, from, into);
    if constexpr (holds_secret<answer_type>) wipe(from.response.body.data(), from.response.body.size());
    return done;
  }
}

template <class View, class Json> result<void> view_form<View, Json>::read(Json& json, exchange& from, View& fresh) {
  return read_answer_view(json, from.response, from, fresh);
}

// --- a token --------------------------------------------------------------------------------------------------------

// Calls `call` with the operation that asks for it, and with options for that, on behalf of the call that needs it.
template <class Call>
auto ask_for_token(auth::token_request const& request, course const& under_way, exchange& with, Call const& call) {
  if (with.watch != nullptr) with.watch->refreshing();
  auto const left = under_way.request.deadline - http::clock::now();
  call_options const options{.timeout = std::chrono::ceil<std::chrono::milliseconds>(left),
                             .stop = under_way.request.stop,
                             .retry = retry_policy{.max_attempts = 1}};  // the call that needs the token tries again
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

// What the platform says to it.
inline result<auth::token_grant> token_granted(exchange& with, result<oauth_token> token) {
  if (token) {
    if (with.watch != nullptr) with.watch->refreshed(nullptr);
    return auth::token_grant{std::move(token->access_token), std::move(token->refresh_token), token->expires_in};
  }
  error what = std::move(token).error();
  what.phase = phase::token;
  if (with.watch != nullptr) with.watch->refreshed(&what);
  return what;
}

// --- one call -------------------------------------------------------------------------------------------------------

template <class Auth, class Transport, class Json>
[[gnu::noinline]] result<void> engine<Auth, Transport, Json>::send_written(api::traits const& traits,
                                                                           call_options const& options, exchange& with,
                                                                           accept accepted, carrier const& carry) {
  course under_way(traits, options, defaults, with, accepted);
  return attempt(under_way, with, carry);
}

template <class Auth, class Transport, class Json>
result<void> engine<Auth, Transport, Json>::attempt(course& under_way, exchange& with, carrier const& carry) {
  for (;;) {
    under_way.begin_attempt(with);
    result<void> sent;
    if (under_way.own_credential) sent = obtain_token(under_way, with);
    if (sent) sent = authenticate(under_way, with);
    if (!sent && sent.error().phase == phase::none) return sent;  // nothing that another attempt would change
    if (sent) sent = carry(under_way.request, with.response);
    switch (judge(under_way, with, sent)) {
      case course::step::finished: return sent;
      case course::step::again: break;
      case course::step::pause:
        if (!pause_until(under_way.wake, under_way.request.stop)) return under_way.stopped(with);
    }
  }
}

template <class Auth, class Transport, class Json>
result<void> engine<Auth, Transport, Json>::obtain_token(course& under_way, exchange& with) {
  if constexpr (auth::refreshable<Auth>) {
    if (auth.has_token()) return {};
    auto const by_calling = [this](auto const& operation, call_options const& options) {
      return this->call(operation, options);
    };
    auto const fetch = [&](auth::token_request const& request) {
      return token_granted(with, ask_for_token(request, under_way, with, by_calling));
    };
    return auth.refresh(fetch, under_way.request.deadline, under_way.request.stop);
  } else {
    return {};
  }
}

template <class Auth, class Transport, class Json>
result<void> engine<Auth, Transport, Json>::authenticate(course& under_way, exchange& with) {
  if (with.watch != nullptr) [[unlikely]]
    with.watch->requesting(under_way, with.headers);
  if (under_way.own_credential)
    if (result<void> applied = auth.apply(with.headers); !applied) return applied;
  under_way.request.headers = with.headers;
  return check_headers(with.headers);
}

template <class Auth, class Transport, class Json>
course::step engine<Auth, Transport, Json>::judge(course& under_way, exchange& with, result<void>& sent) {
  if (with.watch != nullptr) [[unlikely]]
    with.watch->attempted(under_way, with.response, sent);
  int const status = with.response.status;
  if (!sent || status < 200 || status >= 300) return judge_failure(under_way, with, sent);
  budget.earn();
  return course::step::finished;
}

// The error of a response whose head came whole and whose body did not: the head's word counts.
template <class Json> [[gnu::cold, gnu::noinline]] error with_head(Json& json, exchange& with, error failure) {
  http::response& head = with.response;
  bool const is_success = head.status >= 200 && head.status < 300;
  bool const given_up = failure.code == errc::timeout || failure.code == errc::cancelled;
  if (!is_success && !given_up) {
    error said = read_failure(json, head, secrets_of(with));
    said.message.append("; its body is not whole: ").append(failure.message);
    return said;
  }
  failure.http_status = head.status;
  failure.request_id = secrets_of(with).hide(head.header("x-request-id"));
  failure.retry_after = http::retry_after(head.headers, std::chrono::system_clock::now());
  return failure;
}

// Whether the credential that is used next is another one than that of these headers, which was refused.
template <class Auth, class Transport, class Json>
bool engine<Auth, Transport, Json>::has_other_token(http::header_list const& refused) {
  if constexpr (auth::refreshable<Auth>)
    if (!auth.has_token()) return true;
  http::header_list next;
  return auth.apply(next).has_value() && token_of(next) != token_of(refused);
}

template <class Auth, class Transport, class Json>
course::step engine<Auth, Transport, Json>::judge_failure(course& under_way, exchange& with, result<void>& sent) {
  using step = course::step;
  error failure = sent ? read_failure(json, with.response, secrets_of(with)) : sent.error();
  if (!sent && with.response.status != 0) failure = with_head(json, with, std::move(failure));
  if (!sent) secrets_of(with).hide_in(failure);  // it may name the URL
  name_place(failure, with.url);
  if (failure.is_permission() && under_way.traits.token_level == api::token_level::organization)
    failure.message += "; this operation takes a token of the organization, not of a project";
  auto const now = http::clock::now();
  with.attempts.push_back(
      {under_way.number, std::chrono::ceil<std::chrono::milliseconds>(now - under_way.attempt_began), failure.message});

  // A token that the platform refuses is not used again; the call is repeated with another one, once.
  if constexpr (auth::refreshable<Auth>) {
    if (with.response.status != 0 && under_way.own_credential && failure.is_authentication()) {
      auth.invalidate(token_of(with.headers));
      // 401 says that nothing was done, a code alone does not.
      bool const may_repeat = under_way.traits.repetition == api::repetition::safe || failure.http_status == 401;
      if (!under_way.renewed && may_repeat && has_other_token(with.headers)) {
        under_way.renewed = true;
        if (with.watch != nullptr) with.watch->under_way(true);
        return step::again;
      }
    }
  }
  verdict next = decide(under_way.traits, under_way.retry, under_way.number, failure, now, under_way.request.deadline,
                        random_bits());
  if (next.try_again && !budget.spend())
    next = {.reason = "the client's budget of retries is spent (retry_policy::budget)"};
  if (next.try_again) {
    under_way.wake = later(now, next.pause);
    with.attempts.back().pause = next.pause;
    if (with.watch != nullptr) {
      with.watch->under_way(true);
      if (next.pause.count() > 0) with.watch->pausing(next.pause, failure);
    }
    return step::pause;
  }
  if (sent && under_way.accepted == accept::anything) return step::finished;
  if (!next.reason.empty()) name_reason(failure, next.reason);
  failure.attempts = std::move(with.attempts);
  sent = std::move(failure);
  return step::finished;
}

template <class Auth, class Transport, class Json>
error engine<Auth, Transport, Json>::failed(api::traits const& of, exchange& with, result<void> const& sent) {
  if (with.watch == nullptr && defaults.listener != nullptr) with.watch = defaults.listener->begin(of);
  error what = sent.error();
  secrets_of(with).hide_in(what);  // a carrier's own errors included
  return about(of.name, with, std::move(what));
}

}  // namespace geai::inline v0::detail
