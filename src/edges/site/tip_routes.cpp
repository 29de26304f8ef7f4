// An online tip, a page a group of questions. The answers so far travel in the form itself; nothing
// is kept until the person has seen all of it and sends it.

#include "edges/site/inside.hpp"

#include "base/text.hpp"
#include "crypto/receipt.hpp"

#include <algorithm>
#include <charconv>

namespace reachline::edges::site {

namespace signals = hotline::signals;
using hotline::World;

namespace {

std::size_t group_in(Inside const& inside, Visit const& visit)
{
    std::size_t group = 0;
    auto const& text = visit.asked["step"];
    std::from_chars(text.data(), text.data() + text.size(), group);
    return std::min(group, inside.form.groups.size() - 1);
}

bool may_be(Language const& language, Question const& question, std::string_view answer)
{
    if (question.states)
        return language.find("state." + std::string(answer)).has_value();
    return question.choices.empty()
        || std::ranges::find(question.choices, answer) != question.choices.end();
}

/// What was answered so far, on this page and on those before.
Answers answers_in(Inside const& inside, Visit const& visit)
{
    Answers answers;
    for (auto const& group : inside.form.groups)
        for (auto const& question : group.questions) {
            auto const answer = trimmed(visit.asked[question.code]);
            if (!answer.empty() && may_be(*visit.language, question, answer))
                answers.emplace(question.code, answer);
        }
    return answers;
}

std::size_t size_of(Answers const& answers)
{
    std::size_t size = 0;
    for (auto const& [code, text] : answers)
        size += code.size() + text.size();
    return size;
}

/// The answers that the page itself does not ask for go along unseen.
Frame frame_of(Inside const& inside, Visit const& visit, std::string at, Answers const& answers,
    TipForm::Group const* shown = nullptr)
{
    auto frame = inside.frame(visit, std::move(at));
    auto const& key = visit.asked["key"];
    frame.state.push_back({ "key", key.size() == 64 ? key : inside.new_key() });
    frame.state.push_back({ inside.form.urgent_code, visit.asked[inside.form.urgent_code] });
    for (auto const& [code, text] : answers)
        if (!shown
            || std::ranges::find(shown->questions, code, &Question::code) == shown->questions.end())
            frame.state.push_back({ code, text });
    return frame;
}

void show_group(Inside& inside, Visit const& visit, std::size_t index, Answers const& answers)
{
    auto frame = frame_of(inside, visit, "tip_group", answers, &inside.form.groups[index]);
    frame.state.push_back({ "step", std::to_string(index) });
    inside.show(visit, frame, TipGroupPage { inside.form, index, answers });
}

void show_review(
    Inside& inside, Visit const& visit, Answers const& answers, std::string problem = {})
{
    auto frame = frame_of(inside, visit, "tip_review", answers);
    if (!problem.empty())
        frame.problem = std::move(problem);
    inside.show(visit, frame, TipReviewPage { inside.form, answers });
}

void show_urgent(Inside& inside, VisitPtr const& visit)
{
    inside.with_wait([&inside, visit](Wait wait) {
        inside.show(*visit, frame_of(inside, *visit, "tip_urgent", {}), TipUrgentPage { wait });
    });
}

void go_on(Inside& inside, VisitPtr const& visit)
{
    auto const& asked = visit->asked;
    auto const answers = answers_in(inside, *visit);
    if (asked["at"] == "tip_start") {
        if (inside.form.is_urgent(asked[inside.form.urgent_code]))
            return show_urgent(inside, visit);
        return show_group(inside, *visit, 0, answers);
    }
    auto const group = group_in(inside, *visit);
    if (size_of(answers) > signals::tip_limit) {
        visit->problem = "tip.problem.long";
        return show_group(inside, *visit, group, answers);
    }
    if (group + 1 < inside.form.groups.size())
        return show_group(inside, *visit, group + 1, answers);
    show_review(inside, *visit, answers);
}

void skip(Inside& inside, Visit const& visit)
{
    auto answers = answers_in(inside, visit);
    auto const group = group_in(inside, visit);
    for (auto const& question : inside.form.groups[group].questions)
        answers.erase(question.code);
    if (group + 1 < inside.form.groups.size())
        return show_group(inside, visit, group + 1, answers);
    show_review(inside, visit, answers);
}

void go_back(Inside& inside, VisitPtr const& visit)
{
    auto const group = group_in(inside, *visit);
    if (visit->asked["at"] != "tip_group" || group == 0)
        return show_tip_start(inside, visit);
    show_group(inside, *visit, group - 1, answers_in(inside, *visit));
}

void change(Inside& inside, Visit const& visit)
{
    std::size_t index = 0;
    for (std::size_t i = 0; i < inside.form.groups.size(); ++i)
        if (inside.form.groups[i].code == visit.asked["change"])
            index = i;
    show_group(inside, visit, index, answers_in(inside, visit));
}

void show_sent(Inside& inside, Visit const& visit, std::string receipt)
{
    auto frame = inside.frame(visit, "tip_sent");
    frame.state.push_back({ "receipt", receipt });
    inside.show(visit, frame, TipSentPage { std::move(receipt) });
}

void send(Inside& inside, VisitPtr const& visit)
{
    auto const answers = answers_in(inside, *visit);
    auto const& when = visit->asked[inside.form.urgent_code];
    signals::NewSignal tip { .token = visit->asked["key"],
        .channel = signals::Channel::Tip,
        .language = visit->language->code(),
        .reason = signals::Reason::Tip,
        .urgent = inside.form.is_urgent(when) };
    for (auto const& [code, text] : answers)
        tip.answers.emplace(code, text);
    if (auto const state = answers.find("state"); state != answers.end())
        tip.origin_state = state->second;
    if (std::ranges::find(inside.form.urgent_choices, when) != inside.form.urgent_choices.end())
        tip.answers.emplace(inside.form.urgent_code, when);
    inside.ask<std::string>(
        [tip](World& world) -> Result<std::string> {
            return TRY(signals::open(world, tip))
            .receipt;
        },
        [&inside, visit, answers](Result<std::string> receipt) {
            if (!receipt && receipt.error().fault == Fault::NotFound)
                return inside.show(*visit, "hidden", HiddenPage {});
            if (!receipt)
                return show_review(inside, *visit, answers, "tip.problem.unsent");
            inside.settle_soon();
            show_sent(inside, *visit, *receipt);
        },
        Urgency::Tip);
}

void send_if_whole(Inside& inside, VisitPtr const& visit)
{
    auto const answers = answers_in(inside, *visit);
    if (answers.empty() || visit->asked["key"].size() != 64)
        return show_review(inside, *visit, answers);
    if (size_of(answers) > signals::tip_limit)
        return show_review(inside, *visit, answers, "tip.problem.long");
    inside.in_fairness(visit, [&inside, visit] { send(inside, visit); });
}

/// The same page in another language, or with a word about what went wrong.
bool show_again(Inside& inside, VisitPtr const& visit, std::string_view at)
{
    if (at == "tip_start")
        show_tip_start(inside, visit);
    else if (at == "tip_urgent")
        show_urgent(inside, visit);
    else if (at == "tip_group")
        show_group(inside, *visit, group_in(inside, *visit), answers_in(inside, *visit));
    else if (at == "tip_review")
        show_review(inside, *visit, answers_in(inside, *visit));
    else if (auto const digits = digits_of(visit->asked["receipt"]);
             at == "tip_sent" && digits.size() == crypto::receipt_digits)
        show_sent(inside, *visit, digits);
    else
        return false;
    return true;
}

} // namespace

void show_tip_start(Inside& inside, VisitPtr const& visit)
{
    auto frame = frame_of(inside, *visit, "tip_start", answers_in(inside, *visit));
    std::erase_if(
        frame.state, [&](Field const& field) { return field.name == inside.form.urgent_code; });
    inside.show(*visit, frame, TipStartPage { inside.form, visit->asked[inside.form.urgent_code] });
}

bool answer_tip(Inside& inside, VisitPtr const& visit, std::string_view go, Turn turn)
{
    if (turn == Turn::ShowAgain)
        return show_again(inside, visit, go);
    if (go == "tip_start")
        show_tip_start(inside, visit);
    else if (go == "tip_next")
        go_on(inside, visit);
    else if (go == "tip_anyway")
        show_group(inside, *visit, 0, answers_in(inside, *visit));
    else if (go == "tip_skip")
        skip(inside, *visit);
    else if (go == "tip_back")
        go_back(inside, visit);
    else if (go == "by_change")
        change(inside, *visit);
    else if (go == "tip_send")
        send_if_whole(inside, visit);
    else
        return false;
    return true;
}

} // namespace reachline::edges::site
