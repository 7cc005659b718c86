#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

// The number, positions and names of the members of plain aggregates. Everything here happens at compile time, and only
// for the types that use it.

namespace geai::inline v0_2::detail {

// Converts to anything, to count members in unevaluated expressions. Const, so that constructors that accept anything
// are preferred.
struct any_value {
  template <class T> operator T() const noexcept { __builtin_unreachable(); }
};

// Converts only to a base class of T.
template <class T> struct any_base {
  template <class Base>
    requires(std::is_base_of_v<Base, T> && !std::is_same_v<Base, T>)
  operator Base() const noexcept;
};

template <class T>
concept has_base = requires {
  T{any_base<T>{}};
};

template <std::size_t> using indexed_any = any_value;
template <class T, class Indices> inline constexpr bool takes_values = false;
template <class T, std::size_t... Index>
inline constexpr bool takes_values<T, std::index_sequence<Index...>> = requires {
  T{indexed_any<Index>{}...};
};

inline constexpr std::size_t max_members = 48;  // supported by members_of() below

// Returns the number of members, if it is at least Low and less than High; otherwise a number beyond max_members.
template <class T, std::size_t Low, std::size_t High> consteval std::size_t count_between() {
  if constexpr (High - Low == 1)
    return Low;
  else if constexpr (takes_values<T, std::make_index_sequence<(Low + High) / 2>>)
    return count_between<T, (Low + High) / 2, High>();
  else
    return count_between<T, Low, (Low + High) / 2>();
}
template <class T, std::size_t Low = 0, std::size_t High = 8> consteval std::size_t count_members() {
  if constexpr (Low > max_members)
    return Low;
  else if constexpr (takes_values<T, std::make_index_sequence<High>>)
    return count_members<T, High, 2 * High>();
  else
    return count_between<T, Low, High>();
}
template <class T> inline constexpr std::size_t member_count = count_members<T>();

template <class T, class Indices> inline constexpr bool takes_arguments = false;
template <class T, std::size_t... Index>
inline constexpr bool takes_arguments<T, std::index_sequence<Index...>> = requires {
  T(indexed_any<Index>{}...);
};

// True for a struct with an array of more than one element. Braces count each of its elements, while parentheses take
// one value for each member and never an array.
template <class T>
inline constexpr bool has_array = member_count<T> > 1 && member_count<T> <= max_members &&
                                  !takes_arguments<T, std::make_index_sequence<member_count<T>>>;

// The types of the members and their positions in one object.
template <class... Member> struct member_list { void const* at[sizeof...(Member) + 1]; };

template <class... Member>
[[gnu::always_inline]] constexpr member_list<Member...> list_members(Member&... member) noexcept {
  return {{&member..., nullptr}};
}

template <class Object> constexpr auto members_of([[maybe_unused]] Object const& constant) noexcept {
  constexpr std::size_t count = member_count<Object>;
  Object& object =
      const_cast<Object&>(constant);  // nothing is modified; but a reference to a constant does not reveal a bit-field
  // clang-format off
#define GEAI_MEMBERS(number, ...) \
  if constexpr (count == number) { \
    auto& [__VA_ARGS__] = object; \
    static_assert(requires { list_members(__VA_ARGS__); }, \
                  "geai: a struct with a bit-field is not a model by itself: describe it with geai::model"); \
    return list_members(__VA_ARGS__); \
  }
  if constexpr (count == 0) return list_members();
  GEAI_MEMBERS(1, a)
  GEAI_MEMBERS(2, a,b)
  GEAI_MEMBERS(3, a,b,c)
  GEAI_MEMBERS(4, a,b,c,d)
  GEAI_MEMBERS(5, a,b,c,d,e)
  GEAI_MEMBERS(6, a,b,c,d,e,f)
  GEAI_MEMBERS(7, a,b,c,d,e,f,g)
  GEAI_MEMBERS(8, a,b,c,d,e,f,g,h)
  GEAI_MEMBERS(9, a,b,c,d,e,f,g,h,i)
  GEAI_MEMBERS(10, a,b,c,d,e,f,g,h,i,j)
  GEAI_MEMBERS(11, a,b,c,d,e,f,g,h,i,j,k)
  GEAI_MEMBERS(12, a,b,c,d,e,f,g,h,i,j,k,l)
  GEAI_MEMBERS(13, a,b,c,d,e,f,g,h,i,j,k,l,m)
  GEAI_MEMBERS(14, a,b,c,d,e,f,g,h,i,j,k,l,m,n)
  GEAI_MEMBERS(15, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o)
  GEAI_MEMBERS(16, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p)
  GEAI_MEMBERS(17, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q)
  GEAI_MEMBERS(18, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r)
  GEAI_MEMBERS(19, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s)
  GEAI_MEMBERS(20, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t)
  GEAI_MEMBERS(21, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u)
  GEAI_MEMBERS(22, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v)
  GEAI_MEMBERS(23, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w)
  GEAI_MEMBERS(24, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x)
  GEAI_MEMBERS(25, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y)
  GEAI_MEMBERS(26, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z)
  GEAI_MEMBERS(27, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A)
  GEAI_MEMBERS(28, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B)
  GEAI_MEMBERS(29, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C)
  GEAI_MEMBERS(30, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D)
  GEAI_MEMBERS(31, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E)
  GEAI_MEMBERS(32, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F)
  GEAI_MEMBERS(33, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G)
  GEAI_MEMBERS(34, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H)
  GEAI_MEMBERS(35, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I)
  GEAI_MEMBERS(36, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J)
  GEAI_MEMBERS(37, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J,K)
  GEAI_MEMBERS(38, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J,K,L)
  GEAI_MEMBERS(39, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J,K,L,M)
  GEAI_MEMBERS(40, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J,K,L,M,N)
  GEAI_MEMBERS(41, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O)
  GEAI_MEMBERS(42, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P)
  GEAI_MEMBERS(43, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q)
  GEAI_MEMBERS(44, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R)
  GEAI_MEMBERS(45, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S)
  GEAI_MEMBERS(46, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T)
  GEAI_MEMBERS(47, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U)
  GEAI_MEMBERS(48, a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U,V)
#undef GEAI_MEMBERS
  // clang-format on
}

#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif

// An object of which only the address is used. It is never defined.
template <class T> struct nowhere_holder { T value; };
template <class T> extern nowhere_holder<T> const nowhere;

template <class T> consteval T const& object_of() noexcept { return nowhere<T>.value; }

#ifdef __clang__
#pragma clang diagnostic pop

// A pointer to a subobject is a valid template argument only since clang 18; a struct that holds one was valid before.
struct member_address {
  void const* pointer;
};
#else
using member_address = void const*;
#endif

template <member_address Address> consteval char const* describe_address() noexcept { return __PRETTY_FUNCTION__; }

// Returns the last identifier of "... [Address = ... .value.note::id)]".
consteval std::string_view last_identifier(std::string_view text) {
  auto const is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  std::size_t end = text.size();
  while (!is_part(text[end - 1])) --end;
  std::size_t begin = end;
  while (is_part(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

template <std::size_t Size> struct name_text {
  char text[Size]{};

  consteval explicit name_text(std::string_view input) {
    for (std::size_t i = 0; i != Size; ++i) text[i] = input[i];
  }
  constexpr std::string_view view() const noexcept { return {text, Size}; }
};

// The name of a member, in a constant of its own, so that the program contains nothing else of the long name.
template <class T, std::size_t Index>
inline constexpr auto member_name = [] {
  constexpr std::string_view name =
      last_identifier(describe_address<member_address{members_of(object_of<T>()).at[Index]}>());
  return name_text<name.size()>(name);
}();

// A type like std::array, or one that opts out of being JSON.
template <class T>
concept not_reflected = requires {
  std::tuple_size<T>::value;
}
|| requires { typename T::no_model; };

// A plain aggregate whose members can be listed.
template <class T>
concept reflectable =
    std::is_class_v<T> && std::is_aggregate_v<T> && std::is_default_constructible_v<T> && !not_reflected<T> &&
    !has_base<T> && member_count<T> <= max_members && !has_array<T>;

// One member of a plain aggregate, like geai::field in a field list.
template <class T, std::size_t Index, class Type> struct reflected_field {
  using object = T;
  using type = Type;

  static constexpr std::string_view name = member_name<T, Index>.view();
  static constexpr bool written = true;

  [[gnu::always_inline]] static type& get(T& from) noexcept { return const_cast<type&>(get(std::as_const(from))); }
  [[gnu::always_inline]] static type const& get(T const& from) noexcept {
    return *static_cast<type const*>(members_of(from).at[Index]);
  }
};

}  // namespace geai::inline v0_2::detail
