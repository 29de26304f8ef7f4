#include "app/story/voice_process.hpp"

namespace reachline::app::story {

namespace calls = hotline::calls;
using hotline::Leg;

void VoiceProcess::follow(Core& core)
{
    core.subscribe([this](std::span<hotline::Notice const> notices) {
        for (auto const& notice : notices)
            if (notice.order)
                hear(*notice.order);
    });
}

void VoiceProcess::hear(calls::Order const& order)
{
    if (auto const* const play = std::get_if<calls::Play>(&order.what))
        heard_[play->leg] = { .prompts = play->prompts, .again = play->again };
    else if (auto const* const quiet = std::get_if<calls::Quiet>(&order.what))
        heard_[quiet->leg] = {};
    else if (auto const* const end = std::get_if<calls::HangUp>(&order.what))
        heard_[end->leg].hung_up = true;
    else if (auto const* const browser = std::get_if<calls::OpenBrowser>(&order.what))
        last_ask = browser->ask;
    else if (auto const* const dial = std::get_if<calls::Dial>(&order.what)) {
        last_ask = dial->ask;
        last_number = dial->number.seen_under(dial->under);
    }
}

std::vector<Id<Leg>> VoiceProcess::just_played()
{
    std::vector<Id<Leg>> legs;
    for (auto& [leg, heard] : heard_)
        if (!heard.prompts.empty() && !heard.again && !heard.is_told && !heard.hung_up) {
            heard.is_told = true;
            legs.push_back(leg);
        }
    return legs;
}

std::vector<Id<Leg>> VoiceProcess::hung_up() const
{
    std::vector<Id<Leg>> legs;
    for (auto const& [leg, heard] : heard_)
        if (heard.hung_up)
            legs.push_back(leg);
    return legs;
}

} // namespace reachline::app::story
