#pragma once

// What waits for a supervisor: one card a decision, the tightest clock first.

#include "edges/console/contract/step.hpp"

namespace reachline::edges::console::contract {

enum class DecisionKind {
    Step,
    Exception,
    SoloConcur, ///< the first look at what one did alone: concur or correct
    SoloReview, ///< the second look
    BreakGlass, ///< somebody opened a case that is not theirs
    LikelyCase,
};
BOOST_DESCRIBE_ENUM(DecisionKind, Step, Exception, SoloConcur, SoloReview, BreakGlass, LikelyCase)

struct DecisionCard {
    DecisionKind kind;
    std::int64_t id; ///< of the step, the exception, the opening, or a likely case
    Id<Case> case_id;
    std::string case_number;
    std::optional<int> person_ordinal {};
    std::optional<StepKind> step_kind {};
    std::optional<ExceptionKind> exception_kind {};
    std::optional<Recipient> recipient {};
    Basis basis;
    std::vector<std::string> fields;
    std::vector<std::string> observations;
    std::string why; ///< in the words of who asks
    Colleague asked_by;
    Time asked_at;
    std::optional<Time> decide_by {};
    bool mine; ///< I asked for it, so another must decide
};
BOOST_DESCRIBE_STRUCT(DecisionCard, (),
    (kind, id, case_id, case_number, person_ordinal, step_kind, exception_kind, recipient, basis,
        fields, observations, why, asked_by, asked_at, decide_by, mine))

/// A report that only has to be sent, by who is liaison with the agencies.
struct ReportToSend {
    std::string case_number;
    int person_ordinal;
    StepRow step;
};
BOOST_DESCRIBE_STRUCT(ReportToSend, (), (case_number, person_ordinal, step))

enum class Verdict {
    Approve,
    Change, ///< back to who asked, with the reason
    Refuse,
};
BOOST_DESCRIBE_ENUM(Verdict, Approve, Change, Refuse)

struct StepDecision {
    Verdict verdict;
    std::string reason;
    int version; ///< of the step that was looked at
};
BOOST_DESCRIBE_STRUCT(StepDecision, (), (verdict, reason, version))

} // namespace reachline::edges::console::contract
