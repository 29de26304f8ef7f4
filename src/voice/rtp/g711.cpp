#include "voice/rtp/g711.hpp"

#include "base/ensure.hpp"

#include <array>
#include <bit>

namespace reachline::voice::rtp {

namespace {

constexpr int mu_bias = 132;
constexpr int mu_loudest = 32635;

constexpr std::uint8_t mu_of(int sample)
{
    bool const below = sample < 0;
    int const size = std::min(below ? -sample : sample, mu_loudest) + mu_bias;
    int const exponent = static_cast<int>(std::bit_width(static_cast<unsigned>(size))) - 8;
    int const mantissa = (size >> (exponent + 3)) & 15;
    return static_cast<std::uint8_t>(~((below ? 128 : 0) | (exponent << 4) | mantissa));
}

constexpr Sample of_mu(std::uint8_t code)
{
    int const turned = static_cast<std::uint8_t>(~code);
    int const size = ((((turned & 15) << 3) + mu_bias) << ((turned >> 4) & 7)) - mu_bias;
    return static_cast<Sample>((turned & 128) != 0 ? -size : size);
}

constexpr std::uint8_t a_of(int sample)
{
    bool const below = sample < 0;
    int const size = (below ? ~sample : sample) >> 3;
    int const exponent =
        std::max(0, static_cast<int>(std::bit_width(static_cast<unsigned>(size))) - 5);
    int const mantissa = (size >> (exponent == 0 ? 1 : exponent)) & 15;
    return static_cast<std::uint8_t>(((below ? 0 : 128) | (exponent << 4) | mantissa) ^ 0x55);
}

constexpr Sample of_a(std::uint8_t code)
{
    int const turned = code ^ 0x55;
    int const exponent = (turned >> 4) & 7;
    int const mantissa = ((turned & 15) << 4) + 8;
    int const size = exponent == 0 ? mantissa : (mantissa + 256) << (exponent - 1);
    return static_cast<Sample>((turned & 128) != 0 ? size : -size);
}

template <class Code>
constexpr auto expansion(Code code)
{
    std::array<Sample, 256> table {};
    for (unsigned i = 0; i < 256; ++i)
        table[i] = code(static_cast<std::uint8_t>(i));
    return table;
}

/// By the upper 14 bits: neither law tells apart what differs in the lower two.
template <class Code>
constexpr auto compression(Code code)
{
    std::array<std::uint8_t, 16384> table {};
    for (unsigned i = 0; i < table.size(); ++i)
        table[i] = code((static_cast<int>(i) - 8192) * 4 + 2);
    return table;
}

constexpr auto mu_expansion = expansion(of_mu);
constexpr auto a_expansion = expansion(of_a);
constexpr auto mu_compression = compression(mu_of);
constexpr auto a_compression = compression(a_of);

} // namespace

std::byte compressed(Law law, Sample sample)
{
    auto const& table = law == Law::Mu ? mu_compression : a_compression;
    return std::byte { table[static_cast<std::size_t>((sample >> 2) + 8192)] };
}

Sample expanded(Law law, std::byte code)
{
    auto const& table = law == Law::Mu ? mu_expansion : a_expansion;
    return table[std::to_integer<std::size_t>(code)];
}

void compress(Law law, std::span<Sample const> samples, std::span<std::byte> into)
{
    ensure(samples.size() == into.size());
    for (std::size_t i = 0; i < samples.size(); ++i)
        into[i] = compressed(law, samples[i]);
}

void expand(Law law, std::span<std::byte const> bytes, std::span<Sample> into)
{
    ensure(bytes.size() == into.size());
    for (std::size_t i = 0; i < bytes.size(); ++i)
        into[i] = expanded(law, bytes[i]);
}

} // namespace reachline::voice::rtp
