#include "hotline/signals/codes.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace reachline::hotline::signals {

namespace {

constexpr std::size_t longest_number = 6;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all(std::string_view text, bool (*kind)(char)) { return std::all_of(text.begin(), text.end(), kind); }

bool is_script(std::string_view part) { return part.size() == 4 && all(part, is_letter); }
bool is_region(std::string_view part)
{
    return (part.size() == 2 && all(part, is_letter)) || (part.size() == 3 && all(part, is_digit));
}

} // namespace

Done check_language(std::string const& language)
{
    auto const parts = split(language, '-');
    bool const has_script = parts.size() > 1 && is_script(parts[1]);
    auto const region = std::size_t { has_script ? 2u : 1u };
    bool const fits = (parts[0].size() == 2 || parts[0].size() == 3) && all(parts[0], is_letter)
        && (parts.size() == region || (parts.size() == region + 1 && is_region(parts[region])));
    if (!fits)
        return fail(Fault::Invalid, "the language is not a language code");
    return {};
}

Done check_interpreter(std::optional<std::string> const& interpreter)
{
    if (!interpreter)
        return {};
    auto number = std::string_view(*interpreter);
    for (std::string_view const word : { "interpreter ", "intérprete " })
        if (number.starts_with(word))
            number.remove_prefix(word.size());
    if (number.empty() || number.size() > longest_number || !all(number, is_digit))
        return fail(Fault::Invalid, "an interpreter is named by a number, such as interpreter 7, never by a name");
    return {};
}

} // namespace reachline::hotline::signals
