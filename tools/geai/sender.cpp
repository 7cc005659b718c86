// Sends requests through the library's engine. Its inner form is independent of operation types, so one instance serves
// all requests.

#include "sender.hpp"

#include <algorithm>
#include <geai/client/basic_client.hpp>
#include <geai/engine/blocking_stream.hpp>
#include <geai/engine/sinks.hpp>
#include <geai/engine/upload.hpp>

#include "client.hpp"

namespace tool {

// Not in an anonymous namespace: sender::state has members of these types.
namespace sending {

namespace detail = geai::detail;

using own_engine = detail::engine<geai::auth::resolved, geai::transport::curl, geai::json::simdjson>;
using body_stream = detail::stream_of<geai::transport::curl>::type;

// The part of a client that connect() needs.
struct engine_holder {
  std::unique_ptr<own_engine> engine;

  geai::session const& session() const { return engine->session; }
  geai::auth::resolved const& auth() const { return engine->auth; }

  template <class... Argument> static geai::result<engine_holder> create(Argument&&... arguments) {
    detail::client_arguments all;
    (detail::store(all, std::forward<Argument>(arguments)), ...);
    auto made = own_engine::make<detail::credentials_from::everywhere>(std::move(all), {.credentials = true}, {}, {},
                                                                       {}, listener_of(arguments...));
    if (!made) return made.error();
    return engine_holder{*std::move(made)};
  }

private:
  template <class First, class... Rest> static detail::warning_listener listener_of(First& first, Rest&... rest) {
    if constexpr (detail::is_keyword_argument<First>)
      if constexpr (std::is_same_v<typename First::keyword, geai::keywords::on_warning>)
        return detail::warning_listener(first.value);
    if constexpr (sizeof...(rest) != 0)
      return listener_of(rest...);
    else
      return {};
  }
};

geai::http::verb verb_of(std::string_view name) {
  using verb = geai::http::verb;
  for (verb each :
       {verb(verb::get), verb(verb::post), verb(verb::put), verb(verb::delete_), verb(verb::patch), verb(verb::head)})
    if (each == name) return each;
  throw usage_error("'" + printable(name) + "' is not a supported method; use GET, POST, PUT, DELETE, PATCH, HEAD");
}

// Reads a failure from a reply with status 2xx, as the library does for an operation with such an answer.
geai::result<void> complaints_in(own_engine& engine, detail::call_buffers& from, reading const& how) {
  std::string& body = from.response.body;
  bool const is_blank = body.find_first_not_of(" \t\r\n") == body.npos;
  if (is_blank) {
    if (how.may_be_empty) return {};
    return detail::not_decoded(detail::empty_answer(), body, body, from.response, from);
  }
  detail::pad<int>(body);
  detail::complaints said;
  geai::result<geai::raw_json> whole;
  if (auto done = detail::decode_fresh(engine.json, body, whole.emplace()); !done)
    return detail::not_decoded(std::move(done).error(), body, body, from.response, from);
  if (detail::first_of(body) != '{' || !detail::decode_fresh(engine.json, body, said)) return {};
  auto const leave = [&](std::string_view name, geai::raw_json& member, bool tells) {
    bool const is_own = std::find(how.own.begin(), how.own.end(), name) != how.own.end();
    if (is_own && !(tells && how.tells_failure)) member = {};
  };
  leave("errors", said.errors, false);
  leave("error", said.error, false);
  leave("message", said.message, false);
  leave("messages", said.messages, true);
  leave("result", said.result, true);
  leave("success", said.success, false);
  if (!detail::may_have_failed(said)) return {};
  return detail::read_complaints(engine.json, said, body, from.response, from);
}

}  // namespace sending

using namespace sending;

class sender::state {
public:
  explicit state(context& in) : world(in), holder(connect<engine_holder>(in)) {}

  own_engine& engine() { return *holder.engine; }

  geai::api::traits traits_of(outgoing const& what) const {
    namespace api = geai::api;
    return {.name = what.name,
            .verb = verb_of(what.verb),
            .host = what.evaluation_host ? api::host::evaluation : api::host::platform,
            .repetition = what.safe ? api::repetition::safe : api::repetition::never,
            .authenticated = what.authenticated,
            .token_level = what.organization_token ? api::token_level::organization : api::token_level::project};
  }

  // Writes all but the credential, in the order of detail::wire_form::write().
  geai::result<void> write(outgoing const& what, geai::api::traits const& traits, detail::call_buffers& buffers) {
    geai::session const& session = engine().session;
    for (geai::secret const& each : what.secrets) buffers.secrets.push_back(each.reveal());
    for (auto const& [name, value] : what.secret_query) buffers.secrets.push_back(value.reveal());
    buffers.url = what.evaluation_host ? session.eval_url() : session.base_url();
    buffers.url += what.target;
    std::size_t most = buffers.url.size();
    for (auto const& [name, value] : what.secret_query) most += name.size() + 2 + 3 * value.size();
    buffers.url.reserve(most);
    for (auto const& [name, value] : what.headers) buffers.headers.add(name, value);
    if (!what.bearer.empty()) buffers.headers.add("Authorization", "Bearer ", what.bearer.reveal());
    if (world.project_id) {
      buffers.headers.add("ProjectId", *world.project_id);
      buffers.headers.add("project-id", *world.project_id);
    }
    if (!what.accept.empty()) buffers.headers.add("Accept", what.accept);
    buffers.body = what.body;
    auto done = detail::complete_request(traits, {}, session, engine().defaults, what.content_type, buffers);
    for (auto const& [name, value] : what.secret_query) {
      if (!done) break;
      buffers.url += (buffers.url.find('?') == std::string::npos ? "?" : "&") + name + "=";
      std::size_t const begin = buffers.url.size();
      geai::http::append_percent_encoded(buffers.url, value.reveal());
      buffers.secrets.push_back(std::string_view(buffers.url).substr(begin));
    }
    return done;
  }

  geai::result<void> send(outgoing const& what, geai::api::traits const& traits, detail::call_buffers& buffers,
                          detail::success_rule rule, geai::call_options const& options, std::string const& shown) {
    if (!what.parts.empty()) return send_parts(what, traits, buffers, rule, options, shown);
    if (auto ready = write(what, traits, buffers); !ready) return ready;
    progress const waiting(world.terminal, shown);
    return engine().send_written(
        traits, options, buffers, rule,
        [this](geai::http::request const& rq, geai::http::response& rs) { return engine().transport.send(rq, rs); });
  }

  geai::result<void> send_parts(outgoing const& what, geai::api::traits const& traits, detail::call_buffers& buffers,
                                detail::success_rule rule, geai::call_options const& options,
                                std::string const& shown) {
    geai::http::multipart_form form;
    for (request_part const& each : what.parts) {
      auto added = what.only_file ? form.set_single(each.name, *each.file)
                   : each.file    ? form.add_file(each.name, *each.file)
                                  : form.add_field(each.name, each.value, each.content_type);
      if (!added) return added;
    }
    if (what.only_file)
      buffers.headers.add(what.parts.front().name, form.file_name());
    else if (auto closed = form.close(); !closed)
      return closed;
    detail::multipart_source files;
    if (auto opened = files.open(form); !opened) return opened;
    buffers.headers.add("Content-Type", form.content_type());
    std::string file = shown;
    for (request_part const& each : what.parts)
      if (each.file && !each.file->path.empty()) file = each.file->path;
    transfer_progress told(world.terminal, std::move(file));
    auto const tell = [&told](std::uint64_t sent, std::uint64_t total) { told.tell(sent, total); };
    detail::reporting_source<decltype(tell) const&> source(files, tell);
    if (auto ready = write(what, traits, buffers); !ready) return ready;
    return engine().send_written(traits, options, buffers, rule,
                                 [&](geai::http::request const& rq, geai::http::response& rs) -> geai::result<void> {
                                   if (auto ready = source.rewind(); !ready) return ready;
                                   if (buffers.watch != nullptr) buffers.watch->sending(source.size());
                                   return engine().transport.send(rq, source, rs);
                                 });
  }

  // Receives the pieces of a reply with status 2xx; its head is in the buffers.
  template <class Take>
  void read_stream(outgoing const& what, detail::call_buffers& buffers, geai::call_options const& options,
                   Take const& take) {
    geai::api::traits const traits = traits_of(what);
    std::optional<body_stream> body;
    geai::http::request attempt;
    auto sent = write(what, traits, buffers);
    if (sent) {
      progress const waiting(world.terminal, "waiting for the service");
      sent = engine().send_written(traits, options, buffers, detail::success_rule::status_2xx,
                                   [&](geai::http::request const& rq, geai::http::response& rs) -> geai::result<void> {
                                     body.reset();
                                     attempt = rq;
                                     auto opened = engine().transport.stream(attempt, rs);
                                     if (!opened) return opened.error();
                                     body.emplace(*std::move(opened));
                                     if (rs.status >= 200 && rs.status < 300) return {};
                                     while (rs.body.size() < (1u << 20)) {
                                       auto const read = body->read(rs.body);
                                       if (!read) return read.error();
                                       if (*read == 0) break;
                                     }
                                     body.reset();
                                     return {};
                                   });
    }
    while (sent) {
      buffers.response.body.clear();
      auto const read = body->read(buffers.response.body);
      if (!read) sent = read.error();
      if (!read || *read == 0 || !take(std::string_view(buffers.response.body))) break;
    }
    body.reset();
    if (!sent) fail(traits, buffers, sent);
  }

  [[noreturn]] void fail(geai::api::traits const& traits, detail::call_buffers& buffers,
                         geai::result<void> const& sent) {
    world.signals.check();
    geai::raise(engine().failed(traits, buffers, sent));
  }

  context& world;
  engine_holder holder;
};

std::string_view reply::header(std::string_view name) const {
  for (auto const& [own, value] : headers)
    if (geai::http::same_name(own, name)) return value;
  return {};
}

sender::sender(context& world) : state_(std::make_unique<state>(world)) {}
sender::~sender() = default;

reply sender::send(outgoing const& what, reading const& how) {
  own_engine& engine = state_->engine();
  geai::api::traits const traits = state_->traits_of(what);
  detail::buffer_lease buffers(engine.idle_buffers);
  auto const rule = how.any_status ? detail::success_rule::any_status : detail::success_rule::status_2xx;
  auto sent = state_->send(what, traits, *buffers, rule, options_of(state_->world), how.what);
  bool const is_success = buffers->response.status >= 200 && buffers->response.status < 300;
  if (sent && how.is_json && is_success) sent = complaints_in(engine, *buffers, how);
  if (!sent) state_->fail(traits, *buffers, sent);
  reply answer{.status = buffers->response.status, .body = std::move(buffers->response.body)};
  for (geai::http::header const& each : buffers->response.headers) answer.headers.emplace_back(each.name, each.value);
  return answer;
}

reply sender::download(outgoing const& what, std::string const& file) {
  detail::buffer_lease buffers(state_->engine().idle_buffers);
  detail::file_sink sink(file);
  sink.begin().value();
  reply answer;
  transfer_progress told(state_->world.terminal, file);
  std::uint64_t total = 0;
  state_->read_stream(what, *buffers, options_of(state_->world), [&](std::string_view piece) {
    if (answer.size == 0)
      total = std::strtoull(std::string(buffers->response.header("content-length")).c_str(), nullptr, 10);
    sink.write(piece).value();
    told.tell(answer.size += piece.size(), total);
    return true;
  });
  sink.finish().value();
  answer.status = buffers->response.status;
  for (geai::http::header const& each : buffers->response.headers) answer.headers.emplace_back(each.name, each.value);
  return answer;
}

void sender::stream(outgoing const& what, std::function<bool(std::string_view)> const& take) {
  detail::buffer_lease buffers(state_->engine().idle_buffers);
  state_->read_stream(what, *buffers, options_of(state_->world), take);
}

std::string sender::base_url() const { return std::string(state_->engine().session.base_url()); }
std::string sender::project_id() const {
  return state_->world.project_id.value_or(std::string(state_->engine().session.project_id()));
}

}  // namespace tool
