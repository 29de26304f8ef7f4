#pragma once

// A case is one potential situation: several signals may tell of it and several people be in it.
//
// What is private in it (fields of people, notes, contact points) rests sealed in the case's own
// folder; what the hotline counts is coded and stands open. Who may see a case is a relation, not
// a role alone; a case that one may not see answers exactly like one that is not there.

#include "hotline/audit/audit.hpp"
#include "hotline/signals/signals.hpp"
#include "hotline/world.hpp"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline {
struct Person;
}

namespace reachline::hotline::cases {

enum class Status { Open, FollowUp, Closed };
BOOST_DESCRIBE_ENUM(Status, Open, FollowUp, Closed)

enum class TraffickingType { NotSpecified, Sex, Labor, SexAndLabor };
BOOST_DESCRIBE_ENUM(TraffickingType, NotSpecified, Sex, Labor, SexAndLabor)

enum class Likelihood { High, Moderate, Low, None };
BOOST_DESCRIBE_ENUM(Likelihood, High, Moderate, Low, None)

/// By which relation an actor sees a case.
enum class Access {
    None,
    Own, ///< assigned to me, or a signal of it is in my hands now
    Team, ///< as a supervisor, or the system itself
    BreakGlass, ///< for half an hour, with a reason that a supervisor reads
};
BOOST_DESCRIBE_ENUM(Access, None, Own, Team, BreakGlass)

inline constexpr minutes break_glass_life { 30 };
inline constexpr std::size_t reason_minimum = 10; ///< characters of a break-glass reason

/// Coded values of forms/categories.json, so that they can be counted without the case.
struct Facts {
    Status status = Status::Open;
    std::optional<std::string> jurisdiction {}; ///< "TX"
    TraffickingType type = TraffickingType::NotSpecified;
    std::optional<std::string> venue {};
    std::optional<std::string> close_reason {}; ///< required to close, and only then
    std::int64_t version = 1; ///< a save names the version it saw
};

struct CaseFile {
    Id<Case> id;
    std::string number; ///< "2026-0412"
    Facts facts;
    std::optional<Likelihood> proposed;
    std::optional<Likelihood> confirmed;
    Id<Folder> folder;
    std::optional<Id<Account>> opened_by;
    std::optional<Id<Account>> assigned;
    Time opened_at;
    Time changed_at;
    std::optional<Time> closed_at;
};

struct NewCase {
    std::optional<Id<Signal>> signal {}; ///< linked at once
    std::string idempotency_key {}; ///< a repeated post with it answers the first case; empty: none
};

/// The case belongs to who opens it. NotFound for a signal that the actor may not open.
Result<Id<Case>> open_case(World&, Actor const&, NewCase const&);
Result<CaseFile> find(World&, Actor const&, Id<Case>);
/// Every case, newest change first; `readable` tells which of them the actor may open.
struct Listed {
    CaseFile file;
    bool mine = false;
    bool readable = false;
};
Result<std::vector<Listed>> list(World&, Actor const&, std::int64_t limit = 200);

/// Conflict when somebody saved in between. Closing needs a reason, reopening takes it away.
Result<Facts> set_facts(World&, Actor const&, Id<Case>, Facts const&);
Done assign(World&, Actor const&, Id<Case>, Id<Account>);
/// The assessment's proposal, and what a person confirmed.
Done set_proposed(World&, Id<Case>, Likelihood);
Done set_confirmed(World&, Actor const&, Id<Case>, Likelihood);

/// A signal may tell of several cases, a case be told of by several signals.
Done link_signal(World&, Actor const&, Id<Case>, Id<Signal>);
Result<std::vector<Id<Signal>>> signals_of(World&, Id<Case>);
Result<std::vector<Id<Case>>> cases_of(World&, Id<Signal>);
/// The conversation in which this actor is with somebody of the case now; the newest of several.
Result<std::optional<Id<Signal>>> conversation_of(World&, Actor const&, Id<Case>);

Result<Access> access(World&, Actor const&, Id<Case>);
/// NotFound for a case that is missing and, word for word, for one that the actor may not see.
Done may_open(World&, Actor const&, Id<Case>);

/// Opens a case that is not one's own for half an hour; a supervisor is told now.
Done break_glass(World&, Actor const&, Id<Case>, std::string const& reason);
struct Breaking {
    std::int64_t id = 0;
    Id<Case> subject;
    Id<Account> by;
    Time at;
    Time until;
    PrivateText reason;
    std::optional<Id<Account>> reviewed_by;
};
/// What supervisors have not looked at yet; one reading.
struct Breakings {
    std::vector<Breaking> rows;
    Reading reading;
};
Result<Breakings> breakings_to_review(World&, Actor const&);
Done review_breaking(World&, Actor const&, std::int64_t breaking);
std::optional<Time> break_glass_ends(World&, Actor const&, Id<Case>);

/// What happened, from the audit's events: a verb in the past and ids, never words.
struct Happening {
    Time at;
    std::string what; ///< "consent_withdrawn"
    std::string about; ///< "consent"
    std::int64_t subject = 0;
    std::optional<Id<Account>> by;
};
Result<std::vector<Happening>> timeline(World&, Actor const&, Id<Case>, std::int64_t limit = 500);

// For the concepts that build on cases.

/// Where the case's private words are sealed.
Result<Id<Folder>> folder_of(World&, Id<Case>);
/// Without a look at who asks: for the core's own work.
Result<CaseFile> file_of(World&, Id<Case>);

} // namespace reachline::hotline::cases
