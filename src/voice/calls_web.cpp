// Browsers as legs.

#include "voice/calls.hpp"

namespace reachline::voice {

using room::number_of;

web_leg::WebEvents Calls::web_events(Leg leg)
{
    return {
        .connected =
            [=, this] {
                auto* const its = call(leg);
                if (!its)
                    return;
                its->has_voice = true;
                its->last_heard = now_;
                its->state = control::LegState::Talking;
                tell_(control::Answered { number_of(leg) });
            },
        .voice =
            [=, this](ByteView packet, Moment arrival) {
                if (auto* const its = call(leg))
                    heard(*its, packet, arrival);
            },
        .report =
            [=, this](ByteView packet, Moment arrival) {
                if (auto* const its = call(leg))
                    its->stream.receive_report(packet, arrival);
            },
        .ended =
            [=, this](web_leg::WebEvents::End end) {
                if (auto* const its = call(leg))
                    its->web_ended = end == web_leg::WebEvents::End::Left ? control::End::PeerLeft
                                                                          : control::End::Unproven;
            },
    };
}

Done Calls::open_browser(control::Web const& wanted)
{
    auto& its = open_leg(control::Way::Web, now_);
    auto const leg = its.leg;
    auto web = web_leg::WebLeg::open(
        wanted.offer, config_.media.front(), config_.ports, chance_, web_events(leg));
    if (!web) {
        rooms_.erase(its.room);
        calls_.erase(leg);
        return fail(web.error());
    }
    its.web = std::move(*web);
    its.theirs = its.web->description();
    its.stream.agree(its.web->codec());
    tell_(control::WebAnswer {
        .ask = wanted.ask, .leg = number_of(leg), .answer = its.web->answer() });
    return {};
}

} // namespace reachline::voice
