#include "hotline/calls/calls_store.hpp"

#include "store/stored_enum.hpp"

namespace reachline::hotline::calls::rows {

namespace {

using store::maybe_name;
using store::maybe_stored;
using store::stored;

CallRow read_call(store::Row const& row)
{
    return {
        .signal = row.id<Signal>(0),
        .trunk = row.string(1),
        .attestation = stored<Attestation>(row.text(2)),
        .room = row.maybe_integer(3),
        .stage = stored<line::Stage>(row.text(4)),
        .stage_since = row.time(5),
        .said_at = row.maybe_time(6),
        .sound = row.string(7),
        .goes_on = row.flag(8),
        .ended_at = row.maybe_time(9),
        .ending = maybe_stored<Ending>(row, 10),
    };
}

std::optional<Quality> read_quality(store::Row const& row, int first)
{
    if (row.is_null(first))
        return std::nullopt;
    return Quality { .lost_percent = row.real(first),
        .jitter_ms = row.real(first + 1),
        .delay_ms = row.real(first + 2),
        .level_db = row.integer(first + 3),
        .lost_there_percent = row.is_null(first + 4) ? std::nullopt : std::optional(row.real(first + 4)) };
}

PartyRow read_party(store::Row const& row)
{
    return {
        .id = row.id<CallParty>(0),
        .call = row.id<Signal>(1),
        .kind = stored<PartyKind>(row.text(2)),
        .account = row.maybe_id<Account>(3),
        .name = row.string(4),
        .subject = row.maybe_integer(5),
        .state = stored<PartyState>(row.text(6)),
        .failure = maybe_stored<Failure>(row, 7),
        .since = row.time(8),
        .began_at = row.time(9),
        .leg = row.maybe_id<Leg>(10),
        .tries = row.integer(11),
        .answer = row.maybe_string(12),
        .phone = row.maybe_string(13),
        .has_number = row.flag(14),
        .muted = row.flag(15),
        .held = row.flag(16),
        .apart = row.flag(17),
        .watching = maybe_stored<Watching>(row, 18),
        .told = row.string(19),
        .quality = read_quality(row, 20),
    };
}

} // namespace

constexpr char insert_call_row[] = R"sql(
    insert into call (signal, trunk, attestation, room, stage, stage_since)
    values (?1, ?2, ?3, ?4, ?5, ?6)
)sql";
Done insert_call(World& world, CallRow const& call)
{
    TRY(world.database.run(insert_call_row, call.signal, call.trunk, json::enum_name(call.attestation),
        call.room, json::enum_name(call.stage), call.stage_since));
    return {};
}

constexpr char update_call_row[] = R"sql(
    update call set room = ?2, stage = ?3, stage_since = ?4, said_at = ?5, sound = ?6, goes_on = ?7,
        ended_at = ?8, ending = ?9
    where signal = ?1
)sql";
Done update_call(World& world, CallRow const& call)
{
    TRY(world.database.run(update_call_row, call.signal, call.room, json::enum_name(call.stage),
        call.stage_since, call.said_at, call.sound, call.goes_on, call.ended_at,
        maybe_name(call.ending)));
    return {};
}

#define REACHLINE_CALL_COLUMNS                                                                     \
    "select signal, trunk, attestation, room, stage, stage_since, said_at, sound, goes_on, "       \
    "ended_at, ending from call "

constexpr char call_by_signal[] = REACHLINE_CALL_COLUMNS "where signal = ?1";
Result<std::optional<CallRow>> call(World& world, Id<Signal> signal)
{
    return world.database.find(call_by_signal, read_call, signal);
}

constexpr char running_calls[] = REACHLINE_CALL_COLUMNS "where ended_at is null order by signal";
Result<std::vector<CallRow>> running(World& world)
{
    return world.database.all(running_calls, read_call);
}

#undef REACHLINE_CALL_COLUMNS

constexpr char insert_party_row[] = R"sql(
    insert into call_party (id, call, kind, account, name, subject, state, since, began_at, leg, tries,
        phone, number_sealed, apart, watching)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
)sql";
Done insert_party(World& world, PartyRow const& party, std::optional<Bytes> const& number_sealed)
{
    TRY(world.database.run(insert_party_row, party.id, party.call, json::enum_name(party.kind),
        party.account, party.name, party.subject, json::enum_name(party.state), party.since,
        party.began_at, party.leg, party.tries, party.phone, number_sealed, party.apart,
        maybe_name(party.watching)));
    return {};
}

constexpr char update_party_row[] = R"sql(
    update call_party set state = ?2, failure = ?3, since = ?4, leg = ?5, tries = ?6, answer = ?7,
        phone = ?8, muted = ?9, held = ?10, apart = ?11, watching = ?12, told = ?13
    where id = ?1
)sql";
Done update_party(World& world, PartyRow const& party)
{
    TRY(world.database.run(update_party_row, party.id, json::enum_name(party.state),
        maybe_name(party.failure), party.since, party.leg, party.tries, party.answer, party.phone,
        party.muted, party.held, party.apart, maybe_name(party.watching), party.told));
    return {};
}

constexpr char update_quality[] = R"sql(
    update call_party set lost_percent = ?2, jitter_ms = ?3, delay_ms = ?4, level_db = ?5,
        lost_there_percent = ?6
    where id = ?1
)sql";
Done set_quality(World& world, Id<CallParty> id, Quality const& quality)
{
    TRY(world.database.run(update_quality, id, quality.lost_percent, quality.jitter_ms,
        quality.delay_ms, quality.level_db, quality.lost_there_percent));
    return {};
}

#define REACHLINE_PARTY_COLUMNS                                                                    \
    "select id, call, kind, account, name, subject, state, failure, since, began_at, leg, tries, " \
    "answer, phone, number_sealed is not null, muted, held, apart, watching, told, lost_percent, " \
    "jitter_ms, delay_ms, level_db, lost_there_percent from call_party "

constexpr char party_by_id[] = REACHLINE_PARTY_COLUMNS "where id = ?1";
Result<std::optional<PartyRow>> party(World& world, Id<CallParty> id)
{
    return world.database.find(party_by_id, read_party, id);
}

constexpr char party_by_leg[] = REACHLINE_PARTY_COLUMNS "where leg = ?1";
Result<std::optional<PartyRow>> party_with_leg(World& world, Id<Leg> leg)
{
    return world.database.find(party_by_leg, read_party, leg);
}

constexpr char parties_of_call[] = REACHLINE_PARTY_COLUMNS "where call = ?1 order by id";
Result<std::vector<PartyRow>> parties(World& world, Id<Signal> call)
{
    return world.database.all(parties_of_call, read_party, call);
}

constexpr char parties_with_legs[] = REACHLINE_PARTY_COLUMNS "where leg is not null order by id";
Result<std::vector<PartyRow>> with_legs(World& world)
{
    return world.database.all(parties_with_legs, read_party);
}

#undef REACHLINE_PARTY_COLUMNS

constexpr char number_of_party[] = "select number_sealed from call_party where id = ?1";
Result<std::optional<Bytes>> sealed_number(World& world, Id<CallParty> id)
{
    auto const found = TRY(world.database.find(
        number_of_party, [](store::Row const& row) { return row.maybe_blob(0); }, id));
    return found.value_or(std::nullopt);
}

namespace {
KeptCaller read_kept(store::Row const& row)
{
    return { row.id<CallParty>(0), { row.id<Signal>(1), row.time(2) }, row.blob(3), row.flag(4) };
}
} // namespace

// So many share a shelf: on the busiest desk a handful.
constexpr char callers_on_shelf[] = R"sql(
    select id, call, began_at, number_sealed, many_use_it from call_party
    where shelf = ?1 and shelf >= 0 and call <> ?2 and number_sealed is not null
    order by id desc limit 500
)sql";
Result<std::vector<KeptCaller>> on_shelf(World& world, std::int64_t shelf, Id<Signal> but)
{
    return world.database.all(callers_on_shelf, read_kept, shelf, but);
}

constexpr char callers_without_shelf[] = R"sql(
    select id, call, began_at, number_sealed, many_use_it from call_party
    where kind = 'caller' and number_sealed is not null and shelf is null order by id limit ?1
)sql";
Result<std::vector<KeptCaller>> without_shelf(World& world, std::int64_t limit)
{
    return world.database.all(callers_without_shelf, read_kept, limit);
}

constexpr char update_shelf[] = "update call_party set shelf = ?2 where id = ?1";
Done set_shelf(World& world, Id<CallParty> id, std::int64_t shelf)
{
    TRY(world.database.run(update_shelf, id, shelf));
    return {};
}

constexpr char count_many_use_it[] = "select count(*) from call_party where call = ?1 and many_use_it = 1";
Result<bool> many_use_it(World& world, Id<Signal> call)
{
    return TRY(world.database.number(count_many_use_it, call)) > 0;
}

constexpr char update_many_use_it[] = R"sql(
    update call_party set many_use_it = ?2 where call = ?1 and kind = 'caller'
)sql";
Done set_many_use_it(World& world, Id<Signal> call, bool many)
{
    TRY(world.database.run(update_many_use_it, call, many));
    return {};
}

constexpr char calls_to_forget[] = R"sql(
    select call.signal from call join signal on signal.id = call.signal
    where call.ended_at is not null and call.forgotten = 0 and signal.shredded = 1
    order by call.signal limit 500
)sql";
Result<std::vector<Id<Signal>>> to_forget(World& world)
{
    return world.database.all(
        calls_to_forget, [](store::Row const& row) { return row.id<Signal>(0); });
}

constexpr char forget_numbers[] = R"sql(
    update call_party set number_sealed = null, answer = null, shelf = null, many_use_it = 0
    where call = ?1
)sql";
constexpr char forget_sounds[] = "update voicemail set sound_sealed = null where call = ?1";
constexpr char mark_forgotten[] = "update call set forgotten = 1 where signal = ?1";
Done forget(World& world, Id<Signal> call)
{
    TRY(world.database.run(forget_numbers, call));
    TRY(world.database.run(forget_sounds, call));
    TRY(world.database.run(mark_forgotten, call));
    return {};
}

} // namespace reachline::hotline::calls::rows
