#pragma once

// When and how it is safe to reach a person. A wrong minute can cost a life, so unknown counts as
// no, and after the plan's end everything is no.

#include "hotline/cases/person.hpp"

namespace reachline::hotline::cases {

enum class Way { Call, Text, Email, Voicemail };
BOOST_DESCRIBE_ENUM(Way, Call, Text, Email, Voicemail)

/// A stretch of each of these days, in the person's own zone. `to` before `from` runs past midnight.
struct ContactHours {
    std::vector<std::string> days; ///< mon, tue, wed, thu, fri, sat, sun
    std::string from; ///< "18:00"
    std::string to; ///< "20:30"
};

/// The part that stands open, since the clock must read it while the vault is locked.
struct SafeWays {
    Known call = Known::Unknown;
    Known text = Known::Unknown;
    Known email = Known::Unknown;
    Known voicemail = Known::Unknown;
    std::vector<ContactHours> hours {}; ///< empty: no hour is safe
    std::string zone {}; ///< IANA, "America/Chicago"
    std::optional<Time> expires {}; ///< set by save: 7 days from then, if nothing else is said
};

/// The sealed part.
struct SafeWords {
    std::string number {};
    std::string address {}; ///< of mail
    std::string ask_for {}; ///< who may answer: the name to ask for
    std::string say_as {}; ///< who we say that we are
    std::string code_word {};
};

inline constexpr Days plan_life { 7 };
inline constexpr Days longest_plan_life { 30 };

/// Invalid for a zone, a day or an hour that is none.
Done save_safe_contact(World&, Actor const&, Id<Person>, SafeWays const&, SafeWords const&);

/// Nothing for a person without a plan.
Result<std::optional<SafeWays>> safe_ways(World&, Id<Person>);
struct SafeWordsSeen {
    PrivateText number, address, ask_for, say_as, code_word;
    Reading reading;
};
Result<std::optional<SafeWordsSeen>> read_safe_words(World&, Actor const&, Id<Person>);

/// Whether the plan allows this way at this moment.
bool allows(SafeWays const&, Way, Time);
/// The next moment within a week at which the plan allows this way; nothing: none before its end.
std::optional<Time> next_allowed(SafeWays const&, Way, Time from);
/// By any way that the plan allows at this minute.
Result<bool> reachable_now(World&, Id<Person>);

} // namespace reachline::hotline::cases
