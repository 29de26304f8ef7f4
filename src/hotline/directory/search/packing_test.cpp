#include "hotline/directory/search/packing.hpp"

#include "base/json_binding.hpp"
#include "hotline/directory/search/test_town.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

TEST("an entry comes back from its bytes as it was, and what is cut or longer is no entry")
{
    Entry entry { .id = { 1'234'567'890'123 }, .name = "Casa de la Mañana", .summary = "" };
    entry.alert = std::string(300, 'a');
    entry.categories = { "shelter_em", "" };
    entry.phones = { { .number = "713-555-0142", .kind = PhoneKind::Text } };
    entry.point = Point { 29.756845, -95.365652 };
    entry.minimum_age = -1;
    entry.maximum_age = 120;
    entry.pets = Answer::No;
    entry.hidden = { Field::Capacity };
    entry.capacity = Capacity { .available = 3, .unit = "beds", .updated = time_of(-5) };
    auto const said = [](Entry const& one) { return json::text_of(json::written(one)); };
    auto const bytes = packed(entry);

    REQUIRE(entry_from(bytes));
    CHECK(said(*entry_from(bytes)) == said(entry));
    CHECK(entry_from(bytes)->point == entry.point);
    for (std::size_t length = 0; length < bytes.size(); ++length)
        CHECK_FALSE(entry_from(bytes.substr(0, length)).has_value());
    CHECK_FALSE(entry_from(bytes + "x").has_value());
    CHECK_FALSE(entry_from(std::string(40, '\xff')).has_value());
}
