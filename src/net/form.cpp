#include "base/text.hpp"
#include "net/http.hpp"

namespace reachline::net {

namespace {
int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

// An attacker's million empty fields would cost more memory than the body they came in.
constexpr std::size_t field_limit = 1000;
} // namespace

Result<std::string> percent_decoded(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        auto const high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        auto const low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return fail(Fault::Invalid, "an escape is not % and two hex digits");
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (decoded.find('\0') != std::string::npos || !is_utf8(decoded))
        return fail(Fault::Invalid, "this text is not valid UTF-8");
    return decoded;
}

Result<std::vector<std::pair<std::string, std::string>>> form_fields(std::string_view body)
{
    std::vector<std::pair<std::string, std::string>> fields;
    for (auto const pair : split(body, '&')) {
        if (pair.empty())
            continue;
        if (fields.size() == field_limit)
            return fail(Fault::Invalid, "this form has too many fields");
        auto const equals = pair.find('=');
        auto name = TRY(percent_decoded(pair.substr(0, equals)));
        auto value = TRY(percent_decoded(
            equals == std::string_view::npos ? std::string_view {} : pair.substr(equals + 1)));
        fields.emplace_back(std::move(name), std::move(value));
    }
    return fields;
}

} // namespace reachline::net
