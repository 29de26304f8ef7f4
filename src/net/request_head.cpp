#include "net/request_head.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace reachline::net {

namespace {
constexpr std::size_t header_count_limit = 100;
constexpr std::size_t length_digits_limit = 18;

bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// RFC 9110, section 5.6.2.
bool is_token_character(char c)
{
    return is_alphanumeric(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string::npos;
}

bool is_token(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, is_token_character);
}

bool is_visible(char c)
{
    return c > 0x20 && c < 0x7f;
}

bool is_value_character(char c)
{
    auto const code = static_cast<unsigned char>(c);
    return c == '\t' || (code >= 0x20 && code != 0x7f);
}

bool is_host_character(char c)
{
    return is_alphanumeric(c) || std::string_view("-._~:[]").find(c) != std::string::npos;
}

struct Line {
    std::string name; ///< lower case
    std::string_view value;
};

/// Nothing for a folded line, a space before the colon, or a control character.
std::optional<Line> line_of(std::string_view line)
{
    auto const colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
        return {};
    auto const value = line.substr(colon + 1);
    if (!std::ranges::all_of(value, is_value_character))
        return {};
    return Line { lower_ascii(line.substr(0, colon)), trimmed(value) };
}

int fault_of_request_line(std::string_view line)
{
    auto const parts = split(line, ' ');
    if (parts.size() != 3 || !is_token(parts[0]) || !target_of(parts[1]))
        return 400;
    auto const version = parts[2];
    if (version == "HTTP/1.1" || version == "HTTP/1.0")
        return 0;
    bool const is_other_version = version.size() == 8 && version.starts_with("HTTP/")
        && is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
    return is_other_version ? 505 : 400;
}

/// The headers that decide where a request ends and whom it is for.
struct Framing {
    int lengths = 0;
    int encodings = 0;
    int hosts = 0;

    int fault_of(Line const& line)
    {
        if (line.name == "content-length") {
            bool const plain = !line.value.empty() && line.value.size() <= length_digits_limit
                && std::ranges::all_of(line.value, is_digit);
            return ++lengths > 1 || !plain ? 400 : 0;
        }
        if (line.name == "transfer-encoding") {
            if (++encodings > 1)
                return 400;
            return lower_ascii(line.value) == "chunked" ? 0 : 501;
        }
        if (line.name == "host")
            return ++hosts > 1 || !std::ranges::all_of(line.value, is_host_character) ? 400 : 0;
        return 0;
    }

    int fault_in_sum(bool is_1_1) const
    {
        bool const two_ends = lengths > 0 && encodings > 0;
        bool const chunks_in_1_0 = encodings > 0 && !is_1_1;
        return two_ends || chunks_in_1_0 || (is_1_1 && hosts != 1) ? 400 : 0;
    }
};

std::string_view cut_line(std::string_view& text)
{
    auto const line = text.substr(0, text.find("\r\n"));
    text.remove_prefix(std::min(line.size() + 2, text.size()));
    return line;
}

bool has_whole_escapes(std::string_view path)
{
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '%')
            continue;
        if (i + 2 >= path.size() || !is_hex(path[i + 1]) || !is_hex(path[i + 2]))
            return false;
        if (path.substr(i + 1, 2) == "00")
            return false;
    }
    return true;
}

/// "http://host/a" is read like "/a"; the Host header was checked on its own (RFC 9112, 3.2.2).
std::string_view without_authority(std::string_view target)
{
    for (std::string_view const scheme : { "http://", "https://" })
        if (lower_ascii(target.substr(0, scheme.size())) == scheme) {
            auto const rest = target.substr(scheme.size());
            auto const end = std::min(rest.find_first_of("/?"), rest.size());
            return end == 0 ? target : rest.substr(end);
        }
    return target;
}
} // namespace

HeadScan::Seen HeadScan::scan(std::string_view text, std::size_t limit)
{
    if (!text.empty() && !is_token_character(text.front()))
        return Seen::Malformed;
    while (at_ < text.size() && at_ < limit) {
        if (text[at_++] != '\n')
            continue;
        auto const line = text.substr(line_start_, at_ - line_start_);
        if (line.size() < 2 || line[line.size() - 2] != '\r')
            return Seen::Malformed;
        if (line.size() == 2)
            return Seen::Whole;
        line_start_ = at_;
    }
    return at_ < limit ? Seen::More : Seen::TooLarge;
}

int fault_of_head(std::string_view head)
{
    auto const request_line = cut_line(head);
    if (int const fault = fault_of_request_line(request_line))
        return fault;
    Framing framing;
    std::size_t count = 0;
    for (auto text = cut_line(head); !text.empty(); text = cut_line(head)) {
        auto const line = line_of(text);
        if (!line)
            return 400;
        if (++count > header_count_limit)
            return 431;
        if (int const fault = framing.fault_of(*line))
            return fault;
    }
    return framing.fault_in_sum(request_line.ends_with("1.1"));
}

std::optional<Target> target_of(std::string_view raw)
{
    if (!std::ranges::all_of(raw, is_visible) || raw.find('#') != std::string_view::npos)
        return {};
    auto const local = without_authority(raw);
    auto const mark = local.find('?');
    auto path = std::string(local.substr(0, mark));
    auto const is_absolute_form = local.data() != raw.data();
    if (path.empty() && is_absolute_form)
        path += '/';
    if (!path.starts_with('/') || !has_whole_escapes(path))
        return {};
    auto const query =
        mark == std::string_view::npos ? std::string_view {} : local.substr(mark + 1);
    return Target { std::move(path), std::string(query) };
}

} // namespace reachline::net
