#pragma once

#include "hotline/directory/exchange/codes.hpp"
#include "hotline/directory/exchange/placing.hpp"
#include "hotline/directory/exchange/standing.hpp"

namespace reachline::hotline::directory::exchange {

/// Names what is wrong with the cells of every row.
void check_rows(Tables const&, Standing const&, Placing const&, Codes const&, Findings&);

} // namespace reachline::hotline::directory::exchange
