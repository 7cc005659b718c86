#include "faults.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <vector>

namespace sandbox {

namespace {

constexpr std::array<std::pair<std::string_view, fault_kind>, 12> kinds{{{"status", fault_kind::status},
                                                                         {"delay", fault_kind::delay},
                                                                         {"reset", fault_kind::reset},
                                                                         {"close", fault_kind::close},
                                                                         {"truncate", fault_kind::truncate},
                                                                         {"garbage", fault_kind::garbage},
                                                                         {"wrong_type", fault_kind::wrong_type},
                                                                         {"body", fault_kind::body},
                                                                         {"slow", fault_kind::slow},
                                                                         {"html", fault_kind::html},
                                                                         {"empty", fault_kind::empty},
                                                                         {"stream_error", fault_kind::stream_error}}};

constexpr std::uint64_t default_slow_ms = 10;

failure wrong(std::string const& what) { return api_failure(400, code::bad_input, "Bad fault: " + what); }

std::uint64_t number_of(json const& value, std::string const& name, std::uint64_t least, std::uint64_t most) {
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() < least || value.get<std::uint64_t>() > most)
    throw wrong(name + " must be a whole number, " + std::to_string(least) + " to " + std::to_string(most));
  return value.get<std::uint64_t>();
}

double share_of(json const& value, std::string const& name) {
  if (!value.is_number() || !(value.get<double>() >= 0 && value.get<double>() <= 1))
    throw wrong(name + " must be a number, 0 to 1");
  return value.get<double>();
}

std::string text_of(json const& value, std::string const& name) {
  if (!value.is_string()) throw wrong(name + " must be a string");
  return value.get<std::string>();
}

// httplib writes these itself; a second one would be a fault that no test requested. CR and LF would break the head.
void add_header(text_pairs& to, std::string const& name, json const& value) {
  if (same_name(name, "Content-Length") || same_name(name, "Transfer-Encoding"))
    throw wrong(name + " cannot be set (see truncate)");
  std::string text = text_of(value, "header " + name);
  if (name.empty() || (name + text).find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos)
    throw wrong("malformed header " + name);
  to.emplace_back(name, std::move(text));
}

void read_headers(text_pairs& to, json const& value) {
  if (!value.is_object()) throw wrong("headers must be an object");
  for (auto const& [name, v] : value.items()) {
    if (v.is_array())
      for (auto const& one : v) add_header(to, name, one);
    else
      add_header(to, name, v);
  }
}

fault_kind kind_of(json const& value) {
  auto const name = text_of(value, "kind");
  auto const it = std::ranges::find(kinds, name, &std::pair<std::string_view, fault_kind>::first);
  if (it == kinds.end()) throw wrong("unknown kind " + name);
  return it->second;
}

fault parsed(json const& order) {
  if (!order.is_object()) throw wrong("must be an object");
  if (!order.contains("kind")) throw wrong("kind is missing");
  constexpr std::uint64_t any = std::numeric_limits<std::uint32_t>::max();
  fault f;
  f.source = order;
  bool const delay_given = order.contains("delay_ms");
  for (auto const& [name, value] : order.items()) {
    if (name == "kind")
      f.kind = kind_of(value);
    else if (name == "match")
      f.match = text_of(value, name);
    else if (name == "method")
      f.method = text_of(value, name);
    else if (name == "times")
      f.left = number_of(value, name, 0, any);
    else if (name == "status")
      f.status = static_cast<int>(number_of(value, name, 200, 599));
    else if (name == "delay_ms")
      f.delay = std::chrono::milliseconds(number_of(value, name, 0, any));
    else if (name == "after_bytes")
      f.after_bytes = number_of(value, name, 0, any);
    else if (name == "probability")
      f.probability = share_of(value, name);
    else if (name == "seed")
      f.random.seed(static_cast<std::minstd_rand::result_type>(number_of(value, name, 0, any)));
    else if (name == "headers")
      read_headers(f.headers, value);
    else if (name == "body")
      f.body = value.is_string() ? value.get<std::string>() : value.dump();
    else
      throw wrong("unknown member " + name);
  }
  f.forever = f.left == 0;
  if (f.kind == fault_kind::body && !f.body) throw wrong("body is missing");
  if (f.kind == fault_kind::delay && !delay_given) throw wrong("delay_ms is missing");
  if (f.kind == fault_kind::slow && !delay_given) f.delay = std::chrono::milliseconds(default_slow_ms);
  return f;
}

// Gives every member another type than the documented one; a value that is not an object becomes a number.
std::string wrongly_typed(reply const& real) {
  json const value = json::parse(real.body, nullptr, false);
  if (real.status >= 300 || !value.is_object()) return "42";
  json out = json::object();
  for (auto const& [name, v] : value.items()) out[name] = v.is_string() ? json(7) : json("no");
  return out.dump();
}

std::string gateway_page(int status) {
  auto const text = std::to_string(status) + (status == 502 ? " Bad Gateway" : " Error");
  return "<html>\r\n<head><title>" + text + "</title></head>\r\n<body>\r\n<center><h1>" + text +
         "</h1></center>\r\n</body>\r\n</html>\r\n";
}

std::vector<std::string> pieces_of(reply const& streamed) {
  std::vector<std::string> all;
  streamed.stream([&](std::string_view bytes) {
    all.emplace_back(bytes);
    return true;
  });
  return all;
}

// Replies are cut in half within their first chunk, so make it the whole reply.
void make_one_chunk(reply& real) {
  std::string all;
  for (auto const& one : pieces_of(real)) all += one;
  real.stream = [all = std::move(all)](auto const& write) { write(all); };
}

// Sends half of the events, then the error, then an orderly end without [DONE]. Instead of a reply that is not a
// stream, sends only the error.
void break_stream(reply& real, std::string const& error) {
  if (!real.stream) {
    real = {.body = error};
    return;
  }
  auto events = pieces_of(real);
  events.resize((events.size() + 1) / 2);
  events.push_back("data: " + error + "\n\n");
  real.stream = [events = std::move(events)](auto const& write) {
    for (auto const& one : events)
      if (!write(one)) return;
  };
}

constexpr char const* stream_error_text = R"({"error":{"code":500,"message":"Ordered by the sandbox"}})";

}  // namespace

bool fault::meets(request const& rq) {
  if (!rq.path.starts_with(match) || !(method.empty() || method == rq.method)) return false;
  return probability >= 1 || std::generate_canonical<double, 32>(random) < probability;
}

bool fault::prevents_handling() const {
  switch (kind) {
    case fault_kind::reset:
    case fault_kind::close: return !after_bytes;
    case fault_kind::delay:
    case fault_kind::truncate:
    case fault_kind::wrong_type:
    case fault_kind::slow:
    case fault_kind::stream_error: return false;
    default: return true;
  }
}

std::chrono::milliseconds fault::before_reply() const {
  return kind == fault_kind::slow ? std::chrono::milliseconds{0} : delay;
}

reply fault::alter(reply real) const {
  switch (kind) {
    case fault_kind::status: {
      int const s = status.value_or(503);
      real = json_reply(error_body(s, "Ordered by the sandbox"), s);
      break;
    }
    case fault_kind::garbage: real = {.body = "{\"agents\":[{\"id\":\"\xff\xfe\x80\",\"name\":\x01 nope,,,"}; break;
    case fault_kind::wrong_type: real = {.body = wrongly_typed(real)}; break;
    case fault_kind::body: real = {}; break;
    case fault_kind::html:
      real = {.status = status.value_or(502), .content_type = "text/html; charset=utf-8"};
      real.body = gateway_page(real.status);
      break;
    case fault_kind::empty: real = {}; break;
    case fault_kind::delay:
    case fault_kind::reset:
    case fault_kind::close:
    case fault_kind::slow: break;
    case fault_kind::truncate:
      if (real.stream && !after_bytes) make_one_chunk(real);
      break;
    case fault_kind::stream_error: break_stream(real, body.value_or(stream_error_text)); break;
  }
  if (status) real.status = *status;
  if (body && kind != fault_kind::empty && kind != fault_kind::stream_error) {
    real.body = *body;
    real.stream = nullptr;
    if (real.content_type.empty()) real.content_type = "application/json";
  }
  for (auto const& [name, value] : headers)
    std::erase_if(real.headers, [&](auto const& h) { return same_name(h.first, name); });
  for (auto const& [name, value] : headers) {
    if (same_name(name, "Content-Type"))
      real.content_type = value;
    else
      real.headers.emplace_back(name, value);
  }
  return real;
}

delivery fault::how() const {
  delivery d;
  if (kind == fault_kind::reset || kind == fault_kind::close) d.cut_at = after_bytes.value_or(0);
  if (kind == fault_kind::truncate) {
    d.cut_body_at = after_bytes;
    d.cut_body_in_half = !after_bytes;
  }
  if (kind == fault_kind::slow) d.per_byte = delay;
  d.reset = kind == fault_kind::reset;
  return d;
}

void fault_queue::add(json const& order) {
  std::list<fault> more;
  if (order.is_array())
    for (auto const& one : order) more.push_back(parsed(one));
  else
    more.push_back(parsed(order));
  std::scoped_lock const lock(mutex_);
  waiting_.splice(waiting_.end(), more);
}

std::optional<fault> fault_queue::take(request const& rq) {
  std::scoped_lock const lock(mutex_);
  auto const it = std::ranges::find_if(waiting_, [&](fault& f) { return f.meets(rq); });
  if (it == waiting_.end()) return std::nullopt;
  fault taken = *it;
  if (!it->forever && --it->left == 0) waiting_.erase(it);
  return taken;
}

json fault_queue::list() const {
  std::scoped_lock const lock(mutex_);
  json out = json::array();
  for (auto const& f : waiting_) {
    json one = f.source;
    one["times"] = f.left;
    out.push_back(std::move(one));
  }
  return out;
}

void fault_queue::clear() {
  std::scoped_lock const lock(mutex_);
  waiting_.clear();
}

}  // namespace sandbox
