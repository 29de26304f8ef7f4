#include "edges/console/call_rows.hpp"
#include "edges/console/row.hpp"
#include "edges/console/wave.hpp"

#include "base/base64.hpp"
#include "hotline/calls/call_backs.hpp"
#include "hotline/calls/called_before.hpp"

namespace reachline::edges::console {

namespace {

namespace calls = hotline::calls;
using contract::Acknowledgement;
using hotline::Signal;

Result<contract::CallDetail> look_at(Call const& call) { return call_detail(call, call.id<Signal>()); }

Result<contract::CallerNumber> number(Call const& call)
{
    contract::CallerNumber answer;
    if (auto const seen = TRY(calls::caller_number(call.world, call.actor, call.id<Signal>())))
        answer.number = seen->number.seen_under(seen->reading);
    return answer;
}

Result<contract::CalledBefore> before(Call const& call) { return called_before(call, call.id<Signal>()); }

Result<Acknowledgement> set_many_use_it(Call const& call, contract::ManyUseIt told)
{
    TRY(calls::set_many_use_it(call.world, call.actor, call.id<Signal>(), told.many_use_it));
    return Acknowledgement {};
}

Result<contract::CallDetail> open_voice(Call const& call, contract::VoiceOffer wish)
{
    TRY(calls::open_voice(call.world, call.actor, call.id<Signal>(), wish.offer));
    return call_detail(call, call.id<Signal>());
}

Result<Acknowledgement> leave_voice(Call const& call)
{
    TRY(calls::leave_voice(call.world, call.actor, call.id<Signal>()));
    return Acknowledgement {};
}

Result<Acknowledgement> mute(Call const& call, contract::Mute wish)
{
    TRY(calls::mute(call.world, call.actor, call.id<Signal>(), wish.muted));
    return Acknowledgement {};
}

Result<Acknowledgement> hold(Call const& call, contract::Hold wish)
{
    TRY(calls::hold(call.world, call.actor, call.id<Signal>(), wish.held));
    return Acknowledgement {};
}

Result<Acknowledgement> press(Call const& call, contract::KeysPressed wish)
{
    TRY(calls::press(call.world, call.actor, call.id<Signal>(), wish.party_id, wish.keys));
    return Acknowledgement {};
}

Result<Acknowledgement> hang_up(Call const& call)
{
    TRY(calls::hang_up(call.world, call.actor, call.id<Signal>()));
    return Acknowledgement {};
}

Result<Acknowledgement> ring_phone(Call const& call, contract::AnswerOnPhone wish)
{
    TRY(calls::ring_phone(call.world, call.actor, call.id<Signal>(), wish.phone));
    return Acknowledgement {};
}

Result<std::vector<contract::CallBackRow>> call_backs(Call const& call)
{
    std::vector<contract::CallBackRow> rows;
    for (auto const& one : TRY(calls::call_backs(call.world)))
        rows.push_back(TRY(call_back_row(call, one)));
    return rows;
}

Result<contract::MessageSound> sound(Call const& call)
{
    auto const message = TRY(calls::message(call.world, call.actor, call.id<hotline::CallBack>()));
    return contract::MessageSound { base64_of(bytes_of(wave_of(message.sound.seen_under(message.reading)))) };
}

Result<contract::CallDetail> call_person(Call const& call)
{
    auto const row = TRY(calls::call_back(call.world, call.id<hotline::CallBack>()));
    TRY(calls::call(call.world, call.actor, row.id));
    return call_detail(call, row.signal);
}

Result<Acknowledgement> call_back_ended(Call const& call, contract::CallBackEnd wish)
{
    TRY(calls::call_back_ended(call.world, call.actor, call.id<hotline::CallBack>(),
        static_cast<calls::CallBackOutcome>(wish.outcome)));
    return Acknowledgement {};
}

} // namespace

Routes call_routes()
{
    using enum Permission;
    return {
        row<Nothing, contract::CallDetail>("GET", "/api/calls/{id}", { AnswerSignals, Supervise },
            "a call and who is in it", look_at),
        row<Nothing, contract::CallerNumber>("GET", "/api/calls/{id}/number", { AnswerSignals },
            "the caller's number, for who handles the call; one reading", number),
        row<Nothing, contract::CalledBefore>("GET", "/api/calls/{id}/before", { AnswerSignals },
            "who may have called from this number before, for who handles the call; one reading, and one for each that is found", before),
        row<contract::ManyUseIt, Acknowledgement>("PUT", "/api/calls/{id}/many-use-it", { AnswerSignals },
            "several people call from this number", set_many_use_it),
        row<contract::VoiceOffer, contract::CallDetail>("POST", "/api/calls/{id}/voice", { AnswerSignals },
            "my browser's voice joins; the answer appears in my_voice", open_voice),
        row<Nothing, Acknowledgement>("DELETE", "/api/calls/{id}/voice", { AnswerSignals },
            "my voice leaves; the caller hears the hold sound", leave_voice),
        row<contract::Mute, Acknowledgement>("PUT", "/api/calls/{id}/mute", { AnswerSignals },
            "I am not heard", mute),
        row<contract::Hold, Acknowledgement>("PUT", "/api/calls/{id}/hold", { AnswerSignals },
            "the caller hears the hold sound", hold),
        row<contract::KeysPressed, Acknowledgement>("POST", "/api/calls/{id}/keys", { AnswerSignals },
            "keys for the far end of one party", press),
        row<Nothing, Acknowledgement>("POST", "/api/calls/{id}/hang-up", { AnswerSignals },
            "ends it for all; wrap-up begins", hang_up),
        row<contract::AnswerOnPhone, Acknowledgement>("POST", "/api/calls/{id}/phone", { AnswerSignals },
            "a registered telephone rings in place of the browser", ring_phone),
        row<Nothing, std::vector<contract::CallBackRow>>("GET", "/api/call-backs", { AnswerSignals, Supervise },
            "whom we owe a call, the one that is due first first", call_backs),
        row<Nothing, contract::MessageSound>("GET", "/api/call-backs/{id}/sound", { AnswerSignals },
            "the message, as a WAV file; one reading", sound),
        row<Nothing, contract::CallDetail>("POST", "/api/call-backs/{id}/call", { AnswerSignals },
            "it is in my hands; the person is dialled when my voice is there", call_person),
        row<contract::CallBackEnd, Acknowledgement>("POST", "/api/call-backs/{id}/done", { AnswerSignals },
            "what became of it", call_back_ended),
    };
}

} // namespace reachline::edges::console
