#pragma once

// The pieces of RFC 3261's grammar (section 25) that a check is made of. Each reads a whole text
// and says whether it is one; none looks past its end.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::voice::sip::grammar {

bool is_token(std::string_view);
/// Digits alone, at most `most`.
std::optional<std::uint64_t> number(std::string_view digits, std::uint64_t most);
std::string_view without_space(std::string_view);
/// Splits where `separator` stands outside quotes and angle brackets; nothing if a quote or a
/// bracket never ends.
std::optional<std::vector<std::string_view>> split_outside(std::string_view, char separator);

/// "sip" of "sip:caller@example.org", in lower case; nothing if there is no scheme.
std::optional<std::string> scheme_of(std::string_view uri);
/// A URI as it may stand in a request line: no space, bracket or quote, and for sip a host.
bool is_uri(std::string_view);

/// A value of From, To or Contact: "Name" <uri>;a=b or uri;a=b.
struct Address {
    std::string_view uri;
    bool in_brackets = false;
    std::vector<std::pair<std::string, std::string_view>> parameters; ///< names in lower case
    std::optional<std::string_view> parameter(std::string_view name) const;
};
std::optional<Address> address(std::string_view);

/// The branch of one Via; an empty one if it has none. Nothing if it is no Via of SIP/2.0.
std::optional<std::string_view> via_branch(std::string_view);

} // namespace reachline::voice::sip::grammar
