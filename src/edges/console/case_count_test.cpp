#include "edges/console/library.hpp"
#include "edges/console/route.hpp"
#include "hotline/cases/cast_for_tests.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::edges;

namespace {

constexpr char const* closed = R"json({ "status": "closed", "version": 1,
    "chosen": { "state": ["TX"], "trafficking_type": ["sex"], "case_close": ["safe"] } })json";

} // namespace

TEST("who closes a case in the console has it counted, in the same command")
{
    Cast cast;
    auto const library = console::read_library(REACHLINE_SOURCE_DIR).value();
    std::vector const path { std::to_string(cast.case_of(cast.maria).value) };
    auto const rows = console::case_routes();
    auto const row = std::ranges::find_if(
        rows, [](auto const& one) { return one.method == "PUT" && one.path == "/api/cases/{id}/facts"; });
    REQUIRE(row != rows.end());

    REQUIRE(row->run({ cast.world, cast.maria, library, path }, closed));

    CHECK(cast.database.number("select count(*) from case_fact where state = 'TX' and trafficking_type = 'sex'").value() == 1);
}
