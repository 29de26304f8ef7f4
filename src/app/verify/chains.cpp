#include "app/verify/verify.hpp"

#include "crypto/hash.hpp"

#include <fmt/format.h>

namespace reachline::app::verify {

namespace {

constexpr char all_events[] = R"sql(
    select id, at, actor_kind, actor, what, about, about_id, of, of_id, chain from event order by id
)sql";
constexpr char all_readings[] = R"sql(
    select id, at, actor_kind, actor, purpose, about, about_id, chain from reading order by id
)sql";
constexpr char chain_end[] = "select hash, rows from chain_end where stream = ?1";

/// What audit hashed when it wrote the row, spelled a second time.
std::string event_text(store::Row const& row)
{
    return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}", row.integer(0), row.integer(1), row.text(2),
        row.integer(3), row.text(4), row.text(5), row.integer(6), row.text(7), row.integer(8));
}

std::string reading_text(store::Row const& row)
{
    return fmt::format("{}|{}|{}|{}|{}|{}|{}", row.integer(0), row.integer(1), row.text(2),
        row.integer(3), row.text(4), row.text(5), row.integer(6));
}

struct Chain {
    char const* table;
    Literal rows;
    int link_column;
    std::string (*text)(store::Row const&);
    char const* broken;
    char const* cut;
};

constexpr Chain events { "event", all_events, 9, event_text,
    "an event does not follow from the one before it: it, or one before it, was altered, removed or slipped in",
    "the chain of events does not end where it was left: the last ones were altered, removed or added" };
constexpr Chain readings { "reading", all_readings, 7, reading_text,
    "a reading does not follow from the one before it: it, or one before it, was altered, removed or slipped in",
    "the chain of readings does not end where it was left: the last ones were altered, removed or added" };

Done walk(store::Database& database, Chain const& chain, std::vector<Violation>& found)
{
    Bytes last;
    std::int64_t count = 0;
    TRY(database.all(chain.rows, [&](store::Row const& row) {
        auto const link = row.bytes(chain.link_column);
        // Goes on from what stands there, so that one altered row is one finding.
        if (text_of(crypto::blake2b({ last, bytes_of(chain.text(row)) })) != text_of(link))
            found.push_back({ "audit", chain.broken, chain.table, row.integer(0) });
        last.assign(link.begin(), link.end());
        ++count;
        return char {};
    }));
    auto const ends_well = TRY(database.find(
        chain_end, [&](store::Row const& end) { return end.blob(0) == last && end.integer(1) == count; },
        chain.table));
    if (!ends_well.value_or(false))
        found.push_back({ "audit", chain.cut, chain.table, 0 });
    return {};
}

} // namespace

Result<std::vector<Violation>> chains(store::Database& database)
{
    std::vector<Violation> found;
    TRY(walk(database, events, found));
    TRY(walk(database, readings, found));
    return found;
}

} // namespace reachline::app::verify
