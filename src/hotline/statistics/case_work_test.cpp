#include "hotline/statistics/case_work.hpp"

#include "hotline/statistics/figures_for_tests.hpp"
#include "hotline/steps/cast_for_tests.hpp"
#include "hotline/steps/safety_plan/safety_plan.hpp"

namespace reachline::hotline::statistics {

namespace {

struct WorkCast : StepCast {
    Done close(std::string reason)
    {
        auto facts = cases::find(world, maria, subject).value().facts;
        facts.status = cases::Status::Closed;
        facts.jurisdiction = "TX";
        facts.type = cases::TraffickingType::Labor;
        facts.venue = "agriculture";
        facts.close_reason = std::move(reason);
        REQUIRE(cases::set_facts(world, maria, subject, facts));
        return count_closed(world, maria, the_lists(), subject);
    }
    void reopen()
    {
        auto facts = cases::find(world, maria, subject).value().facts;
        facts.status = cases::Status::Open;
        facts.close_reason.reset();
        REQUIRE(cases::set_facts(world, maria, subject, facts));
    }
    std::size_t take() { return count_taken(world, the_lists()).value(); }
    std::int64_t count(Literal sql) { return database.number(sql).value(); }
};

} // namespace

TEST("a closed case is counted once, and the people in it apart from it")
{
    WorkCast cast;
    cast.fill_in(cast.fern, { { "age_band", "16_to_17" }, { "gender", "female" } });
    cast.person_in(cast.subject, { .role = cases::PersonRole::AllegedTrafficker });
    cast.person_in(cast.subject);
    REQUIRE(cases::set_proposed(cast.world, cast.subject, cases::Likelihood::Low));
    REQUIRE(cases::set_confirmed(cast.world, cast.ana, cast.subject, cases::Likelihood::High));

    REQUIRE(cast.close("with_provider"));
    cast.reopen();
    REQUIRE(cast.close("safe"));

    CHECK(cast.count("select count(*) from case_fact") == 1);
    CHECK(cast.count("select count(*) from case_fact where state = 'TX' and trafficking_type = 'labor'"
                     " and venue = 'agriculture' and likelihood = 'high'")
        == 1);
    CHECK(cast.count("select count(*) from person_fact") == 2);
    CHECK(cast.count("select count(*) from person_fact where age_band = '16_to_17' and gender = 'female'") == 1);
    CHECK(cast.count("select count(*) from person_fact where age_band = 'not_known' and gender = 'not_known'") == 1);
}

TEST("an open case counts nothing, nor does one that was merged into another")
{
    WorkCast cast;

    REQUIRE(count_closed(cast.world, cast.maria, the_lists(), cast.subject));
    REQUIRE(cast.close("merged"));

    CHECK(cast.count("select count(*) from case_fact") == 0);
    CHECK(cast.count("select count(*) from rollup") == 0);
}

TEST("what was written of ages and genders is read to be counted, and the reading is written down")
{
    WorkCast cast;
    cast.fill_in(cast.fern, { { "gender", "male" } });
    auto const readings = cast.readings();

    REQUIRE(cast.close("safe"));

    CHECK(cast.readings() == readings + 1);
}

TEST("a step is counted when it was taken, once; a draft is not")
{
    WorkCast cast;
    auto const drafted = cast.draft(steps::Kind::Referral, { .recipient = cast.the_clinic, .need_code = "legal" }, cast.maria);
    auto const told = cast.referred();

    CHECK(cast.take() == 1);
    CHECK(cast.take() == 0);
    REQUIRE(drafted);
    CHECK(cast.now(told.id).state == steps::State::Sent);
    CHECK(cast.count("select count(*) from step_fact where kind = 'referral' and service = 'other'") == 1);
    CHECK(cast.count("select count from rollup where dimension = 'steps.kind' and cell = 'referral'") == 1);
}

TEST("a referral that was given stays given when the consent is taken back, one that never left does not count")
{
    WorkCast cast;
    auto const told = cast.referred();
    REQUIRE(steps::withdraw(cast.world, cast.maria, *told.plan.consent, "said"));
    auto const drafted = cast.draft(steps::Kind::Referral, { .recipient = cast.the_clinic, .need_code = "legal" }, cast.maria);
    REQUIRE(drafted);

    CHECK(cast.take() == 1);
    CHECK(cast.count("select count from rollup where dimension = 'steps.kind' and cell = 'referral'") == 1);
}

TEST("each kind of emergency has its own figure, and a safety plan too")
{
    WorkCast cast;
    auto consent = cast.yes();
    consent.purpose = consent::Purpose::EmergencyCoordination;
    REQUIRE(consent::give(cast.world, cast.maria, consent));
    auto const shelter = cast.draft(steps::Kind::Emergency,
        { .recipient = cast.the_shelter, .emergency = steps::EmergencyKind::Shelter, .need_code = "shelter" }, cast.maria);
    REQUIRE(shelter);
    REQUIRE(cast.send(cast.maria, shelter->id));
    REQUIRE(steps::deliver_due(cast.world));
    steps::safety_plan::Plan plan {};
    plan.steps = { "a word to my sister" };
    REQUIRE(steps::safety_plan::save(cast.world, cast.maria, cast.fern, 0, plan));

    CHECK(cast.take() == 2);
    CHECK(cast.count("select count(*) from step_fact where kind = 'emergency_shelter' and service = 'shelter'") == 1);
    CHECK(cast.count("select count(*) from step_fact where kind = 'safety_plan'") == 1);
}

} // namespace reachline::hotline::statistics
