#pragma once

// The promises about consent, each as a query that finds the rows which break it. Written from the
// rules, not from the gate; only consent.cpp includes it. A new rule is one more row.

#include "base/result.hpp"

#include <array>
#include <string_view>

namespace reachline::app::verify {

/// A promise, and the query that finds every row that breaks it.
struct Promise {
    char const* rule;
    char const* what;
    char const* table;
    Literal broken_by;
};

// Who may say yes, how, for how long: from the consent's own row.
inline constexpr std::array consent_promises {
    Promise { "C2", "a consent was given without being told the risks", "consent",
        "select id from consent where told_risks is not 1" },
    Promise { "C2", "a consent was given without being told that help does not depend on it", "consent",
        "select id from consent where told_not_condition is not 1" },
    Promise { "C2", "a consent rests on a script that is not there", "consent",
        "select id from consent c where not exists (select 1 from consent_script s "
        "where s.purpose = c.purpose and s.version = c.script_version)" },
    Promise { "C3", "a consent was given in a way that nobody knows", "consent",
        "select id from consent c where not exists (select 1 from consent_method m where m.code = c.method)" },
    Promise { "C3", "a consent is weaker than the hotline's standard", "consent",
        "select c.id from consent c join consent_method m on m.code = c.method, release_standard r "
        "where m.rank > r.weakest_rank and c.recorded_at > coalesce((select max(at) from event "
        "where what = 'release_standard_set'), 0)" },
    Promise { "C3", "a consent that two heard was heard by one", "consent",
        "select id from consent where method = 'verbal_two_staff' and (witnessed_by is null or witnessed_by = recorded_by)" },
    Promise { "C4", "a consent has no end, or ends before it begins", "consent",
        "select id from consent where valid_until is null or valid_from is null or valid_until <= valid_from" },
    Promise { "C4", "a consent lasts more than ninety days", "consent",
        "select id from consent where valid_until - valid_from > 90 * 86400000" },
    Promise { "C4", "a consent lasts longer than its script allows", "consent",
        "select c.id from consent c join consent_script s on s.purpose = c.purpose and s.version = c.script_version "
        "where c.valid_until - c.valid_from > s.longest_hours * 3600000" },
    Promise { "C4", "a consent began before it was recorded", "consent",
        "select id from consent where valid_from < recorded_at" },
    Promise { "C5", "a consent is for nobody who was ever designated for this purpose", "consent",
        "select id from consent c where not (c.purpose = 'follow_up' and c.recipient = 1) and not exists "
        "(select 1 from partner p join purpose_recipient u on u.role = p.role where u.purpose = c.purpose "
        "and p.organization = c.recipient and p.designated_at <= c.recorded_at)" },
    Promise { "C5", "a consent to be contacted is for another than the hotline, or the other way round", "consent",
        "select id from consent where (purpose = 'follow_up') <> (recipient = 1)" },
    Promise { "C5", "a consent is of a person of another case", "consent",
        "select c.id from consent c where not exists (select 1 from person p where p.id = c.person and p.case_id = c.case_id)" },
    Promise { "C6", "a withdrawn consent does not say when and how", "consent",
        "select id from consent where (status = 'revoked') <> (revoked_at is not null) "
        "or (revoked_at is null) <> (revoked_how is null)" },
    Promise { "C7", "a consent covers more, or less, than was agreed to", "consent",
        "select id from consent c where field_count <> (select count(*) from consent_field f where f.consent = c.id)" },
    Promise { "C7", "a consent covers nothing and says nothing else", "consent",
        "select id from consent where field_count = 0 and purpose not in ('follow_up', 'live_transfer', 'interpreter')" },
    Promise { "C20", "a consent covers a field that the forms do not have", "consent_field",
        "select consent from consent_field f where not exists (select 1 from field where code = f.field_code)" },
    Promise { "C9", "a consent given in doubt or under duress is in force without having been repeated", "consent",
        "select id from consent where status = 'active' and repeated_at is null and capacity <> 'presumed' "
        "and not (capacity = 'lacking' and given_by in ('guardian', 'both'))" },
    Promise { "C10", "a guardian who is, or may be, the abuser has consented", "consent",
        "select id from consent where given_by in ('guardian', 'both') and guardian_is_abuser <> 'no'" },
    Promise { "C10", "somebody consented for an adult who can", "consent",
        "select id from consent where given_by <> 'self' and age_band <> 'minor' and capacity <> 'lacking'" },
    Promise { "C10", "a minor consented alone without a law, or a guardian without the minor", "consent",
        "select id from consent where age_band = 'minor' and (given_by = 'guardian' "
        "or (given_by = 'self' and coalesce(minor_alone_rule, '') = ''))" },
    Promise { "C11", "who tells of another consented for the other", "consent_field",
        "select c.id from consent c join consent_field f on f.consent = c.id where c.person_role <> 'potential_victim' "
        "and not exists (select 1 from teller_field t where t.code = f.field_code)" },
    Promise { "C11", "a person let out who told", "consent_field",
        "select c.id from consent c join consent_field f on f.consent = c.id join teller_field t on t.code = f.field_code "
        "where c.person_role = 'potential_victim' and t.only_theirs = 1" },
    Promise { "C11", "an alleged trafficker gave a consent", "consent",
        "select id from consent where person_role not in ('potential_victim', 'caller', 'other')" },
    Promise { "C18", "a person was asked a third time in one contact", "consent_refusal",
        "select max(id) from consent_refusal group by person, recipient, purpose, contact having count(*) > 2" },
    Promise { "C21", "a consent is in a language without a script and without an interpreter", "consent",
        "select id from consent c where coalesce(interpreter, '') = '' "
        "and not exists (select 1 from consent_language l where l.language = c.language)" },
};

// Why something may leave without consent, and who said so.
inline constexpr std::array exception_promises {
    Promise { "C12", "an exception is of no kind that there is", "exception",
        "select id from exception where kind not in ('minor_abuse', 'imminent_danger', 'court_order', 'statute', 'directive')" },
    Promise { "C12", "an exception covers more than its kind may ever cover", "exception_field",
        "select e.id from exception e join exception_field f on f.exception = e.id where not exists "
        "(select 1 from exception_scope s where s.kind = e.kind and s.code = f.field_code)" },
    Promise { "C12", "an exception covers more, or less, than was asked for", "exception",
        "select id from exception e where field_count <> (select count(*) from exception_field f where f.exception = e.id)" },
    Promise { "C13", "an exception rests on nothing that was seen or heard, or on no rule", "exception",
        "select id from exception e where coalesce(rule, '') = '' "
        "or not exists (select 1 from exception_observation o where o.exception = e.id)" },
    Promise { "C13", "an exception was decided by who asked for it", "exception",
        "select id from exception where solo = 0 and decided_by = requested_by" },
    Promise { "C13", "an exception is in force, or was, and nobody decided it", "exception",
        "select id from exception where state in ('approved', 'corrected', 'refused') and (decided_by is null or decided_at is null)" },
    Promise { "C13", "an exception lasts more than a day from its decision, or has no end", "exception",
        "select id from exception where state in ('approved', 'corrected') and (valid_until is null "
        "or valid_until - decided_at > 86400000)" },
    Promise { "C13", "an exception is of a person of another case", "exception",
        "select e.id from exception e where not exists (select 1 from person p where p.id = e.person and p.case_id = e.case_id)" },
    Promise { "C14", "somebody acted alone for another reason than imminent danger", "exception",
        "select id from exception where solo = 1 and kind <> 'imminent_danger'" },
    Promise { "C14", "somebody acting alone sent more than one may alone", "exception_field",
        "select e.id from exception e join exception_field f on f.exception = e.id where e.solo = 1 and not exists "
        "(select 1 from exception_scope s where s.kind = e.kind and s.code = f.field_code and s.alone = 1)" },
    Promise { "C14", "somebody who acted alone also concurred or reviewed", "exception",
        "select id from exception where solo = 1 and (concurred_by = requested_by or reviewed_by = requested_by "
        "or reviewed_by = concurred_by)" },
    Promise { "C14", "nobody was rung about a solo emergency", "exception",
        "select id from exception e where solo = 1 and not exists (select 1 from alarm a "
        "where a.kind = 'solo_emergency' and a.about_id = e.id)" },
    Promise { "C15", "a report of a minor's abuse is about somebody who is not known to be a minor", "exception",
        "select id from exception where kind = 'minor_abuse' and age_band <> 'minor'" },
    Promise { "C15", "a report of a minor's abuse, or a danger, went to no authority", "exception",
        "select id from exception e where kind in ('minor_abuse', 'imminent_danger') and not exists (select 1 from partner p "
        "join purpose_recipient u on u.role = p.role where p.organization = e.recipient and u.purpose = e.purpose "
        "and p.role in ('law_enforcement', 'child_welfare', 'psap') and p.designated_at <= e.requested_at)" },
};

// What has left, and by what.
inline constexpr std::array disclosure_promises {
    Promise { "C1", "something left, or waits, on no basis or on two", "disclosure",
        "select id from disclosure where (consent is null) = (exception is null)" },
    Promise { "C1", "something left on a consent that is not there", "disclosure",
        "select d.id from disclosure d where consent is not null and not exists (select 1 from consent c where c.id = d.consent)" },
    Promise { "C1", "something left on an exception that is not there", "disclosure",
        "select d.id from disclosure d where exception is not null and not exists (select 1 from exception e where e.id = d.exception)" },
    Promise { "C1", "a field left that its consent does not cover", "disclosure_field",
        "select f.disclosure from disclosure_field f where f.consent is not null and not exists "
        "(select 1 from consent_field s where s.consent = f.consent and s.field_code = f.field_code)" },
    Promise { "C1", "a field left that its exception does not cover", "disclosure_field",
        "select f.disclosure from disclosure_field f where f.exception is not null and not exists "
        "(select 1 from exception_field s where s.exception = f.exception and s.field_code = f.field_code)" },
    Promise { "C1", "a field left on another basis than its disclosure, or on none", "disclosure_field",
        "select f.disclosure from disclosure_field f left join disclosure d on d.id = f.disclosure "
        "where d.id is null or f.consent is not d.consent or f.exception is not d.exception" },
    Promise { "C1", "more, or fewer, fields left than were decided", "disclosure",
        "select id from disclosure d where state = 'sent' and field_count <> "
        "(select count(*) from disclosure_field f where f.disclosure = d.id)" },
    Promise { "C1", "a disclosure holds no page that could be checked", "disclosure",
        "select id from disclosure where content_hash is null or length(content_hash) <> 32 or document_sealed is null" },
    Promise { "C5", "something left about another person than agreed to", "disclosure",
        "select d.id from disclosure d left join consent c on c.id = d.consent left join exception e on e.id = d.exception "
        "where d.person <> coalesce(c.person, e.person)" },
    Promise { "C5", "something left to another recipient than agreed to", "disclosure",
        "select d.id from disclosure d left join consent c on c.id = d.consent left join exception e on e.id = d.exception "
        "where d.recipient <> coalesce(c.recipient, e.recipient)" },
    Promise { "C5", "something left for another purpose than agreed to", "disclosure",
        "select d.id from disclosure d left join consent c on c.id = d.consent left join exception e on e.id = d.exception "
        "where d.purpose <> coalesce(c.purpose, e.purpose)" },
    Promise { "C5", "something left about a person of another case", "disclosure",
        "select d.id from disclosure d where not exists (select 1 from person p where p.id = d.person and p.case_id = d.case_id)" },
    Promise { "C4", "something was decided before its consent began or after its end", "disclosure",
        "select d.id from disclosure d join consent c on c.id = d.consent "
        "where d.decided_at < c.valid_from or d.decided_at >= c.valid_until" },
    Promise { "C4", "something left after its consent ended", "disclosure",
        "select d.id from disclosure d join consent c on c.id = d.consent where d.sent_at >= c.valid_until" },
    Promise { "C4", "a consent was used more often than agreed to", "consent",
        "select c.id from consent c where c.max_uses < (select count(*) from disclosure d where d.consent = c.id "
        "and d.state <> 'cancelled') + (select count(*) from contact_made m where m.consent = c.id)" },
    Promise { "C6", "something left, or was decided, after its consent was taken back", "disclosure",
        "select d.id from disclosure d join consent c on c.id = d.consent "
        "where d.sent_at > c.revoked_at or d.decided_at > c.revoked_at" },
    Promise { "C6", "something still waits though its consent has ended", "disclosure",
        "select d.id from disclosure d join consent c on c.id = d.consent where d.state = 'queued' and c.status in ('revoked', 'expired')" },
    Promise { "C6", "a recipient still holds what was sent under a consent that has ended", "disclosure",
        "select d.id from disclosure d join consent c on c.id = d.consent "
        "where d.state = 'sent' and d.taken_back_at is null and c.status in ('revoked', 'expired')" },
    Promise { "C9", "something was decided on a consent before it was repeated in private", "disclosure",
        "select d.id from disclosure d join consent c on c.id = d.consent where c.status = 'pending_private' "
        "or d.decided_at < c.repeated_at" },
    Promise { "C13", "something left on an exception before it was decided, or after its end", "disclosure",
        "select d.id from disclosure d join exception e on e.id = d.exception where e.decided_at is null "
        "or d.decided_at < e.decided_at or d.decided_at >= e.valid_until or d.sent_at >= e.valid_until" },
    Promise { "C13", "something left on an exception that was refused", "disclosure",
        "select d.id from disclosure d join exception e on e.id = d.exception where e.state in ('requested', 'refused')" },
    Promise { "C14", "something left, waits, or is still held after a supervisor corrected it", "disclosure",
        "select d.id from disclosure d join exception e on e.id = d.exception where e.state = 'corrected' "
        "and (d.decided_at > e.concurred_at or d.sent_at > e.concurred_at or d.state = 'queued' "
        "or (d.state = 'sent' and d.taken_back_at is null))" },
    Promise { "C17", "something left to who was not designated at the time", "disclosure",
        "select d.id from disclosure d where not exists (select 1 from partner p join purpose_recipient u on u.role = p.role "
        "where p.organization = d.recipient and u.purpose = d.purpose and p.designated_at <= d.decided_at "
        "and (p.ended_at is null or p.ended_at >= coalesce(d.sent_at, d.decided_at)))" },
    Promise { "C1", "the hotline disclosed something to itself", "disclosure", "select id from disclosure where recipient = 1" },
    Promise { "C1", "the state of a disclosure and its times do not agree", "disclosure",
        "select id from disclosure where (state = 'sent') <> (sent_at is not null) or sent_at < decided_at "
        "or (state = 'cancelled') <> (cancelled_at is not null) or (acknowledged_at is not null and sent_at is null)" },
    Promise { "C1", "a person was contacted without a consent in force", "contact_made",
        "select m.id from contact_made m where not exists (select 1 from consent c where c.id = m.consent "
        "and c.purpose = 'follow_up' and c.person = m.person and m.at >= c.valid_from and m.at < c.valid_until "
        "and (c.revoked_at is null or m.at <= c.revoked_at) and (c.repeated_at is null or m.at >= c.repeated_at))" },
};

// Whoever goes through the hotline leaves an event; a row without one came another way.
inline constexpr std::array audit_promises {
    Promise { "audit", "a consent was recorded and no event says so", "consent",
        "select id from consent c where not exists (select 1 from event e where e.what = 'consent_given' "
        "and e.about = 'consent' and e.about_id = c.id)" },
    Promise { "audit", "a consent was withdrawn and no event says so", "consent",
        "select id from consent c where status = 'revoked' and not exists (select 1 from event e "
        "where e.what = 'consent_withdrawn' and e.about = 'consent' and e.about_id = c.id)" },
    Promise { "audit", "a consent was repeated in private and no event says so", "consent",
        "select id from consent c where repeated_at is not null and not exists (select 1 from event e "
        "where e.what = 'consent_repeated_in_private' and e.about = 'consent' and e.about_id = c.id)" },
    Promise { "audit", "an exception was asked for and no event says so", "exception",
        "select id from exception x where not exists (select 1 from event e where e.what in ('exception_requested', "
        "'solo_emergency') and e.about = 'exception' and e.about_id = x.id)" },
    Promise { "audit", "an exception was approved and no event of who decided says so", "exception",
        "select id from exception x where solo = 0 and state = 'approved' and not exists (select 1 from event e "
        "where e.what = 'exception_approved' and e.about = 'exception' and e.about_id = x.id and e.actor = x.decided_by)" },
    Promise { "audit", "something was decided to leave and no event says so", "disclosure",
        "select id from disclosure d where not exists (select 1 from event e where e.what = 'disclosure_decided' "
        "and e.about = 'disclosure' and e.about_id = d.id)" },
    Promise { "audit", "something left and no event says so", "disclosure",
        "select id from disclosure d where state = 'sent' and not exists (select 1 from event e where e.what = 'disclosure_sent' "
        "and e.about = 'disclosure' and e.about_id = d.id)" },
};

/// What the database itself refuses with. A file that lost one of them has a hole in its wall.
inline constexpr auto wall = std::to_array<std::string_view>({ "call_ground_carries",
    "call_ground_is_kept", "call_ground_stays", "call_party_has_ground", "call_party_is_not_remade", "consent_field_is_kept", "consent_field_is_ones_own",
    "consent_field_stays", "consent_field_within", "consent_is_informed", "consent_is_kept", "consent_is_of_person",
    "consent_only_ends", "consent_place_stays", "consent_role_stays", "consent_said_in_its_case", "consent_stays", "contact_has_basis", "contact_is_kept", "contact_stays",
    "disclosure_acknowledged_once", "disclosure_field_is_kept", "disclosure_field_stays", "disclosure_field_within",
    "disclosure_goes_forward", "disclosure_has_basis", "disclosure_is_kept", "disclosure_stays",
    "disclosure_taken_back_once", "exception_age_stays", "exception_decided_once", "exception_field_is_kept",
    "exception_field_stays", "exception_field_within", "exception_has_recipient", "exception_is_kept",
    "exception_is_of_person", "exception_looked_at_once", "exception_stays", "observation_is_kept", "observation_stays", "refusal_is_kept", "refusal_is_new",
    "refusal_stays" });

} // namespace reachline::app::verify
