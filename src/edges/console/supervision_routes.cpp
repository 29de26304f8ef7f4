#include "edges/console/contract/alarms.hpp"
#include "edges/console/contract/statistics.hpp"
#include "edges/console/line_rows.hpp"
#include "edges/console/row.hpp"

#include "hotline/desk/desk.hpp"
#include "hotline/people/accounts.hpp"

namespace reachline::edges::console {

namespace {

namespace desk = hotline::desk;
using contract::Acknowledgement;

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
        if (alarm.about == "signal")
            if (auto const of_case = TRY(case_of(call.world, { alarm.about_id }))) {
                row.case_id = of_case->id;
                row.case_number = of_case->number;
            }
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

} // namespace

Routes supervision_routes()
{
    using enum Permission;
    return {
        row<Nothing, std::vector<contract::AlarmRow>>("GET", "/api/alarms", { AnswerSignals, Supervise },
            "open ones, the oldest first", alarms),
        row<contract::AlarmAnswer, Acknowledgement>("POST", "/api/alarms/{id}/answer", { Supervise },
            "on it, or dealt with", answer_alarm),
    };
}

} // namespace reachline::edges::console
