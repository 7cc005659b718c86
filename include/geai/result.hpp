#pragma once

#include <boost/system/result.hpp>

#include <cstdio>
#include <cstdlib>
#include <geai/detail/no_iterator.hpp>
#include <geai/error.hpp>
#include <type_traits>

namespace geai::inline v0 {

// A value or the error that stands in its place. `value()` throws the typed exception of the error's code.
template <class T> using result = boost::system::result<T, error>;

// Throws the exception type that belongs to `what.code`. Without exceptions: prints the message and aborts, as
// calling value() on an error is then a broken precondition; test the result first.
[[noreturn]] inline void raise(error what) {
#if defined(__cpp_exceptions)
  switch (what.code) {
    case errc::missing_requirement: throw missing_requirement_error(std::move(what));
    case errc::mixed_authentication: throw mixed_authentication_error(std::move(what));
    case errc::invalid_argument: throw invalid_argument_error(std::move(what));
    case errc::credentials_file: throw credentials_file_error(std::move(what));
    case errc::transport: throw transport_error(std::move(what));
    case errc::timeout: throw timeout_error(std::move(what));
    case errc::cancelled: throw cancelled_error(std::move(what));
    case errc::api_response: throw api_response_error(std::move(what));
    case errc::decode: throw decode_error(std::move(what));
    case errc::too_large: throw too_large_error(std::move(what));
    case errc::refused: throw refused_error(std::move(what));
    case errc::incomplete: throw incomplete_error(std::move(what));
  }
  throw exception(std::move(what));
#else
  std::fprintf(stderr, "geai: %s\n", what.message.c_str());
  std::abort();
#endif
}

namespace detail {

template <class T> struct no_range_of_result {
  template <class Other> static constexpr bool is_no_range() {
    static_assert(std::is_void_v<Other>,
                  "geai: a result is no range; test it, and then iterate over *result, or over result.value()");
    return false;
  }
};

}  // namespace detail

// For the sentence alone: `for (auto& each : client.list_agents())` does not compile.
template <class T> detail::no_iterator<detail::no_range_of_result<T>> begin(result<T> const&) { return {}; }
template <class T> detail::no_iterator<detail::no_range_of_result<T>> end(result<T> const&) { return {}; }

// How Boost.System finds the exception for our error (argument-dependent lookup).
[[noreturn]] inline void throw_exception_from_error(error const& what, boost::source_location const&) { raise(what); }

}  // namespace geai::inline v0
