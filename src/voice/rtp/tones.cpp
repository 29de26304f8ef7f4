#include "voice/rtp/tones.hpp"

#include <cmath>
#include <numbers>
#include <string_view>

namespace reachline::voice::rtp {

namespace {

constexpr std::array<float, pitches_of_keys> pitches { 697, 770, 852, 941, 1209, 1336, 1477, 1633 };
constexpr std::size_t of_a_group = pitches_of_keys / 2;
/// By low pitch, then by high pitch.
constexpr std::string_view keys = "123A456B789C*0#D";

constexpr float full_turn = 2 * std::numbers::pi_v<float>;

/// A sine of this level: the loudest that G.711 carries is at 3.17 dBm0 (ITU-T G.711).
float amplitude_of(float dbm0)
{
    constexpr float loudest = 32'124, its_level = 3.17F;
    return loudest * std::pow(10.0F, (dbm0 - its_level) / 20);
}

float decibels(float ratio)
{
    return std::pow(10.0F, ratio / 10);
}

struct Turns {
    std::array<float, pitches_of_keys> doubled {}, cosine {}, sine {};

    Turns()
    {
        for (std::size_t i = 0; i < pitches_of_keys; ++i) {
            auto const turn = full_turn * pitches[i] / samples_per_second;
            doubled[i] = 2 * std::cos(turn);
            cosine[i] = std::cos(turn);
            sine[i] = std::sin(turn);
        }
    }
};
Turns const turns;

} // namespace

std::optional<char> TonesHeard::hear(Frame const& sound)
{
    std::optional<char> key;
    for (auto const sample : sound) {
        auto const value = static_cast<float>(sample);
        energy_ += value * value;
        for (std::size_t i = 0; i < pitches_of_keys; ++i) {
            auto const next = value + turns.doubled[i] * newer_[i] - older_[i];
            older_[i] = newer_[i];
            newer_[i] = next;
        }
        if (++heard_ < step)
            continue;
        if (auto const told = follow(end_step()))
            key = told;
    }
    return key;
}

/// A block is two halves, of which the first has turned on by the length of the second.
std::optional<TonesHeard::Hit> TonesHeard::end_step()
{
    static Sums const on = [] {
        Sums turned;
        for (std::size_t i = 0; i < pitches_of_keys; ++i)
            turned[i] = std::polar(1.0F, full_turn * pitches[i] * step / samples_per_second);
        return turned;
    }();
    Sums now, whole;
    for (std::size_t i = 0; i < pitches_of_keys; ++i) {
        now[i] = { newer_[i] - older_[i] * turns.cosine[i], older_[i] * turns.sine[i] };
        whole[i] = before_[i] * on[i] + now[i];
    }
    auto const found = found_in(whole, energy_before_ + energy_);
    before_ = now;
    energy_before_ = energy_;
    newer_ = older_ = {};
    energy_ = 0;
    heard_ = 0;
    return found;
}

/// A pair of pitches, and nothing else to speak of.
std::optional<TonesHeard::Hit> TonesHeard::found_in(Sums const& sums, float energy)
{
    // Room below -25 dBm0 for a key that begins in the middle of the block or is off its pitch.
    static float const softest = std::pow(amplitude_of(-29) * block / 2, 2.0F);
    // The values of Q.24, and what a block loses of a soft high pitch that is off and disturbed.
    static float const most_high = decibels(5), most_low = decibels(12);
    static float const above_others = decibels(6);
    constexpr float share = 0.72F; // of all that sounds

    std::array<float, pitches_of_keys> power {};
    for (std::size_t i = 0; i < pitches_of_keys; ++i)
        power[i] = std::norm(sums[i]);
    auto const loudest = [&](std::size_t from) {
        auto const first = power.begin() + static_cast<std::ptrdiff_t>(from);
        auto const found = std::max_element(first, first + of_a_group);
        return static_cast<std::size_t>(found - power.begin());
    };
    auto const low = loudest(0), high = loudest(of_a_group);
    Hit const hit { .low = low, .high = high, .low_phase = sums[low], .high_phase = sums[high] };
    bool is_hit = power[low] > softest && power[high] > softest
        && power[high] < power[low] * most_high && power[low] < power[high] * most_low;
    for (std::size_t i = 0; i < pitches_of_keys; ++i)
        if (i != low && i != high)
            is_hit = is_hit && power[i < of_a_group ? low : high] > power[i] * above_others;
    // A sine of the whole block has a power of its energy times half the block.
    is_hit = is_hit && power[low] + power[high] > share * energy * block / 2;
    return is_hit ? std::optional(hit) : std::nullopt;
}

/// From one block to the next a pitch turns by as much as it is high: that tells it much finer than
/// one block can. Over all of them, since the louder pitch disturbs the softer in each.
void TonesHeard::measure(Hit const& before, Hit const& now)
{
    auto const off = [](float pitch, std::complex<float> was, std::complex<float> is) {
        auto const expected = full_turn * pitch * step / samples_per_second;
        auto const turned = std::arg(is * std::conj(was) * std::polar(1.0F, -expected));
        return turned * samples_per_second / (full_turn * step);
    };
    low_off_ += off(pitches[now.low], before.low_phase, now.low_phase);
    high_off_ += off(pitches[now.high], before.high_phase, now.high_phase);
}

bool TonesHeard::is_in_tune(Hit const& hit) const
{
    constexpr float most_off = 0.025F; // between what must be heard and what must not
    auto const steps = static_cast<float>(hits_ - 1);
    return std::abs(low_off_) < most_off * pitches[hit.low] * steps
        && std::abs(high_off_) < most_off * pitches[hit.high] * steps;
}

std::optional<char> TonesHeard::follow(std::optional<Hit> const& hit)
{
    bool const goes_on = hit && last_ && hit->low == last_->low && hit->high == last_->high;
    auto const key =
        hit ? std::optional(keys[hit->low * of_a_group + hit->high - of_a_group]) : std::nullopt;
    misses_ = key && key == held_ ? 0 : misses_ + 1;
    if (misses_ >= misses_of_pause)
        held_.reset();
    if (!goes_on) {
        hits_ = 0;
        low_off_ = high_off_ = 0;
    }
    hits_ += hit ? 1 : 0;
    if (goes_on)
        measure(*last_, *hit);
    last_ = hit;
    if (hits_ < hits_of_key || key == held_ || !is_in_tune(*hit))
        return std::nullopt;
    held_ = key;
    misses_ = 0;
    return key;
}

bool TonesSent::press(char key)
{
    if (keys.find(key) == std::string_view::npos || waiting_.size() >= most_waiting)
        return false;
    waiting_.push_back(key);
    return true;
}

Frame TonesSent::next()
{
    constexpr int beats_of_key = 5, beats_of_pause = 5; // 100 ms, which every menu hears
    // As telephones send them: the high one louder, for lines that lose it.
    static float const low_amplitude = amplitude_of(-8), high_amplitude = amplitude_of(-6);
    auto const at = keys.find(waiting_.front());
    Frame frame {};
    for (std::size_t i = 0; i < frame.size() && beat_ < beats_of_key; ++i) {
        auto const time = static_cast<float>(static_cast<std::size_t>(beat_) * frame.size() + i)
            / samples_per_second;
        frame[i] = saturated(static_cast<std::int32_t>(
            low_amplitude * std::sin(full_turn * pitches[at / of_a_group] * time)
            + high_amplitude * std::sin(full_turn * pitches[of_a_group + at % of_a_group] * time)));
    }
    if (++beat_ == beats_of_key + beats_of_pause) {
        waiting_.pop_front();
        beat_ = 0;
    }
    return frame;
}

} // namespace reachline::voice::rtp
