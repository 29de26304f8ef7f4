// What the person agrees to, refuses and takes back; and the few exceptions.

#include "app/story/stage.hpp"

#include "base/json_binding.hpp"
#include "hotline/consent/exception.hpp"
#include "hotline/consent/policy.hpp"

#include <algorithm>

namespace reachline::app::story {

namespace {

namespace consent = hotline::consent;
namespace partners = hotline::partners;
using hotline::Actor;
using hotline::World;

std::optional<consent::Purpose> purpose_of(std::string const& words)
{
    static std::map<std::string, consent::Purpose> const purposes {
        { "referral", consent::Purpose::Referral },
        { "emergency help", consent::Purpose::EmergencyCoordination },
        { "live transfer", consent::Purpose::LiveTransfer },
        { "report to police", consent::Purpose::LeReport },
        { "report to child welfare", consent::Purpose::ChildWelfareReport },
    };
    auto const found = purposes.find(named(words));
    return found == purposes.end() ? std::nullopt : std::optional(found->second);
}

struct Yes {
    std::string person;
    std::string who;
    std::string organization;
    std::vector<std::string> fields {};
    std::optional<consent::Purpose> purpose {};
    std::optional<hours> life {};
};

Complaint agrees(Stage& stage, Yes const& yes)
{
    if (!yes.purpose)
        return "nobody knows this purpose";
    return stage.does(yes.who, [&](World& world, Actor const& actor) -> Done {
        auto const newest = TRY(consent::script(world, json::enum_name(*yes.purpose)));
        consent::NewConsent said { .person = stage.people.at(named(yes.person)),
            .purpose = *yes.purpose,
            .recipient = stage.organizations.at(named(yes.organization)),
            .fields = yes.fields,
            .method = consent::Method::TypedInChat,
            .script_version = newest.version,
            .told_risks = true,
            .told_not_condition = true,
            .idempotency_key = stage.new_key() };
        if (yes.life)
            said.valid_until = world.now() + *yes.life;
        stage.consents[named(yes.organization)] = TRY(consent::give(world, actor, said));
        return {};
    });
}

Complaint says_no(Stage& stage, std::string const& person, std::string const& who, std::string const& organization, std::string const& purpose)
{
    auto const meant = purpose_of(purpose);
    if (!meant)
        return "nobody knows this purpose";
    return stage.does(who, [&](World& world, Actor const& actor) {
        return consent::refuse(
            world, actor, stage.people.at(named(person)), *meant, stage.organizations.at(named(organization)));
    });
}

Complaint may_be_asked(Stage& stage, std::string const& person, std::string const& organization, std::string const& purpose, bool expected)
{
    auto const meant = purpose_of(purpose);
    if (!meant)
        return "nobody knows this purpose";
    return stage.expects([&](World& world) -> Result<Complaint> {
        bool const may = TRY(consent::may_ask(
            world, stage.people.at(named(person)), *meant, stage.organizations.at(named(organization))));
        return expect(may == expected, expected ? "they may not be asked again" : "they may be asked again");
    });
}

Complaint takes_back(Stage& stage, std::string const& who, std::string const& organization)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        TRY(hotline::steps::withdraw(world, actor, stage.consents.at(named(organization)), "said"));
        return {};
    });
}

Complaint consent_is(Stage& stage, std::string const& organization, std::string const& state)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const row = TRY(consent::find(world, Actor::system(), stage.consents.at(named(organization))));
        auto const now = json::enum_name(row.state);
        return expect(now == code_of_words(state), "it is " + now);
    });
}

/// The rule of the jurisdiction table for which two people designated this organization.
Result<std::string> rule_for(World& world, Id<hotline::Organization> organization)
{
    for (auto const& partner : TRY(partners::all(world)))
        if (partner.organization == organization && !partner.rule.empty())
            return partner.rule;
    return fail(Fault::NotFound, "this organization is designated for no rule");
}

Complaint asks_exception(Stage& stage, std::string const& who, std::string const& organization, std::string const& fields,
    std::string const& person, std::string const& kind, std::string const& seen)
{
    auto const meant = json::enum_value<consent::ExceptionKind>(code_of_words(kind));
    if (!meant)
        return "there is no such exception";
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const to = stage.organizations.at(named(organization));
        stage.exception = TRY(consent::request(world, actor,
            { .person = stage.people.at(named(person)), .kind = *meant, .rule = TRY(rule_for(world, to)),
                .recipient = to, .fields = codes_in(fields), .observations = codes_in(seen),
                .facts = "What was seen or heard, in our words", .told_person = true,
                .idempotency_key = stage.new_key() }));
        return {};
    });
}

Complaint acts_alone(Stage& stage, std::string const& who, std::string const& organization, std::string const& person, std::string const& seen)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const to = stage.organizations.at(named(organization));
        stage.exception = TRY(consent::solo_emergency(world, actor,
            { .person = stage.people.at(named(person)), .recipient = to, .rule = TRY(rule_for(world, to)),
                .observations = codes_in(seen), .facts = "What was heard, in our words",
                .idempotency_key = stage.new_key() }));
        return {};
    });
}

using Judge = std::function<Done(World&, Actor const&, Id<hotline::Exception>)>;

Complaint judges(Stage& stage, std::string const& who, Judge const& judge)
{
    if (!stage.exception)
        return "nobody asked for an exception";
    return stage.does(who, [&](World& world, Actor const& actor) { return judge(world, actor, *stage.exception); });
}

Complaint decides(Stage& stage, std::string const& who, consent::Verdict verdict, std::string const& reason)
{
    return judges(stage, who, [&](World& world, Actor const& actor, Id<hotline::Exception> id) {
        return consent::decide(world, actor, id, verdict, reason);
    });
}

Complaint looks_first(Stage& stage, std::string const& who, consent::Judgement judgement, std::string const& reason)
{
    return judges(stage, who, [&](World& world, Actor const& actor, Id<hotline::Exception> id) {
        return consent::concur(world, actor, id, judgement, reason);
    });
}

Complaint looks_second(Stage& stage, std::string const& who, std::string const& outcome)
{
    return judges(stage, who, [&](World& world, Actor const& actor, Id<hotline::Exception> id) {
        return consent::review(world, actor, id, outcome);
    });
}

Complaint exception_is(Stage& stage, std::string const& state)
{
    if (!stage.exception)
        return "nobody asked for an exception";
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const now = json::enum_name(TRY(consent::find(world, Actor::system(), *stage.exception)).state);
        return expect(now == code_of_words(state), "it is " + now);
    });
}

Sentences exception_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "{who} asks that {organization} may know {fields} of {person} without consent, for {kind}: {seen}",
            [](S stage, A said) {
                return asks_exception(stage, said[0], said[1], said[2], said[3], said[4], said[5]);
            } },
        { "{who} acts alone, so that {organization} knows of {person} now: {seen}",
            [](S stage, A said) { return acts_alone(stage, said[0], said[1], said[2], said[3]); } },
        { "{who} approves the exception: {reason}",
            [](S stage, A said) { return decides(stage, said[0], consent::Verdict::Approve, said[1]); } },
        { "{who} refuses the exception: {reason}",
            [](S stage, A said) { return decides(stage, said[0], consent::Verdict::Refuse, said[1]); } },
        { "{who} concurs with the emergency: {reason}",
            [](S stage, A said) { return looks_first(stage, said[0], consent::Judgement::Concur, said[1]); } },
        { "{who} corrects the emergency: {reason}",
            [](S stage, A said) { return looks_first(stage, said[0], consent::Judgement::Correct, said[1]); } },
        { "{who} reviews the emergency: {outcome}",
            [](S stage, A said) { return looks_second(stage, said[0], said[1]); } },
        { "expect the exception to be {state}", [](S stage, A said) { return exception_is(stage, said[0]); } },
    };
}

Sentences yes_and_no_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "{person} agrees with {who} that {organization} may know {fields} for {purpose}, for {number} hours",
            [](S stage, A said) {
                return agrees(stage,
                    { said[0], said[1], said[2], codes_in(said[3]), purpose_of(said[4]), hours(std::stoi(said[5])) });
            } },
        { "{person} agrees with {who} that {organization} may know {fields} for {purpose}",
            [](S stage, A said) {
                return agrees(stage, { said[0], said[1], said[2], codes_in(said[3]), purpose_of(said[4]) });
            } },
        { "{person} agrees with {who} that {organization} may join the conversation",
            [](S stage, A said) {
                return agrees(stage, { said[0], said[1], said[2], {}, consent::Purpose::LiveTransfer });
            } },
        { "{person} agrees with {who} that the hotline may be in touch again",
            [](S stage, A said) {
                return agrees(stage, { said[0], said[1], "the hotline", {}, consent::Purpose::FollowUp });
            } },
        { "{person} tells {who} that {organization} must know nothing for {purpose}",
            [](S stage, A said) { return says_no(stage, said[0], said[1], said[2], said[3]); } },
        { "expect that {person} may be asked again about {organization} for {purpose}",
            [](S stage, A said) { return may_be_asked(stage, said[0], said[1], said[2], true); } },
        { "expect that {person} may not be asked again about {organization} for {purpose}",
            [](S stage, A said) { return may_be_asked(stage, said[0], said[1], said[2], false); } },
        { "{person} tells {who} that {organization} must not know any more",
            [](S stage, A said) { return takes_back(stage, said[1], said[2]); } },
        { "expect the consent for {organization} to be {state}",
            [](S stage, A said) { return consent_is(stage, said[0], said[1]); } },
    };
}

} // namespace

Sentences consent_sentences()
{
    auto sentences = yes_and_no_sentences();
    for (auto& sentence : exception_sentences())
        sentences.push_back(std::move(sentence));
    return sentences;
}

} // namespace reachline::app::story
