// What a partner sees and answers in its portal: the other side of every step.

#include "app/story/stage.hpp"

#include "base/json_binding.hpp"
#include "hotline/steps/partner_view.hpp"

#include <algorithm>

namespace reachline::app::story {

namespace {

namespace steps = hotline::steps;
using hotline::Actor;
using hotline::World;

/// The one page in the portal that still holds something.
Result<std::string> live_page(World& world, Actor const& actor)
{
    auto rows = TRY(steps::shared_with_us(world, actor));
    std::erase_if(rows, [](auto const& row) { return row.state == steps::SharedState::Ended; });
    if (rows.empty())
        return fail(Fault::NotFound, "nothing lies in their portal");
    if (rows.size() > 1)
        return fail(Fault::Conflict, "more than one page lies in their portal");
    return rows.front().reference;
}

Complaint reads(Stage& stage, std::string const& organization, std::string const& words)
{
    auto const expected = told_in(words);
    if (!expected)
        return "what is read is a word and what stands in quotes, one after the other";
    return stage.looks(named(organization), [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const page = TRY(steps::open_shared(world, actor, TRY(live_page(world, actor))));
        Told told;
        for (auto const& line : page.lines)
            told[line.field] = line.value;
        return expect(told == *expected, "they read " + words_of(told));
    });
}

Complaint reads_basis(Stage& stage, std::string const& organization, std::string const& basis)
{
    return stage.looks(named(organization), [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const page = TRY(steps::open_shared(world, actor, TRY(live_page(world, actor))));
        return expect(page.basis == code_of_words(basis), "it says " + page.basis);
    });
}

Complaint finds_nothing(Stage& stage, std::string const& organization)
{
    return stage.looks(named(organization), [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const many = TRY(steps::shared_with_us(world, actor)).size();
        return expect(many == 0, std::to_string(many) + " pages lie in their portal");
    });
}

/// The newest page says so, and holds no word any more.
Complaint finds_ended(Stage& stage, std::string const& organization, std::string const& why)
{
    return stage.looks(named(organization), [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const rows = TRY(steps::shared_with_us(world, actor));
        if (rows.empty())
            return "nothing lies in their portal";
        auto const page = TRY(steps::open_shared(world, actor, rows.front().reference));
        if (!page.row.ending)
            return "it has not ended";
        if (!page.lines.empty())
            return "they can still read it";
        auto const ending = json::enum_name(*page.row.ending);
        return expect(ending == code_of_words(why), "it says " + ending);
    });
}

using Answer = std::function<Done(World&, Actor const&, std::string const& reference)>;

Complaint answers(Stage& stage, std::string const& organization, Answer const& answer)
{
    return stage.does(named(organization), [&](World& world, Actor const& actor) -> Done {
        return answer(world, actor, TRY(live_page(world, actor)));
    });
}

Complaint declines(Stage& stage, std::string const& organization, std::string const& reason)
{
    return answers(stage, organization, [&](World& world, Actor const& actor, std::string const& reference) {
        return steps::decline(world, actor, reference, code_of_words(reason));
    });
}

Complaint reports(Stage& stage, std::string const& organization, std::string const& outcome)
{
    return answers(stage, organization, [&](World& world, Actor const& actor, std::string const& reference) {
        return steps::report_outcome(world, actor, reference, code_of_words(outcome));
    });
}

} // namespace

Sentences partner_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "expect {organization} to read exactly {told}", [](S stage, A said) { return reads(stage, said[0], said[1]); } },
        { "expect {organization} to read that it rests on {basis}",
            [](S stage, A said) { return reads_basis(stage, said[0], said[1]); } },
        { "expect {organization} to find nothing", [](S stage, A said) { return finds_nothing(stage, said[0]); } },
        { "expect {organization} to find that it has ended: {why}",
            [](S stage, A said) { return finds_ended(stage, said[0], said[1]); } },
        { "{organization} acknowledges it",
            [](S stage, A said) {
                return answers(stage, said[0], [](World& world, Actor const& actor, std::string const& reference) {
                    return steps::acknowledge(world, actor, reference);
                });
            } },
        { "{organization} says that it can take them",
            [](S stage, A said) {
                return answers(stage, said[0], [](World& world, Actor const& actor, std::string const& reference) {
                    return steps::accept(world, actor, reference);
                });
            } },
        { "{organization} says that it cannot take them: {reason}",
            [](S stage, A said) { return declines(stage, said[0], said[1]); } },
        { "{organization} tells how it ended: {outcome}",
            [](S stage, A said) { return reports(stage, said[0], said[1]); } },
    };
}

} // namespace reachline::app::story
