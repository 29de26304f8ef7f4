// A message that a caller leaves, given to the server as it is spoken.

#include "base/base64.hpp"
#include "voice/calls.hpp"

#include <utility>

namespace reachline::voice {

using room::number_of;

Done Calls::take_message(control::TakeMessage const& wanted)
{
    auto* const its = call(Leg { wanted.leg });
    if (!its)
        return fail(Fault::NotFound, "there is no such leg");
    if (its->state != control::LegState::Talking || !its->has_voice)
        return fail(Fault::Conflict, "this leg is not answered");
    if (its->message)
        return fail(Fault::Conflict, "a message is being left already");
    if (wanted.at_most_s < 1 || wanted.at_most_s > LeftMessage::longest_seconds)
        return fail(Fault::Invalid, "a message lasts between a second and ten minutes");
    its->player.stop();
    its->message.emplace(wanted.at_most_s);
    return {};
}

void Calls::send_messages()
{
    // By number: telling may find that the server is gone, which ends messages.
    std::vector<Leg> legs;
    for (auto const& [leg, its] : calls_)
        if (its->message && (its->message->is_over() || !its->message_parts.empty()))
            legs.push_back(leg);
    for (auto const leg : legs) {
        auto* const its = call(leg);
        for (auto const& part : std::exchange(its->message_parts, {}))
            tell_(control::MessagePart { number_of(leg), base64_of(part) });
        if (its->message && its->message->is_over())
            end_message(*its);
    }
}

void Calls::end_message(Call& its)
{
    if (!its.message)
        return;
    auto message = *std::exchange(its.message, std::nullopt);
    auto parts = std::exchange(its.message_parts, {});
    if (auto rest = message.finish(); !rest.empty())
        parts.push_back(std::move(rest));
    for (auto const& part : parts)
        tell_(control::MessagePart { number_of(its.leg), base64_of(part) });
    tell_(control::MessageOver { number_of(its.leg), message.seconds() });
}

} // namespace reachline::voice
