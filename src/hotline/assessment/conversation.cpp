#include "hotline/assessment/conversation.hpp"

#include "base/ensure.hpp"

#include <algorithm>

namespace reachline::hotline::assessment {

namespace {

bool has(std::vector<std::string> const& list, std::string_view code)
{
    return std::ranges::find(list, code) != list.end();
}

} // namespace

bool meet(std::vector<std::string> const& some, std::vector<std::string> const& others)
{
    return std::ranges::any_of(some, [&](auto const& code) { return has(others, code); });
}

Applies Conversation::applies(Question const& question) const
{
    auto result = Applies::Yes;
    for (auto const& condition : question.ask_if.value_or(std::vector<Condition> {})) {
        auto const one = holds(condition);
        if (one == Applies::No)
            return Applies::No;
        if (one == Applies::NotKnownYet)
            result = Applies::NotKnownYet;
    }
    return result;
}

Answer const* Conversation::given(Question const& question) const
{
    auto const found = answers_.find(question.code);
    if (found == answers_.end() || found->second.standing != Standing::Answered
        || applies(question) == Applies::No)
        return nullptr;
    return &found->second;
}

bool Conversation::is_settled(Question const& question) const
{
    if (applies(question) == Applies::No)
        return true;
    auto const* answer = given(question);
    return answer && !has(answer->values, "unsure");
}

/// A condition upon an answer that is not there holds for is_not, and is open for is.
Applies Conversation::holds(Condition const& condition) const
{
    auto const* gate = instrument_.question(condition.question);
    ensure(gate);
    if (condition.is && applies(*gate) == Applies::No)
        return Applies::No;
    auto const* answer = given(*gate);
    if (!answer)
        return condition.is ? Applies::NotKnownYet : Applies::Yes;
    if (condition.is)
        return meet(answer->values, *condition.is) ? Applies::Yes : Applies::No;
    return meet(answer->values, *condition.is_not) ? Applies::No : Applies::Yes;
}

} // namespace reachline::hotline::assessment
