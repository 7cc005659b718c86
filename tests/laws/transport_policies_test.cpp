#include <doctest/doctest.h>

#include <geai/test/transport_laws.hpp>
#include <policies/beast_transport.hpp>
#include <policies/httplib_transport.hpp>

using geai::test::report;
using geai::test::transport_laws;

TEST_CASE("transport laws: the transports of the examples obey them") {
  CHECK(report(transport_laws([] { return policies::beast_transport{}; })) == "");
  CHECK(report(transport_laws([] { return policies::httplib_transport{}; })) == "");
}
