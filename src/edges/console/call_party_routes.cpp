#include "edges/console/contract/call_parties.hpp"
#include "edges/console/row.hpp"
#include "edges/console/same.hpp"
#include "edges/console/step_rows.hpp"

#include "hotline/calls/company.hpp"
#include "hotline/steps/emergency/by_phone.hpp"
#include "hotline/steps/outside_call.hpp"
#include "hotline/steps/transfer/by_phone.hpp"

namespace reachline::edges::console {

namespace {

namespace calls = hotline::calls;
namespace outside = hotline::steps::outside_call;
using contract::Acknowledgement;
using hotline::Signal;

Result<Acknowledgement> done(Done const& result)
{
    if (!result)
        return fail(result.error());
    return Acknowledgement {};
}

Id<Signal> call_of(Call const& call) { return call.id<Signal>(0); }
Id<hotline::CallParty> party_of(Call const& call) { return call.id<hotline::CallParty>(1); }

// Running calls.

Result<contract::CallRow> call_row(Call const& call, calls::CallRow const& row)
{
    auto const signal = TRY(hotline::signals::find(call.world, row.signal));
    auto const parties = TRY(calls::parties(call.world, row.signal));
    auto const state = calls::state_of(row, signal, parties);
    contract::CallRow out { .signal_id = row.signal,
        .state = same<contract::CallState>(state),
        .since = calls::since(row, parties, state),
        .language = signal.language,
        .danger = signal.line_class == hotline::signals::Class::Danger,
        .parties = {},
        .watched_by = {} };
    if (signal.handler)
        out.handler = TRY(colleague(call.world, *signal.handler));
    for (auto const& party : parties)
        if (party.is_here())
            out.parties.push_back(same<contract::PartyKind>(party.kind));
    for (auto const account : calls::watched_by(parties))
        out.watched_by.push_back(TRY(colleague(call.world, account)));
    return out;
}

Result<std::vector<contract::CallRow>> running_calls(Call const& call)
{
    std::vector<contract::CallRow> rows;
    for (auto const& row : TRY(calls::running(call.world)))
        rows.push_back(TRY(call_row(call, row)));
    return rows;
}

// Third parties.

Result<Id<hotline::CallParty>> add_dispatcher(Call const& call, contract::NewCallParty const& wish)
{
    namespace emergency = hotline::steps::emergency;
    emergency::DispatcherCall asked { .call = call_of(call),
        .dispatcher = *wish.dispatcher_id,
        .apart = wish.apart,
        .danger = {} };
    if (wish.danger) {
        TRY(known_observations(call, wish.danger->observations));
        asked.danger = emergency::Danger { .person = wish.danger->person_id,
            .observations = wish.danger->observations,
            .facts = wish.danger->facts };
        asked.idempotency_key = kept_key(wish.danger->idempotency_key);
    }
    return emergency::call_dispatcher(call.world, call.actor, asked);
}

Result<Id<hotline::CallParty>> added(Call const& call, contract::NewCallParty const& wish)
{
    using enum contract::PartyKind;
    if (wish.kind == Interpreter && wish.interpreter_id)
        return calls::call_interpreter(
            call.world, call.actor, call_of(call), *wish.interpreter_id, wish.number, wish.apart);
    if (wish.kind == Provider && wish.service_id)
        return hotline::steps::transfer::call_provider(call.world, call.actor,
            { .call = call_of(call), .service = *wish.service_id, .number = wish.number });
    if (wish.kind == Dispatcher && wish.dispatcher_id)
        return add_dispatcher(call, wish);
    return fail(Fault::Invalid, "name the interpreter, the service or the 911 centre to be called");
}

Result<contract::Made> add(Call const& call, contract::NewCallParty wish)
{
    return contract::Made { TRY(added(call, wish)).value };
}

Result<Acknowledgement> introduce(Call const& call)
{
    return done(outside::introduce(call.world, call.actor, call_of(call), party_of(call)));
}
Result<Acknowledgement> take_apart(Call const& call)
{
    return done(outside::take_apart(call.world, call.actor, call_of(call), party_of(call)));
}
Result<Acknowledgement> let_go(Call const& call)
{
    return done(outside::let_go(call.world, call.actor, call_of(call), party_of(call)));
}
Result<Acknowledgement> leave(Call const& call)
{
    return done(outside::leave(call.world, call.actor, call_of(call)));
}

// Supervisors.

Result<Acknowledgement> watch(Call const& call, contract::CallWatch wish)
{
    return done(calls::watch(
        call.world, call.actor, call_of(call), same<calls::Watching>(wish.as), wish.offer));
}
Result<Acknowledgement> watch_as(Call const& call, contract::WatchChange wish)
{
    return done(calls::watch_as(call.world, call.actor, call_of(call), same<calls::Watching>(wish.as)));
}
Result<Acknowledgement> stop_watching(Call const& call)
{
    return done(calls::stop_watching(call.world, call.actor, call_of(call)));
}
Result<Acknowledgement> take_over(Call const& call)
{
    return done(calls::take_over(call.world, call.actor, call_of(call)));
}

} // namespace

Routes call_party_routes()
{
    using enum Permission;
    std::vector const work { AnswerSignals, Supervise };
    return {
        row<Nothing, std::vector<contract::CallRow>>("GET", "/api/calls", { Supervise }, "calls that run now, the oldest first", running_calls),
        row<contract::NewCallParty, contract::Made>("POST", "/api/calls/{id}/parties", work,
            "calls an interpreter, a provider or a 911 centre into it; the last two need a consent or an exception", add),
        row<Nothing, Acknowledgement>("POST", "/api/calls/{id}/parties/{party}/introduce", work, "all together; what was agreed to be said leaves", introduce),
        row<Nothing, Acknowledgement>("POST", "/api/calls/{id}/parties/{party}/apart", work, "alone with me; the caller hears the hold sound", take_apart),
        row<Nothing, Acknowledgement>("POST", "/api/calls/{id}/parties/{party}/drop", work, "lets them go", let_go),
        row<Nothing, Acknowledgement>("POST", "/api/calls/{id}/leave", work, "I leave, those who stay go on", leave),
        row<contract::CallWatch, Acknowledgement>("POST", "/api/calls/{id}/watch", { Supervise }, "my voice joins, as the advocate sees", watch),
        row<contract::WatchChange, Acknowledgement>("PUT", "/api/calls/{id}/watch", { Supervise }, "listen, whisper or join", watch_as),
        row<Nothing, Acknowledgement>("DELETE", "/api/calls/{id}/watch", { Supervise }, "I leave it to the advocate", stop_watching),
        row<Nothing, Acknowledgement>("POST", "/api/calls/{id}/take-over", { Supervise }, "the call is in my hands", take_over),
    };
}

} // namespace reachline::edges::console
