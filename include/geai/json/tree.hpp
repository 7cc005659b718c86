#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <geai/json/detail/numbers.hpp>
#include <geai/json/encode.hpp>
#include <geai/json/model.hpp>
#include <geai/json/rules.hpp>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Reads models from a tree, for Json policies over a library that builds one (examples/policies has two).

namespace geai::inline v0_2::json {

// The kinds of values in a tree.
enum class tree_kind : unsigned char {
  null,     // null
  boolean,  // true or false
  number,   // any number
  text,     // a string
  array,    // [...]
  object,   // {...}
};

// Reads models from trees by the rules of json/rules.hpp.
//
// | expression, for a Tree const& t | returns          | meaning                                                        |
// |---------------------------------|------------------|----------------------------------------------------------------|
// | Access::kind(t)                 | tree_kind        | the kind of the value                                          |
// | Access::boolean(t)              | bool             | the value of a boolean                                         |
// | Access::text(t)                 | std::string_view | the value of a text; valid as long as the tree                 |
// | Access::json(t)                 | std::string      | the JSON text; for a number, with all digits of the tree       |
// | Access::elements(t, visit)      | (any)            | for an array: calls visit(Tree const&) until it returns false  |
// | Access::members(t, visit)       | (any)            | for an object: likewise, visit(std::string_view, Tree const&)  |
template <class Tree, class Access> class tree_reader {
public:
  // Reads `tree` into an object that has its defaults. If it returns false, error() has the reason.
  template <class T> bool read(Tree const& tree, T& out) {
    path_.clear();
    complaint_.clear();
    failed_tries_ = 0;
    if constexpr (takes_null<T>)
      if (Access::kind(tree) == tree_kind::null) return true;
    return read_value(tree, out);
  }

  // "$.path: expected ..., found ..."
  std::string error() const { return "$" + path_ + ": " + complaint_; }

private:
  using kind = tree_kind;

  static constexpr std::size_t max_failed_tries = 100'000;

  bool wrong(Tree const& found, std::string_view expected, std::string_view detail = {}) {
    static constexpr std::string_view names[] = {"null", "a boolean", "a number", "a string", "an array", "an object"};
    complaint_.assign("expected ").append(expected).append(", found ");
    complaint_.append(names[static_cast<std::size_t>(Access::kind(found))]).append(detail);
    return false;
  }

  bool below(std::string_view step) {
    path_.insert(0, step);
    return false;
  }

  bool below_entry(std::string_view key) {
    std::string step = "[";
    json::encode(std::string(key.substr(0, 64)), step);
    return below(step + "]");
  }

  // --- values ---

  template <class T> bool read_value(Tree const& tree, T& out) {
    if constexpr (modelled<T>) {
      return read_model(tree, &out, fields_of<T>(), forms_of<T>);
    } else if constexpr (is_read_strictly<T>) {
      bool const before = std::exchange(is_strict_, true);
      bool const done = read_item(tree, out.value);
      is_strict_ = before;
      return done;
    } else if constexpr (geai::detail::is_optional<T>) {
      return read_value(tree, out.emplace()) || forgives(tree, out);
    } else if constexpr (enumerated<T>) {
      using list = typename model<T>::enumerator_list;
      std::size_t index = 0;
      if (!read_choice(tree, list::texts, index)) return false;
      out = list::values[index];
      return true;
    } else if constexpr (tagged_variant<T>) {
      return read_tagged(tree, out, std::make_index_sequence<model<T>::size>());
    } else if constexpr (geai::detail::is_variant<T>) {
      return read_first_that_fits(tree, out, std::make_index_sequence<geai::detail::alternative_count<T>>());
    } else if constexpr (std::is_same_v<T, raw_json>) {
      out.text = Access::json(tree);
      return true;
    } else if constexpr (std::is_same_v<T, bool>) {
      if (Access::kind(tree) != kind::boolean) return wrong(tree, "a boolean");
      out = Access::boolean(tree);
      return true;
    } else if constexpr (geai::detail::is_duration<T>) {
      typename T::rep count{};
      bool const before = std::exchange(drops_fractions_, !is_strict_);
      bool const done = read_value(tree, count);
      drops_fractions_ = before;
      if (done) out = T(count);
      return done;
    } else if constexpr (std::is_arithmetic_v<T>) {
      return read_number(tree, out);
    } else if constexpr (geai::detail::is_vector<T>) {
      return read_elements(tree, out);
    } else if constexpr (geai::detail::is_map<T>) {
      if (Access::kind(tree) != kind::object) return wrong(tree, "an object");
      out.clear();
      bool done = true;
      Access::members(tree, [&](std::string_view key, Tree const& each) {
        done = read_item(each, out[std::string(key)] = {});
        return done || below_entry(key);
      });
      return done;
    } else if constexpr (!detail::is_text<T>) {
      detail::explain_fault<detail::fault_of<T>()>();
      return false;
    } else {
      if (Access::kind(tree) != kind::text) return wrong(tree, "a string");
      out = T(Access::text(tree));
      return true;
    }
  }

  // Reads an element or an entry: null is the default value.
  template <class T> bool read_item(Tree const& tree, T& out) {
    if (Access::kind(tree) == kind::null && (takes_null<T> || !is_strict_)) return true;
    return read_value(tree, out);
  }

  template <class T> bool read_elements(Tree const& tree, std::vector<T>& out) {
    out.clear();
    kind const is = Access::kind(tree);
    if (is != kind::array) {
      bool const alone = !is_strict_ && ((begins_alone<T> == '{' && is == kind::object && !is_empty(tree)) ||
                                         (begins_alone<T> == '"' && is == kind::text));
      if (!alone) return wrong(tree, "an array");
      T element{};
      if (!read_value(tree, element)) return false;
      out.push_back(std::move(element));
      return true;
    }
    bool done = true;
    Access::elements(tree, [&](Tree const& each) {
      T element{};
      done = read_item(each, element);
      if (!done) below("[" + std::to_string(out.size()) + "]");
      out.push_back(std::move(element));
      return done;
    });
    return done;
  }

  template <class Number> bool read_number(Tree const& tree, Number& into) {
    constexpr std::string_view expected = std::integral<Number> ? "an integer" : "a number";
    kind const is = Access::kind(tree);
    if (is != kind::number && (is != kind::text || is_strict_)) return wrong(tree, expected);
    std::string const json = is == kind::number ? Access::json(tree) : std::string();
    std::string_view const text = is == kind::number ? std::string_view(json) : without_blanks(Access::text(tree));
    detail::number_parts const parts = detail::split_number(text);
    if (!parts.valid) return wrong(tree, expected);
    if constexpr (std::integral<Number>) {
      std::uint64_t bits = 0;
      switch (detail::to_integer(parts, detail::integer_bounds::of<Number>(), drops_fractions_, bits)) {
        case detail::integer_fault::none: into = static_cast<Number>(bits); return true;
        case detail::integer_fault::fraction: return wrong(tree, expected, " with a fraction");
        case detail::integer_fault::range: break;
      }
      return wrong(tree, expected, " that is out of range");
    } else {
      return detail::to_real(parts, text, into) || wrong(tree, expected, " that is out of range");
    }
  }

  // --- one of several ---

  bool read_choice(Tree const& tree, std::span<std::string_view const> texts, std::size_t& index) {
    if (Access::kind(tree) != kind::text) return wrong(tree, "a string");
    index = index_of_text(texts, Access::text(tree));
    if (index != texts.size()) return true;
    complaint_ = describe_choice(texts);
    return false;
  }

  // An optional enumeration stays unset for an unknown text.
  template <class T> bool forgives([[maybe_unused]] Tree const& tree, [[maybe_unused]] T& out) {
    if constexpr (enumerated<typename T::value_type>)
      if (!is_strict_ && Access::kind(tree) == kind::text) {
        out.reset();
        return true;
      }
    return false;
  }

  template <class T, std::size_t Index> static bool read_alternative(tree_reader& self, Tree const& tree, T& out) {
    return self.read_value(tree, out.template emplace<Index>());
  }

  // Reads the first alternative that fits strictly, otherwise, outside of a strict reading, the first that fits
  // leniently; or reports the failure of the one that was read furthest.
  template <class T, std::size_t... Index>
  bool read_first_that_fits(Tree const& tree, T& out, std::index_sequence<Index...>) {
    constexpr bool (*alternatives[])(tree_reader&, Tree const&, T&) = {read_alternative<T, Index>...};
    bool const before = is_strict_;
    std::string path, complaint;
    for (bool const strictly : {true, false}) {
      if (!strictly && before) break;
      for (auto const read : alternatives) {
        is_strict_ = strictly;
        ++depth_of_tries_;
        bool const done = read(*this, tree, out);
        --depth_of_tries_;
        is_strict_ = before;
        if (done) return true;
        if (depth_of_tries_ > 0 && ++failed_tries_ > max_failed_tries) {
          complaint_ = "the alternatives of variants are nested too deeply to be told apart";
          return false;
        }
        if (complaint.empty() || path_.size() > path.size()) {
          path.swap(path_);
          complaint.swap(complaint_);
        }
        path_.clear();
      }
    }
    path_ = std::move(path);
    complaint_ = std::move(complaint);
    return false;
  }

  template <class T, std::size_t Index>
  static bool read_tagged_alternative(tree_reader& self, Tree const& tree, T& out) {
    detail::tagged_object<T, std::remove_reference_t<decltype(out.template emplace<Index>())>> object;
    if (!self.read_value(tree, object)) return false;
    out.template emplace<Index>(std::move(object.value));
    return true;
  }

  template <class T, std::size_t... Index> bool read_tagged(Tree const& tree, T& out, std::index_sequence<Index...>) {
    constexpr bool (*alternatives[])(tree_reader&, Tree const&, T&) = {read_tagged_alternative<T, Index>...};
    detail::tag_of<T> tag;
    bool const before = std::exchange(is_strict_, false);
    bool const done = read_value(tree, tag);
    is_strict_ = before;
    if (!done) return false;
    std::size_t const index = index_of_text(model<T>::texts, tag.text);
    if (index != sizeof...(Index)) return alternatives[index](*this, tree, out);
    complaint_ = tag.text.empty() ? "is missing" : describe_choice(model<T>::texts);
    return below("." + std::string(model<T>::tag));
  }

  // --- objects ---

  using field_function = bool(tree_reader& self, std::string_view key, Tree const& from, void* object);

  struct field_reader {
    std::string_view name{};
    bool beside = false;
    bool holds_others = false;
    bool written = false;
    bool takes_null = false;
    field_function* read = nullptr;
  };

  // The alternative forms of a model.
  struct forms {
    std::string_view wrapper;
    std::string_view list_name;
    std::string_view text_name;
  };

  // Defined here, so that its name is known.
  template <class T, class Field>
  static bool read_field(tree_reader& self, std::string_view key, Tree const& tree, void* object) {
    return self.template read_member<T, Field>(key, tree, *static_cast<T*>(object));
  }

  template <class T, class List> struct field_list;
  template <class T, class... Field> struct field_list<T, fields<Field...>> {
    static constexpr field_reader all[] = {{Field::name, detail::is_beside<Field>, holds_others<Field>, Field::written,
                                            takes_null<typename Field::type>, read_field<T, Field>}...,
                                           {}};
  };

  // Without the last element, which exists because an array may not be empty.
  template <class T> static std::span<field_reader const> fields_of() noexcept {
    return std::span<field_reader const>(field_list<T, typename model<T>::list>::all).first(model<T>::size);
  }
  template <class T> static constexpr forms forms_of = {wrapper_of<T>, list_name_of<T>, text_name_of<T>};

  bool read_model(Tree const& tree, void* object, std::span<field_reader const> fields, forms const& other) {
    std::string_view const alone = is_strict_                          ? std::string_view{}
                                   : Access::kind(tree) == kind::array ? other.list_name
                                   : Access::kind(tree) == kind::text  ? other.text_name
                                                                       : std::string_view{};
    if (!alone.empty()) return find(fields, alone)->read(*this, alone, tree, object);
    if (Access::kind(tree) != kind::object) return wrong(tree, "an object");

    std::vector<bool> present(fields.size());
    bool has_own = false;
    bool done = true;
    Access::members(tree, [&](std::string_view key, Tree const& value) {
      field_reader const* field = find(fields, key);
      if (field == nullptr && is_strict_) {
        field = find_others(fields);
        if (field == nullptr) return done = unknown_member(key);
      }
      if (field == nullptr && !has_own && !other.wrapper.empty() && key == other.wrapper)
        if (Tree const* const inner = first_object(value)) {
          done = read_model(*inner, object, fields, other) || below("." + std::string(key));
          return done;
        }
      if (field == nullptr) {
        field = find_other_spelling(fields, key);
        if (field != nullptr && present[index_of(fields, field)]) field = nullptr;  // the exact name wins
      }
      if (field == nullptr) field = find_others(fields);
      bool const is_null = Access::kind(value) == kind::null && !(field != nullptr && field->holds_others);
      if (field == nullptr || (is_null && !is_strict_)) return true;
      done = (is_null && field->takes_null) || field->read(*this, key, value, object);
      if (!done) below("." + std::string(field->holds_others ? key : field->name));
      present[index_of(fields, field)] = true;
      has_own = has_own || !field->beside;
      return done;
    });
    return done && (!is_strict_ || check_members(fields, present));
  }

  // Checks that each member was present by its own name.
  bool check_members(std::span<field_reader const> fields, std::vector<bool> const& present) {
    for (field_reader const& field : fields) {
      if (field.holds_others) continue;
      bool const came = present[index_of(fields, &field)];
      if (!field.written && came) return unknown_member(field.name);
      if (!field.written || came) continue;
      complaint_ = "is missing";
      return below("." + std::string(field.name));
    }
    return true;
  }

  bool unknown_member(std::string_view key) {
    complaint_ = "is not a member of this type";
    return is_plain_step(key) ? below("." + std::string(key)) : below_entry(key);
  }

  static std::size_t index_of(std::span<field_reader const> fields, field_reader const* field) noexcept {
    return static_cast<std::size_t>(field - fields.data());
  }
  static field_reader const* find(std::span<field_reader const> fields, std::string_view key) noexcept {
    for (field_reader const& each : fields)
      if (each.name == key && !each.holds_others) return &each;
    return nullptr;
  }
  static field_reader const* find_other_spelling(std::span<field_reader const> fields, std::string_view key) noexcept {
    for (field_reader const& each : fields)
      if (is_other_spelling(key, each.name)) return &each;
    return nullptr;
  }
  static field_reader const* find_others(std::span<field_reader const> fields) noexcept {
    for (field_reader const& each : fields)
      if (each.holds_others) return &each;
    return nullptr;
  }

  static bool is_empty(Tree const& object) {
    bool empty = true;
    Access::members(object, [&](std::string_view, Tree const&) { return empty = false; });
    return empty;
  }

  // Returns the object, or the first element of an array if that is an object.
  static Tree const* first_object(Tree const& tree) {
    Tree const* first = &tree;
    if (Access::kind(tree) == kind::array) {
      first = nullptr;
      Access::elements(tree, [&](Tree const& each) {
        first = &each;
        return false;
      });
    }
    return first != nullptr && Access::kind(*first) == kind::object ? first : nullptr;
  }

  // --- fields ---

  template <class T, class Field> bool read_member([[maybe_unused]] std::string_view key, Tree const& tree, T& object) {
    auto& member = Field::get(object);
    using type = std::remove_reference_t<decltype(member)>;
    if constexpr (takes_json<Field>) {
      if (Access::kind(tree) == kind::text || is_strict_) return read_value(tree, member);
      member = Access::json(tree);
      return true;
    } else if constexpr (has_parts<Field>) {
      return read_parts(tree, member, Field::parts(object));
    } else if constexpr (takes_members<Field>) {
      return read_members_as(tree, member);
    } else if constexpr (holds_others<Field>) {
      return read_value(tree, member[std::string(key)]);
    } else if constexpr (has_bounds<Field>) {
      if (!read_value(tree, member)) return false;
      if (!is_strict_ || is_within_bounds<Field>(member)) return true;
      complaint_ = "expected a number within its bounds, found another";
      return false;
    } else if constexpr (informs_only<Field>) {
      if (read_value(tree, member)) return true;
      if (is_strict_) return false;
      bool const before = std::exchange(drops_fractions_, true);
      bool const done = read_value(tree, member);
      drops_fractions_ = before;
      path_.clear();
      if constexpr (!std::is_arithmetic_v<type>)  // a failed read leaves these unchanged
        if (!done) member = type{};
      return true;
    } else {
      if constexpr (modelled<type>) {  // it may have been read before under its other name
        T fresh{};
        member = std::move(Field::get(fresh));
      }
      return read_value(tree, member);
    }
  }

  template <class Text> bool read_parts(Tree const& tree, Text& text, raw_json& parts) {
    parts.text.clear();
    if (Access::kind(tree) != kind::array) return read_value(tree, text);
    std::vector<detail::message_part> each;
    if (!read_value(tree, parts) || !read_value(tree, each)) return false;
    std::string joined;
    for (detail::message_part const& part : each) joined += part.text;
    text = std::move(joined);
    return true;
  }

  template <class T> bool read_members_as(Tree const& tree, std::vector<T>& out) {
    if (Access::kind(tree) != kind::object) return read_value(tree, out);
    out.clear();
    std::map<std::string, raw_json> members;
    if (!read_value(tree, members)) return false;
    if (members.size() <= 2 && members.contains("key")) return read_value(tree, out.emplace_back());
    for (auto& [key, value] : members) {
      T& element = out.emplace_back();
      element.key = key;
      element.value = std::move(value);
    }
    return true;
  }

  std::string path_{};  // assembled while a failure is passed up
  std::string complaint_{};
  bool drops_fractions_ = false;
  bool is_strict_ = false;
  // Counts failed tries, since nested alternatives may take time that doubles with each level.
  std::size_t failed_tries_ = 0;
  std::size_t depth_of_tries_ = 0;
};

}  // namespace geai::inline v0_2::json
