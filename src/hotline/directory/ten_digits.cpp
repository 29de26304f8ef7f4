#include "hotline/directory/ten_digits.hpp"

#include "base/text.hpp"

namespace reachline::hotline::directory {

std::optional<std::string> ten_digits(std::string_view text)
{
    if (text.size() > 24 || text.find_first_not_of("0123456789+-(). ") != std::string_view::npos)
        return std::nullopt;
    auto digits = digits_of(text);
    if (digits.size() == 11 && digits.front() == '1')
        digits.erase(0, 1);
    // North American numbering: neither an area nor an exchange begins with 0 or 1, or ends in 11.
    bool const is_number = digits.size() == 10 && digits[0] >= '2' && digits[3] >= '2'
        && digits.substr(1, 2) != "11" && digits.substr(4, 2) != "11";
    return is_number ? std::optional("+1" + digits) : std::nullopt;
}

} // namespace reachline::hotline::directory
