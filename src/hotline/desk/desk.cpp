#include "hotline/desk/desk.hpp"

#include "base/text.hpp"
#include "hotline/desk/desk_store.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

namespace reachline::hotline::desk {

namespace {

constexpr audit::Subject the_shift { "shift", 0 };
constexpr std::int64_t line_shown = 500; ///< signals that the board lists
constexpr std::int64_t no_limit = -1; ///< as SQL writes it

constexpr std::array every_class { signals::Class::Danger, signals::Class::Call,
    signals::Class::Chat, signals::Class::Message, signals::Class::Tip, signals::Class::Email };
constexpr auto talk_classes = std::span(every_class).first<3>();

audit::Subject about(Id<Signal> id) { return audit::subject("signal", id); }

bool is_seen(rows::Present const& present, Time now, Rules const& rules)
{
    return now - present.last_seen < rules.unseen_is_away;
}

std::vector<std::string> languages_of(std::string const& list)
{
    std::vector<std::string> languages;
    for (auto const part : split(list, ','))
        languages.emplace_back(trimmed(part));
    return languages;
}

Result<std::vector<Advocate>> advocates_on(World& world, Rules const& rules)
{
    std::vector<Advocate> advocates;
    for (auto const& present : TRY(rows::present(world))) {
        if (present.state != Presence::On || !is_seen(present, world.now(), rules))
            continue;
        advocates.push_back({
            .account = present.account,
            .languages = languages_of(present.languages),
            .idle_since = present.idle_since,
            .talks = static_cast<int>(present.talks),
            .in_call = present.calls > 0,
            .may_be_offered = present.open_offers == 0 && present.rest_until <= world.now(),
        });
    }
    return advocates;
}

/// A signal's round in the line begins when it starts to wait; who was tried before may be again.
std::int64_t round_of(signals::SignalRow const& signal)
{
    return signal.waiting_since ? milliseconds_of(*signal.waiting_since) + signal.returned : 0;
}

Result<Waiting> waiting(World& world, signals::SignalRow const& signal, Rules const& rules)
{
    Waiting one { .signal = signal.id,
        .line_class = signal.line_class,
        .language = signal.language,
        .since = signal.waiting_since.value_or(signal.arrived),
        .tried = {},
        .rung_everybody = false,
        .open_offers = {} };
    for (auto const& offer : TRY(rows::offers_of_round(world, signal.id, round_of(signal)))) {
        if (offer.outcome != "open" && world.now() - offer.made_at >= rules.ring_again)
            continue;
        one.tried.push_back(offer.account);
        one.rung_everybody = one.rung_everybody || offer.to_everybody;
        if (offer.outcome == "open")
            one.open_offers.push_back(offer.account);
    }
    return one;
}

Result<std::vector<Waiting>> in_order_of_line(World& world, std::vector<Id<Signal>> const& ids, Rules const& rules)
{
    std::vector<Waiting> line;
    for (auto const id : ids)
        line.push_back(TRY(waiting(world, TRY(signals::find(world, id)), rules)));
    std::ranges::sort(line, {}, [](Waiting const& one) { return std::tuple(one.line_class, one.since, one.signal); });
    return line;
}

Done withdraw(World& world, rows::MadeOffer const& offer, std::string_view outcome)
{
    TRY(rows::end_offer(world, offer.id, outcome));
    world.tell({ .kind = Notice::Kind::OfferWithdrawn, .subject = offer.signal.value, .to = offer.account });
    return {};
}

Done withdraw_others(World& world, Id<Signal> signal)
{
    for (auto const& offer : TRY(rows::open_offers_of(world, signal)))
        TRY(withdraw(world, offer, "withdrawn"));
    return {};
}

Done end_stale_offers(World& world, Rules const& rules)
{
    auto const present = TRY(rows::present(world));
    for (auto const& offer : TRY(rows::open_offers(world))) {
        auto const signal = TRY(signals::find(world, offer.signal));
        auto const holder = std::find_if(present.begin(), present.end(),
            [&](rows::Present const& one) { return one.account == offer.account; });
        bool const gone = holder == present.end() || holder->state != Presence::On
            || !is_seen(*holder, world.now(), rules);
        if (signal.state != signals::State::Waiting)
            TRY(withdraw(world, offer, "withdrawn"));
        else if (offer.until <= world.now() || gone)
            TRY(withdraw(world, offer, "timed_out"));
    }
    return {};
}

Done make_offer(World& world, signals::SignalRow const& signal, Plan::Offering const& offering, Rules const& rules)
{
    rows::MadeOffer const offer { .id = world.new_id<Offer>(),
        .signal = offering.signal,
        .account = offering.account,
        .round = round_of(signal),
        .made_at = world.now(),
        .until = world.now() + rules.offer_time,
        .to_everybody = offering.to_everybody,
        .outcome = "open" };
    TRY(rows::insert_offer(world, offer));
    TRY(audit::record(world, Actor::system(), "signal_offered", audit::subject("offer", offer.id),
        about(offer.signal)));
    world.tell({ .kind = Notice::Kind::OfferMade, .subject = offer.signal.value, .to = offer.account });
    return {};
}

Result<rows::MadeOffer> own_open_offer(World& world, Actor const& actor, Id<Offer> id)
{
    auto const offer = TRY(rows::offer(world, id));
    if (!offer || offer->account != actor.account)
        return fail(Fault::NotFound, "there is no such offer");
    if (offer->outcome != "open")
        return fail(Fault::Conflict, "this offer is over");
    return *offer;
}

/// Who is on, and how long the last ones waited; nobody ahead yet.
Result<Place> wait_now(World& world)
{
    Place place;
    place.on_now = static_cast<int>(
        TRY(rows::on_and_seen_since(world, world.now() - Rules {}.unseen_is_away)));
    if (place.on_now > 0)
        place.expected = TRY(rows::usual_wait(world));
    return place;
}

Result<bool> somebody_waits_live(World& world)
{
    for (auto const line_class : talk_classes)
        if (!TRY(rows::first_waiting(world, line_class, 1)).empty())
            return true;
    return false;
}

Done give_back_orphans(World& world, Rules const& rules)
{
    for (auto const id : TRY(rows::talks_without_handler(world, world.now() - rules.handler_grace)))
        TRY(signals::release(world, Actor::system(), id));
    return {};
}

} // namespace

Result<signals::Opened> arrive(World& world, signals::NewSignal const& wish, Rules const& rules)
{
    auto const opened = TRY(signals::open(world, wish));
    if (wish.danger || (wish.channel != signals::Channel::Tip && wish.channel != signals::Channel::Email))
        TRY(settle(world, rules));
    return opened;
}

Done set_presence(World& world, Actor const& actor, Presence state, Rules const& rules)
{
    if (!actor.may(people::Permission::AnswerSignals))
        return fail(Fault::NotAllowed, "only those who answer signals can be on shift");
    TRY(rows::set_presence(world, actor.account, state));
    TRY(audit::record(world, actor,
        state == Presence::On         ? Literal("came_on_shift")
            : state == Presence::Away ? Literal("went_away")
                                      : Literal("left_shift"),
        audit::subject("account", actor.account)));
    world.tell({ .kind = Notice::Kind::PresenceChanged, .subject = actor.account.value });
    return settle(world, rules);
}

Done seen(World& world, Id<Account> account) { return rows::set_seen(world, account); }

Done rest(World& world, Actor const& actor, Rules const& rules)
{
    TRY(rows::set_rest(world, actor.account, world.now() + rules.rest));
    world.tell({ .kind = Notice::Kind::PresenceChanged, .subject = actor.account.value });
    return {};
}

Done end_rest(World& world, Actor const& actor) { return rows::set_rest(world, actor.account, Time {}); }

Done accept(World& world, Actor const& actor, Id<Offer> id, Rules const& rules)
{
    auto const offer = TRY(own_open_offer(world, actor, id));
    TRY(signals::claim(world, actor, offer.signal));
    TRY(rows::end_offer(world, id, "accepted"));
    TRY(withdraw_others(world, offer.signal));
    TRY(rows::set_idle(world, actor.account));
    return settle(world, rules);
}

Done decline(World& world, Actor const& actor, Id<Offer> id, Rules const& rules)
{
    auto const offer = TRY(own_open_offer(world, actor, id));
    TRY(withdraw(world, offer, "declined"));
    TRY(audit::record(world, actor, "offer_declined", audit::subject("offer", id), about(offer.signal)));
    return settle(world, rules);
}

Done pull(World& world, Actor const& actor, Id<Signal> id, Rules const& rules)
{
    TRY(signals::claim(world, actor, id));
    TRY(withdraw_others(world, id));
    TRY(rows::set_idle(world, actor.account));
    return settle(world, rules);
}

Result<std::vector<OfferRow>> open_offers(World& world, Id<Account> account)
{
    std::vector<OfferRow> own;
    for (auto const& offer : TRY(rows::open_offers(world)))
        if (offer.account == account)
            own.push_back({ offer.id, offer.signal, offer.account, offer.until, offer.to_everybody });
    return own;
}

Result<bool> is_offered(World& world, Id<Signal> id)
{
    return !TRY(rows::open_offers_of(world, id)).empty();
}

Done ask_last(World& world, Id<Account> account) { return rows::set_idle(world, account); }

Done language_known(World& world, Id<Signal> id, Rules const& rules)
{
    auto const signal = TRY(signals::find(world, id));
    auto const leaving = who_makes_room(TRY(waiting(world, signal, rules)), TRY(advocates_on(world, rules)), rules);
    for (auto const& offer : TRY(rows::open_offers_of(world, id)))
        if (std::ranges::find(leaving, offer.account) != leaving.end()) {
            TRY(rows::mark_moved(world, offer.id, signal.language));
            TRY(withdraw(world, offer, "withdrawn"));
        }
    return settle(world, rules);
}

Result<std::vector<MovedOffer>> moved_from(World& world, Id<Account> account)
{
    return rows::moved_since(world, account, world.now() - moved_is_told);
}

Result<std::vector<PresenceRow>> who_is_on(World& world)
{
    std::vector<PresenceRow> people;
    for (auto const& present : TRY(rows::present(world)))
        people.push_back({ present.account, present.name, present.languages, present.state,
            present.since, present.rest_until, present.talks });
    return people;
}

Result<std::vector<signals::SignalRow>> line(World& world) { return rows::line(world, line_shown); }

Result<Place> place_of(World& world, Id<Signal> id)
{
    auto place = TRY(wait_now(world));
    auto const signal = TRY(signals::find(world, id));
    for (auto const before : talk_classes)
        if (before < signal.line_class)
            place.ahead += static_cast<int>(TRY(rows::waiting_in(world, before)));
    if (signal.line_class <= signals::Class::Chat)
        place.ahead += static_cast<int>(TRY(rows::waiting_before(world, signal)));
    return place;
}

Result<Place> place_of_newcomer(World& world)
{
    auto place = TRY(wait_now(world));
    for (auto const line_class : talk_classes)
        place.ahead += static_cast<int>(TRY(rows::waiting_in(world, line_class)));
    return place;
}

Result<Places> places(World& world)
{
    Places all { .of_newcomer = TRY(wait_now(world)), .ahead = {} };
    for (auto const id : TRY(rows::waiting_talks(world)))
        all.ahead.emplace(id.value, all.of_newcomer.ahead++);
    return all;
}

Result<Plan> plan_whole_line(World& world, Rules const& rules)
{
    std::vector<Id<Signal>> ids;
    for (auto const line_class : every_class)
        for (auto const id : TRY(rows::first_waiting(world, line_class, no_limit)))
            ids.push_back(id);
    return plan(TRY(in_order_of_line(world, ids, rules)), TRY(advocates_on(world, rules)), rules);
}

Result<Plan> plan_now(World& world, Rules const& rules)
{
    auto const advocates = TRY(advocates_on(world, rules));
    auto const free = std::ranges::count_if(advocates, &Advocate::may_be_offered);
    auto ids = TRY(rows::waiting_offered_since(world, world.now() - rules.ring_again));
    auto const offered = static_cast<std::int64_t>(ids.size());
    for (auto const line_class : every_class)
        for (auto const id : TRY(rows::first_waiting(world, line_class, free + offered)))
            ids.push_back(id);
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    auto planned = plan(TRY(in_order_of_line(world, ids, rules)), advocates, rules);
    planned.nobody_on_shift = advocates.empty() && TRY(somebody_waits_live(world));
    return planned;
}

Done settle(World& world, Rules const& rules)
{
    TRY(give_back_orphans(world, rules));
    TRY(end_stale_offers(world, rules));
    auto const planned = TRY(plan_now(world, rules));
    for (auto const& offering : planned.offers)
        TRY(make_offer(world, TRY(signals::find(world, offering.signal)), offering, rules));
    for (auto const id : planned.rung_out)
        TRY(raise_alarm(world, "nobody_answers", about(id)));
    for (auto const& alarm : TRY(open_alarms(world)))
        if (alarm.kind == "nobody_answers"
            && TRY(signals::find(world, { alarm.about_id })).state != signals::State::Waiting)
            TRY(end_alarm(world, Actor::system(), alarm.id));
    if (planned.nobody_on_shift)
        TRY(raise_alarm(world, "nobody_on_shift", the_shift));
    else
        TRY(end_alarm(world, "nobody_on_shift", the_shift));
    return {};
}

Done restart(World& world) { return rows::everybody_off(world); }

} // namespace reachline::hotline::desk
