#include "hotline/directory/contacts.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::directory {

namespace {

constexpr std::size_t shortest_number = 7;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_between_digits(char c)
{
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '+';
}

bool is_a_year(std::string_view digits)
{
    return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

/// Digits in groups, as they are written. "2026-11-29" and "9.00 - 17.00" have no group of a
/// number's length but the year.
struct Groups {
    std::vector<std::string> all {};

    std::string digits() const
    {
        std::string together;
        for (auto const& group : all)
            together += group;
        return together;
    }
    bool is_a_number() const
    {
        return digits().size() >= shortest_number
            && std::any_of(all.begin(), all.end(),
                [](auto const& group) { return group.size() >= 3 && !is_a_year(group); });
    }
};

void find_numbers(std::string_view text, std::vector<std::string>& found)
{
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        Groups groups;
        while (at < text.size() && (is_digit(text[at]) || is_between_digits(text[at]))) {
            if (is_digit(text[at]) && (groups.all.empty() || !is_digit(text[at - 1])))
                groups.all.emplace_back();
            if (is_digit(text[at]))
                groups.all.back() += text[at];
            ++at;
        }
        if (groups.is_a_number())
            found.push_back(groups.digits());
    }
}

bool is_an_address(std::string_view word)
{
    constexpr std::array signs { "@", "://", "www.", ".org", ".com", ".net", ".gov", ".info" };
    return std::any_of(
        signs.begin(), signs.end(), [&](char const* sign) { return word.find(sign) != word.npos; });
}

} // namespace

std::vector<std::string> contacts_in(std::string_view text)
{
    std::vector<std::string> found;
    find_numbers(text, found);
    auto words = lower_ascii(text);
    std::replace_if(
        words.begin(), words.end(),
        [](char c) {
            return c == '\n' || c == '\t' || c == ',' || c == ';' || c == '(' || c == ')';
        },
        ' ');
    for (auto word : split(words, ' ')) {
        while (!word.empty() && (word.back() == '.' || word.back() == '!' || word.back() == '/'))
            word.remove_suffix(1);
        if (is_an_address(word))
            found.emplace_back(word);
    }
    return found;
}

} // namespace reachline::hotline::directory
