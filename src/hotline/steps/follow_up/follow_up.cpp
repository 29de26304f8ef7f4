#include "hotline/steps/follow_up/follow_up.hpp"

#include "base/json_binding.hpp"
#include "crypto/hash.hpp"
#include "hotline/desk/alarms.hpp"
#include "hotline/steps/kind.hpp"
#include "hotline/steps/steps_store.hpp"

#include <algorithm>

namespace reachline::hotline::steps::follow_up {

namespace {

constexpr std::array<std::string_view, 5> outcomes { "reached", "not_reached", "wrong_person", "not_safe", "person_declined" };
constexpr std::array<std::string_view, 3> failures { "not_reached", "wrong_person", "not_safe" };

/// Nothing goes out when they come back by receipt.
std::optional<cases::Way> way_out(StepRow const& step)
{
    switch (step.plan.way.value_or(ContactWay::Receipt)) {
    case ContactWay::Call:
        return cases::Way::Call;
    case ContactWay::Text:
        return cases::Way::Text;
    case ContactWay::Email:
        return cases::Way::Email;
    case ContactWay::Receipt:
        break;
    }
    return std::nullopt;
}

Done complete(World& world, StepRow& step)
{
    step.plan.recipient = consent::the_hotline;
    if (!step.plan.way)
        return fail(Fault::Invalid, "say how they should be reached");
    if (!step.plan.due || *step.plan.due < world.now() - minutes { 1 })
        return fail(Fault::Invalid, "say when they should be reached");
    return {};
}

Result<Need> missing(World& world, StepRow const& step)
{
    auto const consent = TRY(consent::in_force(world, step.person, consent::the_hotline, consent::Purpose::FollowUp));
    auto const at = step.plan.due.value_or(world.now());
    if (!consent || consent->valid_until <= at)
        return Need::Consent;
    auto const way = way_out(step);
    if (!way)
        return Need::Nothing;
    auto const ways = TRY(cases::safe_ways(world, step.person));
    return ways && cases::allows(*ways, *way, at) ? Need::Nothing : Need::SafeContact;
}

std::string sheet(cases::SafeWordsSeen const& words)
{
    auto const said = [&](PrivateText const& text) { return text.seen_under(words.reading); };
    return json::text_of(json::Object { { "number", said(words.number) }, { "address", said(words.address) },
        { "ask_for", said(words.ask_for) }, { "say_as", said(words.say_as) }, { "code_word", said(words.code_word) } });
}

/// The neutral words to say, before the number is dialled.
Result<consent::Page> preview(World& world, Actor const& actor, StepRow const& step)
{
    auto const words = TRY(cases::read_safe_words(world, actor, step.person));
    if (!words)
        return fail(Fault::NotFound, "there is no safe-contact plan for this person");
    auto text = sheet(*words);
    auto hash = crypto::blake2b({ bytes_of(text) });
    return consent::Page { .document = PrivateText(std::move(text)), .hash = std::move(hash), .reading = words->reading };
}

Done take(World& world, Actor const& actor, StepRow& step)
{
    if (auto const way = way_out(step))
        TRY(consent::Gate::contacted(world, actor, TRY(consent::Gate::contact(world, actor, step.person, *way))));
    ++step.attempts;
    step.state = State::Sent;
    step.sent_at = world.now();
    TRY(desk::end_alarm(world, "follow_up_missed", audit::subject("step", step.id)));
    return keep(world, actor, step, "follow_up_made");
}

Done beat(World& world, StepRow& step)
{
    bool const late = !step.sent_at && step.need == Need::Nothing && step.plan.due
        && *step.plan.due + late_after <= world.now();
    if (late)
        TRY(desk::raise_alarm(world, "follow_up_missed", audit::subject("step", step.id)));
    return {};
}

} // namespace

Result<std::vector<DueRow>> due_before(World& world, Actor const& actor, Time until)
{
    std::vector<DueRow> due;
    for (auto& step : TRY(steps::rows::open(world))) {
        if (step.kind != Kind::FollowUp || step.sent_at || !step.plan.due || *step.plan.due >= until)
            continue;
        if (TRY(cases::access(world, actor, step.subject)) == cases::Access::None)
            continue;
        DueRow row { .step = std::move(step), .allowed_now = false, .allowed_from = {} };
        auto const ways = TRY(cases::safe_ways(world, row.step.person));
        auto const way = way_out(row.step);
        row.allowed_now = !way || (ways && cases::allows(*ways, *way, world.now()));
        if (!row.allowed_now && ways)
            row.allowed_from = cases::next_allowed(*ways, *way, world.now());
        due.push_back(std::move(row));
    }
    std::ranges::sort(due, {}, [](DueRow const& row) { return *row.step.plan.due; });
    return due;
}

KindOfStep const rules { .kind = Kind::FollowUp,
    .outcomes = outcomes,
    .failures = failures,
    .complete = complete,
    .missing = missing,
    .preview = preview,
    .take = take,
    .beat = beat };

} // namespace reachline::hotline::steps::follow_up
