#include "hotline/steps/steps_store.hpp"

#include "base/ensure.hpp"
#include "store/stored_enum.hpp"

namespace reachline::hotline::steps::rows {

namespace {

using store::maybe_name;
using store::maybe_stored;
using store::stored;

std::vector<std::string> codes_in(std::string_view text)
{
    auto const parsed = json::parse(text);
    ensure(parsed.has_value());
    auto codes = json::bound<std::vector<std::string>>(*parsed);
    ensure(codes.has_value());
    return std::move(*codes);
}

StepRow step_of(store::Row const& row)
{
    StepRow step;
    step.id = row.id<Step>(0);
    step.subject = row.id<Case>(1);
    step.person = row.id<Person>(2);
    step.kind = stored<Kind>(row.text(3));
    step.state = stored<State>(row.text(4));
    step.need = stored<Need>(row.text(5));
    step.plan = { .recipient = row.maybe_id<Organization>(6),
        .consent = row.maybe_id<Consent>(7),
        .exception = row.maybe_id<Exception>(8),
        .fields = codes_in(row.text(9)),
        .emergency = maybe_stored<EmergencyKind>(row, 10),
        .way = maybe_stored<ContactWay>(row, 11),
        .need_code = row.maybe_string(12),
        .rule = row.maybe_string(13),
        .due = row.maybe_time(14) };
    step.disclosure = row.maybe_id<Disclosure>(15);
    step.outcome = row.string(16);
    step.why_ended = row.string(17);
    step.created_by = row.id<Account>(18);
    step.created_at = row.time(19);
    step.decided_by = row.maybe_id<Account>(20);
    step.decided_at = row.maybe_time(21);
    step.verdict = maybe_stored<Verdict>(row, 22);
    step.decide_by = row.maybe_time(23);
    step.sent_at = row.maybe_time(24);
    step.answer_due = row.maybe_time(25);
    step.acknowledged_at = row.maybe_time(26);
    step.ended_at = row.maybe_time(27);
    step.attempts = row.integer(28);
    step.version = row.integer(29);
    return step;
}

} // namespace

constexpr char insert_step[] = R"sql(
    insert into step (id, case_id, person, kind, state, need, recipient, consent, exception, fields,
        emergency, way, need_code, rule, due, created_by, created_at, version, idempotency_key)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
)sql";

Done insert(World& world, StepRow const& step, std::string_view idempotency_key)
{
    auto const& plan = step.plan;
    TRY(world.database.run(insert_step, step.id, step.subject, step.person, json::enum_name(step.kind),
        json::enum_name(step.state), json::enum_name(step.need), plan.recipient, plan.consent,
        plan.exception, json::text_of(json::written(plan.fields)), maybe_name(plan.emergency), maybe_name(plan.way),
        plan.need_code, plan.rule, plan.due, step.created_by, step.created_at, step.version, idempotency_key));
    return {};
}

constexpr char update_step[] = R"sql(
    update step set state = ?2, need = ?3, recipient = ?4, consent = ?5, exception = ?6, fields = ?7,
        emergency = ?8, way = ?9, need_code = ?10, rule = ?11, due = ?12, disclosure = ?13,
        outcome = ?14, why_ended = ?15, decided_by = ?16, decided_at = ?17, verdict = ?18,
        decide_by = ?19, sent_at = ?20, answer_due = ?21, acknowledged_at = ?22, ended_at = ?23,
        attempts = ?24, version = ?25
    where id = ?1
)sql";

Done update(World& world, StepRow const& step)
{
    auto const& plan = step.plan;
    TRY(world.database.run(update_step, step.id, json::enum_name(step.state), json::enum_name(step.need),
        plan.recipient, plan.consent, plan.exception, json::text_of(json::written(plan.fields)),
        maybe_name(plan.emergency), maybe_name(plan.way), plan.need_code, plan.rule, plan.due, step.disclosure,
        step.outcome, step.why_ended, step.decided_by, step.decided_at, maybe_name(step.verdict), step.decide_by,
        step.sent_at, step.answer_due, step.acknowledged_at, step.ended_at, step.attempts, step.version));
    return {};
}

#define REACHLINE_STEP_COLUMNS                                                                     \
    "select id, case_id, person, kind, state, need, recipient, consent, exception, fields, "       \
    "emergency, way, need_code, rule, due, disclosure, outcome, why_ended, created_by, "           \
    "created_at, decided_by, decided_at, verdict, decide_by, sent_at, answer_due, "                \
    "acknowledged_at, ended_at, attempts, version from step "

constexpr char select_step[] = REACHLINE_STEP_COLUMNS "where id = ?1";

Result<StepRow> step(World& world, Id<Step> id)
{
    auto found = TRY(world.database.find(select_step, step_of, id));
    if (!found)
        return fail(Fault::NotFound, "there is no such step");
    return std::move(*found);
}

constexpr char select_by_key[] = REACHLINE_STEP_COLUMNS "where case_id = ?1 and idempotency_key = ?2";

Result<std::optional<StepRow>> by_key(World& world, Id<Case> subject, std::string_view idempotency_key)
{
    return world.database.find(select_by_key, step_of, subject, idempotency_key);
}

constexpr char select_by_disclosure[] = REACHLINE_STEP_COLUMNS "where disclosure = ?1";

Result<std::optional<StepRow>> by_disclosure(World& world, Id<Disclosure> disclosure)
{
    return world.database.find(select_by_disclosure, step_of, disclosure);
}

constexpr char select_of_case[] = REACHLINE_STEP_COLUMNS R"sql(
    where case_id = ?1 order by case when ended_at is null then 0 else 1 end, id desc
)sql";

Result<std::vector<StepRow>> of_case(World& world, Id<Case> subject)
{
    return world.database.all(select_of_case, step_of, subject);
}

constexpr char select_open[] = REACHLINE_STEP_COLUMNS "where ended_at is null order by id";

Result<std::vector<StepRow>> open(World& world)
{
    return world.database.all(select_open, step_of);
}

constexpr char select_waiting_for_decision[] = REACHLINE_STEP_COLUMNS R"sql(
    where state = 'waiting_for_decision' order by decide_by, id
)sql";

Result<std::vector<StepRow>> waiting_for_decision(World& world)
{
    return world.database.all(select_waiting_for_decision, step_of);
}

constexpr char select_reports_to_send[] = REACHLINE_STEP_COLUMNS R"sql(
    where kind = 'report' and state = 'ready' and ended_at is null order by coalesce(due, created_at), id
)sql";

Result<std::vector<StepRow>> reports_to_send(World& world)
{
    return world.database.all(select_reports_to_send, step_of);
}

#undef REACHLINE_STEP_COLUMNS

constexpr char select_words[] = R"sql(
    select reason_sealed, decision_reason_sealed from step where id = ?1
)sql";

Result<Words> words(World& world, Id<Step> id)
{
    auto found = TRY(world.database.find(
        select_words, [](store::Row const& row) { return Words { row.maybe_blob(0), row.maybe_blob(1) }; }, id));
    return found.value_or(Words {});
}

constexpr char update_reason[] = "update step set reason_sealed = ?2 where id = ?1";

Done set_reason(World& world, Id<Step> id, Bytes const& sealed)
{
    TRY(world.database.run(update_reason, id, sealed));
    return {};
}

constexpr char update_decision_reason[] = "update step set decision_reason_sealed = ?2 where id = ?1";

Done set_decision_reason(World& world, Id<Step> id, Bytes const& sealed)
{
    TRY(world.database.run(update_decision_reason, id, sealed));
    return {};
}

constexpr char select_approved_hash[] = "select approved_hash from step where id = ?1";

Result<std::optional<Bytes>> approved_hash(World& world, Id<Step> id)
{
    auto found = TRY(world.database.find(
        select_approved_hash, [](store::Row const& row) { return row.maybe_blob(0); }, id));
    return found.value_or(std::nullopt);
}

constexpr char update_approved_hash[] = "update step set approved_hash = ?2 where id = ?1";

Done set_approved_hash(World& world, Id<Step> id, std::optional<Bytes> const& hash)
{
    TRY(world.database.run(update_approved_hash, id, hash));
    return {};
}

} // namespace reachline::hotline::steps::rows
