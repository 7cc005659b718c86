#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/detail/system/process.hpp>
#include <geai/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace geai::inline v0_2 {

// A file to send: either it is read from `path` while it is sent, or its bytes are `content`.
//
//   {.path = "reports/may.pdf"}
//   {.content = "a,b\n1,2\n", .name = "table.csv", .content_type = "text/csv"}
struct file_upload {
  std::string path{};          // the path of a regular file, which must not change before it is sent
  std::string content{};       // the bytes of the file
  std::string name{};          // the file name to send; empty: the last segment of `path`
  std::string content_type{};  // empty: application/octet-stream

  using no_model = void;  // a part of a form, never JSON

  bool empty() const noexcept { return path.empty() && content.empty() && name.empty(); }
  friend bool operator==(file_upload const&, file_upload const&) = default;
};

}  // namespace geai::inline v0_2

namespace geai::inline v0_2::http {

// Returns a boundary with 128 unpredictable bits, so that no file can contain it on purpose. Empty if the system
// provides no random bits.
inline std::string random_boundary() {
  constexpr char digits[] = "0123456789abcdef";
  unsigned char bits[16];
  if (!geai::detail::fill_random(bits, sizeof bits)) return {};
  std::string text = "geai-";
  for (unsigned char byte : bits) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

// Appends a name for the quotes of a Content-Disposition header: the bytes unchanged (UTF-8), except that `"`, CR and
// LF are percent-encoded (WHATWG HTML, 4.10.21.8, which refines RFC 7578, 2). A backslash is an ordinary character.
inline void append_multipart_name(std::string& out, std::string_view name) {
  for (char c : name) {
    switch (c) {
      case '"': out += "%22"; break;
      case '\r': out += "%0D"; break;
      case '\n': out += "%0A"; break;
      default: out += c;
    }
  }
}

// A multipart/form-data body (RFC 7578): fields and files in the order in which they were added. It does no I/O: the
// sender of the body reads the files that are given by their paths.
//
//   multipart_form form;
//   form.add_field("purpose", "user");
//   form.add_file("file", {.path = "a.pdf"});
//   if (auto closed = form.close(); !closed) ...
//   for (std::size_t i = 0; i != form.pieces(); ++i) use(form.piece(i));
class multipart_form {
public:
  using boundary_maker = std::string (*)();

  // A piece of the body: bytes, or a file. Valid until the form is changed, moved or destroyed.
  struct piece_view {
    std::string_view bytes{};  // bytes of the body
    std::string_view path{};   // if not empty: the path of a file that is sent whole
  };

  // Adds a field; copies its arguments. Errors: errc::invalid_argument if the name contains a NUL or the content type a
  // control character; errc::missing_requirement if the name is empty.
  result<void> add_field(std::string_view name, std::string_view value, std::string_view content_type = {}) {
    part made;
    if (result<void> sound = begin(made, name); !sound) return sound;
    if (result<void> sound = end(made, name, content_type); !sound) return sound;
    made.value = value;
    parts_.push_back(std::move(made));
    return {};
  }

  // Adds a file. `file` must exist for as long as the form; its content is not copied. Errors: those of add_field(),
  // and errc::invalid_argument if the file has no name or both a path and content.
  result<void> add_file(std::string_view name, file_upload const& file) {
    if (result<void> sound = check_file(name, file); !sound) return sound;
    std::string_view const filename = name_of(file);

    part made;
    if (result<void> sound = begin(made, name); !sound) return sound;
    made.head += "; filename=\"";
    append_multipart_name(made.head, filename);
    made.head += '"';
    std::string_view type = file.content_type;
    if (type.empty()) type = "application/octet-stream";
    if (result<void> sound = end(made, name, type); !sound) return sound;
    made.is_file = true;
    made.content = file.content;
    made.path = file.path;
    parts_.push_back(std::move(made));
    return {};
  }

  // Makes this file the whole body, without a form; call it instead of all other functions that change the form. `file`
  // must exist for as long as the form. Errors: those of add_file().
  result<void> set_single(std::string_view name, file_upload const& file) {
    if (result<void> sound = check_file(name, file); !sound) return sound;
    only_ = &file;
    pieces_.push_back({0, 0, file.content, file.path});
    return {};
  }

  // Chooses a boundary that does not occur in the parts in memory, calling `make` again if it does, and completes the
  // body. Call it once, after the last part. Errors: errc::invalid_argument if sixteen boundaries in a row are empty or
  // occur in the parts.
  result<void> close(boundary_maker make = random_boundary) {
    for (int tries = 0; tries != 16 && boundary_.empty(); ++tries) {
      std::string candidate = make();
      if (!candidate.empty() && candidate.size() <= 70 && !occurs(candidate)) boundary_ = std::move(candidate);
    }
    if (boundary_.empty())
      return error(errc::invalid_argument, "no boundary was found that does not occur in the form");

    std::size_t all = boundary_.size() + 8;
    for (part const& each : parts_) all += boundary_.size() + each.head.size() + each.value.size() + 12;
    text_.reserve(all);
    for (part const& each : parts_) {
      text_.append("--").append(boundary_).append("\r\n").append(each.head).append("\r\n\r\n").append(each.value);
      if (each.is_file) {
        close_text();
        pieces_.push_back({text_begin_, text_begin_, each.content, each.path});
      }
      text_ += "\r\n";
    }
    text_.append("--").append(boundary_).append("--\r\n");
    close_text();
    return {};
  }

  // Requires close(), like all members below.

  // Returns the separator between the parts.
  std::string_view boundary() const noexcept { return boundary_; }

  // Returns the value of the Content-Type header.
  std::string content_type() const {
    if (only_ == nullptr) return "multipart/form-data; boundary=" + boundary_;
    return only_->content_type.empty() ? "application/octet-stream" : only_->content_type;
  }

  // Returns the name of the file that is the whole body; empty if the body is a form.
  std::string_view file_name() const noexcept { return only_ == nullptr ? std::string_view{} : name_of(*only_); }

  // Returns the number of pieces of the body: bytes in memory, and files.
  std::size_t pieces() const noexcept { return pieces_.size(); }
  // Returns the piece at this index.
  piece_view piece(std::size_t index) const noexcept {
    stored_piece const& it = pieces_[index];
    if (it.begin != it.end) return {std::string_view(text_).substr(it.begin, it.end - it.begin), {}};
    return {it.content, it.path};
  }

  // Returns the size of the whole body in bytes; unset if it contains a file that is given by its path.
  std::optional<std::uint64_t> size() const noexcept {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i != pieces(); ++i) {
      if (!piece(i).path.empty()) return std::nullopt;
      sum += piece(i).bytes.size();
    }
    return sum;
  }

private:
  struct part {
    std::string head{};  // the headers, without the last line end
    std::string value{};
    bool is_file = false;
    std::string_view content{};
    std::string_view path{};
  };

  struct stored_piece {
    std::size_t begin = 0;  // the offset of this piece in text_
    std::size_t end = 0;
    std::string_view content{};
    std::string_view path{};
  };

  static std::string_view name_of(file_upload const& file) noexcept {
    return file.name.empty()
               ? std::string_view(file.path).substr(file.path.find_last_of(geai::detail::path_separators) + 1)
               : file.name;
  }

  static result<void> check_file(std::string_view name, file_upload const& file) {
    if (!file.path.empty() && !file.content.empty())
      return refused(name, "has both a path and content; keep one of them");
    if (file.path.find('\0') != std::string::npos) return refused(name, "has a NUL in its path");
    if (name_of(file).empty()) return missing(name, "has no name; the platform needs one");
    if (name_of(file).find('\0') != std::string_view::npos) return refused(name, "has a NUL in its name");
    return {};
  }

  static result<void> begin(part& made, std::string_view name) {
    if (name.empty()) return missing("a part", "has no name");
    if (name.find('\0') != std::string_view::npos) return refused("a part", "has a NUL in its name");
    made.head = "Content-Disposition: form-data; name=\"";
    append_multipart_name(made.head, name);
    made.head += '"';
    return {};
  }

  static result<void> end(part& made, std::string_view name, std::string_view content_type) {
    if (content_type.empty()) return {};
    for (char c : content_type)
      if ((static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7f)
        return refused(name, "has a line break or another control character in its content type");
    made.head.append("\r\nContent-Type: ").append(content_type);
    return {};
  }

  bool occurs(std::string_view candidate) const noexcept {
    for (part const& each : parts_)
      for (std::string_view text : {std::string_view(each.head), std::string_view(each.value), each.content})
        if (text.find(candidate) != std::string_view::npos) return true;
    return false;
  }

  // Makes a piece of the bytes that were added to the text since the last piece.
  void close_text() {
    pieces_.push_back({text_begin_, text_.size(), {}, {}});
    text_begin_ = text_.size();
  }

  [[gnu::cold]] static error refused(std::string_view name, std::string_view reason) {
    return error(errc::invalid_argument, std::string(name).append(" ").append(reason));
  }
  [[gnu::cold]] static error missing(std::string_view name, std::string_view reason) {
    return error(errc::missing_requirement, std::string(name).append(" ").append(reason));
  }

  std::vector<part> parts_{};
  std::string boundary_{};
  file_upload const* only_ = nullptr;  // the file that is the whole body
  std::string text_{};                 // the parts of the body that are not files
  std::size_t text_begin_ = 0;
  std::vector<stored_piece> pieces_{};
};

}  // namespace geai::inline v0_2::http
