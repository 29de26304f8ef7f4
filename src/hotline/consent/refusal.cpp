// A no is an answer that is kept, and nobody is asked a third time (C18).

#include "hotline/consent/consent_store.hpp"

namespace reachline::hotline::consent {

namespace {

constexpr std::int64_t asked_enough = 2;

/// The contact that is going on: the case's newest signal. A person without one is in no contact
/// that could be told apart.
Result<std::int64_t> contact_of(World& world, Id<Case> subject)
{
    auto const signals = TRY(cases::signals_of(world, subject));
    return signals.empty() ? 0 : signals.back().value;
}

} // namespace

Result<bool> may_ask(World& world, Id<Person> id, Purpose purpose, Id<Organization> recipient)
{
    auto const person = TRY(cases::person_row(world, id));
    auto const contact = TRY(contact_of(world, person.subject));
    return TRY(rows::refusals_in(world, id, recipient, purpose, contact)) < asked_enough;
}

Done refuse(World& world, Actor const& actor, Id<Person> id, Purpose purpose, Id<Organization> recipient)
{
    auto const person = TRY(cases::find_person(world, actor, id));
    auto const contact = TRY(contact_of(world, person.subject));
    auto const before = TRY(rows::refusals_in(world, id, recipient, purpose, contact));
    if (before >= asked_enough)
        return fail(Fault::NotAllowed, "the person said no to this twice in this contact: it is not asked again");
    TRY(rows::insert_refusal(world,
        { .subject = person.subject, .person = id, .recipient = recipient, .purpose = purpose,
            .contact = contact, .attempt = before + 1 },
        actor.account));
    TRY(audit::record(world, actor, "consent_refused", audit::subject("person", id),
        audit::subject("case", person.subject)));
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = person.subject.value });
    return {};
}

Result<std::vector<Refusal>> refusals_of(World& world, Actor const& actor, Id<Case> subject)
{
    TRY(cases::may_open(world, actor, subject));
    return rows::refusals_of(world, subject);
}

} // namespace reachline::hotline::consent
