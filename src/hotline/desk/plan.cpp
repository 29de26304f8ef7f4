#include "hotline/desk/desk.hpp"

#include <algorithm>

namespace reachline::hotline::desk {

namespace {

/// Somebody waits live.
bool is_talk(signals::Class line_class) { return line_class <= signals::Class::Chat; }

bool contains(std::vector<Id<Account>> const& accounts, Id<Account> account)
{
    return std::find(accounts.begin(), accounts.end(), account) != accounts.end();
}

bool speaks(Advocate const& advocate, std::string const& language)
{
    return std::find(advocate.languages.begin(), advocate.languages.end(), language)
        != advocate.languages.end();
}

bool has_room(Advocate const& advocate, Waiting const& waiting, Rules const& rules)
{
    // Nobody listens to a voice and reads what another writes.
    if (advocate.in_call)
        return false;
    // What can wait goes to somebody who talks to nobody; danger goes to anybody at all.
    if (waiting.line_class == signals::Class::Danger)
        return true;
    return is_talk(waiting.line_class) ? advocate.talks < rules.talks_at_once : advocate.talks == 0;
}

/// Who is next for this signal: those who speak its language before those who need an
/// interpreter, then the one who has been idle longest. A call goes to who talks to nobody, and to a
/// chat's advocate only when there is no such.
Advocate* next_for(Waiting const& waiting, std::vector<Advocate>& advocates, Rules const& rules)
{
    bool const is_call = waiting.line_class == signals::Class::Call;
    Advocate* best = nullptr;
    for (auto& advocate : advocates) {
        if (!advocate.may_be_offered || !has_room(advocate, waiting, rules)
            || contains(waiting.tried, advocate.account))
            continue;
        auto const rank = [&](Advocate const& one) {
            return std::tuple(is_call && one.talks > 0, !speaks(one, waiting.language), one.talks,
                one.idle_since, one.account);
        };
        if (!best || rank(advocate) < rank(*best))
            best = &advocate;
    }
    return best;
}

bool somebody_could_later(Waiting const& waiting, std::vector<Advocate> const& advocates)
{
    return std::any_of(advocates.begin(), advocates.end(),
        [&](Advocate const& advocate) {
            return !advocate.in_call && !contains(waiting.tried, advocate.account);
        });
}

} // namespace

Plan plan(std::vector<Waiting> const& line, std::vector<Advocate> advocates, Rules const& rules)
{
    Plan result;
    result.nobody_on_shift = advocates.empty()
        && std::any_of(line.begin(), line.end(), [](Waiting const& waiting) { return is_talk(waiting.line_class); });
    for (auto const& waiting : line) {
        if (!waiting.open_offers.empty() || advocates.empty())
            continue;
        if (auto* const next = next_for(waiting, advocates, rules)) {
            result.offers.push_back({ waiting.signal, next->account });
            next->may_be_offered = false;
            continue;
        }
        // A tip stays in the line for whoever has a hand free. A talk rings everybody, once all
        // who could be asked alone were asked.
        if (!is_talk(waiting.line_class) || waiting.tried.empty()
            || somebody_could_later(waiting, advocates))
            continue;
        if (!waiting.rung_everybody)
            for (auto const& advocate : advocates) {
                if (!advocate.in_call)
                    result.offers.push_back({ waiting.signal, advocate.account, true });
            }
        else
            result.rung_out.push_back(waiting.signal);
    }
    return result;
}

std::vector<Id<Account>> who_makes_room(
    Waiting const& waiting, std::vector<Advocate> const& advocates, Rules const& rules)
{
    auto others = advocates;
    auto const* const next = next_for(waiting, others, rules);
    if (waiting.rung_everybody || !next || !speaks(*next, waiting.language))
        return {};
    std::vector<Id<Account>> leaving;
    for (auto const holder : waiting.open_offers) {
        auto const found = std::ranges::find(advocates, holder, &Advocate::account);
        if (found != advocates.end() && speaks(*found, waiting.language))
            return {};
        leaving.push_back(holder);
    }
    return leaving;
}

} // namespace reachline::hotline::desk
