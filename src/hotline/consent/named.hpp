#pragma once

// Reads an enum's name back from a row that this folder wrote. Include it in sources only.

#include "base/ensure.hpp"
#include "base/json_binding.hpp"

namespace reachline::hotline::consent {

template <class E>
E named(std::string_view text)
{
    auto const value = json::enum_value<E>(text);
    ensure(value.has_value());
    return *value;
}

} // namespace reachline::hotline::consent
