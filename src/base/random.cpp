#include "base/random.hpp"

#include "base/bytes.hpp"
#include "base/ensure.hpp"

#include <cerrno>
#include <cstring>
#include <sys/random.h>
#include <vector>

namespace reachline {

std::uint64_t Random::below(std::uint64_t bound)
{
    ensure(bound > 0);
    // Values under the remainder are thrown away, so every answer is equally likely.
    std::uint64_t const unfair = (0 - bound) % bound;
    std::uint64_t drawn = 0;
    do {
        fill(std::as_writable_bytes(std::span { &drawn, 1 }));
    } while (drawn < unfair);
    return drawn % bound;
}

std::string Random::hex(std::size_t bytes)
{
    std::vector<std::byte> drawn(bytes);
    fill(drawn);
    return hex_of(drawn);
}

void SystemRandom::fill(std::span<std::byte> out)
{
    while (!out.empty()) {
        auto const got = getrandom(out.data(), out.size(), 0);
        if (got > 0)
            out = out.subspan(static_cast<std::size_t>(got));
        else
            ensure(errno == EINTR);
    }
}

void SeededRandom::fill(std::span<std::byte> out)
{
    // splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    while (!out.empty()) {
        std::uint64_t word = state_ += 0x9e3779b97f4a7c15;
        word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
        word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
        word ^= word >> 31;
        auto const size = std::min(out.size(), sizeof word);
        std::memcpy(out.data(), &word, size);
        out = out.subspan(size);
    }
}

} // namespace reachline
