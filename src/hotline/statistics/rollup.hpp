#pragma once

// The sums. A unit (signals, cases, ...) is counted by dimensions; every dimension of a unit adds
// up to the same total, since each fact adds one to each.

#include "hotline/statistics/categories.hpp"
#include "store/database.hpp"

#include <array>
#include <span>

namespace reachline::hotline::statistics {

struct Dimension {
    std::string_view name; ///< in the table: "signals.channel"
    std::string_view list; ///< of forms/categories.json; "month" and "year" are their own
};

/// What a page shows of one unit, in this order.
struct Unit {
    std::string_view name;
    std::string_view by_year; ///< the dimension that lists years, under the period "all"
    std::span<Dimension const> dimensions;
};

std::span<Unit const> published_units();

enum class Origin { Counted, MadeUp };

struct Addition {
    std::string_view period;
    std::string_view dimension;
    std::string_view place;
    std::string_view cell;
    std::int64_t count = 1;
};

Done add(store::Database&, Addition const&, Origin = Origin::Counted);

/// Whether a made-up history was put in, and the release row that says so.
Result<bool> has_made_up(store::Database&);
Done note_made_up(store::Database&, std::string const& as_of, Literal note);

} // namespace reachline::hotline::statistics
