#include "edges/voice/orders.hpp"

namespace reachline::edges::voice {

namespace {

namespace calls = hotline::calls;
namespace control = reachline::voice::control;

std::uint32_t number_of(Id<hotline::Leg> leg) { return static_cast<std::uint32_t>(leg.value); }

struct Translation {
    std::vector<std::string> const& trunks;

    control::Command operator()(calls::Answer const& order) const { return control::Answer { number_of(order.leg) }; }
    control::Command operator()(calls::Refuse const& order) const
    {
        return control::Refuse { number_of(order.leg), control::Refusal::Unavailable };
    }
    control::Command operator()(calls::HangUp const& order) const { return control::HangUp { number_of(order.leg) }; }
    control::Command operator()(calls::Dial const& order) const
    {
        control::Dial dial;
        dial.ask = order.ask;
        dial.trunks = order.trunks.empty() ? trunks : order.trunks;
        dial.number = order.number.seen_under(order.under);
        return dial;
    }
    control::Command operator()(calls::RingPhone const& order) const
    {
        control::Dial dial;
        dial.ask = order.ask;
        dial.phone = order.phone;
        return dial;
    }
    control::Command operator()(calls::OpenBrowser const& order) const { return control::Web { order.ask, order.offer }; }
    control::Command operator()(calls::Join const& order) const
    {
        return control::Join { number_of(order.leg), static_cast<std::uint32_t>(order.room) };
    }
    control::Command operator()(calls::Posture const& order) const
    {
        control::Posture posture { .leg = number_of(order.leg),
            .muted = order.muted,
            .held = order.held,
            .listening = order.listening,
            .whispers_to = {} };
        if (order.whispers_to)
            posture.whispers_to = number_of(*order.whispers_to);
        return posture;
    }
    control::Command operator()(calls::Play const& order) const
    {
        return control::Play { number_of(order.leg), order.prompts, order.again };
    }
    control::Command operator()(calls::Quiet const& order) const { return control::Quiet { number_of(order.leg) }; }
    control::Command operator()(calls::Press const& order) const
    {
        return control::Press { number_of(order.leg), order.keys };
    }
    control::Command operator()(calls::TakeMessage const& order) const
    {
        return control::TakeMessage { number_of(order.leg), static_cast<int>(order.at_most.count()) };
    }
};

} // namespace

control::Command command_of(calls::Order const& order, std::vector<std::string> const& trunks)
{
    return std::visit(Translation { trunks }, order.what);
}

} // namespace reachline::edges::voice
