#pragma once

#include <boost/hana/accessors.hpp>
#include <boost/hana/at.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/core/to.hpp>
#include <boost/hana/first.hpp>
#include <boost/hana/length.hpp>
#include <boost/hana/second.hpp>
#include <boost/hana/string.hpp>
#include <boost/hana/tuple.hpp>

#include <cstddef>
#include <geai/json/model.hpp>
#include <string_view>
#include <type_traits>
#include <utility>

// A struct adapted for Boost.Hana (BOOST_HANA_DEFINE_STRUCT, BOOST_HANA_ADAPT_STRUCT) is a model whose wire names are
// the names of its members. For other names, specialise geai::model; the full specialisation wins. Include this header
// before the first use of the struct as a model. A Hana struct takes far longer to compile than a field list.

namespace geai::inline v0_2 {

namespace detail {

template <class T, std::size_t Index> struct hana_field {
  static constexpr auto accessor = boost::hana::at_c<Index>(boost::hana::accessors<T>());

  static constexpr std::string_view name = boost::hana::to<char const*>(boost::hana::first(accessor));
  static constexpr bool written = true;

  static auto& get(T& from) noexcept { return boost::hana::second(accessor)(from); }
  static auto const& get(T const& from) noexcept { return boost::hana::second(accessor)(from); }

  using object = T;
  using type = std::remove_reference_t<decltype(boost::hana::second(accessor)(std::declval<T&>()))>;
};

template <class T, class Indices> struct hana_fields_of;

template <class T, std::size_t... Index> struct hana_fields_of<T, std::index_sequence<Index...>> {
  using list = fields<hana_field<T, Index>...>;
};

template <class T>
inline constexpr std::size_t hana_size = decltype(boost::hana::length(boost::hana::accessors<T>()))::value;

}  // namespace detail

// The model of a struct that is adapted for Boost.Hana: its members with their own names.
template <class T>
  requires(boost::hana::Struct<T>::value)
struct model<T> : detail::hana_fields_of<T, std::make_index_sequence<detail::hana_size<T>>>::list {};

}  // namespace geai::inline v0_2
