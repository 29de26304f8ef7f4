#include "hotline/steps/cast_for_tests.hpp"

#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/test_directory.hpp"
#include "hotline/statistics/figures_for_tests.hpp"
#include "hotline/steps/referral/referral.hpp"

namespace reachline::hotline::steps::referral {

namespace {

struct ReferralCast : StepCast {
    static constexpr Id<Organization> the_oak { 7011 };

    ReferralCast()
    {
        designate(the_oak, partners::Role::Provider, "");
        auto facts = cases::find(world, maria, subject)->facts;
        facts.jurisdiction = "TX";
        REQUIRE(cases::set_facts(world, maria, subject, facts));
    }
    /// What a provider gives in one state.
    void gives(Id<Organization> provider, std::string category, std::string state)
    {
        hotline::Organization owner { .id = provider, .name = "a provider" };
        REQUIRE(directory::keep(database, owner));
        hotline::Listing listing { .id = world.new_id<Listing>(), .organization = provider, .name = "a service" };
        listing.categories = { std::move(category) };
        listing.areas = { { .extent = directory::Extent::State, .name = state, .state = state } };
        REQUIRE(directory::keep(database, listing));
    }
    std::vector<Id<Organization>> after_no(std::string need)
    {
        given();
        auto const step = draft(Kind::Referral, { .recipient = the_shelter, .need_code = std::move(need) }, maria);
        REQUIRE(step);
        REQUIRE(send(maria, step->id));
        REQUIRE(deliver_due(world));
        REQUIRE(decline(world, at_the_shelter, reference(), "no_room"));
        return suggest_next(world, maria, directory::test_vocabulary(), step->id).value();
    }
};

} // namespace

TEST("after a no the next provider is suggested, and the one that said no is not")
{
    ReferralCast cast;

    auto const next = cast.after_no("shelter");

    CHECK(next.size() == 2);
    CHECK(std::ranges::find(next, cast.the_shelter) == next.end());
    CHECK(fault_of(suggest_next(cast.world, cast.sam, directory::test_vocabulary(), Id<Step> { 1 })) == Fault::NotFound);
}

TEST("who gives what is needed where the person is comes first")
{
    ReferralCast cast;
    cast.gives(cast.the_clinic, "legal_imm", "TX");
    cast.gives(cast.the_oak, "housing_tr", "TX");

    CHECK(cast.after_no("shelter").front() == cast.the_oak);
}

TEST("a lawyer elsewhere comes after a lawyer here")
{
    ReferralCast cast;
    cast.gives(cast.the_oak, "legal_imm", "OH");
    cast.gives(cast.the_clinic, "legal_imm", "TX");

    CHECK(cast.after_no("legal").front() == cast.the_clinic);
}

TEST("every need that the directory's vocabulary answers is on the list of what can be asked for")
{
    for (auto const& category : directory::test_vocabulary().categories) {
        CHECK_FALSE(category.needs.empty());
        for (auto const& need : category.needs)
            CHECK(statistics::the_lists().has("service_type", need));
    }
}

} // namespace reachline::hotline::steps::referral
