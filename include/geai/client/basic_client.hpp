#pragma once

#include <boost/hana/for_each.hpp>
#include <geai/call_options.hpp>
#include <geai/client/argument_checks.hpp>
#include <geai/client/call_result.hpp>
#include <geai/client/model_calls.hpp>
#include <geai/client/pages.hpp>
#include <geai/engine/client_arguments.hpp>
#include <geai/engine/engine.hpp>
#include <memory>
#include <type_traits>
#include <utility>

namespace geai::inline v0_2 {

namespace detail {

template <class Engine> struct awaiting;  // engine/awaiting.hpp

// The answer type of an operation that has an answer. Not deducible, so the second argument of call() cannot determine
// it.
template <class Op>
  requires(!std::is_void_v<typename Op::answer>)
using answer_of = typename Op::answer;

}  // namespace detail

// The base class of all clients. Owns the session, the policies and the connections, and sends operations. Self is the
// type of the client, Needs its requirements (client_needs).
//
// The constructor sends nothing. Several threads may call const members at the same time. You can move a client; a
// moved-from client may only be destroyed or assigned to. Two clients never share a connection.
//
// Over an asynchronous transport (transport::asynchronous) each function that returns a result<T> here returns a
// task<result<T>> instead (see client/awaiting.hpp), and you may use the client only on the thread of its loop.
template <class Self, class Needs, class Auth, class Transport, class Json>
class basic_client : public waiting_calls<Self> {
  static_assert(detail::check_policies<Auth, Transport, Json>::value);
#if defined(GEAI_SEPARATE_COMPILATION) && !defined(GEAI_COMPILES_ITSELF)
  static_assert(
      detail::is_compiled<Auth, Transport, Json>,
      "geai: separate compilation covers only the library's own policies; include <geai/inline.hpp> before all "
      "other headers of the library");
#endif

public:
  using auth_policy = Auth;
  using transport_policy = Transport;
  using json_policy = Json;

  // The return type of a call with an answer T: result<T>, or task<result<T>> over an asynchronous transport.
  template <class T> using outcome = typename detail::returned<transport::asynchronous<Transport>>::template call<T>;

  // Makes a client from keywords (geai::api_key = "..."), tags and policy objects, in any order. Combinations that make
  // no sense do not compile (client/argument_checks.hpp). Throws the errors of create(). Other clients and errors are
  // not accepted as arguments, so that result<Self> can tell them apart.
  template <class... Argument>
    requires(!((std::is_base_of_v<basic_client, std::remove_cvref_t<Argument>> ||
                std::is_same_v<error, std::remove_cvref_t<Argument>>) ||
               ...))
  explicit basic_client(Argument&&... arguments)
      : basic_client(assemble(std::forward<Argument>(arguments)...).value()) {}

  // Makes a client without throwing. Errors: those of resolve(), and missing_requirement if a variable that
  // geai::from_environment reads is not set.
  template <class... Argument> [[nodiscard]] static result<Self> create(Argument&&... arguments) {
    result<engine_parts> made = assemble(std::forward<Argument>(arguments)...);
    if (!made) return made.error();
    return Self(std::move(*made));
  }

  // Returns the session of the client. Valid for as long as the client.
  geai::session const& session() const noexcept { return engine_->session; }

  // Returns the auth policy. Valid for as long as the client.
  Auth const& auth() const noexcept { return engine_->auth; }

  // Sends `operation` (a type of geai::api) and decodes the response body. `options` replaces settings of the client
  // for this call. Errors before anything is sent: errc::missing_requirement, invalid_argument. Then: transport,
  // timeout, cancelled, too_large; api_response if the status is outside 2xx or the body reports a failure; decode.
  template <api::operation Op>
  [[nodiscard]] outcome<typename Op::answer> call(Op const& operation,
                                                  call_options const& options = call_options()) const {
    check_host<Op>();
    if constexpr (transport::asynchronous<Transport>)
      return awaiting<Op>::call(engine_, operation, options);
    else if constexpr (api::detail::has_parts<Op>)
      return engine_->call_with_files(operation, options);
    else
      return engine_->call(detail::wire_form<Op, Json>::erased(), &operation, options);
  }

  // Sends an Op whose members have their defaults. Errors: those of call(operation).
  template <api::operation Op>
  [[nodiscard]] typename detail::returned<transport::asynchronous<Transport>>::template plain_call<typename Op::answer>
  call() const {
    if constexpr (transport::asynchronous<Transport>)
      return awaiting<Op>::call(engine_, Op(), call_options());
    else
      return call(Op());
  }

  // Sends `operation` and decodes the response body into `out`, which is replaced as a whole: members missing from the
  // response get their defaults. With a Json policy that has decode_reuse(), such as json::simdjson, the memory of
  // `out` is reused, and a repeated call with an answer of similar size allocates nothing. After an error the value of
  // `out` is valid but unspecified. Errors: those of call(operation).
  //
  // Over an asynchronous transport `out` must stay valid until the task has ended.
  template <api::operation Op>
  [[nodiscard]] outcome<void> call(Op const& operation, detail::answer_of<Op>& out,
                                   call_options const& options = call_options()) const {
    check_host<Op>();
    if constexpr (transport::asynchronous<Transport>)
      return awaiting<Op>::call(engine_, operation, out, options);
    else
      return engine_->call(operation, out, options);
  }

  // Sends `operation` and decodes the response body as a `Model` instead of the operation's own answer. Model is any
  // type with a geai::model. It is read as leniently as the platform's answers: missing members get their defaults.
  // Errors: those of call(operation).
  template <class Model, api::operation Op>
  [[nodiscard]] outcome<Model> call_as(Op const& operation, call_options const& options = call_options()) const {
    return call(api::detail::answered_as<Op, Model>{operation}, options);
  }

  // Sends `operation` and decodes the response body as a `View`, whose std::string_view members are views into the
  // response. The returned object owns the response; no text is copied. Requires a blocking transport and a Json policy
  // with decode_view(). Defined in client/response_view.hpp. Errors: those of call(operation).
  template <class View, api::operation Op>
  [[nodiscard]] result<response_view<View>> call_view(Op const& operation,
                                                      call_options const& options = call_options()) const;

  // Sends an operation with files and reports its progress. Described and defined in client/upload.hpp. Errors: those
  // of call(operation).
  template <api::operation Op, class Progress>
  [[nodiscard]] outcome<typename Op::answer> upload(Op const& operation, Progress&& progress,
                                                    call_options const& options = call_options()) const;

  // Sends `operation` and passes the bytes of its answer to `sink` as they arrive. Described and defined in
  // client/download.hpp. Errors: those of call(operation), and errc::invalid_argument if the sink fails.
  template <api::operation Op, class Sink>
  [[nodiscard]] outcome<typename Op::answer> download(Op const& operation, Sink&& sink,
                                                      call_options const& options = call_options()) const;

  // Sends `operation` and streams its answer (see event_stream). Defined in client/stream.hpp. Once the stream has
  // begun, the request is not repeated. The timeout of the client limits the time until the stream begins,
  // call_options::timeout the whole stream. Errors: those of call(operation) until the stream begins; a later error is
  // the last element of the stream.
  template <api::operation Op>
  [[nodiscard]] auto stream(Op const& operation, call_options const& options = call_options()) const;

  // Returns the items of a list as a range that fetches the pages while you iterate (see paged_range). Sends nothing by
  // itself. Errors: those of call(operation), as the last element.
  template <api::operation Op>
  [[nodiscard]] auto all(Op const& operation, call_options const& options = call_options()) const {
    static_assert(api::paged<Op>, "geai: this operation is not paged; use call()");
    if constexpr (api::paged<Op> && transport::asynchronous<Transport>)
      return awaiting<Op>::all(engine_, operation, options);
    else if constexpr (api::paged<Op>)
      return paged_range<Self, Op>(static_cast<Self const&>(*this), operation, options);
  }

  // Sends `operation` and returns the status, headers and body of the response, whatever the status. Errors: those of
  // call(operation) except api_response and decode.
  template <api::operation Op>
  [[nodiscard]] outcome<http::response> call_raw(Op const& operation,
                                                 call_options const& options = call_options()) const {
    check_host<Op>();
    if constexpr (transport::asynchronous<Transport>) {
      return awaiting<Op>::call_raw(engine_, operation, options);
    } else {
      detail::buffer_lease buffers(engine_->idle_buffers);
      if (result<void> sent = engine_->send(operation, options, *buffers, detail::success_rule::any_status); !sent)
        return engine_->failed(engine_type::template traits_of<Op>, *buffers, sent);
      return std::move(buffers->response);
    }
  }

private:
  using engine_type = detail::engine<Auth, Transport, Json>;
  using engine_pointer = std::unique_ptr<engine_type>;

  // The parts of a client. A separate type, so that no argument is mistaken for it.
  struct engine_parts {
    engine_pointer made;
  };

  friend Self;
  template <class Client> friend struct detail::waiting;  // pauses on the loop of the transport

  // The driver of asynchronous calls. Depends on Op, so that it is looked up only when a call is compiled.
  template <class Op> static constexpr auto awaiting_driver() {
    using driver = std::conditional_t<std::is_void_v<Op>, void, detail::awaiting<engine_type>>;
    static_assert(detail::complete<driver>, "geai: this Transport is asynchronous; include geai/async.hpp as well");
    return std::type_identity<driver>{};
  }
  template <class Op> using awaiting = typename decltype(awaiting_driver<Op>())::type;

  explicit basic_client(engine_parts&& parts) : engine_(std::move(parts.made)) {}

  template <class... Argument> static result<engine_parts> assemble(Argument&&... arguments) {
    if constexpr (detail::check_arguments<Needs, Auth, Transport, Json, Argument...>::value)
      return assemble_from(detail::argument_map(std::forward<Argument>(arguments)...));
    else
      return error{};  // does not compile: an assertion in check_arguments has reported the reason
  }

  template <class Map> static result<engine_parts> assemble_from(Map map);
  template <class Map> static Auth auth_of(Map& map, session_options const& options);
  static auth_type merge_ids(Auth const& policy, session_options& options);

  template <class Op> static consteval void check_host() {
    static_assert(
        Needs::eval_url || requires { Needs::may_have_eval_url; } || !api::detail::on_evaluation_host<Op>,
        "geai: this operation goes to the evaluation host; use evaluation_client, or geai::client");
  }

  // Asynchronous calls share ownership of the engine; blocking calls do not need to.
  std::conditional_t<transport::asynchronous<Transport>, std::shared_ptr<engine_type>, engine_pointer> engine_;
};

// --- making a client -------------------------------------------------------------------------------------------------

template <class Self, class Needs, class Auth, class Transport, class Json>
template <class Map>
auto basic_client<Self, Needs, Auth, Transport, Json>::assemble_from(Map map) -> result<engine_parts> {
  using detail::in_map;
  detail::client_arguments arguments;
  boost::hana::for_each(map,
                        [&arguments](auto& pair) { detail::store(arguments, std::move(boost::hana::second(pair))); });

  detail::requirements needs{.credentials = Needs::credentials, .eval_url = Needs::eval_url};
  if constexpr (in_map<detail::auth_slot, Map>)
    needs.from_policy = merge_ids(boost::hana::at_key(map, boost::hana::type_c<detail::auth_slot>), arguments.options);
  constexpr auto from = in_map<from_environment_t, Map> ? detail::credentials_from::environment
                        : in_map<detail::auth_slot, Map> || in_map<keywords::api_key, Map> ||
                                in_map<keywords::access_token, Map> || !std::is_same_v<Auth, auth::resolved>
                            ? detail::credentials_from::arguments
                            : detail::credentials_from::everywhere;
  detail::warning_listener listener;
  if constexpr (in_map<keywords::on_warning, Map>)
    listener = detail::warning_listener(boost::hana::at_key(map, boost::hana::type_c<keywords::on_warning>).value);

  Auth auth = auth_of(map, arguments.options);
  result<engine_pointer> made = engine_type::template make<from>(
      std::move(arguments), needs, std::move(auth), detail::take_policy<detail::transport_slot, Transport>(map),
      detail::take_policy<detail::json_slot, Json>(map), listener);
  if (!made) return made.error();
  return engine_parts{*std::move(made)};
}

// Returns the policy object among the arguments, or makes one from the keywords. (auth::resolved is made from the
// session.)
template <class Self, class Needs, class Auth, class Transport, class Json>
template <class Map>
Auth basic_client<Self, Needs, Auth, Transport, Json>::auth_of(Map& map, session_options const& options) {
  if constexpr (detail::in_map<detail::auth_slot, Map>)
    return detail::take_policy<detail::auth_slot, Auth>(map);
  else if constexpr (std::is_same_v<Auth, auth::api_key>)
    return {.api_key = options.api_key.value_or(secret{})};
  else if constexpr (std::is_same_v<Auth, auth::oauth>)
    return {.access_token = options.access_token.value_or(secret{}), .project_id = options.project_id.value_or("")};
  else if constexpr (std::is_same_v<Auth, auth::mixed>)
    return {.api_key = options.api_key.value_or(secret{}),
            .access_token = options.access_token.value_or(secret{}),
            .project_id = options.project_id.value_or("")};
  else
    return Auth{};
}

// Copies the credential of a policy object into the options, and its ids unless a keyword sets them.
template <class Self, class Needs, class Auth, class Transport, class Json>
auth_type basic_client<Self, Needs, Auth, Transport, Json>::merge_ids(Auth const& policy, session_options& options) {
  auto const take = [](auto const& member, std::optional<std::string>& out) {
    std::string_view const text(member);
    if (!out && !text.empty()) out = text;
  };
  if constexpr (requires { std::string_view(policy.project_id); }) take(policy.project_id, options.project_id);
  if constexpr (requires { std::string_view(policy.organization_id); })
    take(policy.organization_id, options.organization_id);
  if constexpr (requires { policy.api_key.reveal(); }) options.api_key = policy.api_key;
  if constexpr (requires { policy.access_token.reveal(); }) options.access_token = policy.access_token;
  if constexpr (std::is_same_v<Auth, auth::mixed>) options.allow_mixed_auth = true;
  return policy.type();
}

}  // namespace geai::inline v0_2
