#include "hotline/consent/cast_for_tests.hpp"

#include "base/json.hpp"
#include "crypto/hash.hpp"

#include <type_traits>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

// Refused by type: nobody makes, copies or forges a permit. tests/compile_fail shows the rest.
static_assert(!std::is_default_constructible_v<Permit>);
static_assert(!std::is_constructible_v<Permit, Ask, Id<Case>, Time>);
static_assert(!std::is_copy_constructible_v<Permit> && !std::is_copy_assignable_v<Permit>);
static_assert(!std::is_aggregate_v<Permit> && !std::is_aggregate_v<ContactPermit>);
static_assert(!std::is_constructible_v<ContactPermit, Id<Person>, cases::Way, Id<Consent>>);
static_assert(!std::is_copy_constructible_v<ContactPermit>);

namespace {

/// Nothing was sent and nothing read.
void check_refused(GateCast& cast, Ask const& ask, std::string_view why, Fault fault = Fault::NotAllowed)
{
    auto const readings = cast.readings();
    auto const events = cast.events();

    auto const permit = Gate::permit(cast.world, cast.maria, ask);

    REQUIRE_FALSE(permit);
    CHECK(permit.error().fault == fault);
    CHECK(permit.error().text.view() == why);
    CHECK(cast.disclosures() == 0);
    CHECK(cast.readings() == readings);
    CHECK(cast.events() == events);
}

} // namespace

TEST("what a person agreed to leaves, word for word as it was shown, and nothing else")
{
    GateCast cast;
    auto permit = Gate::permit(cast.world, cast.maria, cast.ask(cast.given()));
    REQUIRE(permit);
    auto const shown = Gate::preview(cast.world, cast.maria, *permit);
    REQUIRE(shown);
    CHECK(cast.disclosures() == 0);

    auto const released = Gate::release(cast.world, cast.maria, std::move(*permit), Carrier::Portal, shown->hash);

    REQUIRE(released);
    CHECK(released->page.hash == shown->hash);
    auto const& text = released->page.document.seen_under(released->page.reading);
    CHECK(text == shown->document.seen_under(shown->reading));
    CHECK(text == R"({"basis":"consent","fields":{"alias":"Fern Marigold","need":"a quiet bed"},"form":"reachline_disclosure_1",)"
                  R"("purpose":"referral","recipient":7001,"until":"2025-12-24T16:00:00.000Z"})");
    CHECK_FALSE(cast.database_holds("Marigold"));
}

TEST("the recipient reads what was handed over, and only the recipient")
{
    GateCast cast;
    auto const id = cast.released(cast.given());
    CHECK(own_fault_of(read_as_recipient(cast.world, cast.at_the_shelter, id)) == Fault::NotFound);
    CHECK(sent_to(cast.world, cast.at_the_shelter)->empty());

    REQUIRE(Gate::hand_over(cast.world, id));

    CHECK(cast.told(Notice::Kind::PartnerChanged, GateCast::the_shelter.value));
    auto const seen = read_as_recipient(cast.world, cast.at_the_shelter, id);
    REQUIRE(seen);
    CHECK(seen->document.seen_under(seen->reading).find("a quiet bed") != std::string::npos);
    CHECK(sent_to(cast.world, cast.at_the_shelter)->size() == 1);
    auto const readings = cast.readings();
    CHECK(own_fault_of(read_as_recipient(cast.world, cast.at_the_clinic, id)) == Fault::NotFound);
    CHECK(own_fault_of(read_as_recipient(cast.world, cast.maria, id)) == Fault::NotFound);
    CHECK(own_fault_of(acknowledge(cast.world, cast.at_the_clinic, id)) == Fault::NotFound);
    CHECK(sent_to(cast.world, cast.at_the_clinic)->empty());
    CHECK(cast.readings() == readings);
    REQUIRE(acknowledge(cast.world, cast.at_the_shelter, id));
    CHECK(find(cast.world, cast.maria, id)->acknowledged_at == cast.world.now());
}

TEST("without a basis nothing leaves")
{
    GateCast cast;
    check_refused(cast, cast.ask(Id<Consent> { 42 }), "there is no consent to this");
    check_refused(cast, cast.ask(Id<Exception> { 42 }), "there is no exception for this");
}

TEST("over scope, to another recipient, of another person or for another purpose nothing leaves")
{
    GateCast cast;
    auto const other_person = cast.person_in(cast.subject);
    auto const basis = cast.given();

    auto over = cast.ask(basis);
    over.fields.push_back("location_exact");
    check_refused(cast, over, "a field is not covered");
    auto elsewhere = cast.ask(basis);
    elsewhere.recipient = GateCast::the_clinic;
    check_refused(cast, elsewhere, "this is for another recipient");
    auto other = cast.ask(basis);
    other.person = other_person;
    check_refused(cast, other, "this is about another person");
    auto purpose = cast.ask(basis);
    purpose.purpose = Purpose::LeReport;
    check_refused(cast, purpose, "this is for another purpose");
    auto nothing = cast.ask(basis);
    nothing.fields.clear();
    check_refused(cast, nothing, "nothing is named that should leave", Fault::Invalid);
    auto twice = cast.ask(basis);
    twice.fields.push_back("alias");
    check_refused(cast, twice, "a field is named twice", Fault::Invalid);
}

TEST("before its beginning, after its end and after a withdrawal nothing leaves")
{
    GateCast cast;
    auto later = cast.yes();
    later.valid_from = cast.world.now() + hours(1);
    later.valid_until = cast.world.now() + hours(2);
    auto const basis = give(cast.world, cast.maria, later).value();

    check_refused(cast, cast.ask(basis), "the consent has not begun yet");
    cast.ledger.clock.advance(hours(2));
    check_refused(cast, cast.ask(basis), "the consent has ended");
    auto const second = cast.given();
    REQUIRE(withdraw(cast.world, cast.maria, second, "said"));
    check_refused(cast, cast.ask(second), "the person has taken the consent back");
}

TEST("a permit is worth nothing once its consent is withdrawn")
{
    GateCast cast;
    auto const basis = cast.given();
    auto permit = Gate::permit(cast.world, cast.maria, cast.ask(basis));
    REQUIRE(permit);
    auto const shown = Gate::preview(cast.world, cast.maria, *permit).value();
    REQUIRE(withdraw(cast.world, cast.maria, basis, "said"));
    auto const readings = cast.readings();

    CHECK(own_fault_of(Gate::preview(cast.world, cast.maria, *permit)) == Fault::NotAllowed);
    CHECK(own_fault_of(Gate::release(cast.world, cast.maria, std::move(*permit), Carrier::Portal, shown.hash)) == Fault::NotAllowed);
    CHECK(cast.disclosures() == 0);
    CHECK(cast.readings() == readings);
}

TEST("a page that changed after it was shown does not leave")
{
    GateCast cast;
    auto permit = Gate::permit(cast.world, cast.maria, cast.ask(cast.given()));
    REQUIRE(permit);
    auto const shown = Gate::preview(cast.world, cast.maria, *permit).value();
    cast.fill_in(cast.fern, { { "need", "a quiet bed, and a vet for the dog" } });

    CHECK(own_fault_of(Gate::release(cast.world, cast.maria, std::move(*permit), Carrier::Portal, shown.hash)) == Fault::Conflict);

    CHECK(cast.disclosures() == 0);
}

TEST("a field that holds nothing is not sent as an empty one")
{
    GateCast cast;
    auto yes = cast.yes();
    yes.fields.push_back("phone");
    auto const basis = give(cast.world, cast.maria, yes).value();
    auto ask = cast.ask(basis);
    ask.fields.push_back("phone");
    auto const permit = Gate::permit(cast.world, cast.maria, ask);
    REQUIRE(permit);

    CHECK(own_fault_of(Gate::preview(cast.world, cast.maria, *permit)) == Fault::Invalid);
}

TEST("who may not see the case gets no permit and does not learn that there is one")
{
    GateCast cast;
    auto const ask = cast.ask(cast.given());
    auto const readings = cast.readings();

    CHECK(own_fault_of(Gate::permit(cast.world, cast.sam, ask)) == Fault::NotFound);
    CHECK(own_fault_of(Gate::permit(cast.world, cast.olga, ask)) == Fault::NotFound);
    CHECK(own_fault_of(Gate::permit(cast.world, cast.at_the_shelter, ask)) == Fault::NotFound);
    CHECK(cast.readings() == readings);
}

TEST("a withdrawal stops what waits and takes back what has left, and both are shown honestly")
{
    GateCast cast;
    auto const basis = cast.given();
    auto const gone = cast.sent(basis);
    auto const waiting_still = cast.released(basis);
    REQUIRE(read_as_recipient(cast.world, cast.at_the_shelter, gone));
    cast.notices.clear();
    cast.ledger.clock.advance(minutes(5));

    auto const withdrawn = withdraw(cast.world, cast.maria, basis, "said").value();

    CHECK(withdrawn.cancelled == std::vector { waiting_still });
    CHECK(withdrawn.taken_back == std::vector { gone });
    CHECK(cast.told(Notice::Kind::PartnerChanged, GateCast::the_shelter.value));
    CHECK(own_fault_of(read_as_recipient(cast.world, cast.at_the_shelter, gone)) == Fault::NotFound);
    CHECK(own_fault_of(Gate::hand_over(cast.world, waiting_still)) == Fault::Conflict);
    auto const left = disclosures_under(cast.world, cast.maria, basis).value();
    REQUIRE(left.size() == 2);
    CHECK(left[0].state == DisclosureState::Cancelled);
    CHECK(left[1].state == DisclosureState::Sent);
    CHECK(left[1].sent_at.has_value());
    CHECK(left[1].taken_back_at == cast.world.now());
    CHECK(sent_to(cast.world, cast.at_the_shelter)->at(0).taken_back_at.has_value());
}

TEST("taken back means that the recipient's own key opens nothing of it any more")
{
    GateCast cast;
    auto const basis = cast.given();
    auto const id = cast.sent(basis);
    auto const sealed = cast.database.find("select document_sealed from disclosure where id = ?1",
        [](store::Row const& row) { return row.blob(0); }, id).value().value();
    keys::Place const place { "disclosure", "document_sealed", id.value };
    REQUIRE(cast.world.keys.open(place, sealed, vault_of(GateCast::the_shelter)));

    REQUIRE(withdraw(cast.world, cast.maria, basis, "said"));

    CHECK_FALSE(cast.world.keys.open(place, sealed, vault_of(GateCast::the_shelter)));
    CHECK(cast.world.keys.open(place, sealed, keys::hotline_vault));
    CHECK_FALSE(cast.world.keys.open(place, sealed, vault_of(GateCast::the_clinic)));
}

TEST("an end by date works like a withdrawal, also before the tick has passed")
{
    GateCast cast;
    auto const basis = cast.given();
    auto const gone = cast.sent(basis);
    auto const waiting_still = cast.released(basis);
    cast.ledger.clock.advance(Days(30));

    CHECK(own_fault_of(read_as_recipient(cast.world, cast.at_the_shelter, gone)) == Fault::NotFound);
    CHECK(own_fault_of(Gate::hand_over(cast.world, waiting_still)) == Fault::NotAllowed);
    CHECK(find(cast.world, cast.maria, basis)->state == State::Expired);
    CHECK(expire(cast.world).value() == 1);

    CHECK(find(cast.world, cast.maria, waiting_still)->state == DisclosureState::Cancelled);
    CHECK(find(cast.world, cast.maria, gone)->taken_back_at.has_value());
    CHECK(expire(cast.world).value() == 0);
}

TEST("a consent for one use is used once, and a cancelled use does not count")
{
    GateCast cast;
    auto yes = cast.yes();
    yes.max_uses = 1;
    auto const basis = give(cast.world, cast.maria, yes).value();
    auto const first = cast.released(basis);
    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, cast.ask(basis))) == Fault::NotAllowed);

    REQUIRE(Gate::cancel(cast.world, cast.maria, first));
    auto const second = cast.released(basis);

    REQUIRE(Gate::hand_over(cast.world, second));
    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, cast.ask(basis))) == Fault::NotAllowed);
}

TEST("bytes that are not a disclosure's do not pass, nor do its own once it is stopped")
{
    GateCast cast;
    auto const basis = cast.given();
    auto const id = cast.sent(basis);
    auto const seen = read_as_recipient(cast.world, cast.at_the_shelter, id).value();
    std::string const bytes = seen.document.seen_under(seen.reading);

    CHECK(Gate::check_outgoing(cast.world, bytes_of(bytes), id));
    CHECK(own_fault_of(Gate::check_outgoing(cast.world, bytes_of(bytes + " "), id)) == Fault::NotAllowed);
    CHECK(own_fault_of(Gate::check_outgoing(cast.world, bytes_of("{}"), id)) == Fault::NotAllowed);
    CHECK(own_fault_of(Gate::check_outgoing(cast.world, bytes_of(bytes), Id<Disclosure> { 5 })) == Fault::NotFound);
    REQUIRE(withdraw(cast.world, cast.maria, basis, "said"));
    CHECK(own_fault_of(Gate::check_outgoing(cast.world, bytes_of(bytes), id)) == Fault::NotAllowed);
}

TEST("a partner whose designation ends receives nothing more, even of what waits")
{
    GateCast cast;
    auto const basis = cast.given();
    auto const id = cast.released(basis);
    auto const partner = partners::all(cast.world).value().at(0);
    REQUIRE(partner.organization == GateCast::the_shelter);

    REQUIRE(partners::end(cast.world, cast.ana, partner.id));

    CHECK(own_fault_of(Gate::hand_over(cast.world, id)) == Fault::NotAllowed);
    CHECK(find(cast.world, cast.maria, id)->state == DisclosureState::Queued);
    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, cast.ask(basis))) == Fault::NotAllowed);
}

TEST("after the end of its contract a partner receives nothing")
{
    GateCast cast;
    auto const basis = cast.given();
    REQUIRE(set_contract_end(cast.world, cast.ana, GateCast::the_shelter, cast.world.now() + hours(1)));
    CHECK(own_fault_of(set_contract_end(cast.world, cast.maria, GateCast::the_shelter, cast.world.now() + Days(9))) == Fault::NotAllowed);
    CHECK(Gate::permit(cast.world, cast.maria, cast.ask(basis)));

    cast.ledger.clock.advance(hours(1));

    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, cast.ask(basis))) == Fault::NotAllowed);
}

TEST("what nobody at the recipient could open is not sent")
{
    GateCast cast;
    Id<Organization> const new_house { 7010 };
    REQUIRE(partners::designate_at_setup(cast.world, { .organization = new_house }));
    auto yes = cast.yes();
    yes.recipient = new_house;
    auto ask = cast.ask(give(cast.world, cast.maria, yes).value());
    ask.recipient = new_house;

    check_refused(cast, ask, "nobody of this organisation can open what is sent: it has not signed in yet");
}

TEST("in a present transfer the person speaks for themselves: agreed to, and not a word sent")
{
    GateCast cast;
    auto yes = cast.yes();
    yes.purpose = Purpose::LiveTransfer;
    yes.fields.clear();
    auto const basis = give(cast.world, cast.maria, yes).value();
    auto permit = Gate::permit(cast.world, cast.maria,
        { cast.fern, GateCast::the_shelter, Purpose::LiveTransfer, {}, basis });
    REQUIRE(permit);
    auto const shown = Gate::preview(cast.world, cast.maria, *permit).value();

    auto const released = Gate::release(cast.world, cast.maria, std::move(*permit), Carrier::Conversation, shown.hash);

    REQUIRE(released);
    CHECK(find(cast.world, cast.maria, released->id)->fields.empty());
    cast.ledger.clock.advance(hours(2));
    CHECK(own_fault_of(Gate::hand_over(cast.world, released->id)) == Fault::NotAllowed);
}

namespace {
Id<Consent> may_be_contacted(GateCast& cast)
{
    auto yes = cast.yes();
    yes.purpose = Purpose::FollowUp;
    yes.recipient = the_hotline;
    yes.fields.clear();
    return give(cast.world, cast.maria, yes).value();
}
void safe_all_day(GateCast& cast)
{
    cases::SafeWays const ways { .call = cases::Known::Yes, .text = cases::Known::Unknown,
        .hours = { { { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }, "00:00", "24:00" } }, .zone = "America/Chicago" };
    REQUIRE(cases::save_safe_contact(cast.world, cast.maria, cast.fern, ways, {}));
}
} // namespace

TEST("a person is contacted with their consent, in a way and at a time that is safe")
{
    GateCast cast;
    safe_all_day(cast);
    CHECK(own_fault_of(Gate::contact(cast.world, cast.maria, cast.fern, cases::Way::Call)) == Fault::NotAllowed);
    auto const basis = may_be_contacted(cast);
    CHECK(own_fault_of(Gate::contact(cast.world, cast.maria, cast.fern, cases::Way::Text)) == Fault::NotAllowed);
    CHECK(own_fault_of(Gate::contact(cast.world, cast.sam, cast.fern, cases::Way::Call)) == Fault::NotFound);

    auto permit = Gate::contact(cast.world, cast.maria, cast.fern, cases::Way::Call);

    REQUIRE(permit);
    CHECK(permit->basis() == basis);
    REQUIRE(Gate::contacted(cast.world, cast.maria, std::move(*permit)));
    REQUIRE(withdraw(cast.world, cast.maria, basis, "said"));
    CHECK(own_fault_of(Gate::contact(cast.world, cast.maria, cast.fern, cases::Way::Call)) == Fault::NotAllowed);
}

TEST("a permit to contact is refused by the database once the consent or the plan has ended")
{
    GateCast cast;
    safe_all_day(cast);
    auto const basis = may_be_contacted(cast);
    auto permit = Gate::contact(cast.world, cast.maria, cast.fern, cases::Way::Call);
    auto second = Gate::contact(cast.world, cast.maria, cast.fern, cases::Way::Call);
    REQUIRE(second);

    REQUIRE(cases::save_safe_contact(cast.world, cast.maria, cast.fern, { .call = cases::Known::No }, {}));
    CHECK(fault_of(Gate::contacted(cast.world, cast.maria, std::move(*permit))) == Fault::NotAllowed);
    safe_all_day(cast);
    REQUIRE(withdraw(cast.world, cast.maria, basis, "said"));
    CHECK(fault_of(Gate::contacted(cast.world, cast.maria, std::move(*second))) == Fault::NotAllowed);
    CHECK(cast.database.number("select count(*) from contact_made").value() == 0);
}
