#include "hotline/consent/cast_for_tests.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

namespace {

void check_refused(GateCast& cast, NewConsent const& said, Fault fault = Fault::NotAllowed)
{
    auto const events = cast.events();
    auto const rows = cast.database.number("select count(*) from consent").value();

    auto const given = give(cast.world, cast.maria, said);

    CHECK(own_fault_of(given) == fault);
    CHECK(cast.database.number("select count(*) from consent").value() == rows);
    CHECK(cast.events() == events);
}

NewConsent with(NewConsent said, auto change)
{
    change(said);
    return said;
}

Id<Person> minor_with(GateCast& cast, cases::Known guardian_is_abuser)
{
    return cast.person_in(cast.subject,
        { .age_band = cases::AgeBand::Minor, .guardian_is_abuser = guardian_is_abuser });
}

} // namespace

TEST("a consent is one person, one recipient, one purpose, named fields and an end")
{
    GateCast cast;

    auto const id = cast.given();

    auto const row = find(cast.world, cast.maria, id).value();
    CHECK(row.person == cast.fern);
    CHECK(row.recipient == GateCast::the_shelter);
    CHECK(row.purpose == Purpose::Referral);
    CHECK(row.fields == std::vector<std::string> { "alias", "need" });
    CHECK(row.valid_from == cast.world.now());
    CHECK(row.valid_until == cast.world.now() + Days(30));
    CHECK(row.state == State::Active);
    CHECK(in_force(cast.world, cast.fern, GateCast::the_shelter, Purpose::Referral).value()->id == id);
    CHECK_FALSE(in_force(cast.world, cast.fern, GateCast::the_clinic, Purpose::Referral).value());
    CHECK_FALSE(in_force(cast.world, cast.fern, GateCast::the_shelter, Purpose::LiveTransfer).value());
}

TEST("a repeated post is the first consent again")
{
    GateCast cast;
    auto const said = with(cast.yes(), [](auto& c) { c.idempotency_key = "k1"; });

    CHECK(give(cast.world, cast.maria, said).value() == give(cast.world, cast.maria, said).value());
    CHECK(consents_of(cast.world, cast.maria, cast.subject)->size() == 1);
}

TEST("C2: who was not told the risks, or that help does not depend on it, has not consented")
{
    GateCast cast;
    check_refused(cast, with(cast.yes(), [](auto& c) { c.told_risks = false; }));
    check_refused(cast, with(cast.yes(), [](auto& c) { c.told_not_condition = false; }));
    check_refused(cast, with(cast.yes(), [](auto& c) { c.script_version = 0; }), Fault::Conflict);
}

TEST("C3: where the law demands more than a spoken word, a spoken word is not taken")
{
    GateCast cast;
    auto const spoken = with(cast.yes(), [](auto& c) { c.method = Method::VerbalOneStaff; });
    CHECK(give(cast.world, cast.maria, spoken));
    CHECK_FALSE(set_release_standard(cast.world, "a_nod"));
    REQUIRE(set_release_standard(cast.world, "typed_in_chat"));

    check_refused(cast, spoken);

    CHECK(give(cast.world, cast.maria, cast.yes()));
}

TEST("two of the staff who heard it are two")
{
    GateCast cast;
    auto const heard = with(cast.yes(), [](auto& c) { c.method = Method::VerbalTwoStaff; });
    check_refused(cast, heard);
    check_refused(cast, with(heard, [&](auto& c) { c.witness = cast.maria.account; }));
    CHECK(give(cast.world, cast.maria, with(heard, [&](auto& c) { c.witness = cast.sam.account; })));
}

TEST("C4: a consent ends, by default as its script says and never later than that allows")
{
    GateCast cast;
    auto const now = cast.world.now();
    struct Row {
        Purpose purpose;
        Id<Organization> recipient;
        milliseconds life;
    };
    for (auto const& row : { Row { Purpose::LiveTransfer, GateCast::the_shelter, hours(2) },
             Row { Purpose::FollowUp, the_hotline, Days(7) }, Row { Purpose::Referral, GateCast::the_shelter, Days(30) },
             Row { Purpose::LeReport, GateCast::the_police, Days(30) } }) {
        auto const id = give(cast.world, cast.maria, with(cast.yes(), [&](auto& c) {
            c.purpose = row.purpose;
            c.recipient = row.recipient;
        }));
        REQUIRE(id);
        CHECK(find(cast.world, cast.maria, *id)->valid_until == now + row.life);
    }
    check_refused(cast, with(cast.yes(), [&](auto& c) { c.valid_until = now + Days(91); }));
    check_refused(cast, with(cast.yes(), [&](auto& c) { c.purpose = Purpose::LiveTransfer; c.valid_until = now + hours(25); }));
    check_refused(cast, with(cast.yes(), [&](auto& c) { c.valid_until = now; }), Fault::Invalid);
    CHECK(give(cast.world, cast.maria, with(cast.yes(), [&](auto& c) { c.valid_until = now + Days(90); })));
}

TEST("C5: nobody consents to whom the hotline did not designate, or for what they are not there")
{
    GateCast cast;
    check_refused(cast, with(cast.yes(), [](auto& c) { c.recipient = Id<Organization> { 4711 }; }));
    check_refused(cast, with(cast.yes(), [](auto& c) { c.recipient = GateCast::the_police; }));
    check_refused(cast, with(cast.yes(), [](auto& c) { c.purpose = Purpose::LeReport; }));
    check_refused(cast, with(cast.yes(), [](auto& c) { c.recipient = the_hotline; }));
    check_refused(cast, with(cast.yes(), [](auto& c) { c.purpose = Purpose::FollowUp; }));
}

TEST("C7: nothing is told by default, and a field that the forms do not know is none")
{
    GateCast cast;
    check_refused(cast, with(cast.yes(), [](auto& c) { c.fields.clear(); }), Fault::Invalid);
    check_refused(cast, with(cast.yes(), [](auto& c) { c.fields = { "alias", "alias" }; }), Fault::Invalid);
    CHECK_FALSE(give(cast.world, cast.maria, with(cast.yes(), [](auto& c) { c.fields = { "private_note" }; })));
}

TEST("C9: a yes in doubt or under duress is held until it is said again in private")
{
    GateCast cast;
    auto const under_duress = give(cast.world, cast.maria, with(cast.yes(), [](auto& c) { c.duress_suspected = true; })).value();
    CHECK(find(cast.world, cast.maria, under_duress)->state == State::PendingPrivate);
    CHECK_FALSE(in_force(cast.world, cast.fern, GateCast::the_shelter, Purpose::Referral).value());
    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, cast.ask(under_duress))) == Fault::NotAllowed);
    CHECK(own_fault_of(repeat_in_private(cast.world, cast.sam, under_duress)) == Fault::NotFound);

    REQUIRE(repeat_in_private(cast.world, cast.maria, under_duress));

    CHECK(find(cast.world, cast.maria, under_duress)->state == State::Active);
    CHECK(Gate::permit(cast.world, cast.maria, cast.ask(under_duress)));
    CHECK(own_fault_of(repeat_in_private(cast.world, cast.maria, under_duress)) == Fault::Conflict);
}

TEST("C9: a withdrawal is honoured in doubt and under duress as well")
{
    GateCast cast;
    auto const held = give(cast.world, cast.maria, with(cast.yes(), [](auto& c) { c.duress_suspected = true; })).value();

    REQUIRE(withdraw(cast.world, cast.maria, held, "said"));

    CHECK(find(cast.world, cast.maria, held)->state == State::Revoked);
    CHECK(own_fault_of(repeat_in_private(cast.world, cast.maria, held)) == Fault::Conflict);
}

TEST("C9: what is doubted of a person holds their consent without anybody saying so again")
{
    GateCast cast;
    for (auto const capacity : { cases::Capacity::Doubted, cases::Capacity::Duress, cases::Capacity::Lacking }) {
        auto const person = cast.person_in(cast.subject, { .age_band = cases::AgeBand::Adult, .capacity = capacity });
        auto const id = give(cast.world, cast.maria, with(cast.yes(), [&](auto& c) { c.person = person; })).value();
        CHECK(find(cast.world, cast.maria, id)->state == State::PendingPrivate);
    }
}

TEST("C10: the abuser, or who may be, never consents for a minor")
{
    GateCast cast;
    for (auto const known : { cases::Known::Yes, cases::Known::Unknown })
        for (auto const by : { GivenBy::Guardian, GivenBy::Both })
            check_refused(cast, with(cast.yes(), [&, person = minor_with(cast, known)](auto& c) {
                c.person = person;
                c.given_by = by;
            }));
}

TEST("C10: a minor consents together with a guardian who is not the abuser, or alone where a law says so")
{
    GateCast cast;
    auto const said = with(cast.yes(), [&](auto& c) { c.person = minor_with(cast, cases::Known::No); });

    check_refused(cast, said);
    check_refused(cast, with(said, [](auto& c) { c.given_by = GivenBy::Guardian; }));
    CHECK(give(cast.world, cast.maria, with(said, [](auto& c) { c.given_by = GivenBy::Both; })));
    CHECK(give(cast.world, cast.maria, with(said, [](auto& c) { c.minor_alone_rule = "TX Fam. 32.004"; })));
    for (std::string const wrong : { "", "TX", "her mother Rosa said so", "TX because Marigold is 17", "TX Fam. Code" })
        CHECK(fault_of(give(cast.world, cast.maria, with(said, [&](auto& c) { c.minor_alone_rule = wrong; }))) == Fault::Invalid);
}

TEST("C10: nobody else consents for an adult who can")
{
    GateCast cast;
    auto const adult = cast.person_in(cast.subject, { .age_band = cases::AgeBand::Adult, .guardian_is_abuser = cases::Known::No });
    auto const unknown = cast.person_in(cast.subject, { .age_band = cases::AgeBand::Unknown, .guardian_is_abuser = cases::Known::No });
    auto const lacking = cast.person_in(cast.subject,
        { .age_band = cases::AgeBand::Adult, .capacity = cases::Capacity::Lacking, .guardian_is_abuser = cases::Known::No });

    check_refused(cast, with(cast.yes(), [&](auto& c) { c.person = adult; c.given_by = GivenBy::Guardian; }));
    check_refused(cast, with(cast.yes(), [&](auto& c) { c.person = unknown; c.given_by = GivenBy::Both; }));
    auto const id = give(cast.world, cast.maria, with(cast.yes(), [&](auto& c) { c.person = lacking; c.given_by = GivenBy::Guardian; }));
    REQUIRE(id);
    CHECK(find(cast.world, cast.maria, *id)->state == State::Active);
}

TEST("C11: who tells of another lets out their own identity and not the other's")
{
    GateCast cast;
    auto const tipster = cast.person_in(cast.subject, { .role = cases::PersonRole::Caller, .age_band = cases::AgeBand::Adult });
    auto const report = with(cast.yes(), [&](auto& c) {
        c.person = tipster;
        c.purpose = Purpose::LeReport;
        c.recipient = GateCast::the_police;
        c.fields = { "signaler_name", "signaler_phone" };
    });

    CHECK(give(cast.world, cast.maria, report));
    check_refused(cast, with(report, [](auto& c) { c.fields.push_back("situation_summary"); }));
    check_refused(cast, with(report, [](auto& c) { c.fields.push_back("location_exact"); }));
    check_refused(cast, with(report, [&](auto& c) { c.person = cast.fern; })); // nor does she let out who told
}

TEST("C11: who is said to be the trafficker gives no consent")
{
    GateCast cast;
    auto const he = cast.person_in(cast.subject, { .role = cases::PersonRole::AllegedTrafficker, .age_band = cases::AgeBand::Adult });
    check_refused(cast, with(cast.yes(), [&](auto& c) { c.person = he; }));
}

TEST("C18: a no is kept, may be asked once more in a contact, and never a third time")
{
    GateCast cast;
    auto const no = [&] { return refuse(cast.world, cast.maria, cast.fern, Purpose::Referral, GateCast::the_shelter); };
    REQUIRE(no());
    CHECK(may_ask(cast.world, cast.fern, Purpose::Referral, GateCast::the_shelter).value());
    REQUIRE(no());

    CHECK_FALSE(may_ask(cast.world, cast.fern, Purpose::Referral, GateCast::the_shelter).value());
    CHECK(own_fault_of(no()) == Fault::NotAllowed);
    check_refused(cast, cast.yes());
    CHECK(may_ask(cast.world, cast.fern, Purpose::Referral, GateCast::the_clinic).value());
    CHECK(refusals_of(cast.world, cast.maria, cast.subject)->size() == 2);

    auto const next_contact = cast.signal_with(cast.maria);
    REQUIRE(cases::link_signal(cast.world, cast.maria, cast.subject, next_contact));
    CHECK(give(cast.world, cast.maria, cast.yes()));
}

TEST("C21: in a language without an approved script an interpreter is named")
{
    GateCast cast;
    check_refused(cast, with(cast.yes(), [](auto& c) { c.language = "vi"; }));
    CHECK(give(cast.world, cast.maria, with(cast.yes(), [](auto& c) { c.language = "vi"; c.interpreter = "interpreter 7"; })));
    CHECK(give(cast.world, cast.maria, with(cast.yes(), [](auto& c) { c.language = "es"; })));
}

TEST("a consent is withdrawn in one word, by the person's own receipt too, and not by who may not see it")
{
    GateCast cast;
    auto const first = cast.given();
    auto const second = cast.given();

    CHECK(own_fault_of(withdraw(cast.world, cast.sam, first, "said")) == Fault::NotFound);
    CHECK(own_fault_of(withdraw(cast.world, cast.maria, first, "in_a_dream")) == Fault::Invalid);
    CHECK(find(cast.world, cast.maria, first)->state == State::Active);
    REQUIRE(withdraw(cast.world, Actor::signaler(), first, "by_receipt"));
    REQUIRE(withdraw_all(cast.world, cast.maria, cast.fern, "said"));

    CHECK(find(cast.world, cast.maria, first)->revoked_how == "by_receipt");
    CHECK(find(cast.world, cast.maria, second)->state == State::Revoked);
    CHECK(withdraw(cast.world, cast.maria, first, "said")); // again is no fault
    CHECK(find(cast.world, cast.maria, first)->revoked_how == "by_receipt");
}

TEST("a conversation's number takes back all that those have agreed to who agreed in it, and nothing of others")
{
    GateCast cast;
    auto const tipster = cast.person_in(cast.subject, { .role = cases::PersonRole::Caller, .age_band = cases::AgeBand::Adult });
    auto const given_in = [&](Id<Signal> signal, Id<Person> person, std::vector<std::string> fields) {
        REQUIRE(cast.database.run("update signal set state = 'closed' where id <> ?1", signal));
        return give(cast.world, cast.maria, with(cast.yes(), [&](auto& c) { c.person = person; c.fields = std::move(fields); })).value();
    };
    auto const linked = [&] {
        auto const signal = cast.signal_with(cast.maria);
        REQUIRE(cases::link_signal(cast.world, cast.maria, cast.subject, signal));
        return signal;
    };
    auto const state_of = [&](Id<Consent> id) { return find(cast.world, cast.maria, id)->state; };
    auto const alarms = [&] {
        return cast.database.number("select count(*) from alarm where kind = 'taken_back_by_number'").value();
    };
    auto const before = given_in(linked(), cast.fern, { "alias" });
    auto const tip = linked();
    auto const of_tipster = given_in(tip, tipster, { "signaler_name" });
    auto const chat = linked();
    auto const in_chat = given_in(chat, cast.fern, { "alias", "need" });
    auto const another_case = cast.case_of(cast.maria);
    auto const stranger = linked();

    CHECK(take_back(cast.world, stranger)->taken_back.empty());
    CHECK(state_of(in_chat) == State::Active);
    CHECK(alarms() == 1); // who it was that came back, a person finds out
    REQUIRE(take_back(cast.world, chat));

    CHECK(state_of(in_chat) == State::Revoked);
    CHECK(find(cast.world, cast.maria, in_chat)->revoked_how == "by_receipt");
    CHECK(state_of(before) == State::Revoked);
    CHECK(state_of(of_tipster) == State::Active);
    REQUIRE(take_back(cast.world, tip));
    CHECK(state_of(of_tipster) == State::Revoked);
    CHECK(consents_of(cast.world, cast.maria, another_case)->empty());
    CHECK(alarms() == 1);
    CHECK(take_back(cast.world, tip)); // again is no fault
}

TEST("a consent that nobody was heard to give in a conversation of its case is refused by the database")
{
    GateCast cast;
    auto const foreign = cast.signal_with(cast.maria);
    auto const id = cast.given();

    CHECK_FALSE(cast.database.run("update consent set said_in = ?2 where id = ?1", id, foreign));
    CHECK_FALSE(cast.database.run("insert into consent select ?2, case_id, person, recipient, purpose, given_by, method, language, "
                                  "interpreter, script_version, told_risks, told_not_condition, age_band, capacity, "
                                  "guardian_is_abuser, minor_alone_rule, status, valid_from, valid_until, max_uses, field_count, "
                                  "recorded_by, recorded_at, witnessed_by, repeated_by, repeated_at, revoked_at, revoked_how, "
                                  "'another', person_role, ?3 from consent where id = ?1",
        id, cast.world.new_id<Consent>(), foreign));
}

TEST("consents and refusals of a case are for who may see it")
{
    GateCast cast;
    auto const id = cast.given();

    CHECK(own_fault_of(find(cast.world, cast.sam, id)) == Fault::NotFound);
    CHECK(own_fault_of(consents_of(cast.world, cast.sam, cast.subject)) == Fault::NotFound);
    CHECK(own_fault_of(refusals_of(cast.world, cast.sam, cast.subject)) == Fault::NotFound);
    CHECK(own_fault_of(refuse(cast.world, cast.sam, cast.fern, Purpose::Referral, GateCast::the_shelter)) == Fault::NotFound);
    CHECK(own_fault_of(give(cast.world, cast.sam, cast.yes())) == Fault::NotFound);
    CHECK(find(cast.world, cast.ana, id));
}
