#include "hotline/steps/emergency/emergency.hpp"

#include "hotline/partners/partners.hpp"
#include "hotline/steps/kind.hpp"

#include <array>

namespace reachline::hotline::steps::emergency {

namespace {

constexpr std::array<std::string_view, 6> outcomes { "served", "no_room", "not_reached", "person_declined", "sent_on", "not_known" };
constexpr std::array<std::string_view, 2> failures { "no_room", "not_reached" };

Done complete(World& world, StepRow& step)
{
    if (!step.plan.emergency)
        return fail(Fault::Invalid, "say what help is needed: shelter, a way out, a ride, or 911");
    bool const for_911 = *step.plan.emergency == EmergencyKind::Handover911;
    if (for_911 && step.plan.recipient && !TRY(partners::is_designated(world, *step.plan.recipient, partners::Role::Psap)))
        return fail(Fault::Invalid, "a hand-over sheet goes to a designated 911 centre only");
    return {};
}

Result<std::optional<consent::Carrier>> carrier(World&, StepRow const& step)
{
    return step.plan.emergency == EmergencyKind::Handover911 ? consent::Carrier::Sheet : consent::Carrier::Portal;
}

Result<consent::Purpose> purpose(World&, StepRow const&) { return consent::Purpose::EmergencyCoordination; }
minutes answer_within(StepRow const&) { return confirmed_within; }

} // namespace

KindOfStep const rules { .kind = Kind::Emergency,
    .outcomes = outcomes,
    .failures = failures,
    .complete = complete,
    .carrier = carrier,
    .purpose = purpose,
    .answer_within = answer_within };

} // namespace reachline::hotline::steps::emergency
