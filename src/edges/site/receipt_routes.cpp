// Coming back with a number. Every wrong number gets the same page after the same time, whatever is
// wrong with it. Trying is made slow for the source that tries, and nobody else waits for it.

#include "edges/site/inside.hpp"

#include "base/text.hpp"
#include "crypto/receipt.hpp"

namespace reachline::edges::site {

namespace applications = hotline::directory::applications;
namespace signals = hotline::signals;
using hotline::World;

namespace {

constexpr milliseconds patience { 24'000 };

struct Try {
    VisitPtr visit;
    Time not_before;
};

void run_next(Inside&);

/// Runs `show` at the next step that is not too early.
void at_its_time(Inside& inside, Try const& attempt, std::function<void()> show)
{
    auto const now = inside.clock.now();
    auto due = attempt.not_before;
    while (due < now)
        due += inside.brake.step();
    inside.loop.after(std::chrono::duration_cast<milliseconds>(due - now), std::move(show));
}

void show_wrong_number(Inside& inside, Try const& attempt)
{
    at_its_time(inside, attempt, [&inside, visit = attempt.visit] {
        visit->problem = "back.wrong";
        // Not what was typed: the page must be alike in size for every wrong number.
        inside.show(*visit, "back", BackPage {});
    });
}

void come_back(Inside& inside, Try const& attempt, SignalId signal, std::string const& digits)
{
    auto const token = inside.new_key();
    inside.ask<View>(
        [signal, token](World& world) -> Result<View> {
            TRY(signals::come_back(world, signal, token));
            return view_of(world, TRY(signals::find(world, signal)));
        },
        [&inside, attempt, token, digits](Result<View> view) {
            if (!view)
                return show_wrong_number(inside, attempt);
            inside.brake.opened(attempt.visit->source);
            view->page.receipt = digits;
            at_its_time(inside, attempt, [&inside, attempt, token, view = std::move(*view)] {
                inside.show_chat(attempt.visit, view, token);
            });
        });
}

/// The number may be that of an application to be listed.
void come_back_applying(Inside& inside, Try const& attempt, Id<hotline::Application> application,
    std::string const& digits)
{
    inside.look<applications::Standing>(
        [application](
            store::Database& database) { return applications::standing(database, application); },
        [&inside, attempt, digits](Result<applications::Standing> standing) {
            if (!standing)
                return show_wrong_number(inside, attempt);
            inside.brake.opened(attempt.visit->source);
            at_its_time(inside, attempt, [&inside, attempt, digits, standing = *standing] {
                show_standing(inside, *attempt.visit, standing, digits);
            });
        });
}

void look_up(Inside& inside, Try const& attempt)
{
    // Text that is no number is looked up as well: it takes as long. Each time another one, since
    // the same one would always take the same time, and so could be told from the rest.
    auto const digits =
        crypto::parse_receipt(attempt.visit->asked["number"]).value_or("none " + inside.new_key());
    auto const now = inside.clock.now();
    inside.core.look([&inside, attempt, digits, now](store::Database& database) {
        // Both are looked up, whichever it is: a wrong number takes as long as a right one.
        auto const found = signals::find_by_receipt(database, digits, now);
        auto const applied = applications::find_by_number(database, digits);
        inside.loop.post([&inside, attempt, digits, found, applied] {
            if (found)
                come_back(inside, attempt, *found, digits);
            else if (applied)
                come_back_applying(inside, attempt, *applied, digits);
            else
                show_wrong_number(inside, attempt);
            run_next(inside);
        });
    });
}

/// One number at a time is looked up, a turn for each source: a guesser costs us one worker.
void run_next(Inside& inside)
{
    auto next = inside.guesses.pop();
    inside.guess_runs = next.has_value();
    if (next)
        (*next)();
}

void try_number(Inside& inside, VisitPtr const& visit)
{
    Try const attempt { visit, visit->at + inside.brake.next_try(visit->source, visit->at) };
    auto const in_turn = [&inside, attempt] {
        if (inside.clock.now() - attempt.visit->at < patience)
            return look_up(inside, attempt);
        inside.show_moment(*attempt.visit);
        run_next(inside);
    };
    if (!inside.guesses.push(visit->source, Turns::Ticket::None, in_turn))
        return inside.show_moment(*visit);
    if (!inside.guess_runs)
        run_next(inside);
}

} // namespace

bool answer_receipt(Inside& inside, VisitPtr const& visit, std::string_view go, Turn turn)
{
    if (go == "back_open" && turn == Turn::Do)
        try_number(inside, visit);
    else if (go == "back" || go == "back_open")
        inside.show(*visit, "back", BackPage { visit->asked["number"] });
    else
        return false;
    return true;
}

} // namespace reachline::edges::site
