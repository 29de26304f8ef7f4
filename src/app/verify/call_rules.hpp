#pragma once

// The promises about who was brought into a call, each as a query that finds the rows which break
// it. Only consent.cpp includes it.

#include "app/verify/consent_rules.hpp"

namespace reachline::app::verify {

inline constexpr std::array call_promises {
    Promise { "C1", "somebody outside was called into a call on no ground", "call_party",
        "select p.id from call_party p where p.kind in ('provider', 'dispatcher') and not exists (select 1 from call_ground g "
        "where g.party = p.id and g.call = p.call and g.kind = p.kind and g.subject is p.subject)" },
    Promise { "C1", "a ground of a call is both a consent and an exception, or neither", "call_ground",
        "select id from call_ground where (consent is null) = (exception is null)" },
    Promise { "C5", "a ground of a call rests on a consent to something else, or that was not in force", "call_ground",
        "select g.id from call_ground g where g.consent is not null and not exists (select 1 from consent c "
        "where c.id = g.consent and c.person = g.person and c.recipient = g.recipient and c.purpose = g.purpose "
        "and c.valid_from <= g.at and g.at < c.valid_until and (c.revoked_at is null or g.at <= c.revoked_at))" },
    Promise { "C14", "a ground of a call rests on an exception for something else, or that was not in force", "call_ground",
        "select g.id from call_ground g where g.exception is not null and not exists (select 1 from exception x "
        "where x.id = g.exception and x.person = g.person and x.recipient = g.recipient and x.purpose = g.purpose "
        "and x.decided_at <= g.at and g.at < x.valid_until)" },
    Promise { "C1", "a provider joined a call by another purpose than a transfer", "call_ground",
        "select id from call_ground where (kind = 'provider') <> (purpose = 'live_transfer')" },
    Promise { "C1", "a provider was brought together with a caller and nothing says what was agreed to be said", "transfer",
        "select t.id from transfer t where t.party is not null and t.state in ('brought_in', 'left') and not exists "
        "(select 1 from call_ground g join disclosure d on d.id = g.disclosure where g.party = t.party "
        "and d.recipient = t.organization and d.state = 'sent')" },
};

} // namespace reachline::app::verify
