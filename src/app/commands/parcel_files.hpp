#pragma once

#include "base/result.hpp"
#include "hotline/directory/exchange/parcel.hpp"

namespace reachline::app {

/// The files of a folder, of a zip, or the one file itself. NotFound when there is nothing; what
/// cannot be read or is too large is a finding.
Result<hotline::directory::exchange::Parcel> parcel_at(
    std::string const& path, hotline::directory::exchange::Findings&);

} // namespace reachline::app
