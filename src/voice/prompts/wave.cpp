#include "voice/prompts/wave.hpp"

#include <cmath>
#include <numbers>
#include <numeric>

namespace reachline::voice::prompts {

namespace {

constexpr std::size_t longest_seconds = 600;

unsigned little(std::string_view bytes, std::size_t at, int count)
{
    unsigned value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return value;
}

/// A windowed sinc (Blackman), cut off a little below the lower of the two rates' halves. The taps
/// repeat after `phases` samples, so they are made once for each.
class Resampler {
public:
    explicit Resampler(unsigned rate)
        : step_(rate / std::gcd(rate, our_rate))
        , phases_(our_rate / std::gcd(rate, our_rate))
        , taps_(phases_)
    {
        double const cut = std::min(1.0, static_cast<double>(our_rate) / rate) * 0.92;
        reach_ = static_cast<std::ptrdiff_t>(std::ceil(16 / cut));
        for (std::size_t phase = 0; phase < phases_; ++phase) {
            double const shift =
                static_cast<double>(phase * step_ % phases_) / static_cast<double>(phases_);
            for (auto at = -reach_; at <= reach_; ++at)
                taps_[phase].push_back(tap(static_cast<double>(at) - shift, cut));
        }
    }

    Clip operator()(std::vector<float> const& samples) const
    {
        Clip clip(samples.size() * phases_ / step_);
        for (std::size_t i = 0; i < clip.size(); ++i) {
            auto const centre = static_cast<std::ptrdiff_t>(i * step_ / phases_);
            auto const& taps = taps_[i % phases_];
            double sum = 0;
            for (auto at = -reach_; at <= reach_; ++at) {
                auto const sample = centre + at;
                if (sample >= 0 && sample < static_cast<std::ptrdiff_t>(samples.size()))
                    sum += samples[static_cast<std::size_t>(sample)]
                        * taps[static_cast<std::size_t>(at + reach_)];
            }
            clip[i] = saturated(static_cast<std::int32_t>(std::lround(sum)));
        }
        return clip;
    }

private:
    static constexpr unsigned our_rate = samples_per_second;

    double tap(double distance, double cut) const
    {
        double const x = distance * std::numbers::pi;
        double const turn = x / static_cast<double>(reach_ + 1);
        double const window = 0.42 + 0.5 * std::cos(turn) + 0.08 * std::cos(2 * turn);
        return (x == 0 ? cut : std::sin(x * cut) / x) * window;
    }

    std::size_t step_, phases_;
    std::ptrdiff_t reach_ = 0;
    std::vector<std::vector<double>> taps_;
};

} // namespace

Result<Clip> read_wave(std::string_view file)
{
    if (file.size() < 12 || file.substr(0, 4) != "RIFF" || file.substr(8, 4) != "WAVE")
        return fail(Fault::Invalid, "this is no WAV file");
    unsigned channels = 0, rate = 0;
    std::string_view sound;
    for (std::size_t at = 12; at + 8 <= file.size();) {
        auto const kind = file.substr(at, 4);
        // Tools that write to a pipe leave the length at its greatest: it is then the rest.
        auto const length = std::min<std::size_t>(little(file, at + 4, 4), file.size() - at - 8);
        auto const chunk = file.substr(at + 8, length);
        if (kind == "fmt " && length >= 16) {
            if (little(chunk, 0, 2) != 1 || little(chunk, 14, 2) != 16)
                return fail(Fault::Invalid, "a recording must be PCM with 16 bits");
            channels = little(chunk, 2, 2);
            rate = little(chunk, 4, 4);
        } else if (kind == "data") {
            sound = chunk;
        }
        at += 8 + length + length % 2;
    }
    if (channels < 1 || channels > 2 || rate < samples_per_second || rate > 192'000)
        return fail(Fault::Invalid, "a recording must have one or two channels, 8 to 192 kHz");
    auto const count = sound.size() / (2 * channels);
    if (count == 0 || count > longest_seconds * rate)
        return fail(Fault::Invalid, "a recording must last a moment, and ten minutes at most");
    std::vector<float> samples(count);
    for (std::size_t i = 0; i < count; ++i) {
        float sum = 0;
        for (unsigned channel = 0; channel < channels; ++channel)
            sum += static_cast<float>(
                static_cast<std::int16_t>(little(sound, (i * channels + channel) * 2, 2)));
        samples[i] = sum / static_cast<float>(channels);
    }
    return Resampler(rate)(samples);
}

} // namespace reachline::voice::prompts
