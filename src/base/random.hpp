#pragma once

// Chance, handed in: the kernel's in the real world, a seed's in a simulation.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace reachline {

class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte>) = 0;

    /// Uniform in [0, bound), bound > 0.
    std::uint64_t below(std::uint64_t bound);
    /// `bytes` random bytes as lower-case hex.
    std::string hex(std::size_t bytes);
};

class SystemRandom final : public Random {
public:
    void fill(std::span<std::byte>) override;
};

/// Repeats itself for a seed. For simulations, stories and made-up data; never for a key.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed)
        : state_(seed)
    {
    }
    void fill(std::span<std::byte>) override;

private:
    std::uint64_t state_;
};

} // namespace reachline
