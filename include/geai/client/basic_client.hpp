#pragma once

#include <boost/hana/for_each.hpp>
#include <chrono>
#include <cstdio>
#include <geai/api/authorization.hpp>
#include <geai/client/answer.hpp>
#include <geai/client/call_options.hpp>
#include <geai/client/construction.hpp>
#include <geai/client/exchange.hpp>
#include <geai/client/given.hpp>
#include <geai/client/pages.hpp>
#include <geai/client/stream.hpp>
#include <geai/detail/pause.hpp>
#include <geai/http/request.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace geai {

namespace detail {

template <class Op> struct part_writer;   // client/upload.hpp
template <class Client> struct awaiting;  // client/awaiting.hpp

}  // namespace detail

// The engine that all clients share: it prepares a request, authenticates it, sends it (again, if that is safe), and
// reads the answer. Self is the client's own type, Needs what it cannot do without.
//
// A client owns its session and its connections and shares neither. It may be moved, and used by several threads at
// once; moved-from, it may only be destroyed or assigned to. Making one sends nothing.
//
// Over an asynchronous transport (transport::asynchronous) every function here that returns a result<T> returns a
// task<result<T>> instead, see client/awaiting.hpp; and the client is used by the thread of its loop only.
template <class Self, class Needs, class Auth, class Transport, class Json> class basic_client {
  static_assert(detail::check_policies<Auth, Transport, Json>::value);

public:
  using auth_policy = Auth;
  using transport_policy = Transport;
  using json_policy = Json;

  // What a call returns whose answer is a T.
  template <class T> using outcome = std::conditional_t<transport::asynchronous<Transport>, task<result<T>>, result<T>>;

  // Takes keywords (geai::api_key = "..."), tags and policy objects in any order; what may be combined is checked by the
  // compiler (client/construction.hpp). Throws what create() returns as an error. (No client is made of another client's
  // type, nor of an error: result<Self> has to tell them apart.)
  template <class... Argument>
    requires(!((std::is_base_of_v<basic_client, std::remove_cvref_t<Argument>> ||
                std::is_same_v<error, std::remove_cvref_t<Argument>>) ||
               ...))
  explicit basic_client(Argument&&... arguments)
      : basic_client(assemble(std::forward<Argument>(arguments)...).value()) {}

  basic_client(basic_client&&) noexcept = default;
  basic_client& operator=(basic_client&&) noexcept = default;

  // The same without exceptions. Errors: those of resolve(), and missing_requirement for a variable that
  // geai::from_environment names and that is not set.
  template <class... Argument> [[nodiscard]] static result<Self> create(Argument&&... arguments) {
    result<assembled> made = assemble(std::forward<Argument>(arguments)...);
    if (!made) return made.error();
    return Self(std::move(*made));
  }

  // Who the client is. Valid for as long as the client.
  geai::session const& session() const noexcept { return state_->session; }

  // Sends an operation (geai::api::...) and reads its answer. Errors: errc::missing_requirement and invalid_argument
  // before anything is sent; transport, timeout, cancelled, too_large; api_response; decode.
  template <api::operation Op>
  [[nodiscard]] outcome<typename Op::answer> call(Op const& operation,
                                                  call_options const& options = call_options()) const {
    if constexpr (transport::asynchronous<Transport>) {
      return awaiting<Op>::call(*this, operation, options);
    } else {
      detail::exchange_lease exchange(state_->exchanges);
      if (result<void> sent = send(operation, options, *exchange, accept::success); !sent)
        return about<Op>(sent.error());
      return answer_of<Op>(*exchange);
    }
  }

  // The same for an operation that sends files, telling how far it is; see client/upload.hpp, where it is defined.
  template <api::operation Op, class Progress>
  [[nodiscard]] result<typename Op::answer> upload(Op const& operation, Progress&& progress,
                                                   call_options const& options = call_options()) const;

  // Hands the bytes that an operation asks for to a sink as they come; see client/download.hpp, where it is defined.
  template <api::operation Op, class Sink>
  [[nodiscard]] result<typename Op::answer> download(Op const& operation, Sink&& sink,
                                                     call_options const& options = call_options()) const;

  // Sends an operation and gives its answer bit by bit, see event_stream. Errors: as call(), until the stream begins;
  // from then on they are its last element. There is no other attempt once it has begun. The client's timeout is for the
  // beginning; call_options::timeout is for the whole stream.
  template <api::operation Op>
  [[nodiscard]] auto stream(Op const& operation, call_options const& options = call_options()) const;

  // The items of a list, whose pages are fetched as the loop goes on; see listing. Errors: as call(), as the last element.
  template <api::operation Op>
  [[nodiscard]] auto all(Op const& operation, call_options const& options = call_options()) const {
    static_assert(api::paged<Op>, "geai: this operation does not page; use call()");
    if constexpr (api::paged<Op> && transport::asynchronous<Transport>)
      return awaiting<Op>::all(static_cast<Self const&>(*this), operation, options);
    else if constexpr (api::paged<Op>)
      return listing<Self, Op>(static_cast<Self const&>(*this), operation, options);
  }

  // The response as it came, whatever its status. Errors: as call(), without api_response and decode.
  template <api::operation Op>
  [[nodiscard]] outcome<http::response> call_raw(Op const& operation,
                                                 call_options const& options = call_options()) const {
    if constexpr (transport::asynchronous<Transport>) {
      return awaiting<Op>::call_raw(*this, operation, options);
    } else {
      detail::exchange_lease exchange(state_->exchanges);
      if (result<void> sent = send(operation, options, *exchange, accept::anything); !sent)
        return about<Op>(sent.error());
      return std::move(exchange->response);
    }
  }

private:
  using accept = detail::accept;

  struct state {
    geai::session session;
    Auth auth;
    Transport transport;
    Json json;
    detail::call_defaults defaults;
    detail::retry_budget budget{defaults.retry.budget};
    detail::exchange_pool exchanges{};
  };

  // Everything that a client is made of. A type of its own, so that no argument can be taken for it.
  struct assembled {
    std::unique_ptr<state> made;
  };

  friend Self;
  template <class Client> friend struct detail::awaiting;

  // The driver that awaits. Op makes the name depend on what is known only when a call is compiled.
  template <class Op> static constexpr auto awaiting_driver() {
    using driver = std::conditional_t<std::is_void_v<Op>, void, detail::awaiting<basic_client>>;
    static_assert(detail::complete<driver>,
                  "geai: this Transport is asynchronous; include geai/client/awaiting.hpp as well");
    return std::type_identity<driver>{};
  }
  template <class Op> using awaiting = typename decltype(awaiting_driver<Op>())::type;

  explicit basic_client(assembled&& parts) : state_(std::move(parts.made)) {}

  // For a call under way over an asynchronous transport.
  explicit basic_client(std::shared_ptr<state> shared) noexcept : state_(std::move(shared)) {}

  template <class... Argument> static result<assembled> assemble(Argument&&... arguments) {
    if constexpr (detail::check_arguments<Needs, Auth, Transport, Json, Argument...>::value)
      return assemble_from(detail::argument_map(std::forward<Argument>(arguments)...));
    else
      return error{};  // does not compile: the assertion in check_arguments has said why
  }

  template <class Map> static result<assembled> assemble_from(Map map);

  static auth_type adopt(Auth const& given, session_options& options);

  // Writes the operation into the exchange and has it sent.
  template <class Op>
  result<void> send(Op const& operation, call_options const& options, detail::exchange& exchange,
                    accept accepted) const {
    if constexpr (api::detail::has_parts<Op>) {
      constexpr bool defined = requires { sizeof(detail::part_writer<Op>); };
      static_assert(defined, "geai: this operation sends files; include <geai/client/upload.hpp>");
      if constexpr (defined) return send_parts(operation, options, exchange, accepted, nullptr);
    } else {
      return send(operation, options, exchange, accepted,
                  [this](http::request const& rq, http::response& rs) { return state_->transport.send(rq, rs); });
    }
  }

  template <class Op, class Progress>
  result<void> send_parts(Op const& operation, call_options const& options, detail::exchange& exchange, accept accepted,
                          Progress&& progress) const;

  // The answer that is in the exchange, whose status is 2xx.
  template <class Op> result<typename Op::answer> answer_of(detail::exchange& exchange) const {
    using answer_type = typename Op::answer;
    if constexpr (requires { answer_type::of(exchange.response); }) {
      return answer_type::of(exchange.response);
    } else {
      auto answer = detail::read_answer<answer_type>(state_->json, exchange.response, secrets_of(exchange));
      if constexpr (detail::holds_secret<answer_type>())
        detail::wipe(exchange.response.body.data(), exchange.response.body.size());
      if (!answer) return about<Op>(answer.error());
      return answer;
    }
  }

  // The same by a carrier of the caller's, which is Transport::send or does as if.
  template <class Op, class Carrier>
  result<void> send(Op const& operation, call_options const& options, detail::exchange& exchange, accept accepted,
                    Carrier const& carry) const {
    if (result<void> ready = prepare(operation, options, exchange); !ready) return ready;
    detail::course course(traits_of<Op>, options, state_->defaults, exchange, accepted);
    return attempt(course, exchange, carry);
  }

  template <class Op> static constexpr api::traits traits_of = api::traits_of<Op>();

  template <class Op>
  result<void> prepare(Op const& operation, call_options const& options, detail::exchange& exchange) const;

  result<void> complete(api::traits const& traits, call_options const& options, std::string_view content_type,
                        detail::exchange& exchange) const;
  result<void> obtain_token(http::clock::time_point deadline, std::stop_token const& stop) const;
  outcome<oauth_token> ask_for_token(auth::token_request const& request, http::clock::time_point deadline,
                                     std::stop_token const& stop) const;
  result<void> authenticate(detail::course& course, detail::exchange& exchange) const;
  template <class Carrier>
  result<void> attempt(detail::course& course, detail::exchange& exchange, Carrier const& carry) const;

  detail::course::step judge(detail::course& course, detail::exchange& exchange, result<void>& sent) const {
    int const status = exchange.response.status;
    if (!sent || status < 200 || status >= 300) return judge_failure(course, exchange, sent);
    state_->budget.earn();
    return detail::course::step::finished;
  }
  [[gnu::cold]] detail::course::step judge_failure(detail::course& course, detail::exchange& exchange,
                                                   result<void>& sent) const;

  // Behind the attempts of a stream.
  template <class Op, class State> result<void> begin_stream(State& under_way, bool keep_deadline) const {
    detail::exchange& exchange = *under_way.exchange;
    under_way.begin(token_of(exchange.headers), keep_deadline);
    if (under_way.is_open()) return {};
    auto whole = detail::read_answer<typename Op::answer>(state_->json, exchange.response, secrets_of(exchange));
    if (!whole) return about<Op>(whole.error());
    if constexpr (requires { Op::as_chunk(*std::move(whole)); }) {
      under_way.set_only(Op::as_chunk(*std::move(whole)));
      return {};
    } else {
      error what(errc::decode, "the platform answered with one document, where an event stream was promised");
      what.phase = phase::decode;
      return about<Op>(std::move(what));
    }
  }

  // A stream's own header, unless the caller has one.
  static void accept_events(call_options const& options, detail::exchange& exchange) {
    for (name_value const& each : options.headers)
      if (http::same_name(each.name, "Accept")) return;
    exchange.headers.add("Accept", "text/event-stream, application/json");
  }

  // What the platform says to ask_for_token().
  static result<auth::token_grant> granted(result<oauth_token> token) {
    if (token)
      return auth::token_grant{std::move(token->access_token), std::move(token->refresh_token), token->expires_in};
    error what = std::move(token).error();
    what.phase = phase::token;
    return what;
  }

  // The token that a request carries, for keeping it out of errors.
  static std::string_view token_of(http::header_list const& headers) noexcept {
    std::string_view value = headers.get("Authorization");
    if (value.starts_with("Bearer ")) value.remove_prefix(7);
    return value;
  }

  static detail::known_secrets secrets_of(detail::exchange const& exchange) noexcept {
    return {token_of(exchange.headers), exchange.secrets};
  }

  template <class Op> [[gnu::cold]] static error about(error what) {
    what.operation = api::name_of<Op>();
    what.message.insert(0, ": ").insert(0, what.operation);
    return what;
  }

  // A call under way keeps it alive; one that blocks needs nothing for that.
  std::conditional_t<transport::asynchronous<Transport>, std::shared_ptr<state>, std::unique_ptr<state>> state_;
};

// --- making a client ------------------------------------------------------------------------------------------------

template <class Self, class Needs, class Auth, class Transport, class Json>
template <class Map>
auto basic_client<Self, Needs, Auth, Transport, Json>::assemble_from(Map map) -> result<assembled> {
  detail::given_arguments given;
  boost::hana::for_each(map, [&given](auto& pair) { detail::put(given, std::move(boost::hana::second(pair))); });
  session_options const& options = given.options;

  detail::requirements needs{.credentials = Needs::credentials, .eval_url = Needs::eval_url};
  if constexpr (detail::in_map<detail::auth_slot, Map>)
    needs.from_policy = adopt(boost::hana::at_key(map, boost::hana::type_c<detail::auth_slot>), given.options);
  constexpr bool explicit_credentials =
      detail::in_map<detail::auth_slot, Map> || detail::in_map<keywords::api_key, Map> ||
      detail::in_map<keywords::access_token, Map> || !std::is_same_v<Auth, auth::resolved>;
  constexpr bool only_environment = detail::in_map<from_environment_t, Map>;
  result<geai::session> made = detail::make_session<explicit_credentials, only_environment>(given, needs);
  if (!made) return made.error();
  geai::session session = *std::move(made);

  Auth auth = [&] {
    if constexpr (detail::in_map<detail::auth_slot, Map>) {
      return detail::take_policy<detail::auth_slot, Auth>(map);
    } else if constexpr (std::is_same_v<Auth, auth::resolved>) {
      return auth::resolved(session);
    } else if constexpr (std::is_same_v<Auth, auth::api_key>) {
      return auth::api_key{.api_key = *options.api_key};
    } else if constexpr (std::is_same_v<Auth, auth::oauth>) {
      return auth::oauth{.access_token = *options.access_token, .project_id = session.project_id()};
    } else if constexpr (std::is_same_v<Auth, auth::mixed>) {
      return auth::mixed{
          .api_key = *options.api_key, .access_token = *options.access_token, .project_id = session.project_id()};
    } else {
      return Auth{};
    }
  }();

  Transport transport = detail::take_policy<detail::transport_slot, Transport>(map);
  if constexpr (transport::configurable<Transport>) transport.configure(given.settings);

  for (warning const& each : session.warnings()) {
    if constexpr (detail::in_map<keywords::on_warning, Map>)
      boost::hana::at_key(map, boost::hana::type_c<keywords::on_warning>).value(each);
    else
      std::fprintf(stderr, "geai: warning: %s\n", each.message.c_str());
  }

  return assembled{
      std::unique_ptr<state>(new state{std::move(session), std::move(auth), std::move(transport),
                                       detail::take_policy<detail::json_slot, Json>(map), std::move(given.defaults)})};
}

// A policy object says by its members who it acts for, unless a keyword does; the session shows it.
template <class Self, class Needs, class Auth, class Transport, class Json>
auth_type basic_client<Self, Needs, Auth, Transport, Json>::adopt(Auth const& given, session_options& options) {
  auto const take = [](auto const& member, std::optional<std::string>& into) {
    std::string_view const text(member);
    if (!into && !text.empty()) into = text;
  };
  if constexpr (requires { std::string_view(given.project_id); }) take(given.project_id, options.project_id);
  if constexpr (requires { std::string_view(given.organization_id); })
    take(given.organization_id, options.organization_id);
  if constexpr (requires { given.api_key.reveal(); }) options.api_key = given.api_key;
  if constexpr (requires { given.access_token.reveal(); }) options.access_token = given.access_token;
  if constexpr (std::is_same_v<Auth, auth::mixed>) options.allow_mixed_auth = true;
  return given.type();
}

// --- one call -------------------------------------------------------------------------------------------------------

// Writes all of the operation into the exchange, the credential excepted. Neither of them is looked at again.
template <class Self, class Needs, class Auth, class Transport, class Json>
template <class Op>
result<void> basic_client<Self, Needs, Auth, Transport, Json>::prepare(Op const& operation, call_options const& options,
                                                                       detail::exchange& exchange) const {
  static_assert(api::detail::check_operation<Op>());
  constexpr api::traits const& traits = traits_of<Op>;
  static_assert(Needs::eval_url || traits.host != api::host::evaluation,
                "geai: this operation goes to the evaluation host; use evaluation_client");

  if (result<void> sound = api::detail::check_parameters(operation); !sound) return sound;
  Op::parameters::for_each([&]<class Parameter>(Parameter) {
    if constexpr (detail::holds_secret<typename Parameter::type>())
      detail::collect_secrets(Parameter::get(operation), exchange.secrets);
  });
  exchange.url = traits.host == api::host::evaluation ? session().eval_url() : session().base_url();
  if (options.route.empty()) {
    api::detail::write_target(operation, exchange.url);
  } else {
    if (result<void> sound = api::detail::check_route<Op>(options.route); !sound) return sound;
    api::detail::write_target(operation, exchange.url, options.route);
  }
  for (name_value const& each : options.headers) exchange.headers.add(each.name, each.value);
  api::detail::write_headers(operation, exchange.headers);
  if constexpr (requires { Op::accept; }) exchange.headers.add("Accept", Op::accept);
  std::string_view const content_type = api::detail::write_body(operation, state_->json, exchange.body);

  return complete(traits, options, content_type, exchange);
}

// Adds what does not depend on the operation's type. The credential comes last, so that it can be replaced.
template <class Self, class Needs, class Auth, class Transport, class Json>
result<void> basic_client<Self, Needs, Auth, Transport, Json>::complete(api::traits const& traits,
                                                                        call_options const& options,
                                                                        std::string_view content_type,
                                                                        detail::exchange& exchange) const {
  if (traits.host == api::host::platform && session().base_url().empty()) {
    error what(errc::missing_requirement, "base_url is missing");
    for (warning const& each : session().warnings())
      if (each.code == warning_code::missing_base_url) what.message = each.message;
    what.message += "; give geai::base_url, set GEAI_API_BASE_URL, or run: geai configure";
    return what;
  }
  for (name_value const& each : options.query) {
    exchange.url += exchange.url.find('?') == std::string::npos ? '?' : '&';
    http::append_percent_encoded(exchange.url, each.name);
    exchange.url += '=';
    http::append_percent_encoded(exchange.url, each.value);
  }
  detail::add_context(exchange.headers, session().project_id(), session().organization_id());
  if (!content_type.empty()) exchange.headers.add("Content-Type", content_type);
  exchange.headers.add("Accept", "application/json");
  exchange.headers.add("User-Agent", state_->defaults.user_agent);
  return {};
}

// Sees to it that a policy which obtains its own token has one.
template <class Self, class Needs, class Auth, class Transport, class Json>
result<void> basic_client<Self, Needs, Auth, Transport, Json>::obtain_token(http::clock::time_point deadline,
                                                                            std::stop_token const& stop) const {
  if constexpr (auth::refreshable<Auth>) {
    if (state_->auth.has_token()) return {};
    auto const fetch = [&](auth::token_request const& request) {
      return granted(ask_for_token(request, deadline, stop));
    };
    return state_->auth.refresh(fetch, deadline, stop);
  } else {
    return {};
  }
}

template <class Self, class Needs, class Auth, class Transport, class Json>
auto basic_client<Self, Needs, Auth, Transport, Json>::ask_for_token(auth::token_request const& request,
                                                                     http::clock::time_point deadline,
                                                                     std::stop_token const& stop) const
    -> outcome<oauth_token> {
  call_options const options{.timeout = std::chrono::ceil<std::chrono::milliseconds>(deadline - http::clock::now()),
                             .stop = stop,
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

// Adds the credential, which comes last, so that it can be replaced.
template <class Self, class Needs, class Auth, class Transport, class Json>
result<void> basic_client<Self, Needs, Auth, Transport, Json>::authenticate(detail::course& course,
                                                                            detail::exchange& exchange) const {
  if (course.own_credential)
    if (result<void> applied = state_->auth.apply(exchange.headers); !applied) return applied;
  course.request.headers = exchange.headers;
  return detail::check_headers(exchange.headers);
}

// Sends the exchange until it succeeds or nothing speaks for trying again. The driver that loops; the one that awaits is
// in client/awaiting.hpp.
template <class Self, class Needs, class Auth, class Transport, class Json>
template <class Carrier>
result<void> basic_client<Self, Needs, Auth, Transport, Json>::attempt(detail::course& course,
                                                                       detail::exchange& exchange,
                                                                       Carrier const& carry) const {
  for (;;) {
    course.begin_attempt(exchange);
    result<void> sent;
    if (course.own_credential) sent = obtain_token(course.request.deadline, course.request.stop);
    if (sent) sent = authenticate(course, exchange);
    if (!sent && sent.error().phase == phase::none) return sent;  // nothing that another attempt would change
    if (sent) sent = carry(course.request, exchange.response);
    switch (judge(course, exchange, sent)) {
      case detail::course::step::finished: return sent;
      case detail::course::step::again: break;
      case detail::course::step::pause:
        if (!detail::pause_until(course.wake, course.request.stop)) return course.stopped();
    }
  }
}

// What follows from an attempt. `sent` is what became of it, and of the call when it is finished.
template <class Self, class Needs, class Auth, class Transport, class Json>
detail::course::step basic_client<Self, Needs, Auth, Transport, Json>::judge_failure(detail::course& course,
                                                                                     detail::exchange& exchange,
                                                                                     result<void>& sent) const {
  using step = detail::course::step;
  error failure = sent ? detail::read_failure(state_->json, exchange.response, secrets_of(exchange)) : sent.error();
  if (failure.is_permission() && course.traits.token_level == api::token_level::organization)
    failure.message += "; this operation takes a token of the organization, not of a project";
  auto const now = http::clock::now();
  course.attempts.push_back(
      {course.number, std::chrono::ceil<std::chrono::milliseconds>(now - course.attempt_began), failure.message});

  // A token that the platform refuses is not used again; the call is repeated with another one, once.
  if constexpr (auth::refreshable<Auth>) {
    if (sent && course.own_credential && failure.is_authentication()) {
      state_->auth.invalidate(token_of(exchange.headers));
      if (!course.renewed && course.traits.repetition == api::repetition::safe) {
        course.renewed = true;
        return step::again;
      }
    }
  }
  detail::verdict next = detail::decide(course.traits, course.retry, course.number, failure, now,
                                        course.request.deadline, detail::random_bits());
  if (next.try_again && !state_->budget.spend())
    next = {.reason = "the client's budget of retries is spent (retry_policy::budget)"};
  if (next.try_again) {
    course.wake = now + next.pause;
    return step::pause;
  }
  if (sent && course.accepted == detail::accept::anything) return step::finished;
  if (!next.reason.empty()) failure.message.append("; not tried again: ").append(next.reason);
  failure.attempts = std::move(course.attempts);
  sent = std::move(failure);
  return step::finished;
}

// --- one stream -----------------------------------------------------------------------------------------------------

template <class Self, class Needs, class Auth, class Transport, class Json>
template <api::operation Op>
auto basic_client<Self, Needs, Auth, Transport, Json>::stream(Op const& operation, call_options const& options) const {
  static_assert(transport::streaming<Transport> || transport::streaming_async<Transport>,
                "geai: this Transport cannot stream; it lacks `geai::result<S> stream(geai::http::request const&, "
                "geai::http::response&)` with `geai::result<std::size_t> S::read(std::string&)`");
  static_assert(api::streaming_operation<Op>, "geai: this operation does not stream; use call()");
  if constexpr (transport::streaming<Transport> && api::streaming_operation<Op>) {
    using chunk = typename Op::chunk;
    using stream_type = event_stream<chunk, Transport, Json>;
    auto under_way = std::make_unique<detail::stream_state<chunk, Transport, Json>>(state_->exchanges, state_->json,
                                                                                    api::name_of<Op>());
    detail::exchange& exchange = *under_way->exchange;
    accept_events(options, exchange);
    auto const carry = [&](http::request const& rq, http::response& rs) {
      return under_way->open(state_->transport, rq, rs);
    };
    result<void> const sent = send(api::detail::streamed<Op>{operation}, options, exchange, accept::success, carry);
    if (!sent) return result<stream_type>(about<Op>(sent.error()));
    if (result<void> begun = begin_stream<Op>(*under_way, options.timeout.has_value()); !begun)
      return result<stream_type>(begun.error());
    return result<stream_type>(stream_type(std::move(under_way)));
  } else if constexpr (transport::streaming_async<Transport> && api::streaming_operation<Op>) {
    return awaiting<Op>::stream(*this, operation, options);
  }
}

}  // namespace geai
