#include "voice/room/room.hpp"

#include "base/ensure.hpp"

namespace reachline::voice::room {

namespace {

Gain gain_between(Leg speaker, Posture const& speaks, Leg listener, Posture const& listens)
{
    if (speaker == listener || speaks.muted || speaks.held || listens.held)
        return Gain::None;
    if (speaks.listening)
        return speaks.whispers_to == listener ? Gain::Full : Gain::None;
    return Gain::Full;
}

} // namespace

void Room::enter(Leg leg, Posture posture)
{
    if (has(leg))
        return;
    seats_.push_back({ .leg = leg, .posture = posture, .said = {}, .played = {} });
    derive_gains();
}

void Room::leave(Leg leg)
{
    std::erase_if(seats_, [&](Seat const& seat) { return seat.leg == leg; });
    derive_gains();
}

bool Room::has(Leg leg) const
{
    return seat_of(leg) != nullptr;
}

std::vector<Leg> Room::legs() const
{
    std::vector<Leg> all;
    all.reserve(seats_.size());
    for (auto const& seat : seats_)
        all.push_back(seat.leg);
    return all;
}

void Room::take(Leg leg, Posture posture)
{
    if (auto* const seat = seat_of(leg)) {
        seat->posture = posture;
        derive_gains();
    }
}

Posture Room::posture(Leg leg) const
{
    auto const* const seat = seat_of(leg);
    return seat ? seat->posture : Posture {};
}

Gain Room::gain(Leg speaker, Leg listener) const
{
    auto const* const speaks = seat_of(speaker);
    auto const* const listens = seat_of(listener);
    if (!speaks || !listens)
        return Gain::None;
    auto const row = static_cast<std::size_t>(listens - seats_.data());
    return gains_[row * seats_.size() + static_cast<std::size_t>(speaks - seats_.data())];
}

void Room::say(Leg leg, Frame const& frame)
{
    if (auto* const seat = seat_of(leg))
        seat->said = frame;
}

void Room::play(Leg leg, Frame const& frame)
{
    if (auto* const seat = seat_of(leg))
        seat->played = frame;
}

Frame Room::heard_by(Leg leg) const
{
    auto const* const listener = seat_of(leg);
    if (!listener)
        return silence;
    std::array<std::int32_t, samples_per_frame> sum {};
    auto const* const row =
        gains_.data() + static_cast<std::size_t>(listener - seats_.data()) * seats_.size();
    for (std::size_t speaker = 0; speaker < seats_.size(); ++speaker) {
        auto const& said = seats_[speaker].said;
        if (!said || row[speaker] == Gain::None)
            continue;
        auto const gain = static_cast<std::int32_t>(row[speaker]);
        for (std::size_t i = 0; i < samples_per_frame; ++i)
            sum[i] += (*said)[i] * gain / static_cast<std::int32_t>(Gain::Full);
    }
    if (listener->played)
        for (std::size_t i = 0; i < samples_per_frame; ++i)
            sum[i] += (*listener->played)[i];
    Frame heard;
    for (std::size_t i = 0; i < samples_per_frame; ++i)
        heard[i] = saturated(sum[i]);
    return heard;
}

void Room::end_beat()
{
    for (auto& seat : seats_) {
        seat.said.reset();
        seat.played.reset();
    }
}

Room::Seat* Room::seat_of(Leg leg)
{
    return const_cast<Seat*>(static_cast<Room const*>(this)->seat_of(leg));
}

Room::Seat const* Room::seat_of(Leg leg) const
{
    for (auto const& seat : seats_)
        if (seat.leg == leg)
            return &seat;
    return nullptr;
}

void Room::derive_gains()
{
    gains_.assign(seats_.size() * seats_.size(), Gain::None);
    auto entry = gains_.begin();
    for (auto const& listens : seats_)
        for (auto const& speaks : seats_)
            *entry++ = gain_between(speaks.leg, speaks.posture, listens.leg, listens.posture);
    ensure(entry == gains_.end());
}

} // namespace reachline::voice::room
