#pragma once
// Shared by all services that ask a model: model names, repeatable answers, their cost.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "http.hpp"
#include "world.hpp"

namespace sandbox {

void check_chat_model(world const& w, std::string const& model);  // the forms of the Chat API; throws 400, 404
void check_provider_model(std::string const& model);              // provider/model; throws a 400
void check_cache_switch(request const& rq);                       // X-Saia-Cache-Enabled; throws a 400
bool is_uuid(std::string_view text);
std::vector<std::string> words_of(std::string_view text);           // joining them gives the text again
json usage_of(std::size_t prompt_words, std::size_t answer_words);  // a token is a word, and costs a fixed price
json example_of(json const& schema);                                // a value that fits a JSON schema of the usual kind
long long unix_now();
std::string iso_now();

}  // namespace sandbox
