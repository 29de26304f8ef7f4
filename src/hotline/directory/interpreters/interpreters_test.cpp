#include "hotline/directory/interpreters/interpreters.hpp"

#include "hotline/directory/test_directory.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;
using namespace reachline::hotline::directory::interpreters;

namespace {

Fault fault_of(auto const& result)
{
    REQUIRE_FALSE(result);
    return result.error().fault;
}

struct Interpreters : TestDirectory {
    Actor ana = staff(13, people::Role::Supervisor);

    Interpreters()
    {
        for (auto const& one : { editor, verifier, maria, ana })
            REQUIRE(database.run(
                "insert into account (id, name, roles, state, created_at) values (?1, ?2, '', 'active', 0)",
                one.account, "account " + std::to_string(one.account.value)));
    }
    static NewInterpreter an_agency(std::string name = "Tide Language Line")
    {
        return { .name = std::move(name), .languages = { "es", "pt-BR" }, .numbers = { "800-555-0123" } };
    }
    static Schedule all_day(std::string days)
    {
        return { .byday = std::move(days), .opens_at = "00:00", .closes_at = "24:00", .timezone = "America/Chicago" };
    }
    std::vector<std::string> names_speaking(std::string_view language)
    {
        std::vector<std::string> names;
        auto const found = who_speak(world, language).value();
        for (auto const& row : found)
            names.push_back(row.name);
        return names;
    }
    std::int64_t readings() { return database.number("select count(*) from reading").value(); }
};

} // namespace

TEST("who speaks the language is found, who is open now first")
{
    Interpreters hotline;
    auto closed = hotline.an_agency("Asleep");
    closed.hours = { { .byday = "MO", .opens_at = "01:00", .closes_at = "01:01", .timezone = "America/Chicago" } };
    auto open = hotline.an_agency("Watchful");
    open.hours = { hotline.all_day("MO,TU,WE,TH,FR,SA,SU") };
    auto other = hotline.an_agency("Other tongue");
    other.languages = { "so" };
    for (auto const& one : { closed, hotline.an_agency("Unsaid"), open, other })
        REQUIRE(add(hotline.world, hotline.ana, one));

    CHECK(hotline.names_speaking("es") == std::vector<std::string> { "Watchful", "Unsaid", "Asleep" });
    CHECK(hotline.names_speaking("pt").size() == 3);
    CHECK(hotline.names_speaking("pt-BR").size() == 3);
    CHECK(hotline.names_speaking("so") == std::vector<std::string> { "Other tongue" });
    CHECK(hotline.names_speaking("s").empty());
}

TEST("a supervisor keeps the list, and nobody else")
{
    Interpreters hotline;
    auto const id = add(hotline.world, hotline.ana, hotline.an_agency()).value();
    auto const events = hotline.database.number("select count(*) from event").value();

    CHECK(fault_of(add(hotline.world, hotline.maria, hotline.an_agency("Mine"))) == Fault::NotAllowed);
    CHECK(fault_of(change(hotline.world, hotline.editor, id, hotline.an_agency("Mine"))) == Fault::NotAllowed);
    CHECK(fault_of(end(hotline.world, hotline.maria, id)) == Fault::NotAllowed);
    CHECK(all(hotline.world).value().at(0).name == "Tide Language Line");
    CHECK(hotline.database.number("select count(*) from event").value() == events);
}

TEST("the account code rests sealed, is read by who answers and leaves a reading, and dies with the contract")
{
    Interpreters hotline;
    auto agency = hotline.an_agency();
    agency.code = "4711-quiet";
    auto const id = add(hotline.world, hotline.ana, agency).value();
    auto const open_rows = hotline.database.number("select count(*) from interpreter where instr(code_sealed, '4711') > 0").value();

    auto const locked = read_code(hotline.world, hotline.maria, id);
    auto const looked = hotline.readings();
    REQUIRE(hotline.ledger.maria_signs_in());
    auto const code = read_code(hotline.world, hotline.maria, id);

    CHECK(open_rows == 0);
    CHECK_FALSE(locked);
    CHECK(looked == 0);
    REQUIRE(code);
    CHECK(code->code.seen_under(code->reading) == "4711-quiet");
    CHECK(hotline.readings() == 1);
    CHECK(fault_of(read_code(hotline.world, hotline.verifier, id)) == Fault::NotAllowed);
    agency.code.reset();
    REQUIRE(change(hotline.world, hotline.ana, id, agency));
    CHECK(find(hotline.world, id)->has_code);
    REQUIRE(end(hotline.world, hotline.ana, id));
    CHECK(fault_of(find(hotline.world, id)) == Fault::NotFound);
    CHECK(fault_of(read_code(hotline.world, hotline.maria, id)) == Fault::NotFound);
}

TEST("what is no name, language, number or hour is refused")
{
    Interpreters hotline;
    auto const refused = [&](auto change_it) {
        auto one = hotline.an_agency();
        change_it(one);
        return fault_of(add(hotline.world, hotline.ana, one)) == Fault::Invalid;
    };

    CHECK(refused([](NewInterpreter& one) { one.name = " "; }));
    CHECK(refused([](NewInterpreter& one) { one.languages = { "Spanish" }; }));
    CHECK(refused([](NewInterpreter& one) { one.languages = {}; }));
    CHECK(refused([](NewInterpreter& one) { one.numbers = { "911" }; }));
    CHECK(refused([](NewInterpreter& one) { one.numbers = {}; }));
    CHECK(refused([](NewInterpreter& one) { one.hours = { { .byday = "XX", .opens_at = "1", .closes_at = "2" } }; }));
    CHECK(all(hotline.world).value().empty());
}
