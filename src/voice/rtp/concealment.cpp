#include "voice/rtp/concealment.hpp"

namespace reachline::voice::rtp {

namespace {

constexpr std::size_t shortest_period = 40; // 200 Hz to 66 Hz: from a child's voice to a deep one
constexpr std::size_t longest_period = 120;
constexpr std::size_t compared = 160;
constexpr std::size_t blend = 40;
constexpr int frames_until_silence = 3;

} // namespace

Frame Concealment::heard(Frame frame)
{
    if (missed_ > 0) {
        auto const made_up = missing();
        for (std::size_t i = 0; i < blend; ++i) {
            auto const in = static_cast<int>(i), all = static_cast<int>(blend);
            frame[i] = saturated((frame[i] * in + made_up[i] * (all - in)) / all);
        }
        missed_ = 0;
        period_ = 0;
    }
    remember(frame);
    return frame;
}

Frame Concealment::missing()
{
    if (period_ == 0) {
        period_ = period();
        phase_ = 0;
    }
    Frame frame = silence;
    if (missed_ < frames_until_silence) {
        constexpr auto whole = static_cast<int>(samples_per_frame) * frames_until_silence;
        for (std::size_t i = 0; i < samples_per_frame; ++i) {
            auto const passed = missed_ * static_cast<int>(samples_per_frame) + static_cast<int>(i);
            frame[i] =
                static_cast<Sample>(past_[memory - period_ + phase_] * (whole - passed) / whole);
            phase_ = (phase_ + 1) % period_;
        }
    }
    ++missed_;
    return frame;
}

void Concealment::remember(Frame const& frame)
{
    std::copy(past_.begin() + samples_per_frame, past_.end(), past_.begin());
    std::copy(frame.begin(), frame.end(), past_.end() - samples_per_frame);
}

std::size_t Concealment::period() const
{
    // The lag at which the end of the past is most like itself. Divided by the power at that lag,
    // or a loud syllable a while ago would win over the vowel that was cut off.
    std::size_t best = shortest_period;
    double best_likeness = 0;
    for (std::size_t lag = shortest_period; lag <= longest_period; ++lag) {
        double product = 0, power = 1;
        for (std::size_t i = memory - compared; i < memory; ++i) {
            double const then = past_[i - lag];
            product += past_[i] * then;
            power += then * then;
        }
        double const likeness = product <= 0 ? 0 : product * product / power;
        // A multiple of the period is as like; the shortest is the voice.
        if (likeness > best_likeness * 1.02) {
            best_likeness = likeness;
            best = lag;
        }
    }
    return best;
}

} // namespace reachline::voice::rtp
