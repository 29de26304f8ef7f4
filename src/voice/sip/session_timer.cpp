#include "voice/sip/session_timer.hpp"

#include "base/text.hpp"
#include "voice/sip/grammar.hpp"

#include <algorithm>

namespace reachline::voice::sip {

std::optional<SessionExpires> read_session_expires(std::string_view value)
{
    auto const parts = split(value, ';');
    auto const seconds = grammar::number(trimmed(parts.front()), UINT32_MAX);
    if (!seconds)
        return std::nullopt;
    SessionExpires read { .seconds = static_cast<std::uint32_t>(*seconds) };
    for (std::size_t i = 1; i < parts.size(); ++i) {
        auto const parameter = lower_ascii(trimmed(parts[i]));
        if (parameter == "refresher=uac")
            read.refresher = Refresher::Caller;
        else if (parameter == "refresher=uas")
            read.refresher = Refresher::Called;
    }
    return read;
}

std::string text_of(SessionExpires const& expires)
{
    auto text = std::to_string(expires.seconds);
    if (expires.refresher)
        text += *expires.refresher == Refresher::Caller ? ";refresher=uac" : ";refresher=uas";
    return text;
}

std::uint32_t SessionTimer::due_seconds() const
{
    // RFC 4028, 9 and 10.
    return we_refresh ? seconds / 2 : seconds - std::min<std::uint32_t>(32, seconds / 3);
}

TimerAnswer answer_timer(std::optional<SessionExpires> wanted, bool supports_timer)
{
    TimerAnswer answer;
    if (!wanted)
        return answer;
    if (wanted->seconds < least_session_seconds && supports_timer) {
        answer.is_too_short = true;
        return answer;
    }
    // A proxy may have asked in place of a caller that knows no timers: then it is ours to refresh.
    auto const refresher =
        !supports_timer ? Refresher::Called : wanted->refresher.value_or(Refresher::Caller);
    auto const seconds = std::max(wanted->seconds, least_session_seconds);
    answer.timer = { .seconds = seconds, .we_refresh = refresher == Refresher::Called };
    answer.headers =
        "Session-Expires: " + text_of({ .seconds = seconds, .refresher = refresher }) + "\r\n";
    if (supports_timer)
        answer.headers += "Require: timer\r\n";
    return answer;
}

SessionTimer agreed_timer(std::optional<SessionExpires> answered)
{
    if (!answered || answered->seconds == 0)
        return {};
    // Without a word who refreshes, we do: it harms nobody.
    return { .seconds = answered->seconds, .we_refresh = answered->refresher != Refresher::Called };
}

bool has_word(std::string_view header, std::string_view word)
{
    for (auto const part : split(header, ','))
        if (lower_ascii(trimmed(part)) == word)
            return true;
    return false;
}

} // namespace reachline::voice::sip
