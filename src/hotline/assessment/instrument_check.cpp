#include "hotline/assessment/instrument_check.hpp"

#include <algorithm>
#include <set>

namespace reachline::hotline::assessment {

bool is_code(std::string_view text)
{
    return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

bool is_in_all_languages(Words const& words)
{
    auto const has = [&](char const* language) {
        auto const found = words.find(language);
        return found != words.end() && !found->second.empty();
    };
    return has("en") && has("es");
}

namespace {

bool has_options(Question const& question)
{
    return question.kind != QuestionKind::Number && question.kind != QuestionKind::Text;
}

bool offers(Question const& question, std::string const& code)
{
    return question.options
        && std::ranges::any_of(*question.options, [&](auto const& o) { return o.code == code; });
}

/// Walks the questions in order and keeps the first fault it meets.
class Check {
public:
    explicit Check(Indicators const& indicators)
        : indicators_(indicators)
    {
    }

    Checked section(Section const& section, std::string const& at)
    {
        if (!is_code(section.code))
            return wrong(at + ".code", "a code is lower-case letters, digits and lines");
        if (!is_in_all_languages(section.title))
            return wrong(at + ".title", "English and Spanish words are both needed");
        if (section.questions.empty())
            return wrong(at + ".questions", "a section has at least one question");
        for (std::size_t i = 0; i < section.questions.size(); ++i)
            if (auto done = question(section.questions[i], at + ".questions." + std::to_string(i));
                !done)
                return done;
        return {};
    }

private:
    Checked question(Question const& question, std::string const& at)
    {
        if (!is_code(question.code))
            return wrong(at + ".code", "a code is lower-case letters, digits and lines");
        if (seen_.contains(question.code))
            return wrong(at + ".code", "an earlier question has this code");
        if (!is_in_all_languages(question.words))
            return wrong(at + ".words", "English and Spanish words are both needed");
        if (!is_in_all_languages(question.why))
            return wrong(at + ".why", "English and Spanish words are both needed");
        if (auto done = options(question, at); !done)
            return done;
        for (std::size_t i = 0; question.ask_if && i < question.ask_if->size(); ++i)
            if (auto done = condition((*question.ask_if)[i], at + ".ask_if." + std::to_string(i));
                !done)
                return done;
        for (std::size_t i = 0; question.supports && i < question.supports->size(); ++i)
            if (auto done = support(
                    question, (*question.supports)[i], at + ".supports." + std::to_string(i));
                !done)
                return done;
        seen_.emplace(question.code, &question);
        return {};
    }

    Checked options(Question const& question, std::string const& at)
    {
        bool const ranged = question.least && question.most && *question.least <= *question.most;
        if (question.kind == QuestionKind::Number && !ranged)
            return wrong(at + ".least", "a number needs its least and its most");
        if (question.kind != QuestionKind::Number && (question.least || question.most))
            return wrong(at + ".least", "only a number has a least and a most");
        if (!has_options(question) && question.options)
            return wrong(at + ".options", "this kind of question has no options");
        if (!has_options(question))
            return {};
        if (!question.options || question.options->size() < 2)
            return wrong(at + ".options", "at least two options are needed");
        std::set<std::string> codes;
        for (auto const& option : *question.options) {
            if (!is_code(option.code) || !codes.insert(option.code).second)
                return wrong(at + ".options", "an option's code is wrong or stands there twice");
            if (!is_in_all_languages(option.label))
                return wrong(at + ".options", "English and Spanish words are both needed");
        }
        return {};
    }

    Checked condition(Condition const& condition, std::string const& at)
    {
        auto const gate = seen_.find(condition.question);
        if (gate == seen_.end())
            return wrong(at + ".question", "this names no earlier question");
        if (condition.is.has_value() == condition.is_not.has_value())
            return wrong(at, "a condition has either is or is_not");
        auto const& answers = condition.is ? *condition.is : *condition.is_not;
        if (answers.empty())
            return wrong(at, "a condition names at least one answer");
        for (auto const& answer : answers)
            if (!offers(*gate->second, answer))
                return wrong(at, "that question has no such answer");
        return {};
    }

    Checked support(Question const& question, Support const& support, std::string const& at)
    {
        if (!indicators_.contains(support.indicator))
            return wrong(at + ".indicator", "there is no such indicator");
        if (question.kind == QuestionKind::Text)
            return wrong(at, "free words support nothing by themselves: a person judges them");
        if (question.kind == QuestionKind::Number)
            return range(question, support, at);
        if (support.from || support.to || !support.answers || support.answers->empty())
            return wrong(at + ".answers", "the answers that support it are needed, and no range");
        for (auto const& answer : *support.answers) {
            if (!offers(question, answer))
                return wrong(at + ".answers", "this question has no such answer");
            if (question.kind == QuestionKind::YesNoUnsure && answer == "unsure")
                return wrong(at + ".answers", "not being sure supports nothing");
        }
        return {};
    }

    static Checked range(Question const& question, Support const& support, std::string const& at)
    {
        if (support.answers || !support.from || !support.to || *support.from > *support.to
            || *support.from < *question.least || *support.to > *question.most)
            return wrong(at + ".from", "a range within the question's least and most is needed");
        return {};
    }

    Indicators const& indicators_;
    std::map<std::string, Question const*> seen_;
};

} // namespace

Checked check_sections(std::vector<Section> const& sections, Indicators const& indicators)
{
    if (sections.empty())
        return wrong("sections", "an instrument has at least one section");
    Check check(indicators);
    for (std::size_t i = 0; i < sections.size(); ++i)
        if (auto done = check.section(sections[i], "sections." + std::to_string(i)); !done)
            return done;
    return {};
}

} // namespace reachline::hotline::assessment
