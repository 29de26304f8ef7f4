#pragma once

// A code in a column and the enum that it names, both ways. A column of codes has a CHECK that says
// which there are, and only we write it: another text is a broken file, and nothing may go on.

#include "base/ensure.hpp"
#include "base/json_binding.hpp"
#include "store/database.hpp"

namespace reachline::store {

template <class E>
E stored(std::string_view text)
{
    auto const value = json::enum_value<E>(text);
    ensure(value.has_value());
    return *value;
}

template <class E>
std::optional<E> maybe_stored(Row const& row, int column)
{
    if (row.is_null(column))
        return std::nullopt;
    return stored<E>(row.text(column));
}

template <class E>
std::optional<std::string> maybe_name(std::optional<E> value)
{
    return value ? std::optional(json::enum_name(*value)) : std::nullopt;
}

} // namespace reachline::store
