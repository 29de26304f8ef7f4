#include "hotline/steps/report/report.hpp"

#include "hotline/desk/alarms.hpp"
#include "hotline/steps/kind.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::steps::report {

namespace {

using partners::Role;

// Codes only come back from an agency: the hotline keeps no criminal-justice data (rule C17).
constexpr std::array<std::string_view, 5> outcomes { "investigation_opened", "welfare_check", "no_action", "sent_on", "not_known" };

bool has(std::vector<Role> const& roles, Role role) { return std::ranges::find(roles, role) != roles.end(); }

Done complete(World& world, StepRow& step)
{
    if (step.plan.rule && !step.plan.recipient) {
        step.plan.recipient = TRY(partners::designated_for(world, *step.plan.rule));
        if (!step.plan.recipient)
            return fail(Fault::Invalid, "nobody is designated for this rule yet");
    }
    if (!step.plan.recipient)
        return {};
    auto const roles = TRY(partners::roles_of(world, *step.plan.recipient));
    if (!has(roles, Role::LawEnforcement) && !has(roles, Role::LawEnforcementCopy) && !has(roles, Role::ChildWelfare))
        return fail(Fault::Invalid, "a report goes to a designated agency only");
    return {};
}

/// An agency that is both is told as what the rule says.
Result<consent::Purpose> purpose(World& world, StepRow const& step)
{
    auto const roles = TRY(partners::roles_of(world, *step.plan.recipient));
    bool const police = has(roles, Role::LawEnforcement) || has(roles, Role::LawEnforcementCopy);
    bool const by_rule = step.plan.rule && step.plan.rule->ends_with("child_welfare");
    return by_rule || !police ? consent::Purpose::ChildWelfareReport : consent::Purpose::LeReport;
}

Result<std::optional<consent::Carrier>> carrier(World&, StepRow const&) { return consent::Carrier::Portal; }
minutes answer_within(StepRow const&) { return acknowledged_within; }

Done beat(World& world, StepRow& step)
{
    auto const about = audit::subject("step", step.id);
    bool const late = !step.disclosure && step.plan.due && *step.plan.due <= world.now();
    if (late)
        TRY(desk::raise_alarm(world, "report_late", about));
    else if (step.sent_at)
        TRY(desk::end_alarm(world, "report_late", about));
    return {};
}

bool is_for_report(partners::Rule const& rule)
{
    return rule.role == Role::LawEnforcement || rule.role == Role::ChildWelfare || rule.role == Role::Psap;
}

Result<Route> route_of(World& world, partners::Rule const& rule, cases::AgeBand age)
{
    Route route { .rule = rule, .recipient = TRY(partners::designated_for(world, rule.id)), .copies = {}, .mandated = false, .exception = {} };
    for (auto const& copy : rule.copies)
        if (auto const organization = TRY(partners::designated_for(world, copy)))
            route.copies.push_back(*organization);
    // 911 is told of danger, whoever is in it and whatever their age.
    if (rule.role == Role::Psap) {
        route.exception = consent::ExceptionKind::ImminentDanger;
        return route;
    }
    // Suspected abuse of somebody of 17 or under; an unknown age is no licence to report (C10).
    if (age == cases::AgeBand::Minor) {
        route.mandated = rule.role == Role::ChildWelfare;
        route.exception = consent::ExceptionKind::MinorAbuse;
    }
    return route;
}

} // namespace

std::optional<Time> due_of(partners::Rule const& rule, Time drafted)
{
    return rule.deadline_hours > 0 ? std::optional(drafted + hours { rule.deadline_hours }) : std::nullopt;
}

Result<std::vector<Route>> routes(World& world, Actor const& actor, Id<Person> id, partners::Jurisdictions const& table)
{
    auto const person = TRY(cases::find_person(world, actor, id));
    auto const file = TRY(cases::find(world, actor, person.subject));
    std::vector<Route> found;
    if (!file.facts.jurisdiction)
        return found;
    for (auto const& rule : table.rules())
        if (rule.state == *file.facts.jurisdiction && is_for_report(rule))
            found.push_back(TRY(route_of(world, rule, person.facts.age_band)));
    return found;
}

KindOfStep const rules { .kind = Kind::Report,
    .outcomes = outcomes,
    .complete = complete,
    .carrier = carrier,
    .purpose = purpose,
    .is_decided_upon = true,
    .who_sends = people::Permission::SendReport,
    .answer_within = answer_within,
    .beat = beat };

} // namespace reachline::hotline::steps::report
