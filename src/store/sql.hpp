#pragma once

// Statements that share a beginning, such as a list of columns, without writing it again. Joined
// while compiling, so a statement stays a literal that nothing can be pasted into.

#include "base/result.hpp"

#include <algorithm>
#include <cstddef>

namespace reachline::store {

/// A statement made of literals; `size` counts the zero at its end.
template <std::size_t size>
struct Sql {
    char text[size] = {};
    consteval operator Literal() const { return Literal(text); }
};

template <std::size_t first_size, std::size_t second_size>
consteval Sql<first_size + second_size - 1> sql(char const (&first)[first_size], char const (&second)[second_size])
{
    Sql<first_size + second_size - 1> joined;
    std::copy_n(second, second_size, std::copy_n(first, first_size - 1, joined.text));
    return joined;
}

} // namespace reachline::store
