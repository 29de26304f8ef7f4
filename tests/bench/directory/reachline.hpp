#pragma once

// Ours as one engine among others: a directory filled with made-up services, and the product's own
// index and search over it.

#include "engine.hpp"

#include "../figures.hpp"

namespace reachline::bench {

class OurDirectory {
public:
    /// Fills a hotline of its own in the folder with `told.rows` services.
    explicit OurDirectory(Told const&);
    ~OurDirectory();
    OurDirectory(OurDirectory const&) = delete;

    Asked asked(std::size_t questions, std::size_t misspellings);
    std::unique_ptr<Engine> engine();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace reachline::bench
