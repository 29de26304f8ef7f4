#include "hotline/directory/owners.hpp"

#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/test_directory.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

namespace {

struct OwnersCast : TestDirectory {
    Id<Organization> organization = an_organization();
    Id<Listing> id = listed(a_shelter(organization));
    Actor owner = desk_of(21, organization);
    Actor elsewhere = desk_of(23, an_organization("Tin Kettle"));

    static Actor desk_of(std::int64_t account, Id<Organization> of)
    {
        return { .kind = Actor::Kind::Partner,
            .account = { account },
            .roles = { people::Role::PartnerUser },
            .organization = of };
    }
    Standing standing() { return our_listing(world, owner, id)->standing; }
    void wait(Days span) { ledger.clock.advance(span); }
};

} // namespace

TEST("a provider sees its own listings and no other, staff see none in this way")
{
    OwnersCast cast;
    auto hidden = TestDirectory::a_shelter(cast.organization);
    hidden.name = "A quiet house";
    hidden.visibility = Visibility::Advocate;
    cast.listed(hidden);

    auto const ours = our_listings(cast.world, cast.owner).value();

    REQUIRE(ours.size() == 2);
    CHECK(ours[0].listing.name == "A quiet house");
    CHECK(ours[1].listing.id == cast.id);
    CHECK(our_listings(cast.world, cast.elsewhere)->empty());
    auto const foreign = our_listing(cast.world, cast.elsewhere, cast.id).error();
    auto const nowhere = our_listing(cast.world, cast.elsewhere, { 77 }).error();
    CHECK(foreign.fault == Fault::NotFound);
    CHECK(foreign.text.view() == nowhere.text.view());
    CHECK(our_listings(cast.world, cast.editor).error().fault == Fault::NotAllowed);
    CHECK(our_listing(cast.world, cast.maria, cast.id).error().fault == Fault::NotFound);
}

TEST("a provider's word is kept as theirs with its date, and renews the year but not the live "
     "transfer")
{
    OwnersCast cast;
    auto taking = TestDirectory::a_shelter(cast.organization);
    taking.accepts_live_transfer = true;
    cast.id = cast.listed(taking);
    auto const made_sure = cast.world.now();

    cast.wait(Days { 170 });
    REQUIRE(confirm(cast.world, cast.owner, cast.id));

    auto const one = listing(cast.database, cast.id).value();
    CHECK(one.confirmed == cast.world.now());
    CHECK(one.assured == made_sure);
    CHECK(true_since(one) == cast.world.now());
    CHECK(takes_transfers(one, cast.world.now()));
    CHECK_FALSE(takes_transfers(one, made_sure + transfers_for));
    CHECK(standing_of(one, made_sure + Days { 400 }) == Standing::Listed);
    CHECK(cast.database.number("select count(*) from service_confirmation where confirmed_by = 21")
              .value()
        == 1);
    CHECK(cast.database.run("delete from service_confirmation").error().fault == Fault::NotAllowed);
    CHECK(cast.database.run("update service_confirmation set confirmed_by = 1").error().fault
        == Fault::NotAllowed);
}

TEST("a listing is due a month before its year is over and overdue after it")
{
    OwnersCast cast;

    CHECK(cast.standing() == Standing::Listed);
    cast.wait(Days { 335 });
    CHECK(cast.standing() == Standing::Due);
    cast.wait(Days { 30 });
    CHECK(cast.standing() == Standing::Overdue);
    REQUIRE(confirm(cast.world, cast.owner, cast.id));
    CHECK(cast.standing() == Standing::Listed);
}

TEST("nobody else confirms, nor what is not listed, nor while a change of theirs waits")
{
    OwnersCast cast;
    auto const fault = [&](Actor const& by, Id<Listing> what) {
        return confirm(cast.world, by, what).error().fault;
    };

    CHECK(fault(cast.elsewhere, cast.id) == Fault::NotFound);
    CHECK(fault(cast.editor, cast.id) == Fault::NotFound);
    CHECK(fault(cast.verifier, cast.id) == Fault::NotFound);
    auto const fresh =
        add(cast.world, cast.editor, cast.reference, TestDirectory::a_shelter(cast.organization))
            .value();
    CHECK(fault(cast.owner, fresh) == Fault::Conflict);
    auto const change =
        propose(cast.world, cast.owner, cast.reference, cast.id, { .fees = "Free" }).value();
    CHECK(fault(cast.owner, cast.id) == Fault::Conflict);
    CHECK_FALSE(listing(cast.database, cast.id)->confirmed);
    REQUIRE(withdraw(cast.world, cast.owner, change));
    CHECK(confirm(cast.world, cast.owner, cast.id));
}

TEST("what the hotline notes of a provider is not shown to it, and its word does not wipe the note")
{
    OwnersCast cast;
    auto noted = TestDirectory::a_shelter(cast.organization);
    noted.advocate_note = "ask for the night desk";
    cast.id = cast.listed(noted);
    REQUIRE(propose(
        cast.world, cast.editor, cast.reference, cast.id, { .advocate_note = "turned two away" }));

    auto const ours = our_listing(cast.world, cast.owner, cast.id).value();
    REQUIRE(confirm(cast.world, cast.owner, cast.id));

    CHECK(ours.listing.advocate_note.empty());
    CHECK(ours.waiting.empty());
    CHECK(listing(cast.database, cast.id)->advocate_note == "ask for the night desk");
}

TEST("an organization is found by how its name begins, to invite one of its people")
{
    OwnersCast cast;

    auto const found = organizations_named(cast.database, "tin k").value();

    REQUIRE(found.size() == 1);
    CHECK(found[0].name == "Tin Kettle");
    CHECK(organizations_named(cast.database, "%%%")->empty());
    CHECK(organizations_named(cast.database, "ti").error().fault == Fault::Invalid);
}

TEST("how much room there is says the provider itself, not another one")
{
    OwnersCast cast;

    CHECK(report_room(cast.world, cast.elsewhere, cast.id, 9, 10, "beds").error().fault
        == Fault::NotAllowed);
    CHECK(report_room(cast.world, cast.owner, cast.id, 11, 10, "beds").error().fault
        == Fault::Invalid);
    REQUIRE(report_room(cast.world, cast.owner, cast.id, 2, 10, "beds"));
    CHECK(listing(cast.database, cast.id)->capacity->available == 2);
}
