#include "edges/site/apply/pages.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "edges/site/sheet.hpp"

#include <algorithm>

namespace reachline::edges::site {

using apply::Step;
using apply::Trouble;
namespace applications = hotline::directory::applications;

namespace {

std::string answer_in(Answers const& answers, std::string const& name)
{
    auto const found = answers.find(name);
    return found == answers.end() ? std::string() : found->second;
}

/// Three letters are asked for in the same words.
std::string words_for(std::string const& code)
{
    constexpr std::string_view letter = "references.letters.";
    if (code.starts_with(letter))
        return "apply.q.letter." + code.substr(code.rfind('.') + 1);
    return "apply.q." + code;
}

std::string_view section_of(apply::Question::Kind kind)
{
    switch (kind) {
    case apply::Question::Kind::Short:
        return "SHORT";
    case apply::Question::Kind::Long:
    case apply::Question::Kind::Letter:
        return "LONG";
    case apply::Question::Kind::Pick:
        return "PICK";
    case apply::Question::Kind::Choose:
        return "CHOOSE";
    case apply::Question::Kind::Ticks:
        return "TICKS";
    case apply::Question::Kind::Tick:
        break;
    }
    return "TICK";
}

std::string heading_of(Language const& language, Step const& step, std::size_t services)
{
    auto heading = std::string(language.say("apply.g." + step.group->code));
    if (step.group->each_service && services > 1)
        heading = language.say("apply.service",
            { { "heading", heading }, { "number", std::to_string(step.service + 1) } });
    return heading;
}

Trouble const* trouble_with(std::vector<Trouble> const& troubles, std::string_view name)
{
    auto const found = std::ranges::find(troubles, name, &Trouble::name);
    return found == troubles.end() ? nullptr : &*found;
}

std::string_view why(Language const& language, Trouble const& trouble)
{
    return language.find("apply.wrong." + trouble.why)
        .value_or(language.say("apply.wrong.unknown"));
}

void fill_choices(auto& asked, std::string const& name, std::vector<Choice> const& choices,
    std::string const& answer, bool several)
{
    auto const chosen = split(answer, ',');
    for (auto const& choice : choices)
        asked.section("CHOICE")
            .set("NAME", several ? name + "." + choice.value : name)
            .set("VALUE", choice.value)
            .set("LABEL", choice.label)
            .show_if(std::ranges::find(chosen, choice.value) != chosen.end(), "CHOSEN");
}

/// A phone shows the keys that fit.
std::string_view mode_of(std::string_view type)
{
    return type.empty() || type == "time" ? "text" : type;
}

void fill_question(auto& sheet, Language const& language, ApplyGroupPage const& page,
    Step const& step, apply::Question const& question)
{
    auto const name = apply::name_of(step, question);
    auto const answer = answer_in(page.answers, name);
    auto const words = words_for(question.code);
    auto asked = sheet.section(section_of(question.kind));
    asked.set("ID", name)
        .set("VALUE", answer)
        .set("MODE", mode_of(question.type))
        .set("ROWS", question.kind == apply::Question::Kind::Letter ? "10" : "4")
        .set("MOST", question.kind == apply::Question::Kind::Short ? "200" : "4000")
        .say("LABEL", words)
        .show_if(question.needed, "NEEDED")
        .show_if(answer == "yes", "CHOSEN");
    std::string described;
    if (auto const hint = language.find(words + ".hint")) {
        asked.section("HINT").set("ID", name).set("TEXT", *hint);
        described = name + "-hint";
    }
    if (auto const* trouble = trouble_with(page.troubles, name)) {
        asked.section("WRONG").set("ID", name).set("TEXT", why(language, *trouble));
        asked.show_if(true, "INVALID");
        described += (described.empty() ? "" : " ") + name + "-wrong";
    }
    if (!described.empty())
        asked.section("DESCRIBED").set("BY", described);
    fill_choices(asked, name, apply::choices_of(language, page.vocabulary, question), answer,
        question.kind == apply::Question::Kind::Ticks);
}

/// Something was answered, or is wrong, in a part that would be folded.
bool is_begun(ApplyGroupPage const& page, Step const& step, apply::Part const& part)
{
    return std::ranges::any_of(part.questions, [&](apply::Question const& question) {
        auto const name = apply::name_of(step, question);
        return page.answers.contains(name) || trouble_with(page.troubles, name);
    });
}

void fill_part(auto& sheet, Language const& language, ApplyGroupPage const& page, Step const& step,
    apply::Part const& part)
{
    auto whole = sheet.section("PART");
    auto shown = whole.section(part.folded ? "FOLDED" : "PLAIN");
    if (!part.code.empty())
        shown.section("HEADED").say("PART_HEADING", "apply.p." + part.code);
    shown.show_if(part.folded && is_begun(page, step, part), "BEGUN");
    for (auto const& question : part.questions) {
        auto one = shown.section("QUESTION").include("ASKED", language.code() + "/apply_question");
        fill_question(one, language, page, step, question);
    }
}

void fill_troubles(auto& sheet, Language const& language, std::vector<Step> const& steps,
    std::vector<Trouble> const& troubles)
{
    if (troubles.empty())
        return;
    auto troubled = sheet.section("TROUBLED");
    for (auto const& step : steps)
        for (auto const& part : step.group->parts)
            for (auto const& question : part.questions)
                if (auto const* trouble = trouble_with(troubles, apply::name_of(step, question)))
                    troubled.section("TROUBLE")
                        .say("LABEL", words_for(question.code))
                        .set("TEXT", why(language, *trouble));
}

void fill_answers(
    auto& shown, Language const& language, ApplyReviewPage const& page, Step const& step)
{
    bool none = true;
    for (auto const& part : step.group->parts)
        for (auto const& question : part.questions) {
            auto const name = apply::name_of(step, question);
            auto const answer = answer_in(page.answers, name);
            auto const* trouble = trouble_with(page.troubles, name);
            if (answer.empty() && !trouble)
                continue;
            none = false;
            auto line = shown.section("ANSWER");
            line.say("LABEL", words_for(question.code))
                .set("TEXT", apply::shown(language, page.vocabulary, question, answer));
            if (trouble)
                line.section("WRONG").set("TEXT", why(language, *trouble));
        }
    shown.show_if(none, "NONE");
}

} // namespace

std::string Pages::show(Frame const& frame, ApplyStartPage const&) const
{
    return fill(frame, "apply_start", [](Sheet&) {});
}

std::string Pages::show(Frame const& frame, ApplyGroupPage const& page) const
{
    auto const& language = frame.language;
    auto const steps = apply::steps_of(page.form, page.services);
    auto const& step = steps[page.step];
    return fill(frame, "apply_group", [&](Sheet& sheet) {
        sheet
            .set("STEP",
                language.say("tip.step",
                    { { "step", std::to_string(page.step + 1) },
                        { "steps", std::to_string(steps.size()) } }))
            .set("HEADING", heading_of(language, step, page.services))
            .say("WHY", "apply.g." + step.group->code + ".why");
        fill_troubles(sheet, language, { step }, page.troubles);
        for (auto const& part : step.group->parts)
            fill_part(sheet, language, page, step, part);
    });
}

std::string Pages::show(Frame const& frame, ApplyReviewPage const& page) const
{
    auto const& language = frame.language;
    auto const steps = apply::steps_of(page.form, page.services);
    return fill(frame, "apply_review", [&](Sheet& sheet) {
        fill_troubles(sheet, language, steps, page.troubles);
        sheet.show_if(page.troubles.empty(), "WHOLE")
            .show_if(page.services < page.form.most_services, "MAY_ADD")
            .show_if(page.services > 1, "MAY_DROP");
        for (std::size_t i = 0; i < steps.size(); ++i) {
            auto shown = sheet.section("GROUP");
            shown.set("HEADING", heading_of(language, steps[i], page.services))
                .set("INDEX", std::to_string(i));
            fill_answers(shown, language, page, steps[i]);
        }
    });
}

std::string Pages::show(Frame const& frame, ApplySentPage const& page) const
{
    return fill(frame, "apply_sent",
        [&](Sheet& sheet) { sheet.set("DIGITS", spaced_receipt(page.receipt)); });
}

std::string Pages::show(Frame const& frame, ApplyStandingPage const& page) const
{
    using State = applications::State;
    auto const state = page.standing.state;
    return fill(frame, "apply_standing", [&](Sheet& sheet) {
        sheet.say("STATE", "apply.state." + json::enum_name(state))
            .set("SINCE",
                frame.language.say("apply.since",
                    { { "date", date_in(frame.language, day_of(page.standing.since)) } }))
            .show_if(state == State::InfoRequested, "ASKED")
            .show_if(state == State::Submitted || state == State::InReview
                    || state == State::InfoRequested,
                "OPEN");
    });
}

} // namespace reachline::edges::site
