// Images: nothing is drawn, and the URLs do not resolve.

#include "identifiers.hpp"
#include "llm.hpp"
#include "service.hpp"
#include "shape.hpp"

namespace sandbox {

namespace {

class images final : public service {
public:
  void add_routes(router& r) override {
    members const common{required("model", is::filled_text()), required("prompt", is::filled_text()),
                         optional("n", is::integer(1, 10)), optional("size", is::filled_text()),
                         optional("quality", is::filled_text())};
    auto const generation = is::object(
        joined(common, {optional("aspectRatio", is::filled_text()), optional("aspect_ratio", is::filled_text())}));
    auto const edit = is::object(joined(common, {required("image", is::filled_text())}));
    for (auto const* path : {"/images/generations", "/images"})
      r.add("POST", path, access::project, [=](call const& c) { return made(checked_body(c, generation)); });
    r.add("POST", "/images/edits", access::project, [=](call const& c) { return made(checked_body(c, edit)); });
  }

  void reset() override {}

private:
  static reply made(json const& rq) {
    check_provider_model(rq.at("model").get<std::string>());
    json data = json::array();
    for (auto left = rq.value("n", 1); left > 0; --left)
      data.push_back({{"url", "https://images.example.com/" + unique_id() + ".png"}});
    return json_reply({{"created", unix_now()}, {"data", std::move(data)}});  // inferred
  }
};

}  // namespace

std::unique_ptr<service> make_images(world&) { return std::make_unique<images>(); }

}  // namespace sandbox
