#pragma once

// What answers say together: the next useful question, and a level with its reasons.
//
// The rule: trafficking is an action, by a means, for a purpose; where a person under 18 is in
// commercial sex, no means is needed. Each element is found, not found, or not known yet, and a
// silence is never read as a "no". The engine proposes; a person decides (assessment.hpp).
//
//   High      a minor in commercial sex; or all three said outright, known at first hand
//   Moderate  purpose and means, but indirect or incomplete; or commercial sex at an unknown age
//             and no means known: the person may be under 18
//   Low       a purpose without a means; or a means while the purpose was not asked about
//   None      otherwise

#include "hotline/assessment/answers.hpp"

namespace reachline::hotline::assessment {

enum class Level { None, Low, Moderate, High };
BOOST_DESCRIBE_ENUM(Level, None, Low, Moderate, High)

/// A supervisor must know at once.
constexpr bool is_potential_case(Level level)
{
    return level >= Level::Moderate;
}

enum class Known { Yes, No, Unknown };
BOOST_DESCRIBE_ENUM(Known, Yes, No, Unknown)

/// Either an indicator that an answer supports (with the question it comes from) or a sentence
/// of the rule. Its words for people: words_of().
struct Reason {
    ReasonWeight weight {};
    std::string code;
    std::optional<std::string> question;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (weight, code, question))

struct Proposal {
    Level level = Level::None;
    Known action = Known::Unknown;
    Known means = Known::Unknown;
    Known purpose = Known::Unknown;
    Known minor = Known::Unknown;
    bool danger_now = false;
    std::vector<Reason> because; ///< of the rule, the weightiest first
    std::vector<Reason> evidence; ///< indicators, in the order of the questions
};
BOOST_DESCRIBE_STRUCT(
    Proposal, (), (level, action, means, purpose, minor, danger_now, because, evidence))

Proposal propose(Instrument const&, Answers const&);

/// The sentence for a reason, by language.
Words const& words_of(Instrument const&, Reason const&);

/// The questions that apply after these answers, in order.
std::vector<std::string> visible(Instrument const&, Answers const&);

/// The question to ask now: the first that applies, was not touched, and can still matter. Once
/// the level is high, nothing more is asked that would only support it. Nothing: it is enough.
std::optional<std::string> next_question(Instrument const&, Answers const&);

} // namespace reachline::hotline::assessment
