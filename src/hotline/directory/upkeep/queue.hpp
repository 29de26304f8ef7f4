#pragma once

// What an editor does next, as one list.
//
// Everything that may be wrong with an entry is a reason with a rank: a wrong door for somebody who
// is sent there today comes first, what grows old next, what is unfinished last. An entry stands
// where its weightiest reason puts it; within a rank the weightier reason comes first, in the order
// below, and then who has waited longest. So two editors see the same list, and can say why.

#include "hotline/directory/applications/applications.hpp"
#include "hotline/directory/upkeep/duplicates.hpp"
#include "hotline/directory/upkeep/verification.hpp"

namespace reachline::hotline::directory::upkeep {

enum class TaskReason {
    // First: somebody may be sent to a wrong door today.
    NumberWrong, ///< an advocate said so
    OverdueForTransfers, ///< nobody made sure for 180 days, and it takes live calls
    Unreachable, ///< no number, mail or page at all
    SilentOften, ///< did not answer, three times or more
    // Next: it grows old, or somebody waits for us.
    Silent, ///< did not answer
    ContactChange, ///< a change of a number or a place waits
    Overdue, ///< nobody made sure for 12 months
    BreaksRule, ///< it could not be kept as it stands
    WaitsForSecond, ///< added, and no verifier made sure
    ApplicationLate, ///< came in more than two weeks ago
    TurnedAwayOften,
    // Last: it is unfinished.
    TurnedAway,
    Change, ///< a change of words waits
    Application,
    Duplicate,
    MergeWaits, ///< an editor proposed it
    OldRoom, ///< the count of free beds is old
    Unfinished, ///< no hours, or no description
};
BOOST_DESCRIBE_ENUM(TaskReason, NumberWrong, OverdueForTransfers, Unreachable, SilentOften, Silent,
    ContactChange, Overdue, BreaksRule, WaitsForSecond, ApplicationLate, TurnedAwayOften, TurnedAway, Change, Application, Duplicate, MergeWaits, OldRoom, Unfinished)

/// 1: today. 2: this week. 3: when there is time.
std::int64_t rank_of(TaskReason);

enum class Act { Verify, DecideChange, Edit, ReadApplication, Compare, AskForRoom };
BOOST_DESCRIBE_ENUM(Act, Verify, DecideChange, Edit, ReadApplication, Compare, AskForRoom)
Act act_of(TaskReason);

struct Because {
    TaskReason reason {};
    std::int64_t times = 1;
    std::optional<Time> since {}; ///< none: since ever
};

enum class TaskKind { Service, Application, Pair };
BOOST_DESCRIBE_ENUM(TaskKind, Service, Application, Pair)

struct Task {
    TaskKind kind {};
    std::int64_t id = 0; ///< of the service, the application, the first of a pair
    std::int64_t other = 0; ///< the second of a pair
    std::string name {}; ///< empty for an application, whose name is sealed
    std::string organization {};
    std::string state {}; ///< "TX", "OK,TX"
    std::vector<Because> reasons {}; ///< the weightiest first
    std::int64_t rank = 3;
    std::optional<Time> since {}; ///< of the weightiest
    Act act {};
};

/// What is found by going through all entries, and belongs into the list.
struct FoundBySweep {
    std::vector<Pair> pairs {};
    std::vector<Id<Listing>> breaking_rules {};
};

inline constexpr std::size_t most_tasks = 500; ///< of services; the others are few

Result<std::vector<Task>> queue(store::Database&, FoundBySweep const&, Time now);

/// Entries that could not be kept as they stand: each is checked. Seconds for 100,000; on a worker.
Result<std::vector<Id<Listing>>> breaking_rules(store::Database&, Reference const&);

} // namespace reachline::hotline::directory::upkeep
