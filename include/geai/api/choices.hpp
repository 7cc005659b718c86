#pragma once

#include <geai/json/open_enumeration.hpp>

// Closed sets of the platform that several services have; those of one are with it.

namespace geai::inline v0_2 {

// Access to a thing of the lab: by all projects, or by its own alone.
enum class access_scope : unsigned char { public_, private_ };
template <>
struct model<access_scope>
    : enumerators<enumerator<"public", access_scope::public_>, enumerator<"private", access_scope::private_>> {};

// The author of a message.
enum class chat_role : unsigned char { system, developer, user, assistant, tool };
template <>
struct model<chat_role>
    : enumerators<enumerator<"system", chat_role::system>, enumerator<"developer", chat_role::developer>,
                  enumerator<"user", chat_role::user>, enumerator<"assistant", chat_role::assistant>,
                  enumerator<"tool", chat_role::tool>> {};

// How much of each thing an answer has.
enum class detail_level : unsigned char { summary, full };
template <>
struct model<detail_level>
    : enumerators<enumerator<"summary", detail_level::summary>, enumerator<"full", detail_level::full>> {};

// The order of a list.
enum class sort_direction : unsigned char { ascending, descending };
template <>
struct model<sort_direction>
    : enumerators<enumerator<"asc", sort_direction::ascending>, enumerator<"desc", sort_direction::descending>> {};

// The states of an API token.
enum class token_status : unsigned char { active, blocked, revoked };
template <>
struct model<token_status>
    : enumerators<enumerator<"Active", token_status::active>, enumerator<"Blocked", token_status::blocked>,
                  enumerator<"Revoked", token_status::revoked>> {};

}  // namespace geai::inline v0_2
