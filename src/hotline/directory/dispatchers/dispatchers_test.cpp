#include "hotline/directory/dispatchers/registry.hpp"

#include "hotline/directory/ten_digits.hpp"
#include "hotline/directory/test_directory.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;
using namespace reachline::hotline::directory::dispatchers;
using exchange::Findings;
using exchange::Rule;

namespace {

Borders const& the_borders()
{
    static BordersOnDemand const borders(REACHLINE_SOURCE_DIR "/data/map");
    auto const loaded = borders.get();
    REQUIRE(loaded);
    return **loaded;
}

constexpr std::string_view header = "PSAP ID,PSAP Name,State,County,City,Type of Change,Comments,Number\n";

std::vector<DispatcherRow> read(std::string const& lines, Findings& findings)
{
    return read_registry(std::string(header) + lines, "psaps.csv", the_borders(), findings);
}

struct Dispatchers : TestDirectory {
    void bring(std::string const& lines, Gone gone = Gone::AtMostAQuarter)
    {
        Findings findings;
        REQUIRE(bring_in(world, Actor::system(), read(lines, findings), gone));
        REQUIRE(findings.count() == 0);
    }
    NearAnswer near_to(std::string_view place)
    {
        auto answer = near(database, test_places(), the_borders(), place);
        REQUIRE(answer);
        return std::move(*answer);
    }
    std::vector<std::string> names_near(std::string_view place)
    {
        std::vector<std::string> names;
        for (auto const& one : near_to(place).near)
            names.push_back((one.is_neighbour ? "next: " : "") + one.row.name);
        return names;
    }
};

std::string const two_in_texas = "6100,Harris County 911,TX,HARRIS,,,,713-555-0100\n"
                                 "6101,Pasadena Police,TX,Harris County,Pasadena,M,moved,(713) 555-0101\n";

} // namespace

TEST("a centre is found by ZIP code, by city with its own centre first, and by county")
{
    Dispatchers hotline;
    hotline.bring(two_in_texas);

    CHECK(hotline.names_near("77002") == std::vector<std::string> { "Harris County 911", "Pasadena Police" });
    CHECK(hotline.names_near("Pasadena, TX").front() == "Pasadena Police");
    CHECK(hotline.names_near("Harris County, TX").size() == 2);
    CHECK(hotline.near_to("Houston").place->name == "Houston, TX");
    CHECK_FALSE(hotline.near_to("qqqqzz").place);
}

TEST("a town has the centres of its own county, not of the first of the state")
{
    Dispatchers hotline;
    hotline.bring(two_in_texas + "6103,Travis County 911,TX,Travis,,,,512-555-0102\n6104,Anderson 911,TX,Anderson,,,,903-555-0104\n");

    CHECK(hotline.names_near("Austin, TX") == std::vector<std::string> { "Travis County 911" });
    CHECK(hotline.names_near("Houston") == std::vector<std::string> { "Harris County 911", "Pasadena Police" });
    for (auto const& [county, state] : { std::pair("St. Louis (city)", "MO"), { "City of Richmond", "VA" }, { "Anchorage Municipality", "AK" } })
        CHECK(county_like(the_borders(), county, state) != 0);
}

TEST("where a county has no centre with a number, those of its neighbours are shown, and said to be so")
{
    Dispatchers hotline;
    hotline.bring(two_in_texas
        + "6102,Waller County 911,TX,Waller,,,,\n"
          "6103,Travis County 911,TX,Travis,,,,512-555-0102\n");

    auto const names = hotline.names_near("Waller County, TX");

    CHECK(names == std::vector<std::string> { "Waller County 911", "next: Harris County 911", "next: Pasadena Police" });
}

TEST("a number that was never tried says so; a changed number was not tried")
{
    Dispatchers hotline;
    hotline.bring(two_in_texas);
    auto const id = hotline.near_to("77002").near.at(0).row.id;
    auto const never = find(hotline.database, id)->works;

    REQUIRE(tried(hotline.world, hotline.maria, id, Trial::Reached));
    auto const tried_once = *find(hotline.database, id);
    hotline.bring("6100,Harris County 911,TX,Harris,,,,713-555-0155\n6101,Pasadena Police,TX,Harris,Pasadena,,,\n");
    auto const changed = *find(hotline.database, id);

    CHECK_FALSE(never);
    CHECK(tried_once.works == true);
    CHECK(tried_once.tried_at == hotline.world.now());
    CHECK(changed.number == "+17135550155");
    CHECK_FALSE(changed.works);
    CHECK_FALSE(changed.tried_at);
}

TEST("a file without numbers keeps those that are known, and a second import changes nothing")
{
    Dispatchers hotline;
    hotline.bring(two_in_texas);
    Findings findings;
    auto const without = read("6100,Harris County 911,TX,HARRIS,,,,\n6101,Pasadena Police,TX,Harris County,Pasadena,M,moved,\n", findings);

    auto const seen = preview(hotline.database, without);

    REQUIRE(seen);
    CHECK(seen->unchanged == 2);
    CHECK(seen->changed == 0);
    CHECK(seen->without_number == 0);
}

TEST("every fault is named by line and column, and takes no other row with it")
{
    Findings findings;

    auto const rows = read("1,One,TX,Harris,,,,911\n"
                           ",Two,TX,Harris,,,,713-555-0100\n"
                           "3,,TX,Harris,,,,713-555-0100\n"
                           "4,Four,ZZ,Harris,,,,713-555-0100\n"
                           "5,Five,TX,Nowhere,,,,713-555-0100\n"
                           "5,Six,TX,Harris,,,,713-555-0100\n"
                           "7,Seven,TX,Harris\n"
                           "8,Eight,TX,Harris,,,=cmd(),713-555-0100\n",
        findings);

    auto const is_named = [&](std::int64_t line, std::string_view column, Rule rule) {
        auto const all = findings.sorted();
        return std::ranges::any_of(all, [&](auto const& one) {
            return one.file == "psaps.csv" && one.row == line && one.column == column && one.rule == rule;
        });
    };
    CHECK(rows.size() == 3); // one, five and eight
    CHECK_FALSE(rows.at(0).number);
    CHECK(is_named(2, "Number", Rule::NotTenDigits));
    CHECK(is_named(3, "PSAP ID", Rule::MissingId));
    CHECK(is_named(4, "PSAP Name", Rule::MissingName));
    CHECK(is_named(5, "State", Rule::StateOfNoCentre));
    CHECK(is_named(6, "County", Rule::UnknownArea));
    CHECK(is_named(7, "PSAP ID", Rule::DoubledId));
    CHECK(is_named(8, "", Rule::RaggedRow));
    CHECK(is_named(9, "Comments", Rule::Formula));
    CHECK(findings.count() == 8);
}

TEST("a file that lacks a column is refused whole")
{
    Findings findings;

    auto const rows = read_registry("PSAP ID,PSAP Name,State,County\n1,One,TX,Harris\n", "psaps.csv", the_borders(), findings);

    CHECK(rows.empty());
    CHECK(findings.count(Rule::MissingColumn) == 1);
}

TEST("a file that was cut off takes nothing away unless somebody says so")
{
    Dispatchers hotline;
    hotline.bring(two_in_texas + "6200,Miller County 911,AR,Miller,,,,870-555-0100\n");
    Findings findings;
    auto const one = read("6100,Harris County 911,TX,HARRIS,,,,713-555-0100\n", findings);

    auto const refused = bring_in(hotline.world, Actor::system(), one, Gone::AtMostAQuarter);
    auto const still = hotline.names_near("77002").size();
    auto const done = bring_in(hotline.world, Actor::system(), one, Gone::HoweverMany);

    CHECK_FALSE(refused);
    CHECK(still == 2);
    REQUIRE(done);
    CHECK(done->gone == 1);
    CHECK(hotline.names_near("77002").size() == 1);
    CHECK(hotline.names_near("Miller County, AR").size() == 1); // a state that the file does not name
}

TEST("an orphaned centre is not called")
{
    Dispatchers hotline;
    hotline.bring(two_in_texas + "6104,Old Harris 911,TX,Harris,,O,consolidated,713-555-0109\n");

    CHECK(hotline.names_near("77002").size() == 2);
}

TEST("only ten digits are a number: 911 would ring in the hotline's own city")
{
    CHECK(ten_digits("713-555-0142") == "+17135550142");
    CHECK(ten_digits("+1 (713) 555.0142") == "+17135550142");
    CHECK_FALSE(ten_digits("911"));
    CHECK_FALSE(ten_digits("211-555-0142"));
    CHECK_FALSE(ten_digits("713-911-0142"));
    CHECK_FALSE(ten_digits("113-555-0142"));
    CHECK_FALSE(ten_digits("713-555-0142 x3"));
    CHECK_FALSE(ten_digits(""));
}

TEST("the made-up file has a centre for every county, each readable, each number for invention")
{
    Findings findings;

    auto const rows = read_registry(made_up_registry(the_borders()), "made_up.csv", the_borders(), findings);

    CHECK(findings.count() == 0);
    CHECK(rows.size() > 3'000);
    CHECK(std::ranges::all_of(rows, [](auto const& row) {
        return row.number && row.number->substr(5, 5) == "55501" && row.county_code != 0;
    }));
}
