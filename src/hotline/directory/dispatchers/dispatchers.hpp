#pragma once

// Dispatchers: the 911 centres (PSAPs) of the country, by their ten-digit numbers.
//
// Who dials 911 from the hotline reaches the hotline's own city. Help for somebody elsewhere is
// called by the number of the centre where that person is. The FCC's Master PSAP Registry names
// every centre and gives no number, so a hotline keeps a file with one column more and brings it
// in (registry.hpp). A number that nobody has tried is said to be so.
//
// A centre is found by its county; where a county has none, those of its neighbours are shown.

#include "hotline/audit/audit.hpp"
#include "hotline/directory/places/borders.hpp"
#include "hotline/world.hpp"

namespace reachline::hotline {

struct Dispatcher;

namespace directory::dispatchers {

struct DispatcherRow {
    Id<Dispatcher> id {};
    std::string psap_id {}; ///< the FCC's
    std::string name {};
    std::string state {}; ///< "TX"
    std::string county {};
    CountyCode county_code = 0;
    std::string city {};
    std::string change {}; ///< type of change, as the registry writes it
    std::string comments {};
    std::optional<std::string> number {}; ///< "+17135550142"
    bool is_listed = true;
    std::optional<Time> tried_at {}; ///< when somebody last called it
    std::optional<bool> works {}; ///< what came of that; nothing: never tried
    Time told_at {}; ///< when a file last told something new of it
};

Result<DispatcherRow> find(store::Database&, Id<Dispatcher>);

struct Near {
    DispatcherRow row;
    bool is_neighbour = false; ///< of the county next to it
};
struct NearAnswer {
    std::optional<Place> place; ///< what the text was taken for; nothing: no place that we know
    std::vector<Near> near;
};
inline constexpr std::size_t most_near = 40;
/// The centres for a place: those of its town first, then those with a number. A look, for a worker.
Result<NearAnswer> near(store::Database&, Places const&, Borders const&, std::string_view place);

/// Somebody called this number, and reached the centre or did not.
enum class Trial { Reached, NotReached };
Done tried(World&, Actor const&, Id<Dispatcher>, Trial);

} // namespace directory::dispatchers
} // namespace reachline::hotline
