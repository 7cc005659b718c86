#pragma once

#include <geai/json/open_enumeration.hpp>

// The enumerations that several services share; those of a single service are in its header.

namespace geai::inline v0_2 {

// The access to an entity of the lab: by all projects, or by its own only.
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

// The level of detail of an answer.
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
