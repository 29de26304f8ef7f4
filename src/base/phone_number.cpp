#include "base/phone_number.hpp"

#include "base/text.hpp"

namespace reachline {

std::optional<std::string> one_spelling_of_phone(std::string_view typed)
{
    auto const text = trimmed(typed);
    auto digits = digits_of(text);
    if (text.starts_with('+') || text.starts_with("011")) {
        if (!text.starts_with('+'))
            digits.erase(0, 3);
    } else if (digits.size() == 10) {
        digits.insert(0, "1");
    }
    // E.164 has at most 15 digits; fewer than 8 with the country is no number.
    if (digits.size() < 8 || digits.size() > 15)
        return std::nullopt;
    return "+" + digits;
}

} // namespace reachline
