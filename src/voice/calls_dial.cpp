// Calls that we begin: through the first trunk that takes them, to a phone of ours, or to prove a
// trunk.

#include "voice/calls.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace reachline::voice {

namespace {

constexpr std::size_t most_trunks_tried = 8;

/// What is sent on a call that proves a trunk: a second of a tone, played round and round.
prompts::SharedClip proving_tone()
{
    constexpr double pitch = 425, loudness = 6000;
    auto clip = std::make_shared<prompts::Clip>(samples_per_second);
    for (std::size_t i = 0; i < clip->size(); ++i)
        (*clip)[i] = static_cast<Sample>(loudness
            * std::sin(2 * std::numbers::pi * pitch * static_cast<double>(i) / samples_per_second));
    return clip;
}

/// True when it is the trunk that failed, and not the person called: another trunk may reach them.
bool is_trunks_failure(sip::Ended const& how)
{
    bool const nothing_came = how.status == 0 && !how.by_peer;
    return nothing_came || how.status == 408 || (how.status >= 300 && how.status < 400)
        || (how.status >= 500 && how.status < 600);
}

} // namespace

Result<Leg> Calls::dial(control::Dial const& wanted)
{
    int const ways = (wanted.trunk ? 1 : 0) + (wanted.trunks ? 1 : 0) + (wanted.phone ? 1 : 0);
    if (ways != 1)
        return fail(Fault::Invalid, "name a trunk, trunks or a phone");
    if (wanted.phone)
        return dial_phone(*wanted.phone);
    auto const trunks = wanted.trunk ? std::vector { *wanted.trunk } : *wanted.trunks;
    return dial(trunks, wanted.number.value_or(""));
}

Result<Leg> Calls::dial(std::vector<std::string> trunks, std::string const& number)
{
    if (trunks.empty() || trunks.size() > most_trunks_tried)
        return fail(Fault::Invalid, "name one to eight trunks");
    for (auto const& trunk : trunks)
        if (!trunks_.knows(trunk))
            return fail(Fault::NotFound, "there is no such trunk");
    bool const is_v6 = stack_->address_of_trunk(trunks.front()).value_or(rtp::Address()).is_v6();
    auto& its = *TRY(open_telephone(control::Way::Out, is_v6));
    its.called = number;
    its.trunks_left = trunks_.in_order(std::move(trunks));
    auto const leg = its.leg;
    if (auto const begun = try_next_trunk(its); !begun) {
        rooms_.erase(its.room);
        calls_.erase(leg);
        return fail(begun.error());
    }
    return leg;
}

Done Calls::try_next_trunk(Call& its)
{
    auto begun = Done(fail(Fault::Broken, "the call could not be begun"));
    while (!begun && !its.trunks_left.empty()) {
        its.trunk = its.trunks_left.front();
        its.trunks_left.erase(its.trunks_left.begin());
        ++its.version;
        its.signals_from = stack_->address_of_trunk(its.trunk).value_or(rtp::Address());
        TRY(fit_to_trunk(its));
        begun = begin(its, stack_->dial(its.trunk, its.called, sip::offer(ours(its))));
    }
    return begun;
}

/// The next trunk may be reached by the other family of addresses, or want its voice encrypted.
Done Calls::fit_to_trunk(Call& its)
{
    if (its.port->address().is_v6() != its.signals_from.is_v6())
        its.port = TRY(open_port(its.signals_from.is_v6()));
    its.our_key = must_be_secured(its) ? std::optional(rtp::new_voice_key(chance_)) : std::nullopt;
    its.protects.reset();
    return {};
}

Done Calls::begin(Call& its, Result<sip::Dialog> dialog)
{
    its.dialog = TRY(std::move(dialog));
    its.attempt_began = now_;
    its.is_taken = false;
    by_dialog_[static_cast<std::uint32_t>(its.dialog)] = its.leg;
    return {};
}

bool Calls::goes_on_elsewhere(Call& its, sip::Ended const& how)
{
    bool const may = its.way == control::Way::Out && its.state == control::LegState::Ringing
        && !its.rang && is_trunks_failure(how);
    if (!may || its.trunks_left.empty())
        return false;
    by_dialog_.erase(static_cast<std::uint32_t>(its.dialog));
    return static_cast<bool>(try_next_trunk(its));
}

void Calls::try_others_for_silent_trunks(Moment moment)
{
    std::vector<Leg> waiting;
    for (auto const& [leg, its] : calls_)
        if (its->way == control::Way::Out && !its->is_taken && !its->trunks_left.empty()
            && its->state == control::LegState::Ringing
            && moment - its->attempt_began > config_.trunk_patience)
            waiting.push_back(leg);
    for (auto const leg : waiting) {
        auto& its = *call(leg);
        by_dialog_.erase(static_cast<std::uint32_t>(its.dialog));
        (void)stack_->hang_up(its.dialog);
        if (!try_next_trunk(its))
            forget(leg, control::End::Unreachable);
    }
}

Result<Leg> Calls::dial_phone(std::string const& phone)
{
    auto const at = stack_->address_of_phone(phone);
    if (!at)
        return fail(Fault::NotFound, "there is no such phone, or it is not registered");
    auto& its = *TRY(open_telephone(control::Way::Out, at->is_v6()));
    auto const leg = its.leg;
    its.called = phone;
    its.signals_from = *at;
    ++its.version;
    if (auto const begun = begin(its, stack_->dial_phone(phone, sip::offer(ours(its)))); !begun) {
        rooms_.erase(its.room);
        calls_.erase(leg);
        return fail(begun.error());
    }
    return leg;
}

void Calls::phone_registered(std::string const& phone, bool is_here)
{
    if (is_here)
        phones_here_.insert(phone);
    else
        phones_here_.erase(phone);
    tell_(control::Phone { phone, is_here });
}

std::vector<control::Phone> Calls::phones() const
{
    std::vector<control::Phone> all;
    for (auto const& phone : config_.phones)
        all.push_back({ phone, phones_here_.contains(phone) });
    return all;
}

// Calls that prove a trunk.

std::optional<Leg> Calls::call_to_prove(std::string const& trunk, std::string const& number)
{
    auto const begun = dial({ trunk }, number);
    if (!begun)
        return std::nullopt;
    auto& its = *call(*begun);
    its.is_own = true;
    its.player.play({ proving_tone() }, prompts::Player::Ends::Never);
    return *begun;
}

/// Our own call, which a trunk brought back to us.
void Calls::take_own(Call& its)
{
    its.player.play({ proving_tone() }, prompts::Player::Ends::Never);
    if (!answer(its.leg))
        (void)hang_up(its.leg);
}

Trunks::Actions Calls::trunk_actions()
{
    return {
        .ask =
            [this](std::string const& trunk) {
                if (!stack_->ask(trunk))
                    trunks_.answered(trunk, 0);
            },
        .call = [this](std::string const& trunk,
                    std::string const& number) { return call_to_prove(trunk, number); },
        .hang_up = [this](Leg leg) { (void)hang_up(leg); },
        .tell = [this](control::Trunk const& trunk) { tell_(trunk); },
    };
}

} // namespace reachline::voice
