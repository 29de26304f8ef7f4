#include "hotline/steps/basis.hpp"

#include <algorithm>

namespace reachline::hotline::steps {

namespace {

bool holds(std::vector<std::string> const& codes, std::string const& code)
{
    return std::ranges::find(codes, code) != codes.end();
}

Result<std::optional<LiveBasis>> of_exception(World& world, StepRow const& step, Id<Exception> id)
{
    auto const row = TRY(consent::find(world, Actor::system(), id));
    bool const fits = row.person == step.person && row.recipient == step.plan.recipient;
    bool const live = row.state == consent::ExceptionState::Approved && row.valid_until && world.now() < *row.valid_until;
    if (!fits || !live)
        return std::nullopt;
    return LiveBasis { row.id, row.purpose, row.fields, *row.valid_until };
}

bool fits(consent::ConsentRow const& row, StepRow const& step, consent::Purpose purpose, Time now)
{
    return row.state == consent::State::Active && row.valid_from <= now && now < row.valid_until
        && row.person == step.person && row.recipient == step.plan.recipient && row.purpose == purpose;
}

} // namespace

Result<std::optional<LiveBasis>> live_basis(World& world, StepRow const& step)
{
    if (!step.plan.recipient)
        return std::nullopt;
    if (step.plan.exception)
        return of_exception(world, step, *step.plan.exception);
    auto const purpose = TRY(rules_of(step.kind).purpose(world, step));
    auto const row = step.plan.consent
        ? std::optional(TRY(consent::find(world, Actor::system(), *step.plan.consent)))
        : TRY(consent::in_force(world, step.person, *step.plan.recipient, purpose));
    if (!row || !fits(*row, step, purpose, world.now()))
        return std::nullopt;
    return LiveBasis { row->id, purpose, row->fields, row->valid_until };
}

Result<std::vector<std::string>> fields_to_leave(World& world, StepRow const& step, LiveBasis const& basis)
{
    auto const filled = TRY(cases::filled_fields(world, step.person));
    std::vector<std::string> leaving;
    for (auto const& code : step.plan.fields.empty() ? basis.fields : step.plan.fields)
        if (holds(filled, code) || !holds(basis.fields, code))
            leaving.push_back(code);
    return leaving;
}

std::vector<std::string> not_covered(StepRow const& step, LiveBasis const& basis)
{
    std::vector<std::string> uncovered;
    for (auto const& code : step.plan.fields)
        if (!holds(basis.fields, code))
            uncovered.push_back(code);
    return uncovered;
}

Result<std::vector<std::string>> uncovered_fields(World& world, StepRow const& step)
{
    auto const basis = TRY(live_basis(world, step));
    return basis ? not_covered(step, *basis) : step.plan.fields;
}

Result<consent::Ask> ask_of(World& world, StepRow const& step)
{
    auto const basis = TRY(live_basis(world, step));
    if (!basis)
        return fail(Fault::NotAllowed, "there is no consent and no exception in force for this step");
    return consent::Ask { .person = step.person,
        .recipient = *step.plan.recipient,
        .purpose = basis->purpose,
        .fields = TRY(fields_to_leave(world, step, *basis)),
        .basis = basis->basis };
}

} // namespace reachline::hotline::steps
