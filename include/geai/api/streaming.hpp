#pragma once

#include <geai/api/operation.hpp>
#include <geai/json/model.hpp>
#include <geai/result.hpp>
#include <string_view>

// Operations whose answer can be streamed, as server-sent events. Such an operation has
//
//   static constexpr bool streams = true;
//   using chunk = chat_chunk;                                 // the model of the data of an event
//   static chunk as_chunk(answer&& whole);                    // optional: for a server that does not stream
//
// Client::stream() sends it with `"stream": true` in the body, Client::call() without.

namespace geai::inline v0_2::api {

// An operation whose answer can be streamed.
template <class Op>
concept streaming_operation = operation<Op> && requires {
  typename Op::chunk;
  requires Op::streams;
};

namespace detail {

template <class Op> struct streamed;

template <class Op, class Parameter> struct streamed_parameter : Parameter {
  using object = streamed<Op>;
  static typename Parameter::type const& get(streamed<Op> const& source) { return Parameter::get(source.operation); }
};

template <class Op> struct stream_flag {
  using object = streamed<Op>;
  using type = bool;
  static constexpr std::string_view name = "stream";
  static constexpr bool written = true;
  static constexpr bool value = true;
  static bool const& get(streamed<Op> const&) noexcept { return value; }
};

template <class Op, class Parameters> struct streamed_parameters;

template <class Op, class... Parameter> struct streamed_parameters<Op, fields<Parameter...>> {
  using type = fields<streamed_parameter<Op, Parameter>..., stream_flag<Op>>;
};

// An operation as sent by Client::stream(): an operation of its own.
template <class Op> struct streamed {
  Op const& operation;

  using answer = typename Op::answer;
  using endpoint = typename Op::endpoint;
  using parameters = typename streamed_parameters<Op, typename Op::parameters>::type;
  static constexpr api::traits traits = traits_of<Op>();

  template <class = void> result<void> check() const {
    if constexpr (requires { operation.check(); })
      return operation.check();
    else
      return {};
  }
};

}  // namespace detail
}  // namespace geai::inline v0_2::api
