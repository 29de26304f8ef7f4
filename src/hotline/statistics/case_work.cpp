#include "hotline/statistics/case_work.hpp"

#include "base/json_binding.hpp"
#include "hotline/cases/person.hpp"
#include "hotline/statistics/case_work_store.hpp"
#include "hotline/steps/steps.hpp"

#include <algorithm>

namespace reachline::hotline::statistics {

namespace {

constexpr char const* merged = "merged"; // of the list case_close

// What cannot be counted as it is counts as not known: a close is never refused for a figure.

Result<PersonFact> fact_of(World& world, Actor const& actor, Categories const& categories, Id<Person> id)
{
    PersonFact fact;
    auto const filled = TRY(cases::filled_fields(world, id));
    auto const holds = [&](std::string const& field) { return std::ranges::find(filled, field) != filled.end(); };
    if (!holds("age_band") && !holds("gender"))
        return fact;
    auto const seen = TRY(cases::read_fields(world, actor, id));
    auto const code = [&](std::string const& field) -> std::optional<std::string> {
        auto const found = seen.values.find(field);
        return found == seen.values.end() ? std::nullopt : std::optional(found->second.seen_under(seen.reading));
    };
    fact.age_band = categories.known("age_band", code("age_band"), fact.age_band);
    fact.gender = categories.known("gender", code("gender"), fact.gender);
    return fact;
}

Result<CaseFact> fact_of(World& world, Actor const& actor, Categories const& categories, cases::CaseFile const& file)
{
    CaseFact fact { .trafficking_type = json::enum_name(file.facts.type) };
    fact.state = categories.known("state", file.facts.jurisdiction, fact.state);
    fact.venue = categories.known("venue", file.facts.venue, fact.venue);
    if (auto const level = file.confirmed ? file.confirmed : file.proposed)
        fact.likelihood = json::enum_name(*level);
    for (auto const& person : TRY(cases::people_of(world, actor, file.id)))
        if (person.facts.role == cases::PersonRole::PotentialVictim)
            fact.people.push_back(TRY(fact_of(world, actor, categories, person.id)));
    return fact;
}

std::string kind_of(steps::StepRow const& step)
{
    using enum steps::EmergencyKind;
    if (step.kind == steps::Kind::Transfer)
        return "live_transfer";
    if (step.kind != steps::Kind::Emergency || !step.plan.emergency)
        return json::enum_name(step.kind);
    switch (*step.plan.emergency) {
    case Shelter:
        return "emergency_shelter";
    case Handover911:
        return "emergency_services";
    case Extraction:
    case Transportation:
        break;
    }
    return json::enum_name(*step.plan.emergency);
}

} // namespace

Done count_closed(World& world, Actor const& actor, Categories const& categories, Id<Case> id)
{
    auto const file = TRY(cases::find(world, actor, id));
    if (file.facts.status != cases::Status::Closed || file.facts.close_reason == merged)
        return {};
    if (!TRY(mark_counted(world, id)))
        return {};
    return count_case(world, categories, TRY(fact_of(world, actor, categories, file)));
}

Result<std::size_t> count_taken(World& world, Categories const& categories)
{
    auto const ids = TRY(uncounted_steps(world));
    for (auto const id : ids) {
        auto const step = TRY(steps::find(world, Actor::system(), id));
        auto const file = TRY(cases::file_of(world, step.subject));
        TRY(mark_counted(world, id));
        TRY(count_step(world, categories,
            { .kind = kind_of(step),
                .state = categories.known("state", file.facts.jurisdiction, "not_known"),
                .service = categories.known("service_type", step.plan.need_code, "other") }));
    }
    return ids.size();
}

} // namespace reachline::hotline::statistics
