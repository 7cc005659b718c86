#pragma once

#include <geai/api/operation.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <vector>

// Data sets, plans and results of evaluations, on a separate host: rest-api.md section 7 (docs.globant.ai wiki 839,
// 849, 856). Names that the platform misspells are kept; where there are two spellings, both are read.

namespace geai::inline v0_2 {

// A document that should support an answer.
struct expected_source {
  std::string id{};
  std::string name{};
  std::string value{};
  std::string extension{};
};

// A condition on the metadata of documents.
struct filter_variable {
  std::string id{};
  std::string metadata_type{};  // "V" or "F"
  std::string key{};
  std::string operation{};
  std::string value{};
};

// A question of a data set, with the expected answer.
struct data_set_row {
  std::string id{};
  std::string input{};
  std::string expected_answer{};
  std::string context_document{};
  std::vector<expected_source> expected_sources;
  std::vector<filter_variable> filter_variables;
};

// A data set for the evaluation of assistants.
struct data_set {
  std::string id{};
  std::string name{};
  std::string description{};
  std::string type{};  // "T" is a test; others are not documented
  bool active = false;
  std::string create_date{};  // YYYY-MM-DD
  std::string update_date{};
  std::vector<data_set_row> rows;
};

// The body of the operations that create and update an expected source.
struct expected_source_definition {
  std::optional<std::string> name{};
  std::optional<std::string> value{};
  std::optional<std::string> extension{};
};

// The body of the operations that create and update a condition.
struct filter_variable_definition {
  std::optional<std::string> metadata_type{};  // "V" or "F"
  std::optional<std::string> key{};
  std::optional<std::string> operation{};
  std::optional<std::string> value{};
};

// The body of the operations that create and update a row.
struct data_set_row_definition {
  std::optional<std::string> input{};
  std::optional<std::string> expected_answer{};
  std::optional<std::string> context_document{};
  optional<std::vector<expected_source_definition>> expected_sources{};
  optional<std::vector<filter_variable_definition>> filter_variables{};
};

// The body of the operations that create and update a data set.
struct data_set_definition {
  std::optional<std::string> name{};
  std::optional<std::string> description{};
  std::optional<std::string> type{};
  std::optional<bool> active{};
  optional<std::vector<data_set_row_definition>> rows{};
};

template <>
struct model<expected_source> : fields<field<"dataSetExpectedSourceId", &expected_source::id>,
                                       field<"dataSetExpectedSourceName", &expected_source::name>,
                                       field<"dataSetExpectedSourceValue", &expected_source::value>,
                                       field<"dataSetExpectedSourceExtension", &expected_source::extension>,
                                       other_name<"dataSetexpectedSourceExtention", &expected_source::extension>> {};
template <>
struct model<filter_variable> : fields<field<"dataSetRowFilterVarId", &filter_variable::id>,
                                       field<"dataSetMetadataType", &filter_variable::metadata_type>,
                                       field<"dataSetRowFilterKey", &filter_variable::key>,
                                       field<"dataSetRowFilterOperator", &filter_variable::operation>,
                                       field<"dataSetRowFilterValue", &filter_variable::value>> {};
template <>
struct model<data_set_row>
    : fields<field<"dataSetRowId", &data_set_row::id>, field<"dataSetRowInput", &data_set_row::input>,
             field<"dataSetRowExpectedAnswer", &data_set_row::expected_answer>,
             field<"dataSetRowContextDocument", &data_set_row::context_document>,
             field<"expectedSources", &data_set_row::expected_sources>,
             field<"filterVariables", &data_set_row::filter_variables>> {};
template <>
struct model<data_set>
    : fields<field<"dataSetId", &data_set::id>, field<"dataSetName", &data_set::name>,
             field<"dataSetDescription", &data_set::description>, field<"dataSetType", &data_set::type>,
             field<"dataSetActive", &data_set::active>, field<"dataSetCreateDate", &data_set::create_date>,
             field<"dataSetUpdateDate", &data_set::update_date>, field<"rows", &data_set::rows>> {};
template <>
struct model<expected_source_definition>
    : fields<field<"dataSetExpectedSourceName", &expected_source_definition::name>,
             field<"dataSetExpectedSourceValue", &expected_source_definition::value>,
             field<"dataSetExpectedSourceExtension", &expected_source_definition::extension>> {};
template <>
struct model<filter_variable_definition>
    : fields<field<"dataSetMetadataType", &filter_variable_definition::metadata_type>,
             field<"dataSetRowFilterKey", &filter_variable_definition::key>,
             field<"dataSetRowFilterOperator", &filter_variable_definition::operation>,
             field<"dataSetRowFilterValue", &filter_variable_definition::value>> {};
template <>
struct model<data_set_row_definition>
    : fields<field<"dataSetRowInput", &data_set_row_definition::input>,
             field<"dataSetRowExpectedAnswer", &data_set_row_definition::expected_answer>,
             field<"dataSetRowContextDocument", &data_set_row_definition::context_document>,
             field<"expectedSources", &data_set_row_definition::expected_sources>,
             field<"filterVariables", &data_set_row_definition::filter_variables>> {};
template <>
struct model<data_set_definition>
    : fields<field<"dataSetName", &data_set_definition::name>,
             field<"dataSetDescription", &data_set_definition::description>,
             field<"dataSetType", &data_set_definition::type>, field<"dataSetActive", &data_set_definition::active>,
             field<"rows", &data_set_definition::rows>> {};

namespace api {

// Lists the data sets.
struct list_data_sets {
  using answer = std::vector<data_set>;
  using endpoint = get<"/dataSetApi/dataSets">;
  using parameters = fields<>;
  static constexpr auto host = api::host::evaluation;
};

// Returns a data set.
struct get_data_set {
  std::string data_set_id{};

  using answer = data_set;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}">;
  using parameters = fields<path<"data_set_id", &get_data_set::data_set_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Creates a data set.
struct create_data_set {
  data_set_definition definition = data_set_definition();

  using answer = data_set;
  using endpoint = post<"/dataSetApi/dataSet">;
  using parameters = fields<body<&create_data_set::definition>>;
  static constexpr auto host = api::host::evaluation;
};

// Creates a data set from the JSON text of a file. The shape of the reply is not documented.
struct create_data_set_from_file {
  raw_json content{};  // the JSON text of the file

  using answer = raw_json;
  using endpoint = post<"/dataSetApi/dataSet/FileUpload">;
  using parameters = fields<body<&create_data_set_from_file::content>>;
  static constexpr auto host = api::host::evaluation;
};

// Updates a data set.
struct update_data_set {
  std::string data_set_id{};
  data_set_definition definition = data_set_definition();

  using answer = data_set;
  using endpoint = put<"/dataSetApi/dataSet/{data_set_id}">;
  using parameters = fields<path<"data_set_id", &update_data_set::data_set_id>, body<&update_data_set::definition>>;
  static constexpr auto host = api::host::evaluation;
};

// Deletes a data set.
struct delete_data_set {
  std::string data_set_id{};

  using answer = void;
  using endpoint = delete_<"/dataSetApi/dataSet/{data_set_id}">;
  using parameters = fields<path<"data_set_id", &delete_data_set::data_set_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Lists the rows as a bare array, like the data sets (inferred; so are the lists below it).
struct list_data_set_rows {
  std::string data_set_id{};

  using answer = std::vector<data_set_row>;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}/dataSetRows">;
  using parameters = fields<path<"data_set_id", &list_data_set_rows::data_set_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Returns a row of a data set.
struct get_data_set_row {
  std::string data_set_id{};
  std::string row_id{};

  using answer = data_set_row;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}">;
  using parameters =
      fields<path<"data_set_id", &get_data_set_row::data_set_id>, path<"row_id", &get_data_set_row::row_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Adds a row to a data set.
struct create_data_set_row {
  std::string data_set_id{};
  data_set_row_definition definition = data_set_row_definition();

  using answer = data_set_row;
  using endpoint = post<"/dataSetApi/dataSet/{data_set_id}/dataSetRow">;
  using parameters =
      fields<path<"data_set_id", &create_data_set_row::data_set_id>, body<&create_data_set_row::definition>>;
  static constexpr auto host = api::host::evaluation;
};

// Adds rows from the JSON text of a file. The shape of the reply is not documented.
struct upload_data_set_rows {
  std::string data_set_id{};
  raw_json content{};  // the JSON text of the file

  using answer = raw_json;
  using endpoint = post<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/FileUpload">;
  using parameters =
      fields<path<"data_set_id", &upload_data_set_rows::data_set_id>, body<&upload_data_set_rows::content>>;
  static constexpr auto host = api::host::evaluation;
};

// Updates a row of a data set.
struct update_data_set_row {
  std::string data_set_id{};
  std::string row_id{};
  data_set_row_definition definition = data_set_row_definition();

  using answer = data_set_row;
  using endpoint = put<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}">;
  using parameters = fields<path<"data_set_id", &update_data_set_row::data_set_id>,
                            path<"row_id", &update_data_set_row::row_id>, body<&update_data_set_row::definition>>;
  static constexpr auto host = api::host::evaluation;
};

// Deletes a row of a data set.
struct delete_data_set_row {
  std::string data_set_id{};
  std::string row_id{};

  using answer = void;
  using endpoint = delete_<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}">;
  using parameters =
      fields<path<"data_set_id", &delete_data_set_row::data_set_id>, path<"row_id", &delete_data_set_row::row_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Lists the expected sources of a row.
struct list_expected_sources {
  std::string data_set_id{};
  std::string row_id{};

  using answer = std::vector<expected_source>;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSources">;
  using parameters =
      fields<path<"data_set_id", &list_expected_sources::data_set_id>, path<"row_id", &list_expected_sources::row_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Returns an expected source.
struct get_expected_source {
  std::string data_set_id{};
  std::string row_id{};
  std::string source_id{};

  using answer = expected_source;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSource/{source_id}">;
  using parameters =
      fields<path<"data_set_id", &get_expected_source::data_set_id>, path<"row_id", &get_expected_source::row_id>,
             path<"source_id", &get_expected_source::source_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Creates an expected source.
struct create_expected_source {
  std::string data_set_id{};
  std::string row_id{};
  expected_source_definition definition = expected_source_definition();

  using answer = expected_source;
  using endpoint = post<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSource">;
  using parameters = fields<path<"data_set_id", &create_expected_source::data_set_id>,
                            path<"row_id", &create_expected_source::row_id>, body<&create_expected_source::definition>>;
  static constexpr auto host = api::host::evaluation;
};

// Updates an expected source.
struct update_expected_source {
  std::string data_set_id{};
  std::string row_id{};
  std::string source_id{};
  expected_source_definition definition = expected_source_definition();

  using answer = expected_source;
  using endpoint = put<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSource/{source_id}">;
  using parameters =
      fields<path<"data_set_id", &update_expected_source::data_set_id>, path<"row_id", &update_expected_source::row_id>,
             path<"source_id", &update_expected_source::source_id>, body<&update_expected_source::definition>>;
  static constexpr auto host = api::host::evaluation;
};

// Deletes an expected source.
struct delete_expected_source {
  std::string data_set_id{};
  std::string row_id{};
  std::string source_id{};

  using answer = void;
  using endpoint =
      delete_<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSource/{source_id}">;
  using parameters =
      fields<path<"data_set_id", &delete_expected_source::data_set_id>, path<"row_id", &delete_expected_source::row_id>,
             path<"source_id", &delete_expected_source::source_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Lists the filter variables of a row.
struct list_filter_variables {
  std::string data_set_id{};
  std::string row_id{};

  using answer = std::vector<filter_variable>;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariables">;
  using parameters =
      fields<path<"data_set_id", &list_filter_variables::data_set_id>, path<"row_id", &list_filter_variables::row_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Returns a filter variable.
struct get_filter_variable {
  std::string data_set_id{};
  std::string row_id{};
  std::string variable_id{};

  using answer = filter_variable;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariable/{variable_id}">;
  using parameters =
      fields<path<"data_set_id", &get_filter_variable::data_set_id>, path<"row_id", &get_filter_variable::row_id>,
             path<"variable_id", &get_filter_variable::variable_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Creates a filter variable.
struct create_filter_variable {
  std::string data_set_id{};
  std::string row_id{};
  filter_variable_definition definition = filter_variable_definition();

  using answer = filter_variable;
  using endpoint = post<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariable">;
  using parameters = fields<path<"data_set_id", &create_filter_variable::data_set_id>,
                            path<"row_id", &create_filter_variable::row_id>, body<&create_filter_variable::definition>>;
  static constexpr auto host = api::host::evaluation;
};

// Updates a filter variable.
struct update_filter_variable {
  std::string data_set_id{};
  std::string row_id{};
  std::string variable_id{};
  filter_variable_definition definition = filter_variable_definition();

  using answer = filter_variable;
  using endpoint = put<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariable/{variable_id}">;
  using parameters =
      fields<path<"data_set_id", &update_filter_variable::data_set_id>, path<"row_id", &update_filter_variable::row_id>,
             path<"variable_id", &update_filter_variable::variable_id>, body<&update_filter_variable::definition>>;
  static constexpr auto host = api::host::evaluation;
};

// Deletes a filter variable.
struct delete_filter_variable {
  std::string data_set_id{};
  std::string row_id{};
  std::string variable_id{};

  using answer = void;
  using endpoint =
      delete_<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariable/{variable_id}">;
  using parameters =
      fields<path<"data_set_id", &delete_filter_variable::data_set_id>, path<"row_id", &delete_filter_variable::row_id>,
             path<"variable_id", &delete_filter_variable::variable_id>>;
  static constexpr auto host = api::host::evaluation;
};

}  // namespace api
}  // namespace geai::inline v0_2
