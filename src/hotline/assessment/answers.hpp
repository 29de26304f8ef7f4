#pragma once

// What was answered. A silence has names of its own, so that it is never read as a "no".

#include "hotline/assessment/instrument.hpp"

namespace reachline::hotline::assessment {

enum class Standing { NotAsked, Answered, Declined, Unknown };
BOOST_DESCRIBE_ENUM(Standing, NotAsked, Answered, Declined, Unknown)

struct Answer {
    Standing standing = Standing::NotAsked;
    std::vector<std::string> values; ///< codes of options; of Text and Number the one thing given
};
BOOST_DESCRIBE_STRUCT(Answer, (), (standing, values))

/// By question. A question that is missing here is NotAsked; an explicit NotAsked was left out
/// for now.
using Answers = std::map<std::string, Answer>;

inline constexpr std::size_t answer_limit = 4 * 1024; ///< bytes of a free answer

/// Invalid unless the answer fits the question: known options, one where one may be chosen, a
/// number in its range, words only where words are asked for.
Done check_answer(Instrument const&, std::string_view question, Answer const&);

/// The number that a text is, if it is one.
std::optional<int> number_of(std::string_view);

} // namespace reachline::hotline::assessment
