#include "hotline/outbox/outbox.hpp"

#include "hotline/desk/alarms.hpp"
#include "hotline/outbox/outbox_store.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::outbox {

namespace {

constexpr std::array every_kind { Kind::DeliverDisclosure, Kind::TellPartner, Kind::RingSupervisor };

Done raise_alarm(World& world, Id<Wish> id)
{
    TRY(mark_alarmed(world, id));
    TRY(desk::raise_alarm(world, "wish_not_performed", audit::subject("wish", id)));
    return {};
}

Done end_alarm(World& world, Id<Wish> id)
{
    return desk::end_alarm(world, "wish_not_performed", audit::subject("wish", id));
}

Done give_up(World& world, Id<Wish> id)
{
    TRY(finish(world, id, "given_up"));
    TRY(raise_alarm(world, id));
    return audit::record(world, Actor::system(), "wish_given_up", audit::subject("wish", id));
}

} // namespace

milliseconds patience(Kind kind)
{
    switch (kind) {
    case Kind::DeliverDisclosure:
        return seconds { 60 };
    case Kind::TellPartner:
        return minutes { 5 };
    case Kind::RingSupervisor:
        return seconds { 20 };
    }
    return seconds { 0 };
}

milliseconds pause_after(int tries)
{
    return seconds { std::min(60, 1 << std::clamp(tries - 1, 0, 6)) };
}

Result<Id<Wish>> wish(World& world, Kind kind, audit::Subject about)
{
    if (auto const same = TRY(find_unfinished(world, kind, about)))
        return *same;
    auto const id = world.new_id<Wish>();
    TRY(insert(world, id, kind, about));
    world.tell({ .kind = Notice::Kind::WishMade, .subject = id.value });
    return id;
}

Done cancel(World& world, Kind kind, audit::Subject about)
{
    auto const found = TRY(find_unfinished(world, kind, about));
    if (!found)
        return {};
    TRY(finish(world, *found, "cancelled"));
    TRY(end_alarm(world, *found));
    return audit::record(world, Actor::system(), "wish_cancelled", audit::subject("wish", *found), about);
}

Done fulfil(World& world, Kind kind, audit::Subject about)
{
    auto const found = TRY(find_unfinished(world, kind, about));
    return found ? report(world, *found, Outcome::Performed) : Done {};
}

Result<std::vector<Claimed>> claim(World& world, Kind kind, std::size_t limit)
{
    std::vector<Claimed> claimed;
    for (auto& wish : TRY(due(world, kind, limit))) {
        TRY(lease_until(world, wish.id, world.now() + lease, wish.tries + 1));
        claimed.push_back({ .id = wish.id,
            .kind = wish.kind,
            .about = std::move(wish.about),
            .subject = wish.subject,
            .tries = wish.tries + 1 });
    }
    return claimed;
}

Done report(World& world, Id<Wish> id, Outcome outcome)
{
    auto const wish = TRY(find_unfinished(world, id));
    if (!wish)
        return fail(Fault::Conflict, "this wish has ended meanwhile");
    switch (outcome) {
    case Outcome::Performed:
        TRY(finish(world, id, "performed"));
        return end_alarm(world, id);
    case Outcome::TryAgain:
        return try_again_at(world, id, world.now() + pause_after(wish->tries));
    case Outcome::Impossible:
        return give_up(world, id);
    }
    return {};
}

Done tick(World& world)
{
    for (auto const kind : every_kind)
        for (auto const& wish : TRY(impatient(world, kind, world.now() - patience(kind))))
            TRY(raise_alarm(world, wish.id));
    for (auto const& wish : TRY(unfinished_since(world, world.now() - give_up_after)))
        TRY(give_up(world, wish.id));
    return {};
}

Result<std::optional<Time>> next_due(World& world)
{
    auto next = TRY(earliest_due(world));
    for (auto const kind : every_kind)
        if (auto const made = TRY(earliest_made(world, kind)))
            next = std::min(next.value_or(*made + patience(kind)), *made + patience(kind));
    return next;
}

} // namespace reachline::hotline::outbox
