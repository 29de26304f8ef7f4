#pragma once

// The ways in which people say a place, in English and Spanish: "near Houston", "condado de Harris,
// Texas", "Washington state", "Estado de Nueva York".

#include "hotline/directory/places/places.hpp"

namespace reachline::hotline::directory {

struct Wording {
    std::string text; ///< folded, as the tables have it: "harris county tx"
    bool is_state = false; ///< the state is meant, not a city of its name
};

/// What a folded text may mean besides its words as they stand, likeliest first.
std::vector<Wording> other_wordings(std::string_view folded);

} // namespace reachline::hotline::directory
