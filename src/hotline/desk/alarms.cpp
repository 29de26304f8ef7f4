#include "hotline/desk/alarms.hpp"

namespace reachline::hotline::desk {

namespace {

constexpr char find_open[] = R"sql(
    select id from alarm where kind = ?1 and about = ?2 and about_id = ?3 and ended_at is null
)sql";
constexpr char insert_alarm[] = R"sql(
    insert into alarm (id, kind, about, about_id, raised_at) values (?1, ?2, ?3, ?4, ?5)
)sql";
constexpr char take[] = R"sql(
    update alarm set taken_by = ?2, taken_at = ?3
    where id = ?1 and ended_at is null and taken_by is null
)sql";
constexpr char end_one[] = "update alarm set ended_at = ?2 where id = ?1 and ended_at is null";
constexpr char all_open[] = R"sql(
    select id, kind, about, about_id, raised_at, taken_by, taken_at
    from alarm where ended_at is null order by id
)sql";

Result<std::optional<Id<Alarm>>> open_for(World& world, Literal kind, audit::Subject about)
{
    return world.database.find(
        find_open, [](store::Row const& row) { return row.id<Alarm>(0); }, kind.view(),
        about.kind.view(), about.id);
}

} // namespace

Result<Id<Alarm>> raise_alarm(World& world, Literal kind, audit::Subject about)
{
    if (auto const open = TRY(open_for(world, kind, about)))
        return *open;
    auto const id = world.new_id<Alarm>();
    TRY(world.database.run(
        insert_alarm, id, kind.view(), about.kind.view(), about.id, world.now()));
    TRY(audit::record(world, Actor::system(), "alarm_raised", audit::subject("alarm", id), about));
    world.tell({ .kind = Notice::Kind::AlarmRaised, .subject = id.value });
    return id;
}

Done take_alarm(World& world, Actor const& actor, Id<Alarm> id)
{
    if (TRY(world.database.run(take, id, actor.account, world.now())) == 0)
        return fail(Fault::Conflict, "somebody has this alarm already, or it is over");
    TRY(audit::record(world, actor, "alarm_taken", audit::subject("alarm", id)));
    world.tell({ .kind = Notice::Kind::AlarmRaised, .subject = id.value });
    return {};
}

Done end_alarm(World& world, Actor const& actor, Id<Alarm> id)
{
    if (TRY(world.database.run(end_one, id, world.now())) == 0)
        return fail(Fault::Conflict, "this alarm is over already");
    TRY(audit::record(world, actor, "alarm_ended", audit::subject("alarm", id)));
    world.tell({ .kind = Notice::Kind::AlarmEnded, .subject = id.value });
    return {};
}

Done end_alarm(World& world, Literal kind, audit::Subject about)
{
    if (auto const open = TRY(open_for(world, kind, about)))
        TRY(end_alarm(world, Actor::system(), *open));
    return {};
}

Result<std::vector<AlarmRow>> open_alarms(World& world)
{
    return world.database.all(all_open, [](store::Row const& row) {
        return AlarmRow {
            .id = row.id<Alarm>(0),
            .kind = row.string(1),
            .about = row.string(2),
            .about_id = row.integer(3),
            .raised_at = row.time(4),
            .taken_by = row.maybe_id<Account>(5),
            .taken_at = row.maybe_time(6),
        };
    });
}

} // namespace reachline::hotline::desk
