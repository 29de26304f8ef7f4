// The second wall: what the database refuses when somebody goes around the gate with SQL.

#include "hotline/consent/cast_for_tests.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

namespace {

constexpr char insert_disclosure[] = R"sql(
    insert into disclosure (id, case_id, person, recipient, purpose, consent, exception, carrier, state,
        field_count, decided_by, decided_at, content_hash, folder, document_sealed)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'portal', ?8, ?9, 11, ?10, zeroblob(32), ?1, x'00')
)sql";
constexpr char replace_disclosure[] = R"sql(
    insert or replace into disclosure (id, case_id, person, recipient, purpose, consent, exception, carrier,
        state, field_count, decided_by, decided_at, content_hash, folder, document_sealed)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'portal', ?8, ?9, 11, ?10, zeroblob(32), ?1, x'00')
)sql";
constexpr char insert_field[] = R"sql(
    insert into disclosure_field (disclosure, field_code, consent, exception) values (?1, ?2, ?3, ?4)
)sql";

using Maybe = std::optional<std::int64_t>;

struct Forged {
    std::int64_t id = 900;
    Id<Case> subject;
    Id<Person> person;
    Id<Organization> recipient = GateCast::the_shelter;
    char const* purpose = "referral";
    Maybe consent;
    Maybe exception;
    char const* state = "queued";
    std::int64_t fields = 2;
    Time decided_at;
};

struct Wall : GateCast {
    Forged sound(Maybe consent, Maybe exception = {})
    {
        Forged forged;
        forged.subject = subject;
        forged.person = fern;
        forged.consent = consent;
        forged.exception = exception;
        forged.decided_at = world.now();
        return forged;
    }
    Done write(Forged const& f)
    {
        auto done = database.run(insert_disclosure, f.id, f.subject, f.person, f.recipient, f.purpose, f.consent,
            f.exception, f.state, f.fields, f.decided_at);
        return done ? Done {} : Done { fail(done.error()) };
    }
    Done write_field(char const* code, Maybe consent, Maybe exception = {}, std::int64_t id = 900)
    {
        auto done = database.run(insert_field, id, code, consent, exception);
        return done ? Done {} : Done { fail(done.error()) };
    }
    void check_refused(Forged const& forged)
    {
        CHECK(fault_of(write(forged)) == Fault::NotAllowed);
        CHECK(database.number("select count(*) from disclosure where id = ?1", forged.id).value() == 0);
    }
};

Fault refusal_of(Result<std::int64_t> const& changed)
{
    REQUIRE_FALSE(changed);
    return changed.error().fault;
}

} // namespace

TEST("the wall lets a sound disclosure in, so that what it refuses below means something")
{
    Wall wall;
    auto const consent = wall.given().value;

    CHECK(wall.write(wall.sound(consent)));
    CHECK(wall.write_field("alias", consent));
    CHECK(wall.write_field("need", consent));
    CHECK(wall.database.run("update disclosure set state = 'sent', sent_at = ?1 where id = 900", wall.world.now()));
}

TEST("the wall refuses a disclosure without a basis, or with two")
{
    Wall wall;
    auto const consent = wall.given().value;
    auto const exception = request(wall.world, wall.maria, wall.danger()).value();
    REQUIRE(decide(wall.world, wall.ana, exception, Verdict::Approve, "yes"));

    wall.check_refused(wall.sound({}));
    wall.check_refused(wall.sound(4711));
    wall.check_refused(wall.sound({}, 4711));
    wall.check_refused(wall.sound(consent, exception.value));
}

TEST("the wall refuses another person, another case, another recipient and another purpose")
{
    Wall wall;
    auto const basis = wall.sound(wall.given().value);
    auto forged = basis;
    forged.person = wall.person_in(wall.subject);
    wall.check_refused(forged);
    forged = basis;
    forged.subject = wall.case_of(wall.maria);
    wall.check_refused(forged);
    forged = basis;
    forged.recipient = GateCast::the_clinic;
    wall.check_refused(forged);
    forged = basis;
    forged.purpose = "le_report";
    wall.check_refused(forged);
    forged.purpose = "live_transfer";
    wall.check_refused(forged);
}

TEST("the wall refuses fields that the consent does not cover, and more of them than were decided")
{
    Wall wall;
    auto yes = wall.yes();
    yes.fields = { "alias", "need", "languages" };
    auto const consent = give(wall.world, wall.maria, yes).value().value;
    REQUIRE(wall.write(wall.sound(consent)));

    CHECK(fault_of(wall.write_field("location_exact", consent)) == Fault::NotAllowed);
    CHECK(fault_of(wall.write_field("alias", {})) == Fault::NotAllowed);
    REQUIRE(wall.write_field("alias", consent));
    REQUIRE(wall.write_field("need", consent));
    CHECK(fault_of(wall.write_field("languages", consent)) == Fault::NotAllowed);
}

TEST("the wall refuses a field that leans on another consent or exception than its disclosure")
{
    Wall wall;
    auto const narrow = wall.given().value;
    auto yes = wall.yes();
    yes.recipient = GateCast::the_clinic;
    yes.fields = { "location_exact" };
    auto const wide = give(wall.world, wall.maria, yes).value().value;
    auto const danger = request(wall.world, wall.maria, wall.danger()).value();
    REQUIRE(decide(wall.world, wall.ana, danger, Verdict::Approve, "yes"));
    REQUIRE(wall.write(wall.sound(narrow)));

    CHECK(fault_of(wall.write_field("location_exact", wide)) == Fault::NotAllowed);
    CHECK(fault_of(wall.write_field("location_exact", {}, danger.value)) == Fault::NotAllowed);
    CHECK(fault_of(wall.write_field("alias", narrow, danger.value)) == Fault::NotAllowed);
}

TEST("the wall refuses before the beginning, after the end, after a withdrawal and while held")
{
    Wall wall;
    auto later = wall.yes();
    later.valid_from = wall.world.now() + hours(2);
    wall.check_refused(wall.sound(give(wall.world, wall.maria, later).value().value));
    auto held = wall.yes();
    held.duress_suspected = true;
    wall.check_refused(wall.sound(give(wall.world, wall.maria, held).value().value));
    auto const withdrawn = wall.given();
    REQUIRE(withdraw(wall.world, wall.maria, withdrawn, "said"));
    wall.check_refused(wall.sound(withdrawn.value));
    auto const ended = wall.given();
    auto forged = wall.sound(ended.value);
    forged.decided_at += Days(30);
    wall.check_refused(forged);
}

TEST("a disclosure dated back to when the consent still held does not slip in")
{
    Wall wall;
    auto const ended = wall.given();
    auto const then = wall.world.now();
    wall.ledger.clock.advance(Days(31));
    wall.case_of(wall.maria); // something happened since
    auto forged = wall.sound(ended.value);
    forged.decided_at = then;

    wall.check_refused(forged);
}

TEST("the wall refuses a disclosure that is born sent or cancelled, and one for the hotline itself")
{
    Wall wall;
    auto const consent = wall.given().value;
    auto forged = wall.sound(consent);
    forged.state = "sent";
    wall.check_refused(forged);
    forged = wall.sound(consent);
    forged.recipient = the_hotline;
    wall.check_refused(forged);
    forged = wall.sound(consent);
    forged.fields = 0;
    wall.check_refused(forged);
}

TEST("the wall refuses an exception that is asked for, refused, corrected, or decided by who asked")
{
    Wall wall;
    auto const from = [&](Id<Exception> id, char const* purpose = "emergency_coordination") {
        auto forged = wall.sound({}, id.value);
        forged.recipient = GateCast::the_911;
        forged.purpose = purpose;
        return forged;
    };
    auto const asked = request(wall.world, wall.maria, wall.danger()).value();
    wall.check_refused(from(asked));
    CHECK(refusal_of(wall.database.run("update exception set state = 'approved', decided_by = 11, decided_at = ?2, valid_until = ?3 "
                                       "where id = ?1",
              asked, wall.world.now(), wall.world.now() + hours(1)))
        == Fault::NotAllowed);
    REQUIRE(decide(wall.world, wall.ana, asked, Verdict::Refuse, "no"));
    wall.check_refused(from(asked));
    CHECK(refusal_of(wall.database.run("update exception set state = 'approved' where id = ?1", asked)) == Fault::NotAllowed);
    auto const alone = solo_emergency(wall.world, wall.maria,
        { .person = wall.fern, .recipient = GateCast::the_911, .rule = "TX-psap", .observations = { "violence_heard" }, .facts = "" }).value();
    wall.check_refused(from(alone, "le_report"));
    REQUIRE(concur(wall.world, wall.ana, alone, Judgement::Correct, "no"));
    wall.check_refused(from(alone));
}

TEST("the wall refuses a solo exception of any other kind, and more than one may send alone")
{
    Wall wall;
    auto const alone = solo_emergency(wall.world, wall.maria,
        { .person = wall.fern, .recipient = GateCast::the_911, .rule = "TX-psap", .observations = { "violence_heard" }, .facts = "" }).value();
    CHECK(refusal_of(wall.database.run("insert into exception_field (exception, field_code, kind, solo) values (?1, 'alias', 'imminent_danger', 1)", alone))
        == Fault::NotAllowed);
    static constexpr char insert_exception[] = R"sql(
        insert into exception (id, case_id, person, recipient, purpose, kind, rule, solo, state, field_count,
            facts_sealed, told_person, requested_by, requested_at, decide_by, decided_by, decided_at, valid_until,
            review_due, age_band)
        values (901, ?1, ?2, ?3, ?4, ?5, 'r', ?6, ?7, 1, x'00', 0, 11, ?8, ?8, ?9, ?10, ?11, ?12, 'adult')
    )sql";
    auto const now = milliseconds_of(wall.world.now());
    auto const forge = [&](Id<Organization> to, char const* purpose, char const* kind, int solo, char const* state, Maybe by) {
        auto const when = by ? Maybe(now) : Maybe();
        return wall.database.run(insert_exception, wall.subject, wall.fern, to, purpose, kind, solo, state, now,
            by, when, by ? Maybe(now + 1000) : Maybe(), solo ? Maybe(now) : Maybe());
    };
    CHECK(refusal_of(forge(GateCast::the_police, "le_report", "statute", 1, "approved", 11)) == Fault::NotAllowed);
    CHECK(refusal_of(forge(GateCast::the_911, "emergency_coordination", "imminent_danger", 0, "approved", 11)) == Fault::NotAllowed);
    CHECK(refusal_of(forge(GateCast::the_911, "emergency_coordination", "imminent_danger", 0, "approved", 13)) == Fault::NotAllowed);
    CHECK(refusal_of(forge(GateCast::the_911, "emergency_coordination", "imminent_danger", 1, "approved", 13)) == Fault::NotAllowed);
    CHECK(refusal_of(forge(GateCast::the_shelter, "emergency_coordination", "imminent_danger", 0, "requested", {})) == Fault::NotAllowed);
    CHECK(refusal_of(forge(GateCast::child_welfare, "child_welfare_report", "minor_abuse", 0, "requested", {})) == Fault::NotAllowed);
    CHECK(wall.database.number("select count(*) from exception where id = 901").value() == 0);
    CHECK(forge(GateCast::the_911, "emergency_coordination", "imminent_danger", 0, "requested", {}));
}

TEST("a consent can only end: nothing of it changes, it is not widened, and it is not taken away")
{
    Wall wall;
    auto const id = wall.given();
    auto const refused = [&](Result<std::int64_t> const& changed) { CHECK(refusal_of(changed) == Fault::NotAllowed); };

    refused(wall.database.run("update consent set valid_until = valid_until + 1 where id = ?1", id));
    refused(wall.database.run("update consent set recipient = 7002 where id = ?1", id));
    refused(wall.database.run("update consent set purpose = 'interpreter' where id = ?1", id));
    refused(wall.database.run("update consent set max_uses = 9 where id = ?1", id));
    refused(wall.database.run("update consent set person_role = 'caller' where id = ?1", id));
    refused(wall.database.run("update consent set field_count = 3 where id = ?1", id));
    refused(wall.database.run("delete from consent where id = ?1", id));
    refused(wall.database.run("insert into consent_field (consent, field_code) values (?1, 'phone')", id));
    refused(wall.database.run("update consent_field set field_code = 'phone' where consent = ?1", id));
    refused(wall.database.run("delete from consent_field where consent = ?1", id));
    REQUIRE(withdraw(wall.world, wall.maria, id, "said"));
    refused(wall.database.run("update consent set status = 'active', revoked_at = null, revoked_how = null where id = ?1", id));
    refused(wall.database.run("update consent set revoked_how = 'written' where id = ?1", id));
}

TEST("'insert or replace' does not take a consent, an exception or a disclosure away")
{
    Wall wall;
    auto const consent = wall.given();
    auto const id = wall.sent(consent);
    auto const row = find(wall.world, wall.maria, id).value();
    auto const forged = wall.sound(consent.value);

    CHECK(refusal_of(wall.database.run(replace_disclosure, id, forged.subject, forged.person, forged.recipient,
              forged.purpose, forged.consent, forged.exception, forged.state, forged.fields, forged.decided_at))
        == Fault::NotAllowed);
    CHECK(refusal_of(wall.database.run(R"sql(
        insert or replace into consent select id, case_id, person, recipient, purpose, given_by, method, language,
            interpreter, script_version, told_risks, told_not_condition, age_band, capacity, guardian_is_abuser,
            minor_alone_rule, status, valid_from, valid_until + 1000, max_uses, field_count, recorded_by, recorded_at,
            witnessed_by, repeated_by, repeated_at, revoked_at, revoked_how, idempotency_key, person_role, said_in
        from consent where id = ?1
    )sql",
              consent))
        == Fault::NotAllowed);
    CHECK(find(wall.world, wall.maria, id)->content_hash == row.content_hash);
}

TEST("the wall refuses a consent that breaks a rule of its own")
{
    Wall wall;
    auto const sound = wall.given();
    static constexpr char copy[] = R"sql(
        insert into consent select 902, case_id, person, ?2, ?3, ?4, method, ?5, interpreter, script_version, ?6, ?7,
            age_band, ?8, guardian_is_abuser, minor_alone_rule, ?9, valid_from, valid_from + ?10, max_uses, field_count,
            recorded_by, recorded_at, witnessed_by, repeated_by, repeated_at, revoked_at, revoked_how, null, ?11, said_in
        from consent where id = ?1
    )sql";
    struct Row {
        std::int64_t recipient = 7001;
        char const* purpose = "referral";
        char const* by = "self";
        char const* language = "en";
        int risks = 1, condition = 1;
        char const* capacity = "presumed";
        char const* status = "active";
        std::int64_t life = 1000;
        char const* role = "potential_victim";
    };
    auto const write = [&](Row const& r) {
        return wall.database.run(copy, sound, r.recipient, r.purpose, r.by, r.language, r.risks, r.condition, r.capacity,
            r.status, r.life, r.role);
    };
    std::vector<Row> const broken { { .recipient = 7003 }, { .recipient = 1 }, { .recipient = 4711 }, { .purpose = "follow_up" },
        { .purpose = "le_report" }, { .purpose = "child_welfare_report" }, { .by = "guardian" }, { .by = "both" },
        { .language = "vi" }, { .risks = 0 }, { .condition = 0 }, { .capacity = "duress" }, { .capacity = "doubted" },
        { .status = "revoked" }, { .status = "expired" }, { .life = 0 }, { .life = 7'776'000'001 },
        { .purpose = "live_transfer", .life = 90'000'000 }, { .role = "caller" },
        { .role = "alleged_trafficker" } };

    for (auto const& row : broken) {
        CHECK(refusal_of(write(row)) == Fault::NotAllowed);
        CHECK(wall.database.number("select count(*) from consent where id = 902").value() == 0);
    }
    CHECK(write({ .purpose = "live_transfer", .life = 86'400'000 }));
}

TEST("what has left stays as it was decided, moves forward only, and is not taken away")
{
    Wall wall;
    auto const basis = wall.given();
    auto const id = wall.sent(basis);
    auto const waiting_still = wall.released(basis);
    auto const refused = [&](Result<std::int64_t> const& changed) { CHECK(refusal_of(changed) == Fault::NotAllowed); };

    refused(wall.database.run("update disclosure set recipient = 7002 where id = ?1", id));
    refused(wall.database.run("update disclosure set content_hash = zeroblob(32) where id = ?1", id));
    refused(wall.database.run("update disclosure set document_sealed = x'01' where id = ?1", id));
    refused(wall.database.run("update disclosure set consent = null where id = ?1", id));
    refused(wall.database.run("update disclosure set state = 'queued', sent_at = null where id = ?1", id));
    refused(wall.database.run("update disclosure set sent_at = sent_at + 1 where id = ?1", id));
    refused(wall.database.run("delete from disclosure where id = ?1", id));
    refused(wall.database.run("delete from disclosure_field where disclosure = ?1", id));
    refused(wall.database.run("update disclosure_field set field_code = 'phone' where disclosure = ?1", id));
    REQUIRE(withdraw(wall.world, wall.maria, basis, "said"));
    refused(wall.database.run("update disclosure set state = 'sent', sent_at = ?2 where id = ?1", waiting_still, wall.world.now()));
    refused(wall.database.run("update disclosure set taken_back_at = taken_back_at + 1 where id = ?1", id));
}

TEST("nothing that waits leaves after its consent ended, though nobody cancelled it")
{
    Wall wall;
    auto const basis = wall.given();
    auto const id = wall.released(basis);
    REQUIRE(wall.database.run("update consent set status = 'revoked', revoked_at = 1, revoked_how = 'said' where id = ?1", basis));

    CHECK(refusal_of(wall.database.run("update disclosure set state = 'sent', sent_at = ?2 where id = ?1", id, wall.world.now()))
        == Fault::NotAllowed);
}

TEST("the wall counts the uses of a consent itself")
{
    Wall wall;
    auto yes = wall.yes();
    yes.max_uses = 1;
    auto const basis = give(wall.world, wall.maria, yes).value();
    wall.sent(basis);

    wall.check_refused(wall.sound(basis.value));
}

TEST("a no stays a no, and a third asking is refused")
{
    Wall wall;
    REQUIRE(refuse(wall.world, wall.maria, wall.fern, Purpose::Referral, GateCast::the_shelter));

    CHECK(refusal_of(wall.database.run("delete from consent_refusal")) == Fault::NotAllowed);
    CHECK(refusal_of(wall.database.run("update consent_refusal set attempt = 2")) == Fault::NotAllowed);
    CHECK(refusal_of(wall.database.run(
              "insert into consent_refusal select 5, case_id, person, recipient, purpose, contact, 3, at, recorded_by from consent_refusal"))
        == Fault::NotAllowed);
}

TEST("the wall refuses a contact that nobody agreed to, or by a way that is not safe")
{
    Wall wall;
    static constexpr char insert_contact[] = R"sql(
        insert into contact_made (id, consent, person, recipient, purpose, way, at) values (?1, ?2, ?3, 1, 'follow_up', ?4, ?5)
    )sql";
    auto yes = wall.yes();
    yes.purpose = Purpose::FollowUp;
    yes.recipient = the_hotline;
    yes.fields.clear();
    auto const basis = give(wall.world, wall.maria, yes).value();
    auto const now = wall.world.now();
    CHECK(refusal_of(wall.database.run(insert_contact, 5, basis, wall.fern, "call", now)) == Fault::NotAllowed); // no plan
    REQUIRE(cases::save_safe_contact(wall.world, wall.maria, wall.fern, { .call = cases::Known::Yes }, {}));

    CHECK(refusal_of(wall.database.run(insert_contact, 5, basis, wall.fern, "text", now)) == Fault::NotAllowed);
    CHECK(refusal_of(wall.database.run(insert_contact, 5, basis, wall.fern, "voicemail", now)) == Fault::NotAllowed);
    CHECK(refusal_of(wall.database.run(insert_contact, 5, wall.given(), wall.fern, "call", now)) == Fault::NotAllowed);
    CHECK(refusal_of(wall.database.run(insert_contact, 5, basis, wall.fern, "call", now + Days(7))) == Fault::NotAllowed);
    CHECK(wall.database.run(insert_contact, 5, basis, wall.fern, "call", now));
}
