// The pages of an online tip.

#include "edges/site/pages.hpp"
#include "edges/site/sheet.hpp"

namespace reachline::edges::site {

namespace {

std::string_view section_of(Question::Kind kind)
{
    switch (kind) {
    case Question::Kind::Long:
        return "LONG";
    case Question::Kind::Short:
        return "SHORT";
    case Question::Kind::Pick:
        return "PICK";
    case Question::Kind::Choose:
        break;
    }
    return "CHOOSE";
}

std::vector<Choice> choices_of(Language const& language, Question const& question)
{
    std::vector<Choice> choices;
    if (question.states)
        for (auto const& [code, name] : states_in(language))
            choices.push_back({ code, name });
    for (auto const& code : question.choices)
        choices.push_back({ code, shown_answer(language, question, code) });
    return choices;
}

std::string_view answer_in(Answers const& answers, std::string_view code)
{
    auto const found = answers.find(code);
    return found == answers.end() ? std::string_view {} : std::string_view(found->second);
}

} // namespace

std::string Pages::show(Frame const& frame, TipStartPage const& page) const
{
    return fill(frame, "tip_start", [&](Sheet& sheet) {
        std::vector<Choice> choices;
        for (auto const& code : page.form.urgent_choices)
            choices.push_back({ code, std::string(frame.language.say("tip.urgent." + code)) });
        sheet.choices("CHOICE", choices, page.when, page.form.urgent_code);
    });
}

std::string Pages::show(Frame const& frame, TipUrgentPage const& page) const
{
    return fill(frame, "tip_urgent",
        [&](Sheet& sheet) { sheet.set("WAIT", sentence_of(frame.language, page.wait)); });
}

std::string Pages::show(Frame const& frame, TipGroupPage const& page) const
{
    auto const& language = frame.language;
    auto const& group = page.form.groups[page.group];
    return fill(frame, "tip_group", [&](Sheet& sheet) {
        sheet
            .set("STEP",
                language.say("tip.step",
                    { { "step", std::to_string(page.group + 1) },
                        { "steps", std::to_string(page.form.groups.size()) } }))
            .say("HEADING", "tip.g." + group.code)
            .say("WHY", "tip.g." + group.code + ".why");
        for (auto const& question : group.questions) {
            auto const answer = answer_in(page.answers, question.code);
            auto asked = sheet.section("QUESTION").section(section_of(question.kind));
            asked.set("ID", question.code)
                .say("LABEL", "tip.q." + question.code)
                .say("HINT", "tip.q." + question.code + ".why")
                .set("VALUE", answer);
            asked.choices("CHOICE", choices_of(language, question), answer, question.code);
        }
    });
}

std::string Pages::show(Frame const& frame, TipReviewPage const& page) const
{
    return fill(frame, "tip_review", [&](Sheet& sheet) {
        sheet.show_if(page.answers.empty(), "EMPTY").show_if(!page.answers.empty(), "FILLED");
        for (auto const& group : page.form.groups) {
            auto shown = sheet.section("GROUP");
            shown.say("HEADING", "tip.g." + group.code).set("CODE", group.code);
            bool none = true;
            for (auto const& question : group.questions) {
                auto const answer = answer_in(page.answers, question.code);
                if (answer.empty())
                    continue;
                none = false;
                shown.section("ANSWER")
                    .say("LABEL", "tip.q." + question.code)
                    .set("TEXT", shown_answer(frame.language, question, answer));
            }
            shown.show_if(none, "NONE");
        }
    });
}

std::string Pages::show(Frame const& frame, TipSentPage const& page) const
{
    return fill(frame, "tip_sent",
        [&](Sheet& sheet) { sheet.set("DIGITS", spaced_receipt(page.receipt)); });
}

} // namespace reachline::edges::site
