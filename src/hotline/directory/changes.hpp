#pragma once

// How a listing changes: one person proposes, another decides, and a number or a place waits.
//
// A false number hands a person to a trafficker, and whoever wants that tries it from inside: as an
// editor, or at a desk of the provider itself. So nobody changes a listing alone. An editor or a
// user of the provider's own proposes; a verifier, who is another person, lets it stand or not. And
// what says where a person calls, writes or goes (a phone, a place, e-mail, website, and such words
// inside a text) is held: it stands only after 72 hours in which somebody else than who proposed it
// called a number that stood there before and heard a yes. A no refuses it and is an alarm. Until
// then everybody is shown what was there (safety.md, threats 3 and 6; decision page 0052).

#include "hotline/directory/directory.hpp"

namespace reachline::hotline::directory {

inline constexpr hours change_hold { 72 };
/// More than that wait for one listing only when something is wrong.
inline constexpr std::int64_t most_waiting_changes = 20;

/// What changes of a listing; what is not set stays.
struct Amendment {
    std::optional<std::string> name {};
    std::optional<std::string> alternate_name {};
    std::optional<std::string> description {};
    std::optional<std::string> alert {};
    std::optional<std::string> email {};
    std::optional<std::string> website {};
    std::optional<Status> status {};
    std::optional<Visibility> visibility {};
    std::optional<std::vector<std::string>> categories {};
    std::optional<std::vector<std::string>> populations {};
    std::optional<std::vector<std::string>> languages {};
    std::optional<std::vector<Phone>> phones {};
    std::optional<std::vector<Schedule>> schedules {};
    std::optional<Site> site {};
    std::optional<bool> remote {};
    std::optional<std::string> eligibility {};
    std::optional<std::int64_t> minimum_age {}; ///< below 0: none
    std::optional<std::int64_t> maximum_age {}; ///< below 0: none
    std::optional<Answer> pets {};
    std::optional<Answer> children {};
    std::optional<std::string> application_process {};
    std::optional<std::string> required_documents {};
    std::optional<std::string> interpretation {};
    std::optional<std::string> fees {};
    std::optional<bool> accepts_live_transfer {};
    std::optional<std::string> partner_note {};
    std::optional<std::string> advocate_note {};
    bool operator==(Amendment const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Amendment, (),
    (name, alternate_name, description, alert, email, website, status, visibility, categories,
        populations, languages, phones, schedules, site, remote, eligibility, minimum_age,
        maximum_age, pets, children, application_process, required_documents, interpretation, fees,
        accepts_live_transfer, partner_note, advocate_note))

/// What was heard on a number that stood there before.
enum class CalledBack { Confirmed, NoAnswer, Denied };
BOOST_DESCRIBE_ENUM(CalledBack, Confirmed, NoAnswer, Denied)

struct WaitingChange {
    Id<ListingChange> id {};
    Id<Listing> listing {};
    bool by_owner = false; ///< proposed by a user of the provider's own
    Id<Account> proposed_by {};
    Time proposed_at {};
    Amendment amendment {}; ///< only what is different from what stood there
    Amendment was {}; ///< the same fields as they stood
    std::vector<std::string> held {}; ///< names of the amendment's fields that are held
    std::optional<Time> held_until {}; ///< set where anything is held
    std::optional<CalledBack> call_back {}; ///< the last call
    std::optional<Id<Account>> called_back_by {};
    std::optional<Time> called_back_at {};
};

/// By an editor, or a user of the provider's own; for any other partner there is no such listing.
/// What is no different is left out; Invalid when nothing is.
Result<Id<ListingChange>> propose(
    World&, Actor const&, Reference const&, Id<Listing>, Amendment const&);
/// What was heard on an old number: by an editor or a verifier who did not propose it. Denied
/// refuses the change, and an alarm follows (denied_changes()).
Done called_back(World&, Actor const&, Id<ListingChange>, CalledBack);
/// A verifier who did not propose it lets a change stand. Conflict while it is held, while nobody
/// confirmed it, and when what is held was changed meanwhile.
Done apply(World&, Actor const&, Reference const&, Id<ListingChange>);
Done refuse(World&, Actor const&, Id<ListingChange>);
/// Whoever proposed it takes it back; for a provider any of its users.
Done withdraw(World&, Actor const&, Id<ListingChange>);

Result<std::vector<WaitingChange>> waiting_changes(store::Database&);
Result<std::vector<WaitingChange>> waiting_changes(store::Database&, Id<Listing>);

/// What of a change is held, and the rest, which need not wait with it.
struct Parts {
    Amendment held {};
    Amendment rest {};
};
Parts parted(Listing const&, Amendment const&);
/// The amendment without what is no different.
Amendment what_differs(Listing const&, Amendment);
bool says_nothing(Amendment const&);
/// The listing as it would be. Not every field of a listing has one here.
Listing amended(Listing, Amendment const&);
/// The numbers to ask on: those that stood there before, the organization's among them, and none
/// that the change brings. Empty: nobody can be asked, and the entry has to be vetted anew.
Result<std::vector<Phone>> numbers_to_call(store::Database&, WaitingChange const&);

/// Listings of which somebody said on an old number that a change is not theirs, since the last
/// look. For whoever raises alarms.
Result<std::vector<Id<Listing>>> denied_changes(World&);

} // namespace reachline::hotline::directory
