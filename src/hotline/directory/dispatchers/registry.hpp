#pragma once

// A file of 911 centres: the columns of the FCC's Master PSAP Registry (PSAP ID, PSAP Name, State,
// County, City, Type of Change, Comments), saved as CSV, and one of ours, Number, for the ten
// digits. The registry is a work of the United States government and in the public domain:
// https://www.fcc.gov/general/9-1-1-master-psap-registry
//
// Read strictly, and every fault named by its line and column; brought in as a whole or not at all.

#include "hotline/directory/dispatchers/dispatchers.hpp"
#include "hotline/directory/exchange/finding.hpp"

namespace reachline::hotline::directory::dispatchers {

/// A county by its name as people write it: "ST. LOUIS", "Harris County". 0 if there is none.
CountyCode county_like(Borders const&, std::string_view name, std::string_view state);

/// The rows of a file that can be brought in. `findings` names what is wrong with the others.
std::vector<DispatcherRow> read_registry(
    std::string_view csv, std::string const& file, Borders const&, exchange::Findings&);

/// What bringing in changes. What the file does not name goes out of the searches, in those
/// states that it names.
struct Brought {
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::int64_t gone = 0;
    std::int64_t without_number = 0;
    bool too_much_gone = false; ///< more than a quarter: a cut-off file; nothing is done
};
Result<Brought> preview(store::Database&, std::vector<DispatcherRow> const&);
enum class Gone { AtMostAQuarter, HoweverMany };
Result<Brought> bring_in(World&, Actor const&, std::vector<DispatcherRow> const&, Gone);

/// A centre for every county of the map, with numbers that ring nowhere (555-01xx), as such a file.
std::string made_up_registry(Borders const&);

} // namespace reachline::hotline::directory::dispatchers
