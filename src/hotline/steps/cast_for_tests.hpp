#pragma once

// The cast with steps: short ways to draft, to look at the page and to send it.

#include "hotline/consent/cast_for_tests.hpp"
#include "hotline/desk/alarms.hpp"
#include "hotline/steps/partner_view.hpp"
#include "hotline/steps/steps.hpp"

namespace reachline::hotline {

struct StepCast : GateCast {
    int drafts = 0;

    Result<steps::StepRow> draft(steps::Kind kind, steps::Plan plan, Actor const& by)
    {
        return steps::draft(world, by,
            { .person = fern, .kind = kind, .plan = std::move(plan), .reason = "they asked for it", .idempotency_key = "draft-" + std::to_string(++drafts) });
    }
    steps::StepRow referral(Id<Organization> to)
    {
        auto made = draft(steps::Kind::Referral, { .recipient = to }, maria);
        REQUIRE(made);
        return *made;
    }
    Result<steps::StepRow> send(Actor const& by, Id<Step> id)
    {
        auto const page = TRY(steps::preview(world, by, id));
        return steps::send(world, by, id, page.hash);
    }
    /// A referral that lies in the shelter's inbox.
    steps::StepRow referred()
    {
        given();
        auto const step = referral(the_shelter);
        REQUIRE(send(maria, step.id));
        REQUIRE(steps::deliver_due(world));
        return now(step.id);
    }
    steps::StepRow now(Id<Step> id) { return steps::find(world, ana, id).value(); }
    std::string reference() { return steps::shared_with_us(world, at_the_shelter).value().at(0).reference; }
    void tick() { REQUIRE(steps::tick(world)); }
    bool alarm_is_open(std::string const& kind)
    {
        return std::ranges::any_of(desk::open_alarms(world).value(), [&](auto const& alarm) { return alarm.kind == kind; });
    }
    std::int64_t shares() { return database.number("select count(*) from partner_share").value(); }
    void advance(milliseconds by) { ledger.clock.advance(by); }
};

} // namespace reachline::hotline
