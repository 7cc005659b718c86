#pragma once
// One accepted TCP (or TLS) connection, which httplib sees as a stream of bytes. Owning the bytes makes faults real: a
// reply can be cut at any byte, trickle, or end in a TCP reset, and the head of a request is kept unchanged.

#include <httplib.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

// The way to send one reply.
struct delivery {
  std::optional<std::size_t> cut_at{};       // the connection ends after this many bytes of the reply, head included
  std::optional<std::size_t> cut_body_at{};  // ... of its body
  bool cut_body_in_half = false;
  bool reset = false;  // the end is a TCP reset, not an orderly close
  std::chrono::milliseconds per_byte{0};
  bool body_follows = false;  // hold the head back and send it together with the body
};

class connection final : public httplib::Stream {
public:
  connection(int socket, SSL* tls, std::uint64_t number) : socket_(socket), tls_(tls), number_(number) {}
  connection(connection const&) = delete;
  connection& operator=(connection const&) = delete;
  ~connection() override;  // closes

  bool handshake();
  bool next_request(std::chrono::milliseconds idle_limit);  // waits for a request and reads its head
  std::string_view head() const { return head_; }
  std::string_view target() const { return target_; }
  std::uint64_t number() const { return number_; }

  void deliver(delivery how);                    // for the next reply
  void abandon(bool with_reset);                 // no (more) reply: ends the connection
  void close_after_reply() { closing_ = true; }  // unread input cannot be skipped reliably
  bool end_reply();                              // returns true if all of it was written
  bool alive() const { return !ended_ && !closing_; }
  bool pause(std::chrono::milliseconds time)
      const;  // returns false if the peer closes the connection meanwhile, or the server stops

  bool is_readable() const override;
  bool is_writable() const override { return !ended_; }
  ssize_t read(char* out, size_t size) override;
  ssize_t write(char const* data, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

private:
  bool wait_readable(std::chrono::milliseconds limit) const;
  void hide_target();
  bool fill();   // reads more input; returns false at its end
  bool flush();  // sends the held back bytes
  bool send_all(std::string_view bytes);
  bool send_counted(std::string_view bytes);  // applies the limits of the delivery

  int socket_;
  SSL* tls_;
  std::uint64_t number_;
  std::string input_;      // read from the socket, not yet passed to httplib
  std::size_t taken_ = 0;  // of input_
  std::string head_;       // of the current request
  std::string target_;     // as sent
  delivery how_;
  bool delivering_ = false;
  bool in_body_ = false;
  std::string held_;  // the head of the reply, until it is complete
  std::size_t head_size_ = 0;
  std::size_t sent_ = 0;  // bytes of this reply, head included
  bool ended_ = false;
  bool reset_ = false;
  bool closing_ = false;
};

}  // namespace sandbox
