#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <geai/json/encode.hpp>
#include <geai/json/model.hpp>
#include <geai/json/policy.hpp>
#include <geai/json/rules.hpp>
#include <geai/result.hpp>
#include <geai/test/json_law_models.hpp>
#include <geai/test/law.hpp>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace geai::inline v0_2::test {

namespace detail {

template <json::policy Json> class json_suite {
public:
  explicit json_suite(Json policy) : json_(std::move(policy)) {}

  std::vector<broken_law> run() {
    models();
    documents();
    wrong_types();
    numbers();
    texts();
    forms();
    own_types();
    strictness();
    encoding();
    if constexpr (json::decodes_fresh<Json>) in_place();
    if constexpr (json::decodes_reusing<Json>) again();
    if constexpr (json::decodes_views<Json>) views();
    sharing();
    return book_.take();
  }

private:
  // Returns the text, followed by readable bytes that have no meaning.
  static std::string padded(std::string_view text) {
    std::string more(text);
    while (more.size() < text.size() + json::padding) more += "}]\",1";
    return more;
  }

  template <class T = law_model> result<T> decode(std::string_view text) {
    std::string const with_padding = padded(text);
    return json_.template decode<T>(std::string_view(with_padding).substr(0, text.size()));
  }

  std::string encode(law_model const& value) {
    std::string out;
    json_.encode(value, out);
    return out;
  }

  // Describes a value without using the tested policy.
  template <class T> static std::string described(T const& value) {
    std::string text;
    json::encode(value, text);
    return text;
  }

  void expect_value(std::string_view text, law_model const& expected) {
    result<law_model> const got = decode(text);
    if (!book_.expect_success(got, "decoding " + shown(text))) return;
    book_.expect(*got == expected, shown(text) + " to give " + described(expected), described(*got));
  }

  template <class T = law_model> void expect_refused(std::string_view text) {
    book_.expect_failure(decode<T>(text), errc::decode, {phase::decode}, "the text is " + shown(text));
  }

  // Expects an error whose message contains these names.
  void expect_complaint(std::string_view text, std::initializer_list<std::string_view> names) {
    result<law_model> const got = decode(text);
    if (!book_.expect_failure(got, errc::decode, {phase::decode}, "the text is " + shown(text))) return;
    for (std::string_view name : names)
      book_.expect(got.error().message.find(name) != std::string::npos,
                   "a message that names '" + std::string(name) + "' for " + shown(text), shown(got.error().message));
  }

  static law_model sample() {
    law_model value;
    value.text = "t";
    value.flag = false;
    value.number = -3;
    value.large = 1'234'567'890'123;
    value.unsigned_large = 18'000'000'000'000'000'000u;
    value.real = 0.25;
    value.maybe = "m";
    value.maybe_item = law_item{"x", 1};
    value.item = {"y", std::nullopt};
    value.items = {{"a", 1}, {"b", std::nullopt}};
    value.texts = {"p", ""};
    value.counts = {{"one", 1}, {"two", 2}};
    value.duration = std::chrono::seconds(90);
    value.hidden = "s3cret";
    value.free.text = R"({"k":[1,"v",null,true]})";
    return value;
  }

  void models() {
    book_.open("each kind of member is read");
    std::string const whole =
        R"({"text":"t","flag":false,"number":-3,"large":1234567890123,"unsignedLarge":18000000000000000000,"real":0.25,)"
        R"("maybe":"m","maybeItem":{"name":"x","stars":1},"item":{"name":"y"},"items":[{"name":"a","stars":1},)"
        R"({"name":"b"}],"texts":["p",""],"counts":{"one":1,"two":2},"duration":90,"hidden":"s3cret",)"
        R"("free":{"k":[1,"v",null,true]}})";
    expect_value(whole, sample());

    book_.open("the order of the members does not matter");
    expect_value(R"({"free":{"k":[1,"v",null,true]},"hidden":"s3cret","duration":90,"counts":{"two":2,"one":1},)"
                 R"("texts":["p",""],"items":[{"stars":1,"name":"a"},{"name":"b"}],"item":{"name":"y"},)"
                 R"("maybeItem":{"stars":1,"name":"x"},"maybe":"m","real":0.25,"unsignedLarge":18000000000000000000,)"
                 R"("large":1234567890123,"number":-3,"flag":false,"text":"t"})",
                 sample());

    book_.open("unknown members are skipped");
    law_model some;
    some.text = "t";
    some.number = 1;
    expect_value(
        R"({"unknown":1,"text":"t","Text":"no","other":{"text":"no","deep":[[{"number":9}]]},"number":1,"z":"}"})",
        some);

    book_.open("absent and null members keep their values");
    expect_value("{}", law_model{});
    expect_value(R"({"text":null,"flag":null,"number":null,"real":null,"maybe":null,"maybeItem":null,"item":null,)"
                 R"("items":null,"texts":null,"counts":null,"duration":null,"hidden":null,"free":null})",
                 law_model{});
    law_model holed;
    holed.items = {{}, {"b", std::nullopt}};
    expect_value(R"({"items":[null,{"name":"b","stars":null}]})", holed);

    book_.open("empty is not absent");
    law_model emptied;
    emptied.text = "";
    emptied.maybe = "";
    emptied.maybe_item = law_item{};
    expect_value(R"({"text":"","maybe":"","maybeItem":{},"items":[],"texts":[],"counts":{},"item":{}})", emptied);

    book_.open("documents other than models are read");
    result<std::vector<law_item>> const list = decode<std::vector<law_item>>(R"([{"name":"a"},{"name":"b"}])");
    if (book_.expect_success(list, "decoding a list"))
      book_.expect(list->size() == 2 && list->back().name == "b", "two items", std::to_string(list->size()));
    result<std::map<std::string, law_item>> const map =
        decode<std::map<std::string, law_item>>(R"({"k":{"name":"a"}})");
    if (book_.expect_success(map, "decoding a map"))
      book_.expect(map->size() == 1 && map->begin()->second.name == "a", "one entry", std::to_string(map->size()));
    result<raw_json> const raw = decode<raw_json>(R"({"any":[1]})");
    if (book_.expect_success(raw, "decoding a free-form document"))
      book_.expect(raw->text == R"({"any":[1]})", R"({"any":[1]})", shown(raw->text));
  }

  void documents() {
    book_.open("white space around a document and in it does not matter");
    law_model some;
    some.number = 1;
    expect_value(" \r\n\t{ \"number\" :\n1\t} \r\n", some);

    book_.open("an incomplete document is rejected");
    for (std::string_view text : {R"({"number":1)", R"({"number":)", R"({"number")", R"({"text":"t)", R"({"items":[{})",
                                  R"({"text":"t\)", "{", "", " ", "\n"})
      expect_refused(text);

    book_.open("text behind a document is rejected");
    for (std::string_view text :
         {R"({"number":1}x)", R"({"number":1}{})", R"({"number":1} 2)", R"({"number":1},)", R"({"number":1}})"})
      expect_refused(text);

    book_.open("invalid JSON is rejected, in skipped parts too");
    for (std::string_view text :
         {R"({"number":01})", R"({"number":+1})", R"({"number":1.})", R"({"number":.5})", R"({"number":1,})",
          R"({number:1})", R"({'number':1})", R"({"flag":True})", R"({"real":NaN})", R"({"unknown":[1 2]})",
          R"({"unknown":[1,]})", R"({"unknown":nul})", R"({"unknown":{"a" 1}})", "{\"text\":\"a\nb\"}",
          R"({"text":"\x41"})", R"({"text":"\u12g4"})", "<html></html>", "{\"text\":\"\xff}"})
      expect_refused(text);

    book_.open("a byte order mark is skipped");
    expect_value("\xef\xbb\xbf{\"number\":1}", some);

    book_.open("nesting is bounded");
    auto const nested = [](std::size_t depth) {
      return R"({"number":1,"unknown":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    expect_value(nested(64), some);
    expect_refused(nested(200'000));
    expect_refused<raw_json>(std::string(200'000, '[') + std::string(200'000, ']'));
    expect_refused(R"({"number":1,"unknown":)" + std::string(200'000, '['));
  }

  void wrong_types() {
    book_.open("a wrong type is rejected, and the message has the path");
    for (std::string_view value : {"1", "true", "{}", "[]"})
      expect_complaint(R"({"text":)" + std::string(value) + "}", {"text"});
    for (std::string_view value : {"\"x\"", "\"\"", "\"1.5\"", "\"1 2\"", "true", "{}", "[]", "1.5"})
      expect_complaint(R"({"number":)" + std::string(value) + "}", {"number"});
    for (std::string_view value : {"\"true\"", "1", "{}", "[]"})
      expect_complaint(R"({"flag":)" + std::string(value) + "}", {"flag"});
    expect_complaint(R"({"real":"0.5x"})", {"real"});
    expect_complaint(R"({"maybe":1})", {"maybe"});
    expect_complaint(R"({"duration":"90 s"})", {"duration"});
    expect_complaint(R"({"hidden":90})", {"hidden"});
    expect_complaint(R"({"item":"x"})", {"item"});
    expect_complaint(R"({"items":{}})", {"items"});
    expect_complaint(R"({"items":{"name":1}})", {"items", "name"});
    expect_complaint(R"({"items":"x"})", {"items"});
    expect_complaint(R"({"texts":1})", {"texts"});
    expect_complaint(R"({"counts":[1]})", {"counts"});
    expect_complaint(R"({"items":[{},{"name":"b","stars":"many"}]})", {"items", "1", "stars"});
    expect_complaint(R"({"maybeItem":{"name":5}})", {"maybeItem", "name"});
    expect_complaint(R"({"counts":{"one":1,"two":"many"}})", {"counts", "two"});
    expect_refused("[]");
    expect_refused("\"text\"");
    expect_refused("null");
    expect_refused<std::vector<law_item>>("{}");

    book_.open("a wrong type is rejected without showing the value");
    result<law_model> const leak = decode(R"({"number":"s3cret-value"})");
    if (!leak)
      book_.expect(leak.error().message.find("s3cret-value") == std::string::npos, "a message without the value",
                   shown(leak.error().message));
  }

  void numbers() {
    book_.open("a number that does not fit is rejected");
    expect_complaint(R"({"number":2147483648})", {"number"});
    expect_complaint(R"({"number":-2147483649})", {"number"});
    expect_complaint(R"({"large":9223372036854775808})", {"large"});
    expect_complaint(R"({"unsignedLarge":-1})", {"unsignedLarge"});
    expect_complaint(R"({"unsignedLarge":18446744073709551616})", {"unsignedLarge"});

    book_.open("numbers survive a round trip");
    using limits = std::numeric_limits<double>;
    for (double real : {0.0, -0.0, 0.1, -1.5, 1e-7, 1e21, 123456789.123456789, (limits::max)(), (limits::min)(),
                        limits::denorm_min(), 1.0, 9007199254740993.0}) {
      law_model value;
      value.real = real;
      value.number = (std::numeric_limits<int>::min)();
      value.large = (std::numeric_limits<std::int64_t>::min)();
      value.unsigned_large = (std::numeric_limits<std::uint64_t>::max)();
      expect_back(value);
    }
    law_model most;
    most.number = (std::numeric_limits<int>::max)();
    most.large = (std::numeric_limits<std::int64_t>::max)();
    expect_back(most);
    law_model exponent;
    exponent.real = 1200;
    expect_value(R"({"real":1.2E+3})", exponent);
    expect_value(R"({"real":1200})", exponent);
  }

  // The lenient forms of json/rules.hpp.
  void forms() {
    book_.open("a number may be its text, and an integer have a fraction of zero");
    law_model value;
    value.number = 7000;
    value.large = -7;
    value.real = 0.01483254;
    value.maybe_item = law_item{"", 12};
    value.counts = {{"one", 1}};
    value.duration = std::chrono::seconds(3600);
    expect_value(R"({"number":"7000","large":"-7.00","real":"0.0148325400","maybeItem":{"stars":12.0},)"
                 R"("counts":{"one":"1"},"duration":"3600"})",
                 value);
    law_model zero;
    zero.real = 0;
    zero.number = 0;
    zero.duration = std::chrono::seconds(3599);
    expect_value(R"({"real":"0E-10","number":"0E-10","duration":3599.5})", zero);

    book_.open("a single object or text is accepted for a list");
    law_model alone;
    alone.items = {{"a", 1}};
    alone.texts = {"t"};
    expect_value(R"({"items":{"name":"a","stars":1},"texts":"t"})", alone);

    book_.open("a first letter may be in the other case, unless the name itself is there");
    law_model capital;
    capital.text = "t";
    capital.unsigned_large = 3;
    capital.items = {{"a", std::nullopt}};
    expect_value(R"({"Text":"t","UnsignedLarge":3,"Items":[{"Name":"a"}]})", capital);
    capital.text = "right";
    expect_value(R"({"Text":"wrong","text":"right","UnsignedLarge":3,"items":[{"name":"a","Name":"b"}]})", capital);

    book_.open("invalid UTF-8 is read as U+FFFD");
    law_model replaced;
    replaced.text = "a\xef\xbf\xbdz\xef\xbf\xbd";
    expect_value("{\"text\":\"a\xffz\xe2\x82\"}", replaced);

    book_.open("a bare array is accepted for an object that has a list");
    expect_form<law_list>(R"([{"name":"a"},{"name":"b"}])",
                          [](law_list const& got) { return got.size() == 2 && got.items[1].name == "b"; });
    expect_form<law_list>("[]", [](law_list const& got) { return got.size() == 0; });
    expect_form<law_forms>(R"({"lists":[[{"name":"a"}],{"notes":"n"}]})", [](law_forms const& got) {
      return got.lists.size() == 2 && got.lists[0].items[0].name == "a" && got.lists[1].notes[0] == "n";
    });
    expect_refused("[]");
    expect_refused<law_list>("[1]");

    book_.open("an object, or the first of an array, may be wrapped");
    auto const is_wrapped = [](law_forms const& got) { return got.id == "a" && got.created == 2; };
    expect_form<law_forms>(R"({"form":{"id":"a","created":2}})", is_wrapped);
    expect_form<law_forms>(R"({"form":[{"id":"a","created":2},{"id":"b"}]})", is_wrapped);
    expect_form<law_forms>(R"({"id":"a","created":2,"form":{"id":"b"}})", is_wrapped);

    book_.open("a text is accepted for an object that has one");
    expect_form<law_forms>(R"("a")", [](law_forms const& got) { return got.id == "a"; });

    book_.open("an informative member never makes an answer fail");
    auto const expect_created = [this](std::string_view form, int created) {
      expect_form<law_forms>(
          R"({"cost":["free"],"created":)" + std::string(form) + R"(,"id":"a"})",
          [created](law_forms const& got) { return got.created == created && got.id == "a" && !got.cost; });
    };
    expect_created("1744857525.25", 1744857525);
    expect_created(R"("2.5")", 2);
    for (std::string_view odd : {R"("soon")", R"({"a":[1]})", "99999999999", "true", "null"}) expect_created(odd, -1);

    book_.open("a text that may be JSON is the text, or its JSON");
    expect_form<law_forms>(R"({"arguments":"{\"a\":1}"})",
                           [](law_forms const& got) { return got.arguments == R"({"a":1})"; });
    expect_form<law_forms>(R"({"arguments":{"a":[1,"b"]}})",
                           [](law_forms const& got) { return got.arguments == R"({"a":[1,"b"]})"; });

    book_.open("a content may be a text or parts");
    expect_form<law_forms>(R"({"content":"t"})",
                           [](law_forms const& got) { return got.content == "t" && got.parts.empty(); });
    expect_form<law_forms>(
        R"({"content":[{"type":"text","text":"a"},{"type":"image"},"b"]})", [](law_forms const& got) {
          return got.content == "ab" && got.parts.text == R"([{"type":"text","text":"a"},{"type":"image"},"b"])";
        });

    book_.open("unknown members are kept, if the model has a place for them");
    expect_form<law_forms>(R"({"id":"a","z":[1],"y":"x"})", [](law_forms const& got) {
      return got.others.size() == 2 && got.others.at("z").text == "[1]" && got.others.at("y").text == R"("x")";
    });
  }

  template <class T, class Holds> void expect_form(std::string const& text, Holds holds) {
    result<T> const got = decode<T>(text);
    if (!book_.expect_success(got, "decoding " + shown(text))) return;
    std::string out;
    json::encode(*got, out);
    book_.expect(holds(*got), "another value of " + shown(text), shown(out));
  }

  template <class T> void expect_back(T const& value) {
    std::string text;
    json_.encode(value, text);
    result<T> const got = decode<T>(text);
    if (!book_.expect_success(got, "decoding the encoded text " + shown(text))) return;
    book_.expect(*got == value, "the encoded value " + described(value), described(*got));
  }

  void own_types() {
    book_.open("a plain aggregate is a model");
    expect_form<law_plain>(
        R"({"counts":{"a":1},"unknown":1,"name":"n","items":[{"name":"x"}],"open":true})", [](law_plain const& got) {
          return got == law_plain{.name = "n", .items = {{"x", std::nullopt}}, .counts = {{"a", 1}}, .open = true};
        });
    expect_form<law_plain>("{}", [](law_plain const& got) { return got == law_plain{}; });
    expect_back(law_plain{.name = "n", .share = 0.5, .items = {{"a", 1}}, .counts = {{"b", 2}}, .open = true});

    book_.open("an enumeration is one of its texts");
    expect_form<std::vector<law_colour>>(R"(["green","red"])", [](std::vector<law_colour> const& got) {
      return got == std::vector{law_colour::green, law_colour::red};
    });
    expect_refused<law_colour>("\"blue\"");
    expect_refused<law_colour>("1");
    expect_form<law_square>(R"({"side":1,"colour":"blue"})",
                            [](law_square const& got) { return got.side == 1 && !got.colour; });
    expect_back(std::vector{law_colour::green, law_colour::red});

    book_.open("an open enumeration keeps an unknown text");
    using open_colour = open_enumeration<law_colour>;
    expect_form<std::vector<open_colour>>(R"(["green","Red","blu\u0065",""])", [](std::vector<open_colour> const& got) {
      return got.size() == 4 && got[0] == law_colour::green && got[1] == law_colour::red && got[1] == "Red" &&
             got[2] == "blue" && !got[2].value() && got[3].empty();
    });
    expect_refused<open_colour>("1");
    expect_back(std::vector<open_colour>{law_colour::green, "Red", "blue \"1\"", ""});

    book_.open("a variant is read as the alternative of its tag");
    auto const is_square = [](law_shape const& got) { return got.index() == 1 && std::get<1>(got).side == 2; };
    expect_form<law_shape>(R"({"kind":"square","side":2})", is_square);
    expect_form<law_shape>(R"({"side":2,"more":1,"kind":"square"})", is_square);
    for (std::string_view wrong : {R"({"side":2})", R"({"kind":"line","side":2})", R"({"kind":1,"side":2})", "[]"})
      expect_refused<law_shape>(wrong);

    book_.open("a variant without a tag is the first alternative that fits");
    using choice = std::variant<int, law_circle, law_square, std::string>;
    auto const is_choice = [this](std::string const& text, std::size_t index) {
      expect_form<choice>(text, [index](choice const& got) { return got.index() == index; });
    };
    is_choice("1", 0);
    is_choice("\"1\"", 3);  // strictly first
    is_choice(R"({"side":1,"colour":null})", 2);
    is_choice(R"({"side":1})", 1);  // nothing fits strictly, so the first alternative that is an object
    expect_refused<choice>("[]");
  }

  // Expects an error of the strict reading whose message contains these names; without names it expects success.
  void expect_strict(std::string_view piece, std::string_view by, std::initializer_list<std::string_view> names) {
    std::string text =
        R"({"colour":"red","stars":1,"plain":{"name":"n","share":0.5,"items":[{"name":"x","stars":null}],)"
        R"("counts":{"a":1},"open":true},"shapes":[{"kind":"square","side":2,"colour":null}],"numberOrText":"t",)"
        R"("percent":100,"free":{"any":[]}})";
    if (std::size_t const at = text.find(piece); !piece.empty() && at != text.npos) text.replace(at, piece.size(), by);
    result<json::strict<law_strict>> const got = decode<json::strict<law_strict>>(text);
    if (names.size() == 0) {
      book_.expect_success(got, "strictly decoding " + shown(text));
      return;
    }
    if (!book_.expect_failure(got, errc::decode, {phase::decode}, "the text is " + shown(text))) return;
    for (std::string_view name : names)
      book_.expect(got.error().message.find(name) != std::string::npos,
                   "a message that names '" + std::string(name) + "' for " + shown(text), shown(got.error().message));
  }

  void strictness() {
    book_.open("strict reading accepts values of the type");
    expect_strict("", "", {});
    expect_strict(R"("stars":1)", R"("stars":null)", {});
    expect_strict(R"("stars":1)", R"("stars":1.0)", {});
    expect_strict(R"({"any":[]})", "null", {});
    expect_strict(R"("t")", "7", {});
    expect_strict(R"({"kind":"square","side":2,"colour":null})", R"({"radius":1,"kind":"circle"})", {});

    book_.open("strict reading names missing members");
    expect_strict(R"("colour":"red",)", "", {"$.colour", "missing"});
    expect_strict(R"("stars":1,)", "", {"$.stars", "missing"});
    expect_strict(R"("share":0.5,)", "", {"$.plain.share", "missing"});
    expect_strict(R"("name":"x",)", "", {"$.plain.items[0].name", "missing"});
    expect_strict(R"(,"free":{"any":[]})", "", {"$.free", "missing"});
    expect_strict(R"("side":2,)", "", {"$.shapes[0].side", "missing"});
    expect_strict(R"("kind":"square",)", "", {"$.shapes[0].kind", "missing"});

    book_.open("strict reading rejects unknown members and enumerators");
    expect_strict(R"("open":true)", R"("open":true,"Name":"n")", {"$.plain.Name"});
    expect_strict(R"("open":true)", R"("open":true,"a \"b":1)", {"$.plain", "b"});
    expect_strict(R"("side":2)", R"("side":2,"radius":1)", {"$.shapes[0].radius"});
    expect_strict(R"("red")", R"("blue")", {"$.colour", "red", "green"});
    expect_strict(R"("red")", R"("Red")", {"$.colour"});
    expect_strict(R"("colour":null)", R"("colour":"blue")", {"$.shapes[0].colour"});
    expect_strict(R"("square")", R"("line")", {"$.shapes[0].kind", "circle", "square"});

    book_.open("strict reading accepts no other forms");
    expect_strict(R"("stars":1)", R"("stars":"1")", {"$.stars", "a string"});
    expect_strict("0.5", R"("0.5")", {"$.plain.share", "a string"});
    expect_strict(R"([{"name":"x","stars":null}])", R"({"name":"x","stars":null})", {"$.plain.items", "an object"});
    expect_strict(R"({"name":"x","stars":null})", "null", {"$.plain.items[0]", "null"});
    expect_strict(R"({"a":1})", R"({"a":null})", {"$.plain.counts", "a", "null"});
    expect_strict(R"("n")", "null", {"$.plain.name", "null"});
    expect_strict(R"("t")", "true", {"$.numberOrText"});
    result<json::strict<law_list>> const bare = decode<json::strict<law_list>>("[]");
    book_.expect_failure(bare, errc::decode, {phase::decode}, "the text is []");
    result<json::strict<law_forms>> const forms = decode<json::strict<law_forms>>(R"({"form":{"id":"a"}})");
    book_.expect_failure(forms, errc::decode, {phase::decode}, "the object is wrapped");

    book_.open("strict reading checks the bounds of numbers");
    expect_strict("100", "101", {"$.percent"});
    expect_strict("100", "-1", {"$.percent"});
    expect_strict("100", "0", {});
  }

  void texts() {
    book_.open("escapes in texts are resolved");
    law_model value;
    value.text = "\"\\/\b\f\n\r\tA\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";
    expect_value(R"({"text":"\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\uDE00"})", value);
    value.text = std::string("a\0b", 3);
    expect_value(R"({"text":"a\u0000b"})", value);
    law_model keyed;
    keyed.text = "t";
    keyed.counts = {{"\xc3\xa9\"", 1}};
    expect_value(R"({"te\u0078t":"t","counts":{"\u00e9\"":1}})", keyed);

    book_.open("texts survive a round trip");
    std::string every;
    for (int c = 0; c != 0x80; ++c) every += static_cast<char>(c);
    every +=
        "\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\xe2\x80\xa8";
    law_model all;
    all.text = every;
    all.maybe = every;
    all.texts = {every, ""};
    all.counts = {{every, 1}};
    all.hidden = every;
    all.items = {{every, 2}};
    expect_back(all);
    all.text = std::string(100'000, '"');
    expect_back(all);

    book_.open("invalid UTF-8 is written as valid UTF-8");
    law_model broken_text;
    broken_text.text = "a\xff\xc3(\xed\xa0\x80z";
    std::string const text = encode(broken_text);
    result<law_model> const got = decode(text);
    book_.expect(json::is_utf8(text), "UTF-8", shown(text));
    if (book_.expect_success(got, "decoding " + shown(text)))
      book_.expect(got->text.starts_with("a") && got->text.ends_with("z"), "the valid bytes to be kept",
                   shown(got->text));
  }

  void encoding() {
    book_.open("each kind of member is written, and read back");
    expect_back(sample());
    expect_back(law_model{});

    book_.open("encode() appends");
    std::string out = "before";
    json_.encode(law_item{"a", 1}, out);
    book_.expect(out.starts_with("before{"), "the text after the previous contents", shown(out));

    book_.open("unset optionals and empty free-form members are not written");
    std::string const text = encode(law_model{});
    for (std::string_view name : {"\"maybe\"", "\"maybeItem\"", "\"free\"", "\"stars\""})
      book_.expect(text.find(name) == std::string::npos, "nothing of " + std::string(name), shown(text));
    for (std::string_view name : {"\"text\"", "\"flag\"", "\"items\"", "\"counts\"", "\"duration\"", "\"item\""})
      book_.expect(text.find(name) != std::string::npos, std::string(name) + " to be written", text);

    book_.open("free-form parts are written unchanged");
    law_model value;
    value.free.text = R"({"b":1,"a":[true,null,"x"]})";
    std::string const free = encode(value);
    book_.expect(free.find(R"("free":{"b":1,"a":[true,null,"x"]})") != std::string::npos, value.free.text, free);

    book_.open("documents other than models are written");
    std::string list;
    json_.encode(std::vector<std::string>{"a", "b"}, list);
    book_.expect(list == R"(["a","b"])", R"(["a","b"])", shown(list));
  }

  void in_place() {
    book_.open("decode_fresh() gives the result of decode()");
    for (std::string_view text : {R"({"text":"t","items":[{"name":"a"}],"maybe":null})", R"({"number":"x"})", "{} x"}) {
      std::string const with_padding = padded(text);
      std::string_view const whole = std::string_view(with_padding).substr(0, text.size());
      law_model into;
      result<void> const done = json_.decode_fresh(whole, into);
      result<law_model> const got = json_.template decode<law_model>(whole);
      book_.expect(done.has_value() == got.has_value(), "the same outcome for " + shown(text), "another");
      if (done && got) book_.expect(into == *got, described(*got), described(into));
      if (!done && !got)
        book_.expect(done.error().message == got.error().message, got.error().message, done.error().message);
    }
  }

  void again() {
    book_.open("decode_reuse() replaces all previous contents");
    law_model into = sample();
    for (std::string_view text :
         {R"({"text":"t","items":[{"name":"a"},{}],"maybe":null})", "{}", R"({"counts":{"b":1},"item":{"stars":1}})"}) {
      std::string const with_padding = padded(text);
      std::string_view const whole = std::string_view(with_padding).substr(0, text.size());
      result<void> const done = json_.decode_reuse(whole, into);
      result<law_model> const got = json_.template decode<law_model>(whole);
      book_.expect(done && got && into == *got, got ? described(*got) : "no failure", described(into));
    }
    std::string const wrong = padded(R"({"number":"x"})");
    bool const taken = json_.decode_reuse(std::string_view(wrong).substr(0, 14), into).has_value();
    book_.expect(!taken, R"({"number":"x"} to be rejected)", "it is accepted");
  }

  void views() {
    book_.open("decode_view() gives views into the text");
    for (std::string_view text :
         {R"({"text":"plain","other":1})", R"({"text":"\"\u00e9\\\ud83d\ude00"})", R"({"text":""})"}) {
      std::string kept = padded(text);
      std::span<char> const whole(kept.data(), text.size());
      json::detail::view_probe view;
      result<json::detail::probe> const got =
          json_.template decode<json::detail::probe>(std::string_view(kept).substr(0, text.size()));
      result<void> const done = json_.decode_view(whole, view);
      bool const within = done && view.text.data() >= kept.data() && view.text.data() <= kept.data() + text.size();
      book_.expect(got && within && view.text == got->text, shown(text) + " as decode() reads it, within the text",
                   done ? shown(view.text) : done.error().message);
    }
    std::string wrong = padded(R"({"text":1})");
    json::detail::view_probe view;
    book_.expect(!json_.decode_view(std::span<char>(wrong.data(), 10), view), "a number to be rejected",
                 "it is accepted");
  }

  void sharing() {
    book_.open("several threads may decode and encode at the same time");
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int number = 0; number != 4; ++number)
      threads.emplace_back([&, number] {
        for (int i = 0; i != 50; ++i) {
          law_model value = sample();
          value.text = std::to_string(number) + std::string(static_cast<std::size_t>(i) * 20, 'x');
          std::string out;
          json_.encode(value, out);
          result<law_model> const got = decode(out);
          if (!got || *got != value || decode("{\"number\":\"x\"}")) ++wrong;
        }
      });
    for (std::thread& each : threads) each.join();
    book_.expect(wrong == 0, "200 round trips in 4 threads to be right", std::to_string(wrong) + " are not");
  }

  Json json_;
  law_book book_{"json"};
};

}  // namespace detail

// Returns the laws of json/policy.hpp that the policy made by `make()` breaks; an empty list means that it keeps all
// laws. The models have a member of each kind listed in the comment of geai::model. Needs no network.
template <class Make>
  requires json::policy<std::remove_cvref_t<std::invoke_result_t<Make const&>>> std::vector<broken_law> json_laws(
      Make const& make) {
    return detail::json_suite<std::remove_cvref_t<std::invoke_result_t<Make const&>>>(make()).run();
  }

}  // namespace geai::inline v0_2::test
