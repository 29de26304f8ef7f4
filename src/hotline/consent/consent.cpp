#include "hotline/consent/consent.hpp"

#include "base/json_binding.hpp"
#include "hotline/consent/consent_store.hpp"
#include "hotline/consent/outgoing.hpp"
#include "hotline/desk/alarms.hpp"
#include "hotline/signals/codes.hpp"

#include <algorithm>
#include <set>

namespace reachline::hotline::consent {

namespace {

constexpr std::size_t key_limit = 64;

audit::Subject about(Id<Consent> id) { return audit::subject("consent", id); }
audit::Subject about(Id<Case> id) { return audit::subject("case", id); }

void tell_changed(World& world, Id<Case> id)
{
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = id.value });
}

bool may_be_empty(Purpose purpose)
{
    return purpose == Purpose::FollowUp || purpose == Purpose::LiveTransfer || purpose == Purpose::Interpreter;
}

/// "TX Fam. 32.004": a state, perhaps the short name of a code, and numbers. It rests in clear, so
/// nothing longer has room in it.
bool is_citation(std::string const& text)
{
    auto const is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() < 4 || text.size() > 40 || !is_capital(text[0]) || !is_capital(text[1]) || text[2] != ' ')
        return false;
    std::size_t letters = 0;
    for (char const c : text.substr(3)) {
        bool const is_letter = is_capital(c) || (c >= 'a' && c <= 'z');
        letters = is_letter ? letters + 1 : 0;
        if (letters > 5 || !(is_letter || is_digit(c) || c == ' ' || c == '.' || c == '-' || c == '(' || c == ')'))
            return false;
    }
    return std::ranges::any_of(text, is_digit);
}

Done check_form(NewConsent const& said)
{
    if (said.idempotency_key.size() > key_limit)
        return fail(Fault::Invalid, "the idempotency key is too long");
    TRY(signals::check_language(said.language));
    TRY(signals::check_interpreter(said.interpreter));
    if (said.minor_alone_rule && !is_citation(*said.minor_alone_rule))
        return fail(Fault::Invalid, "the law is named as in TX Fam. 32.004: state, code, number");
    if (std::set(said.fields.begin(), said.fields.end()).size() != said.fields.size())
        return fail(Fault::Invalid, "a field is named twice");
    if (said.fields.empty() && !may_be_empty(said.purpose))
        return fail(Fault::Invalid, "a consent names what may be told; nothing is told by default");
    if (said.max_uses && *said.max_uses < 1)
        return fail(Fault::Invalid, "a consent can be used once at least");
    return {};
}

/// C2, C3, C21: what was said, in which words and which way.
Done check_informed(World& world, NewConsent const& said, Script const& script)
{
    if (!said.told_not_condition)
        return fail(Fault::NotAllowed, "without being told that help does not depend on it, a yes is no consent");
    if (!said.told_risks)
        return fail(Fault::NotAllowed, "without being told what may follow, a yes is no consent");
    if (said.script_version != script.version)
        return fail(Fault::Conflict, "the script has changed; read the new one");
    if (!said.interpreter && !TRY(rows::is_approved_language(world, said.language)))
        return fail(Fault::NotAllowed, "there is no approved script in this language: an interpreter is needed");
    if (TRY(rows::is_too_weak(world, json::enum_name(said.method))))
        return fail(Fault::NotAllowed, "the hotline's funder or law demands a stronger form of consent");
    return {};
}

Done check_witness(NewConsent const& said, Actor const& actor)
{
    if (said.method == Method::VerbalTwoStaff && (!said.witness || said.witness == actor.account))
        return fail(Fault::NotAllowed, "two of the staff must have heard it, two different ones");
    return {};
}

/// C5, C17: one recipient, who may receive this at all.
Done check_recipient(World& world, NewConsent const& said)
{
    if ((said.purpose == Purpose::FollowUp) != (said.recipient == the_hotline))
        return fail(Fault::NotAllowed, "to be contacted again is agreed with the hotline itself, and nothing else is");
    return may_receive(world, said.recipient, json::enum_name(said.purpose));
}

/// C10: who may say yes for whom.
Done check_giver(NewConsent const& said, cases::PersonFacts const& facts)
{
    bool const by_self_alone = said.given_by == GivenBy::Self;
    if (!by_self_alone && facts.guardian_is_abuser != cases::Known::No)
        return fail(Fault::NotAllowed, "a guardian who is, or may be, the abuser can never consent");
    if (!by_self_alone && facts.age_band != cases::AgeBand::Minor && facts.capacity != cases::Capacity::Lacking)
        return fail(Fault::NotAllowed, "nobody else consents for an adult who can");
    if (facts.age_band == cases::AgeBand::Minor && by_self_alone && !said.minor_alone_rule)
        return fail(Fault::NotAllowed, "a minor consents alone only where a law says so: name it");
    if (facts.age_band == cases::AgeBand::Minor && said.given_by == GivenBy::Guardian)
        return fail(Fault::NotAllowed, "a guardian consents together with the minor, not without");
    return {};
}

/// C11: everybody consents for themselves. Who tells of another can let their own identity out, not
/// the other's; and the other cannot let out who told.
Done check_person(World& world, NewConsent const& said, cases::PersonFacts const& facts)
{
    if (facts.role == cases::PersonRole::AllegedTrafficker)
        return fail(Fault::NotAllowed, "who is said to be the trafficker gives no consent here");
    for (auto const& code : said.fields)
        if (TRY(rows::is_about_another(world, code, facts.role)))
            return fail(Fault::NotAllowed, "a field tells of somebody else: only that person can consent to it");
    return {};
}

/// C9: in doubt or under duress the yes is held, until it is said again in private.
State beginning(NewConsent const& said, cases::PersonFacts const& facts)
{
    bool const clear = facts.capacity == cases::Capacity::Presumed
        || (facts.capacity == cases::Capacity::Lacking && said.given_by != GivenBy::Self);
    return clear && !said.duress_suspected ? State::Active : State::PendingPrivate;
}

struct Span {
    Time from;
    Time until;
};

/// C4: reasonably limited in time, never without an end.
Result<Span> span_of(World& world, NewConsent const& said, Script const& script)
{
    auto const from = std::max(said.valid_from.value_or(world.now()), world.now());
    auto const until = said.valid_until.value_or(from + script.default_life);
    if (until <= from)
        return fail(Fault::Invalid, "the consent would end before it begins");
    if (until - from > std::min<milliseconds>(script.longest_life, longest_life))
        return fail(Fault::NotAllowed, "a consent this long is none: agree on an earlier end, and renew it then");
    return Span { from, until };
}

State state_now(ConsentRow const& row, Time now)
{
    bool const live = row.state == State::Active || row.state == State::PendingPrivate;
    return live && row.valid_until <= now ? State::Expired : row.state;
}

ConsentRow as_of(ConsentRow row, Time now)
{
    row.state = state_now(row, now);
    return row;
}

void add(Withdrawn& all, Withdrawn const& one)
{
    all.cancelled.insert(all.cancelled.end(), one.cancelled.begin(), one.cancelled.end());
    all.taken_back.insert(all.taken_back.end(), one.taken_back.begin(), one.taken_back.end());
}

} // namespace

Result<Id<Consent>> give(World& world, Actor const& actor, NewConsent const& said)
{
    auto const person = TRY(cases::find_person(world, actor, said.person));
    TRY(check_form(said));
    if (!said.idempotency_key.empty())
        if (auto const earlier = TRY(rows::consent_by_key(world, actor.account, said.idempotency_key)))
            return *earlier;
    auto const newest = TRY(script(world, json::enum_name(said.purpose)));
    TRY(check_informed(world, said, newest));
    TRY(check_witness(said, actor));
    TRY(check_recipient(world, said));
    TRY(check_person(world, said, person.facts));
    TRY(check_giver(said, person.facts));
    auto facts = person.facts;
    if (said.duress_suspected && facts.capacity == cases::Capacity::Presumed)
        facts.capacity = cases::Capacity::Duress;
    if (!TRY(may_ask(world, said.person, said.purpose, said.recipient)))
        return fail(Fault::NotAllowed, "the person said no to this twice in this contact: it is not asked again");
    auto const span = TRY(span_of(world, said, newest));
    auto const id = world.new_id<Consent>();
    TRY(rows::insert_consent(world,
        { .id = id, .subject = person.subject, .consent = said, .facts = facts,
            .state = beginning(said, facts), .valid_from = span.from, .valid_until = span.until,
            .by = actor.account,
            .said_in = TRY(cases::conversation_of(world, actor, person.subject)) }));
    for (auto const& code : said.fields)
        TRY(rows::insert_field(world, id, code));
    TRY(audit::record(world, actor, "consent_given", about(id), about(person.subject)));
    tell_changed(world, person.subject);
    return id;
}

Done repeat_in_private(World& world, Actor const& actor, Id<Consent> id)
{
    auto const row = TRY(find(world, actor, id));
    if (row.state != State::PendingPrivate)
        return fail(Fault::Conflict, "this consent is not waiting to be repeated");
    TRY(rows::mark_repeated(world, id, actor.account));
    TRY(audit::record(world, actor, "consent_repeated_in_private", about(id), about(row.subject)));
    tell_changed(world, row.subject);
    return {};
}

Result<Withdrawn> withdraw(World& world, Actor const& actor, Id<Consent> id, std::string const& how)
{
    if (how != "said" && how != "written" && how != "by_receipt")
        return fail(Fault::Invalid, "a consent is withdrawn by saying so, by writing, or by receipt");
    auto const row = TRY(rows::consent(world, id));
    // A person who comes back by receipt is known to the edge; everybody else needs the relation.
    if (!row || (actor.kind != Actor::Kind::Signaler && !cases::may_open(world, actor, row->subject)))
        return fail(Fault::NotFound, "there is no such consent");
    if (row->state != State::Active && row->state != State::PendingPrivate)
        return Withdrawn {};
    TRY(rows::mark_revoked(world, id, how));
    TRY(audit::record(world, actor, "consent_withdrawn", about(id), about(row->subject)));
    auto stopped = TRY(outgoing::stop(world, actor, Basis { id }));
    tell_changed(world, row->subject);
    return stopped;
}

Result<Withdrawn> withdraw_all(World& world, Actor const& actor, Id<Person> person, std::string const& how)
{
    Withdrawn all;
    for (auto const id : TRY(rows::live_of(world, person)))
        add(all, TRY(withdraw(world, actor, id, how)));
    return all;
}

Result<Withdrawn> take_back(World& world, Id<Signal> conversation)
{
    auto const person = Actor::signaler();
    auto const about_it = audit::subject("signal", conversation);
    TRY(audit::record(world, person, "taken_back_by_number", about_it));
    std::vector<Id<Case>> affected;
    for (auto const subject : TRY(cases::cases_of(world, conversation)))
        if (TRY(rows::has_live(world, subject)))
            affected.push_back(subject);
    Withdrawn all;
    for (auto const id : TRY(rows::live_said_in(world, conversation)))
        add(all, TRY(withdraw(world, person, id, "by_receipt")));
    for (auto const who : TRY(rows::agreed_in(world, conversation)))
        add(all, TRY(withdraw_all(world, person, who, "by_receipt")));
    for (auto const subject : affected)
        TRY(desk::raise_alarm(world, "taken_back_by_number", audit::subject("case", subject)));
    return all;
}

Result<ConsentRow> find(World& world, Actor const& actor, Id<Consent> id)
{
    auto const row = TRY(rows::consent(world, id));
    if (!row || !cases::may_open(world, actor, row->subject))
        return fail(Fault::NotFound, "there is no such consent");
    return as_of(*row, world.now());
}

Result<std::vector<ConsentRow>> consents_of(World& world, Actor const& actor, Id<Case> subject)
{
    TRY(cases::may_open(world, actor, subject));
    auto consents = TRY(rows::consents_of(world, subject));
    for (auto& row : consents)
        row = as_of(std::move(row), world.now());
    std::ranges::stable_partition(consents,
        [](ConsentRow const& row) { return row.state == State::Active || row.state == State::PendingPrivate; });
    return consents;
}

Result<std::optional<ConsentRow>> in_force(
    World& world, Id<Person> person, Id<Organization> recipient, Purpose purpose)
{
    for (auto& row : TRY(rows::live_for(world, person, recipient, purpose)))
        if (!row.max_uses || TRY(rows::uses_of(world, row.id)) < *row.max_uses)
            return std::optional(std::move(row));
    return std::optional<ConsentRow> {};
}

Result<std::size_t> expire(World& world)
{
    auto const due = TRY(rows::due_to_end(world, world.now()));
    for (auto const id : due) {
        auto const row = TRY(rows::consent(world, id));
        TRY(rows::mark_expired(world, id));
        TRY(audit::record(world, Actor::system(), "consent_expired", about(id), about(row->subject)));
        TRY(outgoing::stop(world, Actor::system(), Basis { id }));
        tell_changed(world, row->subject);
    }
    return due.size();
}

} // namespace reachline::hotline::consent
