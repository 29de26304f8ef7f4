#pragma once

// A conversation so far: which questions apply after which answers. Questions branch; an answer of
// a branch that was left does not count, and one told before its question was reached does.

#include "hotline/assessment/answers.hpp"

namespace reachline::hotline::assessment {

enum class Applies { Yes, No, NotKnownYet };

/// Whether any of these codes is among those.
bool meet(std::vector<std::string> const& some, std::vector<std::string> const& others);

/// Borrows both for the length of a call.
class Conversation {
public:
    Conversation(Instrument const& instrument, Answers const& answers)
        : instrument_(instrument)
        , answers_(answers)
    {
    }

    Applies applies(Question const&) const;
    bool is_touched(Question const& question) const { return answers_.contains(question.code); }
    /// The answer that counts, or nothing.
    Answer const* given(Question const&) const;
    /// It was asked and answered clearly, or it does not apply: nothing more can come of it.
    bool is_settled(Question const&) const;

private:
    Applies holds(Condition const&) const;

    Instrument const& instrument_;
    Answers const& answers_;
};

} // namespace reachline::hotline::assessment
