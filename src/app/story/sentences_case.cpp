// The case beside the conversation: who is in it, what is known, how the assessment goes.

#include "app/story/stage.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/assessment/assessment.hpp"
#include "hotline/cases/notes.hpp"
#include "hotline/cases/repeat_contact.hpp"

#include <algorithm>

namespace reachline::app::story {

namespace {

namespace cases = hotline::cases;
namespace assessment = hotline::assessment;
namespace calls = hotline::calls;
using hotline::Actor;
using hotline::World;

Complaint opens(Stage& stage, std::string const& who, std::string const& name, std::string const& signal)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        stage.cases[named(name)] = TRY(cases::open_case(
            world, actor, { .signal = stage.signalers.at(named(signal)).signal, .idempotency_key = stage.new_key() }));
        return {};
    });
}

/// "an adult who may be a victim", "a minor", "the caller, an adult", "of unknown age"
cases::PersonFacts facts_of(std::string const& words)
{
    auto const tells = [&](std::string_view word) { return words.find(word) != words.npos; };
    cases::PersonFacts facts;
    facts.age_band = tells("minor") ? cases::AgeBand::Minor
        : tells("adult")            ? cases::AgeBand::Adult
                                    : cases::AgeBand::Unknown;
    facts.role = tells("caller") ? cases::PersonRole::Caller : cases::PersonRole::PotentialVictim;
    return facts;
}

Complaint adds(Stage& stage, std::string const& who, std::string const& person, std::string const& name, std::string const& words)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        stage.people[named(person)] = TRY(cases::add_person(world, actor, stage.cases.at(named(name)), facts_of(words)));
        return {};
    });
}

Complaint learns(Stage& stage, std::string const& who, std::string const& person, std::string const& words)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const row = TRY(cases::find_person(world, actor, stage.people.at(named(person))));
        auto facts = row.facts;
        facts.age_band = facts_of(words).age_band;
        TRY(cases::save_person(world, actor, row.id, row.version, facts, {}));
        return {};
    });
}

Complaint writes_down(Stage& stage, std::string const& who, std::string const& person, std::string const& words)
{
    auto const told = told_in(words);
    if (!told)
        return "what is written down is a word and what stands in quotes, one after the other";
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const row = TRY(cases::find_person(world, actor, stage.people.at(named(person))));
        TRY(cases::save_person(world, actor, row.id, row.version, row.facts, *told));
        return {};
    });
}

Complaint notes_state(Stage& stage, std::string const& who, std::string const& name, std::string const& state)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto facts = TRY(cases::find(world, actor, stage.cases.at(named(name)))).facts;
        facts.jurisdiction = state;
        TRY(cases::set_facts(world, actor, stage.cases.at(named(name)), facts));
        return {};
    });
}

Complaint notes(Stage& stage, std::string const& who, std::string const& name, std::string const& words)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        TRY(cases::add_note(world, actor, stage.cases.at(named(name)), { .text = words, .idempotency_key = stage.new_key() }));
        return {};
    });
}

Complaint reads_note(Stage& stage, std::string const& who, std::string const& name, std::string const& words)
{
    return stage.looks(who, [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const seen = TRY(cases::read_notes(world, actor, stage.cases.at(named(name))));
        bool const there = std::ranges::any_of(
            seen.notes, [&](auto const& note) { return note.text.seen_under(seen.reading) == words; });
        return expect(there, "no note says so");
    });
}

Complaint can_open(Stage& stage, std::string const& who, std::string const& name, bool expected)
{
    return stage.looks(who, [&](World& world, Actor const& actor) -> Result<Complaint> {
        bool const may = TRY(cases::access(world, actor, stage.cases.at(named(name)))) != cases::Access::None;
        return expect(may == expected, expected ? "it is closed to them" : "it is open to them");
    });
}

Complaint hands_over(Stage& stage, std::string const& who, std::string const& name, std::string const& to)
{
    return stage.does(who, [&](World& world, Actor const& actor) {
        return cases::assign(world, actor, stage.cases.at(named(name)), stage.staff.at(to).account);
    });
}

Complaint breaks_glass(Stage& stage, std::string const& who, std::string const& name, std::string const& reason)
{
    return stage.does(who, [&](World& world, Actor const& actor) {
        return cases::break_glass(world, actor, stage.cases.at(named(name)), reason);
    });
}

Complaint links(Stage& stage, std::string const& who, std::string const& signal, std::string const& name)
{
    return stage.does(who, [&](World& world, Actor const& actor) {
        return cases::link_signal(
            world, actor, stage.cases.at(named(name)), stage.signalers.at(named(signal)).signal);
    });
}

Complaint is_told_by(Stage& stage, std::string const& name, std::string const& number)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const many = TRY(cases::signals_of(world, stage.cases.at(named(name)))).size();
        return expect(std::to_string(many) == number, std::to_string(many) + " signals tell of it");
    });
}

Result<std::vector<cases::Repeat>> earlier(World& world, Actor const& actor, std::string const& number)
{
    return cases::find_repeat(world, actor, cases::PointKind::Phone, number);
}

Complaint finds(Stage& stage, std::string const& who, std::string const& name, std::string const& number, bool readable)
{
    return stage.looks(who, [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const found = TRY(earlier(world, actor, number));
        if (found.size() != 1 || found.front().subject != stage.cases.at(named(name)))
            return "they find " + std::to_string(found.size()) + " earlier contacts, or another one";
        return expect(found.front().readable == readable, readable ? "they cannot open it" : "they can open it");
    });
}

Complaint finds_nobody(Stage& stage, std::string const& who, std::string const& number)
{
    return stage.looks(who, [&](World& world, Actor const& actor) -> Result<Complaint> {
        return expect(TRY(earlier(world, actor, number)).empty(), "somebody was in touch before");
    });
}

/// What the number of a caller tells, whatever the advocate may make of it.
Complaint caller_tells(Stage& stage, std::string const& who, std::string const& call,
    std::function<Complaint(cases::CallerRepeats const&)> const& is_so)
{
    return stage.looks(who, [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const found = TRY(cases::find_repeat_of_caller(world, actor, stage.signalers.at(named(call)).signal));
        return is_so(found.value_or(cases::CallerRepeats {}));
    });
}

Complaint rang_before(Stage& stage, std::string const& who, std::string const& call, std::string const& number)
{
    return caller_tells(stage, who, call, [&](cases::CallerRepeats const& found) {
        auto const many = std::to_string(found.calls.size());
        return expect(many == number, many + " earlier calls are found");
    });
}

Complaint caller_of_case(Stage& stage, std::string const& who, std::string const& call, std::string const& name)
{
    return caller_tells(stage, who, call, [&](cases::CallerRepeats const& found) {
        return expect(found.cases.size() == 1 && found.cases.front().subject == stage.cases.at(named(name)),
            std::to_string(found.cases.size()) + " cases are found, or another one");
    });
}

assessment::Answer answer_of(std::string const& words)
{
    if (words == "declined")
        return { assessment::Standing::Declined, {} };
    if (words == "not known")
        return { assessment::Standing::Unknown, {} };
    return { assessment::Standing::Answered, codes_in(words) };
}

Complaint assesses(Stage& stage, std::string const& who, std::string const& person, std::string const& words)
{
    auto const told = told_in(words);
    if (!told)
        return "what is answered is a question and what stands in quotes, one after the other";
    auto const& guide = stage.library().guide;
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const subject = stage.people.at(named(person));
        auto const file = TRY(cases::find_person(world, actor, subject)).subject;
        auto const id = TRY(assessment::begin(world, actor, guide, { file, subject }));
        int seen = TRY(assessment::find(world, actor, id)).version;
        for (auto const& [question, answer] : *told)
            seen = TRY(assessment::answer(world, actor, guide, id, seen, question, answer_of(answer))).row.version;
        stage.assessments[named(person)] = id;
        return {};
    });
}

Complaint is_proposed(Stage& stage, std::string const& who, std::string const& level, std::string const& person)
{
    return stage.looks(who, [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const row = TRY(assessment::find(world, actor, stage.assessments.at(named(person))));
        auto const proposed = json::enum_name(row.proposed);
        return expect(proposed == level, "the level proposed is " + proposed);
    });
}

Complaint confirms(Stage& stage, std::string const& who, std::string const& level, std::string const& person)
{
    auto const wanted = json::enum_value<assessment::Level>(level);
    if (!wanted)
        return "there is no such level";
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const id = stage.assessments.at(named(person));
        auto const seen = TRY(assessment::find(world, actor, id)).version;
        TRY(assessment::confirm(world, actor, id, { .seen = seen, .level = *wanted, .note = "as they told it" }));
        return {};
    });
}

Complaint is_confirmed(Stage& stage, std::string const& name, std::string const& level)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const file = TRY(cases::file_of(world, stage.cases.at(named(name))));
        auto const confirmed = file.confirmed ? json::enum_name(*file.confirmed) : "not confirmed";
        return expect(confirmed == level, "its level is " + confirmed);
    });
}

Complaint timeline_tells(Stage& stage, std::string const& name, std::string const& what)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const happened = TRY(cases::timeline(world, Actor::system(), stage.cases.at(named(name))));
        bool const there = std::ranges::any_of(
            happened, [&](auto const& one) { return one.what == code_of_words(what); });
        return expect(there, "the timeline does not tell of it");
    });
}

} // namespace

Sentences case_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "{who} opens {case} from {name}", [](S stage, A said) { return opens(stage, said[0], said[1], said[2]); } },
        { "{who} adds {person} to {case}: {what}",
            [](S stage, A said) { return adds(stage, said[0], said[1], said[2], said[3]); } },
        { "{who} learns that {person} is {what}",
            [](S stage, A said) { return learns(stage, said[0], said[1], said[2]); } },
        { "{who} writes down of {person}: {told}",
            [](S stage, A said) { return writes_down(stage, said[0], said[1], said[2]); } },
        { "{who} notes that {case} is in {state}",
            [](S stage, A said) { return notes_state(stage, said[0], said[1], said[2]); } },
        { "{who} notes in {case}: {words}", [](S stage, A said) { return notes(stage, said[0], said[1], said[2]); } },
        { "expect {who} to read the note in {case}: {words}",
            [](S stage, A said) { return reads_note(stage, said[0], said[1], said[2]); } },
        { "expect {case} to be open to {who}", [](S stage, A said) { return can_open(stage, said[1], said[0], true); } },
        { "expect {case} to be closed to {who}", [](S stage, A said) { return can_open(stage, said[1], said[0], false); } },
        { "{who} hands {case} over to {other}",
            [](S stage, A said) { return hands_over(stage, said[0], said[1], said[2]); } },
        { "{who} breaks the glass of {case}: {reason}",
            [](S stage, A said) { return breaks_glass(stage, said[0], said[1], said[2]); } },
        { "{who} links {name} to {case}", [](S stage, A said) { return links(stage, said[0], said[1], said[2]); } },
        { "expect {case} to be told of by {number} signals",
            [](S stage, A said) { return is_told_by(stage, said[0], said[1]); } },
        { "expect the number of {name} to tell {who} of {number} earlier calls",
            [](S stage, A said) { return rang_before(stage, said[1], said[0], said[2]); } },
        { "expect the number of {name} to tell {who} of {case}",
            [](S stage, A said) { return caller_of_case(stage, said[1], said[0], said[2]); } },
        { "expect {who} to hear that many use the line of {name}",
            [](S stage, A said) {
                return caller_tells(stage, said[0], said[1], [](cases::CallerRepeats const& found) {
                    return expect(found.many_use_it, "nobody was told that many use it");
                });
            } },
        { "{who} notes that many use the line of {name}",
            [](S stage, A said) {
                return stage.does(said[0], [&](World& world, Actor const& actor) {
                    return calls::set_many_use_it(world, actor, stage.signalers.at(named(said[1])).signal, true);
                });
            } },
        { "expect {who} to find nobody by the number {number}",
            [](S stage, A said) { return finds_nobody(stage, said[0], said[1]); } },
        { "expect {who} to find {case} by the number {number}, closed to them",
            [](S stage, A said) { return finds(stage, said[0], said[1], said[2], false); } },
        { "expect {who} to find {case} by the number {number}",
            [](S stage, A said) { return finds(stage, said[0], said[1], said[2], true); } },
        { "{who} assesses {person}: {answers}", [](S stage, A said) { return assesses(stage, said[0], said[1], said[2]); } },
        { "expect {who} to see the level {level} proposed for {person}",
            [](S stage, A said) { return is_proposed(stage, said[0], said[1], said[2]); } },
        { "{who} confirms the level {level} for {person}",
            [](S stage, A said) { return confirms(stage, said[0], said[1], said[2]); } },
        { "expect {case} to have the level {level}", [](S stage, A said) { return is_confirmed(stage, said[0], said[1]); } },
        { "expect the timeline of {case} to tell {what}",
            [](S stage, A said) { return timeline_tells(stage, said[0], said[1]); } },
    };
}

} // namespace reachline::app::story
