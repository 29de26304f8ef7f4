#include "hotline/assessment/answers.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace reachline::hotline::assessment {

std::optional<int> number_of(std::string_view text)
{
    int value = 0;
    auto const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc {} || read.ptr != end)
        return std::nullopt;
    return value;
}

namespace {

Done check_chosen(Question const& question, Answer const& answer)
{
    if (answer.values.empty())
        return fail(Fault::Invalid, "an answer must be chosen");
    if (answer.values.size() > 1 && question.kind != QuestionKind::Many)
        return fail(Fault::Invalid, "only one answer can be chosen here");
    for (auto const& code : answer.values) {
        if (std::ranges::count(answer.values, code) != 1)
            return fail(Fault::Invalid, "an answer was chosen twice");
        if (std::ranges::find(*question.options, code, &Option::code) == question.options->end())
            return fail(Fault::Invalid, "this question has no such answer");
    }
    return {};
}

} // namespace

Done check_answer(Instrument const& instrument, std::string_view code, Answer const& answer)
{
    auto const* question = instrument.question(code);
    if (!question)
        return fail(Fault::Invalid, "this instrument has no such question");
    if (answer.standing != Standing::Answered) {
        if (!answer.values.empty())
            return fail(Fault::Invalid, "only an answered question carries an answer");
        return {};
    }
    if (question->options)
        return check_chosen(*question, answer);
    if (answer.values.size() != 1)
        return fail(Fault::Invalid, "this question has exactly one answer");
    if (question->kind == QuestionKind::Text) {
        auto const clean = TRY(clean_text(answer.values.front(), answer_limit));
        if (clean.empty())
            return fail(Fault::Invalid, "an answer in words cannot be empty");
        return {};
    }
    auto const number = number_of(answer.values.front());
    if (!number || *number < *question->least || *number > *question->most)
        return fail(Fault::Invalid, "this must be a whole number in the range asked for");
    return {};
}

} // namespace reachline::hotline::assessment
