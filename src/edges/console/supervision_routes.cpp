#include "edges/console/contract/alarms.hpp"
#include "edges/console/contract/statistics.hpp"
#include "edges/console/line_rows.hpp"
#include "edges/console/row.hpp"

#include "hotline/cases/cases.hpp"
#include "hotline/consent/exception.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/people/accounts.hpp"
#include "hotline/statistics/shift.hpp"
#include "hotline/steps/steps.hpp"
#include "hotline/steps/transfer/transfer.hpp"

namespace reachline::edges::console {

namespace {

namespace desk = hotline::desk;
using contract::Acknowledgement;

/// What an alarm is about, as far as who looks may see it.
struct AboutAlarm {
    std::optional<Id<hotline::Case>> subject {};
    std::optional<Id<hotline::Signal>> signal {};
};

AboutAlarm about_alarm(Call const& call, desk::AlarmRow const& alarm)
{
    auto& world = call.world;
    if (alarm.about == "signal")
        return { .signal = Id<hotline::Signal> { alarm.about_id } };
    if (alarm.about == "case" && hotline::cases::may_open(world, call.actor, { alarm.about_id }))
        return { .subject = Id<hotline::Case> { alarm.about_id } };
    if (alarm.about == "exception")
        if (auto const found = hotline::consent::find(world, call.actor, Id<hotline::Exception> { alarm.about_id }))
            return { .subject = found->subject };
    if (alarm.about == "step")
        if (auto const found = hotline::steps::find(world, call.actor, { alarm.about_id }))
            return { .subject = found->subject };
    if (alarm.about == "transfer")
        if (auto const found = hotline::steps::transfer::find(world, call.actor, { alarm.about_id }))
            return { .signal = found->signal };
    return {};
}

/// From either to the other: the case's number, and the conversation that goes on.
Done add_links(Call const& call, desk::AlarmRow const& alarm, contract::AlarmRow& row)
{
    auto const about = about_alarm(call, alarm);
    row.case_id = about.subject;
    row.signal_id = about.signal;
    if (about.signal)
        if (auto const of_case = TRY(case_of(call.world, *about.signal)))
            row.case_id = of_case->id;
    if (row.case_id)
        row.case_number = TRY(hotline::cases::file_of(call.world, *row.case_id)).number;
    if (row.case_id && !row.signal_id)
        for (auto const id : TRY(hotline::cases::signals_of(call.world, *row.case_id)))
            if (TRY(hotline::signals::find(call.world, id)).state == hotline::signals::State::Active)
                row.signal_id = id;
    return {};
}

Result<std::vector<contract::AlarmRow>> alarms(Call const& call)
{
    std::vector<contract::AlarmRow> rows;
    for (auto const& alarm : TRY(desk::open_alarms(call.world))) {
        contract::AlarmRow row { .id = alarm.id,
            .kind = alarm.kind,
            .about = alarm.about,
            .subject = alarm.about_id,
            .raised_at = alarm.raised_at };
        if (alarm.taken_by) {
            auto const taker = TRY(hotline::people::account(call.world, *alarm.taken_by));
            row.answered_by = contract::Colleague { taker.id, taker.name };
            row.answered_at = alarm.taken_at;
        }
        TRY(add_links(call, alarm, row));
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<Acknowledgement> answer_alarm(Call const& call, contract::AlarmAnswer answer)
{
    auto const id = call.id<hotline::Alarm>();
    if (answer.ended)
        TRY(desk::end_alarm(call.world, call.actor, id));
    else
        TRY(desk::take_alarm(call.world, call.actor, id));
    return Acknowledgement {};
}

static_assert(static_cast<int>(contract::Channel::Other)
    == static_cast<int>(hotline::signals::Channel::Other));

std::optional<int> whole_seconds(std::optional<seconds> wait)
{
    return wait ? std::optional(static_cast<int>(wait->count())) : std::nullopt;
}

constexpr hours one_shift { 12 };

Result<contract::ShiftNumbers> shift(Call const& call)
{
    auto const now = call.world.now();
    auto const counted = TRY(hotline::statistics::shift_since(call.world, now - one_shift));
    auto const whole = [](std::int64_t count) { return static_cast<int>(count); };
    contract::ShiftNumbers answer { .from = now - one_shift,
        .to = now,
        .channels = {},
        .steps = {},
        .cases_opened = whole(counted.cases_opened),
        .consents_granted = whole(counted.consents_granted),
        .consents_withdrawn = whole(counted.consents_withdrawn) };
    for (auto const& one : counted.channels)
        answer.channels.push_back({ .channel = static_cast<contract::Channel>(one.channel),
            .arrived = whole(one.arrived),
            .answered = whole(one.answered),
            .abandoned = whole(one.abandoned),
            .refused = whole(one.refused),
            .lost = whole(one.lost),
            .median_wait_seconds = whole_seconds(one.median_wait),
            .p90_wait_seconds = whole_seconds(one.p90_wait) });
    for (auto const& one : counted.steps)
        if (auto const kind = json::enum_value<contract::StepKind>(one.kind))
            answer.steps.push_back({ .kind = *kind,
                .taken = whole(one.taken),
                .accepted = whole(one.accepted),
                .declined = whole(one.declined),
                .open = whole(one.open) });
    return answer;
}

Result<contract::MonthReport> month(Look const& look)
{
    auto const told = TRY(hotline::statistics::funder_month(
        look.database, look.library.coded, look.library.funder, look.path[0]));
    contract::MonthReport report { .month = told.month,
        .version = static_cast<int>(told.version),
        .made_up = told.made_up,
        .figures = {} };
    for (auto const& figure : told.figures)
        report.figures.push_back(
            { figure.code, figure.label, figure.means, static_cast<int>(figure.count) });
    return report;
}

} // namespace

Routes supervision_routes()
{
    using enum Permission;
    return {
        row<Nothing, std::vector<contract::AlarmRow>>("GET", "/api/alarms", { AnswerSignals, Supervise },
            "open ones, the oldest first", alarms),
        row<contract::AlarmAnswer, Acknowledgement>("POST", "/api/alarms/{id}/answer", { Supervise },
            "on it, or dealt with", answer_alarm),
        row<Nothing, contract::ShiftNumbers>("GET", "/api/shift", { Supervise, ReadStatistics },
            "the last 12 hours of the desk as a whole", shift),
        look_row<Nothing, contract::MonthReport>("GET", "/api/months/{month}", { ReadStatistics },
            "what the funder is told of a month, \"2026-11\", with what each figure means", month),
    };
}

} // namespace reachline::edges::console
