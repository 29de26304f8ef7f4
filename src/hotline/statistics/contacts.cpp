#include "hotline/statistics/contacts.hpp"

#include "base/json_binding.hpp"
#include "hotline/statistics/contacts_store.hpp"

namespace reachline::hotline::statistics {

namespace {

bool is_live(signals::Channel channel)
{
    return channel == signals::Channel::Call || channel == signals::Channel::Text
        || channel == signals::Channel::Webchat;
}

/// "es" of "es-MX"; nobody knows "und".
std::string language_of(std::string const& tag)
{
    auto const language = tag.substr(0, tag.find('-'));
    return language.empty() || language == "und" ? "not_known" : language;
}

/// What the row itself says of a signal that ended.
SignalFact fact_of(Categories const& categories, signals::SignalRow const& signal)
{
    SignalFact fact { .channel = json::enum_name(signal.channel) };
    fact.state = categories.known("state", signal.origin_state, fact.state);
    fact.language = language_of(signal.language);
    auto const end = signal.answered_at ? signal.answered_at : signal.ended_at;
    if (is_live(signal.channel) && !signal.by_hand && end)
        fact.waited = std::chrono::duration_cast<seconds>(*end - signal.arrived);
    return fact;
}

void take(Chosen const& chosen, std::string const& list, std::string& into)
{
    auto const found = chosen.find(list);
    if (found != chosen.end() && !found->second.empty())
        into = found->second.front();
}

} // namespace

Done count_answered(World& world, Categories const& categories, Id<Signal> id, Chosen const& chosen)
{
    if (!TRY(mark_counted(world, id)))
        return {};
    auto fact = fact_of(categories, TRY(signals::find(world, id)));
    fact.result = "answered";
    take(chosen, "state", fact.state);
    take(chosen, "reason", fact.reason);
    take(chosen, "relation", fact.relation);
    take(chosen, "how_found", fact.how_found);
    return count_signal(world, categories, fact);
}

Result<std::size_t> count_unanswered(World& world, Categories const& categories)
{
    auto const ids = TRY(uncounted_without_answer(world, world.now() - may_come_back));
    for (auto const id : ids) {
        auto const signal = TRY(signals::find(world, id));
        auto fact = fact_of(categories, signal);
        fact.result = json::enum_name(signal.state);
        fact.reason = "missed";
        TRY(mark_counted(world, id));
        TRY(count_signal(world, categories, fact));
    }
    return ids.size();
}

} // namespace reachline::hotline::statistics
