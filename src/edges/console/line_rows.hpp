#pragma once

// A signal as the console shows it: shared by the line and the conversation.

#include "edges/console/contract/conversation.hpp"
#include "edges/console/library.hpp"
#include "edges/console/route.hpp"
#include "hotline/signals/signals.hpp"

namespace reachline::edges::console {

contract::Channel channel_of(hotline::signals::SignalRow const&);
contract::LineClass class_of(hotline::signals::SignalRow const&);

Result<contract::LineRow> line_row(Call const&, hotline::signals::SignalRow const&);
/// Reads words: one reading, and marks nothing as read.
Result<contract::SignalDetail> signal_detail(Call const&, Id<hotline::Signal>);
/// Follow-ups due and decisions that wait, for who may see them.
Done count_work(Call const&, contract::LineCounts&);

struct CaseOfSignal {
    Id<hotline::Case> id;
    std::string number;
};
Result<std::optional<CaseOfSignal>> case_of(World&, Id<hotline::Signal>);
/// Every signal that tells of a case.
Done add_contacts_of(Call const&, Id<hotline::Case>, std::vector<contract::RepeatContact>&);
Result<std::vector<contract::RepeatContact>> repeat_contacts_of(Call const&, Id<hotline::Signal>);
Result<std::vector<contract::TransferRow>> transfers_of(Call const&, Id<hotline::Signal>);

/// Counts a wrapped-up signal, coded and without identity.
Done count_signal(Call const&, Id<hotline::Signal>, std::map<std::string, std::vector<std::string>> const& chosen);

/// The same request tried twice makes the same token, and so the same signal.
std::string token_from_key(Id<hotline::Account>, std::string const& idempotency_key);

} // namespace reachline::edges::console
