#pragma once

#include <concepts>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <string>

namespace geai::transport {

// What a client tells its transport once, when it is made. Limits of a single call travel in http::request instead.
struct options {
  std::string proxy{};    // URL of a proxy; empty: what the environment says (http_proxy, https_proxy, no_proxy)
  std::string ca_file{};  // PEM file of the certificate authorities to trust; empty: the system's
};

// A Transport policy carries one request to the server and brings the response back.
//
// | expression       | returns      | meaning                                                                           |
// |------------------|--------------|-----------------------------------------------------------------------------------|
// | t.send(rq, rs)   | result<void> | does the exchange within rq.deadline and the other limits of rq; any HTTP status  |
// |                  |              | is a success. Failures: errc::transport, timeout, cancelled, too_large, and       |
// |                  |              | invalid_argument for a URL or proxy that cannot be used, with error::phase set.   |
// |                  |              | `rs` comes in empty. Redirects are not followed                                   |
//
// Optional, found by their presence:
//
// | t.configure(options) | (any)    | takes the client's proxy and ca_file; a client that is given these keywords with  |
// |                      |          | a transport that has no configure() does not compile                              |
//
// send() may be called from several threads at once. A transport is movable.
template <class Transport>
concept policy = requires(Transport& transport, http::request const& request, http::response& response) {
  { transport.send(request, response) } -> std::same_as<result<void>>;
};

template <class Transport>
concept configurable = policy<Transport> && requires(Transport& transport, options const& settings) {
  transport.configure(settings);
};

}  // namespace geai::transport
