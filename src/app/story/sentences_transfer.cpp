// Staying with the person: a provider joins the conversation, and a contact at a safe hour.

#include "app/story/stage.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/cases/safe_contact.hpp"
#include "hotline/steps/transfer/transfer.hpp"

#include <algorithm>

namespace reachline::app::story {

namespace {

namespace cases = hotline::cases;
namespace steps = hotline::steps;
namespace transfer = steps::transfer;
using hotline::Actor;
using hotline::World;

Complaint asks(Stage& stage, std::string const& who, std::string const& organization, std::string const& name, std::string const& needs)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const row = TRY(transfer::ask(world, actor,
            { .signal = stage.signalers.at(named(name)).signal,
                .organization = stage.organizations.at(named(organization)), .needs = codes_in(needs),
                .idempotency_key = stage.new_key() }));
        stage.transfers[named(organization)] = { row.id, row.reference };
        return {};
    });
}

/// The newest question to this provider.
Result<transfer::TransferRow> asked_of(World& world, Actor const& actor)
{
    auto rows = TRY(transfer::asked_of_us(world, actor));
    if (rows.empty())
        return fail(Fault::NotFound, "nobody asked them anything");
    return std::move(rows.front());
}

Complaint is_asked(Stage& stage, std::string const& organization, std::string const& needs)
{
    return stage.looks(named(organization), [&](World& world, Actor const& actor) -> Result<Complaint> {
        return expect(TRY(asked_of(world, actor)).needs == codes_in(needs), "they are asked for something else");
    });
}

Complaint says_room(Stage& stage, std::string const& organization, std::optional<std::int64_t> beds)
{
    return stage.does(named(organization), [&](World& world, Actor const& actor) -> Done {
        return transfer::answer(world, actor, TRY(asked_of(world, actor)).reference, beds.has_value(), beds);
    });
}

Complaint brings_in(Stage& stage, std::string const& who, std::string const& organization)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const yes = stage.consents.find(named(organization));
        auto const consent = yes == stage.consents.end() ? Id<hotline::Consent> {} : yes->second;
        TRY(transfer::bring_in(world, actor, stage.transfers.at(named(organization)).id, consent));
        return {};
    });
}

Complaint leaves_to(Stage& stage, std::string const& who, std::string const& organization)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        TRY(transfer::leave(world, actor, stage.transfers.at(named(organization)).id));
        return {};
    });
}

Complaint says(Stage& stage, std::string const& organization, std::string const& words)
{
    return stage.does(named(organization), [&](World& world, Actor const& actor) -> Done {
        return transfer::say(world, actor, TRY(asked_of(world, actor)).reference, words, stage.new_key());
    });
}

Complaint hears(Stage& stage, std::string const& organization, std::string const& words, bool expected)
{
    return stage.looks(named(organization), [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const talk = TRY(transfer::talk(world, actor, TRY(asked_of(world, actor)).reference));
        bool const there = std::ranges::any_of(talk.thread.messages, [&](auto const& message) {
            return message.text && message.text->seen_under(talk.thread.reading) == words;
        });
        return expect(there == expected, expected ? "they do not hear it" : "they hear it");
    });
}

Complaint is_out(Stage& stage, std::string const& organization)
{
    return stage.looks(named(organization), [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const talk = transfer::talk(world, actor, stage.transfers.at(named(organization)).reference);
        return expect(!talk && talk.error().fault == Fault::NotFound, "they can still read the conversation");
    });
}

Complaint goes(Stage& stage, std::string const& organization)
{
    return stage.does(named(organization), [&](World& world, Actor const& actor) -> Done {
        return transfer::end_by_provider(world, actor, TRY(asked_of(world, actor)).reference);
    });
}

struct Hours {
    std::string who, person, from, to, days, zone, number;
};

Complaint plans_contact(Stage& stage, Hours const& said)
{
    return stage.does(said.who, [&](World& world, Actor const& actor) {
        cases::SafeWays const ways { .call = cases::Known::Yes,
            .hours = { { codes_in(said.days), said.from, said.to } },
            .zone = said.zone };
        return cases::save_safe_contact(
            world, actor, stage.people.at(named(said.person)), ways, { .number = said.number });
    });
}

Complaint plans_call(Stage& stage, std::string const& who, std::string const& step, std::string const& person, std::string const& hour)
{
    auto due = stage.time_at(hour);
    if (!due)
        return "a time is written like 18:30";
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const drafted = TRY(steps::draft(world, actor,
            { .person = stage.people.at(named(person)), .kind = steps::Kind::FollowUp,
                .plan = { .way = steps::ContactWay::Call, .due = *due }, .idempotency_key = stage.new_key() }));
        stage.steps[named(step)] = drafted.id;
        return {};
    });
}

Complaint ended(Stage& stage, std::string const& who, std::string const& step, std::string const& outcome)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        TRY(steps::finish(world, actor, stage.steps.at(named(step)), code_of_words(outcome)));
        return {};
    });
}

Sentences contact_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "{who} writes down when {person} can be called: from {from} to {to} on {days} in {zone}, at {number}",
            [](S stage, A said) {
                return plans_contact(stage, { said[0], said[1], said[2], said[3], said[4], said[5], said[6] });
            } },
        { "{who} plans {step} for {person} at {hour}",
            [](S stage, A said) { return plans_call(stage, said[0], said[1], said[2], said[3]); } },
        { "{who} notes how {step} ended: {outcome}",
            [](S stage, A said) { return ended(stage, said[0], said[1], said[2]); } },
    };
}

} // namespace

Sentences transfer_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    Sentences sentences {
        { "{who} asks {organization} whether it has room for {name}: {needs}",
            [](S stage, A said) { return asks(stage, said[0], said[1], said[2], said[3]); } },
        { "expect {organization} to be asked for exactly {needs}",
            [](S stage, A said) { return is_asked(stage, said[0], said[1]); } },
        { "{organization} says that it has no room", [](S stage, A said) { return says_room(stage, said[0], {}); } },
        { "{organization} says that it has {number} beds",
            [](S stage, A said) { return says_room(stage, said[0], std::stoi(said[1])); } },
        { "{who} brings {organization} into the conversation",
            [](S stage, A said) { return brings_in(stage, said[0], said[1]); } },
        { "{who} leaves the conversation to {organization}",
            [](S stage, A said) { return leaves_to(stage, said[0], said[1]); } },
        { "{organization} says in the conversation: {words}",
            [](S stage, A said) { return says(stage, said[0], said[1]); } },
        { "expect {organization} not to hear {words}",
            [](S stage, A said) { return hears(stage, said[0], said[1], false); } },
        { "expect {organization} to hear {words}", [](S stage, A said) { return hears(stage, said[0], said[1], true); } },
        { "expect {organization} to be out of the conversation",
            [](S stage, A said) { return is_out(stage, said[0]); } },
        { "{organization} leaves the conversation", [](S stage, A said) { return goes(stage, said[0]); } },
    };
    for (auto& sentence : contact_sentences())
        sentences.push_back(std::move(sentence));
    return sentences;
}

} // namespace reachline::app::story
