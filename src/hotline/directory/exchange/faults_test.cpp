// Each fault beside its sound twin: the same package, one cell broken. The fault is named where it is,
// and no other entry is lost by it.

#include "hotline/directory/exchange/test_parcel.hpp"

#include "base/test.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;
using namespace reachline::hotline::directory::exchange;

namespace {

struct Broken {
    char const* file;
    char const* before;
    char const* after;
    Rule rule;
    std::int64_t row;
    char const* column;
    std::size_t listings; ///< that are left
};

// clang-format off
Broken const broken[] = {
    { "services.csv", "s2,o1,Talk", "s2,o1,extra,Talk", Rule::RaggedRow, 3, "", 1 },
    { "services.csv", "Somebody listens.", "Somebody \"listens.", Rule::StrayQuote, 3, "", 1 },
    { "services.csv", "Somebody listens.", "\"Somebody listens.", Rule::UnclosedQuote, 3, "", 1 },
    { "services.csv", "Somebody listens.", "Some\xe9""body", Rule::NotUtf8, 3, "", 1 },
    { "services.csv", "Somebody listens.", "=HYPERLINK(\"\"x\"\")", Rule::StrayQuote, 3, "", 1 },
    { "services.csv", "Somebody listens.", "=1+2", Rule::Formula, 3, "description", 2 },
    { "services.csv", "Somebody listens.", "+SUM(A1)", Rule::Formula, 3, "description", 2 },
    { "services.csv", "Talk line", "@cmd", Rule::Formula, 3, "name", 1 },
    { "services.csv", "s2,o1", ",o1", Rule::MissingId, 3, "id", 1 },
    { "services.csv", "s2,o1", "s1,o1", Rule::DoubledId, 3, "id", 1 },
    { "services.csv", "s2,o1", "s2,o9", Rule::DanglingReference, 3, "organization_id", 1 },
    { "services.csv", "Talk line", "", Rule::MissingName, 3, "name", 1 },
    { "services.csv", ",active,,,,", ",closed,,,,", Rule::UnknownStatus, 3, "status", 2 },
    { "services.csv", "https://example.org/beds", "javascript:alert(1)", Rule::NotAWebsite, 2, "url", 2 },
    { "services.csv", "https://example.org/beds", "ftp://example.org", Rule::NotAWebsite, 2, "url", 2 },
    { "services.csv", "beds@example.org", "beds at example", Rule::UnreadableEmail, 2, "email", 2 },
    { "services.csv", ",18,99,", ",18,180,", Rule::ImpossibleAge, 2, "maximum_age", 2 },
    { "services.csv", ",18,99,", ",99,18,", Rule::ImpossibleAge, 2, "minimum_age", 2 },
    { "services.csv", "2026-06-01,", "2026-02-30,", Rule::ImpossibleDate, 2, "assured_date", 2 },
    { "locations.csv", "29.7569", "129.7569", Rule::ImpossibleCoordinates, 2, "latitude", 2 },
    { "locations.csv", "29.7569,-95.3656", "0,0", Rule::ZeroCoordinates, 2, "latitude", 2 },
    { "locations.csv", "29.7569,-95.3656", "29.7569,95.3656", Rule::TurnedCoordinates, 2, "latitude", 2 },
    { "locations.csv", "29.7569,-95.3656", "-95.3656,29.7569", Rule::TurnedCoordinates, 2, "latitude", 2 },
    { "locations.csv", "29.7569,-95.3656", "32.7767,-96.7970", Rule::FarCoordinates, 2, "latitude", 2 },
    { "addresses.csv", "TX,77002,US", "Bavaria,80331,DE", Rule::UnknownState, 2, "state_province", 2 },
    { "addresses.csv", "a1,l1", "a1,l9", Rule::DanglingReference, 2, "location_id", 2 },
    { "phones.csv", "713-555-0143", "123-456-7890", Rule::UndialledPhone, 3, "number", 2 },
    { "phones.csv", "713-555-0143", "call us", Rule::UndialledPhone, 3, "number", 2 },
    { "phones.csv", "713-555-0143", "555-0143", Rule::UndialledPhone, 3, "number", 2 },
    { "phones.csv", "p2,s2", "p2,s9", Rule::DanglingReference, 3, "service_id", 2 },
    { "schedules.csv", "17:00", "25:00", Rule::ImpossibleTime, 2, "closes_at", 2 },
    { "schedules.csv", "17:00", "09:00", Rule::ClosingIsOpening, 2, "closes_at", 2 },
    { "schedules.csv", "America/Chicago", "Mars/Olympus", Rule::UnknownZone, 2, "timezone", 2 },
    { "schedules.csv", "America/Chicago", "3", Rule::UnknownZone, 2, "timezone", 2 },
    { "schedules.csv", "MO,TU", "MO,XX", Rule::UnknownDays, 2, "byday", 2 },
    { "service_capacity.csv", ",4,10,", ",12,10,", Rule::CapacityAboveMaximum, 2, "available", 2 },
    { "service_capacity.csv", ",4,10,", ",-4,10,", Rule::UnreadableCapacity, 2, "available", 2 },
    { "service_capacity.csv", "u1,4", "u9,4", Rule::DanglingReference, 2, "unit_id", 2 },
    { "organizations.csv", "https://example.org,", "https://example.org,o1", Rule::ParentCycle, 2, "parent_organization_id", 2 },
    { "organizations.csv", "Copper Lantern", "", Rule::MissingName, 2, "name", 0 },
    { "organizations.csv", "id,name", "name,name", Rule::DoubledColumn, 1, "column 2", 0 },
    { "locations.csv", "id,organization_id", "key,organization_id", Rule::MissingColumn, 1, "id", 1 },
    { "attributes.csv", "s1,service,t1", "s1,service,BD-1800", Rule::UnknownCategory, 2, "taxonomy_term_id", 2 },
    { "languages.csv", "Spanish,es", "Klingon,tlh", Rule::UnknownLanguage, 2, "code", 2 },
    { "service_areas.csv", "\"Harris County, TX\"", "Where the river bends", Rule::UnknownArea, 2, "name", 2 },
};
// clang-format on

} // namespace

TEST("a sound package has nothing to mend")
{
    TestReading const reading { TestPackage() };

    CHECK(reading.findings.count() == 0);
    CHECK(reading.listings() == 2);
}

TEST("each fault is named by file, row and column, and loses no other entry")
{
    for (auto const& one : broken) {
        TestPackage package;
        package.change(one.file, one.before, one.after);

        TestReading const reading(package);

        std::string const where = std::string(one.file) + ": " + one.before + " -> " + one.after;
        CAPTURE(where);
        auto const all = reading.findings.sorted();
        auto const is_named = std::any_of(all.begin(), all.end(), [&](Finding const& finding) {
            return finding.rule == one.rule && finding.file == one.file && finding.row == one.row && finding.column == one.column;
        });
        CHECK(is_named);
        CHECK(reading.listings() == one.listings);
        CHECK_FALSE(saying(one.rule).what.empty());
        CHECK_FALSE(saying(one.rule).mend.empty());
    }
}

TEST("a row that is there twice is taken once")
{
    TestPackage package;
    auto& phones = package.files["phones.csv"];
    phones += "p2,s2,,,713-555-0143,12,voice\n";

    TestReading const reading(package);

    CHECK(reading.faults() == std::vector<std::string> { "duplicated_row" });
    CHECK(reading.listing("s2")->listing.phones.size() == 1);
}

TEST("room is not counted in kilograms")
{
    TestPackage package;
    package.change("units.csv", "beds", "Kilogram");

    TestReading const reading(package);

    CHECK(reading.faults() == std::vector<std::string> { "unknown_unit" });
    CHECK_FALSE(reading.listing("s1")->listing.capacity);
    CHECK(TestReading(TestPackage()).listing("s1")->listing.capacity);
}

TEST("every organization of a ring of parents is named, and all are taken")
{
    TestPackage package;
    package.files["organizations.csv"] = "id,name,parent_organization_id\no1,One,o3\no2,Two,o1\no3,Three,o2\no4,Four,o3\no5,Five,\n";

    TestReading const reading(package);

    CHECK(reading.findings.count(Rule::ParentCycle) == 3);
    CHECK(reading.given.size() == 5);
}

TEST("a field of a megabyte loses its row and no other")
{
    TestPackage package;
    package.change("services.csv", "Somebody listens.", std::string(1 << 20, 'x'));

    TestReading const reading(package);

    CHECK(reading.faults() == std::vector<std::string> { "dangling_reference", "long_field" });
    CHECK(reading.findings.count(Rule::LongField) == 1);
    CHECK(reading.listings() == 1);
}

TEST("UTF-16 is refused whole, a mark of UTF-8 is passed over")
{
    TestPackage marked, wide;
    marked.files["services.csv"] = "\xef\xbb\xbf" + marked.files["services.csv"];
    wide.files["phones.csv"] = std::string("\xff\xfei\0d\0", 6);

    TestReading const with_mark(marked), with_wide(wide);

    CHECK(with_mark.faults(Weight::Note) == std::vector<std::string> { "byte_order_mark" });
    CHECK(with_mark.listings() == 2);
    CHECK(with_wide.faults() == std::vector<std::string> { "utf16" });
    CHECK(with_wide.listings() == 2);
}

TEST("findings are counted exactly, kept up to a limit and sorted")
{
    Findings findings;
    for (int row = 5'000; row > 0; --row)
        findings.add({ .file = "services.csv", .row = row, .rule = Rule::RaggedRow });

    auto const kept = findings.sorted();

    CHECK(findings.count() == 5'000);
    CHECK(kept.size() == static_cast<std::size_t>(Findings::most_kept_of_a_rule));
    CHECK(std::is_sorted(kept.begin(), kept.end()));
}

TEST("a guarded cell is a text, a number with a sign is a number")
{
    TestPackage package;
    package.change("services.csv", "Somebody listens.", "'=not a formula");
    package.change("phones.csv", "713-555-0143", "+1 713 555 0143");

    TestReading const reading(package);

    CHECK(reading.findings.count() == 0);
    CHECK(reading.listing("s2")->listing.description == "=not a formula");
    CHECK(reading.listing("s2")->listing.phones.front().number == "713-555-0143");
}
