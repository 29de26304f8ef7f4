#pragma once

// The live transfer of a conversation. The advocate first asks a provider for room and fit, with
// coded needs and nothing that tells who asks; brings the provider in only after a yes; and leaves
// when the person is at ease. The person is present and speaks for themselves, so we disclose
// nothing about them; their word that the provider may join is a consent all the same, and when it
// ends the provider is out and can read nothing more.

#include "hotline/signals/signals.hpp"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline {

struct CallParty;
struct Transfer;
struct Consent;
struct Step;

namespace steps::transfer {

enum class State {
    Asked,
    HasRoom,
    NoRoom,
    BroughtIn,
    Left, ///< the advocate left; the two go on
    Ended,
};
BOOST_DESCRIBE_ENUM(State, Asked, HasRoom, NoRoom, BroughtIn, Left, Ended)

/// A provider that has not answered by then is an alarm, and the advocate asks the next.
inline constexpr minutes answer_time { 5 };

struct TransferRow {
    Id<Transfer> id {};
    std::string reference {}; ///< as the provider knows it
    Id<Signal> signal {};
    Id<Organization> organization {};
    State state {};
    std::vector<std::string> needs {}; ///< codes of forms/categories.json, list service_type
    std::string language {};
    std::optional<std::int64_t> beds {};
    Time asked_at {};
    std::optional<Time> answered_at {};
    std::optional<Id<Consent>> consent {};
    std::optional<Id<Step>> step {};
    std::optional<Id<CallParty>> party {}; ///< asked by telephone (by_phone.hpp), not in its portal
};

struct NewTransfer {
    Id<Signal> signal;
    Id<Organization> organization;
    std::vector<std::string> needs;
    std::string language = "en";
    std::string idempotency_key;
};

// The advocate's side.

/// Only who holds the conversation asks, and only a designated provider is asked.
Result<TransferRow> ask(World&, Actor const&, NewTransfer const&);
/// The provider joins. Needs its yes and a live consent of the person for this provider.
Result<TransferRow> bring_in(World&, Actor const&, Id<Transfer>, Id<Consent>);
/// The advocate leaves; person and provider go on.
Result<TransferRow> leave(World&, Actor const&, Id<Transfer>);
/// The provider is let go.
Result<TransferRow> end(World&, Actor const&, Id<Transfer>);
Result<TransferRow> find(World&, Actor const&, Id<Transfer>);
Result<std::vector<TransferRow>> all_of(World&, Actor const&, Id<Signal>);

// The provider's side.

/// Questions and conversations of the actor's organization, the newest first.
Result<std::vector<TransferRow>> asked_of_us(World&, Actor const&);
Result<TransferRow> asked_of_us(World&, Actor const&, std::string_view reference);
Done answer(World&, Actor const&, std::string_view reference, bool has_room, std::optional<std::int64_t> beds);

struct Talk {
    TransferRow row;
    bool advocate_present = false;
    signals::Thread thread; ///< since the provider came in; one reading
};
/// NotFound alike for what is over, was taken back or was never theirs.
Result<Talk> talk(World&, Actor const&, std::string_view reference);
Done say(World&, Actor const&, std::string_view reference, std::string const& text, std::string const& idempotency_key);

/// The provider leaves. Who was with it alone stands in line again.
Done end_by_provider(World&, Actor const&, std::string_view reference);

/// Time passed, or a consent ended: providers whose ground is gone are out.
Done settle(World&);

} // namespace steps::transfer
} // namespace reachline::hotline
