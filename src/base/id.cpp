#include "base/id.hpp"

#include <algorithm>

namespace reachline {

namespace {
constexpr std::int64_t start_of_2024_ms = 1'704'067'200'000;
constexpr std::int64_t ids_per_ms = 2048;
} // namespace

std::int64_t IdSource::next_value()
{
    auto const fresh = (milliseconds_of(clock_.now()) - start_of_2024_ms) * ids_per_ms;
    last_ = std::max(last_ + 1, fresh);
    return last_;
}

} // namespace reachline
