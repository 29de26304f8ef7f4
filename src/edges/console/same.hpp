#pragma once

// The contract's enums carry the hotline's names; this goes from one to the other by name, so that
// neither's order matters. Include it in sources only.

#include "base/ensure.hpp"
#include "base/json_binding.hpp"

#include <optional>

namespace reachline::edges::console {

template <class To, class From>
To same(From value)
{
    static_assert(boost::mp11::mp_size<boost::describe::describe_enumerators<To>>::value
        == boost::mp11::mp_size<boost::describe::describe_enumerators<From>>::value);
    auto const found = json::enum_value<To>(json::enum_name(value));
    ensure(found.has_value());
    return *found;
}

template <class To, class From>
std::optional<To> same(std::optional<From> value)
{
    return value ? std::optional(same<To>(*value)) : std::nullopt;
}

} // namespace reachline::edges::console
