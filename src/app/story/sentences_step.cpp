// The next steps, from draft to outcome, as the hotline sees them.

#include "app/story/stage.hpp"

#include "base/json_binding.hpp"
#include "hotline/steps/follow_up/follow_up.hpp"
#include "hotline/steps/referral/referral.hpp"
#include "hotline/steps/shared_document.hpp"

#include <algorithm>

namespace reachline::app::story {

namespace {

namespace steps = hotline::steps;
namespace consent = hotline::consent;
using hotline::Actor;
using hotline::World;

struct Draft {
    std::string who;
    std::string step; ///< "the referral", "a second referral": the last word tells its kind
    std::string organization;
    std::string person;
    bool under_exception = false;
};

/// Sets what follows from the step's name; nothing for a kind that nobody knows.
std::optional<steps::Kind> kind_of(std::string const& name, steps::Plan& plan)
{
    static std::map<std::string, steps::EmergencyKind> const emergencies {
        { "emergency shelter", steps::EmergencyKind::Shelter },
        { "ride", steps::EmergencyKind::Transportation },
        { "911 sheet", steps::EmergencyKind::Handover911 },
    };
    if (name.ends_with("referral"))
        return steps::Kind::Referral;
    if (name.ends_with("report"))
        return steps::Kind::Report;
    for (auto const& [words, emergency] : emergencies)
        if (name.ends_with(words)) {
            plan.emergency = emergency;
            return steps::Kind::Emergency;
        }
    return std::nullopt;
}

Complaint drafts(Stage& stage, Draft const& said)
{
    steps::Plan plan { .recipient = stage.organizations.at(named(said.organization)) };
    auto const kind = kind_of(said.step, plan);
    if (!kind)
        return "nobody knows this kind of step";
    if (said.under_exception)
        plan.exception = stage.exception;
    return stage.does(said.who, [&](World& world, Actor const& actor) -> Done {
        auto const drafted = TRY(steps::draft(world, actor,
            { .person = stage.people.at(named(said.person)), .kind = *kind, .plan = plan,
                .reason = "it is what they want", .idempotency_key = stage.new_key() }));
        stage.steps[named(said.step)] = drafted.id;
        return {};
    });
}

/// What is sent is the page that was looked at before.
Complaint sends(Stage& stage, std::string const& who, std::string const& name)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const id = stage.steps.at(named(name));
        auto const page = TRY(steps::preview(world, actor, id));
        TRY(steps::send(world, actor, id, page.hash));
        return {};
    });
}

Told told_by(std::vector<steps::SharedLine> const& lines)
{
    Told told;
    for (auto const& line : lines)
        told[line.field] = line.value;
    return told;
}

Complaint would_tell(Stage& stage, std::string const& who, std::string const& name, std::string const& words)
{
    auto const expected = told_in(words);
    if (!expected)
        return "what is told is a word and what stands in quotes, one after the other";
    return stage.looks(who, [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const page = TRY(steps::preview(world, actor, stage.steps.at(named(name))));
        auto const told = told_by(TRY(steps::lines_of(page.document.seen_under(page.reading))));
        return expect(told == *expected, "it would tell " + words_of(told));
    });
}

Complaint decides(Stage& stage, std::string const& who, std::string const& name, steps::Verdict verdict, std::string const& reason)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        TRY(steps::decide(world, actor, stage.steps.at(named(name)), verdict, reason));
        return {};
    });
}

Complaint cancels(Stage& stage, std::string const& who, std::string const& name, std::string const& reason)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        TRY(steps::cancel(world, actor, stage.steps.at(named(name)), code_of_words(reason)));
        return {};
    });
}

Complaint step_is(Stage& stage, std::string const& name, std::string const& state)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const now = json::enum_name(TRY(steps::find(world, Actor::system(), stage.steps.at(named(name)))).state);
        return expect(now == code_of_words(state), "it is " + now);
    });
}

Complaint step_ended(Stage& stage, std::string const& name, std::string const& why)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const step = TRY(steps::find(world, Actor::system(), stage.steps.at(named(name))));
        if (!step.ended_at)
            return "it has not ended";
        auto const said = step.outcome.empty() ? step.why_ended : step.outcome;
        return expect(said == code_of_words(why), "it ended because of " + said);
    });
}

Complaint step_needs(Stage& stage, std::string const& name, std::string const& need)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const now = json::enum_name(TRY(steps::find(world, Actor::system(), stage.steps.at(named(name)))).need);
        return expect(now == code_of_words(need), "it needs " + now);
    });
}

Complaint is_next(Stage& stage, std::string const& who, std::string const& organization, std::string const& name)
{
    return stage.looks(who, [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const next = TRY(steps::referral::suggest_next(world, actor, stage.library().vocabulary, stage.steps.at(named(name))));
        bool const first = !next.empty() && next.front() == stage.organizations.at(named(organization));
        return expect(first, next.empty() ? "nobody is suggested" : "another one is suggested first");
    });
}

constexpr char disclosures_that_left[] = "select count(*) from disclosure where sent_at is not null";
constexpr char pages_in_inboxes[] = "select count(*) from partner_share";

Complaint have_left(Stage& stage, int expected)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const left = TRY(world.database.number(disclosures_that_left));
        return expect(left == expected, std::to_string(left) + " have left");
    });
}

Complaint nothing_left(Stage& stage)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const left = TRY(world.database.number(disclosures_that_left));
        auto const lying = TRY(world.database.number(pages_in_inboxes));
        return expect(left == 0 && lying == 0, std::to_string(std::max(left, lying)) + " have left");
    });
}

Complaint waits_for_decision(Stage& stage, std::string const& name, std::string const& who)
{
    return stage.looks(who, [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const waiting = TRY(steps::decisions(world, actor));
        auto const id = stage.steps.at(named(name));
        return expect(std::ranges::find(waiting, id, &steps::StepRow::id) != waiting.end(),
            "it is not among what they should decide");
    });
}

} // namespace

Sentences step_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "{who} drafts {step} to {organization} for {person} under the exception",
            [](S stage, A said) { return drafts(stage, { said[0], said[1], said[2], said[3], true }); } },
        { "{who} drafts {step} to {organization} for {person}",
            [](S stage, A said) { return drafts(stage, { said[0], said[1], said[2], said[3] }); } },
        { "{who} sends {step}", [](S stage, A said) { return sends(stage, said[0], said[1]); } },
        { "expect {who} to see that {step} would tell exactly {told}",
            [](S stage, A said) { return would_tell(stage, said[0], said[1], said[2]); } },
        { "{who} approves {step}: {reason}",
            [](S stage, A said) { return decides(stage, said[0], said[1], steps::Verdict::Approve, said[2]); } },
        { "{who} refuses {step}: {reason}",
            [](S stage, A said) { return decides(stage, said[0], said[1], steps::Verdict::Refuse, said[2]); } },
        { "{who} cancels {step}: {reason}", [](S stage, A said) { return cancels(stage, said[0], said[1], said[2]); } },
        { "expect {step} to wait for a decision by {who}",
            [](S stage, A said) { return waits_for_decision(stage, said[0], said[1]); } },
        { "expect {step} to need {need}", [](S stage, A said) { return step_needs(stage, said[0], said[1]); } },
        { "expect {step} to have ended: {why}", [](S stage, A said) { return step_ended(stage, said[0], said[1]); } },
        { "expect {who} to be led to {organization} after {step}",
            [](S stage, A said) { return is_next(stage, said[0], said[1], said[2]); } },
        { "expect nothing to have left", [](S stage, A) { return nothing_left(stage); } },
        { "expect {number} pages to have left", [](S stage, A said) { return have_left(stage, std::stoi(said[0])); } },
        { "expect one page to have left", [](S stage, A) { return have_left(stage, 1); } },
        { "expect {step} to be {state}", [](S stage, A said) { return step_is(stage, said[0], said[1]); } },
    };
}

} // namespace reachline::app::story
