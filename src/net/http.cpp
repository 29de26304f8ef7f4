#include "net/http.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace reachline::net {

std::string_view Request::header(std::string_view name) const
{
    auto const found = std::ranges::find(headers, name, &Header::name);
    return found == headers.end() ? std::string_view {} : std::string_view(found->value);
}

std::string_view Request::cookie(std::string_view name) const
{
    for (auto const& header : headers) {
        if (header.name != "cookie")
            continue;
        for (auto const pair : split(header.value, ';')) {
            auto const crumb = trimmed(pair);
            auto const equals = crumb.find('=');
            if (equals != std::string_view::npos && crumb.substr(0, equals) == name)
                return crumb.substr(equals + 1);
        }
    }
    return {};
}

namespace {
struct Phrase {
    int status;
    std::string_view text;
};

// IANA, Hypertext Transfer Protocol (HTTP) Status Code Registry; what an edge may want to say.
constexpr std::array phrases {
    Phrase { 100, "Continue" },
    Phrase { 101, "Switching Protocols" },
    Phrase { 200, "OK" },
    Phrase { 201, "Created" },
    Phrase { 202, "Accepted" },
    Phrase { 204, "No Content" },
    Phrase { 206, "Partial Content" },
    Phrase { 301, "Moved Permanently" },
    Phrase { 302, "Found" },
    Phrase { 303, "See Other" },
    Phrase { 304, "Not Modified" },
    Phrase { 307, "Temporary Redirect" },
    Phrase { 308, "Permanent Redirect" },
    Phrase { 400, "Bad Request" },
    Phrase { 401, "Unauthorized" },
    Phrase { 403, "Forbidden" },
    Phrase { 404, "Not Found" },
    Phrase { 405, "Method Not Allowed" },
    Phrase { 406, "Not Acceptable" },
    Phrase { 408, "Request Timeout" },
    Phrase { 409, "Conflict" },
    Phrase { 410, "Gone" },
    Phrase { 411, "Length Required" },
    Phrase { 412, "Precondition Failed" },
    Phrase { 413, "Content Too Large" },
    Phrase { 414, "URI Too Long" },
    Phrase { 415, "Unsupported Media Type" },
    Phrase { 417, "Expectation Failed" },
    Phrase { 422, "Unprocessable Content" },
    Phrase { 423, "Locked" },
    Phrase { 425, "Too Early" },
    Phrase { 426, "Upgrade Required" },
    Phrase { 428, "Precondition Required" },
    Phrase { 429, "Too Many Requests" },
    Phrase { 431, "Request Header Fields Too Large" },
    Phrase { 451, "Unavailable For Legal Reasons" },
    Phrase { 500, "Internal Server Error" },
    Phrase { 501, "Not Implemented" },
    Phrase { 502, "Bad Gateway" },
    Phrase { 503, "Service Unavailable" },
    Phrase { 504, "Gateway Timeout" },
    Phrase { 505, "HTTP Version Not Supported" },
    Phrase { 507, "Insufficient Storage" },
};
} // namespace

std::string_view reason_phrase(int status)
{
    auto const found = std::ranges::find(phrases, status, &Phrase::status);
    return found == phrases.end() ? std::string_view("Unknown") : found->text;
}

} // namespace reachline::net
