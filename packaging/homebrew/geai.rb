# `brew install --build-from-source ./geai.rb`, with the URL and the checksum of a release.
class Geai < Formula
  desc "C++20 SDK for Globant Enterprise AI"
  homepage "https://docs.globant.ai"
  url "@URL@"
  sha256 "@SHA256@"
  license "MIT"

  depends_on "meson" => :build
  depends_on "ninja" => :build
  depends_on "pkgconf" => [:build, :test]
  depends_on "boost"
  depends_on "simdjson"
  uses_from_macos "curl"

  def install
    system "meson", "setup", "build", "-Dtests=false", "-Dtools=false", "-Dexamples=false", *std_meson_args
    system "meson", "install", "-C", "build"
  end

  test do
    (testpath/"test.cpp").write <<~CPP
      #include <geai/geai.hpp>
      int main() { return geai::load_session({.base_url = "https://h", .api_key = "k"}) ? 0 : 1; }
    CPP
    flags = shell_output("pkgconf --cflags --libs geai").chomp.split
    system ENV.cxx, "-std=c++20", "test.cpp", "-o", "test", *flags
    system "./test"
  end
end
