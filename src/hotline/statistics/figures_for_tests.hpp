#pragma once

// A hotline's statistics in memory, with the shipped lists and a clock that can be moved.

#include "base/test.hpp"
#include "hotline/keys/test_ledger.hpp"
#include "hotline/statistics/facts.hpp"
#include "hotline/statistics/made_up.hpp"
#include "hotline/statistics/pages.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace reachline::hotline::statistics {

inline std::string categories_text()
{
    std::ifstream file(std::string(REACHLINE_SOURCE_DIR) + "/forms/categories.json");
    REQUIRE(file.is_open());
    return { std::istreambuf_iterator<char>(file), {} };
}

inline Categories const& the_lists()
{
    static auto const lists = Categories::load(categories_text()).value();
    return lists;
}

struct Figures {
    Figures() { REQUIRE(store::migrate(database, store::hotline_migrations())); }

    keys::TestLedger ledger; // its clock stands at 2025-11-24
    store::Database database = store::Database::open(":memory:").value();
    std::vector<Notice> notices;
    World world { database, ledger.clock, ledger.random, ledger.ids, ledger.keys, notices };

    void signals(int many, std::string const& state, std::string const& channel = "call")
    {
        for (int i = 0; i < many; ++i)
            REQUIRE(count_signal(world, the_lists(),
                { .channel = channel,
                    .state = state,
                    .language = "en",
                    .reason = "tip",
                    .waited = seconds(8) }));
    }
    NationalPage nation(int year = 2025)
    {
        return national_page(database, the_lists(), year, world.now()).value();
    }
    StatePage state(std::string const& code, int year = 2025)
    {
        return state_page(database, the_lists(), code, year, world.now()).value();
    }
    std::int64_t count(Literal sql) { return database.number(sql).value(); }
};

inline Group const& group(std::vector<Group> const& groups, std::string_view unit)
{
    return *std::ranges::find(groups, unit, &Group::unit);
}

inline Table const& table(Group const& in, std::string_view list)
{
    return *std::ranges::find(in.tables, list, &Table::list);
}

inline std::optional<std::int64_t> cell(Table const& in, std::string_view code)
{
    auto const found = std::ranges::find(in.cells, code, &Cell::code);
    REQUIRE(found != in.cells.end());
    return found->count;
}

} // namespace reachline::hotline::statistics
