#include "hotline/steps/cast_for_tests.hpp"

#include "hotline/steps/safety_plan/safety_plan.hpp"

namespace reachline::hotline::steps::safety_plan {

namespace {
Plan plan() { return { .warning_signs = { "keys at the door" }, .steps = { "out by the kitchen" }, .safe_places = {}, .contacts = { "aunt Lupe" }, .to_take = {} }; }
}

TEST("a safety plan is kept version by version, sealed")
{
    StepCast cast;

    auto const first = save(cast.world, cast.maria, cast.fern, 0, plan());
    auto second_plan = plan();
    second_plan.safe_places = { "the late bus" };
    auto const second = save(cast.world, cast.maria, cast.fern, 1, second_plan);
    auto const seen = read(cast.world, cast.maria, cast.fern);

    REQUIRE(first);
    REQUIRE(second);
    REQUIRE(seen);
    CHECK(seen->version == 2);
    CHECK(seen->plan.safe_places == std::vector<std::string> { "the late bus" });
    CHECK_FALSE(cast.database_holds("aunt Lupe"));
    CHECK(steps_of(cast.world, cast.maria, cast.subject)->size() == 1);
}

TEST("a save that did not see the newest version is refused")
{
    StepCast cast;
    REQUIRE(save(cast.world, cast.maria, cast.fern, 0, plan()));

    CHECK(fault_of(save(cast.world, cast.maria, cast.fern, 0, plan())) == Fault::Conflict);
    CHECK(read(cast.world, cast.maria, cast.fern)->version == 1);
}

TEST("nobody without a relation to the case reads a safety plan, and it can be sent to nobody")
{
    StepCast cast;
    REQUIRE(save(cast.world, cast.maria, cast.fern, 0, plan()));
    auto const step = steps_of(cast.world, cast.maria, cast.subject)->at(0);
    auto const readings = cast.readings();

    CHECK(fault_of(read(cast.world, cast.sam, cast.fern)) == Fault::NotFound);
    CHECK(fault_of(read(cast.world, cast.olga, cast.fern)) == Fault::NotFound);
    CHECK(fault_of(preview(cast.world, cast.maria, step.id)) == Fault::NotFound);
    CHECK(fault_of(send(cast.world, cast.maria, step.id, {})) == Fault::Conflict);
    CHECK(cast.readings() == readings);
    CHECK(cast.disclosures() == 0);
}

} // namespace reachline::hotline::steps::safety_plan
