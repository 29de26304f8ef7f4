#include "voice/away.hpp"

#include <algorithm>

namespace reachline::voice {

void Away::look_after(Leg caller)
{
    if (looks_after(caller))
        return;
    plans_[caller] = {};
    do_.answer(caller);
    do_.play(caller, { "en/away", "es/away" }, false);
}

bool Away::looks_after(Leg leg) const
{
    return plans_.contains(leg) || std::any_of(plans_.begin(), plans_.end(), [&](auto const& plan) {
        return plan.second.rung == leg;
    });
}

std::map<Leg, Away::Plan>::iterator Away::plan_that_rings(Leg leg)
{
    return std::find_if(
        plans_.begin(), plans_.end(), [&](auto const& plan) { return plan.second.rung == leg; });
}

void Away::let_go(Leg leg)
{
    auto found = plans_.find(leg);
    if (found == plans_.end())
        found = plan_that_rings(leg);
    if (found == plans_.end())
        return;
    auto const [caller, plan] = *found;
    plans_.erase(found);
    // Who is only ringing would answer to nobody.
    if (plan.state == State::Ringing && plan.rung && *plan.rung != leg)
        do_.hang_up(*plan.rung);
    if (plan.state != State::Together)
        do_.quiet(caller);
}

void Away::played(Leg caller)
{
    auto const found = plans_.find(caller);
    if (found == plans_.end())
        return;
    auto& plan = found->second;
    if (plan.state == State::Announced) {
        if (ring_list_.empty()) {
            plan.state = State::Goodbye;
            do_.play(caller, { "en/away_nobody", "es/away_nobody" }, false);
            return;
        }
        plan.state = State::Ringing;
        do_.play(caller, { "en/away_connecting", "es/away_connecting", "hold" }, true);
        ring_next(caller, plan);
    } else if (plan.state == State::Goodbye) {
        plans_.erase(found);
        do_.hang_up(caller);
    }
}

void Away::ring_next(Leg caller, Plan& plan)
{
    plan.rung.reset();
    plan.until.reset();
    while (!plan.rung && plan.next < ring_list_.size())
        plan.rung = do_.dial(ring_list_[plan.next++]);
    if (plan.rung)
        return;
    plan.state = State::Goodbye;
    do_.play(caller, { "en/away_nobody", "es/away_nobody" }, false);
}

void Away::answered(Leg leg)
{
    auto const found = plan_that_rings(leg);
    if (found == plans_.end())
        return;
    auto& [caller, plan] = *found;
    plan.state = State::Together;
    do_.quiet(caller);
    do_.bring_to(leg, caller);
}

void Away::ended(Leg leg)
{
    if (auto const found = plans_.find(leg); found != plans_.end()) {
        auto const rung = found->second.rung;
        plans_.erase(found);
        if (rung)
            do_.hang_up(*rung);
        return;
    }
    auto const found = plan_that_rings(leg);
    if (found == plans_.end())
        return;
    auto& [caller, plan] = *found;
    // Whoever was talking and is gone: the next is called, a caller is not left alone.
    if (plan.state == State::Together) {
        plan.state = State::Ringing;
        do_.play(caller, { "en/away_connecting", "es/away_connecting", "hold" }, true);
    }
    if (plan.state == State::Ringing)
        ring_next(caller, plan);
}

void Away::beat(Moment now)
{
    for (auto& [caller, plan] : plans_) {
        if (plan.state != State::Ringing || !plan.rung)
            continue;
        if (!plan.until)
            plan.until = now + each_;
        if (now < *plan.until)
            continue;
        auto const late = *plan.rung;
        plan.rung.reset(); // so that its end is nobody's
        do_.hang_up(late);
        ring_next(caller, plan);
    }
}

} // namespace reachline::voice
