#include "edges/site/asked.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace reachline::edges::site {

namespace {

std::string const nothing;

std::string loosely_decoded(std::string_view text)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const escape = text[i] == '%' && i + 2 < text.size() ? from_hex(text.substr(i + 1, 2))
                                                                  : Result<Bytes>(Bytes {});
        if (escape && escape->size() == 1) {
            decoded += static_cast<char>(escape->front());
            i += 2;
        } else {
            decoded += text[i] == '+' ? ' ' : text[i];
        }
    }
    return decoded;
}

/// The length of the character that begins here, or 0 if none does.
std::size_t character_at(std::string_view text)
{
    for (std::size_t length = 1; length <= 4 && length <= text.size(); ++length)
        if (is_utf8(text.substr(0, length)))
            return length;
    return 0;
}

bool is_control(char c)
{
    auto const code = static_cast<unsigned char>(c);
    return (code < 0x20 && c != '\n' && c != '\t') || code == 0x7f;
}

} // namespace

std::string as_text(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        auto const length = character_at(bytes);
        if (length == 0)
            text += "\xEF\xBF\xBD";
        else if (bytes.front() == '\r')
            text += bytes.starts_with("\r\n") ? "" : "\n";
        else if (!is_control(bytes.front()))
            text += bytes.substr(0, length);
        bytes.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text;
}

Asked Asked::read(net::Request const& request)
{
    Asked asked;
    auto const type = lower_ascii(request.header("content-type"));
    if (!type.starts_with("application/x-www-form-urlencoded"))
        asked.damage_ = Damage::Form;
    if (auto fields = net::form_fields(request.body)) {
        for (auto& [name, value] : *fields)
            asked.entries_.push_back({ std::move(name), as_text(value) });
    } else {
        if (asked.damage_ == Damage::None)
            asked.damage_ = Damage::Letters;
        for (auto const pair : split(request.body, '&')) {
            if (asked.entries_.size() == field_count_limit)
                break;
            auto const equals = std::min(pair.find('='), pair.size());
            auto const value = pair.substr(std::min(equals + 1, pair.size()));
            asked.entries_.push_back({ as_text(loosely_decoded(pair.substr(0, equals))),
                as_text(loosely_decoded(value)) });
        }
    }
    std::vector<std::string_view> names;
    for (auto const& entry : asked.entries_)
        names.push_back(entry.name);
    std::ranges::sort(names);
    if (names.size() > field_count_limit || std::ranges::adjacent_find(names) != names.end())
        asked.damage_ = Damage::Form;
    return asked;
}

std::string const& Asked::operator[](std::string_view name) const
{
    auto const found = std::ranges::find(entries_, name, &Entry::name);
    return found == entries_.end() ? nothing : found->value;
}

bool Asked::has(std::string_view name) const
{
    return std::ranges::find(entries_, name, &Entry::name) != entries_.end();
}

std::string Asked::longest() const
{
    std::string_view longest;
    for (auto const& entry : entries_)
        if (entry.value.size() > longest.size() && entry.name != "token" && entry.name != "key")
            longest = entry.value;
    return std::string(longest.size() > 40 || longest.find(' ') != longest.npos ? longest : "");
}

void Asked::set(std::string_view name, std::string value)
{
    std::erase_if(entries_, [&](Entry const& entry) { return entry.name == name; });
    entries_.push_back({ std::string(name), std::move(value) });
}

} // namespace reachline::edges::site
