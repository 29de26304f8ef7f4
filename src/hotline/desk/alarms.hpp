#pragma once

// Silence is never silent: what needs somebody now is an alarm on the board until a person takes
// it or its cause is gone.

#include "hotline/audit/audit.hpp"
#include "hotline/world.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline {

struct Alarm;

namespace desk {

struct AlarmRow {
    Id<Alarm> id;
    std::string kind; ///< "nobody_on_shift", "potential_case", "solo_emergency", ...
    std::string about; ///< what it is about: "signal", "case", ...
    std::int64_t about_id = 0;
    Time raised_at;
    std::optional<Id<Account>> taken_by;
    std::optional<Time> taken_at;
};

/// One open alarm for one kind and subject: raising it again answers the one that is open.
Result<Id<Alarm>> raise_alarm(World&, Literal kind, audit::Subject);
Done take_alarm(World&, Actor const&, Id<Alarm>);
/// Its cause is gone. No fault if there was none.
Done end_alarm(World&, Literal kind, audit::Subject);
Done end_alarm(World&, Actor const&, Id<Alarm>);
Result<std::vector<AlarmRow>> open_alarms(World&);

} // namespace desk
} // namespace reachline::hotline
