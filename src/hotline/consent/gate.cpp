#include "hotline/consent/gate.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "hotline/consent/disclosure_store.hpp"
#include "hotline/consent/outgoing.hpp"

#include <algorithm>
#include <set>

namespace reachline::hotline::consent {

namespace {

using outgoing::Counting;

bool is_report(Purpose purpose)
{
    return purpose == Purpose::LeReport || purpose == Purpose::ChildWelfareReport;
}

/// Who works on the case, and, for an approved report, who sends reports.
Done may_send(World& world, Actor const& actor, Id<Case> subject, Purpose purpose)
{
    if (is_report(purpose) && actor.kind == Actor::Kind::Staff && actor.may(people::Permission::SendReport))
        return {};
    return cases::may_open(world, actor, subject);
}

Done check_fields(Ask const& ask, outgoing::Cover const& cover)
{
    if (std::set(ask.fields.begin(), ask.fields.end()).size() != ask.fields.size())
        return fail(Fault::Invalid, "a field is named twice");
    for (auto const& field : ask.fields)
        if (std::ranges::count(cover.fields, field) == 0)
            return fail(Fault::NotAllowed, "a field is not covered");
    if (ask.fields.empty() && ask.purpose != Purpose::LiveTransfer && ask.purpose != Purpose::Interpreter)
        return fail(Fault::Invalid, "nothing is named that should leave");
    return {};
}

/// The basis is for exactly this person, this recipient and this purpose.
Done check_cover(Ask const& ask, outgoing::Cover const& cover)
{
    if (cover.person != ask.person)
        return fail(Fault::NotAllowed, "this is about another person");
    if (cover.recipient != ask.recipient)
        return fail(Fault::NotAllowed, "this is for another recipient");
    if (cover.purpose != ask.purpose)
        return fail(Fault::NotAllowed, "this is for another purpose");
    if (ask.recipient == the_hotline)
        return fail(Fault::NotAllowed, "the hotline sends nothing to itself");
    return check_fields(ask, cover);
}

outgoing::Contents contents_of(Ask const& ask)
{
    return { ask.person, ask.recipient, ask.purpose, ask.fields };
}

/// A permit is for one command; what it says is true again before it is used.
Result<outgoing::Cover> cover_of(World& world, Permit const& permit)
{
    auto const& ask = permit.ask();
    auto cover = TRY(outgoing::cover_of(world, ask.basis, Counting::NewUse));
    TRY(check_cover(ask, cover));
    return cover;
}

Result<DisclosureRow> row_of(World& world, Id<Disclosure> id)
{
    auto const row = TRY(rows::disclosure(world, id));
    if (!row)
        return fail(Fault::NotFound, "there is no such disclosure");
    return *row;
}

/// The last look before anything leaves.
Done still_carried(World& world, DisclosureRow const& row)
{
    auto const cover = TRY(outgoing::cover_of(world, row.basis, Counting::UsedAlready));
    return check_cover({ row.person, row.recipient, row.purpose, row.fields, row.basis }, cover);
}

} // namespace

Result<Permit> Gate::permit(World& world, Actor const& actor, Ask const& ask)
{
    auto const person = TRY(cases::person_row(world, ask.person));
    TRY(may_send(world, actor, person.subject, ask.purpose));
    auto const cover = TRY(outgoing::cover_of(world, ask.basis, Counting::NewUse));
    TRY(check_cover(ask, cover));
    TRY(has_vault(world, ask.recipient));
    return Permit(ask, person.subject, world.now());
}

Result<Page> Gate::preview(World& world, Actor const& actor, Permit const& permit)
{
    auto const cover = TRY(cover_of(world, permit));
    return outgoing::render(
        world, actor, audit::Purpose::PreviewDisclosure, contents_of(permit.ask()), cover);
}

Result<Released> Gate::release(World& world, Actor const& actor, Permit permit, Carrier carrier, ByteView shown)
{
    auto const& ask = permit.ask();
    auto const cover = TRY(cover_of(world, permit));
    auto const decided = TRY(outgoing::render(world, actor, audit::Purpose::Deliver, contents_of(ask), cover));
    if (!equal_in_constant_time(text_of(decided.hash), text_of(shown)))
        return fail(Fault::Conflict, "the page has changed since it was shown");
    auto const id = world.new_id<Disclosure>();
    auto const folder = world.keys.new_folder({ keys::hotline_vault, vault_of(ask.recipient) });
    TRY(rows::insert_disclosure(world,
        { .id = id, .subject = permit.subject(), .person = ask.person, .recipient = ask.recipient,
            .purpose = ask.purpose, .basis = ask.basis, .fields = ask.fields, .carrier = carrier,
            .decided_by = actor.account, .content_hash = decided.hash, .folder = folder,
            .document_sealed = TRY(world.keys.seal(folder, outgoing::document_place(id), decided.document)) }));
    for (auto const& field : ask.fields)
        TRY(rows::insert_disclosure_field(world, id, field, ask.basis));
    // What leaves is what the rows say, not what was asked for.
    auto const row = TRY(row_of(world, id));
    auto page = TRY(outgoing::render(world, actor, audit::Purpose::Deliver,
        { row.person, row.recipient, row.purpose, row.fields }, cover));
    if (page.hash != row.content_hash)
        return fail(Fault::Broken, "the page is not what its rows say");
    TRY(audit::record(world, actor, "disclosure_decided", audit::subject("disclosure", id),
        audit::subject("case", row.subject)));
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = row.subject.value });
    return Released { id, std::move(page) };
}

Done Gate::hand_over(World& world, Id<Disclosure> id)
{
    auto const row = TRY(row_of(world, id));
    if (row.state != DisclosureState::Queued)
        return fail(Fault::Conflict, "it has left already, or was cancelled");
    TRY(still_carried(world, row));
    TRY(rows::mark_sent(world, id));
    TRY(audit::record(world, Actor::system(), "disclosure_sent", audit::subject("disclosure", id),
        audit::subject("case", row.subject)));
    world.tell({ .kind = Notice::Kind::PartnerChanged, .subject = row.recipient.value });
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = row.subject.value });
    return {};
}

Done Gate::cancel(World& world, Actor const& actor, Id<Disclosure> id)
{
    auto const row = TRY(row_of(world, id));
    TRY(may_send(world, actor, row.subject, row.purpose));
    if (row.state != DisclosureState::Queued)
        return fail(Fault::Conflict, "it has left already, or was cancelled");
    TRY(rows::mark_cancelled(world, id));
    TRY(audit::record(world, actor, "disclosure_cancelled", audit::subject("disclosure", id),
        audit::subject("case", row.subject)));
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = row.subject.value });
    return {};
}

Done Gate::check_outgoing(World& world, ByteView bytes, Id<Disclosure> id)
{
    auto const row = TRY(row_of(world, id));
    if (crypto::blake2b({ bytes }) != row.content_hash)
        return fail(Fault::NotAllowed, "these bytes are not what was decided");
    if (row.state == DisclosureState::Cancelled || row.taken_back_at)
        return fail(Fault::NotAllowed, "this disclosure was stopped");
    return still_carried(world, row);
}

Result<ContactPermit> Gate::contact(World& world, Actor const& actor, Id<Person> id, cases::Way way)
{
    TRY(cases::find_person(world, actor, id));
    auto const consent = TRY(in_force(world, id, the_hotline, Purpose::FollowUp));
    if (!consent)
        return fail(Fault::NotAllowed, "the person has not agreed to be contacted again");
    auto const ways = TRY(cases::safe_ways(world, id));
    if (!ways || !cases::allows(*ways, way, world.now()))
        return fail(Fault::NotAllowed, "this way is not safe at this time");
    return ContactPermit(id, way, consent->id);
}

Done Gate::contacted(World& world, Actor const& actor, ContactPermit permit)
{
    auto const person = TRY(cases::person_row(world, permit.person()));
    TRY(rows::insert_contact(world, permit.basis(), permit.person(), permit.way(),
        actor.account ? std::optional(actor.account) : std::nullopt));
    TRY(audit::record(world, actor, "person_contacted", audit::subject("person", permit.person()),
        audit::subject("case", person.subject)));
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = person.subject.value });
    return {};
}

} // namespace reachline::hotline::consent
