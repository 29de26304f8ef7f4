// An organization asks to be listed: a page a group of questions, then all of it at once, then it
// is sent. The answers so far travel in the form itself; nothing is kept before it is sent, and
// then sealed for those who keep the directory.

#include "edges/site/apply/pages.hpp"
#include "edges/site/inside.hpp"

#include "base/text.hpp"
#include "crypto/receipt.hpp"

#include <algorithm>
#include <charconv>

namespace reachline::edges::site {

namespace applications = hotline::directory::applications;
namespace directory = hotline::directory;
using apply::Drafted;
using apply::Step;
using hotline::World;

namespace {

std::size_t number_in(std::string_view text)
{
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// What was said so far, on this page and on those before.
struct Said {
    std::size_t services = 1;
    std::size_t step = 0;
    std::vector<Step> steps {};
    Answers answers {};
};

Said said_in(Inside const& inside, Visit const& visit)
{
    auto const& form = inside.application;
    Said said { .services = std::clamp<std::size_t>(
                    number_in(visit.asked["services"]), 1, form.most_services) };
    said.steps = apply::steps_of(form, said.services);
    said.step = std::min(number_in(visit.asked["step"]), said.steps.size() - 1);
    said.answers = apply::answers_in(
        visit.asked, form, said.services, inside.lookups.vocabulary, *visit.language);
    return said;
}

bool asks_for(Step const& step, std::string_view name)
{
    for (auto const& part : step.group->parts)
        for (auto const& question : part.questions)
            if (apply::name_of(step, question) == name)
                return true;
    return false;
}

/// The answers that the page itself does not ask for go along unseen.
Frame frame_of(
    Inside const& inside, Visit const& visit, std::string at, Said const& said, Step const* shown)
{
    auto frame = inside.frame(visit, std::move(at));
    auto const& key = visit.asked["key"];
    frame.state.push_back({ "key", key.size() == 64 ? key : inside.new_key() });
    frame.state.push_back({ "services", std::to_string(said.services) });
    for (auto const& [name, text] : said.answers)
        if (!shown || !asks_for(*shown, name))
            frame.state.push_back({ name, text });
    return frame;
}

void show_step(
    Inside& inside, Visit const& visit, Said const& said, std::vector<apply::Trouble> troubles = {})
{
    auto const& step = said.steps[said.step];
    auto frame = frame_of(inside, visit, "apply_group", said, &step);
    frame.state.push_back({ "step", std::to_string(said.step) });
    inside.show(visit, frame,
        ApplyGroupPage { .form = inside.application,
            .vocabulary = inside.lookups.vocabulary,
            .step = said.step,
            .services = said.services,
            .answers = said.answers,
            .troubles = std::move(troubles) });
}

void show_review(
    Inside& inside, Visit const& visit, Said const& said, std::vector<apply::Trouble> troubles)
{
    inside.show(visit, frame_of(inside, visit, "apply_review", said, nullptr),
        ApplyReviewPage { .form = inside.application,
            .vocabulary = inside.lookups.vocabulary,
            .services = said.services,
            .answers = said.answers,
            .troubles = std::move(troubles) });
}

/// Reads the answers as the directory does, on a worker: it looks places up.
void with_draft(Inside& inside, VisitPtr const& visit, Said const& said,
    std::function<void(Drafted const&)> then)
{
    inside.look<Drafted>(
        [&inside, answers = said.answers, services = said.services](
            store::Database&) -> Result<Drafted> {
            auto const* const places = TRY(inside.lookups.places.get());
            return apply::drafted(answers, services, { inside.lookups.vocabulary, *places });
        },
        [&inside, visit, said, then = std::move(then)](Result<Drafted> drafted) {
            if (drafted)
                return then(*drafted);
            visit->problem = "apply.problem.unsent";
            show_review(inside, *visit, said, {});
        });
}

void review(Inside& inside, VisitPtr const& visit, Said const& said)
{
    with_draft(inside, visit, said, [&inside, visit, said](Drafted const& drafted) {
        show_review(inside, *visit, said, drafted.troubles);
    });
}

void go_on(Inside& inside, VisitPtr const& visit)
{
    auto const said = said_in(inside, *visit);
    with_draft(inside, visit, said, [&inside, visit, said](Drafted const& drafted) {
        auto troubles = drafted.troubles;
        std::erase_if(troubles, [&](apply::Trouble const& trouble) {
            return !asks_for(said.steps[said.step], trouble.name);
        });
        if (!troubles.empty())
            return show_step(inside, *visit, said, std::move(troubles));
        auto next = said;
        ++next.step;
        if (next.step == next.steps.size())
            return show_review(inside, *visit, said, drafted.troubles);
        show_step(inside, *visit, next);
    });
}

void show_start(Inside& inside, Visit const& visit)
{
    auto const said = said_in(inside, visit);
    inside.show(visit, frame_of(inside, visit, "apply_start", said, nullptr), ApplyStartPage {});
}

void go_back(Inside& inside, Visit const& visit)
{
    auto said = said_in(inside, visit);
    if (said.step == 0)
        return show_start(inside, visit);
    --said.step;
    show_step(inside, visit, said);
}

void show_step_numbered(Inside& inside, Visit const& visit, std::size_t step)
{
    auto said = said_in(inside, visit);
    said.step = std::min(step, said.steps.size() - 1);
    show_step(inside, visit, said);
}

/// One service more, asked from its first page; or the last one less.
void change_services(Inside& inside, VisitPtr const& visit, int by)
{
    auto const before = said_in(inside, *visit).services;
    auto const after = static_cast<std::size_t>(std::clamp<int>(
        static_cast<int>(before) + by, 1, static_cast<int>(inside.application.most_services)));
    visit->asked.set("services", std::to_string(after));
    auto said = said_in(inside, *visit);
    if (after <= before)
        return review(inside, visit, said);
    for (std::size_t i = 0; i < said.steps.size(); ++i)
        if (said.steps[i].group->each_service && said.steps[i].service + 1 == after) {
            said.step = i;
            break;
        }
    show_step(inside, *visit, said);
}

void show_sent(Inside& inside, Visit const& visit, std::string receipt)
{
    auto frame = inside.frame(visit, "apply_sent");
    frame.state.push_back({ "receipt", receipt });
    inside.show(visit, frame, ApplySentPage { std::move(receipt) });
}

void send(Inside& inside, VisitPtr const& visit, Said const& said, applications::Draft draft)
{
    inside.ask<std::string>(
        [&inside, draft = std::move(draft), token = visit->asked["key"]](
            World& world) -> Result<std::string> {
            auto const* const places = TRY(inside.lookups.places.get());
            return applications::submit(
                world, { inside.lookups.vocabulary, *places }, draft, token);
        },
        [&inside, visit, said](Result<std::string> receipt) {
            if (receipt)
                return show_sent(inside, *visit, *receipt);
            visit->problem = "apply.problem.unsent";
            show_review(inside, *visit, said, {});
        },
        Urgency::Browse);
}

void send_if_whole(Inside& inside, VisitPtr const& visit)
{
    auto const said = said_in(inside, *visit);
    with_draft(inside, visit, said, [&inside, visit, said](Drafted const& drafted) {
        if (!drafted.troubles.empty() || visit->asked["key"].size() != 64)
            return show_review(inside, *visit, said, drafted.troubles);
        inside.in_fairness(visit,
            [&inside, visit, said, draft = drafted.draft] { send(inside, visit, said, draft); });
    });
}

/// Does what was asked with the application whose number the page carries, and shows where it
/// stands.
void with_number(Inside& inside, VisitPtr const& visit,
    std::function<Done(World&, Id<hotline::Application>)> verb)
{
    auto const digits = crypto::parse_receipt(visit->asked["number"]);
    if (!digits)
        return inside.show(*visit, "back", BackPage {});
    inside.look<Id<hotline::Application>>(
        [digits = *digits](
            store::Database& database) { return applications::find_by_number(database, digits); },
        [&inside, visit, digits = *digits, verb = std::move(verb)](
            Result<Id<hotline::Application>> found) {
            if (!found) {
                visit->problem = "back.wrong";
                return inside.show(*visit, "back", BackPage {});
            }
            inside.ask<applications::Standing>(
                [verb, id = *found](World& world) -> Result<applications::Standing> {
                    TRY(verb(world, id));
                    return applications::standing(world.database, id);
                },
                [&inside, visit, digits, id = *found](Result<applications::Standing> standing) {
                    if (!standing)
                        return inside.show_wrong(*visit, standing.error());
                    show_standing(inside, *visit, *standing, digits);
                },
                Urgency::Browse);
        });
}

bool show_again(Inside& inside, VisitPtr const& visit, std::string_view at)
{
    if (at == "apply_start")
        show_start(inside, *visit);
    else if (at == "apply_group")
        show_step(inside, *visit, said_in(inside, *visit));
    else if (at == "apply_review")
        review(inside, visit, said_in(inside, *visit));
    else if (at == "apply_standing")
        with_number(inside, visit, [](World&, auto) -> Done { return {}; });
    else if (auto const digits = digits_of(visit->asked["receipt"]);
             at == "apply_sent" && digits.size() == crypto::receipt_digits)
        show_sent(inside, *visit, digits);
    else
        return false;
    return true;
}

} // namespace

void show_standing(
    Inside& inside, Visit const& visit, applications::Standing const& standing, std::string number)
{
    auto frame = inside.frame(visit, "apply_standing");
    frame.state.push_back({ "number", number });
    inside.show(visit, frame, ApplyStandingPage { standing, std::move(number) });
}

bool answer_apply(Inside& inside, VisitPtr const& visit, std::string_view go, Turn turn)
{
    if (turn == Turn::ShowAgain)
        return show_again(inside, visit, go);
    if (go == "apply")
        show_start(inside, *visit);
    else if (go == "apply_begin")
        show_step_numbered(inside, *visit, 0);
    else if (go == "apply_next")
        go_on(inside, visit);
    else if (go == "apply_back")
        go_back(inside, *visit);
    else if (go == "by_apply_change")
        show_step_numbered(inside, *visit, number_in(visit->asked["apply_change"]));
    else if (go == "apply_add")
        change_services(inside, visit, 1);
    else if (go == "apply_less")
        change_services(inside, visit, -1);
    else if (go == "apply_send")
        send_if_whole(inside, visit);
    else if (go == "apply_answer")
        with_number(inside, visit,
            [text = visit->asked["apply_text"]](World& world, Id<hotline::Application> id) {
                return applications::answer(world, id, text);
            });
    else if (go == "apply_withdraw")
        with_number(inside, visit, [](World& world, Id<hotline::Application> id) {
            return applications::withdraw(world, id);
        });
    else
        return false;
    return true;
}

} // namespace reachline::edges::site
