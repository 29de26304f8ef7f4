// The beat: what each leg said is taken, each room is mixed, each leg is sent what it hears. And
// what is looked at now and then: who fell silent, who waits for nobody, how well it all arrives.

#include "voice/calls.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace reachline::voice {

namespace {

using room::number_of;

constexpr std::uint64_t beats_a_second = 1000 / frame_milliseconds;
/// A fifth of a second of any sound: nobody speaks on a call that proves a trunk, but a line that
/// carries nothing is silent.
constexpr int beats_that_prove = 10;
constexpr int loud_sample = 300;
constexpr std::uint64_t beats_between_reports = 5 * beats_a_second; // RFC 3550, 6.2

} // namespace

void Calls::beat(Moment moment)
{
    now_ = moment;
    ++beats_;
    for (auto const& [leg, its] : calls_)
        listen(*its, moment);
    for (auto const& [leg, its] : calls_) {
        speak(*its);
        read_text(*its, moment);
    }
    for (auto& [number, room] : rooms_)
        room.end_beat();

    after_beat(moment);
}

/// What a beat brought is told behind it: the answer may end the leg.
void Calls::after_beat(Moment moment)
{
    std::vector<Leg> played, proven;
    for (auto const& [leg, its] : calls_) {
        if (std::exchange(its->just_played, false))
            played.push_back(leg);
        if (its->beats_heard >= beats_that_prove)
            proven.push_back(leg);
    }
    for (auto const leg : played) {
        if (auto const* const its = call(leg))
            tell_of(*its, control::Played { number_of(leg) });
        away_.played(leg);
    }
    for (auto const leg : proven)
        trunks_.call_heard(leg);
    send_messages();
    send_all_typed();
    end_browsers_that_left();
    away_.beat(moment);
    trunks_.beat(moment);
    if (beats_ % beats_a_second == 0)
        once_a_second(moment);
}

void Calls::heard(Call& its, ByteView datagram, Moment arrival)
{
    its.last_heard = now_;
    if (auto const pressed = its.stream.receive(datagram, arrival))
        key(its, *pressed);
}

void Calls::listen(Call& its, Moment)
{
    if (its.port)
        its.port->drain([&](ByteView datagram, rtp::Address const& source, Moment arrival) {
            if (!its.has_voice)
                return;
            if (!its.reads) {
                if (its.latch.admits(source))
                    heard(its, datagram, arrival);
                return;
            }
            // Proved before it may move the leg to where it comes from.
            auto const plain = its.reads->unprotect(datagram);
            if (plain && its.latch.admits(source))
                heard(its, *plain, arrival);
        });
    if (!its.has_voice)
        return;
    auto const said = its.stream.take();
    auto& room = room_of(its);
    if (said.is_voice)
        room.say(its.leg, said.frame);
    if (auto const pressed = its.stream.key_in(said.frame))
        key(its, *pressed);
    for (auto const sample : said.frame)
        its.level = std::max(its.level, std::abs(static_cast<int>(sample)));
    hear(its, said.frame);
    if (!its.player.is_playing())
        return;
    if (auto const frame = its.player.next())
        room.play(its.leg, *frame);
    its.just_played = !its.player.is_playing();
}

/// For those who want what a leg says for more than its room: a message that is left, a call that
/// proves a trunk.
void Calls::hear(Call& its, Frame const& said)
{
    auto const is_loud = [](Sample sample) {
        return std::abs(static_cast<int>(sample)) > loud_sample;
    };
    if (its.is_own && its.way == control::Way::Out
        && std::any_of(said.begin(), said.end(), is_loud))
        ++its.beats_heard;
    if (!its.message || its.message->is_over())
        return;
    if (auto const tone = its.message->tone())
        room_of(its).play(its.leg, *tone);
    else if (auto part = its.message->hear(said))
        its.message_parts.push_back(std::move(*part));
}

void Calls::speak(Call& its)
{
    bool const is_open = its.state != control::LegState::Ringing;
    bool const wants_voice = its.theirs
        && (its.theirs->direction == sip::Direction::Both
            || its.theirs->direction == sip::Direction::ReceiveOnly);
    if (!its.has_voice || !is_open || !wants_voice) {
        its.stream.pass_beat();
        return;
    }
    rtp::Stream::Out out;
    auto const packet = its.stream.compose(room_of(its).heard_by(its.leg), out);
    send(its, packet);
}

void Calls::send(Call& its, ByteView packet)
{
    if (its.web) {
        its.web->send(packet);
    } else if (!its.protects) {
        its.port->send(packet, its.latch.target());
    } else if (auto const secured = its.protects->protect(packet)) {
        its.port->send(*secured, its.latch.target());
    }
}

void Calls::end_browsers_that_left()
{
    std::vector<std::pair<Leg, control::End>> left;
    for (auto const& [leg, its] : calls_)
        if (its->web_ended)
            left.emplace_back(leg, *its->web_ended);
    for (auto const& [leg, why] : left)
        forget(leg, why);
}

void Calls::once_a_second(Moment moment)
{
    std::vector<Leg> silent, abandoned;
    for (auto const& [leg, its] : calls_) {
        bool const sends = its->theirs
            && (its->theirs->direction == sip::Direction::Both
                || its->theirs->direction == sip::Direction::SendOnly);
        bool const must_send = its->web || (its->state == control::LegState::Talking && sends);
        auto const patience = !its->web ? config_.silence
            : its->has_voice            ? config_.browser_silence
                                        : config_.browser_connects;
        if (must_send && moment - its->last_heard > patience)
            silent.push_back(leg);
        bool const waits_alone =
            its->way == control::Way::In && !its->is_own && room_of(*its).size() == 1;
        if (waits_alone && server_gone_since_ && moment - *server_gone_since_ > config_.patience)
            abandoned.push_back(leg);
        if (beats_ % beats_between_reports == 0 && its->state == control::LegState::Talking
            && its->has_voice)
            report(*its, moment);
    }
    for (auto const leg : silent)
        if (auto* const its = call(leg)) {
            if (!its->web)
                (void)stack_->hang_up(its->dialog);
            forget(leg, control::End::Silent);
        }
    for (auto const leg : abandoned)
        away_.look_after(leg);
    try_others_for_silent_trunks(moment);
}

/// To the other side by RTCP, and to the server.
void Calls::report(Call& its, Moment moment)
{
    if (its.web) {
        its.web->send_report(its.stream.report(moment));
    } else {
        its.port->drain_reports([&](ByteView datagram, rtp::Address const& source, Moment arrival) {
            if (!source.same_host(its.latch.target()))
                return;
            auto const plain = its.reads ? its.reads->unprotect_report(datagram) : std::nullopt;
            if (!its.reads || plain)
                its.stream.receive_report(plain ? ByteView(*plain) : datagram, arrival);
        });
        auto const said = its.stream.report(moment);
        auto const secured = its.protects ? its.protects->protect_report(said) : std::nullopt;
        if (!its.protects || secured)
            its.port->send_report(secured ? *secured : said, its.latch.target());
    }
    auto const quality = its.stream.quality();
    auto const level = std::exchange(its.level, 0);
    tell_of(its,
        control::Quality { .leg = number_of(its.leg),
            .lost_percent = quality.lost_percent,
            .jitter_ms = quality.jitter_ms,
            .delay_ms = quality.delay_ms,
            .round_trip_ms = quality.round_trip_ms,
            .lost_there_percent = quality.lost_there_percent,
            .level_db = level == 0
                ? -90
                : static_cast<int>(std::lround(20 * std::log10(level / 32768.0))) });
}

} // namespace reachline::voice
