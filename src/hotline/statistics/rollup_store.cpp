#include "hotline/statistics/rollup.hpp"

namespace reachline::hotline::statistics {

namespace {

constexpr std::array<Dimension, 4> of_contacts { {
    { "contacts.channel", "channel" },
    { "contacts.month", "month" },
    { "contacts.result", "signal_result" },
    { "contacts.wait", "wait" },
} };

constexpr std::array<Dimension, 6> of_signals { {
    { "signals.channel", "channel" },
    { "signals.month", "month" },
    { "signals.reason", "reason" },
    { "signals.relation", "relation" },
    { "signals.how_found", "how_found" },
    { "signals.language", "language" },
} };

constexpr std::array<Dimension, 4> of_cases { {
    { "cases.trafficking_type", "trafficking_type" },
    { "cases.venue", "venue" },
    { "cases.likelihood", "likelihood" },
    { "cases.month", "month" },
} };

constexpr std::array<Dimension, 2> of_people { {
    { "people.age_band", "age_band" },
    { "people.gender", "gender" },
} };

constexpr std::array<Unit, 4> units { {
    { "contacts", "contacts.year", of_contacts },
    { "signals", "signals.year", of_signals },
    { "cases", "cases.year", of_cases },
    { "people", "people.year", of_people },
} };

constexpr char add_to_rollup[] = R"sql(
    insert into rollup (period, dimension, place, cell, made_up, count)
    values (?1, ?2, ?3, ?4, ?5, ?6)
    on conflict (period, dimension, place, cell, made_up)
    do update set count = rollup.count + excluded.count
)sql";

} // namespace

std::span<Unit const> published_units()
{
    return units;
}

Done add(store::Database& database, Addition const& addition, Origin origin)
{
    TRY(database.run(add_to_rollup, addition.period, addition.dimension, addition.place,
        addition.cell, origin == Origin::MadeUp, addition.count));
    return {};
}

constexpr char count_made_up[] = "select count(*) from release where made_up = 1";

Result<bool> has_made_up(store::Database& database)
{
    return TRY(database.number(count_made_up))
    > 0;
}

constexpr char insert_release[] = R"sql(
    insert into release (id, as_of, made_up, note) values (?1, ?2, 1, ?3)
)sql";

Done note_made_up(store::Database& database, std::string const& as_of, Literal note)
{
    TRY(database.run(insert_release, 1, as_of, note.view()));
    return {};
}

} // namespace reachline::hotline::statistics
