#include "hotline/directory/exchange/test_parcel.hpp"

#include "base/files.hpp"
#include "base/test.hpp"

#include <cstdlib>
#include <filesystem>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;
using namespace reachline::hotline::directory::exchange;

namespace {

/// The standard's own examples, where they were put beside the source (its licence is another).
std::string standards()
{
    auto const* const told = std::getenv("REACHLINE_HSDS");
    return told ? told : REACHLINE_SOURCE_DIR "/data/hsds";
}

Parcel folder(std::string const& path)
{
    Parcel parcel;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(path))
        if (entry.is_regular_file())
            parcel.push_back({ entry.path().filename().string(), file_text(entry.path().string()).value() });
    return parcel;
}

} // namespace

TEST("a service is told with its place, phones, hours, area, languages, category and room")
{
    TestReading const reading { TestPackage() };

    auto const& one = reading.listing("s1")->listing;

    CHECK(reading.listing("s1")->foreign == "s1@l1");
    CHECK(reading.listing("s2")->foreign == "s2");
    CHECK(one.name == "Night beds");
    CHECK(one.status == Status::Active);
    CHECK(one.categories == std::vector<std::string> { "shelter_em" });
    CHECK(one.languages == std::vector<std::string> { "es" });
    CHECK(one.phones == std::vector<Phone> { { .number = "713-555-0142" } });
    CHECK(one.site->address == Address { "100 Main Street", "Houston", "Harris County", "TX", "77002" });
    CHECK(one.site->point == Point { 29.7569, -95.3656 });
    CHECK(one.site->timezone == "America/Chicago");
    CHECK(one.areas.front().name == "Harris County, TX");
    CHECK(one.schedules.front() == Schedule { .byday = "MO,TU", .opens_at = "09:00", .closes_at = "17:00", .timezone = "America/Chicago" });
    CHECK(one.capacity->available == 4);
    CHECK(one.capacity->unit == "beds");
    CHECK(day_of(*one.assured) == "2026-06-01");
    CHECK(reading.listing("s2")->listing.phones.front().extension == "12");
    CHECK(reading.listing("s2")->listing.areas.front().extent == Extent::State);
}

TEST("a service at two locations is a listing at each")
{
    TestPackage package;
    package.files["locations.csv"] += "l2,o1,physical,Another,29.80,-95.40\n";
    package.files["addresses.csv"] += "a2,l2,200 Main Street,Houston,TX,77009,US,physical\n";
    package.files["service_at_location.csv"] += "x2,s1,l2\n";

    TestReading const reading(package);

    CHECK(reading.findings.count() == 0);
    REQUIRE(reading.given.front().listings.size() == 3);
    CHECK(reading.given.front().listings[0].foreign == "s1@l1");
    CHECK(reading.given.front().listings[1].foreign == "s1@l2");
    CHECK(reading.given.front().listings[1].listing.site->address.address_1 == "200 Main Street");
}

TEST("a service at a virtual location beside another is given there and remotely")
{
    TestPackage package;
    package.files["locations.csv"] += "l2,o1,virtual,Online,,\n";
    package.files["service_at_location.csv"] += "x2,s1,l2\n";

    TestReading const reading(package);

    CHECK(reading.listings() == 2);
    CHECK(reading.listing("s1")->listing.remote);
    CHECK(reading.listing("s1")->listing.site.has_value());
    CHECK_FALSE(reading.listing("s2")->listing.remote);
}

TEST("a place that anything calls hidden is hidden, and its sound twin is not")
{
    struct Hint {
        char const* file;
        char const* before;
        char const* after;
    };
    Hint const hints[] = {
        { "locations.csv", "physical", "redacted" },
        { "locations.csv", "physical", "confidential" },
        { "addresses.csv", "address_type\na1,l1,100 Main Street,Houston,TX,77002,US,physical", "address_type,is_private\na1,l1,100 Main Street,Houston,TX,77002,US,physical,yes" },
        { "locations.csv", "longitude\nl1,o1,physical,The house,29.7569,-95.3656", "longitude,confidential\nl1,o1,physical,The house,29.7569,-95.3656,true" },
        { "taxonomy_terms.csv", "t1,1121", "t1,1151" }, // a safe house
    };
    for (auto const& hint : hints) {
        TestPackage package;
        package.change(hint.file, hint.before, hint.after);
        if (std::string_view(hint.after) == "t1,1151")
            package.change("taxonomy_terms.csv", "Emergency Shelter", "Safe Housing");

        TestReading const reading(package);

        std::string const after(hint.after);
        CAPTURE(after);
        auto const* const one = reading.listing("s1");
        REQUIRE(one);
        CHECK(one->listing.confidential);
        CHECK_FALSE(one->listing.site);
        CHECK(one->hidden->address.address_1 == "100 Main Street");
        CHECK(reading.findings.count(Rule::ConfidentialAddress) == 1);
    }
    CHECK_FALSE(TestReading(TestPackage()).listing("s1")->listing.confidential);
}

TEST("a shelter that gives a city and no street is hidden; another service is at no place")
{
    TestPackage shelter, office;
    shelter.change("addresses.csv", "100 Main Street", "");
    office.change("addresses.csv", "100 Main Street", "").change("taxonomy_terms.csv", "t1,1121,Emergency Shelter", "t1,1206,Medical Care");

    TestReading const a(shelter), b(office);

    CHECK(a.listing("s1")->listing.confidential);
    CHECK_FALSE(a.listing("s1")->hidden);
    CHECK_FALSE(b.listing("s1")->listing.confidential);
    CHECK_FALSE(b.listing("s1")->listing.site);
}

TEST("of a hidden place nothing is said in words, by its telephone or by a nearer area than its state")
{
    TestPackage package;
    package.change("locations.csv", "physical", "confidential")
        .change("services.csv", "A bed for tonight.", "Ring twice at 100 MAIN street.")
        .change("service_areas.csv", "w1,s1,\"Harris County, TX\"\n", "");
    package.files["phones.csv"] += "p3,,l1,,713-555-0177,,voice\n";

    TestReading const reading(package);

    auto const& one = reading.listing("s1")->listing;
    CHECK(one.description.empty());
    CHECK(reading.findings.count(Rule::AddressInWords) == 1);
    CHECK(one.areas.front().extent == Extent::State);
    CHECK(one.areas.front().state == "TX");
    REQUIRE(one.phones.size() == 2);
    CHECK(one.phones[0].visibility == Visibility::Public);
    CHECK(one.phones[1].visibility == Visibility::Advocate);
}

TEST("a postal address is no place where help is given")
{
    TestPackage package;
    package.change("addresses.csv", "US,physical", "US,postal").change("taxonomy_terms.csv", "t1,1121,Emergency Shelter", "t1,1206,Medical Care");

    TestReading const reading(package);

    CHECK_FALSE(reading.listing("s1")->listing.site);
}

TEST("a code that is nobody's of ours is kept as it is, and the service needs a category")
{
    TestPackage package;
    package.change("attributes.csv", "s1,service,t1", "s1,service,BH-1800.8500");

    TestReading const reading(package);

    CHECK(reading.listing("s1")->listing.categories.empty());
    CHECK(reading.listing("s1")->codes == std::vector<ForeignCode> { { "", "BH-1800.8500" } });
    CHECK(reading.findings.count(Rule::NeedsCategory) == 1);
}

TEST("the sample of the Ohana API comes in, its made-up faults named")
{
    TestReading const reading(folder(REACHLINE_SOURCE_DIR "/data/directory/ohana-sample"));

    CHECK(reading.given.size() == 8);
    CHECK(reading.listings() == 23);
    CHECK(reading.findings.count_from(Weight::Row) == 0);
    CHECK(reading.findings.count(Rule::UndialledPhone) == 3); // 123-456-7890 is there three times
    CHECK(reading.findings.count(Rule::ZeroCoordinates) == 0);
    auto const* const office = reading.listing("22");
    REQUIRE(office);
    CHECK(office->listing.languages == std::vector<std::string> { "es" });
    CHECK(office->listing.areas.size() == 2);
    REQUIRE(office->listing.schedules.size() == 3);
    CHECK(office->listing.schedules[1].closes_at == "16:00");
    CHECK(reading.listing("20")->listing.status == Status::Defunct);
    CHECK(reading.listing("6")->listing.site->address.county == "San Mateo County");
}

TEST("packages of 1.1 and 2.0 say the same in other names")
{
    TestPackage package;
    package.files["organizations.csv"] = "id,name,description,url\no1,Copper Lantern,Helps people.,https://example.org\n";
    package.files["physical_addresses.csv"] = "id,location_id,address_1,city,state_province,postal_code,country\na1,l1,100 Main Street,Houston,TX,77002,US\n";
    package.files["postal_addresses.csv"] = "id,location_id,address_1,city,state_province,postal_code,country\na2,l1,PO Box 9,Houston,TX,77002,US\n";
    package.files["services_at_location.csv"] = package.files["service_at_location.csv"];
    package.files["service_areas.csv"] = "id,service_id,service_area\nw1,s1,Harris County\nw2,s2,Texas\n";
    package.files["languages.csv"] = "id,service_id,language\nn1,s1,Spanish\n";
    package.files["service_attributes.csv"] = "id,service_id,taxonomy_term_id\nb1,s1,t1\nb2,s2,t2\n";
    package.files["taxonomy_terms.csv"] = "id,term,description,taxonomy\nt1,Emergency Shelter,,oe\nt2,Hotline and information,,\n";
    for (auto const* const other : { "addresses.csv", "service_at_location.csv", "attributes.csv", "units.csv", "service_capacity.csv" })
        package.files.erase(other);

    TestReading const reading(package);

    auto const& one = reading.listing("s1")->listing;
    CHECK(reading.findings.count() == 0);
    CHECK(reading.given.front().organization.website == "https://example.org");
    CHECK(one.site->address.address_1 == "100 Main Street");
    CHECK(one.areas.front().county == "Harris County");
    CHECK(one.categories == std::vector<std::string> { "shelter_em" });
    CHECK(one.languages == std::vector<std::string> { "es" });
    CHECK(reading.listing("s2")->listing.categories == std::vector<std::string> { "hotline" });
}

TEST("an iCarol export comes in: agencies, programs, sites, what is private, and its codes as they are")
{
    std::string const text = "ResourceAgencyNum,TaxonomyLevelName,ParentAgencyNum,ConnectsToSiteNum,ConnectsToProgramNum,PublicName,AgencyStatus,"
                             "AgencyDescription,Phone1Number,Phone1Name,Phone1IsPrivate,PhoneNumberHotline,PhysicalAddress1,PhysicalCity,PhysicalStateProvince,"
                             "PhysicalPostalCode,PhysicalAddressIsPrivate,TaxonomyCodes,HoursOfOperation,EligibilityFemale,ExcludeFromWebsite,InternalNotes\n"
                             "1,Agency,,,,Copper Lantern,Active,Helps people.,713-555-0142,Office,No,,,,,,,,,,,\n"
                             "2,Program,1,,,Night beds,Active,A bed.,713-555-0143,Desk,Yes,713-555-0144,,,,,,BH-1800.8500; BD-5000,Every day from noon,Yes,Yes,Ask for Ana\n"
                             "3,Site,1,,,The house,Active,,,,,,100 Main Street,Houston,TX,77002,Yes,,,,,\n"
                             "4,ProgramAtSite,1,3,2,,Active,,,,,,,,,,,,,,,\n";

    TestReading const reading("export.csv", text);

    auto const* const one = reading.listing("2");
    REQUIRE(one);
    CHECK(reading.findings.count_from(Weight::Row) == 0);
    CHECK(one->listing.confidential);
    CHECK(one->hidden->address.city == "Houston");
    CHECK(one->listing.visibility == Visibility::Advocate);
    CHECK(one->listing.populations == std::vector<std::string> { "women" });
    CHECK(one->codes.size() == 2);
    CHECK(one->listing.application_process == "Every day from noon");
    CHECK(one->listing.advocate_note == "Ask for Ana");
    REQUIRE(one->listing.phones.size() == 2);
    CHECK(one->listing.phones[0].kind == PhoneKind::Hotline);
    CHECK(one->listing.phones[1].visibility == Visibility::Advocate);
    CHECK(reading.given.front().organization.phones.size() == 1);
}

TEST("an answer of an API, a page of many and a whole directory in JSON say the same")
{
    std::string const service = R"({"id":"s1","name":"Night beds","status":"active","organization":{"id":"o1","name":"Copper Lantern","description":""},
        "phones":[{"id":"p1","number":"713-555-0142"}],
        "service_at_locations":[{"id":"x1","location":{"id":"l1","location_type":"physical","latitude":29.7569,"longitude":-95.3656,
            "addresses":[{"id":"a1","address_1":"100 Main Street","city":"Houston","state_province":"TX","postal_code":"77002","country":"US","address_type":"physical"}]}}],
        "attributes":[{"id":"b1","taxonomy_term":{"id":"t1","code":"1121","name":"Emergency Shelter"}}]})";
    auto const bare = R"({"id":"s1","name":"Night beds","status":"active","phones":[{"id":"p1","number":"713-555-0142"}],
        "attributes":[{"id":"b1","taxonomy_term":{"id":"t1","code":"1121","name":"Emergency Shelter"}}]})";

    TestReading const single("service.json", service);
    TestReading const page("services.json", R"({"total_pages":2,"page_number":1,"contents":[)" + service + "]}");
    TestReading const list("list.json", "[" + service + "]");
    TestReading const whole("all.json", R"({"version":"3.1","contents":[{"id":"o1","name":"Copper Lantern","services":[)" + std::string(bare) + "]}]}");

    for (auto const* const one : { &single, &page, &list, &whole }) {
        CHECK(one->faults().empty());
        REQUIRE(one->listing("s1"));
        CHECK(one->listing("s1")->listing.phones.size() == 1);
        CHECK(one->listing("s1")->listing.categories == std::vector<std::string> { "shelter_em" });
    }
    CHECK(single.listing("s1")->listing.site->address.city == "Houston");
    CHECK_FALSE(single.tables.is_whole());
    CHECK_FALSE(page.tables.is_whole());
    CHECK(list.tables.is_whole());
    CHECK(whole.tables.is_whole());
}

TEST("in JSON a broken entry is named and the others are read; a document that is cut off keeps what came before")
{
    std::string const good = R"({"id":"s1","name":"Night beds","organization":{"id":"o1","name":"Copper Lantern"}})";

    TestReading const broken("a.json", "[" + good + R"(,{"id":"s2","name":},{"id":"s3","name":"Third","organization_id":"o1"}, 7])");
    TestReading const cut("b.json", "[" + good + R"(,{"id":"s2","na)");
    TestReading const latin("c.json", "[" + good + ",{\"id\":\"s2\",\"name\":\"\xe9\"}]");
    TestReading const doubled("d.json", "[" + good + "," + good + "]");

    CHECK(broken.listings() == 2);
    CHECK(broken.faults(Weight::Row) == std::vector<std::string> { "not_an_entry", "not_json" });
    CHECK(cut.listings() == 1);
    CHECK(cut.faults(Weight::Row) == std::vector<std::string> { "cut_off" });
    CHECK(latin.listings() == 1);
    CHECK(latin.faults(Weight::Row) == std::vector<std::string> { "not_json" });
    CHECK(doubled.listings() == 1);
    CHECK(doubled.faults(Weight::Row) == std::vector<std::string> { "duplicated_row" });
}

TEST("the standard's own example has more beds than there are, counted in kilograms")
{
    auto const path = standards() + "/3.1-dev/examples/service_full.json";
    if (!std::filesystem::exists(path)) {
        MESSAGE("the standard's examples are not on this machine");
        return;
    }

    TestReading const reading("service_full.json", file_text(path).value());

    auto const all = reading.findings.sorted();
    auto const found = std::find_if(all.begin(), all.end(), [](Finding const& one) { return one.rule == Rule::CapacityAboveMaximum; });
    REQUIRE(found != all.end());
    CHECK(found->row == 1);
    CHECK(found->column == "capacities.1.available");
    CHECK(found->detail == "12 of 10");
    CHECK(reading.findings.count(Rule::CapacityAboveMaximum) == 1);
    CHECK(reading.listings() == 1);
    CHECK_FALSE(reading.given.front().listings.front().listing.capacity);
}

TEST("every example of the standard is read, in JSON and CSV, and none is lost whole")
{
    if (!std::filesystem::exists(standards())) {
        MESSAGE("the standard's examples are not on this machine");
        return;
    }
    for (auto const* const version : { "3.0", "3.1-dev" }) {
        TestReading const package(folder(standards() + '/' + version + "/examples/csv"));
        TestReading const tables("tabular.json", file_text(standards() + '/' + version + "/examples/tabular.json").value());
        TestReading const list("service_list.json", file_text(standards() + '/' + version + "/examples/service_list.json").value());
        TestReading const full("organization_full.json", file_text(standards() + '/' + version + "/examples/organization_full.json").value());

        std::string const which(version);
        CAPTURE(which);
        CHECK(package.listings() == 1);
        CHECK(tables.listings() == 1);
        CHECK(list.listings() == 1);
        CHECK(full.given.size() == 1);
        CHECK(full.listings() == 1);
    }
}
