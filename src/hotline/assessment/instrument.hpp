#pragma once

// An instrument is a guide for a conversation: questions in sections, when to ask each, why, and
// what an answer says about the action, the means and the purpose that make trafficking (22 U.S.C.
// 7102). It is data (forms/instruments/, decision page 0020): practitioners change it, the engine
// only reads it. Loading refuses what is wrong in it and names the place.

#include "base/json.hpp"

#include <boost/describe.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::hotline::assessment {

/// A text in each language we have it in; English and Spanish are always there.
using Words = std::map<std::string, std::string>;

enum class Element { Action, Means, Purpose, Age, Knowledge, Danger };
BOOST_DESCRIBE_ENUM(Element, Action, Means, Purpose, Age, Knowledge, Danger)

struct Indicator {
    std::string code;
    Element element {};
    std::string aspect; ///< "force", "commercial_sex", "minor", ...
    Words label;
};
BOOST_DESCRIBE_STRUCT(Indicator, (), (code, element, aspect, label))

/// Whether an answer says an element outright or only hints at it.
enum class Weight { States, Hints };
BOOST_DESCRIBE_ENUM(Weight, States, Hints)

/// "These answers (or this range of numbers) support that indicator."
struct Support {
    std::optional<std::vector<std::string>> answers;
    std::optional<int> from;
    std::optional<int> to;
    std::string indicator;
    Weight weight {};
};
BOOST_DESCRIBE_STRUCT(Support, (), (answers, from, to, indicator, weight))

/// "Ask only if that earlier question has one of these answers", or none of those.
struct Condition {
    std::string question;
    std::optional<std::vector<std::string>> is;
    std::optional<std::vector<std::string>> is_not;
};
BOOST_DESCRIBE_STRUCT(Condition, (), (question, is, is_not))

struct Option {
    std::string code;
    Words label;
};
BOOST_DESCRIBE_STRUCT(Option, (), (code, label))

enum class QuestionKind { YesNoUnsure, Choice, Many, Number, Text };
BOOST_DESCRIBE_ENUM(QuestionKind, YesNoUnsure, Choice, Many, Number, Text)

struct Question {
    std::string code;
    QuestionKind kind {};
    Words words; ///< to say
    Words why; ///< why it is asked
    std::optional<std::vector<Option>> options; ///< filled in for YesNoUnsure when loaded
    std::optional<std::vector<Condition>> ask_if; ///< all must hold
    std::optional<std::vector<Support>> supports;
    std::optional<int> least;
    std::optional<int> most;
};
BOOST_DESCRIBE_STRUCT(
    Question, (), (code, kind, words, why, options, ask_if, supports, least, most))

struct Section {
    std::string code;
    Words title;
    std::vector<Question> questions;
};
BOOST_DESCRIBE_STRUCT(Section, (), (code, title, questions))

/// A sentence that explains a proposed level.
enum class ReasonWeight { Supports, Against, Missing };
BOOST_DESCRIBE_ENUM(ReasonWeight, Supports, Against, Missing)

struct ReasonWords {
    std::string code;
    ReasonWeight weight {};
    Words label;
};
BOOST_DESCRIBE_STRUCT(ReasonWords, (), (code, weight, label))

class Instrument {
public:
    /// Reads an instrument and the indicators it names (forms/indicators.json).
    static json::Bound<Instrument> load(
        std::string_view instrument_json, std::string_view indicators_json);

    std::string const& code() const { return code_; }
    int version() const { return version_; }
    std::string const& status() const { return status_; }
    std::string const& source() const { return source_; }
    Words const& title() const { return title_; }
    Words const& about() const { return about_; }
    std::vector<Section> const& sections() const { return sections_; }

    /// Nothing where the instrument has no such question.
    Question const* question(std::string_view code) const;
    Indicator const& indicator(std::string const& code) const;
    ReasonWords const* reason(std::string_view code) const;

private:
    std::string code_;
    int version_ = 0;
    std::string status_;
    std::string source_;
    Words title_;
    Words about_;
    std::vector<Section> sections_;
    std::map<std::string, Indicator> indicators_;
    std::vector<ReasonWords> reasons_;
};

} // namespace reachline::hotline::assessment
