#pragma once

// How somebody made sure of an entry: whom they asked, on which way, and what they went through.
// The person who was asked is named by function, never by name.

#include "hotline/directory/directory.hpp"

namespace reachline::hotline::directory::upkeep {

/// By when somebody has to make sure again: 12 months after our word or the provider's, the later
/// one; 180 days after ours where it takes live calls. None for what nobody is sent to.
std::optional<Time> due_at(Listing const&);

enum class Way { CalledNumberOnFile, CalledIndependentNumber, Visited, InWriting };
BOOST_DESCRIBE_ENUM(Way, CalledNumberOnFile, CalledIndependentNumber, Visited, InWriting)

enum class SpokeTo { Director, Manager, Intake, FrontDesk, NightDesk, Other };
BOOST_DESCRIBE_ENUM(SpokeTo, Director, Manager, Intake, FrontDesk, NightDesk, Other)

/// What one goes through with whoever answers.
enum class Confirmed { Phones, Address, Hours, WhomItServes, Languages, Room, Transfers, Fees };
BOOST_DESCRIBE_ENUM(
    Confirmed, Phones, Address, Hours, WhomItServes, Languages, Room, Transfers, Fees)

struct Verification {
    Way way {};
    SpokeTo spoke_to {};
    std::vector<Confirmed> confirmed {};
};

/// A verifier made sure: active, assured as of now, and what was said of it before is settled.
/// Invalid unless the numbers were gone through, and for who takes live transfers that as well.
Done verify(World&, Actor const&, Id<Listing>, Verification const&);

struct VerificationRow {
    Time at {};
    Id<Account> by {};
    Verification how {};
};
/// The latest first.
Result<std::vector<VerificationRow>> verifications_of(store::Database&, Id<Listing>);

/// What became of a call for somebody. No case, no person and no advocate is kept with it.
enum class Feedback { Helped, DidNotAnswer, TurnedAway, NumberWrong };
BOOST_DESCRIBE_ENUM(Feedback, Helped, DidNotAnswer, TurnedAway, NumberWrong)

/// By anybody of the staff who reads the directory. NotFound for what they cannot see.
Done tell(World&, Actor const&, Id<Listing>, Feedback);

struct FeedbackCount {
    Feedback kind {};
    std::int64_t times = 0;
    Time last {};
};
/// Since somebody last made sure, at most 180 days back.
Result<std::vector<FeedbackCount>> feedback_on(store::Database&, Id<Listing>, Time now);

} // namespace reachline::hotline::directory::upkeep
