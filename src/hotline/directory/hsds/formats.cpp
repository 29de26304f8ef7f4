#include "hotline/directory/hsds/formats.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace reachline::hotline::directory::hsds {

namespace {

bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_host(std::string_view host)
{
    if (host.empty() || host.size() > 253)
        return false;
    auto const labels = split(host, '.');
    return std::ranges::all_of(labels, [](std::string_view label) {
        return !label.empty() && label.size() <= 63 && is_letter_or_digit(label.front())
            && is_letter_or_digit(label.back())
            && std::ranges::all_of(label, [](char c) { return c == '-' || is_letter_or_digit(c); });
    });
}

} // namespace

bool is_email(std::string_view text)
{
    auto const at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > 64)
        return false;
    auto const local = text.substr(0, at);
    auto const host = text.substr(at + 1);
    constexpr std::string_view also = "!#$%&'*+/=?^_`{|}~-.";
    return host.find('.') != std::string_view::npos && is_host(host) && local.front() != '.'
        && local.back() != '.' && local.find("..") == std::string_view::npos
        && std::ranges::all_of(local, [&](char c) {
               return is_letter_or_digit(c) || also.find(c) != std::string_view::npos;
           });
}

bool is_uri(std::string_view text)
{
    auto const scheme = text.starts_with("https://") ? 8U : text.starts_with("http://") ? 7U : 0U;
    if (scheme == 0)
        return false;
    auto const rest = text.substr(scheme);
    auto const authority = rest.substr(0, rest.find_first_of("/?#"));
    auto const colon = authority.find(':');
    if (!is_host(authority.substr(0, colon)))
        return false;
    if (colon != std::string_view::npos) {
        auto const port = authority.substr(colon + 1);
        if (port.empty() || port.size() > 5 || digits_of(port) != port)
            return false;
    }
    constexpr std::string_view also = "-._~!$&'()*+,;=:@/?";
    auto tail = rest.substr(authority.size());
    bool fragment = false;
    for (std::size_t i = 0; i < tail.size(); ++i) {
        if (tail[i] == '#' && !std::exchange(fragment, true))
            continue;
        if (tail[i] == '%') {
            auto const is_hex = [&](std::size_t n) {
                return n < tail.size() && std::isxdigit(static_cast<unsigned char>(tail[n])) != 0;
            };
            if (!is_hex(i + 1) || !is_hex(i + 2))
                return false;
            continue;
        }
        if (!is_letter_or_digit(tail[i]) && also.find(tail[i]) == std::string_view::npos)
            return false;
    }
    return true;
}

} // namespace reachline::hotline::directory::hsds
