#pragma once

#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <geai/detail/no_iterator.hpp>
#include <geai/error.hpp>
#include <initializer_list>
#include <memory>
#include <type_traits>
#include <utility>

namespace geai::inline v0_2 {

// Throws the exception type that belongs to `failure.code`. In a program without exceptions it prints the message and
// aborts: there, test the result before you call value().
[[noreturn, gnu::cold, gnu::noinline]] inline void raise(error failure) {
#if defined(__cpp_exceptions)
  switch (failure.code) {
    case errc::missing_requirement: throw missing_requirement_error(std::move(failure));
    case errc::mixed_authentication: throw mixed_authentication_error(std::move(failure));
    case errc::invalid_argument: throw invalid_argument_error(std::move(failure));
    case errc::credentials_file: throw credentials_file_error(std::move(failure));
    case errc::transport: throw transport_error(std::move(failure));
    case errc::timeout: throw timeout_error(std::move(failure));
    case errc::cancelled: throw cancelled_error(std::move(failure));
    case errc::api_response: throw api_response_error(std::move(failure));
    case errc::decode: throw decode_error(std::move(failure));
    case errc::too_large: throw too_large_error(std::move(failure));
    case errc::refused: throw refused_error(std::move(failure));
    case errc::incomplete: throw incomplete_error(std::move(failure));
  }
  throw exception(std::move(failure));
#else
  std::fprintf(stderr, "geai: %s\n", failure.message.c_str());
  std::abort();
#endif
}

// The tag that constructs an error in a result, as std::in_place constructs a value.
struct unexpect_t {
  explicit unexpect_t() = default;
};
// Makes the result an error that is constructed from the arguments after the tag.
inline constexpr unexpect_t unexpect{};

template <class T> class result;

namespace detail {

template <class T> inline constexpr bool is_result = false;
template <class T> inline constexpr bool is_result<result<T>> = true;

template <class T>
concept an_error = std::is_same_v<std::remove_cvref_t<T>, error>;

template <class T>
concept a_result_tag = std::is_same_v<T, std::in_place_t> || std::is_same_v<T, unexpect_t>;

template <class T, class U, class... Args>
concept from_list = std::is_constructible_v < T,
        std::initializer_list<U>
&, Args... > ;

// True if a U becomes the value of a result<T>. Tests the constructors of T last, since they may test result<T> in
// turn.
template <class U, class T>
concept value_for =
    !std::is_same_v<std::remove_cvref_t<U>, result<T>> && !an_error<U> && !a_result_tag<std::remove_cvref_t<U>> &&
    !(std::is_same_v<std::remove_cv_t<T>, bool> && is_result<std::remove_cvref_t<U>>)&&std::is_constructible_v<T, U>;

// True if the value of a result<From> becomes that of a result<T>. Not if T can be made from the result itself.
template <class From, class T>
concept converts_to =
    !std::is_void_v<From> && !std::is_same_v<std::remove_cvref_t<From>, T> && std::is_constructible_v<T, From> &&
    (std::is_same_v<std::remove_cv_t<T>, bool> ||
     !std::is_constructible_v<T, result<std::remove_cvref_t<From>> const&>);

// Like std::invoke(), for one argument at most and without <functional>.
template <class F, class... Args> constexpr decltype(auto) call(F&& f, Args&&... args) {
  if constexpr (std::is_member_object_pointer_v<std::remove_cvref_t<F>>)
    return (..., (std::forward<Args>(args).*f));
  else if constexpr (std::is_member_function_pointer_v<std::remove_cvref_t<F>>)
    return (..., (std::forward<Args>(args).*f)());
  else
    return std::forward<F>(f)(std::forward<Args>(args)...);
}

template <class F, class... Args> using returned_by = std::remove_cvref_t<std::invoke_result_t<F, Args...>>;

// The tag of a value that is constructed directly from the result of a function, without a move.
struct returned_by_t {};

// Passes the value of a result (or nothing, for result<void>) to a function that returns a result.
template <class F, class... Value> constexpr auto chain(F&& f, Value&&... value) {
  using next = returned_by<F, Value...>;
  static_assert(is_result<next>, "geai: the function passed to and_then() must return a geai::result");
  return next(call(std::forward<F>(f), std::forward<Value>(value)...));
}

// Passes the value to a function that returns a value or nothing.
template <class F, class... Value> constexpr auto transformed(F&& f, Value&&... value) {
  using next = result<returned_by<F, Value...>>;
  if constexpr (std::is_same_v<next, result<void>>) {
    call(std::forward<F>(f), std::forward<Value>(value)...);
    return next();
  } else {
    return next(returned_by_t(), std::forward<F>(f), std::forward<Value>(value)...);
  }
}

// Passes the error of a result<T> to a function that returns a result<T>.
template <class T, class F, class Error> constexpr result<T> recover(F&& f, Error&& failure) {
  static_assert(std::is_same_v<returned_by<F, Error>, result<T>>,
                "geai: the function passed to or_else() must return the type of this result");
  return call(std::forward<F>(f), std::forward<Error>(failure));
}

}  // namespace detail

// A value or an error. The interface is that of std::expected<T, geai::error>, with these differences:
//   - an error converts to a result implicitly; there is no `unexpected`;
//   - value() throws the exception type of the error's code (geai/error.hpp); without exceptions it aborts;
//   - value(), error() and * of a temporary return objects, not references, so that `for (agent const& each :
//     client.list_agents().value())` is safe.
// The operators * and -> require a value, error() requires an error: both are asserted. One thread at a time may use a
// result.
template <class T> class result {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !detail::an_error<T>,
                "geai: the value of a result must be an object, but not an array or a geai::error");
  template <class U> friend class result;

public:
  using value_type = T;
  using error_type = geai::error;
  template <class U> using rebind = result<U>;

  constexpr result() noexcept(std::is_nothrow_default_constructible_v<T>) requires std::is_default_constructible_v<T>
      : value_(), has_value_(true) {}

  // Constructs the value.
  template <class U = T>
    requires detail::value_for<U, T>
  constexpr explicit(!std::is_convertible_v<U, T>) result(U&& value) noexcept(std::is_nothrow_constructible_v<T, U>)
      : value_(static_cast<T>(std::forward<U>(value))), has_value_(true) {}

  // Constructs the error.
  template <detail::an_error E>
  constexpr result(E&& failure) noexcept(std::is_nothrow_constructible_v<error_type, E>)
      : error_(std::forward<E>(failure)), has_value_(false) {}

  // Constructs the value from the arguments.
  template <class... Args>
    requires std::is_constructible_v<T, Args...>
  constexpr explicit result(std::in_place_t, Args&&... args) noexcept(std::is_nothrow_constructible_v<T, Args...>)
      : value_(std::forward<Args>(args)...), has_value_(true) {}

  template <class U, class... Args>
    requires std::is_constructible_v < T, std::initializer_list<U>
  &,
      Args... > constexpr explicit result(std::in_place_t, std::initializer_list<U> list, Args&&... args)
      : value_(list, std::forward<Args>(args)...),
  has_value_(true) {}

  // Constructs the error from the arguments.
  template <class... Args>
    requires std::is_constructible_v<error_type, Args...>
  constexpr explicit result(unexpect_t, Args&&... args) : error_(std::forward<Args>(args)...), has_value_(false) {}

  // Converts a result of another type: its value or its error.
  template <class U>
    requires detail::converts_to<U const&, T>
  constexpr explicit(!std::is_convertible_v<U const&, T>) result(result<U> const& other)
      : has_value_(other.has_value_) {
    take(other);
  }

  // Converts a result of another type: its value or its error.
  template <class U>
    requires detail::converts_to<U, T>
  constexpr explicit(!std::is_convertible_v<U, T>) result(result<U>&& other) : has_value_(other.has_value_) {
    take(std::move(other));
  }

  constexpr result(result const& other) requires std::is_copy_constructible_v<T> : has_value_(other.has_value_) {
    take(other);
  }

  constexpr result(result&& other) noexcept(
      std::is_nothrow_move_constructible_v<T>) requires std::is_move_constructible_v<T> : has_value_(other.has_value_) {
    take(std::move(other));
  }

  // Used by transform().
  template <class F, class... Args>
  constexpr explicit result(detail::returned_by_t, F&& f, Args&&... args)
      : value_(detail::call(std::forward<F>(f), std::forward<Args>(args)...)), has_value_(true) {}

  constexpr ~result() {
    if (has_value_)
      std::destroy_at(std::addressof(value_));
    else
      std::destroy_at(std::addressof(error_));
  }

  // Assigns. If this throws, an error is unchanged, and a value is in the state in which the assignment of T leaves it.
  constexpr result& operator=(result const& other) requires(
      std::is_copy_constructible_v<T>&& std::is_copy_assignable_v<T>) {
    return other.has_value_ ? assign_value(other.value_) : assign_error(other.error_);
  }

  constexpr result& operator=(result&& other) noexcept(
      std::is_nothrow_move_constructible_v<T>&& std::is_nothrow_move_assignable_v<
          T>) requires(std::is_move_constructible_v<T>&& std::is_move_assignable_v<T>) {
    return other.has_value_ ? assign_value(std::move(other.value_)) : assign_error(std::move(other.error_));
  }

  template <class U = T>
    requires(detail::value_for<U, T>&& std::is_assignable_v<T&, U>)
  constexpr result& operator=(U&& value) { return assign_value(std::forward<U>(value)); }

  template <detail::an_error E> constexpr result& operator=(E&& failure) {
    return assign_error(std::forward<E>(failure));
  }

  // Destroys the value or error and constructs a value from the arguments, which must not refer to the old value. If
  // this throws, the result holds an error: the previous one, or one without a message.
  template <class... Args>
    requires std::is_constructible_v<T, Args...>
  constexpr T& emplace(Args&&... args) { return replace(std::forward<Args>(args)...); }

  // Destroys the value or error and constructs a value from the list and the arguments. See above.
  template <class U, class... Args>
    requires detail::from_list<T, U, Args...>
  constexpr T& emplace(std::initializer_list<U> list, Args&&... args) {
    return replace(list, std::forward<Args>(args)...);
  }

  // Swaps the values or errors.
  constexpr void
  swap(result& other) noexcept(std::is_nothrow_move_constructible_v<T>&& std::is_nothrow_swappable_v<T>) requires(
      std::is_move_constructible_v<T>&& std::is_swappable_v<T>) {
    using std::swap;
    if (has_value_ && other.has_value_) {
      swap(value_, other.value_);
    } else if (has_value_) {
      using passed = std::conditional_t<std::is_nothrow_move_constructible_v<T>, error_type&&, error_type const&>;
      error_type what(static_cast<passed>(other.error_));
      other.replace_error(std::move(value_));
      assign_error(std::move(what));
    } else if (other.has_value_) {
      other.swap(*this);
    } else {
      swap(error_, other.error_);
    }
  }
  // Swaps the values or errors.
  friend constexpr void swap(result& one, result& other) noexcept(noexcept(one.swap(other))) requires requires {
    one.swap(other);
  }
  { one.swap(other); }

  // Returns true if there is a value.
  constexpr bool has_value() const noexcept { return has_value_; }
  // Returns true if there is an error.
  constexpr bool has_error() const noexcept { return !has_value_; }
  // Returns true if there is a value.
  constexpr explicit operator bool() const noexcept { return has_value_; }

  // Returns the value. Throws the exception of the error's code if there is none.
  constexpr T& value() & {
    if (!has_value_) [[unlikely]]
      raise(error_);
    return value_;
  }
  // Returns the value. Throws the exception of the error's code if there is none.
  constexpr T const& value() const& {
    if (!has_value_) [[unlikely]]
      raise(error_);
    return value_;
  }
  // Returns the value as an object. Throws the exception of the error's code if there is none.
  constexpr T value() && {
    if (!has_value_) [[unlikely]]
      raise(std::move(error_));
    return std::move(value_);
  }
  // Returns the value as an object. Throws the exception of the error's code if there is none.
  constexpr T value() const&& { return value(); }

  // Accesses the value. Requires has_value().
  constexpr T* operator->() noexcept {
    assert(has_value_);
    return std::addressof(value_);
  }
  // Accesses the constant value. Requires has_value().
  constexpr T const* operator->() const noexcept {
    assert(has_value_);
    return std::addressof(value_);
  }
  // Returns the value. Requires has_value().
  constexpr T& operator*() & noexcept {
    assert(has_value_);
    return value_;
  }
  // Returns the value. Requires has_value().
  constexpr T const& operator*() const& noexcept {
    assert(has_value_);
    return value_;
  }
  // Returns the value as an object. Requires has_value().
  constexpr T operator*() && noexcept(std::is_nothrow_move_constructible_v<T>) {
    return assert(has_value_), std::move(value_);
  }
  // Returns the value as an object. Requires has_value().
  constexpr T operator*() const&& {
    assert(has_value_);
    return value_;
  }

  // Returns the error. Requires has_error().
  constexpr geai::error& error() & noexcept {
    assert(!has_value_);
    return error_;
  }
  constexpr geai::error const& error() const& noexcept {
    assert(!has_value_);
    return error_;
  }
  constexpr geai::error error() && noexcept {
    assert(!has_value_);
    return std::move(error_);
  }
  constexpr geai::error error() const&& {
    assert(!has_value_);
    return error_;
  }

  // Returns the value, or `other` if there is none.
  template <class U = std::remove_cv_t<T>> constexpr T value_or(U&& other) const& {
    return has_value_ ? value_ : static_cast<T>(std::forward<U>(other));
  }
  // Returns the value, moved, or `other` if there is none.
  template <class U = std::remove_cv_t<T>> constexpr T value_or(U&& other) && {
    return has_value_ ? std::move(value_) : static_cast<T>(std::forward<U>(other));
  }

  // Returns the error, or `other` if there is none.
  template <class E = geai::error> constexpr geai::error error_or(E&& other) const& {
    return has_value_ ? static_cast<geai::error>(std::forward<E>(other)) : error_;
  }
  // Returns the error, moved, or `other` if there is none.
  template <class E = geai::error> constexpr geai::error error_or(E&& other) && {
    return has_value_ ? static_cast<geai::error>(std::forward<E>(other)) : std::move(error_);
  }

  // Calls f(value), which returns a result, and returns that result. Returns the error unchanged.
  template <class F> constexpr auto and_then(F&& f) & { return and_then(*this, std::forward<F>(f)); }
  template <class F> constexpr auto and_then(F&& f) const& { return and_then(*this, std::forward<F>(f)); }
  template <class F> constexpr auto and_then(F&& f) && { return and_then(std::move(*this), std::forward<F>(f)); }
  template <class F> constexpr auto and_then(F&& f) const&& { return and_then(std::move(*this), std::forward<F>(f)); }

  // Calls f(value) and returns a result that holds its return value. Returns the error unchanged.
  template <class F> constexpr auto transform(F&& f) & { return transform(*this, std::forward<F>(f)); }
  template <class F> constexpr auto transform(F&& f) const& { return transform(*this, std::forward<F>(f)); }
  template <class F> constexpr auto transform(F&& f) && { return transform(std::move(*this), std::forward<F>(f)); }
  template <class F> constexpr auto transform(F&& f) const&& { return transform(std::move(*this), std::forward<F>(f)); }

  // Calls f(error), which returns a result of this type, and returns that result. Returns the value unchanged.
  template <class F> constexpr result or_else(F&& f) & { return or_else(*this, std::forward<F>(f)); }
  template <class F> constexpr result or_else(F&& f) const& { return or_else(*this, std::forward<F>(f)); }
  template <class F> constexpr result or_else(F&& f) && { return or_else(std::move(*this), std::forward<F>(f)); }
  template <class F> constexpr result or_else(F&& f) const&& { return or_else(std::move(*this), std::forward<F>(f)); }

  // Calls f(error) and returns a result that holds the error that it returns. Returns the value unchanged.
  template <class F> constexpr result transform_error(F&& f) & { return with_error(*this, std::forward<F>(f)); }
  // Calls f(error) and returns a result that holds the error that it returns. Returns the value unchanged.
  template <class F> constexpr result transform_error(F&& f) const& { return with_error(*this, std::forward<F>(f)); }
  // Calls f(error) and returns a result that holds the error that it returns. Returns the value unchanged.
  template <class F> constexpr result transform_error(F&& f) && {
    return with_error(std::move(*this), std::forward<F>(f));
  }
  // Calls f(error) and returns a result that holds the error that it returns. Returns the value unchanged.
  template <class F> constexpr result transform_error(F&& f) const&& {
    return with_error(std::move(*this), std::forward<F>(f));
  }

  template <class U>
    requires(!std::is_void_v<U>)
  friend constexpr bool operator==(result const& one, result<U> const& other) {
    if (one.has_value() != other.has_value()) return false;
    return one.has_value() ? static_cast<bool>(*one == *other) : one.error() == other.error();
  }
  template <class U>
    requires(!detail::is_result<U> && !detail::an_error<U>)
  friend constexpr bool operator==(result const& one, U const& value) {
    return one.has_value_ && static_cast<bool>(one.value_ == value);
  }
  friend constexpr bool operator==(result const& one, geai::error const& failure) {
    return !one.has_value_ && one.error_ == failure;
  }

private:
  template <class Other> constexpr void take(Other&& other) {
    if (has_value_)
      std::construct_at(std::addressof(value_), std::forward<Other>(other).value_);
    else
      std::construct_at(std::addressof(error_), std::forward<Other>(other).error_);
  }

  template <class U> constexpr result& assign_value(U&& value) {
    if (has_value_)
      value_ = std::forward<U>(value);
    else
      replace_error(std::forward<U>(value));
    return *this;
  }

  template <class E> constexpr result& assign_error(E&& failure) {
    if (has_value_) {
      error_type kept(std::forward<E>(failure));  // `failure` may be a part of the value
      std::destroy_at(std::addressof(value_));
      std::construct_at(std::addressof(error_), std::move(kept));
      has_value_ = false;
    } else {
      error_ = std::forward<E>(failure);
    }
    return *this;
  }

  template <class... Args> constexpr T& replace(Args&&... args) {
    if (has_value_) {
      if constexpr (std::is_nothrow_constructible_v<T, Args...>) {
        std::destroy_at(std::addressof(value_));
        return *std::construct_at(std::addressof(value_), std::forward<Args>(args)...);
      }
      assign_error(error_type());
    }
    return replace_error(std::forward<Args>(args)...);
  }

  template <class... Args> constexpr T& replace_error(Args&&... args) {
    if constexpr (std::is_nothrow_constructible_v<T, Args...>) {
      std::destroy_at(std::addressof(error_));
      std::construct_at(std::addressof(value_), std::forward<Args>(args)...);
      has_value_ = true;
    } else {
      struct keeper {
        constexpr ~keeper() {
          if (!of.has_value_) std::construct_at(std::addressof(of.error_), std::move(what));
        }
        result& of;
        error_type what;
      } const kept{*this, std::move(error_)};
      std::destroy_at(std::addressof(error_));
      std::construct_at(std::addressof(value_), std::forward<Args>(args)...);
      has_value_ = true;
    }
    return value_;
  }

  template <class Self, class F> static constexpr auto and_then(Self&& self, F&& f) {
    using next = decltype(detail::chain(std::forward<F>(f), std::forward<Self>(self).value_));
    return self.has_value_ ? detail::chain(std::forward<F>(f), std::forward<Self>(self).value_)
                           : next(std::forward<Self>(self).error_);
  }
  template <class Self, class F> static constexpr auto transform(Self&& self, F&& f) {
    using next = decltype(detail::transformed(std::forward<F>(f), std::forward<Self>(self).value_));
    return self.has_value_ ? detail::transformed(std::forward<F>(f), std::forward<Self>(self).value_)
                           : next(std::forward<Self>(self).error_);
  }
  template <class Self, class F> static constexpr result or_else(Self&& self, F&& f) {
    return self.has_value_ ? result(std::in_place, std::forward<Self>(self).value_)
                           : detail::recover<T>(std::forward<F>(f), std::forward<Self>(self).error_);
  }
  template <class Self, class F> static constexpr result with_error(Self&& self, F&& f) {
    return self.has_value_ ? result(std::in_place, std::forward<Self>(self).value_)
                           : result(unexpect, detail::call(std::forward<F>(f), std::forward<Self>(self).error_));
  }

  union {
    T value_;
    error_type error_;
  };
  bool has_value_;
};

// Success or an error.
template <> class result<void> {
  template <class U> friend class result;

public:
  using value_type = void;
  using error_type = geai::error;
  template <class U> using rebind = result<U>;

  constexpr result() noexcept : has_value_(true) {}
  constexpr explicit result(std::in_place_t) noexcept : has_value_(true) {}
  // Constructs the error.
  template <detail::an_error E>
  constexpr result(E&& failure) noexcept(std::is_nothrow_constructible_v<error_type, E>)
      : error_(std::forward<E>(failure)), has_value_(false) {}
  template <class... Args>
    requires std::is_constructible_v<error_type, Args...>
  constexpr explicit result(unexpect_t, Args&&... args) : error_(std::forward<Args>(args)...), has_value_(false) {}

  constexpr result(result const& other) : has_value_(other.has_value_) {
    if (!has_value_) std::construct_at(std::addressof(error_), other.error_);
  }
  constexpr result(result&& other) noexcept : has_value_(other.has_value_) {
    if (!has_value_) std::construct_at(std::addressof(error_), std::move(other.error_));
  }

  constexpr ~result() {
    if (!has_value_) std::destroy_at(std::addressof(error_));
  }

  constexpr result& operator=(result const& other) {
    return other.has_value_ ? assign_value() : assign_error(other.error_);
  }
  constexpr result& operator=(result&& other) noexcept {
    return other.has_value_ ? assign_value() : assign_error(std::move(other.error_));
  }
  template <detail::an_error E> constexpr result& operator=(E&& failure) {
    return assign_error(std::forward<E>(failure));
  }

  // Makes the result a success.
  constexpr void emplace() noexcept { assign_value(); }

  // Swaps the values or errors.
  constexpr void swap(result& other) noexcept {
    result kept(std::move(other));
    other = std::move(*this);
    *this = std::move(kept);
  }
  // Swaps the values or errors.
  friend constexpr void swap(result& one, result& other) noexcept { one.swap(other); }

  // Returns true on success.
  constexpr bool has_value() const noexcept { return has_value_; }
  // Returns true if there is an error.
  constexpr bool has_error() const noexcept { return !has_value_; }
  // Returns true on success.
  constexpr explicit operator bool() const noexcept { return has_value_; }

  // Throws the exception of the error's code if there is one.
  constexpr void value() const& {
    if (!has_value_) [[unlikely]]
      raise(error_);
  }
  // Throws the exception of the error's code if there is one. Moves the error into the exception.
  constexpr void value() && {
    if (!has_value_) [[unlikely]]
      raise(std::move(error_));
  }

  // Does nothing; for generic code. Requires has_value().
  constexpr void operator*() const noexcept { assert(has_value_); }

  // Returns the error. Requires has_error().
  constexpr geai::error& error() & noexcept {
    assert(!has_value_);
    return error_;
  }
  constexpr geai::error const& error() const& noexcept {
    assert(!has_value_);
    return error_;
  }
  constexpr geai::error error() && noexcept {
    assert(!has_value_);
    return std::move(error_);
  }
  constexpr geai::error error() const&& {
    assert(!has_value_);
    return error_;
  }

  // Returns the error, or `other` if there is none.
  template <class E = geai::error> constexpr geai::error error_or(E&& other) const& {
    return has_value_ ? static_cast<geai::error>(std::forward<E>(other)) : error_;
  }
  // Returns the error, moved, or `other` if there is none.
  template <class E = geai::error> constexpr geai::error error_or(E&& other) && {
    return has_value_ ? static_cast<geai::error>(std::forward<E>(other)) : std::move(error_);
  }

  // Calls f(), which returns a result, and returns that result. Returns the error unchanged.
  template <class F> constexpr auto and_then(F&& f) const& { return and_then(*this, std::forward<F>(f)); }
  template <class F> constexpr auto and_then(F&& f) && { return and_then(std::move(*this), std::forward<F>(f)); }

  // Calls f() and returns a result that holds its return value. Returns the error unchanged.
  template <class F> constexpr auto transform(F&& f) const& { return transform(*this, std::forward<F>(f)); }
  template <class F> constexpr auto transform(F&& f) && { return transform(std::move(*this), std::forward<F>(f)); }

  // Calls f(error), which returns a result<void>, and returns that result. Returns success unchanged.
  template <class F> constexpr result or_else(F&& f) & { return or_else(*this, std::forward<F>(f)); }
  template <class F> constexpr result or_else(F&& f) const& { return or_else(*this, std::forward<F>(f)); }
  template <class F> constexpr result or_else(F&& f) && { return or_else(std::move(*this), std::forward<F>(f)); }
  template <class F> constexpr result or_else(F&& f) const&& { return or_else(std::move(*this), std::forward<F>(f)); }

  // Calls f(error) and returns a result that holds the error that it returns. Returns success unchanged.
  template <class F> constexpr result transform_error(F&& f) & { return with_error(*this, std::forward<F>(f)); }
  // Calls f(error) and returns a result that holds the error that it returns. Returns success unchanged.
  template <class F> constexpr result transform_error(F&& f) const& { return with_error(*this, std::forward<F>(f)); }
  // Calls f(error) and returns a result that holds the error that it returns. Returns success unchanged.
  template <class F> constexpr result transform_error(F&& f) && {
    return with_error(std::move(*this), std::forward<F>(f));
  }
  // Calls f(error) and returns a result that holds the error that it returns. Returns success unchanged.
  template <class F> constexpr result transform_error(F&& f) const&& {
    return with_error(std::move(*this), std::forward<F>(f));
  }

  friend constexpr bool operator==(result const& one, result const& other) {
    if (one.has_value_ != other.has_value_) return false;
    return one.has_value_ || one.error_ == other.error_;
  }
  friend constexpr bool operator==(result const& one, geai::error const& failure) {
    return !one.has_value_ && one.error_ == failure;
  }

private:
  constexpr result& assign_value() noexcept {
    if (!has_value_) std::destroy_at(std::addressof(error_));
    has_value_ = true;
    return *this;
  }

  template <class E> constexpr result& assign_error(E&& failure) {
    if (has_value_)
      std::construct_at(std::addressof(error_), std::forward<E>(failure));
    else
      error_ = std::forward<E>(failure);
    has_value_ = false;
    return *this;
  }

  template <class Self, class F> static constexpr auto and_then(Self&& self, F&& f) {
    using next = decltype(detail::chain(std::forward<F>(f)));
    return self.has_value_ ? detail::chain(std::forward<F>(f)) : next(std::forward<Self>(self).error_);
  }
  template <class Self, class F> static constexpr auto transform(Self&& self, F&& f) {
    using next = decltype(detail::transformed(std::forward<F>(f)));
    return self.has_value_ ? detail::transformed(std::forward<F>(f)) : next(std::forward<Self>(self).error_);
  }
  template <class Self, class F> static constexpr result or_else(Self&& self, F&& f) {
    return self.has_value_ ? result() : detail::recover<void>(std::forward<F>(f), std::forward<Self>(self).error_);
  }
  template <class Self, class F> static constexpr result with_error(Self&& self, F&& f) {
    return self.has_value_ ? result()
                           : result(unexpect, detail::call(std::forward<F>(f), std::forward<Self>(self).error_));
  }

  union {
    error_type error_;
  };
  bool has_value_;
};

namespace detail {

template <class T> struct no_range_of_result {
  template <class Other> static constexpr bool is_no_range() {
    static_assert(std::is_void_v<Other>,
                  "geai: a result is not a range; test it, and then iterate over *result or result.value()");
    return false;
  }
};

}  // namespace detail

// Makes `for (auto& each : client.list_agents())` fail to compile with a clear message.
template <class T> detail::no_iterator<detail::no_range_of_result<T>> begin(result<T> const&) { return {}; }
template <class T> detail::no_iterator<detail::no_range_of_result<T>> end(result<T> const&) { return {}; }

}  // namespace geai::inline v0_2
