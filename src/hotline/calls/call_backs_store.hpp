#pragma once

// The rows of call-backs and messages; only sources of this folder include it.

#include "hotline/calls/call_backs.hpp"

namespace reachline::hotline::calls::rows {

Done insert_call_back(World&, CallBackRow const&);
Done update_call_back(World&, CallBackRow const&);
Result<std::optional<CallBackRow>> call_back(World&, Id<CallBack>);
Result<std::optional<CallBackRow>> call_back_of(World&, Id<Signal>);
Result<std::vector<CallBackRow>> open_call_backs(World&);

struct VoicemailPart;
Done insert_sound(World&, Id<VoicemailPart>, Id<Signal>, std::int64_t position, Bytes const& sealed);
Result<std::int64_t> sounds(World&, Id<Signal>);
struct SealedSound {
    std::int64_t id;
    Bytes sealed;
};
Result<std::vector<SealedSound>> sealed_sounds(World&, Id<Signal>);

} // namespace reachline::hotline::calls::rows
