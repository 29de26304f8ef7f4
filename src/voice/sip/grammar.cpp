#include "voice/sip/grammar.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace reachline::voice::sip::grammar {

namespace {

bool is_space(char c)
{
    return c == ' ' || c == '\t';
}
bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Names and values of parameters; a value may also be a quoted text, or a host with brackets.
using Parameters = std::vector<std::pair<std::string, std::string_view>>;

bool is_parameter_value(std::string_view value)
{
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        return true;
    return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
        return is_token(std::string_view(&c, 1)) || c == ':' || c == '[' || c == ']'
            || static_cast<unsigned char>(c) >= 0x80;
    });
}

/// ";a;b=c", each with white space around; nothing if one is empty or ill-formed.
std::optional<Parameters> parameters(std::string_view text)
{
    Parameters all;
    text = without_space(text);
    if (text.empty())
        return all;
    if (text.front() != ';')
        return std::nullopt;
    auto const parts = split_outside(text.substr(1), ';');
    if (!parts)
        return std::nullopt;
    for (auto const part : *parts) {
        auto const equals = part.find('=');
        auto const name = without_space(part.substr(0, equals));
        if (!is_token(name))
            return std::nullopt;
        auto const value = equals == std::string_view::npos
            ? std::string_view {}
            : without_space(part.substr(equals + 1));
        if (equals != std::string_view::npos && !is_parameter_value(value))
            return std::nullopt;
        all.emplace_back(lower_ascii(name), value);
    }
    return all;
}

/// What may stand before "<": one quoted text, or words. The grammar wants tokens; a caller whose
/// exchange writes a comma or an accent there still gets through, since nothing depends on it.
bool is_display_name(std::string_view name)
{
    name = without_space(name);
    if (name.empty())
        return true;
    if (name.front() == '"') {
        std::size_t i = 1;
        while (i < name.size() && name[i] != '"')
            i += name[i] == '\\' ? 2 : 1;
        return i + 1 == name.size();
    }
    return std::none_of(name.begin(), name.end(),
        [](char c) { return c == '"' || static_cast<unsigned char>(c) < ' ' || c == 0x7f; });
}

} // namespace

bool is_token(std::string_view text)
{
    constexpr std::string_view marks = "-.!%*_+`'~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return is_letter(c) || is_digit(c) || marks.find(c) != std::string_view::npos;
    });
}

std::optional<std::uint64_t> number(std::string_view digits, std::uint64_t most)
{
    if (digits.empty() || digits.size() > 20
        || !std::all_of(digits.begin(), digits.end(), is_digit))
        return std::nullopt;
    std::uint64_t value = 0;
    for (char const c : digits) {
        auto const digit = static_cast<std::uint64_t>(c - '0');
        if (value > (most - digit) / 10)
            return std::nullopt;
        value = value * 10 + digit;
    }
    return value;
}

std::string_view without_space(std::string_view text)
{
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

std::optional<std::vector<std::string_view>> split_outside(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    bool in_quotes = false, in_brackets = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (in_quotes) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                in_quotes = false;
        } else if (c == '"' && !in_brackets) {
            in_quotes = true;
        } else if (c == '<') {
            if (in_brackets)
                return std::nullopt;
            in_brackets = true;
        } else if (c == '>') {
            if (!in_brackets)
                return std::nullopt;
            in_brackets = false;
        } else if (c == separator && !in_brackets) {
            parts.push_back(text.substr(start, i - start));
            start = i + 1;
        }
    }
    if (in_quotes || in_brackets)
        return std::nullopt;
    parts.push_back(text.substr(start));
    return parts;
}

std::optional<std::string> scheme_of(std::string_view uri)
{
    auto const colon = uri.find(':');
    if (colon == std::string_view::npos || colon == 0 || !is_letter(uri.front()))
        return std::nullopt;
    auto const scheme = uri.substr(0, colon);
    if (!std::all_of(scheme.begin(), scheme.end(),
            [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; }))
        return std::nullopt;
    return lower_ascii(scheme);
}

bool is_uri(std::string_view uri)
{
    auto const scheme = scheme_of(uri);
    if (!scheme)
        return false;
    auto rest = uri.substr(scheme->size() + 1);
    if (rest.empty() || !std::all_of(rest.begin(), rest.end(), [](char c) {
            return c > ' ' && c < 0x7f && c != '<' && c != '>' && c != '"';
        }))
        return false;
    if (*scheme != "sip" && *scheme != "sips")
        return true;
    // The last "@": a user part may hold ";", "?" and, escaped, anything.
    if (auto const at = rest.rfind('@'); at != std::string_view::npos) {
        if (at == 0)
            return false;
        rest = rest.substr(at + 1);
    }
    auto const host = rest.substr(0, rest.find_first_of(";?"));
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == ':' || c == '['
            || c == ']' || c == '_';
    });
}

std::optional<std::string_view> Address::parameter(std::string_view name) const
{
    for (auto const& [known, value] : parameters)
        if (known == name)
            return value;
    return std::nullopt;
}

std::optional<Address> address(std::string_view text)
{
    text = without_space(text);
    Address found;
    std::string_view rest;
    std::size_t i = 0;
    while (i < text.size() && text[i] != '<') { // the first "<" outside a quoted name
        if (text[i] == '"') {
            for (++i; i < text.size() && text[i] != '"'; ++i)
                if (text[i] == '\\')
                    ++i;
            if (i >= text.size())
                return std::nullopt;
        }
        ++i;
    }
    if (i < text.size()) {
        auto const end = text.find('>', i);
        if (end == std::string_view::npos || !is_display_name(text.substr(0, i)))
            return std::nullopt;
        found.uri = text.substr(i + 1, end - i - 1);
        found.in_brackets = true;
        rest = text.substr(end + 1);
    } else {
        auto const end = text.find(';');
        found.uri = without_space(text.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view {} : text.substr(end);
    }
    auto read = parameters(rest);
    if (!read || !is_uri(found.uri))
        return std::nullopt;
    // A comma, a question mark or a semicolon without brackets would be somebody else's.
    if (!found.in_brackets && found.uri.find_first_of(",?") != std::string_view::npos)
        return std::nullopt;
    found.parameters = std::move(*read);
    return found;
}

std::optional<std::string_view> via_branch(std::string_view text)
{
    text = without_space(text);
    auto const take = [&](std::string_view separators) {
        auto const end = text.find_first_of(separators);
        auto const part = without_space(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view {} : text.substr(end + 1);
        return part;
    };
    auto const name = take("/"), version = take("/");
    if (lower_ascii(name) != "sip" || version != "2.0")
        return std::nullopt;
    text = without_space(text);
    if (!is_token(take(" \t")))
        return std::nullopt;
    text = without_space(text);
    auto const end = text.find(';');
    auto const sent_by = without_space(text.substr(0, end));
    if (sent_by.empty() || !is_uri("sip:" + std::string(sent_by)))
        return std::nullopt;
    auto const read =
        parameters(end == std::string_view::npos ? std::string_view {} : text.substr(end));
    if (!read)
        return std::nullopt;
    for (auto const& [known, value] : *read)
        if (known == "branch")
            return value;
    return std::string_view {};
}

} // namespace reachline::voice::sip::grammar
