#include "edges/console/line_rows.hpp"

// What other concepts add to a signal's row; each moves to its own file as that concept lands.

namespace reachline::edges::console {

Result<std::optional<CaseOfSignal>> case_of(World&, Id<hotline::Signal>)
{
    return std::optional<CaseOfSignal> {};
}

Result<std::vector<contract::RepeatContact>> repeat_contacts_of(Call const&, Id<hotline::Signal>)
{
    return std::vector<contract::RepeatContact> {};
}

Result<std::vector<contract::TransferRow>> transfers_of(Call const&, Id<hotline::Signal>)
{
    return std::vector<contract::TransferRow> {};
}

Done count_work(Call const&, contract::LineCounts&) { return {}; }

Done count_signal(World&, Id<hotline::Signal>, std::map<std::string, std::vector<std::string>> const&)
{
    return {};
}

} // namespace reachline::edges::console
