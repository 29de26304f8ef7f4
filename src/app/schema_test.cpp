#include "app/schema.hpp"
#include "base/files.hpp"
#include "base/test.hpp"

using namespace reachline;

TEST("docs/schema.sql is the sum of the migrations; if not: build/release/reachline schema > docs/schema.sql")
{
    auto const written = file_text(REACHLINE_SOURCE_DIR "/docs/schema.sql");

    REQUIRE(written);
    CHECK(*written == app::schema_text().value());
}
