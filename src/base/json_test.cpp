#include "base/json_binding.hpp"

#include "base/test.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace reachline;

namespace {

enum class AgeBand { Adult, Minor, NotAsked };
BOOST_DESCRIBE_ENUM(AgeBand, Adult, Minor, NotAsked)

struct Child {
    std::string alias;
    AgeBand age_band {};
};
BOOST_DESCRIBE_STRUCT(Child, (), (alias, age_band))

struct Family {
    std::string name;
    std::optional<int> rooms;
    std::vector<Child> children;
};
BOOST_DESCRIBE_STRUCT(Family, (), (name, rooms, children))

namespace elsewhere {
struct Child {
    int height = 0;
};
BOOST_DESCRIBE_STRUCT(Child, (), (height))
} // namespace elsewhere

json::Bound<Family> family(std::string_view text)
{
    return json::bound<Family>(json::parse(text).value());
}

} // namespace

TEST("a described struct goes out and comes back")
{
    auto const text = R"({"name":"A","rooms":null,"children":[{"alias":"B","age_band":"not_asked"}]})";

    auto const read = family(text);

    REQUIRE(read);
    CHECK(read->children[0].age_band == AgeBand::NotAsked);
    CHECK(json::text_of(json::written(*read)) == text);
}

TEST("what is wrong is named by its path")
{
    CHECK(family(R"({"name":"A","children":[{"alias":"B","age_band":"old"}]})").error().path
        == "children.0.age_band");
    CHECK(family(R"({"name":"A"})").error().path == "children");
    CHECK_FALSE(family(R"({"name":"A","children":[],"extra":1})"));
}

TEST("two types of one short name are told of, and neither stands silently for the other")
{
    json::Components components;
    json::schema<Family>(components);
    json::schema<Child>(components);
    CHECK(components.clashes.empty());

    json::schema<elsewhere::Child>(components);

    CHECK(components.clashes == std::vector<std::string> { "Child" });
}

TEST("a key named twice is refused")
{
    CHECK(json::parse(R"({"a":1,"a":2})").error().fault == Fault::Invalid);
    CHECK(json::parse(R"({"a":{"b":1},"b":1})"));
}

TEST("times are read as they are written")
{
    auto const time = time_of(1'764'000'000'123);
    CHECK(json::time_from_text(rfc3339(time)) == time);
    CHECK_FALSE(json::time_from_text("2026-02-30T10:00:00Z"));
    CHECK_FALSE(json::time_from_text("yesterday"));
}

TEST("of the public collection of JSON that breaks readers, all y_ are read, all n_ refused, and no i_ ends us")
{
    std::filesystem::path const collection(REACHLINE_SOURCE_DIR "/../shared/data/torture/json/test_parsing");
    if (!std::filesystem::exists(collection)) {
        MESSAGE("the collection is not beside this folder; skipped");
        return;
    }

    int files = 0;
    for (auto const& file : std::filesystem::directory_iterator(collection)) {
        std::ifstream in(file.path(), std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        // Some of y_ name a key twice; our borders refuse that on top of what the standard asks.
        auto const read = json::parse(text.str(), json::DuplicateKeys::LastWins);
        auto const kind = file.path().filename().string().substr(0, 2);
        if (kind != "i_")
            CHECK_MESSAGE(read.has_value() == (kind == "y_"), file.path().filename().string());
        ++files;
    }

    CHECK(files > 300);
}
