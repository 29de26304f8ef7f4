#include "net/response_text.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace reachline::net {

namespace {
bool stays_in_its_line(Header const& header)
{
    auto const breaks = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
    return !header.name.empty() && header.name.find_first_of(": \t") == std::string::npos
        && std::ranges::none_of(header.name, breaks) && std::ranges::none_of(header.value, breaks);
}

void append(std::string& head, std::string_view name, std::string_view value)
{
    head.append(name).append(": ").append(value).append("\r\n");
}

bool is_ours(std::string_view name)
{
    return name == "content-length" || name == "transfer-encoding" || name == "connection"
        || name == "server";
}

struct Default {
    std::string_view name;
    std::string_view key; ///< lower case
    std::string_view value;
};

// What a shared computer must not keep, guess or pass on about a person who looks for help.
constexpr Default defaults[] {
    { "Cache-Control", "cache-control", "no-store" },
    { "X-Content-Type-Options", "x-content-type-options", "nosniff" },
    { "Referrer-Policy", "referrer-policy", "no-referrer" },
};

void append_headers(std::string& head, Response const& response)
{
    bool chosen[std::size(defaults)] {};
    for (auto const& header : response.headers) {
        auto const key = lower_ascii(header.name);
        if (is_ours(key))
            continue;
        for (std::size_t i = 0; i < std::size(defaults); ++i)
            chosen[i] = chosen[i] || key == defaults[i].key;
        append(head, header.name, header.value);
    }
    for (std::size_t i = 0; i < std::size(defaults); ++i)
        if (!chosen[i])
            append(head, defaults[i].name, defaults[i].value);
}

void append_connection(std::string& head, Response const& response, After after)
{
    std::string_view const end = after == After::Close ? "close" : "keep-alive";
    if (response.status == 426)
        append(head, "Connection", std::string("upgrade, ").append(end));
    else
        append(head, "Connection", end);
}
} // namespace

WireResponse wire_response(Response response, Request const& request, After after)
{
    bool const sane = response.status >= 200 && response.status <= 999
        && std::ranges::all_of(response.headers, stays_in_its_line);
    if (!sane)
        response = Response { .status = 500 };
    bool const bodiless = response.status == 204 || response.status == 304;

    WireResponse wire;
    wire.head.reserve(256);
    wire.head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    wire.head.append(reason_phrase(response.status)).append("\r\n");
    append_headers(wire.head, response);
    if (!bodiless)
        append(wire.head, "Content-Length", std::to_string(response.body.size()));
    append_connection(wire.head, response, after);
    wire.head.append("\r\n");
    if (!bodiless && request.method != "HEAD")
        wire.body = std::move(response.body);
    return wire;
}

} // namespace reachline::net
