#include "hotline/directory/hsds/mapping.hpp"

#include "base/json_binding.hpp"
#include "hotline/directory/hsds/formats.hpp"
#include "hotline/directory/hsds/ids.hpp"
#include "hotline/directory/hsds/json.hpp"
#include "hotline/directory/hsds/terms.hpp"
#include "hotline/directory/made_up/made_up.hpp"
#include "hotline/directory/test_directory.hpp"

#include <set>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

namespace {

constexpr Time now = time_of(1'795'550'069'000);

hotline::Organization lantern()
{
    hotline::Organization one { .id = { 5 }, .name = "Copper Lantern", .description = "Help." };
    one.roles = { OrganizationRole::Provider, OrganizationRole::Psap };
    one.phones = { { .number = "713-555-0101" },
        { .number = "713-555-0102", .visibility = Visibility::Advocate } };
    one.assured = one.updated = now;
    return one;
}

/// A listing that says everything that a listing can say.
Listing full_listing()
{
    Listing one { .id = { 17 }, .organization = { 5 }, .name = "Night shelter" };
    one.alternate_name = "The Lantern";
    one.description = "A bed for tonight.";
    one.alert = "Moved to the second floor.";
    one.email = "beds@example.org";
    one.website = "https://beds.example.org/now";
    one.status = Status::Active;
    one.field_visibility = { { Field::Email, Visibility::Partner },
        { Field::Fees, Visibility::Advocate } };
    one.categories = { "shelter_em", "case" };
    one.populations = { "women", "visa_t_u" };
    one.languages = { "en", "es" };
    one.phones = { { .number = "713-555-0142", .extension = "12", .kind = PhoneKind::Hotline },
        { .number = "713-555-0143", .extension = "0#", .kind = PhoneKind::Tty },
        { .number = "713-555-0144", .visibility = Visibility::Partner } };
    one.schedules = { { .byday = "MO,TU",
        .opens_at = "09:00",
        .closes_at = "17:00",
        .timezone = "America/Chicago",
        .valid_from = "2026-06-01",
        .notes = "Ring twice." } };
    one.areas = { { .extent = Extent::County,
                      .name = "Harris County, TX",
                      .county = "Harris County",
                      .state = "TX" },
        { .extent = Extent::State, .name = "Texas", .state = "TX" },
        { .extent = Extent::Nation, .name = "United States" } };
    one.remote = true;
    one.site = TestDirectory::a_house();
    one.eligibility = "Adults.";
    one.minimum_age = 18;
    one.maximum_age = 99;
    one.pets = Answer::Yes;
    one.children = Answer::No;
    one.application_process = "Call first.";
    one.required_documents = "None.";
    one.interpretation = "By phone.";
    one.fees = "Free.";
    one.accepts_live_transfer = true;
    one.partner_note = "Ask for the night desk.";
    one.advocate_note = "Do not say the street.";
    one.capacity = Capacity { .available = 2, .maximum = 10, .unit = "beds", .updated = now };
    one.assured = one.updated = now;
    return one;
}

hsds::Service seen_by(Visibility audience, Listing const& one)
{
    hsds::Outward const outward(test_vocabulary(), audience);
    auto const service = outward.service(one, lantern(), one.updated);
    REQUIRE(service);
    return *service;
}

std::string text_of(hsds::Service const& service)
{
    return json::text_of(hsds::json_of(service));
}

} // namespace

TEST("a listing comes back from HSDS as it went, with all that advocates see")
{
    auto const one = full_listing();

    auto const back = hsds::listing_from(seen_by(Visibility::Advocate, one), test_vocabulary());

    CHECK(back == one);
}

TEST("an organization comes back from HSDS as it went")
{
    hsds::Outward const outward(test_vocabulary(), Visibility::Advocate);

    auto const made = outward.organization(lantern());

    REQUIRE(made);
    CHECK(hsds::organization_from(*made, test_vocabulary()) == lantern());
}

TEST(
    "every listing of a made-up directory comes back, but for what is counted or kept in the vault")
{
    auto maker = made_up::Maker::open(REACHLINE_SOURCE_DIR "/data/directory", test_vocabulary(),
        test_places(), { .seed = 3, .services = 400, .now = now });
    REQUIRE(maker);
    hsds::Outward const outward(test_vocabulary(), Visibility::Advocate);

    int compared = 0;
    while (auto const household = maker->next())
        for (auto one : household->listings) {
            auto const service = outward.service(one, household->organization, one.updated);
            REQUIRE(service);
            auto const back = hsds::listing_from(*service, test_vocabulary());
            one.location = {};
            for (auto& area : one.areas)
                area.centre = {};
            CHECK(back == one);
            ++compared;
        }

    CHECK(compared > 400);
}

TEST("the public layer says nothing that is for partners or advocates")
{
    auto const text = text_of(seen_by(Visibility::Public, full_listing()));

    for (auto const* const hidden : { "beds@example.org", "Free.", "713-555-0144", "night desk",
             "street", "capacities", "live_transfer", "visibility", "assured_at" })
        CHECK_MESSAGE(text.find(hidden) == std::string::npos, hidden);
    CHECK(text.find("12 Hidden Street") != std::string::npos);
}

TEST("a confidential service has a virtual location, and so has one whose address is not public")
{
    auto confidential = full_listing();
    confidential.confidential = true;
    confidential.site.reset();
    auto unpublished = full_listing();
    unpublished.field_visibility[Field::Address] = Visibility::Advocate;

    for (auto const& one : { confidential, unpublished }) {
        auto const service = seen_by(Visibility::Public, one);
        auto const& location = *service.service_at_locations.front().location;

        CHECK(location.location_type == "virtual");
        CHECK(location.addresses.empty());
        CHECK_FALSE(location.latitude);
        CHECK(text_of(service).find("Hidden Street") == std::string::npos);
        CHECK(service.service_areas.size() == 3);
    }
}

TEST("what is hidden, waiting or gone is no service and no organization for the public")
{
    hsds::Outward const outward(test_vocabulary(), Visibility::Public);
    auto hidden = full_listing();
    hidden.visibility = Visibility::Partner;
    auto waiting = full_listing();
    waiting.status = Status::Inactive;
    auto hidden_owner = lantern();
    hidden_owner.visibility = Visibility::Advocate;
    auto gone_owner = lantern();
    gone_owner.status = Status::Defunct;

    CHECK_FALSE(outward.service(hidden, lantern(), now));
    CHECK_FALSE(outward.service(waiting, lantern(), now));
    CHECK_FALSE(outward.service(full_listing(), hidden_owner, now));
    CHECK_FALSE(outward.service(full_listing(), gone_owner, now));
    CHECK_FALSE(outward.organization(hidden_owner));
    CHECK_FALSE(outward.organization(gone_owner));
    CHECK(outward.service(full_listing(), lantern(), now));
}

TEST("a phone that is not public leaves no gap in the numbers of those that are")
{
    auto one = full_listing();
    one.phones.front().visibility = Visibility::Advocate;

    auto const service = seen_by(Visibility::Public, one);

    REQUIRE(service.phones.size() == 1);
    CHECK(service.phones.front().number == "713-555-0143");
    CHECK(hsds::parsed(service.phones.front().id)->position == 1);
}

TEST("an id says its kind and number, and nobody else's id does")
{
    auto const id = hsds::uuid(hsds::Kind::Service, 1'234'567'890'123'456);

    CHECK(id == "48534402-0000-8000-8004-62d53c8abac0");
    CHECK(hsds::number_of(hsds::Kind::Service, id) == 1'234'567'890'123'456);
    CHECK(hsds::number_of(hsds::Kind::Service, "48534402-0000-8000-8004-62D53C8ABAC0")
        == 1'234'567'890'123'456);
    CHECK_FALSE(hsds::number_of(hsds::Kind::Organization, id));
    for (auto const* const other : { "ac148810-d857-441c-9679-408f346de14b", "17", "",
             "48534402-0000-8000-8fff-ffffffffffff", "48534400-0000-8000-8000-000000000001",
             "48534402-0000-8000-8004-62d53c8abac0 ", "48534402_0000_8000_8004_62d53c8abac0" })
        CHECK_FALSE(hsds::parsed(other));
}

TEST("each term has an id of its own, which leads back to it")
{
    std::set<std::string> ids;
    for (auto const& term : hsds::taxonomy_terms(test_vocabulary())) {
        auto const named = hsds::term_named(test_vocabulary(), term.id);
        REQUIRE(named);
        CHECK(named->taxonomy == term.taxonomy);
        CHECK(named->code == term.code);
        CHECK_FALSE(term.name_es.empty());
        ids.insert(term.id);
    }
    CHECK(ids.size() == hsds::taxonomy_terms(test_vocabulary()).size());
}

TEST("a mail address or a link that the standard refuses is left out of the public layer")
{
    auto one = full_listing();
    one.field_visibility.clear();
    one.email = "beds at example.org";
    one.website = "https://beds.example.org/a b";

    auto const service = seen_by(Visibility::Public, one);

    CHECK(service.email.empty());
    CHECK(service.url.empty());
    CHECK(hsds::is_email("a.b@example.org"));
    CHECK_FALSE(hsds::is_email("a@b@example.org"));
    CHECK_FALSE(hsds::is_email("a@example"));
    CHECK(hsds::is_uri("http://example.org:8080/x?y=%20#z"));
    CHECK_FALSE(hsds::is_uri("ftp://example.org"));
    CHECK_FALSE(hsds::is_uri("https://example.org/%2"));
    CHECK_FALSE(hsds::is_uri("https://<b>.org"));
}
