#include "hotline/consent/exception.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/consent/consent_store.hpp"
#include "hotline/consent/exception_store.hpp"
#include "hotline/consent/outgoing.hpp"
#include "hotline/desk/alarms.hpp"

#include <algorithm>
#include <set>

namespace reachline::hotline::consent {

namespace {

using people::Permission;

constexpr std::size_t key_limit = 64;
constexpr std::size_t rule_limit = 256;
constexpr std::size_t facts_limit = 8 * 1024;

audit::Subject about(Id<Exception> id) { return audit::subject("exception", id); }
audit::Subject about(Id<Case> id) { return audit::subject("case", id); }
constexpr keys::Place facts_place(Id<Exception> id) { return { "exception", "facts_sealed", id.value }; }
constexpr keys::Place reason_place(Id<Exception> id) { return { "exception", "decision_reason_sealed", id.value }; }
constexpr keys::Place review_place(Id<Exception> id) { return { "exception", "review_sealed", id.value }; }

void tell_changed(World& world, Id<Exception> id, Id<Case> subject)
{
    world.tell({ .kind = Notice::Kind::DecisionWaiting, .subject = id.value });
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = subject.value });
}

bool is_code(std::string const& text)
{
    return text.size() >= 2 && text.size() <= 64
        && std::ranges::all_of(text, [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

bool is_one_of(std::vector<std::string> const& roles, std::string_view role)
{
    return std::ranges::find(roles, role) != roles.end();
}

/// What the exception is for follows from its kind and from who receives it.
Result<Purpose> purpose_of(World& world, ExceptionKind kind, Id<Organization> recipient)
{
    auto const roles_for = [&](Purpose purpose) {
        return rows::roles_for(world, recipient, json::enum_name(purpose), world.now());
    };
    if (kind == ExceptionKind::ImminentDanger) {
        auto const roles = TRY(roles_for(Purpose::EmergencyCoordination));
        if (is_one_of(roles, "psap") || is_one_of(roles, "law_enforcement"))
            return Purpose::EmergencyCoordination;
        return fail(Fault::NotAllowed, "in danger only 911, police or child welfare are told without consent");
    }
    if (!TRY(roles_for(Purpose::ChildWelfareReport)).empty())
        return Purpose::ChildWelfareReport;
    auto const roles = TRY(roles_for(Purpose::LeReport));
    if (is_one_of(roles, "law_enforcement") || (kind != ExceptionKind::MinorAbuse && !roles.empty()))
        return Purpose::LeReport;
    if (kind != ExceptionKind::MinorAbuse && !TRY(roles_for(Purpose::RecordsRequest)).empty())
        return Purpose::RecordsRequest;
    return fail(Fault::NotAllowed, "this organisation is not designated to be told without consent");
}

Done check_words(NewException const& wanted)
{
    if (wanted.idempotency_key.size() > key_limit)
        return fail(Fault::Invalid, "the idempotency key is too long");
    if (wanted.rule.empty() || wanted.rule.size() > rule_limit)
        return fail(Fault::Invalid, "an exception names the rule or the law that it rests on");
    if (wanted.observations.empty() || !std::ranges::all_of(wanted.observations, is_code)
        || std::set(wanted.observations.begin(), wanted.observations.end()).size() != wanted.observations.size())
        return fail(Fault::Invalid, "an exception names what was seen or heard, by codes, each once");
    return {};
}

Done check_scope(World& world, NewException const& wanted)
{
    if (wanted.fields.empty())
        return fail(Fault::Invalid, "an exception names what would leave");
    if (std::set(wanted.fields.begin(), wanted.fields.end()).size() != wanted.fields.size())
        return fail(Fault::Invalid, "a field is named twice");
    auto const scope = TRY(rows::scope_of(world, wanted.kind));
    for (auto const& field : wanted.fields)
        if (std::ranges::find(scope, field, &rows::ScopeField::code) == scope.end())
            return fail(Fault::NotAllowed, "this kind of exception never covers that field");
    return {};
}

/// C10, C15: a report about a minor needs one who is known to be a minor.
Done check_kind(NewException const& wanted, cases::PersonFacts const& facts)
{
    if (wanted.kind == ExceptionKind::MinorAbuse && facts.age_band != cases::AgeBand::Minor)
        return fail(Fault::NotAllowed, "this exception is for minors; an age that is not known is no licence to report");
    return {};
}

Result<Id<Exception>> insert(
    World& world, Actor const& actor, cases::PersonRow const& person, NewException const& wanted, bool solo)
{
    auto const purpose = TRY(purpose_of(world, wanted.kind, wanted.recipient));
    auto const id = world.new_id<Exception>();
    auto const folder = TRY(cases::folder_of(world, person.subject));
    auto const facts = TRY(clean_text(wanted.facts, facts_limit));
    TRY(rows::insert_exception(world,
        { .id = id, .subject = person.subject, .purpose = purpose, .wanted = wanted, .age_band = person.facts.age_band, .by = actor.account,
            .decide_by = world.now() + concur_within,
            .facts_sealed = TRY(world.keys.seal(folder, facts_place(id), facts)), .solo = solo }));
    for (auto const& field : wanted.fields)
        TRY(rows::insert_exception_field(world, id, wanted.kind, solo, field));
    for (auto const& code : wanted.observations)
        TRY(rows::insert_observation(world, id, code));
    return id;
}

Result<ExceptionRow> for_supervisor(World& world, Actor const& actor, Id<Exception> id)
{
    auto const row = TRY(find(world, actor, id));
    if (!actor.may(Permission::DecideException))
        return fail(Fault::NotAllowed, "only a supervisor decides this");
    if (row.requested_by == actor.account)
        return fail(Fault::NotAllowed, "who asked for it cannot also decide it");
    return row;
}

Result<Bytes> sealed_reason(World& world, Id<Case> subject, keys::Place place, std::string const& reason)
{
    auto const text = TRY(clean_text(reason, facts_limit));
    if (text.empty())
        return fail(Fault::Invalid, "a decision says why");
    return world.keys.seal(TRY(cases::folder_of(world, subject)), place, text);
}

} // namespace

Result<Id<Exception>> request(World& world, Actor const& actor, NewException const& wanted)
{
    auto const person = TRY(cases::find_person(world, actor, wanted.person));
    TRY(check_words(wanted));
    if (!wanted.idempotency_key.empty())
        if (auto const earlier = TRY(rows::exception_by_key(world, actor.account, wanted.idempotency_key)))
            return *earlier;
    TRY(check_kind(wanted, person.facts));
    TRY(check_scope(world, wanted));
    auto const id = TRY(insert(world, actor, person, wanted, false));
    TRY(audit::record(world, actor, "exception_requested", about(id), about(person.subject)));
    TRY(desk::raise_alarm(world, "exception_requested", about(id)));
    tell_changed(world, id, person.subject);
    return id;
}

Done decide(World& world, Actor const& actor, Id<Exception> id, Verdict verdict, std::string const& reason)
{
    auto const row = TRY(for_supervisor(world, actor, id));
    if (row.state != ExceptionState::Requested)
        return fail(Fault::Conflict, "this exception is decided already");
    auto const sealed = TRY(sealed_reason(world, row.subject, reason_place(id), reason));
    TRY(rows::mark_decided(world, id, verdict == Verdict::Approve, actor.account, sealed));
    if (verdict == Verdict::Approve)
        TRY(audit::record(world, actor, "exception_approved", about(id), about(row.subject)));
    else
        TRY(audit::record(world, actor, "exception_refused", about(id), about(row.subject)));
    TRY(desk::end_alarm(world, "exception_requested", about(id)));
    TRY(desk::end_alarm(world, "decision_overdue", about(id)));
    tell_changed(world, id, row.subject);
    return {};
}

Result<Id<Exception>> solo_emergency(World& world, Actor const& actor, SoloEmergency const& emergency)
{
    auto const person = TRY(cases::find_person(world, actor, emergency.person));
    NewException wanted { .person = emergency.person, .kind = ExceptionKind::ImminentDanger,
        .rule = emergency.rule, .recipient = emergency.recipient, .fields = {}, .observations = emergency.observations,
        .facts = emergency.facts, .idempotency_key = emergency.idempotency_key };
    TRY(check_words(wanted));
    if (!wanted.idempotency_key.empty())
        if (auto const earlier = TRY(rows::exception_by_key(world, actor.account, wanted.idempotency_key)))
            return *earlier;
    for (auto& field : TRY(rows::scope_of(world, wanted.kind)))
        if (field.alone)
            wanted.fields.push_back(std::move(field.code));
    TRY(check_scope(world, wanted));
    auto const id = TRY(insert(world, actor, person, wanted, true));
    TRY(audit::record(world, actor, "solo_emergency", about(id), about(person.subject)));
    TRY(desk::raise_alarm(world, "solo_emergency", about(id)));
    tell_changed(world, id, person.subject);
    return id;
}

Done concur(World& world, Actor const& actor, Id<Exception> id, Judgement judgement, std::string const& reason)
{
    auto const row = TRY(for_supervisor(world, actor, id));
    if (!row.solo || row.concurred_by)
        return fail(Fault::Conflict, "this waits for no first look");
    auto const sealed = TRY(sealed_reason(world, row.subject, reason_place(id), reason));
    // One whose day is over cannot be corrected any more, only be looked at.
    bool const concurs = judgement == Judgement::Concur || row.state != ExceptionState::Approved;
    TRY(rows::mark_concurred(world, id, concurs, actor.account, sealed));
    if (judgement == Judgement::Correct) {
        TRY(audit::record(world, actor, "solo_emergency_corrected", about(id), about(row.subject)));
        TRY(outgoing::stop(world, actor, Basis { id }));
    } else {
        TRY(audit::record(world, actor, "solo_emergency_concurred", about(id), about(row.subject)));
    }
    TRY(desk::end_alarm(world, "solo_emergency", about(id)));
    TRY(desk::end_alarm(world, "decision_overdue", about(id)));
    tell_changed(world, id, row.subject);
    return {};
}

Done review(World& world, Actor const& actor, Id<Exception> id, std::string const& outcome)
{
    auto const row = TRY(for_supervisor(world, actor, id));
    if (!row.solo || row.reviewed_by)
        return fail(Fault::Conflict, "this waits for no review");
    if (row.concurred_by == actor.account)
        return fail(Fault::NotAllowed, "the second look is another's than the first");
    auto const sealed = TRY(sealed_reason(world, row.subject, review_place(id), outcome));
    TRY(rows::mark_reviewed(world, id, actor.account, sealed));
    TRY(audit::record(world, actor, "solo_emergency_reviewed", about(id), about(row.subject)));
    TRY(desk::end_alarm(world, "review_overdue", about(id)));
    tell_changed(world, id, row.subject);
    return {};
}

Result<ExceptionRow> find(World& world, Actor const& actor, Id<Exception> id)
{
    auto const row = TRY(rows::exception(world, id));
    if (!row || !cases::may_open(world, actor, row->subject))
        return fail(Fault::NotFound, "there is no such exception");
    return *row;
}

Result<std::vector<ExceptionRow>> exceptions_of(World& world, Actor const& actor, Id<Case> subject)
{
    TRY(cases::may_open(world, actor, subject));
    return rows::exceptions_of(world, subject);
}

Result<std::vector<ExceptionRow>> waiting(World& world, Actor const& actor)
{
    if (!actor.may(Permission::DecideException))
        return fail(Fault::NotAllowed, "only a supervisor decides this");
    return rows::open_exceptions(world);
}

Result<ExceptionWords> read_words(World& world, Actor const& actor, Id<Exception> id)
{
    auto const row = TRY(find(world, actor, id));
    auto const reading = TRY(audit::read(world, actor, audit::Purpose::DecideStep, about(id)));
    auto const sealed = TRY(rows::words_of(world, id));
    return ExceptionWords { .facts = TRY(world.keys.open(facts_place(id), sealed.facts)),
        .decision_reason = sealed.decision_reason ? TRY(world.keys.open(reason_place(id), *sealed.decision_reason))
                                                  : PrivateText {},
        .reading = reading };
}

Result<std::size_t> watch_exceptions(World& world)
{
    std::size_t rung = 0;
    for (auto const& row : TRY(rows::open_exceptions(world))) {
        bool const first_look = row.state == ExceptionState::Requested || !row.concurred_by;
        if (first_look && row.decide_by && world.now() >= *row.decide_by) {
            TRY(desk::raise_alarm(world, "decision_overdue", about(row.id)));
            ++rung;
        }
        if (row.review_due && !row.reviewed_by && world.now() >= *row.review_due) {
            TRY(desk::raise_alarm(world, "review_overdue", about(row.id)));
            ++rung;
        }
    }
    for (auto const id : TRY(rows::exceptions_past_end(world, world.now()))) {
        auto const row = TRY(rows::exception(world, id));
        TRY(rows::mark_exception_expired(world, id));
        TRY(audit::record(world, Actor::system(), "exception_expired", about(id), about(row->subject)));
        TRY(outgoing::stop(world, Actor::system(), Basis { id }));
        tell_changed(world, id, row->subject);
    }
    return rung;
}

} // namespace reachline::hotline::consent
