#include "hotline/statistics/partner_count.hpp"

#include "hotline/directory/changes.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/test_directory.hpp"
#include "hotline/statistics/figures_for_tests.hpp"
#include "hotline/statistics/funder.hpp"

#include <fstream>
#include <iterator>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::statistics;
using directory::TestDirectory;

namespace {

std::string report_text()
{
    std::ifstream file(std::string(REACHLINE_SOURCE_DIR) + "/forms/funder_report.json");
    REQUIRE(file.is_open());
    return { std::istreambuf_iterator<char>(file), {} };
}

struct PartnersCast : TestDirectory {
    std::string month = day_of(world.now()).substr(0, 7);

    PartnersCast() { REQUIRE(count_partners(world)); }

    std::size_t look() { return count_partners(world).value(); }
    PartnerFigures figures() { return partner_figures(database, month).value(); }
    void set_status(Id<Listing> id, directory::Status status)
    {
        auto one = directory::listing(database, id).value();
        one.status = status;
        REQUIRE(directory::keep(database, one));
    }
    void set_status(Id<Organization> id, directory::Status status)
    {
        auto one = directory::organization(database, id).value();
        one.status = status;
        REQUIRE(directory::keep(database, one));
    }
    /// The first listing of an organization, after which the counting has begun.
    Id<Listing> a_partner(std::string name = "Copper Lantern")
    {
        auto const id = listed(a_shelter(an_organization(std::move(name))));
        look();
        return id;
    }
};

} // namespace

TEST("an organization is a new partner when somebody made sure of its first service, and once")
{
    PartnersCast cast;
    auto const organization = cast.an_organization();
    auto const added = directory::add(
        cast.world, cast.editor, cast.reference, TestDirectory::a_shelter(organization));

    CHECK(cast.look() == 0);
    REQUIRE(directory::make_sure(cast.world, cast.verifier, *added));
    CHECK(cast.look() == 1);
    cast.listed(TestDirectory::a_shelter(organization));
    REQUIRE(directory::make_sure(cast.world, cast.verifier, *added));
    CHECK(cast.look() == 0);

    CHECK(cast.figures().added == 1);
    CHECK(cast.figures().in_all == 1);
}

TEST("a partner ends with its last service, and one that comes back is not new")
{
    PartnersCast cast;
    auto const first = cast.a_partner();
    auto const second =
        cast.listed(TestDirectory::a_shelter(directory::listing(cast.database, first)->organization));

    cast.set_status(first, directory::Status::Defunct);
    CHECK(cast.look() == 0);
    cast.set_status(second, directory::Status::TemporarilyClosed);
    CHECK(cast.look() == 0);
    cast.set_status(second, directory::Status::Defunct);
    CHECK(cast.look() == 1);
    CHECK(cast.figures().in_all == 0);
    CHECK(cast.figures().ended == 1);
    cast.set_status(second, directory::Status::Active);
    CHECK(cast.look() == 1);

    CHECK(cast.figures().in_all == 1);
    CHECK(cast.figures().added == 1);
}

TEST("a duplicate that is merged is taken out in its month, and earlier months are not told anew")
{
    PartnersCast cast;
    cast.a_partner();
    auto const twin = cast.a_partner("Copper Lantern again");
    cast.ledger.clock.advance(Days { 40 });
    auto const later = day_of(cast.world.now()).substr(0, 7);

    cast.set_status(directory::listing(cast.database, twin)->organization, directory::Status::Defunct);
    CHECK(cast.look() == 1);

    CHECK(cast.figures().in_all == 2);
    CHECK(partner_figures(cast.database, later)->in_all == 1);
    CHECK(partner_figures(cast.database, later)->added == 0);
    CHECK(partner_figures(cast.database, later)->ended == 1);
    CHECK(partner_figures(cast.database, "2001-01")->in_all == 0);
}

TEST("police are no referral partner, also with a listed service")
{
    PartnersCast cast;
    Organization unit { .name = "County unit" };
    unit.roles = { directory::OrganizationRole::LawEnforcement };
    auto const id = directory::add(cast.world, cast.editor, unit).value();

    cast.listed(TestDirectory::a_shelter(id));

    CHECK(cast.look() == 0);
    CHECK(cast.figures().in_all == 0);
}

TEST("what stood there when the counting began is dated by its own first check")
{
    PartnersCast cast;
    auto const then = cast.listed(TestDirectory::a_shelter(cast.an_organization()));
    auto one = directory::listing(cast.database, then).value();
    one.assured = cast.world.now() - Days { 100 };
    REQUIRE(directory::keep(cast.database, one));

    CHECK(cast.look() == 1);

    CHECK(cast.figures().added == 0);
    CHECK(cast.figures().in_all == 1);
    CHECK(partner_figures(cast.database, day_of(*one.assured).substr(0, 7))->added == 1);
    cast.a_partner("Tin Kettle");
    CHECK(cast.figures().added == 1);
}

TEST("what is written of a partner is a day and a change, and nothing leads back")
{
    PartnersCast cast;
    auto const id = cast.a_partner();

    CHECK(cast.database.number("select count(*) from partner_fact where change = 'new'").value() == 1);
    CHECK(cast.database.number("select count(*) from partner_fact where id = ?1", id).value() == 0);
}

TEST("the funder's month names each figure with what it means, in both languages")
{
    PartnersCast cast;
    cast.a_partner();
    auto const form = FunderForm::load(report_text());
    REQUIRE(form);

    REQUIRE(count_step(cast.world, the_lists(), { .kind = "extraction", .service = "other" }));
    REQUIRE(count_step(cast.world, the_lists(), { .kind = "referral", .service = "shelter" }));
    REQUIRE(count_step(cast.world, the_lists(), { .kind = "live_transfer", .service = "shelter" }));
    auto const told = funder_month(cast.database, the_lists(), *form, cast.month).value();

    std::map<std::string, std::int64_t> counts;
    for (auto const& figure : told.figures) {
        counts[figure.code] = figure.count;
        CHECK(figure.means.at("es").size() > 20);
    }
    CHECK(counts
        == std::map<std::string, std::int64_t> { { "emergency_shelter", 0 }, { "extraction", 1 },
            { "transportation", 0 }, { "referrals_given", 2 }, { "partners_new", 1 },
            { "partners_in_all", 1 } });
    CHECK(csv_of(told).find(cast.month + ",referrals_given,\"Individual referrals provided\",2,") != std::string::npos);
    CHECK(funder_month(cast.database, the_lists(), *form, "2026").error().fault == Fault::Invalid);
}

TEST("a form that asks for a figure that nobody counts, or lacks a language, does not load")
{
    auto const with = [](std::string const& from, std::string const& to) {
        auto text = report_text();
        text.replace(text.find(from), from.size(), to);
        return FunderForm::load(text).has_value();
    };

    CHECK(with("\"extraction\"", "\"extraction\""));
    CHECK_FALSE(with("\"code\": \"extraction\"", "\"code\": \"wishes\""));
    CHECK_FALSE(with("\"es\": \"Lo mismo para el transporte", "\"fr\": \"Lo mismo para el transporte"));
    CHECK_FALSE(FunderForm::load("{").has_value());
}
