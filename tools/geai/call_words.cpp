// Parses the command line of a call: its members, by name or by position.

#include "call_words.hpp"

#include <algorithm>

#include "command_line.hpp"

namespace tool {

namespace {

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (std::size_t end; (end = text.find(at)) != text.npos; text.remove_prefix(end + 1))
    parts.emplace_back(text.substr(0, end));
  parts.emplace_back(text);
  return parts;
}

bool is_named(member const& which, std::string_view name) {
  return kebab(which.name) == name || which.name == name || (!which.wire.empty() && which.wire == name);
}

member const* member_of(std::span<member const> members, std::string_view name) {
  auto const found =
      std::find_if(members.begin(), members.end(), [name](member const& each) { return is_named(each, name); });
  return found == members.end() ? nullptr : &*found;
}

std::span<member const> members_of(member const& which) {
  if (which.type.base != base::model) return {};
  return models()[static_cast<std::size_t>(which.type.model)].members;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 6 && text.find_first_not_of("0123456789") == text.npos;
}

// Resolves the path of "agent-data.prompt.instructions"; returns false if there is no such member.
bool resolve(operation const& which, std::string_view name, given_member& into) {
  std::vector<std::string> const segments = split(name, '.');
  std::span<member const> members = which.members;
  into.path.clear();
  for (std::size_t i = 0; i != segments.size(); ++i) {
    if (i != 0) {
      member_step& above = into.path.back();
      if (above.member->type.base == base::file) {
        into.part = segments[i] == "name" ? file_part::name : file_part::content_type;
        return i + 1 == segments.size() && (segments[i] == "name" || segments[i] == "content-type");
      }
      if (above.member->type.shape == shape::list && !above.element && is_number(segments[i])) {
        above.element = std::stoul(segments[i]);
        continue;
      }
      if (above.member->type.shape == shape::map || (above.member->type.shape == shape::list && !above.element))
        return false;
      members = members_of(*above.member);
    }
    member const* found = member_of(members, segments[i]);
    if (found == nullptr && i == 0) {
      if (member const* const whole = principal_of(which); whole != nullptr) {
        found = member_of(members_of(*whole), segments[i]);
        if (found != nullptr) into.path.push_back({whole, {}});
      }
    }
    if (found == nullptr) return false;
    into.path.push_back({found, {}});
  }
  return true;
}

bool is_word_of_truth(std::string_view text) {
  return text == "true" || text == "false" || text == "0" || text == "1" || text == "yes" || text == "no";
}

class call_parser {
public:
  call_parser(std::string_view group, std::vector<std::string> const& words, common_options const& common)
      : group_(group), words_(words), common_(common) {}

  call_words parse() {
    for (; at_ != words_.size(); ++at_) {
      std::string const& word = words_[at_];
      if (only_words_ || word == "-" || !word.starts_with('-') || is_negative_number(word))
        take_word(word);
      else if (word == "--")
        only_words_ = true;
      else
        take_option(word);
    }
    if (found_.which != nullptr) place_words();
    return std::move(found_);
  }

private:
  static bool is_negative_number(std::string_view word) {
    return word.size() > 1 && word.find_first_not_of("-0123456789.") == word.npos && word[1] != '-';
  }

  std::string see() const {
    std::string path = "geai " + std::string(group_.empty() ? "call" : group_);
    if (found_.which != nullptr)
      path += " " + std::string(group_.empty() ? found_.which->name : found_.which->shortest());
    return "; see: " + path + " --help";
  }

  void take_word(std::string const& word) {
    if (found_.which != nullptr) return loose_.push_back(word);
    found_.which = group_.empty() ? find_operation(word) : find_operation(group_, word);
    if (found_.which != nullptr) return;
    std::vector<std::string> names;
    for (operation const& each : operations()) {
      if (!group_.empty() && each.group != group_) continue;
      if (group_.empty()) names.emplace_back(each.name);
      if (!group_.empty() && !each.verb_alone.empty()) names.emplace_back(each.verb_alone);
      if (!group_.empty()) names.emplace_back(each.command);
    }
    std::string const guess = nearest(word, names);
    throw usage_error((group_.empty() ? "unknown operation '" : "unknown command '") + printable(word) + "'" +
                      (guess.empty() ? "" : "; did you mean '" + guess + "'?") +
                      (group_.empty() ? "; see: geai call --list" : see()));
  }

  // Returns the value of the current option: after `=`, or the next word.
  std::string value_of(std::string const& name, std::optional<std::string> const& given) {
    if (given) return *given;
    if (at_ + 1 == words_.size() || is_known(words_[at_ + 1])) throw usage_error(name + " needs a value");
    return words_[++at_];
  }

  void take_once(std::optional<std::string>& into, std::string const& name, std::optional<std::string> const& given) {
    if (into) throw usage_error(name + " is given twice" + see());
    into = value_of(name, given);
  }

  bool is_known(std::string const& word) const {
    if (common_.with_value.contains(word) || common_.flags.contains(word)) return true;
    given_member ignored;
    return word.starts_with("--") && found_.which != nullptr && resolve(*found_.which, word.substr(2), ignored);
  }

  void take_option(std::string const& word) {
    std::size_t const equals = word.starts_with("--") ? word.find('=') : word.npos;
    std::string const name = word.substr(0, equals);
    std::optional<std::string> const given =
        equals == word.npos ? std::nullopt : std::optional(word.substr(equals + 1));
    if (take_member(name, given)) return;
    bool const is_flag = name == "--help" || name == "--all" || name == "--show-secret" || name == "--list";
    if (is_flag && given) throw usage_error(name + " takes no value" + see());  // --show-secret=false
    if (name == "--help" || name == "-h")
      found_.help = true;
    else if (name == "--body")
      take_once(found_.body, name, given);
    else if (name == "--to")
      take_once(found_.to, name, given);
    else if (name == "--all")
      found_.all = true;
    else if (name == "--show-secret")
      found_.show_secret = true;
    else if (name == "--list" && group_.empty() && found_.which == nullptr)
      found_.list = true;
    else if (!take_common(word, name, given))
      refuse(name);
  }

  bool take_member(std::string const& name, std::optional<std::string> const& given) {
    if (found_.which == nullptr || !name.starts_with("--")) return false;
    given_member one{.option = name};
    bool negated = false;
    if (!resolve(*found_.which, name.substr(2), one)) {
      one = {.option = name};
      negated = name.starts_with("--no-") && resolve(*found_.which, name.substr(5), one);
      if (!negated) return false;
    }
    bool const is_flag = one.path.back().member->type.base == base::boolean;
    if (negated && !is_flag) return false;
    if (!is_flag)
      one.value = value_of(name, given);
    else if (given)
      one.value = *given;
    else if (!negated && at_ + 1 != words_.size() && is_word_of_truth(words_[at_ + 1]))
      one.value = words_[++at_];
    else
      one.value = negated ? "false" : "true";
    found_.members.push_back(std::move(one));
    return true;
  }

  bool take_common(std::string const& word, std::string const& name, std::optional<std::string> const& given) {
    bool const is_short = !word.starts_with("--") && word.size() > 2;  // -ojson
    std::string const key = is_short ? word.substr(0, 2) : name;
    if (common_.flags.contains(name)) {
      found_.common.push_back(word);
    } else if (common_.with_value.contains(key)) {
      found_.common.push_back(key);
      found_.common.push_back(is_short ? word.substr(2) : value_of(key, given));
    } else {
      return false;
    }
    return true;
  }

  [[noreturn]] void refuse(std::string const& name) const {
    std::vector<std::string> names{"--body", "--help"};
    if (found_.which != nullptr)
      for (call_option const& each : options_of(*found_.which, 4)) names.push_back(each.name);
    names.insert(names.end(), common_.with_value.begin(), common_.with_value.end());
    names.insert(names.end(), common_.flags.begin(), common_.flags.end());
    std::string const shown = name.starts_with("--") ? name : name.substr(0, 2);
    std::string const guess = nearest(shown, names);
    throw usage_error("unknown option '" + printable(shown) + "'" +
                      (guess.empty() ? "" : "; did you mean '" + guess + "'?") + see());
  }

  void place_words() {
    auto const is_given = [this](member const* which) {
      return std::any_of(found_.members.begin(), found_.members.end(),
                         [which](given_member const& each) { return each.path.front().member == which; });
    };
    auto word = loose_.begin();
    for (member const* each : positional_members(*found_.which)) {
      if (is_given(each)) continue;
      for (; word != loose_.end(); ++word) {
        found_.members.push_back({{{each, {}}}, kebab(each->name), *word});
        if (each->type.shape != shape::list) {
          ++word;
          break;
        }
      }
    }
    if (word != loose_.end())
      throw usage_error("geai " + std::string(found_.which->group) + " " + std::string(found_.which->shortest()) +
                        " does not take this argument" + see());
  }

  std::string_view group_;
  std::vector<std::string> const& words_;
  common_options const& common_;
  call_words found_{};
  std::vector<std::string> loose_{};
  std::size_t at_ = 0;
  bool only_words_ = false;
};

void add_options(std::vector<call_option>& to, std::string const& before, std::span<member const> members,
                 std::size_t depth) {
  for (member const& each : members) {
    std::string const name = before + kebab(each.name);
    to.push_back({name, &each});
    if (depth != 0 && each.type.shape == shape::one) add_options(to, name + ".", members_of(each), depth - 1);
  }
}

}  // namespace

call_words parse_call(std::string_view group, std::vector<std::string> const& words, common_options const& common) {
  return call_parser(group, words, common).parse();
}

std::vector<member const*> positional_members(operation const& which) {
  std::vector<member const*> all;
  for (bool const in_path : {true, false})
    for (member const& each : which.members) {
      bool const is_path = each.place == place::path || each.place == place::path_rest;
      bool const is_simple = each.type.base != base::any && each.type.base != base::model &&
                             each.type.base != base::secret && each.type.shape != shape::map;
      if (is_path == in_path && each.required && is_simple) all.push_back(&each);
    }
  return all;
}

member const* principal_of(operation const& which) {
  member const* only = nullptr;
  for (member const& each : which.members) {
    if (each.place != place::body && each.place != place::whole) continue;
    if (only != nullptr) return nullptr;
    only = &each;
  }
  return only != nullptr && only->type.base == base::model && only->type.shape == shape::one ? only : nullptr;
}

std::vector<call_option> options_of(operation const& which, std::size_t depth) {
  std::vector<call_option> all;
  member const* const whole = principal_of(which);
  for (member const& each : which.members)
    if (&each != whole) add_options(all, "--", {&each, 1}, depth);
  if (whole == nullptr) return all;
  std::vector<call_option> own;
  add_options(own, "--", members_of(*whole), depth);
  for (call_option& each : own) {
    auto const taken =
        std::any_of(all.begin(), all.end(), [&](call_option const& one) { return one.name == each.name; });
    if (taken) each.name.insert(2, kebab(whole->name) + ".");
    all.push_back(std::move(each));
  }
  return all;
}

}  // namespace tool
