#include "edges/console/wave.hpp"

#include <cstdint>

namespace reachline::edges::console {

namespace {

constexpr std::uint32_t samples_per_second = 8'000;

std::int16_t sample_of(std::uint8_t code)
{
    auto const turned = static_cast<std::uint8_t>(~code);
    int const size = ((((turned & 0x0f) << 3) + 132) << ((turned >> 4) & 7)) - 132;
    return static_cast<std::int16_t>((turned & 0x80) != 0 ? -size : size);
}

void put(std::string& file, std::uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        file.push_back(static_cast<char>(value >> (8 * i) & 0xff));
}


} // namespace

std::string wave_of(std::string_view sound)
{
    auto const size = static_cast<std::uint32_t>(2 * sound.size());
    std::string file;
    file.reserve(44 + size);
    file += "RIFF";
    put(file, 36 + size, 4);
    file += "WAVEfmt ";
    put(file, 16, 4);
    put(file, 1, 2); // PCM
    put(file, 1, 2); // one channel
    put(file, samples_per_second, 4);
    put(file, 2 * samples_per_second, 4);
    put(file, 2, 2); // bytes of a sample
    put(file, 16, 2); // bits of a sample
    file += "data";
    put(file, size, 4);
    for (char const code : sound)
        put(file, static_cast<std::uint16_t>(sample_of(static_cast<std::uint8_t>(code))), 2);
    return file;
}

} // namespace reachline::edges::console
