#pragma once

#include <chrono>
#include <concepts>
#include <geai/auth/token_schedule.hpp>
#include <geai/error.hpp>
#include <geai/http/header.hpp>
#include <geai/http/request.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <geai/session.hpp>
#include <optional>
#include <stop_token>
#include <string_view>
#include <utility>

namespace geai::inline v0_2::auth {

// An Auth policy adds the credential to each request.
//
// | expression       | returns      | meaning                                                                          |
// |------------------|--------------|----------------------------------------------------------------------------------|
// | a.type()         | auth_type    | the kind of the credential; const                                                |
// | a.apply(headers) | result<void> | calls headers.add("Authorization", ...) or similar; const. add() keeps a header  |
// |                  |              | that the caller set. The client adds ProjectId and OrganizationId                |
//
// apply() may be called from several threads at the same time. An auth policy is movable. If it has a public member
// `project_id` or `organization_id`, the client uses that id.
template <class Auth>
concept policy = requires(Auth const& auth, http::header_list& headers) {
  { auth.type() } -> std::same_as<auth_type>;
  { auth.apply(headers) } -> std::same_as<result<void>>;
};

// The credential with which a policy requests its token: a refresh token, or a user name and a password.
struct token_request {
  std::string_view client_id{};
  std::string_view username{};
  secret password{};
  std::string_view scope{};
  secret refresh_token{};
};

// The reply of the platform to a token_request.
struct token_grant {
  secret access_token{};
  secret refresh_token{};
  std::chrono::seconds expires_in{};  // counted from the request; zero: unknown
};

// A function that requests a token from the platform, within the deadline and the stop token of the call that needs the
// token. The client passes one to refresh().
struct token_fetcher {
  // Sends the request. Errors: those of the call.
  result<token_grant> operator()(token_request const& request) const;
};

// An Auth policy that requests and renews its own credential.
//
// | expression                            | returns      | meaning                                                     |
// |---------------------------------------|--------------|-------------------------------------------------------------|
// | a.has_token()                         | bool         | if false, refresh() is called before the request is sent    |
// | a.refresh(fetch, deadline, stop)      | result<void> | makes sure that apply() has a valid token;                  |
// |                                       |              | `fetch(token_request)` returns result<token_grant>.         |
// |                                       |              | Called by several threads at once; one of them requests the |
// |                                       |              | token, the others wait until `deadline` or `stop` at most   |
// | a.invalidate(refused)                 | (any)        | discards the token if it is `refused` (std::string_view),   |
// |                                       |              | which the platform refused; keeps a newer token             |
template <class Auth>
concept refreshable = policy<Auth> && requires(Auth& auth, token_fetcher const& fetch, std::string_view refused,
                                               http::clock::time_point deadline, std::stop_token const& stop) {
  { auth.has_token() } -> std::same_as<bool>;
  { auth.refresh(fetch, deadline, stop) } -> std::same_as<result<void>>;
  auth.invalidate(refused);
};

// The next step of a call that needs the token (see async_refreshable). Movable.
//
// | expression                  | returns          | meaning                                                              |
// |-----------------------------|------------------|----------------------------------------------------------------------|
// | Ticket::waiter              | (a class)        | a default-constructible base with `virtual void renewed() noexcept`  |
// | ticket.step()               | token_schedule::step | use the token, refresh it, or wait for the call that does        |
// | ticket.wait(waiter)         | bool             | for `wait`: calls waiter.renewed() once when the current renewal     |
// |                             |                  | ends, on the thread that ends it. Returns false if it has ended      |
// | ticket.leave(waiter)        | (any)            | cancels wait(); has no effect after renewed() or without wait()      |
// | ticket.shared_failure()     | optional<error>  | for `wait`, after renewed(): the error of the renewal. If there is   |
// |                             |                  | none, begin again                                                    |
// | ticket.not_waited_for(stop) | error            | the error of a call that stops waiting, because of its deadline or   |
// |                             |                  | its stop token (std::stop_token)                                     |
//
// If a ticket whose step is `refresh` is destroyed before answer() has returned, the waiting calls begin again.
template <class Ticket>
concept refresh_ticket = std::move_constructible<Ticket> &&
    requires(Ticket const& ticket, typename Ticket::waiter& waiter, std::stop_token const& stop) {
  { ticket.step() } -> std::same_as<token_schedule::step>;
  { ticket.wait(waiter) } -> std::same_as<bool>;
  ticket.leave(waiter);
  { ticket.shared_failure() } -> std::same_as<std::optional<error>>;
  { ticket.not_waited_for(stop) } -> std::same_as<error>;
};

// A refreshable policy for asynchronous transports: its refresh consists of steps that do not wait. For a policy that
// keeps its token in a token_cache, Ticket is token_cache::ticket.
//
// | expression                            | returns      | meaning                                                     |
// |---------------------------------------|--------------|-------------------------------------------------------------|
// | a.begin_refresh()                     | Ticket       | the next step of this call, see refresh_ticket              |
// | a.request_for(ticket)                 | token_request| for `refresh`: the request for a token                      |
// | a.answer(ticket, result<token_grant>) | optional<    | for `refresh`: the result of refresh(); empty if            |
// |                                       | result<void>>| request_for() has a further request                         |
template <class Auth>
concept async_refreshable = refreshable<Auth> && requires(Auth& auth, result<token_grant> granted) {
  { auth.begin_refresh() } -> refresh_ticket;
  requires requires(decltype(auth.begin_refresh())& ticket) {
    { auth.request_for(ticket) } -> std::same_as<token_request>;
    { auth.answer(ticket, std::move(granted)) } -> std::same_as<std::optional<result<void>>>;
  };
};

// Adds the header `Authorization: Bearer TOKEN`, unless there is an Authorization header.
inline void add_bearer(http::header_list& headers, std::string_view token) {
  headers.add("Authorization", "Bearer ", token);
}

}  // namespace geai::inline v0_2::auth
