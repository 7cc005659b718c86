#pragma once

#include <cassert>
#include <concepts>
#include <cstdlib>
#include <geai/detail/language.hpp>
#include <initializer_list>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace geai::inline v0_2 {

template <class T> class optional;

namespace detail {

// True if T is a std::optional or a geai::optional.
template <class T> inline constexpr bool is_optional = false;
template <class T> inline constexpr bool is_optional<std::optional<T>> = true;
template <class T> inline constexpr bool is_optional<optional<T>> = true;

// True if a U becomes the value of an optional<T>. Tests the constructors of T last, since they may test optional<T> in
// turn.
template <class U, class T>
concept optional_value_for = !std::is_same_v<U, optional<T>> && !is_optional<U> && !std::is_same_v<U, std::nullopt_t> &&
                             !std::is_same_v<U, std::in_place_t>;

}  // namespace detail

// A member of a model that may be absent and is an enumeration, an object or a list. It has the interface of
// std::optional, without order and hash, and converts from and to std::optional<T>. A type of its own, since compiling
// a std::optional of each model takes most of the time in which the models are compiled (docs/decisions/optional.md). The
// operators * and -> require a value, which is asserted. Without a value, value() throws std::bad_optional_access;
// without exceptions it aborts.
template <class T> class optional {
public:
  using value_type = T;

  // Makes an optional without a value.
  constexpr optional() noexcept : none_() {}
  constexpr optional(std::nullopt_t) noexcept : none_() {}

  constexpr optional(optional const& other) : none_() {
    if (other.has_value_) make(other.value_);
  }
  constexpr optional(optional&& other) noexcept(std::is_nothrow_move_constructible_v<T>) : none_() {
    if (other.has_value_) make(std::move(other.value_));
  }

  // Constructs the value.
  template <class U = T>
    requires(detail::optional_value_for<std::remove_cvref_t<U>, T>&& std::is_constructible_v<T, U>)
  constexpr explicit(!std::is_convertible_v<U, T>) optional(U&& value) : none_() { make(std::forward<U>(value)); }

  // Constructs the value from the arguments.
  template <class... Args> constexpr explicit optional(std::in_place_t, Args&&... args) : none_() {
    make(std::forward<Args>(args)...);
  }
  template <class U, class... Args>
  constexpr explicit optional(std::in_place_t, std::initializer_list<U> list, Args&&... args) : none_() {
    make(list, std::forward<Args>(args)...);
  }

  // Converts from an optional of another type, or of the standard library.
  template <class Other>
    requires(detail::is_optional<std::remove_cvref_t<Other>> && !std::is_same_v<std::remove_cvref_t<Other>, optional> &&
             std::is_constructible_v<T, decltype(*std::declval<Other>())>)
  constexpr explicit(!std::is_convertible_v<decltype(*std::declval<Other>()), T>) optional(Other&& other) : none_() {
    if (other.has_value()) make(*std::forward<Other>(other));
  }

  constexpr ~optional() { reset(); }

  constexpr optional& operator=(std::nullopt_t) noexcept {
    reset();
    return *this;
  }
  constexpr optional& operator=(optional const& other) {
    if (has_value_ && other.has_value_)
      value_ = other.value_;
    else if (other.has_value_)
      make(other.value_);
    else
      reset();
    return *this;
  }
  constexpr optional& operator=(optional&& other) noexcept(
      std::is_nothrow_move_constructible_v<T>&& std::is_nothrow_move_assignable_v<T>) {
    if (has_value_ && other.has_value_)
      value_ = std::move(other.value_);
    else if (other.has_value_)
      make(std::move(other.value_));
    else
      reset();
    return *this;
  }
  template <class U = T>
    requires(detail::optional_value_for<std::remove_cvref_t<U>, T>&& std::is_constructible_v<T, U>)
  constexpr optional& operator=(U&& value) {
    if (!has_value_)
      make(std::forward<U>(value));
    else if constexpr (std::is_assignable_v<T&, U>)
      value_ = std::forward<U>(value);
    else
      value_ = T(std::forward<U>(value));
    return *this;
  }

  // Replaces the value by one that is constructed from the arguments.
  template <class... Args> constexpr T& emplace(Args&&... args) {
    reset();
    return make(std::forward<Args>(args)...);
  }
  template <class U, class... Args> constexpr T& emplace(std::initializer_list<U> list, Args&&... args) {
    reset();
    return make(list, std::forward<Args>(args)...);
  }

  // Destroys the value, if there is one.
  constexpr void reset() noexcept {
    if (!has_value_) return;
    has_value_ = false;
    std::destroy_at(std::addressof(value_));
  }

  // Exchanges the two values.
  constexpr void swap(optional& other) {
    optional kept(std::move(other));
    other = std::move(*this);
    *this = std::move(kept);
  }
  template <class = void> friend constexpr void swap(optional& one, optional& other) { one.swap(other); }

  // Returns true if there is a value.
  constexpr bool has_value() const noexcept { return has_value_; }
  constexpr explicit operator bool() const noexcept { return has_value_; }

  // Returns the value, which must exist.
  constexpr T& operator*() & noexcept {
    assert(has_value_);
    return value_;
  }
  constexpr T const& operator*() const& noexcept {
    assert(has_value_);
    return value_;
  }
  constexpr T&& operator*() && noexcept {
    assert(has_value_);
    return std::move(value_);
  }
  constexpr T const&& operator*() const&& noexcept {
    assert(has_value_);
    return std::move(value_);
  }
  // Returns a pointer to the value, which must exist.
  constexpr T* operator->() noexcept {
    assert(has_value_);
    return std::addressof(value_);
  }
  constexpr T const* operator->() const noexcept {
    assert(has_value_);
    return std::addressof(value_);
  }

  // Returns the value. Without one it throws std::bad_optional_access; without exceptions it aborts.
  constexpr T& value() & {
    need();
    return value_;
  }
  constexpr T const& value() const& {
    need();
    return value_;
  }
  constexpr T&& value() && {
    need();
    return std::move(value_);
  }
  constexpr T const&& value() const&& {
    need();
    return std::move(value_);
  }

  // Returns the value, or `other` if there is none.
  template <class U = T> constexpr T value_or(U&& other) const& {
    return has_value_ ? value_ : static_cast<T>(std::forward<U>(other));
  }
  template <class U = T> constexpr T value_or(U&& other) && {
    return has_value_ ? std::move(value_) : static_cast<T>(std::forward<U>(other));
  }

  // Calls f(value), which returns an optional, and returns that optional; empty without a value.
  template <class F> constexpr auto and_then(F&& f) const& { return chain(*this, std::forward<F>(f)); }
  template <class F> constexpr auto and_then(F&& f) && { return chain(std::move(*this), std::forward<F>(f)); }

  // Calls f(value) and returns an optional that holds its return value; empty without a value.
  template <class F> constexpr auto transform(F&& f) const& { return transformed(*this, std::forward<F>(f)); }
  template <class F> constexpr auto transform(F&& f) && { return transformed(std::move(*this), std::forward<F>(f)); }

  // Returns itself, or without a value the optional that f() returns.
  template <class F> constexpr optional or_else(F&& f) const& { return has_value_ ? *this : std::forward<F>(f)(); }
  template <class F> constexpr optional or_else(F&& f) && {
    return has_value_ ? std::move(*this) : std::forward<F>(f)();
  }

  // Converts to a std::optional.
  template <class U>
    requires std::same_as<U, T>
  constexpr operator std::optional<U>() const& { return has_value_ ? std::optional<U>(value_) : std::nullopt; }
  template <class U>
    requires std::same_as<U, T>
  constexpr operator std::optional<U>() && { return has_value_ ? std::optional<U>(std::move(value_)) : std::nullopt; }

private:
  template <class... Args> constexpr T& make(Args&&... args) {
    std::construct_at(std::addressof(value_), std::forward<Args>(args)...);
    has_value_ = true;
    return value_;
  }

  constexpr void need() const {
    if (has_value_) return;
#if defined(__cpp_exceptions)
    throw std::bad_optional_access();
#else
    std::abort();
#endif
  }

  template <class Self, class F> static constexpr auto chain(Self&& self, F&& f) {
    using next = std::remove_cvref_t<decltype(std::forward<F>(f)(*std::forward<Self>(self)))>;
    static_assert(detail::is_optional<next>, "geai: the function passed to and_then() must return an optional");
    return self.has_value_ ? next(std::forward<F>(f)(*std::forward<Self>(self))) : next();
  }
  template <class Self, class F> static constexpr auto transformed(Self&& self, F&& f) {
    using next = optional<std::remove_cvref_t<decltype(std::forward<F>(f)(*std::forward<Self>(self)))>>;
    return self.has_value_ ? next(std::forward<F>(f)(*std::forward<Self>(self))) : next();
  }

  union {
    char none_;
    T value_;
  };
  bool has_value_ = false;
};

template <class T> optional(T) -> optional<T>;

template <class T> constexpr bool operator==(optional<T> const& one, std::nullopt_t) noexcept {
  return !one.has_value();
}
// Returns true if both are empty or their values are equal.
template <class T, class U> constexpr bool operator==(optional<T> const& one, optional<U> const& other) {
  return one.has_value() == other.has_value() && (!one.has_value() || *one == *other);
}
template <class T, class U> constexpr bool operator==(optional<T> const& one, std::optional<U> const& other) {
  return one.has_value() == other.has_value() && (!one.has_value() || *one == *other);
}
// Returns true if there is a value and it equals the other one.
template <class T, class U>
  requires(!detail::is_optional<U>)
constexpr auto operator==(optional<T> const& one, U const& other) -> decltype(bool(*one == other)) {
  return one.has_value() && *one == other;
}

}  // namespace geai::inline v0_2
