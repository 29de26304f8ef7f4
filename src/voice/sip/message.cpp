#include "voice/sip/message.hpp"

#include "base/text.hpp"

#include <array>

namespace reachline::voice::sip {

using namespace grammar;
using Outcome = Checked::Outcome;

Checked refused(int status, Literal reason)
{
    return { .outcome = Outcome::Refused, .status = status, .reason = reason };
}
Checked dropped(Literal reason)
{
    return { .outcome = Outcome::Dropped, .reason = reason };
}

std::string whole_name(std::string_view name)
{
    constexpr std::array<std::pair<char, std::string_view>, 11> compact { { { 'i', "call-id" },
        { 'm', "contact" }, { 'e', "content-encoding" }, { 'l', "content-length" },
        { 'c', "content-type" }, { 'f', "from" }, { 's', "subject" }, { 'k', "supported" },
        { 't', "to" }, { 'v', "via" }, { 'x', "session-expires" } } };
    auto lower = lower_ascii(name);
    if (lower.size() == 1)
        for (auto const& [letter, whole] : compact)
            if (letter == lower.front())
                return std::string(whole);
    return lower;
}

std::optional<std::vector<std::string>> lines_of(std::string_view head)
{
    std::vector<std::string> lines;
    std::string line;
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (head[i] == '\n')
            return std::nullopt;
        if (head[i] != '\r') {
            line += head[i];
            continue;
        }
        if (i + 1 == head.size() || head[i + 1] != '\n')
            return std::nullopt;
        ++i;
        bool const is_folded = i + 1 < head.size() && (head[i + 1] == ' ' || head[i + 1] == '\t');
        if (is_folded && lines.empty())
            return std::nullopt; // a start line is never folded
        if (is_folded) {
            line += ' ';
            continue;
        }
        lines.push_back(std::move(line));
        line.clear();
        if (lines.size() > most_headers + 1)
            return std::nullopt;
    }
    lines.push_back(std::move(line));
    return lines;
}

tl::expected<Message, Checked> read_message(std::string_view text)
{
    auto const end = text.find("\r\n\r\n");
    auto const first_end = text.find("\r\n");
    if (first_end == std::string_view::npos)
        return tl::unexpected(dropped("there is no line in it"));
    Message message;
    auto const start = text.substr(0, first_end);
    if (start.starts_with("SIP/")) {
        auto const space = start.find(' ');
        message.version = start.substr(0, space);
        message.code = space == std::string_view::npos ? "" : start.substr(space + 1);
        message.code = message.code.substr(0, message.code.find(' '));
    } else {
        message.method = start.substr(0, start.find(' '));
        if (!is_token(message.method))
            return tl::unexpected(dropped("it begins with no method"));
        auto const rest = start.substr(std::min(start.size(), message.method.size() + 1));
        auto const space = rest.rfind(' ');
        message.uri = rest.substr(0, space);
        message.version = space == std::string_view::npos ? "" : rest.substr(space + 1);
    }
    if (end == std::string_view::npos)
        return tl::unexpected(refused(400, "Headers Do Not End"));
    message.body_at = end + 4;
    auto const lines = lines_of(text.substr(0, end));
    if (!lines)
        return tl::unexpected(refused(400, "Bad Line Break"));
    for (std::size_t i = 1; i < lines->size(); ++i) {
        std::string_view const line = (*lines)[i];
        auto const colon = line.find(':');
        auto const name = without_space(line.substr(0, colon));
        if (colon == std::string_view::npos || !is_token(name))
            return tl::unexpected(refused(400, "Bad Header"));
        message.headers.push_back(
            { whole_name(name), std::string(without_space(line.substr(colon + 1))) });
    }
    return message;
}

} // namespace reachline::voice::sip
