#pragma once

#include "hotline/people/people.hpp"
#include "hotline/statistics/partner_count.hpp"

#include <optional>
#include <vector>

namespace reachline::hotline::statistics {

/// An organization to look at, and what it is and was counted as.
struct ToCount {
    Id<Organization> organization {};
    bool is_partner = false;
    std::optional<Time> first_assured {};
    std::optional<bool> was_partner {}; ///< nothing: never counted
};
Result<std::vector<ToCount>> to_count(World&);
Done mark_counted(World&, Id<Organization>, bool is_partner);
Done forget_to_count(World&, Id<Organization>);

/// Whether what stood there at the beginning was counted.
Result<bool> has_begun(World&);
Done note_begun(World&);

Done insert_partner_fact(World&, std::string const& day, std::string_view change);

} // namespace reachline::hotline::statistics
