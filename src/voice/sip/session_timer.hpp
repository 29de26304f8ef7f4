#pragma once

// How long a call lives without a word about it (RFC 4028). A carrier that lost a call, or a proxy
// between that must forget it, would else keep a line busy for ever, and bill it.
//
// One side refreshes at half the time, by UPDATE or by a new INVITE; who hears nothing ends the
// call a little before the time is over. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reachline::voice::sip {

enum class Refresher { Caller, Called }; ///< of the request that it was agreed in: "uac", "uas"

struct SessionExpires {
    std::uint32_t seconds = 0;
    std::optional<Refresher> refresher = {};
};
/// A value of the header; nothing when it is none.
std::optional<SessionExpires> read_session_expires(std::string_view);
std::string text_of(SessionExpires const&);

constexpr std::uint32_t least_session_seconds = 90; ///< the least that the standard lets us refuse
constexpr std::uint32_t our_session_seconds = 1'800;

/// What both sides keep to.
struct SessionTimer {
    std::uint32_t seconds = 0; ///< 0: none
    bool we_refresh = false;

    bool is_on() const { return seconds > 0; }
    /// When to do what this side must: to refresh, or to end the call.
    std::uint32_t due_seconds() const;
};

/// Our answer to a request that asks for `wanted`.
struct TimerAnswer {
    bool is_too_short = false; ///< 422, with our least
    SessionTimer timer = {};
    std::string headers = {}; ///< of the 2xx, each with its end
};
TimerAnswer answer_timer(std::optional<SessionExpires> wanted, bool supports_timer);
/// What a 2xx to a request of ours agreed to.
SessionTimer agreed_timer(std::optional<SessionExpires> answered);

/// True if one of the comma-separated words of a header is this one.
bool has_word(std::string_view header, std::string_view word);

} // namespace reachline::voice::sip
