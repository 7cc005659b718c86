#pragma once

#include <cstddef>
#include <geai/http/header.hpp>
#include <geai/json/model.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace geai::inline v0_2 {

namespace detail {

// The text of an open enumeration: the part that does not depend on the enumeration, compiled once.
class open_text {
public:
  bool empty() const noexcept { return index_ == none && other_.empty(); }

protected:
  using texts_type = std::span<std::string_view const>;

  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  open_text() = default;
  explicit open_text(std::size_t index) noexcept : index_(index) {}
  open_text(std::string_view text, texts_type texts) {
    for (std::size_t i = 0; i != texts.size(); ++i) {
      if (texts[i] == text) {
        index_ = i;
        return;
      }
      if (index_ == none && http::same_name(texts[i], text)) index_ = i;
    }
    other_ = text;
  }

  std::string_view text(texts_type texts) const noexcept {
    return index_ == none || !other_.empty() ? std::string_view(other_) : texts[index_];
  }
  std::size_t index() const noexcept { return index_; }

private:
  std::size_t index_ = none;  // that of the value, or `none`
  std::string other_{};       // the text, unless it is the value's own
};

template <class T>
concept other_text = std::is_convertible_v<T const&, std::string_view> && !std::is_base_of_v<open_text, T>;

}  // namespace detail

// A value of the enumeration E, or an unknown text: for sets of the platform that may grow. E lists its
// texts with geai::enumerators. Converts from a value and from any text, compares with both, and converts to a text:
//
//   geai::open_enumeration<geai::agent_status> status = "active";    // or geai::agent_status::active
//   if (status == geai::agent_status::active || status == "archived") std::cout << status;
//
// An unknown text is kept unchanged. A text that differs from a known one only in case has that value and keeps its
// spelling. Cost: allocates only for long unknown texts.
template <class E> class open_enumeration : public detail::open_text {
public:
  using enumeration = E;  // the enumeration of the values

  open_enumeration() = default;
  // Holds a value, which must be one that E lists; any other value makes it empty.
  open_enumeration(E value) noexcept : open_text(index_of(value)) {}
  // Holds a text, known or not.
  template <detail::other_text Text>
  open_enumeration(Text const& text) : open_text(std::string_view(text), list().texts) {}

  // Returns the text. Valid during the lifetime of this object, until it is assigned to.
  std::string_view text() const noexcept { return open_text::text(list().texts); }
  // Converts to the text.
  operator std::string_view() const noexcept { return text(); }
  // Converts to a copy of the text.
  operator std::string() const { return std::string(text()); }

  // Returns the value; unset for an unknown text and if empty.
  std::optional<E> value() const noexcept {
    return index() == none ? std::optional<E>() : std::optional<E>(list().values[index()]);
  }

  friend bool operator==(open_enumeration const& a, open_enumeration const& b) noexcept { return a.text() == b.text(); }
  friend bool operator==(open_enumeration const& a, E b) noexcept { return a.index() != none && a.value() == b; }
  template <detail::other_text Text> friend bool operator==(open_enumeration const& a, Text const& b) noexcept {
    return a.text() == std::string_view(b);
  }

  // Prints the text. A template, so that this header does not need <ostream>.
  template <class Stream>
    requires(requires(Stream& stream, std::string_view text) { stream << text; })
  friend Stream& operator<<(Stream& stream, open_enumeration const& value) {
    stream << value.text();
    return stream;
  }

private:
  static constexpr auto list() noexcept { return typename model<E>::enumerator_list(); }

  static std::size_t index_of(E value) noexcept {
    std::size_t index = 0;
    while (index != list().size && list().values[index] != value) ++index;
    return index != list().size ? index : none;
  }
};

}  // namespace geai::inline v0_2
