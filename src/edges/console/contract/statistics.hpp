#pragma once

// The shift in numbers, of the desk as a whole: nothing counts publicly against anybody.

#include "edges/console/contract/step.hpp"

namespace reachline::edges::console::contract {

struct ChannelCount {
    Channel channel;
    int arrived;
    int answered;
    int abandoned;
    int refused;
    int lost;
    std::optional<int> median_wait_seconds {};
    std::optional<int> p90_wait_seconds {};
};
BOOST_DESCRIBE_STRUCT(ChannelCount, (),
    (channel, arrived, answered, abandoned, refused, lost, median_wait_seconds, p90_wait_seconds))

struct StepCount {
    StepKind kind;
    int taken;
    int accepted;
    int declined;
    int open;
};
BOOST_DESCRIBE_STRUCT(StepCount, (), (kind, taken, accepted, declined, open))

struct ShiftNumbers {
    Time from;
    Time to;
    std::vector<ChannelCount> channels;
    std::vector<StepCount> steps;
    int cases_opened;
    int consents_granted;
    int consents_withdrawn;
};
BOOST_DESCRIBE_STRUCT(ShiftNumbers, (),
    (from, to, channels, steps, cases_opened, consents_granted, consents_withdrawn))

struct MonthFigure {
    std::string code;
    Words label;
    Words means; ///< how it is counted, in words
    int count;
};
BOOST_DESCRIBE_STRUCT(MonthFigure, (), (code, label, means, count))

/// What the funder is told of a month.
struct MonthReport {
    std::string month; ///< "2026-11"
    int version; ///< of the definitions
    bool made_up; ///< invented figures are in it
    std::vector<MonthFigure> figures;
};
BOOST_DESCRIBE_STRUCT(MonthReport, (), (month, version, made_up, figures))

} // namespace reachline::edges::console::contract
