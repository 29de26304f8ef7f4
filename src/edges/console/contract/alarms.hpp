#pragma once

// What somebody must look at now. The console makes a sentence with a verb of each kind.

#include "edges/console/contract/common.hpp"

namespace reachline::edges::console::contract {

struct AlarmRow {
    Id<hotline::Alarm> id;
    std::string kind; ///< hotline::alarms::Kind; its sentence stands in the language files
    std::string about; ///< a table's name: signal, case, step, exception, …
    std::int64_t subject;
    std::optional<Id<hotline::Case>> case_id {};
    std::optional<std::string> case_number {};
    std::optional<Id<hotline::Signal>> signal_id {}; ///< the conversation of it that goes on now
    Time raised_at;
    std::optional<Colleague> answered_by {};
    std::optional<Time> answered_at {};
};
BOOST_DESCRIBE_STRUCT(AlarmRow, (),
    (id, kind, about, subject, case_id, case_number, signal_id, raised_at, answered_by, answered_at))

struct AlarmAnswer {
    bool ended; ///< false: "I am on it"; true: the cause is dealt with
};
BOOST_DESCRIBE_STRUCT(AlarmAnswer, (), (ended))

} // namespace reachline::edges::console::contract
