#include "hotline/steps/safety_plan/safety_plan.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/steps/kind.hpp"
#include "hotline/steps/safety_plan/safety_plan_store.hpp"
#include "hotline/steps/steps_store.hpp"

namespace reachline::hotline::steps::safety_plan {

BOOST_DESCRIBE_STRUCT(Plan, (), (warning_signs, steps, safe_places, contacts, to_take))

namespace {

constexpr std::array<std::string_view, 0> no_outcomes {};

/// One step a person stands for the plan, whatever its version.
std::string key_of(Id<Person> person) { return "safety_plan-" + std::to_string(person.value); }

Result<std::vector<std::string>> cleaned(std::vector<std::string> const& lines)
{
    if (lines.size() > lines_limit)
        return fail(Fault::Invalid, "this list of the plan is too long");
    std::vector<std::string> clean;
    for (auto const& line : lines)
        if (auto text = TRY(clean_text(line, line_limit)); !text.empty())
            clean.push_back(std::move(text));
    return clean;
}

Result<Plan> cleaned(Plan const& plan)
{
    return Plan { TRY(cleaned(plan.warning_signs)), TRY(cleaned(plan.steps)),
        TRY(cleaned(plan.safe_places)), TRY(cleaned(plan.contacts)), TRY(cleaned(plan.to_take)) };
}

Result<Id<Step>> step_for(World& world, Actor const& actor, cases::PersonRow const& person)
{
    auto const key = key_of(person.id);
    if (auto step = TRY(rows::by_key(world, person.subject, key))) {
        TRY(keep(world, actor, *step, "safety_plan_saved"));
        return step->id;
    }
    StepRow step { .id = world.new_id<Step>(), .subject = person.subject, .person = person.id, .kind = Kind::SafetyPlan };
    step.created_by = actor.account;
    step.created_at = world.now();
    TRY(rows::insert(world, step, key));
    step.state = State::Done;
    step.ended_at = world.now();
    TRY(keep(world, actor, step, "safety_plan_saved"));
    return step.id;
}

Result<cases::PersonRow> person_for(World& world, Actor const& actor, Id<Person> id)
{
    auto const person = TRY(cases::find_person(world, actor, id));
    TRY(cases::may_open(world, actor, person.subject));
    return person;
}

Result<Need> needs_nothing(World&, StepRow const&) { return Need::Nothing; }
Done is_complete(World&, StepRow&) { return {}; }

} // namespace

Result<PlanSeen> read(World& world, Actor const& actor, Id<Person> id)
{
    TRY(person_for(world, actor, id));
    auto const row = TRY(versions::newest(world, id));
    if (!row)
        return PlanSeen {};
    auto const reading = TRY(audit::read(world, actor, audit::Purpose::WorkOnCase, audit::subject("person", id)));
    auto const text = TRY(world.keys.open(versions::place(row->step), row->sealed));
    auto const parsed = TRY(json::parse(text.seen_under(reading)));
    auto plan = json::bound<Plan>(parsed);
    if (!plan)
        return fail(Fault::Broken, "a safety plan cannot be read");
    return PlanSeen { std::move(*plan), row->version, row->saved_at, row->saved_by };
}

Result<PlanSeen> save(World& world, Actor const& actor, Id<Person> id, std::int64_t version, Plan const& plan)
{
    auto const person = TRY(person_for(world, actor, id));
    auto const newest = TRY(versions::newest(world, id));
    if ((newest ? newest->version : 0) != version)
        return fail(Fault::Conflict, "somebody saved this plan in between");
    auto const clean = TRY(cleaned(plan));
    auto const step = TRY(step_for(world, actor, person));
    auto const folder = TRY(cases::folder_of(world, person.subject));
    auto const sealed = TRY(world.keys.seal(folder, versions::place(step), json::text_of(json::written(clean))));
    TRY(versions::insert(world, { id, version + 1, step, actor.account, world.now(), sealed }));
    return PlanSeen { clean, version + 1, world.now(), actor.account };
}

KindOfStep const rules { .kind = Kind::SafetyPlan,
    .outcomes = no_outcomes,
    .complete = is_complete,
    .missing = needs_nothing };

} // namespace reachline::hotline::steps::safety_plan
