#include "hotline/consent/disclosure.hpp"

#include "crypto/hash.hpp"
#include "hotline/consent/disclosure_store.hpp"
#include "hotline/consent/outgoing.hpp"

namespace reachline::hotline::consent {

namespace {

/// NotFound alike for what is not there, not theirs, or not sent.
Result<DisclosureRow> own_row(World& world, Actor const& partner, Id<Disclosure> id)
{
    auto const row = TRY(rows::disclosure(world, id));
    if (!row || partner.kind != Actor::Kind::Partner || !partner.may(people::Permission::PartnerRead)
        || partner.organization != row->recipient || row->state != DisclosureState::Sent)
        return fail(Fault::NotFound, "there is no such disclosure");
    return *row;
}

} // namespace

Result<DisclosureRow> find(World& world, Actor const& actor, Id<Disclosure> id)
{
    auto const row = TRY(rows::disclosure(world, id));
    if (!row || !cases::may_open(world, actor, row->subject))
        return fail(Fault::NotFound, "there is no such disclosure");
    return *row;
}

Result<std::vector<DisclosureRow>> disclosures_of(World& world, Actor const& actor, Id<Case> subject)
{
    TRY(cases::may_open(world, actor, subject));
    return rows::disclosures_of(world, subject);
}

Result<std::vector<DisclosureRow>> disclosures_under(World& world, Actor const& actor, Basis const& basis)
{
    if (auto const* const consent = std::get_if<Id<Consent>>(&basis))
        TRY(find(world, actor, *consent));
    else
        TRY(find(world, actor, std::get<Id<Exception>>(basis)));
    return rows::disclosures_under(world, basis);
}

Result<std::vector<DisclosureRow>> sent_to(World& world, Actor const& partner)
{
    if (partner.kind != Actor::Kind::Partner || !partner.may(people::Permission::PartnerRead)
        || !partner.organization)
        return fail(Fault::NotAllowed, "only a partner sees what was sent to it");
    return rows::sent_to(world, *partner.organization);
}

Result<DocumentSeen> read_as_recipient(World& world, Actor const& partner, Id<Disclosure> id)
{
    auto const row = TRY(own_row(world, partner, id));
    // A consent that ended a moment ago, before any tick, shows nothing more either.
    if (row.taken_back_at || !outgoing::cover_of(world, row.basis, outgoing::Counting::UsedAlready))
        return fail(Fault::NotFound, "there is no such disclosure");
    auto const reading = TRY(audit::read(
        world, partner, audit::Purpose::ReceiveDisclosure, audit::subject("disclosure", id)));
    auto const sealed = TRY(rows::document(world, id));
    auto text = TRY(world.keys.open(outgoing::document_place(id), sealed->sealed, vault_of(row.recipient)));
    if (crypto::blake2b({ bytes_of(text.seen_under(reading)) }) != row.content_hash)
        return fail(Fault::Broken, "the document is not what was decided");
    return DocumentSeen { std::move(text), reading };
}

Done acknowledge(World& world, Actor const& partner, Id<Disclosure> id)
{
    auto const row = TRY(own_row(world, partner, id));
    if (row.acknowledged_at)
        return {};
    TRY(rows::mark_acknowledged(world, id, partner.account));
    TRY(audit::record(world, partner, "disclosure_acknowledged", audit::subject("disclosure", id),
        audit::subject("case", row.subject)));
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = row.subject.value });
    return {};
}

Done give_back(World& world, Actor const& partner, Id<Disclosure> id)
{
    TRY(outgoing::take_back(world, partner, TRY(own_row(world, partner, id))));
    return {};
}

} // namespace reachline::hotline::consent
