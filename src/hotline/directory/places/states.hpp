#pragma once

// The states, the District of Columbia and the territories, by their postal codes.

#include <optional>
#include <span>
#include <string_view>

namespace reachline::hotline::directory {

struct State {
    std::string_view code; ///< "TX"
    std::string_view name; ///< "Texas"
    std::string_view spanish; ///< as Spanish speakers write it, where it differs; else empty
};

/// In the order of their codes.
std::span<State const> states();

/// By code ("tx") or by name in English or Spanish, whatever the case.
std::optional<State> state_named(std::string_view);

} // namespace reachline::hotline::directory
