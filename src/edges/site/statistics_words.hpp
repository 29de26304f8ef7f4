#pragma once

// The published figures as a page says them: one sentence with the number, then tables, the
// greatest first.

#include "edges/site/pages.hpp"
#include "hotline/statistics/pages.hpp"

namespace reachline::edges::site {

StatisticsPage page_of(Language const&, hotline::statistics::Categories const&,
    hotline::statistics::NationalPage const&);
StatisticsPage page_of(
    Language const&, hotline::statistics::Categories const&, hotline::statistics::StatePage const&);

} // namespace reachline::edges::site
