#include "hotline/calls/company.hpp"

#include "hotline/calls/company_store.hpp"
#include "hotline/calls/settling.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/directory/interpreters/interpreters.hpp"
#include "hotline/directory/ten_digits.hpp"

#include <algorithm>

namespace reachline::hotline::calls {

namespace {

using people::Permission;

bool is_supervisor_of(PartyRow const& row, Actor const& actor)
{
    return row.kind == PartyKind::Supervisor && row.account == actor.account && row.is_in();
}

/// The supervisor's own place in the call, if there is one.
Result<std::optional<PartyRow>> own_place(World& world, Actor const& actor, Id<Signal> id)
{
    for (auto& row : TRY(parties(world, id)))
        if (is_supervisor_of(row, actor))
            return std::optional(std::move(row));
    return std::nullopt;
}

/// For whoever supervises, and does not handle it.
Result<signals::SignalRow> to_look_after(World& world, Actor const& actor, Id<Signal> id)
{
    if (!actor.may(Permission::Supervise))
        return fail(Fault::NotFound, "there is no such call");
    TRY(find_running(world, id));
    auto signal = TRY(signals::find(world, id));
    if (signal.state != signals::State::Active)
        return fail(Fault::Conflict, "no advocate is in this call");
    if (signal.handler == actor.account)
        return fail(Fault::Conflict, "this call is in your own hands");
    return signal;
}

/// From now on they are the advocate. Who was that before in this call has a place already, to which
/// their window opens a voice anew.
Done take_place(World& world, Actor const& actor, PartyRow const& place)
{
    for (auto const& row : TRY(parties(world, place.call)))
        if (row.kind == PartyKind::Advocate && row.account == actor.account)
            return drop(world, actor, place.id);
    return rows::make_advocate(world, place.id);
}

Done record_watching(World& world, Actor const& actor, Id<Signal> id, Watching how)
{
    switch (how) {
    case Watching::Listen:
        return audit::record(world, actor, "call_listened_to", about(id));
    case Watching::Whisper:
        return audit::record(world, actor, "call_whispered_into", about(id));
    case Watching::Join:
        break;
    }
    return audit::record(world, actor, "call_joined", about(id));
}

} // namespace

Result<CallRow> directed_by(World& world, Actor const& actor, Id<Signal> id)
{
    auto const place = TRY(own_place(world, actor, id));
    bool const has_joined = place && place->watching == Watching::Join && actor.may(Permission::Supervise);
    return has_joined ? find_running(world, id) : held_by(world, actor, id);
}

Result<PartyRow> party_in(World& world, Actor const& actor, Id<Signal> id, Id<CallParty> party_id)
{
    TRY(directed_by(world, actor, id));
    auto row = TRY(party(world, party_id));
    if (row.call != id)
        return fail(Fault::NotFound, "there is nobody of that number in this call");
    if (!row.is_in())
        return fail(Fault::Conflict, "they are not in the call any more");
    return row;
}

Result<std::string> chosen_number(
    std::vector<std::string> const& listed, std::optional<std::string> const& wanted)
{
    std::vector<std::string> numbers;
    for (auto const& one : listed)
        if (auto number = directory::ten_digits(one))
            numbers.push_back(std::move(*number));
    if (numbers.empty())
        return fail(Fault::Conflict, "no number is listed for them");
    if (!wanted)
        return numbers.front();
    auto const asked = directory::ten_digits(*wanted);
    if (!asked || std::ranges::find(numbers, *asked) == numbers.end())
        return fail(Fault::Invalid, "only a number that is listed for them is called");
    return *asked;
}

Result<Id<CallParty>> call_interpreter(World& world, Actor const& actor, Id<Signal> id,
    Id<Interpreter> interpreter, std::optional<std::string> const& number, bool apart)
{
    TRY(directed_by(world, actor, id));
    auto const row = TRY(directory::interpreters::find(world, interpreter));
    auto const dialled = TRY(chosen_number(row.numbers, number));
    auto const reading = TRY(audit::read(
        world, actor, audit::Purpose::AnswerSignal, audit::subject("interpreter", interpreter)));
    return add_party(world, actor,
        { .call = id,
            .kind = PartyKind::Interpreter,
            .name = row.name,
            .subject = interpreter.value,
            .number = PrivateText(dialled),
            .apart = apart },
        reading);
}

Done watch(World& world, Actor const& actor, Id<Signal> id, Watching how, std::string const& offer)
{
    TRY(to_look_after(world, actor, id));
    TRY(record_watching(world, actor, id, how));
    TRY(add_staff(world, actor, id, PartyKind::Supervisor, offer, how));
    return {};
}

Done watch_as(World& world, Actor const& actor, Id<Signal> id, Watching how)
{
    TRY(to_look_after(world, actor, id));
    auto const place = TRY(own_place(world, actor, id));
    if (!place)
        return fail(Fault::Conflict, "you are not in this call");
    TRY(record_watching(world, actor, id, how));
    return set_watching(world, actor, place->id, how);
}

Done stop_watching(World& world, Actor const& actor, Id<Signal> id)
{
    auto const place = TRY(own_place(world, actor, id));
    if (!place)
        return fail(Fault::NotFound, "you are not in this call");
    TRY(audit::record(world, actor, "call_watching_ended", about(id)));
    return drop(world, actor, place->id);
}

Done take_over(World& world, Actor const& actor, Id<Signal> id)
{
    auto const before = TRY(to_look_after(world, actor, id));
    auto const place = TRY(own_place(world, actor, id));
    TRY(signals::release(world, actor, id));
    TRY(desk::pull(world, actor, id));
    TRY(audit::record(world, actor, "call_taken_over", about(id)));
    if (place)
        TRY(take_place(world, actor, *place));
    for (auto const& row : TRY(parties(world, id)))
        if (row.kind == PartyKind::Advocate && row.account == before.handler && row.is_in())
            TRY(drop(world, actor, row.id));
    return settle(world, id);
}

std::vector<Id<Account>> watched_by(std::vector<PartyRow> const& all)
{
    std::vector<Id<Account>> accounts;
    for (auto const& row : all)
        if (row.kind == PartyKind::Supervisor && row.is_in() && row.account)
            accounts.push_back(*row.account);
    return accounts;
}

} // namespace reachline::hotline::calls
