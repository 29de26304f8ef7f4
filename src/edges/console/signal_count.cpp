#include "edges/console/line_rows.hpp"

#include "hotline/statistics/contacts.hpp"

namespace reachline::edges::console {

Done count_signal(Call const& call, Id<hotline::Signal> id,
    std::map<std::string, std::vector<std::string>> const& chosen)
{
    return hotline::statistics::count_answered(call.world, call.library.coded, id, chosen);
}

} // namespace reachline::edges::console
