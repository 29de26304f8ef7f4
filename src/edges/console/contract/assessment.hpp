#pragma once

// A conversation guide: the next useful question and why; the level and its reasons grow beside it.

#include "edges/console/contract/case_.hpp"

namespace reachline::edges::console::contract {

struct InstrumentRow {
    std::string code;
    int version;
    Words title;
    std::string source;
    std::string status; ///< "own, not validated"
};
BOOST_DESCRIBE_STRUCT(InstrumentRow, (), (code, version, title, source, status))

enum class QuestionKind { YesNoUnsure, Choice, Many, Number, Text };
BOOST_DESCRIBE_ENUM(QuestionKind, YesNoUnsure, Choice, Many, Number, Text)

struct Question {
    std::string code;
    std::string section;
    Words words;
    std::optional<Words> why {};
    QuestionKind kind;
    std::vector<Choice> options; ///< also yes, no, unsure
};
BOOST_DESCRIBE_STRUCT(Question, (), (code, section, words, why, kind, options))

struct Instrument {
    std::string code;
    int version;
    Words title;
    std::string source;
    std::string status;
    std::optional<Words> about {};
    std::vector<Choice> sections;
    std::vector<Question> questions; ///< all; AssessmentDetail::visible says which apply
};
BOOST_DESCRIBE_STRUCT(
    Instrument, (), (code, version, title, source, status, about, sections, questions))

enum class Standing { NotAsked, Answered, Declined, Unknown };
BOOST_DESCRIBE_ENUM(Standing, NotAsked, Answered, Declined, Unknown)

struct GivenAnswer {
    Standing standing;
    std::vector<std::string> values; ///< codes; of a number or a text question, what was given
};
BOOST_DESCRIBE_STRUCT(GivenAnswer, (), (standing, values))

struct AnswerChange {
    int version; ///< of the assessment, as last seen
    GivenAnswer answer;
};
BOOST_DESCRIBE_STRUCT(AnswerChange, (), (version, answer))

/// The three elements of the definition, each found, not found, or not known yet.
struct Elements {
    Known action;
    Known means;
    Known purpose;
};
BOOST_DESCRIBE_STRUCT(Elements, (), (action, means, purpose))

enum class ReasonWeight { Supports, Against, Missing };
BOOST_DESCRIBE_ENUM(ReasonWeight, Supports, Against, Missing)

struct Reason {
    ReasonWeight weight;
    Words text;
    std::optional<std::string> question {}; ///< where it comes from
};
BOOST_DESCRIBE_STRUCT(Reason, (), (weight, text, question))

struct Proposal {
    Level level;
    Elements elements;
    Known minor;
    bool danger_now;
    std::vector<Reason> reasons;
};
BOOST_DESCRIBE_STRUCT(Proposal, (), (level, elements, minor, danger_now, reasons))

struct Confirmation {
    Level level;
    std::string reason; ///< needed when the level is not the proposed one
    Colleague by;
    Time at;
};
BOOST_DESCRIBE_STRUCT(Confirmation, (), (level, reason, by, at))

struct NewConfirmation {
    int version;
    Level level;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(NewConfirmation, (), (version, level, reason))

struct NewAssessment {
    Id<Person> person_id;
    std::string instrument;
};
BOOST_DESCRIBE_STRUCT(NewAssessment, (), (person_id, instrument))

struct AssessmentDetail {
    Id<hotline::Assessment> id;
    Id<Case> case_id;
    Id<Person> person_id;
    std::string instrument;
    int instrument_version;
    int version;
    std::map<std::string, GivenAnswer> answers; ///< question code -> answer
    std::vector<std::string> visible; ///< the questions that apply after these answers, in order
    std::optional<std::string> next {}; ///< the most useful one to ask now
    Proposal proposal;
    std::optional<Confirmation> confirmed {};
    Time started_at;
};
BOOST_DESCRIBE_STRUCT(AssessmentDetail, (),
    (id, case_id, person_id, instrument, instrument_version, version, answers, visible, next,
        proposal, confirmed, started_at))

} // namespace reachline::edges::console::contract
