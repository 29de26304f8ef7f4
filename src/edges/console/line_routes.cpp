#include "edges/console/line_rows.hpp"
#include "edges/console/profile.hpp"
#include "edges/console/row.hpp"
#include "edges/console/same.hpp"

#include "base/text.hpp"
#include "hotline/calls/call_backs.hpp"
#include "hotline/calls/calls.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/people/accounts.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace calls = hotline::calls;
namespace desk = hotline::desk;
namespace signals = hotline::signals;
using hotline::Account;
using hotline::Signal;

Result<std::optional<contract::OwedCall>> owed_call(Call const& call, Id<Signal> signal)
{
    auto const owed = TRY(calls::call_back_of(call.world, signal));
    if (!owed || owed->state == calls::CallBackState::Done)
        return std::optional<contract::OwedCall> {};
    return std::optional(contract::OwedCall { .kind = same<contract::CallBackKind>(owed->kind),
        .safe_words = call.library.call_back_words.at(json::enum_name(owed->kind)) });
}

Result<contract::Offer> offer_row(Call const& call, desk::OfferRow const& offer)
{
    auto const signal = TRY(signals::find(call.world, offer.signal));
    return contract::Offer {
        .signal_id = offer.signal,
        .channel = channel_of(signal),
        .line_class = class_of(signal),
        .language = signal.language,
        .waiting_since = signal.waiting_since.value_or(signal.arrived),
        .expires_at = offer.until,
        .to_everybody = offer.to_everybody,
        .owed_call = TRY(owed_call(call, offer.signal)),
    };
}

static_assert(static_cast<int>(contract::PresenceState::Off) == static_cast<int>(desk::Presence::Off));

std::vector<std::string> list_of(std::string const& text)
{
    std::vector<std::string> items;
    for (auto const part : split(text, ','))
        if (!trimmed(part).empty())
            items.emplace_back(trimmed(part));
    return items;
}

Result<contract::Line> line(Call const& call)
{
    auto& world = call.world;
    contract::Line answer { .as_of = world.now(), .rows = {}, .counts = {}, .on_now = {}, .offers = {}, .moved = {} };
    for (auto const& signal : TRY(signals::in_hands_of(world, call.actor.account)))
        answer.rows.push_back(TRY(line_row(call, signal)));
    for (auto const& signal : TRY(desk::line(world))) {
        ++answer.counts.waiting;
        if (signal.line_class == signals::Class::Danger)
            ++answer.counts.danger;
        if (signal.line_class >= signals::Class::Tip)
            ++answer.counts.tips;
        answer.rows.push_back(TRY(line_row(call, signal)));
    }
    if (call.actor.may(Permission::Supervise))
        for (auto const& signal : TRY(signals::active(world)))
            if (signal.handler != call.actor.account)
                answer.rows.push_back(TRY(line_row(call, signal)));
    for (auto const& one : TRY(desk::who_is_on(world)))
        answer.on_now.push_back({ .who = { one.account, one.name },
            .state = static_cast<contract::PresenceState>(one.state),
            .languages = list_of(one.languages),
            .holding = static_cast<int>(one.talks) });
    for (auto const& offer : TRY(desk::open_offers(world, call.actor.account)))
        answer.offers.push_back(TRY(offer_row(call, offer)));
    for (auto const& moved : TRY(desk::moved_from(world, call.actor.account)))
        answer.moved.push_back({ moved.signal, moved.language, moved.at });
    answer.counts.alarms = static_cast<int>(TRY(desk::open_alarms(world)).size());
    TRY(count_work(call, answer.counts));
    return answer;
}

std::optional<desk::OfferRow> offer_for(std::vector<desk::OfferRow> const& offers, Id<Signal> signal)
{
    auto const found = std::find_if(offers.begin(), offers.end(),
        [&](desk::OfferRow const& offer) { return offer.signal == signal; });
    return found == offers.end() ? std::nullopt : std::optional(*found);
}

Result<contract::SignalDetail> claim(Call const& call)
{
    auto const id = call.id<Signal>();
    if (auto const offer = offer_for(TRY(desk::open_offers(call.world, call.actor.account)), id))
        TRY(desk::accept(call.world, call.actor, offer->id));
    else
        TRY(desk::pull(call.world, call.actor, id));
    TRY(hotline::calls::settle(call.world, id)); // a caller hears at once that somebody comes
    return signal_detail(call, id);
}

Result<contract::Acknowledgement> decline(Call const& call, contract::Decline)
{
    auto const offer = offer_for(TRY(desk::open_offers(call.world, call.actor.account)), call.id<Signal>());
    if (!offer)
        return fail(Fault::Conflict, "this offer is over");
    TRY(desk::decline(call.world, call.actor, offer->id));
    return contract::Acknowledgement {};
}

Result<contract::Made> by_hand(Call const& call, contract::SignalByHand wish)
{
    signals::NewSignal signal;
    signal.token = token_from_key(call.actor.account, wish.idempotency_key);
    signal.channel = static_cast<signals::Channel>(wish.came_by);
    signal.language = wish.language;
    signal.danger = wish.danger;
    signal.first_words = wish.words;
    if (auto const states = wish.chosen.find("state"); states != wish.chosen.end() && !states->second.empty())
        signal.origin_state = states->second.front();
    if (auto const reasons = wish.chosen.find("reason"); reasons != wish.chosen.end() && !reasons->second.empty())
        signal.reason = json::enum_value<signals::Reason>(reasons->second.front())
                            .value_or(signals::Reason::Unknown);
    return contract::Made { TRY(signals::record_by_hand(call.world, call.actor, signal)).value };
}

Result<contract::Presence> presence(Call const& call)
{
    auto const account = TRY(hotline::people::account(call.world, call.actor.account));
    contract::Presence answer {};
    answer.state = contract::PresenceState::Off;
    answer.languages = list_of(account.languages);
    answer.skills = list_of(account.skills);
    answer.since = call.world.now();
    answer.may_hold = desk::Rules {}.talks_at_once;
    for (auto const& one : TRY(desk::who_is_on(call.world)))
        if (one.account == call.actor.account) {
            answer.state = static_cast<contract::PresenceState>(one.state);
            answer.since = one.since;
            answer.holding = static_cast<int>(one.talks);
            if (one.rest_until > call.world.now())
                answer.rests_until = one.rest_until;
        }
    return answer;
}

Result<contract::Presence> change_presence(Call const& call, contract::PresenceChange change)
{
    TRY(hotline::people::set_profile(call.world, call.actor, TRY(language_codes(change.languages)),
        TRY(skill_codes(call.library, change.skills))));
    TRY(desk::end_rest(call.world, call.actor));
    TRY(desk::set_presence(call.world, call.actor, static_cast<desk::Presence>(change.state)));
    return presence(call);
}

Result<contract::Presence> rest(Call const& call)
{
    TRY(desk::rest(call.world, call.actor));
    return presence(call);
}

} // namespace

Routes line_routes()
{
    using enum Permission;
    auto look_at_line = row<Nothing, contract::Line>("GET", "/api/line", { AnswerSignals, Supervise },
        "who waits, what is mine, who is on, offers to me", line);
    look_at_line.asked_by = hotline::people::AskedBy::Window;
    return {
        std::move(look_at_line),
        row<Nothing, contract::SignalDetail>("POST", "/api/signals/{id}/claim", { AnswerSignals },
            "accepts the offer, or takes up a tip", claim),
        row<contract::Decline, contract::Acknowledgement>("POST", "/api/signals/{id}/decline",
            { AnswerSignals }, "the offer goes to the next", decline),
        row<contract::SignalByHand, contract::Made>("POST", "/api/signals", { AnswerSignals },
            "records a signal that came by other means", by_hand),
        row<Nothing, contract::Presence>("GET", "/api/presence", { AnswerSignals }, "mine", presence),
        row<contract::PresenceChange, contract::Presence>("PUT", "/api/presence", { AnswerSignals },
            "come or go; languages and skills for this shift", change_presence),
        row<Nothing, contract::Presence>("POST", "/api/presence/rest", { AnswerSignals },
            "five minutes in which nothing is offered", rest),
    };
}

} // namespace reachline::edges::console
