#include "edges/partners/visit.hpp"

#include "base/text.hpp"
#include "crypto/hash.hpp"

#include <algorithm>

namespace reachline::edges::partners {

std::string const& Visit::field(std::string const& name) const
{
    static std::string const nothing;
    auto const found = form.find(name);
    return found == form.end() ? nothing : found->second;
}

std::optional<Form> read_form(std::string_view text)
{
    auto const fields = net::form_fields(text);
    if (!fields)
        return std::nullopt;
    return Form(fields->begin(), fields->end());
}

bool is_our_origin(net::Request const& request, std::string const& allowed_origin)
{
    auto const origin = request.header("origin");
    if (!allowed_origin.empty())
        return origin == allowed_origin;
    std::string const host(request.header("host"));
    return !host.empty() && (origin == "http://" + host || origin == "https://" + host);
}

std::string form_token(std::string_view session)
{
    if (session.empty())
        return {};
    return hex_of(crypto::blake2b({ bytes_of("form of a partner's session"), bytes_of(session) }));
}

bool is_our_form(Visit const& visit)
{
    return equal_in_constant_time(visit.field("token"), form_token(visit.session));
}

std::string our_path(std::string_view path)
{
    bool const plain = std::ranges::all_of(path, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '-';
    });
    bool const ours = plain && path.starts_with('/') && !path.starts_with("//") && path.size() < 100;
    return ours ? std::string(path) : "/";
}

net::Header cookie(std::string_view name, std::string_view value, bool secure)
{
    std::string text(name);
    text.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Strict");
    if (value.empty())
        text += "; Max-Age=0";
    if (secure)
        text += "; Secure";
    return { "set-cookie", std::move(text) };
}

} // namespace reachline::edges::partners
