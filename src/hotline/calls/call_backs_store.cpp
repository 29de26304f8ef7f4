#include "hotline/calls/call_backs_store.hpp"

#include "store/stored_enum.hpp"

namespace reachline::hotline::calls::rows {

namespace {

using store::maybe_name;
using store::maybe_stored;
using store::stored;

CallBackRow read_call_back(store::Row const& row)
{
    return {
        .id = row.id<CallBack>(0),
        .signal = row.id<Signal>(1),
        .kind = stored<CallBackKind>(row.text(2)),
        .asked_at = row.time(3),
        .due_at = row.time(4),
        .state = stored<CallBackState>(row.text(5)),
        .tries = row.integer(6),
        .outcome = maybe_stored<CallBackOutcome>(row, 7),
        .has_sound = row.flag(8),
    };
}

} // namespace

constexpr char insert_call_back_row[] = R"sql(
    insert into call_back (id, call, kind, asked_at, due_at, state) values (?1, ?2, ?3, ?4, ?5, ?6)
)sql";
Done insert_call_back(World& world, CallBackRow const& row)
{
    TRY(world.database.run(insert_call_back_row, row.id, row.signal, json::enum_name(row.kind),
        row.asked_at, row.due_at, json::enum_name(row.state)));
    return {};
}

constexpr char update_call_back_row[] = R"sql(
    update call_back set due_at = ?2, state = ?3, tries = ?4, outcome = ?5,
        ended_at = case when ?3 = 'done' then ?6 end
    where id = ?1
)sql";
Done update_call_back(World& world, CallBackRow const& row)
{
    TRY(world.database.run(update_call_back_row, row.id, row.due_at, json::enum_name(row.state),
        row.tries, maybe_name(row.outcome), world.now()));
    return {};
}

#define REACHLINE_CALL_BACK_COLUMNS                                                                \
    "select id, call, kind, asked_at, due_at, state, tries, outcome, exists (select 1 from "       \
    "voicemail where voicemail.call = call_back.call and voicemail.sound_sealed is not null) "     \
    "from call_back "

constexpr char call_back_by_id[] = REACHLINE_CALL_BACK_COLUMNS "where id = ?1";
Result<std::optional<CallBackRow>> call_back(World& world, Id<CallBack> id)
{
    return world.database.find(call_back_by_id, read_call_back, id);
}

constexpr char call_back_by_call[] = REACHLINE_CALL_BACK_COLUMNS "where call = ?1";
Result<std::optional<CallBackRow>> call_back_of(World& world, Id<Signal> signal)
{
    return world.database.find(call_back_by_call, read_call_back, signal);
}

constexpr char call_backs_open[] = REACHLINE_CALL_BACK_COLUMNS R"sql(
    where state <> 'done' order by due_at, id limit 500
)sql";
Result<std::vector<CallBackRow>> open_call_backs(World& world)
{
    return world.database.all(call_backs_open, read_call_back);
}

#undef REACHLINE_CALL_BACK_COLUMNS

constexpr char insert_part[] = R"sql(
    insert into voicemail (id, call, position, sound_sealed) values (?1, ?2, ?3, ?4)
)sql";
Done insert_sound(World& world, Id<VoicemailPart> id, Id<Signal> call, std::int64_t position, Bytes const& sealed)
{
    TRY(world.database.run(insert_part, id, call, position, sealed));
    return {};
}

constexpr char count_parts[] = "select count(*) from voicemail where call = ?1";
Result<std::int64_t> sounds(World& world, Id<Signal> call) { return world.database.number(count_parts, call); }

constexpr char parts_of_call[] = R"sql(
    select id, sound_sealed from voicemail where call = ?1 and sound_sealed is not null order by position
)sql";
Result<std::vector<SealedSound>> sealed_sounds(World& world, Id<Signal> call)
{
    return world.database.all(
        parts_of_call,
        [](store::Row const& row) { return SealedSound { row.integer(0), row.blob(1) }; }, call);
}

} // namespace reachline::hotline::calls::rows
