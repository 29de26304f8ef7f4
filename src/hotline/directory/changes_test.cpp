#include "hotline/directory/changes_store.hpp"

#include "hotline/directory/contacts.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/test_directory.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

namespace {

/// A listed shelter, its own desk, a desk of another provider, and two more of the hotline.
struct ChangesCast : TestDirectory {
    Id<Organization> organization = an_organization();
    Id<Listing> id = listed(a_shelter(organization));
    Actor at_the_shelter = desk_of(21, organization);
    Actor colleague_there = desk_of(22, organization);
    Actor elsewhere = desk_of(23, an_organization("Tin Kettle"));
    Actor second_editor = staff(13, people::Role::Editor);
    Actor second_verifier = staff(14, people::Role::Verifier);
    Amendment other_number { .phones = std::vector<Phone> { { .number = "713-555-0199" } } };

    static Actor desk_of(std::int64_t account, Id<Organization> of)
    {
        return { .kind = Actor::Kind::Partner,
            .account = { account },
            .roles = { people::Role::PartnerUser },
            .organization = of };
    }
    Id<ListingChange> proposed(Actor const& by, Amendment const& what)
    {
        return propose(world, by, reference, id, what).value();
    }
    WaitingChange waiting(Id<ListingChange> change)
    {
        return waiting_change(database, change).value();
    }
    Done let(Actor const& by, Id<ListingChange> change)
    {
        return apply(world, by, reference, change);
    }
    void wait(hours span) { ledger.clock.advance(span); }
    std::string number() { return public_service(database, id)->phones.at(0).number; }
    std::int64_t events() { return database.number("select count(*) from event").value(); }
};

Fault fault_of(Done const& done)
{
    REQUIRE_FALSE(done);
    return done.error().fault;
}

} // namespace

TEST("a changed number stands after 72 hours and a yes on the old one, let by another than who "
     "proposed it")
{
    ChangesCast cast;

    auto const change = cast.proposed(cast.editor, cast.other_number);
    CHECK(cast.number() == "713-555-0142");
    CHECK(cast.waiting(change).held == std::vector<std::string> { "phones" });
    CHECK(cast.waiting(change).held_until == cast.world.now() + change_hold);
    CHECK(numbers_to_call(cast.database, cast.waiting(change)).value().front().number
        == "713-555-0142");
    REQUIRE(called_back(cast.world, cast.second_editor, change, CalledBack::Confirmed));
    cast.wait(hours { 72 });
    REQUIRE(cast.let(cast.verifier, change));

    CHECK(cast.number() == "713-555-0199");
    CHECK(waiting_changes(cast.database)->empty());
    CHECK(fault_of(cast.let(cast.verifier, change)) == Fault::NotFound);
}

TEST("a held change does not stand an hour early, nor without a call, nor after a call that nobody "
     "took")
{
    ChangesCast cast;
    auto const change = cast.proposed(cast.editor, cast.other_number);

    cast.wait(hours { 72 });
    CHECK(fault_of(cast.let(cast.verifier, change)) == Fault::Conflict);
    REQUIRE(called_back(cast.world, cast.verifier, change, CalledBack::NoAnswer));
    CHECK(fault_of(cast.let(cast.verifier, change)) == Fault::Conflict);
    auto const second = cast.proposed(cast.editor, cast.other_number);
    REQUIRE(called_back(cast.world, cast.verifier, second, CalledBack::Confirmed));
    cast.wait(hours { 71 });
    CHECK(fault_of(cast.let(cast.verifier, second)) == Fault::Conflict);

    CHECK(cast.number() == "713-555-0142");
    cast.wait(hours { 1 });
    CHECK(cast.let(cast.verifier, second));
}

TEST("who proposed a change neither calls back nor decides, also with more roles, and the provider "
     "never does")
{
    ChangesCast cast;
    auto const change = cast.proposed(cast.editor, cast.other_number);
    auto const theirs = cast.proposed(cast.at_the_shelter, cast.other_number);
    auto both = cast.verifier;
    both.account = cast.editor.account;
    auto const before = cast.events();

    CHECK(fault_of(called_back(cast.world, cast.editor, change, CalledBack::Confirmed))
        == Fault::NotAllowed);
    CHECK(fault_of(called_back(cast.world, both, change, CalledBack::Confirmed))
        == Fault::NotAllowed);
    CHECK(fault_of(called_back(cast.world, cast.colleague_there, theirs, CalledBack::Confirmed))
        == Fault::NotAllowed);
    CHECK(fault_of(called_back(cast.world, cast.maria, theirs, CalledBack::Confirmed))
        == Fault::NotAllowed);
    CHECK(fault_of(cast.let(both, change)) == Fault::NotAllowed);
    CHECK(fault_of(cast.let(cast.second_editor, change)) == Fault::NotAllowed);
    CHECK(fault_of(cast.let(cast.colleague_there, theirs)) == Fault::NotAllowed);
    CHECK(fault_of(refuse(cast.world, cast.colleague_there, change)) == Fault::NotAllowed);

    CHECK(cast.events() == before);
    CHECK(waiting_changes(cast.database, cast.id)->size() == 2);
}

TEST("a no on the old number refuses the change at once and is told once to whoever raises alarms")
{
    ChangesCast cast;
    auto const change = cast.proposed(cast.at_the_shelter, cast.other_number);
    REQUIRE(called_back(cast.world, cast.verifier, change, CalledBack::Confirmed));

    REQUIRE(called_back(cast.world, cast.second_editor, change, CalledBack::Denied));

    CHECK(denied_changes(cast.world).value() == std::vector { cast.id });
    CHECK(denied_changes(cast.world)->empty());
    cast.wait(hours { 100 });
    CHECK(fault_of(cast.let(cast.second_verifier, change)) == Fault::NotFound);
    CHECK(cast.number() == "713-555-0142");
}

TEST("a yes is heard once, and only of what is held")
{
    ChangesCast cast;
    auto const change = cast.proposed(cast.editor, cast.other_number);
    auto const typo = cast.proposed(cast.editor, { .description = "A bed for tonight, always." });

    REQUIRE(called_back(cast.world, cast.verifier, change, CalledBack::NoAnswer));
    REQUIRE(called_back(cast.world, cast.verifier, change, CalledBack::Confirmed));

    CHECK(fault_of(called_back(cast.world, cast.verifier, change, CalledBack::NoAnswer))
        == Fault::Conflict);
    CHECK(fault_of(called_back(cast.world, cast.verifier, typo, CalledBack::Confirmed))
        == Fault::Conflict);
    CHECK(cast.waiting(change).called_back_by == cast.verifier.account);
}

TEST("a typo in a text waits for a second person alone")
{
    ChangesCast cast;

    auto const change = cast.proposed(cast.editor, { .description = "A bed for tonight, always." });

    CHECK_FALSE(cast.waiting(change).held_until);
    CHECK(fault_of(cast.let(cast.second_editor, change)) == Fault::NotAllowed);
    REQUIRE(cast.let(cast.verifier, change));
    CHECK(public_service(cast.database, cast.id)->description == "A bed for tonight, always.");
}

TEST("a number or an address inside a text is held like one in its field, one that stood there is "
     "not")
{
    ChangesCast cast;

    auto const hidden =
        cast.proposed(cast.editor, { .description = "A bed. Call (713) 555-0199." });
    auto const mail = cast.proposed(cast.editor, { .fees = "Ask beds@example.org" });
    auto const old = cast.proposed(
        cast.editor, { .description = "Call 713.555.0142, closed 2026-12-24, 9.00 - 17.00" });

    CHECK(cast.waiting(hidden).held == std::vector<std::string> { "description" });
    CHECK(cast.waiting(mail).held == std::vector<std::string> { "fees" });
    CHECK(cast.waiting(old).held.empty());
    CHECK(fault_of(cast.let(cast.verifier, hidden)) == Fault::Conflict);
    CHECK(contacts_in("12 beds, $1,500, ages 18-24, 24/7, since 1998").empty());
    CHECK(contacts_in("see www.Example.org/now.")
        == std::vector<std::string> { "www.example.org/now" });
}

TEST("a place, an e-mail and a website are held as a number is")
{
    ChangesCast cast;

    for (Amendment const& change :
        { Amendment { .site = TestDirectory::a_house() }, Amendment { .email = "new@example.org" },
            Amendment { .website = "https://new.example.org" } })
        CHECK(cast.waiting(cast.proposed(cast.editor, change)).held.size() == 1);
}

TEST("a change is told in two parts, so that hours do not wait with a number")
{
    ChangesCast cast;
    auto both = cast.other_number;
    both.fees = "Free";

    auto const parts = parted(listing(cast.database, cast.id).value(), both);

    CHECK(parts.held == cast.other_number);
    CHECK(parts.rest == Amendment { .fees = "Free" });
    CHECK_FALSE(says_nothing(parts.rest));
    CHECK(says_nothing({}));
}

TEST("what is no different is left out of a change, and a change of nothing is none")
{
    ChangesCast cast;
    auto same = cast.other_number;
    same.name = "Copper Lantern shelter";
    same.minimum_age = -1;

    CHECK(cast.waiting(cast.proposed(cast.editor, same)).amendment == cast.other_number);
    auto const nothing = propose(cast.world, cast.editor, cast.reference, cast.id,
        { .name = "Copper Lantern shelter", .maximum_age = -1 });
    CHECK(nothing.error().fault == Fault::Invalid);
}

TEST("a provider proposes for its own listing, in the fields that are its own to say, and for no "
     "other")
{
    ChangesCast cast;
    auto const before = cast.events();
    auto const refused = [&](Actor const& by, Amendment const& what) {
        return propose(cast.world, by, cast.reference, cast.id, what).error();
    };

    auto const foreign = refused(cast.elsewhere, cast.other_number);
    auto const nowhere =
        propose(cast.world, cast.elsewhere, cast.reference, { 77 }, cast.other_number).error();
    CHECK(foreign.fault == Fault::NotFound);
    CHECK(foreign.text.view() == nowhere.text.view());
    CHECK(refused(cast.maria, cast.other_number).fault == Fault::NotAllowed);
    CHECK(refused(cast.verifier, cast.other_number).fault == Fault::NotAllowed);
    for (Amendment const& change : { Amendment { .visibility = Visibility::Advocate },
             Amendment { .categories = std::vector<std::string> { "legal_imm" } },
             Amendment { .accepts_live_transfer = true }, Amendment { .partner_note = "ours" },
             Amendment { .advocate_note = "ours" } })
        CHECK(refused(cast.at_the_shelter, change).fault == Fault::NotAllowed);
    CHECK(cast.events() == before);

    auto const change = cast.waiting(cast.proposed(cast.at_the_shelter, cast.other_number));
    CHECK(change.by_owner);
    CHECK(change.was.phones->front().number == "713-555-0142");
}

TEST("a change is taken back by who proposed it, at a provider by any of its desk, and by nobody "
     "else")
{
    ChangesCast cast;
    auto const theirs = cast.proposed(cast.at_the_shelter, cast.other_number);
    auto const ours = cast.proposed(cast.editor, { .fees = "Free" });

    CHECK(fault_of(withdraw(cast.world, cast.elsewhere, theirs)) == Fault::NotFound);
    CHECK(fault_of(withdraw(cast.world, cast.at_the_shelter, ours)) == Fault::NotFound);
    CHECK(fault_of(withdraw(cast.world, cast.second_editor, ours)) == Fault::NotFound);
    REQUIRE(withdraw(cast.world, cast.colleague_there, theirs));
    REQUIRE(withdraw(cast.world, cast.editor, ours));

    CHECK(waiting_changes(cast.database)->empty());
    CHECK(fault_of(cast.let(cast.verifier, ours)) == Fault::NotFound);
}

TEST("what was asked after must still be what stands there when it is let")
{
    ChangesCast cast;
    auto const first = cast.proposed(cast.editor, cast.other_number);
    auto const second = cast.proposed(
        cast.editor, { .phones = std::vector<Phone> { { .number = "713-555-0188" } } });
    for (auto const change : { first, second })
        REQUIRE(called_back(cast.world, cast.verifier, change, CalledBack::Confirmed));
    cast.wait(hours { 72 });

    REQUIRE(cast.let(cast.verifier, first));

    CHECK(fault_of(cast.let(cast.verifier, second)) == Fault::Conflict);
    CHECK(cast.number() == "713-555-0199");
}

TEST("a text that told the old number is held once that number is gone")
{
    ChangesCast cast;
    auto const number = cast.proposed(cast.editor, cast.other_number);
    auto const text = cast.proposed(cast.editor, { .description = "Call 713-555-0142." });
    REQUIRE(called_back(cast.world, cast.verifier, number, CalledBack::Confirmed));
    cast.wait(hours { 72 });
    REQUIRE(cast.let(cast.verifier, number));

    CHECK(fault_of(cast.let(cast.verifier, text)) == Fault::Conflict);
}

TEST("where no number stood before nobody can say yes")
{
    ChangesCast cast;
    auto silent = TestDirectory::a_shelter(cast.organization);
    silent.phones.clear();
    cast.id = cast.listed(silent);

    auto const change = cast.proposed(cast.editor, cast.other_number);

    CHECK(fault_of(called_back(cast.world, cast.verifier, change, CalledBack::Confirmed))
        == Fault::Conflict);
    CHECK(called_back(cast.world, cast.verifier, change, CalledBack::NoAnswer));
}

TEST("a listing does not fill the queue: past a number of waiting changes the next is refused")
{
    ChangesCast cast;
    for (int i = 0; i < most_waiting_changes; ++i)
        cast.proposed(cast.at_the_shelter, { .fees = "Free " + std::to_string(i) });

    CHECK(propose(cast.world, cast.at_the_shelter, cast.reference, cast.id, { .fees = "Free" })
              .error()
              .fault
        == Fault::Busy);
}

TEST("the database itself lets no held change stand early, unheard, by who proposed it, or unheld")
{
    ChangesCast cast;
    auto const change = cast.proposed(cast.editor, cast.other_number);
    auto const late = cast.world.now() + hours { 73 };
    auto const refused = [&](Literal statement, auto const&... values) {
        return cast.database.run(statement, values...).error().fault == Fault::NotAllowed;
    };

    // Unheard, then early, then called by who proposed it, then decided by who proposed it.
    CHECK(refused(
        "update service_change set state = 'applied', decided_by = 99, decided_at = ?1", late));
    REQUIRE(called_back(cast.world, cast.verifier, change, CalledBack::Confirmed));
    CHECK(refused("update service_change set state = 'applied', decided_by = 99, decided_at = "
                  "proposed_at + 1"));
    CHECK(refused("update service_change set called_back_by = proposed_by"));
    CHECK(refused(
        "update service_change set state = 'applied', decided_by = proposed_by, decided_at = ?1",
        late));
    // The hold, the numbers and the history stay.
    CHECK(refused("update service_change set held = '', held_until = null"));
    CHECK(refused("update service_change set amendment = '{}'"));
    CHECK(refused("delete from service_change"));
    // A number without a hold, and one that is there at once, cannot be written.
    CHECK(refused("insert into service_change (id, service, amendment, was, by_owner, proposed_by, "
                  "proposed_at, held, alarm_due, state) "
                  "values (5, ?1, '{\"phones\":[]}', '{}', 0, 11, 1, '', 0, 'waiting')",
        cast.id));
    CHECK(refused("insert into service_change (id, service, amendment, was, by_owner, proposed_by, "
                  "proposed_at, held, alarm_due, state, decided_by, decided_at) "
                  "values (5, ?1, '{}', '{}', 0, 11, 1, '', 0, 'applied', 12, 2)",
        cast.id));
    REQUIRE(cast.database.run(
        "update service_change set state = 'applied', decided_by = 99, decided_at = ?1", late));
    CHECK(refused(
        "update service_change set state = 'waiting', decided_by = null, decided_at = null"));
}

TEST("a refused change changes nothing")
{
    ChangesCast cast;
    auto const change = cast.proposed(cast.editor, { .name = "Other" });

    REQUIRE(refuse(cast.world, cast.verifier, change));

    CHECK(public_service(cast.database, cast.id)->name == "Copper Lantern shelter");
    CHECK(waiting_changes(cast.database)->empty());
}
