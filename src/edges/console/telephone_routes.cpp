// The lists of those whom an advocate may call, interpreters and 911 centres, and the telephone lines.

#include "edges/console/contract/telephone.hpp"
#include "edges/console/library.hpp"
#include "edges/console/row.hpp"
#include "edges/console/same.hpp"

#include "edges/lookup/directory_reader.hpp"
#include "hotline/calls/trunks/trunks.hpp"
#include "hotline/directory/dispatchers/dispatchers.hpp"
#include "hotline/directory/interpreters/interpreters.hpp"
#include "hotline/partners/partners.hpp"

namespace reachline::edges::console {

namespace {

namespace calls = hotline::calls;
namespace dispatchers = hotline::directory::dispatchers;
namespace interpreters = hotline::directory::interpreters;
using contract::Acknowledgement;

contract::InterpreterRow interpreter_row(interpreters::InterpreterRow const& row)
{
    contract::InterpreterRow out { .id = row.id,
        .name = row.name,
        .languages = row.languages,
        .numbers = row.numbers,
        .hours = {},
        .open_now = row.is_open,
        .note = row.note,
        .has_code = row.has_code };
    for (auto const& one : row.hours)
        out.hours.push_back({ one.byday, one.opens_at, one.closes_at, one.timezone });
    return out;
}

std::vector<contract::InterpreterRow> interpreter_rows(std::vector<interpreters::InterpreterRow> const& all)
{
    std::vector<contract::InterpreterRow> rows;
    for (auto const& one : all)
        rows.push_back(interpreter_row(one));
    return rows;
}

interpreters::NewInterpreter wish_of(contract::NewInterpreter const& told)
{
    interpreters::NewInterpreter wish { .name = told.name,
        .languages = told.languages,
        .numbers = told.numbers,
        .hours = {},
        .note = told.note,
        .code = told.code };
    for (auto const& one : told.hours)
        wish.hours.push_back({ .byday = one.days,
            .opens_at = one.opens_at,
            .closes_at = one.closes_at,
            .timezone = one.zone });
    return wish;
}

Result<std::vector<contract::InterpreterRow>> all_interpreters(Call const& call)
{
    return interpreter_rows(TRY(interpreters::all(call.world)));
}

Result<std::vector<contract::InterpreterRow>> who_speak(Call const& call, contract::LanguageWish wish)
{
    return interpreter_rows(TRY(interpreters::who_speak(call.world, wish.language)));
}

Result<contract::Made> add_interpreter(Call const& call, contract::NewInterpreter told)
{
    return contract::Made { TRY(interpreters::add(call.world, call.actor, wish_of(told))).value };
}

Result<Acknowledgement> change_interpreter(Call const& call, contract::NewInterpreter told)
{
    TRY(interpreters::change(call.world, call.actor, call.id<hotline::Interpreter>(), wish_of(told)));
    return Acknowledgement {};
}

Result<Acknowledgement> end_interpreter(Call const& call)
{
    TRY(interpreters::end(call.world, call.actor, call.id<hotline::Interpreter>()));
    return Acknowledgement {};
}

Result<contract::InterpreterCode> interpreter_code(Call const& call)
{
    auto const read = TRY(interpreters::read_code(call.world, call.actor, call.id<hotline::Interpreter>()));
    return contract::InterpreterCode { read.code.seen_under(read.reading) };
}

Result<bool> is_covered(store::Database& database, std::string const& state)
{
    return TRY(hotline::partners::designated_for(database, state + "-psap")).has_value();
}

Result<contract::DispatcherRow> dispatcher_row(Look const& look, dispatchers::Near const& near)
{
    auto const& row = near.row;
    using enum contract::Known;
    return contract::DispatcherRow { .id = row.id,
        .name = row.name,
        .city = row.city,
        .county = row.county,
        .state = row.state,
        .number = row.number,
        .works = !row.works ? Unknown : *row.works ? Yes : No,
        .tried_at = row.tried_at,
        .neighbour = near.is_neighbour,
        .covered = TRY(is_covered(look.database, row.state)),
        .told_at = row.told_at };
}

Result<contract::DispatchersNear> near(Look const& look, contract::PlaceWish wish)
{
    if (!look.library.directory || !look.library.borders)
        return fail(Fault::Busy, "the map is not there yet");
    auto const* const places = TRY(look.library.directory->places().get());
    auto const* const borders = TRY(look.library.borders->get());
    auto const found = TRY(dispatchers::near(look.database, *places, *borders, wish.place));
    contract::DispatchersNear answer { .place = {}, .dispatchers = {} };
    if (found.place)
        answer.place = found.place->name;
    for (auto const& one : found.near)
        answer.dispatchers.push_back(TRY(dispatcher_row(look, one)));
    return answer;
}

Result<Acknowledgement> tried(Call const& call, contract::DispatcherTrial trial)
{
    TRY(dispatchers::tried(call.world, call.actor, call.id<hotline::Dispatcher>(),
        trial.works ? dispatchers::Trial::Reached : dispatchers::Trial::NotReached));
    return Acknowledgement {};
}

Result<std::vector<contract::TrunkRow>> trunks(Call const& call)
{
    std::vector<contract::TrunkRow> rows;
    for (auto const& row : TRY(calls::trunks::all(call.world)))
        rows.push_back({ row.name, same<contract::TrunkState>(row.state), row.why, row.since });
    return rows;
}

} // namespace

Routes telephone_routes()
{
    using enum Permission;
    std::vector const work { AnswerSignals, Supervise };
    return {
        row<Nothing, std::vector<contract::InterpreterRow>>("GET", "/api/interpreters", work, "who interprets by telephone, by name", all_interpreters),
        row<contract::LanguageWish, std::vector<contract::InterpreterRow>>("POST", "/api/interpreters/search", work, "who speaks a language, who is open now first", who_speak),
        row<contract::NewInterpreter, contract::Made>("POST", "/api/interpreters", { Supervise }, "adds an agency or a person", add_interpreter),
        row<contract::NewInterpreter, Acknowledgement>("PUT", "/api/interpreters/{id}", { Supervise }, "changes what is known of them", change_interpreter),
        row<Nothing, Acknowledgement>("POST", "/api/interpreters/{id}/end", { Supervise }, "they are called no more", end_interpreter),
        row<Nothing, contract::InterpreterCode>("GET", "/api/interpreters/{id}/code", work, "the account code; one reading", interpreter_code),
        look_row<contract::PlaceWish, contract::DispatchersNear>("POST", "/api/dispatchers/search", work, "the 911 centres for the place where somebody is", near),
        row<contract::DispatcherTrial, Acknowledgement>("POST", "/api/dispatchers/{id}/tried", { Supervise }, "somebody called this number: whether it works", tried),
        row<Nothing, std::vector<contract::TrunkRow>>("GET", "/api/trunks", { AnswerSignals, Supervise, ManageAccounts }, "the telephone lines, by name", trunks),
    };
}

} // namespace reachline::edges::console
