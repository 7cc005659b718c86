// Security API: tokens for a password or a refresh token, and the owner of a token.

#include <algorithm>
#include <array>

#include "service.hpp"

namespace sandbox {

namespace {

constexpr std::array<std::string_view, 2> scopes{"gam_user_data", "gam_user_roles"};

class form {
public:
  explicit form(request const& rq) {
    if (rq.target.find('?') != rq.target.npos)
      throw api_failure(400, code::bad_input, "Credentials are not accepted in the URL");
    auto const type = rq.header("Content-Type").value_or("");
    auto const media = type.substr(0, type.find_first_of("; "));
    if (!same_name(media, "application/x-www-form-urlencoded"))
      throw api_failure(400, code::bad_input, "Content-Type must be application/x-www-form-urlencoded");
    fields_ = form_fields(rq.body);
    for (std::size_t i = 0; i < fields_.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (fields_[i].first == fields_[j].first)
          throw api_failure(400, code::bad_input, "Field given more than once: " + fields_[i].first);
  }

  std::optional<std::string> optional(std::string_view name) const {
    auto const it = std::ranges::find(fields_, name, &std::pair<std::string, std::string>::first);
    return it == fields_.end() ? std::nullopt : std::optional(it->second);
  }

  std::string required(std::string_view name) const {
    auto value = optional(name);
    if (!value || value->empty()) throw field_required(name);
    return std::move(*value);
  }

private:
  text_pairs fields_;
};

// Scopes are separated by blanks or plus signs; the answer joins them with plus signs.
std::string granted_scope(std::string_view asked) {
  std::string granted;
  for (std::size_t from = 0; from <= asked.size();) {
    auto const end = std::min(asked.find_first_of(" +", from), asked.size());
    auto const one = asked.substr(from, end - from);
    if (std::ranges::find(scopes, one) == scopes.end())
      throw out_of_range("scope", "gam_user_data, gam_user_roles or both");
    granted.append(granted.empty() ? "" : "+").append(one);
    from = end + 1;
  }
  return granted;
}

class oauth final : public service {
public:
  explicit oauth(world& w) : world_(w) {}

  void add_routes(router& r) override {
    for (auto const* path : {"/oauth/access_token", "/oauth/gam/v2.0/access_token"})
      r.add("POST", path, access::open, [this](call const& c) { return access_token(c); });
    for (auto const* path : {"/openid/userinfo", "/oauth/gam/v2.0/userinfo"})
      r.add("GET", path, access::user, [this](call const& c) { return user_info(c); });
    // inferred: the reply
    r.add("GET", "/v1/gam/authentication-types", access::organization, [](call const& c) {
      query_reader(c.rq.query).finish();
      return json_reply(json::array({{{"name", "local"}, {"type", "GAMLocal"}}}));
    });
  }

  void reset() override {}  // the world resets the tokens

private:
  reply access_token(call const& c) {
    form const f(c.rq);
    auto const grant = f.optional("grant_type").value_or("password");
    auto const client_id = f.required("client_id");
    if (grant == "refresh_token") {
      auto const refresh = f.required("refresh_token");
      check_client(client_id);
      auto const token = world_.tokens.refresh(refresh);
      if (!token) throw gam_failure(401, code::refresh_token_error, "Refresh token error");
      return token_reply(*token);
    }
    if (grant != "password") throw out_of_range("grant_type", "password or refresh_token");
    auto const username = f.required("username");
    auto const password = f.required("password");
    auto const scope = granted_scope(f.required("scope"));
    check_client(client_id);
    if (username != known::username || password != known::password)
      throw gam_failure(401, 401, "The user name or the password is incorrect");
    return token_reply(world_.tokens.issue(scope));
  }

  static void check_client(std::string_view id) {
    if (id != known::client_id) throw gam_failure(401, 401, "Client ID not found");
  }

  reply token_reply(issued_token const& t) const {
    reply r = json_reply({{"access_token", t.access},
                          {"token_type", "Bearer"},
                          {"expires_in", world_.tokens.announced_lifetime()},
                          {"refresh_token", t.refresh},
                          {"scope", t.scope},
                          {"user_guid", known::user_guid}});
    r.headers = {{"Cache-Control", "no-store"}, {"Pragma", "no-cache"}};
    return r;
  }

  // Returns only the claims of the token's scopes.
  reply user_info(call const& c) const {
    query_reader(c.rq.query).finish();
    auto const scope = world_.tokens.scope(c.token);
    json user{{"sub", known::user_guid}, {"guid", known::user_guid}, {"username", known::username}};
    if (scope.find("gam_user_data") != scope.npos)
      user.update({{"email", known::username},
                   {"first_name", "Sandbox"},
                   {"last_name", "User"},
                   {"name", "Sandbox User"},
                   {"language", "en"}});
    if (scope.find("gam_user_roles") != scope.npos)
      user["roles"] = json::array({{{"guid", "bbbbbbbb-0000-4000-8000-000000000001"}, {"name", "Project member"}}});
    return json_reply(user);
  }

  world& world_;
};

}  // namespace

std::unique_ptr<service> make_oauth(world& w) { return std::make_unique<oauth>(w); }

}  // namespace sandbox
