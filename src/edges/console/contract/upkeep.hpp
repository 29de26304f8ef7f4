#pragma once

// Keeping the directory true: what editors and verifiers see and say.
//
// Records of the directory itself (a draft, a pair, a reason) are the hotline's own described
// structs; here stands what the console needs around them.

#include "edges/console/contract/common.hpp"
#include "hotline/directory/changes.hpp"
#include "hotline/directory/upkeep/queue.hpp"

namespace reachline::hotline {
struct ListingChange;
struct Merge;
} // namespace reachline::hotline

namespace reachline::hotline::directory::upkeep {
BOOST_DESCRIBE_STRUCT(Because, (), (reason, times, since))
BOOST_DESCRIBE_STRUCT(
    Task, (), (kind, id, other, name, organization, state, reasons, rank, since, act))
BOOST_DESCRIBE_STRUCT(
    Pair, (), (kind, one, other, one_name, other_name, place, because, likeness))
BOOST_DESCRIBE_STRUCT(Verification, (), (way, spoke_to, confirmed))
BOOST_DESCRIBE_STRUCT(FeedbackCount, (), (kind, times, last))
BOOST_DESCRIBE_STRUCT(MergeWish, (), (kind, kept, gone))
} // namespace reachline::hotline::directory::upkeep

namespace reachline::edges::console::contract {

namespace applications = hotline::directory::applications;
namespace upkeep = hotline::directory::upkeep;
using hotline::Application;
using hotline::Listing;
using hotline::ListingChange;
using hotline::Merge;

struct UpkeepQueue {
    std::vector<upkeep::Task> tasks; ///< what comes first first
    Time swept_at; ///< when the whole directory was gone through
};
BOOST_DESCRIBE_STRUCT(UpkeepQueue, (), (tasks, swept_at))

// Applications.

struct ApplicationRow {
    Id<Application> id;
    applications::State state;
    std::optional<std::string> name {}; ///< none while the directory's vault is locked
    Time submitted_at;
    Time since;
    int services;
    bool transfers;
    std::string states;
    std::optional<Colleague> taken_up_by {};
    std::optional<Colleague> recommended_by {};
    std::optional<Colleague> approved_by {};
    std::optional<std::string> refusal {};
};
BOOST_DESCRIBE_STRUCT(ApplicationRow, (),
    (id, state, name, submitted_at, since, services, transfers, states, taken_up_by, recommended_by,
        approved_by, refusal))

/// A point of the review, with what was last found.
struct ReviewPoint {
    std::string code;
    Words title;
    std::optional<Words> hint {};
    bool open; ///< it stands in the way of a recommendation
    std::optional<applications::Finding> result {};
    std::optional<std::string> note {};
    std::optional<Colleague> by {};
    std::optional<Time> at {};
};
BOOST_DESCRIBE_STRUCT(ReviewPoint, (), (code, title, hint, open, result, note, by, at))

struct ReviewLetter {
    int position; ///< from 1
    std::string writer;
    std::string organization;
    std::string reached_at;
    std::string text;
    std::optional<applications::LetterVerdict> verdict {};
    std::optional<Colleague> by {};
    std::optional<Time> at {};
};
BOOST_DESCRIBE_STRUCT(
    ReviewLetter, (), (position, writer, organization, reached_at, text, verdict, by, at))

struct ApplicationMessage {
    std::optional<Colleague> asked_by {}; ///< none: the applicant
    Time at;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ApplicationMessage, (), (asked_by, at, text))

struct ApplicationDetail {
    ApplicationRow row;
    std::optional<applications::Draft> draft {}; ///< none once its words were destroyed
    std::vector<ReviewPoint> points;
    std::vector<ReviewLetter> letters;
    int letters_needed;
    bool ready; ///< nothing stands in the way of a recommendation
    std::vector<ApplicationMessage> messages;
    std::vector<Choice> refusals;
    std::vector<Id<Listing>> services; ///< once it is approved
};
BOOST_DESCRIBE_STRUCT(ApplicationDetail, (),
    (row, draft, points, letters, letters_needed, ready, messages, refusals, services))

struct WordsTold {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(WordsTold, (), (text))

struct PointFound {
    std::string code;
    applications::Finding result;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(PointFound, (), (code, result, note))

struct LetterRead {
    int position;
    applications::LetterVerdict verdict;
};
BOOST_DESCRIBE_STRUCT(LetterRead, (), (position, verdict))

struct ApplicationApproval {
    std::optional<Id<Organization>> organization_id {}; ///< one that is listed already
};
BOOST_DESCRIBE_STRUCT(ApplicationApproval, (), (organization_id))

struct ApplicationRefusal {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ApplicationRefusal, (), (reason))

// Entries.

struct EntryPast {
    std::int64_t id;
    Time at;
    std::optional<Colleague> by {}; ///< none: the hotline by itself, or a partner's user
    std::string verb;
    bool of_organization;
    std::string before; ///< JSON of the fields that became otherwise
};
BOOST_DESCRIBE_STRUCT(EntryPast, (), (id, at, by, verb, of_organization, before))

struct EntryVerified {
    Time at;
    std::optional<Colleague> by {};
    upkeep::Verification how;
};
BOOST_DESCRIBE_STRUCT(EntryVerified, (), (at, by, how))

struct EntryDetail {
    Id<Listing> id;
    Recipient organization;
    hotline::directory::Amendment now; ///< every field that can be changed, as it stands
    std::vector<std::string> areas;
    bool confidential;
    bool partner;
    std::optional<Time> assured_at {};
    std::optional<Time> due_at {};
    bool overdue;
    std::vector<EntryVerified> verified;
    std::vector<upkeep::FeedbackCount> feedback; ///< since somebody made sure
    std::vector<EntryPast> history; ///< the latest first
};
BOOST_DESCRIBE_STRUCT(EntryDetail, (),
    (id, organization, now, areas, confidential, partner, assured_at, due_at, overdue, verified,
        feedback, history))

struct FeedbackTold {
    upkeep::Feedback kind;
};
BOOST_DESCRIBE_STRUCT(FeedbackTold, (), (kind))

// Changes that wait.

struct ChangeCard {
    Id<ListingChange> id;
    Id<Listing> listing_id;
    std::string name;
    std::string organization;
    std::optional<Colleague> proposed_by {};
    bool by_owner;
    bool mine;
    Time proposed_at;
    hotline::directory::Amendment was;
    hotline::directory::Amendment amendment;
    std::vector<std::string> held;
    std::optional<Time> held_until {};
    std::optional<hotline::directory::CalledBack> call_back {};
    std::optional<Colleague> called_back_by {};
    std::optional<Time> called_back_at {};
    std::vector<std::string> numbers_to_call; ///< that stood there before
};
BOOST_DESCRIBE_STRUCT(ChangeCard, (),
    (id, listing_id, name, organization, proposed_by, by_owner, mine, proposed_at, was, amendment,
        held, held_until, call_back, called_back_by, called_back_at, numbers_to_call))

struct CallBackHeard {
    hotline::directory::CalledBack heard;
};
BOOST_DESCRIBE_STRUCT(CallBackHeard, (), (heard))

struct YesOrNo {
    bool yes;
};
BOOST_DESCRIBE_STRUCT(YesOrNo, (), (yes))

// Entries that may be one.

struct MergeCard {
    Id<Merge> id;
    upkeep::MergeWish wish;
    std::string kept_name;
    std::string gone_name;
    std::optional<Colleague> proposed_by {};
    bool mine;
    Time proposed_at;
};
BOOST_DESCRIBE_STRUCT(
    MergeCard, (), (id, wish, kept_name, gone_name, proposed_by, mine, proposed_at))

struct Duplicates {
    std::vector<upkeep::Pair> pairs;
    Time swept_at;
};
BOOST_DESCRIBE_STRUCT(Duplicates, (), (pairs, swept_at))

} // namespace reachline::edges::console::contract
