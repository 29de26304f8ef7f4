#include "hotline/steps/cast_for_tests.hpp"

#include "hotline/steps/follow_up/follow_up.hpp"

namespace reachline::hotline::steps::follow_up {

namespace {

struct FollowUpCast : StepCast {
    Id<Consent> consent {};

    FollowUpCast()
    {
        auto yes_to_us = yes();
        yes_to_us.purpose = consent::Purpose::FollowUp;
        yes_to_us.recipient = consent::the_hotline;
        yes_to_us.fields = {};
        consent = consent::give(world, maria, yes_to_us).value();
        cases::SafeWays ways { .call = cases::Known::Yes,
            .hours = { { { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }, "00:00", "24:00" } },
            .zone = "UTC" };
        REQUIRE(cases::save_safe_contact(world, maria, fern, ways,
            { .number = "+15555550123", .ask_for = "Rosa", .say_as = "the library", .code_word = "blue" }));
    }
    Result<StepRow> planned(ContactWay way, minutes in)
    {
        return draft(Kind::FollowUp, { .way = way, .due = world.now() + in }, maria);
    }
    std::int64_t contacts() { return database.number("select count(*) from contact_made").value(); }
};

} // namespace

TEST("a follow-up inside the safe-contact plan and a live consent is made with the words they chose")
{
    FollowUpCast cast;
    auto const step = cast.planned(ContactWay::Call, minutes { 60 });
    REQUIRE(step);

    cast.advance(minutes { 60 });
    auto const sheet = preview(cast.world, cast.maria, step->id);
    auto const made = cast.send(cast.maria, step->id);

    CHECK(step->state == State::Ready);
    REQUIRE(sheet);
    CHECK(sheet->document.seen_under(sheet->reading).find("the library") != std::string::npos);
    REQUIRE(made);
    CHECK(cast.contacts() == 1);
}

TEST("a way that the plan does not say is safe is no way")
{
    FollowUpCast cast;
    auto const by_text = cast.planned(ContactWay::Text, minutes { 60 });
    REQUIRE(by_text);

    CHECK(by_text->need == Need::SafeContact);
    CHECK(fault_of(send(cast.world, cast.maria, by_text->id, {})) == Fault::Conflict);
    CHECK(cast.contacts() == 0);
}

TEST("a withdrawn consent means that nobody is called, at the last moment too")
{
    FollowUpCast cast;
    auto const step = cast.planned(ContactWay::Call, minutes { 60 });
    REQUIRE(step);
    cast.advance(minutes { 60 });

    REQUIRE(withdraw(cast.world, cast.maria, cast.consent, "said"));

    CHECK(cast.now(step->id).state == State::WaitingForConsent);
    CHECK(fault_of(send(cast.world, cast.maria, step->id, {})) == Fault::NotAllowed);
    CHECK(cast.contacts() == 0);
}

TEST("a plan that ends before the follow-up is due allows nothing")
{
    FollowUpCast cast;

    auto const step = cast.planned(ContactWay::Call, minutes { 60 * 24 * 20 });

    REQUIRE(step);
    CHECK(step->state != State::Ready);
}

TEST("a follow-up that nobody makes is an alarm, and stands among what is due")
{
    FollowUpCast cast;
    auto const step = cast.planned(ContactWay::Call, minutes { 10 });
    REQUIRE(step);

    cast.advance(minutes { 10 } + late_after);
    cast.tick();
    auto const due = due_before(cast.world, cast.maria, cast.world.now());
    auto const for_sam = due_before(cast.world, cast.sam, cast.world.now());

    CHECK(cast.alarm_is_open("follow_up_missed"));
    REQUIRE(due->size() == 1);
    CHECK(due->front().allowed_now);
    CHECK(for_sam->empty());
}

} // namespace reachline::hotline::steps::follow_up
