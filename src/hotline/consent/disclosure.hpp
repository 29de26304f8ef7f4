#pragma once

// What has left, to whom, on which basis, and what became of it. Rows outlive the words: after an
// erasure they still say who got which fields when, without saying what stood in them.

#include "hotline/consent/exception.hpp"

#include <variant>

namespace reachline::hotline::consent {

/// By what something may leave: exactly one of the two.
using Basis = std::variant<Id<Consent>, Id<Exception>>;

enum class Carrier {
    Portal, ///< the partner reads it in its own portal
    Conversation, ///< the partner joins a conversation that the person is in
    Sheet, ///< an advocate reads it out, to 911 say
};
BOOST_DESCRIBE_ENUM(Carrier, Portal, Conversation, Sheet)

enum class DisclosureState {
    Queued, ///< written, not yet handed over
    Sent,
    Cancelled, ///< never left
};
BOOST_DESCRIBE_ENUM(DisclosureState, Queued, Sent, Cancelled)

struct DisclosureRow {
    Id<Disclosure> id;
    Id<Case> subject;
    Id<Person> person;
    Id<Organization> recipient;
    Purpose purpose {};
    Basis basis;
    std::vector<std::string> fields;
    Carrier carrier {};
    DisclosureState state {};
    Id<Account> decided_by;
    Time decided_at;
    Bytes content_hash;
    std::optional<Time> sent_at;
    std::optional<Time> acknowledged_at;
    std::optional<Time> taken_back_at; ///< from then on the recipient could open it no more
};

Result<DisclosureRow> find(World&, Actor const&, Id<Disclosure>);
Result<std::vector<DisclosureRow>> disclosures_of(World&, Actor const&, Id<Case>);
/// What left or waits under one basis, shown honestly also after a withdrawal.
Result<std::vector<DisclosureRow>> disclosures_under(World&, Actor const&, Basis const&);

// The recipient's side. A partner's actor sees what was sent to its own organisation and, of that,
// what is still in force; everything else answers NotFound.

Result<std::vector<DisclosureRow>> sent_to(World&, Actor const& partner);
struct DocumentSeen {
    PrivateText document; ///< the very bytes that were disclosed
    Reading reading;
};
/// Opened with the partner's own vault; one reading.
Result<DocumentSeen> read_as_recipient(World&, Actor const& partner, Id<Disclosure>);
Done acknowledge(World&, Actor const& partner, Id<Disclosure>);
/// Who will not help needs to read no more: from now on they could not open it.
Done give_back(World&, Actor const& partner, Id<Disclosure>);

} // namespace reachline::hotline::consent
