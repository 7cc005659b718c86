// Evaluation APIs: data sets. Replies are bare arrays and objects; success is always 200.

#include "evaluation.hpp"

#include "identifiers.hpp"
#include "llm.hpp"
#include "service.hpp"

namespace sandbox {

json& evaluation_item(json& list, std::string_view id_field, std::string const& id) {
  for (auto& item : list)
    if (item.at(std::string(id_field)) == id) return item;
  throw api_failure(404, 5000, "No results found");
}

void add_evaluation_level(router& r, world& w, evaluation_level const& l) {
  r.add("GET", l.collection, access::project, [l](call const& c) {
    no_query(c);
    return json_reply(l.list(c));
  });
  r.add("POST", l.item, access::project, [l, &w](call const& c) {
    json const body = checked_body(c, is::object(l.fields));
    json& list = l.list(c);
    list.push_back(l.born(body));
    w.changes.note("created", l.noun, list.back().at(l.id_field).get<std::string>());
    return json_reply(list.back());
  });
  std::string const one = l.item + "/{id}";
  r.add("GET", one, access::project, [l](call const& c) {
    no_query(c);
    return json_reply(evaluation_item(l.list(c), l.id_field, c.slots.back()));
  });
  r.add("PUT", one, access::project, [l, &w](call const& c) {
    json body = checked_body(c, is::object(nothing_required(l.fields)));  // inferred: omitted members keep their value
    json& item = evaluation_item(l.list(c), l.id_field, c.slots.back());
    body.erase(l.id_field);
    item = l.born(overlaid(item, body));
    w.changes.note("updated", l.noun, c.slots.back());
    return json_reply(item);
  });
  r.add("DELETE", one, access::project, [l, &w](call const& c) {
    no_query(c);
    no_body(c);
    json& list = l.list(c);
    json const& item = evaluation_item(list, l.id_field, c.slots.back());
    list.erase(static_cast<std::size_t>(&item - &list.front()));
    w.changes.note("deleted", l.noun, c.slots.back());
    return json_reply(json::object());  // inferred
  });
}

namespace {

members const source_fields{
    optional("dataSetExpectedSourceId", is::text()), required("dataSetExpectedSourceName", is::filled_text()),
    required("dataSetExpectedSourceValue", is::text()),
    optional("dataSetExpectedSourceExtension", is::text()),   // the sources differ about this name:
    optional("dataSetexpectedSourceExtention", is::text())};  // both are accepted, and each is returned as it was sent

members const filter_fields{
    optional("dataSetRowFilterVarId", is::text()), required("dataSetMetadataType", is::one_of({"V", "F"})),
    required("dataSetRowFilterKey", is::filled_text()), required("dataSetRowFilterValue", is::text()),
    required("dataSetRowFilterOperator", is::filled_text())};

members const row_fields{optional("dataSetRowId", is::text()),
                         required("dataSetRowInput", is::filled_text()),
                         optional("dataSetRowExpectedAnswer", is::text()),
                         optional("dataSetRowContextDocument", is::text()),
                         optional("expectedSources", is::array_of(is::object(source_fields))),
                         optional("filterVariables", is::array_of(is::object(filter_fields)))};

members const set_fields{
    optional("dataSetId", is::text()),          required("dataSetName", is::filled_text()),
    optional("dataSetDescription", is::text()), optional("dataSetType", is::filled_text()),
    optional("dataSetActive", is::boolean()),   optional("dataSetCreateDate", is::text()),
    optional("dataSetUpdateDate", is::text()),  optional("rows", is::array_of(is::object(row_fields)))};

json with_id(std::string const& field, json const& given) {
  json out = overlaid({{field, ""}}, given);
  if (out.at(field) == "") out[field] = unique_id();
  return out;
}

json born_source(json const& given) { return with_id("dataSetExpectedSourceId", given); }
json born_filter(json const& given) { return with_id("dataSetRowFilterVarId", given); }

json born_row(json const& given) {
  json out = overlaid({{"dataSetRowId", ""},
                       {"dataSetRowInput", ""},
                       {"dataSetRowExpectedAnswer", ""},
                       {"dataSetRowContextDocument", ""},
                       {"expectedSources", json::array()},
                       {"filterVariables", json::array()}},
                      given);
  for (auto& s : out.at("expectedSources")) s = born_source(s);
  for (auto& f : out.at("filterVariables")) f = born_filter(f);
  return with_id("dataSetRowId", out);
}

json born_set(json const& given) {
  auto const today = iso_now().substr(0, 10);
  json out = overlaid({{"dataSetId", ""},
                       {"dataSetName", ""},
                       {"dataSetDescription", ""},
                       {"dataSetType", "T"},
                       {"dataSetActive", true},
                       {"dataSetCreateDate", today},
                       {"dataSetUpdateDate", today},
                       {"rows", json::array()}},
                      given);
  out["dataSetUpdateDate"] = today;
  for (auto& row : out.at("rows")) row = born_row(row);
  return with_id("dataSetId", out);
}

class data_sets final : public service {
public:
  explicit data_sets(world& w) : world_(w) {
    w.data_set_rows = [this](std::string const& id) { return evaluation_item(sets_, "dataSetId", id).at("rows"); };
  }

  void add_routes(router& r) override {
    std::string const base = "/dataSetApi";
    std::string const set = base + "/dataSet/{dataSetId}";
    std::string const row = set + "/dataSetRow/{dataSetRowId}";
    auto const rows = [this](call const& c) -> json& {
      return evaluation_item(sets_, "dataSetId", c.slots.at(0)).at("rows");
    };
    auto const of_row = [rows](std::string const& what) {
      return [rows, what](call const& c) -> json& {
        return evaluation_item(rows(c), "dataSetRowId", c.slots.at(1)).at(what);
      };
    };
    add_evaluation_level(r, world_,
                         {base + "/dataSets", base + "/dataSet", "dataSetId", "data set", set_fields, born_set,
                          [this](call const&) -> json& { return sets_; }});
    add_evaluation_level(
        r, world_,
        {set + "/dataSetRows", set + "/dataSetRow", "dataSetRowId", "data set row", row_fields, born_row, rows});
    add_evaluation_level(
        r, world_,
        {row + "/dataSetRowExpectedSources", row + "/dataSetRowExpectedSource", "dataSetExpectedSourceId",
         "expected source", source_fields, born_source, of_row("expectedSources")});
    add_evaluation_level(
        r, world_,
        {row + "/dataSetRowFilterVariables", row + "/dataSetRowFilterVariable", "dataSetRowFilterVarId",
         "filter variable", filter_fields, born_filter, of_row("filterVariables")});
    r.add("POST", base + "/dataSet/FileUpload", access::project, [this](call const& c) {
      sets_.push_back(born_set(checked_body(c, is::object(set_fields))));
      world_.changes.note("created", "data set", sets_.back().at("dataSetId").get<std::string>());
      return json_reply(sets_.back());
    });
    r.add("POST", set + "/dataSetRow/FileUpload", access::project, [this, rows](call const& c) {
      json const more = checked_body(c, is::array_of(is::object(row_fields)));
      json& all = rows(c);
      json added = json::array();
      for (auto const& one : more) {
        all.push_back(born_row(one));
        added.push_back(all.back());
        world_.changes.note("created", "data set row", all.back().at("dataSetRowId").get<std::string>());
      }
      return json_reply(added);  // inferred
    });
  }

  void reset() override { sets_ = json::array(); }

private:
  world& world_;
  json sets_ = json::array();
};

}  // namespace

std::unique_ptr<service> make_data_sets(world& w) { return std::make_unique<data_sets>(w); }

}  // namespace sandbox
