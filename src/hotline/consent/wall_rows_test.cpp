// The second wall, constraint by constraint: a sound row goes in, and the same row with one thing
// wrong does not. Each of these fails when the one constraint that it names is taken away.

#include "hotline/consent/cast_for_tests.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

namespace {

using Maybe = std::optional<std::int64_t>;
using MaybeText = std::optional<char const*>;

void refused(Result<std::int64_t> const& changed, char const* what)
{
    REQUIRE_MESSAGE(!changed, what);
    CHECK_MESSAGE(changed.error().fault == Fault::NotAllowed, what);
}

struct ConsentRowOnDisk {
    std::int64_t recipient = 7001;
    char const* purpose = "referral";
    char const* given_by = "self";
    char const* method = "typed_in_chat";
    MaybeText interpreter {};
    cases::PersonFacts facts { .age_band = cases::AgeBand::Adult };
    char const* age_band = "adult";
    char const* capacity = "presumed";
    char const* guardian_is_abuser = "unknown";
    MaybeText minor_rule {};
    char const* status = "active";
    std::int64_t life = 1000;
    Maybe max_uses {};
    std::int64_t field_count = 1;
    Maybe witness {}, repeated_by {}, repeated_at {}, revoked_at {};
    MaybeText revoked_how {};
};

struct ExceptionRowOnDisk {
    std::int64_t recipient = 7005;
    char const* purpose = "emergency_coordination";
    char const* kind = "imminent_danger";
    char const* rule = "TX-psap";
    std::int64_t solo = 1;
    char const* state = "approved";
    std::int64_t field_count = 1;
    Maybe decided_by = 11, decided_at = 0, valid_until = 1000, concurred_by {}, concurred_at {}, review_due = 0, reviewed_by {},
          reviewed_at {};
};

constexpr char insert_consent[] = R"sql(
    insert into consent (id, case_id, person, recipient, purpose, given_by, method, language, interpreter,
        script_version, told_risks, told_not_condition, age_band, capacity, guardian_is_abuser, minor_alone_rule,
        status, valid_from, valid_until, max_uses, field_count, recorded_by, recorded_at, witnessed_by, repeated_by,
        repeated_at, revoked_at, revoked_how, person_role)
    values (902, ?1, ?2, ?3, ?4, ?5, ?6, 'en', ?7, 1, 1, 1, ?8, ?9, ?10, ?11, ?12, ?13, ?13 + ?14, ?15, ?16, 11, ?13,
        ?17, ?18, ?19, ?20, ?21, 'potential_victim')
)sql";
constexpr char insert_exception[] = R"sql(
    insert into exception (id, case_id, person, recipient, purpose, kind, rule, solo, state, field_count,
        facts_sealed, told_person, requested_by, requested_at, decide_by, decided_by, decided_at, valid_until,
        concurred_by, concurred_at, review_due, reviewed_by, reviewed_at, age_band)
    values (903, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, x'00', 0, 11, ?10, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, 'adult')
)sql";

struct Rows : GateCast {
    Result<std::int64_t> try_consent(ConsentRowOnDisk const& r)
    {
        REQUIRE(database.savepoint());
        auto const person = person_in(subject, r.facts);
        auto done = database.run(insert_consent, subject, person, r.recipient, r.purpose, r.given_by, r.method, r.interpreter,
            r.age_band, r.capacity, r.guardian_is_abuser, r.minor_rule, r.status, world.now(), r.life, r.max_uses,
            r.field_count, r.witness, r.repeated_by, r.repeated_at, r.revoked_at, r.revoked_how);
        database.undo();
        return done;
    }
    void accepts(ConsentRowOnDisk const& r, char const* what) { CHECK_MESSAGE(try_consent(r), what); }
    void refuses(ConsentRowOnDisk const& r, char const* what) { refused(try_consent(r), what); }

    /// Times are milliseconds from now.
    Result<std::int64_t> try_exception(ExceptionRowOnDisk const& r)
    {
        auto const now = milliseconds_of(world.now());
        auto const at = [&](Maybe ms) { return ms ? Maybe(now + *ms) : Maybe(); };
        REQUIRE(database.savepoint());
        auto done = database.run(insert_exception, subject, fern, r.recipient, r.purpose, r.kind, r.rule, r.solo, r.state,
            r.field_count, now, r.decided_by, at(r.decided_at), at(r.valid_until), r.concurred_by, at(r.concurred_at),
            at(r.review_due), r.reviewed_by, at(r.reviewed_at));
        database.undo();
        return done;
    }
    void accepts(ExceptionRowOnDisk const& r, char const* what) { CHECK_MESSAGE(try_exception(r), what); }
    void refuses(ExceptionRowOnDisk const& r, char const* what) { refused(try_exception(r), what); }
};

cases::PersonFacts minor_with(cases::Known guardian_is_abuser)
{
    return { .age_band = cases::AgeBand::Minor, .guardian_is_abuser = guardian_is_abuser };
}
cases::PersonFacts adult_with(cases::Capacity capacity, cases::Known guardian_is_abuser = cases::Known::Unknown)
{
    return { .age_band = cases::AgeBand::Adult, .capacity = capacity, .guardian_is_abuser = guardian_is_abuser };
}

Id<Exception> alone(GateCast& cast)
{
    return solo_emergency(cast.world, cast.maria,
        { .person = cast.fern, .recipient = GateCast::the_911, .rule = "TX-psap", .observations = { "violence_heard" }, .facts = "" }).value();
}

Id<Exception> approved(GateCast& cast)
{
    auto const id = request(cast.world, cast.maria, cast.danger()).value();
    REQUIRE(decide(cast.world, cast.ana, id, Verdict::Approve, "yes"));
    return id;
}

} // namespace

TEST("wall: how long, for what and for whom a consent may be")
{
    Rows rows;
    rows.accepts(ConsentRowOnDisk {}, "a sound consent");
    rows.accepts(ConsentRowOnDisk { .life = 7'776'000'000 }, "ninety days");
    rows.refuses(ConsentRowOnDisk { .life = 7'776'000'001 }, "more than ninety days");
    rows.refuses(ConsentRowOnDisk { .life = 0 }, "no time at all");
    rows.accepts(ConsentRowOnDisk { .purpose = "live_transfer", .life = 86'400'000, .field_count = 0 }, "a transfer of a day");
    rows.refuses(ConsentRowOnDisk { .purpose = "live_transfer", .life = 86'400'001 }, "longer than the script allows");
    rows.refuses(ConsentRowOnDisk { .field_count = 0 }, "a referral that covers nothing");
    rows.refuses(ConsentRowOnDisk { .max_uses = 0 }, "no use at all");
    rows.refuses(ConsentRowOnDisk { .interpreter = "" }, "an interpreter without a name");
    rows.accepts(ConsentRowOnDisk { .recipient = 1, .purpose = "follow_up", .field_count = 0 }, "a follow-up");
    rows.refuses(ConsentRowOnDisk { .recipient = 7001, .purpose = "follow_up" }, "a follow-up by somebody else");
    rows.refuses(ConsentRowOnDisk { .recipient = 1 }, "a referral to ourselves");
}

TEST("wall: in which way a consent is given")
{
    Rows rows;
    rows.refuses(ConsentRowOnDisk { .method = "nod" }, "a nod");
    rows.refuses(ConsentRowOnDisk { .method = "verbal_two_staff" }, "two heard it, and one is named");
    rows.refuses(ConsentRowOnDisk { .method = "verbal_two_staff", .witness = 11 }, "the same one twice");
    rows.accepts(ConsentRowOnDisk { .method = "verbal_two_staff", .witness = 12 }, "two");
    rows.accepts(ConsentRowOnDisk { .method = "verbal_one_staff" }, "one");
    REQUIRE(set_release_standard(rows.world, "typed_in_chat"));
    rows.refuses(ConsentRowOnDisk { .method = "verbal_one_staff" }, "one, where the standard is higher");
    rows.accepts(ConsentRowOnDisk {}, "typed, where the standard is that");
}

TEST("wall: who says yes for whom")
{
    Rows rows;
    auto const both = [](cases::Known known, char const* name) {
        return ConsentRowOnDisk { .given_by = "both", .facts = minor_with(known), .age_band = "minor", .guardian_is_abuser = name };
    };
    rows.accepts(both(cases::Known::No, "no"), "a minor and a guardian who is not the abuser");
    rows.refuses(both(cases::Known::Yes, "yes"), "the abuser");
    rows.refuses(both(cases::Known::Unknown, "unknown"), "who may be the abuser");
    rows.refuses(both(cases::Known::Unknown, "no"), "who is said here not to be, and there not to be known");
    auto minor = both(cases::Known::No, "no");
    minor.given_by = "guardian";
    rows.refuses(minor, "a guardian without the minor");
    minor.given_by = "self";
    rows.refuses(minor, "a minor alone without a law");
    minor.minor_rule = "";
    rows.refuses(minor, "a law without a name");
    minor.minor_rule = "TX Fam. 32.004";
    rows.accepts(minor, "a minor alone by law");
    rows.refuses(ConsentRowOnDisk { .given_by = "guardian", .facts = adult_with(cases::Capacity::Presumed, cases::Known::No),
                     .guardian_is_abuser = "no" },
        "a guardian for an adult who can");
    rows.accepts(ConsentRowOnDisk { .given_by = "guardian", .facts = adult_with(cases::Capacity::Lacking, cases::Known::No),
                     .capacity = "lacking", .guardian_is_abuser = "no" },
        "a guardian for an adult who cannot");
    rows.refuses(ConsentRowOnDisk { .age_band = "unknown" }, "another age than the person's");
}

TEST("wall: a yes in doubt is held, and what was said and withdrawn agrees with itself")
{
    Rows rows;
    for (auto const& [capacity, name] : { std::pair { cases::Capacity::Doubted, "doubted" }, { cases::Capacity::Lacking, "lacking" },
             { cases::Capacity::Duress, "duress" } }) {
        rows.refuses(ConsentRowOnDisk { .facts = adult_with(capacity), .capacity = name }, name);
        rows.accepts(ConsentRowOnDisk { .facts = adult_with(capacity), .capacity = name, .status = "pending_private" }, name);
    }
    rows.accepts(ConsentRowOnDisk { .capacity = "duress", .status = "pending_private" }, "duress that is seen now");
    rows.refuses(ConsentRowOnDisk { .capacity = "doubted", .status = "pending_private" }, "a doubt that the person's row does not have");
    rows.refuses(ConsentRowOnDisk { .repeated_at = 5 }, "repeated, and nobody heard it");
    rows.refuses(ConsentRowOnDisk { .status = "pending_private", .repeated_by = 11 }, "heard, and never said");
    rows.refuses(ConsentRowOnDisk { .revoked_at = 5, .revoked_how = "said" }, "withdrawn and in force");
    rows.refuses(ConsentRowOnDisk { .status = "revoked", .revoked_at = 5, .revoked_how = "said" }, "withdrawn from the first");
    rows.refuses(ConsentRowOnDisk { .status = "expired" }, "ended from the first");
    auto const id = rows.given();
    refused(rows.database.run("update consent set status = 'revoked' where id = ?1", id), "withdrawn, and not when");
    refused(rows.database.run("update consent set status = 'revoked', revoked_at = 5 where id = ?1", id), "withdrawn, and not how");
    refused(rows.database.run("update consent set status = 'revoked', revoked_how = 'said' where id = ?1", id), "how, and not when");
    refused(rows.database.run("update consent set status = 'revoked', revoked_at = 5, revoked_how = 'guessed' where id = ?1", id), "a guess");
}

TEST("wall: which exceptions there may be, and how long")
{
    Rows rows;
    rows.accepts(ExceptionRowOnDisk {}, "a solo emergency");
    rows.refuses(ExceptionRowOnDisk { .recipient = 1 }, "for ourselves");
    rows.refuses(ExceptionRowOnDisk { .kind = "convenience" }, "of no kind");
    rows.refuses(ExceptionRowOnDisk { .rule = "" }, "on no rule");
    rows.refuses(ExceptionRowOnDisk { .field_count = 0 }, "of nothing");
    rows.refuses(ExceptionRowOnDisk { .recipient = 7003, .purpose = "le_report" }, "a danger that is a report");
    rows.refuses(ExceptionRowOnDisk { .kind = "statute" }, "alone by statute");
    rows.refuses(ExceptionRowOnDisk { .valid_until = {} }, "without an end");
    rows.refuses(ExceptionRowOnDisk { .valid_until = 0 }, "an end at once");
    rows.accepts(ExceptionRowOnDisk { .valid_until = 86'400'000 }, "a day");
    rows.refuses(ExceptionRowOnDisk { .valid_until = 86'400'001 }, "more than a day");
    rows.refuses(ExceptionRowOnDisk { .review_due = {} }, "alone and never to be reviewed");
    rows.refuses(ExceptionRowOnDisk { .decided_at = 5 }, "alone, decided later");
    rows.refuses(ExceptionRowOnDisk { .decided_by = 13 }, "alone, decided by another");
    rows.refuses(ExceptionRowOnDisk { .state = "requested" }, "alone and asked for");
}

TEST("wall: what is asked for is not decided, concurred with or reviewed")
{
    Rows rows;
    ExceptionRowOnDisk const asked { .solo = 0, .state = "requested", .decided_by = {}, .decided_at = {}, .valid_until = {}, .review_due = {} };
    auto const with = [&](auto change) {
        auto row = asked;
        change(row);
        return row;
    };
    rows.accepts(asked, "a request");
    rows.refuses(with([](auto& r) { r.state = "approved"; }), "approved from the first");
    rows.refuses(with([](auto& r) { r.decided_by = 13; r.decided_at = 0; }), "asked for and decided");
    rows.refuses(with([](auto& r) { r.decided_at = 0; }), "decided by nobody");
    rows.refuses(with([](auto& r) { r.concurred_by = 13; r.concurred_at = 0; }), "concurred with");
    rows.refuses(with([](auto& r) { r.review_due = 0; }), "to be reviewed");
    rows.refuses(with([](auto& r) { r.reviewed_by = 13; r.reviewed_at = 0; }), "reviewed");
    rows.refuses(with([](auto& r) { r.kind = "minor_abuse"; r.recipient = 7004; r.purpose = "child_welfare_report"; }), "a minor who is an adult");
    rows.accepts(with([](auto& r) { r.kind = "statute"; r.recipient = 7003; r.purpose = "le_report"; }), "a statute");
    rows.refuses(with([](auto& r) { r.kind = "statute"; r.recipient = 7001; r.purpose = "le_report"; }), "a report to a shelter");
    rows.refuses(with([](auto& r) { r.kind = "statute"; r.recipient = 7001; r.purpose = "referral"; }), "a referral by statute");
}

TEST("wall: a minor's abuse is told to child welfare or police, as a report")
{
    Rows rows;
    auto wanted = rows.danger();
    wanted.person = rows.person_in(rows.subject, { .age_band = cases::AgeBand::Minor });
    wanted.kind = ExceptionKind::MinorAbuse;
    wanted.recipient = GateCast::child_welfare;
    wanted.fields = { "state" };
    auto const id = request(rows.world, rows.maria, wanted).value();
    static constexpr char copy[] = R"sql(
        insert into exception (id, case_id, person, recipient, purpose, kind, rule, solo, state, field_count, facts_sealed,
            told_person, requested_by, requested_at, decide_by, age_band)
        select 904, case_id, person, ?2, ?3, kind, rule, solo, state, field_count, facts_sealed, told_person, requested_by,
            requested_at, decide_by, age_band
        from exception where id = ?1
    )sql";

    refused(rows.database.run(copy, id, 7003, "records_request"), "a copy of records");
    refused(rows.database.run(copy, id, 7003, "emergency_coordination"), "an emergency");
    refused(rows.database.run(copy, id, 7001, "le_report"), "a shelter");
    CHECK(rows.database.run(copy, id, 7003, "le_report"));
}

TEST("wall: what was asked for stays as it was asked for")
{
    Rows rows;
    auto const id = request(rows.world, rows.maria, rows.danger()).value();
    auto& database = rows.database;

    refused(database.run("update exception set rule = 'other' where id = ?1", id), "rule");
    refused(database.run("update exception set recipient = 7003 where id = ?1", id), "recipient");
    refused(database.run("update exception set field_count = 3 where id = ?1", id), "how many fields");
    refused(database.run("update exception set facts_sealed = x'01' where id = ?1", id), "facts");
    refused(database.run("update exception set decide_by = decide_by + 1 where id = ?1", id), "the clock");
    refused(database.run("update exception set requested_by = 12 where id = ?1", id), "who asked");
    refused(database.run("update exception set age_band = 'minor' where id = ?1", id), "the age");
    refused(database.run("delete from exception_field where exception = ?1", id), "its fields");
    refused(database.run("delete from exception_observation where exception = ?1", id), "what was seen");
    refused(database.run("update exception_field set field_code = 'alias' where exception = ?1 and field_code = 'location_exact'", id), "one field");
    refused(database.run("update exception_observation set code = 'other' where exception = ?1", id), "another sight");
    refused(database.run("insert into exception_field values (?1, 'alias', 'imminent_danger', 0)", id), "one more field");
    refused(database.run("insert or replace into exception select * from exception where id = ?1", id), "replaced");
}

TEST("wall: an exception that nothing else leans on is not taken away either")
{
    Rows rows;
    REQUIRE(rows.database.run(insert_exception, rows.subject, rows.fern, 7005, "emergency_coordination", "imminent_danger", "r", 0,
        "requested", 1, rows.world.now(), Maybe(), Maybe(), Maybe(), Maybe(), Maybe(), Maybe(), Maybe(), Maybe()));
    refused(rows.database.run("delete from exception where id = 903"), "a request without fields");
    REQUIRE(rows.database.run("insert into exception_field values (903, 'alias', 'imminent_danger', 0)"));
    refused(rows.database.run("insert into exception_field values (903, 'location_exact', 'imminent_danger', 0)"), "a second of one");
}

TEST("wall: one may send alone only what one may send alone")
{
    Rows rows;
    REQUIRE(rows.database.run(insert_exception, rows.subject, rows.fern, 7005, "emergency_coordination", "imminent_danger", "r", 1,
        "approved", 2, rows.world.now(), 11, rows.world.now(), rows.world.now() + hours(1), Maybe(), Maybe(), rows.world.now(), Maybe(), Maybe()));
    REQUIRE(rows.database.run("insert into exception_field values (903, 'location_exact', 'imminent_danger', 1)"));
    refused(rows.database.run("insert into exception_field values (903, 'alias', 'imminent_danger', 1)"), "a name");
    refused(rows.database.run("insert into exception_field values (903, 'alias', 'imminent_danger', 0)"), "a name, as if by two");
}

TEST("wall: an exception is decided once, and looked at once by each")
{
    Rows rows;
    auto& database = rows.database;
    auto const now = rows.world.now();
    auto const done = approved(rows);
    refused(database.run("update exception set decided_by = 14 where id = ?1", done), "decided by another");
    refused(database.run("update exception set valid_until = valid_until - 1 where id = ?1", done), "another end");
    refused(database.run("update exception set state = 'refused' where id = ?1", done), "refused after all");
    refused(database.run("update exception set state = 'corrected' where id = ?1", done), "corrected by nobody");
    refused(database.run("update exception set concurred_by = 14, concurred_at = ?2 where id = ?1", done, now), "a look that none asked for");
    auto const solo = alone(rows);
    refused(database.run("update exception set concurred_by = 11, concurred_at = ?2 where id = ?1", solo, now), "oneself");
    refused(database.run("update exception set concurred_by = 13 where id = ?1", solo), "without a time");
    refused(database.run("update exception set reviewed_by = 11, reviewed_at = ?2 where id = ?1", solo, now), "oneself again");
    refused(database.run("update exception set reviewed_by = 14 where id = ?1", solo), "reviewed without a time");
    refused(database.run("update exception set state = 'corrected' where id = ?1", solo), "corrected by nobody");
    REQUIRE(concur(rows.world, rows.ana, solo, Judgement::Concur, "yes"));
    refused(database.run("update exception set concurred_by = 14 where id = ?1", solo), "a second first look");
    refused(database.run("update exception set reviewed_by = 13, reviewed_at = ?2 where id = ?1", solo, now), "the same twice");
    REQUIRE(review(rows.world, rows.bea, solo, "yes"));
    refused(database.run("update exception set reviewed_by = null, reviewed_at = null where id = ?1", solo), "no review after all");
    auto const asked = request(rows.world, rows.maria, rows.danger()).value();
    refused(database.run("update exception set state = 'corrected', decided_by = 13, decided_at = ?2, valid_until = ?3 where id = ?1",
        asked, now, now + hours(1)), "from asked to corrected");
}

TEST("wall: a consent or a disclosure that nothing leans on is not taken away either")
{
    Rows rows;
    auto transfer = rows.yes();
    transfer.purpose = Purpose::LiveTransfer;
    transfer.fields.clear();
    auto const consent = give(rows.world, rows.maria, transfer).value();
    refused(rows.database.run("delete from consent where id = ?1", consent), "a consent without fields");
    auto const disclosure = rows.released({ rows.fern, GateCast::the_shelter, Purpose::LiveTransfer, {}, consent });
    refused(rows.database.run("delete from disclosure where id = ?1", disclosure), "a disclosure without fields");
    REQUIRE(refuse(rows.world, rows.maria, rows.fern, Purpose::Referral, GateCast::the_shelter));
    refused(rows.database.run("insert or replace into consent_refusal select * from consent_refusal"), "a no replaced");
}

TEST("wall: a disclosure leaves whole, once, to who may still receive it")
{
    Rows rows;
    auto const basis = rows.given();
    auto const now = rows.world.now();
    static constexpr char insert[] = R"sql(
        insert into disclosure (id, case_id, person, recipient, purpose, consent, carrier, state, field_count, decided_by,
            decided_at, content_hash, folder, document_sealed, sent_at, cancelled_at)
        values (900, ?1, ?2, 7001, 'referral', ?3, 'portal', ?4, 2, 11, ?5, zeroblob(?6), 900, x'00', ?7, ?8)
    )sql";
    auto const write = [&](char const* state, int hash, Maybe sent, Maybe cancelled) {
        return rows.database.run(insert, rows.subject, rows.fern, basis, state, now, hash, sent, cancelled);
    };
    refused(write("sent", 32, milliseconds_of(now), {}), "born sent");
    refused(write("cancelled", 32, {}, milliseconds_of(now)), "born cancelled");
    refused(write("queued", 31, {}, {}), "a short hash");
    refused(write("queued", 32, milliseconds_of(now), {}), "queued and sent");
    REQUIRE(write("queued", 32, {}, {}));
    REQUIRE(rows.database.run("insert into disclosure_field values (900, 'alias', ?1, null)", basis));
    refused(rows.database.run("update disclosure set state = 'sent', sent_at = ?1 where id = 900", now), "half of it");
    REQUIRE(rows.database.run("insert into disclosure_field values (900, 'need', ?1, null)", basis));
    refused(rows.database.run("update disclosure set state = 'sent' where id = 900"), "sent, and not when");
    refused(rows.database.run("update disclosure set state = 'sent', sent_at = ?1 where id = 900", now - hours(1)), "before it was decided");
    refused(rows.database.run("update disclosure set acknowledged_at = 5, acknowledged_by = 21 where id = 900"), "read before it was sent");
    REQUIRE(rows.database.run("update disclosure set state = 'sent', sent_at = ?1 where id = 900", now));
    refused(rows.database.run("update disclosure set acknowledged_at = 5 where id = 900"), "read by nobody");
    REQUIRE(rows.database.run("update disclosure set acknowledged_at = ?1, acknowledged_by = 21 where id = 900", now));
    refused(rows.database.run("update disclosure set acknowledged_at = ?1, acknowledged_by = 22 where id = 900", now), "read again by another");
}

TEST("wall: a field cannot join what was cancelled, nor anything go to a partner after its contract")
{
    Rows rows;
    auto const basis = rows.given();
    static constexpr char insert[] = R"sql(
        insert into disclosure (id, case_id, person, recipient, purpose, consent, carrier, state, field_count, decided_by,
            decided_at, content_hash, folder, document_sealed)
        values (900, ?1, ?2, 7001, 'referral', ?3, 'portal', 'queued', 2, 11, ?4, zeroblob(32), 900, x'00')
    )sql";
    REQUIRE(rows.database.savepoint());
    REQUIRE(rows.database.run(insert, rows.subject, rows.fern, basis, rows.world.now()));
    REQUIRE(rows.database.run("update disclosure set state = 'cancelled', cancelled_at = 5 where id = 900"));
    refused(rows.database.run("insert into disclosure_field values (900, 'alias', ?1, null)", basis), "after the end");
    rows.database.undo();
    REQUIRE(set_contract_end(rows.world, rows.ana, GateCast::the_shelter, rows.world.now()));
    refused(rows.database.run(insert, rows.subject, rows.fern, basis, rows.world.now()), "after the contract");
}

TEST("wall: everybody consents for themselves, to their own fields")
{
    Rows rows;
    auto& database = rows.database;
    auto yes = rows.yes();
    yes.fields = { "alias" };
    static constexpr char widen[] = R"sql(
        insert into consent select 905, case_id, ?2, recipient, purpose, given_by, method, language, interpreter,
            script_version, told_risks, told_not_condition, age_band, capacity, guardian_is_abuser, minor_alone_rule, status,
            valid_from, valid_until, max_uses, 1, recorded_by, recorded_at, witnessed_by, repeated_by, repeated_at,
            revoked_at, revoked_how, null, ?3, said_in
        from consent where id = ?1
    )sql";
    auto const hers = give(rows.world, rows.maria, yes).value();
    REQUIRE(database.savepoint());
    REQUIRE(database.run(widen, hers, rows.fern, "potential_victim"));
    refused(database.run("insert into consent_field values (905, 'signaler_name')"), "who told, let out by her");
    CHECK(database.run("insert into consent_field values (905, 'situation_summary')"));
    database.undo();
    auto const tipster = rows.person_in(rows.subject, { .role = cases::PersonRole::Caller, .age_band = cases::AgeBand::Adult });
    refused(database.run(widen, hers, tipster, "potential_victim"), "a caller who is said to be her");
    REQUIRE(database.run(widen, hers, tipster, "caller"));
    refused(database.run("insert into consent_field values (905, 'situation_summary')"), "her story, let out by who told");
    CHECK(database.run("insert into consent_field values (905, 'signaler_name')"));
}

TEST("wall: an exception says of the person what stands in the person's row")
{
    Rows rows;
    auto const minor = rows.person_in(rows.subject, { .age_band = cases::AgeBand::Minor });
    auto wanted = rows.danger();
    wanted.person = minor;
    wanted.kind = ExceptionKind::MinorAbuse;
    wanted.recipient = GateCast::child_welfare;
    wanted.fields = { "state" };
    auto const id = request(rows.world, rows.maria, wanted).value();
    static constexpr char copy[] = R"sql(
        insert into exception (id, case_id, person, recipient, purpose, kind, rule, solo, state, field_count, facts_sealed,
            told_person, requested_by, requested_at, decide_by, age_band)
        select 906, case_id, ?2, recipient, purpose, kind, rule, solo, state, field_count, facts_sealed, told_person,
            requested_by, requested_at, decide_by, age_band
        from exception where id = ?1
    )sql";

    refused(rows.database.run(copy, id, rows.fern), "an adult who is said to be a minor");
    CHECK(rows.database.run(copy, id, minor));
}

TEST("wall: a contact that was made stays, and what was cancelled says when")
{
    Rows rows;
    auto yes = rows.yes();
    yes.purpose = Purpose::FollowUp;
    yes.recipient = the_hotline;
    yes.fields.clear();
    auto const basis = give(rows.world, rows.maria, yes).value();
    REQUIRE(cases::save_safe_contact(rows.world, rows.maria, rows.fern, { .call = cases::Known::Yes }, {}));
    REQUIRE(rows.database.run("insert into contact_made (id, consent, person, recipient, purpose, way, at) "
                              "values (907, ?1, ?2, 1, 'follow_up', 'call', ?3)",
        basis, rows.fern, rows.world.now()));

    refused(rows.database.run("update contact_made set way = 'text' where id = 907"), "another way");
    refused(rows.database.run("delete from contact_made where id = 907"), "no contact after all");
    refused(rows.database.run("insert or replace into contact_made select * from contact_made where id = 907"), "replaced");
    auto const waits = rows.released(rows.given());
    refused(rows.database.run("update disclosure set state = 'cancelled' where id = ?1", waits), "cancelled, and not when");
    refused(rows.database.run("update disclosure set cancelled_at = 5 where id = ?1", waits), "when, and not cancelled");
}
