#pragma once

// What is wrong with a directory that somebody gave us, in words that say how to mend it.
//
// A finding names the file, the row and the column, and a rule; its words are ours alone, so a
// report can be printed, sent on and kept without a name, a number or an address in it.

#include <boost/describe/enum.hpp>

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::hotline::directory::exchange {

enum class Rule {
    ZipBroken,
    ZipChecksum,
    ZipBomb,
    ZipPath,
    ZipEncrypted,
    ZipNested, // the parcel
    FileTooLarge,
    TooManyFiles,
    TooManyRows,
    NotUtf8,
    Utf16,
    ByteOrderMark,
    UnknownFormat, // a file
    UnknownFile,
    EmptyFile,
    UnknownColumn,
    DoubledColumn,
    MissingColumn,
    NotJson,
    CutOff,
    NotAnEntry,
    UnclosedQuote,
    StrayQuote,
    RaggedRow,
    LongField,
    Formula, // its form
    MissingId,
    DoubledId,
    DuplicatedRow,
    DanglingReference,
    UnknownParent,
    ParentCycle,
    MissingName, // its rows
    OrganizationRefused,
    BreaksRule,
    TextCut,
    UnknownStatus,
    ImpossibleDate,
    ImpossibleCoordinates,
    ZeroCoordinates,
    TurnedCoordinates,
    FarCoordinates,
    NoCoordinates, // where
    UnknownState,
    UnknownArea,
    NoArea,
    ImpossibleTime,
    ClosingIsOpening,
    UnknownZone,
    UnknownDays,
    HoursInWords, // when
    ImpossibleAge,
    CapacityAboveMaximum,
    UnreadableCapacity,
    UnknownUnit, // for whom, how much
    UndialledPhone,
    NotAWebsite,
    UnreadableEmail, // how
    UnknownCategory,
    NeedsCategory,
    UnknownPopulation,
    UnknownLanguage, // what
    ConfidentialAddress,
    AddressInWords, // what must not be seen
    StateOfNoCentre,
    NotTenDigits // 911 centres
};

/// What an import does about it: nothing, leave the field out, leave the row out, leave the file
/// out.
enum class Weight { Note, Field, Row, File };
BOOST_DESCRIBE_ENUM(Weight, Note, Field, Row, File)

struct Saying {
    Rule rule;
    std::string_view name; ///< for programs: "zip_broken"
    Weight weight;
    std::string_view what;
    std::string_view mend;
};
/// The words of a rule.
Saying const& saying(Rule);

struct Finding {
    std::string file {};
    std::int64_t row = 0; ///< as a spreadsheet counts, the header being 1; in JSON the entry's
                          ///< place in its list; 0: the whole file
    std::string column {}; ///< our name of it, with the way to it in JSON; empty: the whole row
    Rule rule = Rule::BreaksRule;
    std::string detail {}; ///< figures and our own words only: "12 of 10"

    auto operator<=>(Finding const&) const = default;
};

/// Everything found, however much: counted exactly, kept up to a limit, so that a hostile file
/// cannot fill the memory.
class Findings {
public:
    static constexpr std::int64_t most_kept_of_a_rule = 2'000;

    void add(Finding);
    std::int64_t count() const;
    std::int64_t count(Rule) const;
    std::int64_t count_from(Weight least) const;
    bool has(Rule rule) const { return count(rule) > 0; }
    /// By file, row and column.
    std::vector<Finding> sorted() const;

private:
    std::map<Rule, std::int64_t> counts_;
    std::vector<Finding> kept_;
};

} // namespace reachline::hotline::directory::exchange
