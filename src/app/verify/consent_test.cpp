// Every promise is broken once, on a raw connection without foreign keys, checks or triggers; the
// verifier has to find it from the rows alone and to name its rule.

#include "app/verify/verify.hpp"
#include "hotline/consent/cast_for_tests.hpp"

#include <sqlite3.h>

#include <filesystem>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

namespace {

/// A file in which everything has happened once, by the rules.
class LivedIn {
public:
    LivedIn()
        : path_("/tmp/reachline-verify-" + cast_.ledger.random.hex(8) + ".db")
    {
        sent_ = cast_.sent(basis_ = cast_.given());
        queued_ = cast_.released(basis_);
        auto const ended = cast_.given();
        cast_.sent(ended);
        cast_.ledger.clock.advance(minutes(1));
        REQUIRE(withdraw(cast_.world, cast_.maria, ended, "said"));
        auto held = cast_.yes();
        held.duress_suspected = true;
        held_ = give(cast_.world, cast_.maria, held).value();
        auto repeated = give(cast_.world, cast_.maria, held).value();
        REQUIRE(repeat_in_private(cast_.world, cast_.maria, repeated));
        asked_ = request(cast_.world, cast_.maria, cast_.danger()).value();
        approved_ = request(cast_.world, cast_.maria, cast_.danger()).value();
        REQUIRE(decide(cast_.world, cast_.ana, approved_, Verdict::Approve, "yes"));
        told_ = cast_.released(Ask { cast_.fern, GateCast::the_911, Purpose::EmergencyCoordination, { "location_exact" }, approved_ });
        REQUIRE(Gate::hand_over(cast_.world, told_));
        solo_ = solo_emergency(cast_.world, cast_.maria,
            { .person = cast_.fern, .recipient = GateCast::the_911, .rule = "TX-psap", .observations = { "violence_heard" }, .facts = "" }).value();
        REQUIRE(concur(cast_.world, cast_.ana, solo_, Judgement::Concur, "yes"));
        REQUIRE(review(cast_.world, cast_.bea, solo_, "yes"));
        stranger_ = cast_.person_in(cast_.case_of(cast_.maria));
        REQUIRE(refuse(cast_.world, cast_.maria, cast_.fern, Purpose::Referral, GateCast::the_clinic));
        follow_up();
        REQUIRE(cast_.database.copy_to(path_));
    }
    ~LivedIn() { std::filesystem::remove(path_); }

    /// Does something to the file that no wall stands before. The walls are there again afterwards.
    void tamper(std::string sql)
    {
        sqlite3* raw = nullptr;
        REQUIRE(sqlite3_open(path_.c_str(), &raw) == SQLITE_OK);
        execute(raw, "pragma foreign_keys = off; pragma ignore_check_constraints = on;");
        auto const walls = texts(raw, "select sql from sqlite_schema where type = 'trigger'");
        for (auto const& name : texts(raw, "select name from sqlite_schema where type = 'trigger'"))
            execute(raw, "drop trigger " + name);
        for (auto const& [word, id] : std::vector<std::pair<std::string, std::int64_t>> { { "$basis", basis_.value },
                 { "$sent", sent_.value }, { "$queued", queued_.value }, { "$held", held_.value }, { "$asked", asked_.value },
                 { "$approved", approved_.value }, { "$told", told_.value }, { "$solo", solo_.value },
                 { "$stranger", stranger_.value }, { "$agreed", agreed_.value } })
            for (auto at = sql.find(word); at != sql.npos; at = sql.find(word))
                sql.replace(at, word.size(), std::to_string(id));
        execute(raw, sql);
        CHECK(sqlite3_total_changes(raw) > 0);
        for (auto const& wall : walls)
            execute(raw, wall);
        sqlite3_close(raw);
    }
    std::vector<app::verify::Violation> violations() const
    {
        auto const found = app::verify::consent(path_);
        REQUIRE(found);
        return *found;
    }
    std::string const& path() const { return path_; }

private:
    void follow_up()
    {
        auto yes = cast_.yes();
        yes.purpose = Purpose::FollowUp;
        yes.recipient = the_hotline;
        yes.fields.clear();
        agreed_ = give(cast_.world, cast_.maria, yes).value();
        REQUIRE(cases::save_safe_contact(cast_.world, cast_.maria, cast_.fern,
            { .call = cases::Known::Yes, .hours = { { { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }, "00:00", "24:00" } }, .zone = "America/Chicago" }, {}));
        auto permit = Gate::contact(cast_.world, cast_.maria, cast_.fern, cases::Way::Call);
        REQUIRE(permit);
        REQUIRE(Gate::contacted(cast_.world, cast_.maria, std::move(*permit)));
    }
    static void execute(sqlite3* raw, std::string const& sql)
    {
        auto const done = sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr);
        REQUIRE_MESSAGE(done == SQLITE_OK, sqlite3_errmsg(raw));
    }
    static std::vector<std::string> texts(sqlite3* raw, char const* sql)
    {
        std::vector<std::string> texts;
        sqlite3_stmt* statement = nullptr;
        REQUIRE(sqlite3_prepare_v2(raw, sql, -1, &statement, nullptr) == SQLITE_OK);
        while (sqlite3_step(statement) == SQLITE_ROW)
            texts.emplace_back(reinterpret_cast<char const*>(sqlite3_column_text(statement, 0)));
        sqlite3_finalize(statement);
        return texts;
    }

    GateCast cast_;
    std::string path_;
    Id<Consent> basis_, held_, agreed_;
    Id<Disclosure> sent_, queued_, told_;
    Id<Exception> asked_, approved_, solo_;
    Id<Person> stranger_;
};

struct Broken {
    char const* how;
    char const* rule;
    char const* what; ///< the beginning of the sentence
};

constexpr Broken broken[] = {
    { "update consent set told_risks = 0 where id = $basis", "C2", "a consent was given without being told the risks" },
    { "update consent set told_not_condition = 0 where id = $basis", "C2", "a consent was given without being told that help" },
    { "update consent set script_version = 9 where id = $basis", "C2", "a consent rests on a script" },
    { "update consent set method = 'nod' where id = $basis", "C3", "a consent was given in a way" },
    { "insert into release_standard (only, weakest_rank) values (1, 2)", "C3", "a consent is weaker" },
    { "update consent set method = 'verbal_two_staff' where id = $basis", "C3", "a consent that two heard" },
    { "update consent set valid_until = valid_from where id = $held", "C4", "a consent has no end" },
    { "update consent set valid_until = valid_from + 7776000001 where id = $basis", "C4", "a consent lasts more than ninety" },
    { "update consent set valid_until = valid_from + 2592000001 where id = $agreed", "C4", "a consent lasts longer than its script" },
    { "update consent set valid_from = valid_from - 1 where id = $held", "C4", "a consent began before" },
    { "update consent set recipient = 4711 where id = $held", "C5", "a consent is for nobody" },
    { "update consent set recipient = 1 where id = $held", "C5", "a consent to be contacted" },
    { "update consent set person = $stranger where id = $held", "C5", "a consent is of a person of another case" },
    { "update consent set revoked_how = null where status = 'revoked'", "C6", "a withdrawn consent" },
    { "insert into consent_field (consent, field_code) values ($basis, 'phone')", "C7", "a consent covers more" },
    { "update consent set field_count = 0 where id = $held; delete from consent_field where consent = $held", "C7", "a consent covers nothing" },
    { "update consent set status = 'active' where id = $held", "C9", "a consent given in doubt" },
    { "update consent set given_by = 'both', age_band = 'minor', guardian_is_abuser = 'unknown' where id = $basis", "C10", "a guardian who is" },
    { "update consent set given_by = 'guardian', guardian_is_abuser = 'no' where id = $basis", "C10", "somebody consented for an adult" },
    { "update consent set age_band = 'minor' where id = $basis", "C10", "a minor consented alone" },
    { "update consent set person_role = 'caller' where id = $basis", "C11", "who tells of another" },
    { "update consent set field_count = 3 where id = $basis; insert into consent_field values ($basis, 'signaler_name')", "C11", "a person let out who told" },
    { "update consent set person_role = 'alleged_trafficker' where id = $agreed", "C11", "an alleged trafficker" },
    { "insert into consent_refusal select id + 1, case_id, person, recipient, purpose, contact, 2, at, recorded_by from consent_refusal;"
      "insert into consent_refusal select id + 2, case_id, person, recipient, purpose, contact, 3, at, recorded_by from consent_refusal where attempt = 1",
        "C18", "a person was asked a third time" },
    { "insert into consent_field values ($basis, 'private_note')", "C20", "a consent covers a field that the forms" },
    { "update consent set language = 'vi' where id = $basis", "C21", "a consent is in a language" },
    { "update exception set kind = 'convenience' where id = $asked", "C12", "an exception is of no kind" },
    { "update exception_field set field_code = 'legal_name' where exception = $asked and field_code = 'location_exact'", "C12", "an exception covers more than its kind" },
    { "delete from exception_field where exception = $asked and field_code = 'location_exact'", "C12", "an exception covers more, or less" },
    { "delete from exception_observation where exception = $approved", "C13", "an exception rests on nothing" },
    { "update exception set decided_by = requested_by where id = $approved", "C13", "an exception was decided by who asked" },
    { "update exception set state = 'approved' where id = $asked", "C13", "an exception is in force" },
    { "update exception set valid_until = valid_until + 1 where id = $approved", "C13", "an exception lasts more than a day" },
    { "update exception set person = $stranger where id = $asked", "C13", "an exception is of a person" },
    { "update exception set kind = 'statute' where id = $solo", "C14", "somebody acted alone" },
    { "insert into exception_field values ($solo, 'alias', 'imminent_danger', 1)", "C14", "somebody acting alone sent more" },
    { "update exception set concurred_by = requested_by where id = $solo", "C14", "somebody who acted alone also" },
    { "delete from alarm where kind = 'solo_emergency'", "C14", "nobody was rung" },
    { "update exception set kind = 'minor_abuse' where id = $asked", "C15", "a report of a minor's abuse is about" },
    { "update exception set recipient = 7001 where id = $asked", "C15", "a report of a minor's abuse, or a danger" },
    { "update disclosure set consent = null where id = $queued", "C1", "something left, or waits, on no basis" },
    { "update disclosure set exception = $approved where id = $queued", "C1", "something left, or waits, on no basis" },
    { "update disclosure set consent = 4711 where id = $queued", "C1", "something left on a consent that is not there" },
    { "update disclosure set exception = 4711 where id = $told", "C1", "something left on an exception that is not there" },
    { "update disclosure_field set field_code = 'location_exact' where disclosure = $sent and field_code = 'need'", "C1", "a field left that its consent" },
    { "update disclosure_field set field_code = 'legal_name' where disclosure = $told", "C1", "a field left that its exception" },
    { "update disclosure_field set consent = $held where disclosure = $sent", "C1", "a field left on another basis" },
    { "delete from disclosure_field where disclosure = $sent and field_code = 'need'", "C1", "more, or fewer, fields" },
    { "update disclosure set content_hash = x'00' where id = $sent", "C1", "a disclosure holds no page" },
    { "update disclosure set person = $stranger where id = $sent", "C5", "something left about another person" },
    { "update disclosure set recipient = 7002 where id = $sent", "C5", "something left to another recipient" },
    { "update disclosure set purpose = 'live_transfer' where id = $sent", "C5", "something left for another purpose" },
    { "update disclosure set case_id = (select case_id from person where id = $stranger) where id = $sent", "C5", "something left about a person of another case" },
    { "update disclosure set decided_at = decided_at - 1 where id = $queued", "C4", "something was decided before" },
    { "update disclosure set sent_at = (select valid_until from consent where id = $basis) where id = $sent", "C4", "something left after its consent ended" },
    { "update consent set max_uses = 1 where id = $basis", "C4", "a consent was used more often" },
    { "update disclosure set sent_at = (select revoked_at + 1 from consent where id = disclosure.consent) where taken_back_at is not null", "C6", "something left, or was decided, after" },
    { "update consent set status = 'expired' where id = $basis", "C6", "something still waits" },
    { "update disclosure set taken_back_at = null where taken_back_at is not null", "C6", "a recipient still holds" },
    { "update consent set capacity = 'duress', repeated_by = 11, repeated_at = valid_from + 9 where id = $basis", "C9", "something was decided on a consent before" },
    { "update disclosure set decided_at = decided_at - 1 where id = $told", "C13", "something left on an exception before" },
    { "update exception set state = 'refused' where id = $approved", "C13", "something left on an exception that was refused" },
    { "update exception set state = 'corrected', concurred_at = decided_at - 1 where id = $approved", "C14", "something left, waits, or is still held" },
    { "update partner set ended_at = 1, state = 'ended' where organization = 7001", "C17", "something left to who was not designated" },
    { "update disclosure set recipient = 1 where id = $queued", "C1", "the hotline disclosed" },
    { "update disclosure set cancelled_at = 5 where id = $sent", "C1", "the state of a disclosure" },
    { "update contact_made set consent = $basis", "C1", "a person was contacted without" },
    { "update contact_made set at = at + 9999999999", "C1", "a person was contacted without" },
    { "insert into call_party (id, call, kind, subject, state, since, began_at) values (1, 1, 'provider', 7, 'talking', 5, 5)", "C1", "somebody outside was called into" },
    { "insert into call_ground (id, call, kind, subject, recipient, purpose, person, at) values (1, 1, 'provider', 7, 7001, 'live_transfer', 1, 5)", "C1", "a ground of a call is both" },
    { "insert into call_ground (id, call, kind, subject, recipient, purpose, person, consent, at) select 1, 1, 'provider', 7, 7001, 'live_transfer', person, id, valid_from from consent where id = $basis", "C5", "a ground of a call rests on a consent" },
    { "insert into call_ground (id, call, kind, subject, recipient, purpose, person, exception, at) select 1, 1, 'dispatcher', 7, recipient, purpose, person, id, 5 from exception where id = $approved", "C14", "a ground of a call rests on an exception" },
    { "insert into call_ground (id, call, kind, subject, recipient, purpose, person, exception, at) select 1, 1, 'provider', 7, recipient, purpose, person, id, decided_at from exception where id = $approved", "C1", "a provider joined a call by another" },
    { "insert into transfer (id, reference, signal, organization, state, needs, language, asked_by, asked_at, consent, idempotency_key, party) values (1, 'r', 1, 7001, 'left', '[]', 'en', 11, 5, $basis, 'k', 4)", "C1", "a provider was brought together" },
    { "delete from event where what = 'consent_given'", "audit", "a consent was recorded" },
    { "delete from event where what = 'consent_withdrawn'", "audit", "a consent was withdrawn" },
    { "delete from event where what = 'consent_repeated_in_private'", "audit", "a consent was repeated" },
    { "delete from event where what = 'solo_emergency'", "audit", "an exception was asked for" },
    { "update event set actor = 14 where what = 'exception_approved'", "audit", "an exception was approved" },
    { "delete from event where what = 'disclosure_decided' and about_id = $queued", "audit", "something was decided to leave" },
    { "delete from event where what = 'disclosure_sent' and about_id = $sent", "audit", "something left and no event" },
};

} // namespace

TEST("a file in which all went by the rules has no violation")
{
    LivedIn const file;

    for (auto const& violation : file.violations())
        FAIL_CHECK(violation.rule << " " << violation.what << " " << violation.row);
}

TEST("each broken promise is found from the rows alone, and named by its rule")
{
    for (auto const& row : broken) {
        LivedIn file;
        file.tamper(row.how);

        auto const found = file.violations();

        bool const named = std::ranges::any_of(found, [&](auto const& violation) {
            return violation.rule == row.rule && violation.what.starts_with(row.what);
        });
        CHECK_MESSAGE(named, row.how);
    }
}

TEST("a database that lost a constraint of its wall is told of, though no row is wrong yet")
{
    LivedIn file;
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(file.path().c_str(), &raw) == SQLITE_OK);
    REQUIRE(sqlite3_exec(raw, "drop trigger disclosure_has_basis", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(raw);

    auto const found = file.violations();

    REQUIRE(found.size() == 1);
    CHECK(found[0].rule == "wall");
    CHECK(found[0].what.ends_with("disclosure_has_basis"));
}

TEST("every constraint that guards consents is on the verifier's list")
{
    LivedIn file;
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(file.path().c_str(), &raw) == SQLITE_OK);
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(raw,
                "select name from sqlite_schema where type = 'trigger' and tbl_name in ('consent', 'consent_field', 'consent_refusal', "
                "'exception', 'exception_field', 'exception_observation', 'disclosure', 'disclosure_field', 'contact_made', 'call_ground', 'call_party')",
                -1, &statement, nullptr) == SQLITE_OK);
    std::vector<std::string> names;
    while (sqlite3_step(statement) == SQLITE_ROW)
        names.emplace_back(reinterpret_cast<char const*>(sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    for (auto const& name : names)
        REQUIRE(sqlite3_exec(raw, ("drop trigger " + name).c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(raw);

    CHECK(file.violations().size() == names.size());
}

TEST("what is no hotline's file is no clean bill")
{
    CHECK_FALSE(app::verify::consent("/tmp/reachline-no-such-file.db"));
    CHECK_FALSE(app::verify::consent(":memory:"));
}
