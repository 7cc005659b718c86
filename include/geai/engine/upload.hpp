#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/operation.hpp>
#include <geai/engine/call_buffers.hpp>
#include <geai/engine/engine.hpp>
#include <geai/engine/file_source.hpp>
#include <geai/error.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/multipart.hpp>
#include <geai/http/request.hpp>
#include <geai/json/model.hpp>
#include <geai/result.hpp>
#include <geai/transport/policy.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// The steps of a call that sends files; client/upload.hpp documents such calls.

namespace geai::inline v0_2::detail {

// Writes the parts of an operation into a form, which refers to its files.
template <class Op> struct part_writer {
  template <class Json> static result<void> write(Op const& operation, Json& json, http::multipart_form& form) {
    result<void> written;
    Op::parameters::any_of([&]<class Parameter>(Parameter) {
      if constexpr (api::in_parts<Parameter>)
        api::detail::visit_if_set(Parameter::get(operation), [&](auto const& value) {
          if constexpr (api::is_raw_file<Parameter>)
            written = form.set_single(Parameter::name, value);
          else if constexpr (requires { Parameter::is_numbered; })
            written = write_files<true>(Parameter::name, value, form);
          else
            written = write(Parameter::name, value, json, form);
        });
      return !written;
    });
    return written;
  }

private:
  template <class Value, class Json>
  static result<void> write(std::string_view name, Value const& value, Json& json, http::multipart_form& form) {
    if constexpr (std::is_same_v<Value, file_upload>) {
      return form.add_file(name, value);
    } else if constexpr (std::is_same_v<Value, std::vector<file_upload>>) {
      return write_files<false>(name, value, form);
    } else if constexpr (requires(api::detail::text_of text) { text(value); }) {
      api::detail::text_of text;
      return form.add_field(name, text(value));
    } else {
      std::string text;
      json.encode(value, text);
      return form.add_field(name, text, "application/json");
    }
  }

  template <bool Numbered>
  static result<void> write_files(std::string_view name, std::vector<file_upload> const& files,
                                  http::multipart_form& form) {
    for (std::size_t i = 0; i != files.size(); ++i) {
      std::string own(name);
      if constexpr (Numbered) own += std::to_string(i);
      if (result<void> added = form.add_file(own, files[i]); !added) return added;
    }
    return {};
  }
};

// The body of an operation with parts. It never waits; its sender rewinds it before each attempt. Both types are
// reference types, or values to be kept; Progress may be nullptr_t. It must not be moved.
template <class Op, class Progress> class upload_steps {
public:
  upload_steps(Op&& operation, Progress&& progress)
      : operation_(std::forward<Op>(operation)), reporting_(files_, std::forward<Progress>(progress)) {}
  upload_steps(upload_steps&&) = delete;

  // Call it before anything is sent. Opens the files and describes the body in the buffers.
  template <class Json> result<void> begin(Json& json, call_buffers& buffers) {
    if (result<void> sound = api::detail::check_parameters(operation_); !sound) return sound;
    if (result<void> made = part_writer<std::remove_cvref_t<Op>>::write(operation_, json, form_); !made) return made;
    if constexpr (constexpr std::string_view named = raw_file_header(); !named.empty()) {
      buffers.headers.add(named, form_.file_name());
    } else {
      if (result<void> made = form_.close(); !made) return made;
    }
    if (result<void> opened = files_.open(form_); !opened) return opened;
    buffers.headers.add("Content-Type", form_.content_type());  // replaces the caller's, which has another boundary
    return {};
  }

  std::remove_cvref_t<Op> const& operation() const noexcept { return operation_; }

  // The body for a transport that sends body sources.
  http::body_source& source() noexcept { return reporting_; }

  // Returns the request with its whole body, read into the buffers, for a transport that cannot send a body source.
  result<http::request> whole(http::request const& attempt, call_buffers& buffers) {
    buffers.body.clear();
    if (result<void> read = read_all(reporting_, buffers.body); !read) return read.error();
    http::request made = attempt;
    made.body = buffers.body;
    return made;
  }

private:
  // Returns the header that carries the name of a single-file body; empty if the body is a form.
  static constexpr std::string_view raw_file_header() {
    std::string_view name;
    std::remove_cvref_t<Op>::parameters::any_of([&]<class Parameter>(Parameter) {
      if constexpr (api::is_raw_file<Parameter>) name = Parameter::name;
      return !name.empty();
    });
    return name;
  }

  Op operation_;
  http::multipart_form form_{};
  multipart_source files_{};
  reporting_source<Progress> reporting_;
};

template <class Auth, class Transport, class Json>
template <class Op, class Progress>
result<void> engine<Auth, Transport, Json>::send_parts(Op const& operation, call_options const& options,
                                                       call_buffers& buffers, success_rule rule, Progress&& progress) {
  upload_steps<Op const&, Progress> steps(operation, std::forward<Progress>(progress));
  if (result<void> begun = steps.begin(json, buffers); !begun) return begun;
  return send(operation, options, buffers, rule,
              [&](http::request const& request, http::response& response) -> result<void> {
                if (result<void> ready = steps.source().rewind(); !ready) return ready;
                if (buffers.watch != nullptr) buffers.watch->sending(steps.source().size());
                if constexpr (geai::transport::sends_sources<Transport>) {
                  return transport.send(request, steps.source(), response);
                } else {
                  result<http::request> const whole = steps.whole(request, buffers);
                  return whole ? transport.send(*whole, response) : whole.error();
                }
              });
}

}  // namespace geai::inline v0_2::detail
