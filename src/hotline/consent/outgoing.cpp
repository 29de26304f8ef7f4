#include "hotline/consent/outgoing.hpp"

#include "base/json_binding.hpp"
#include "crypto/hash.hpp"
#include "hotline/consent/consent_store.hpp"
#include "hotline/consent/disclosure_store.hpp"
#include "hotline/consent/exception_store.hpp"

#include <algorithm>

namespace reachline::hotline::consent::outgoing {

namespace {

Result<Cover> cover_of_consent(World& world, Id<Consent> id, Counting counting)
{
    auto const row = TRY(rows::consent(world, id));
    if (!row)
        return fail(Fault::NotAllowed, "there is no consent to this");
    switch (row->state) {
    case State::Revoked:
        return fail(Fault::NotAllowed, "the person has taken the consent back");
    case State::PendingPrivate:
        return fail(Fault::NotAllowed, "the consent waits to be repeated in private");
    case State::Expired:
        return fail(Fault::NotAllowed, "the consent has ended");
    case State::Active:
        break;
    }
    if (world.now() < row->valid_from)
        return fail(Fault::NotAllowed, "the consent has not begun yet");
    if (world.now() >= row->valid_until)
        return fail(Fault::NotAllowed, "the consent has ended");
    if (counting == Counting::NewUse && row->max_uses && TRY(rows::uses_of(world, id)) >= *row->max_uses)
        return fail(Fault::NotAllowed, "the consent is used up");
    return Cover { row->subject, row->person, row->recipient, row->purpose, row->fields, "consent", row->valid_until };
}

Result<Cover> cover_of_exception(World& world, Id<Exception> id)
{
    auto const row = TRY(rows::exception(world, id));
    if (!row)
        return fail(Fault::NotAllowed, "there is no exception for this");
    switch (row->state) {
    case ExceptionState::Requested:
        return fail(Fault::NotAllowed, "the exception is not decided yet");
    case ExceptionState::Refused:
        return fail(Fault::NotAllowed, "the exception was refused");
    case ExceptionState::Corrected:
        return fail(Fault::NotAllowed, "a supervisor saw it otherwise");
    case ExceptionState::Expired:
        return fail(Fault::NotAllowed, "the exception has ended");
    case ExceptionState::Approved:
        break;
    }
    if (!row->solo && row->decided_by == row->requested_by)
        return fail(Fault::NotAllowed, "who asked for an exception cannot decide it");
    if (!row->valid_until || world.now() >= *row->valid_until)
        return fail(Fault::NotAllowed, "the exception has ended");
    return Cover { row->subject, row->person, row->recipient, row->purpose, row->fields,
        json::enum_name(row->kind), *row->valid_until };
}

/// Taken from the sealed fields, in the order of their codes.
Result<json::Object> values_of(World& world, Contents const& contents, Reading const& reading)
{
    json::Object values;
    for (auto const& field : TRY(cases::sealed_fields(world, contents.person)))
        if (std::ranges::count(contents.fields, field.code) > 0)
            values[field.code] = TRY(cases::open_field(world, field)).seen_under(reading);
    if (values.size() != contents.fields.size())
        return fail(Fault::Invalid, "a field that would leave holds nothing");
    return values;
}

} // namespace

keys::Place document_place(Id<Disclosure> id) { return { "disclosure", "document_sealed", id.value }; }

Result<Cover> cover_of(World& world, Basis const& basis, Counting counting)
{
    auto cover = std::holds_alternative<Id<Consent>>(basis)
        ? TRY(cover_of_consent(world, std::get<Id<Consent>>(basis), counting))
        : TRY(cover_of_exception(world, std::get<Id<Exception>>(basis)));
    TRY(may_receive(world, cover.recipient, json::enum_name(cover.purpose)));
    return cover;
}

Result<Page> render(World& world, Actor const& actor, audit::Purpose why, Contents const& contents, Cover const& cover)
{
    auto const reading = TRY(audit::read(world, actor, why, audit::subject("person", contents.person)));
    // Keys in order and no white space: the same content is always the same bytes.
    json::Object const page { { "basis", cover.kind }, { "fields", TRY(values_of(world, contents, reading)) },
        { "form", "reachline_disclosure_1" }, { "purpose", json::enum_name(contents.purpose) },
        { "recipient", contents.recipient.value }, { "until", rfc3339(cover.until) } };
    auto text = json::text_of(page);
    auto hash = crypto::blake2b({ bytes_of(text) });
    return Page { PrivateText(std::move(text)), std::move(hash), reading };
}

Result<bool> take_back(World& world, Actor const& actor, DisclosureRow const& row)
{
    if (row.taken_back_at)
        return false;
    auto const document = TRY(rows::document(world, row.id));
    TRY(world.keys.remove_reader(document->folder, vault_of(row.recipient)));
    TRY(rows::mark_taken_back(world, row.id));
    world.tell({ .kind = Notice::Kind::PartnerChanged, .subject = row.recipient.value });
    if (row.state != DisclosureState::Sent)
        return false;
    TRY(audit::record(world, actor, "disclosure_taken_back", audit::subject("disclosure", row.id),
        audit::subject("case", row.subject)));
    return true;
}

Result<Withdrawn> stop(World& world, Actor const& actor, Basis const& basis)
{
    Withdrawn stopped;
    for (auto const& row : TRY(rows::disclosures_under(world, basis))) {
        if (row.state == DisclosureState::Queued) {
            TRY(rows::mark_cancelled(world, row.id));
            TRY(audit::record(world, actor, "disclosure_cancelled", audit::subject("disclosure", row.id),
                audit::subject("case", row.subject)));
            stopped.cancelled.push_back(row.id);
        }
        if (TRY(take_back(world, actor, row)))
            stopped.taken_back.push_back(row.id);
    }
    return stopped;
}

} // namespace reachline::hotline::consent::outgoing
