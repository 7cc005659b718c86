#pragma once

#include <geai/api/gam.hpp>
#include <geai/api/operation.hpp>
#include <geai/error.hpp>
#include <geai/result.hpp>
#include <string>
#include <string_view>

namespace geai::inline v0_2 {

// The functions for the GeneXus Access Manager that send nothing.
template <class Client> class gam_signing {
public:
  // Returns the URL where a user signs in with a browser; sends nothing. Errors: errc::missing_requirement.
  [[nodiscard]] result<std::string> generate_signing_url(api::gam_signing_url const& request) const {
    if (std::string_view const name = api::detail::missing_parameter(request); !name.empty())
      return error(errc::missing_requirement, "generate_signing_url: " + std::string(name) + " is empty");
    if (self().session().base_url().empty())
      return error(errc::missing_requirement, "generate_signing_url: base_url is missing");
    std::string url(self().session().base_url());
    api::detail::write_target(request, url);
    return url;
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
