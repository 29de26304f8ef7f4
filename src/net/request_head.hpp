#pragma once

// The head of a request, read strictly before the parser sees it. Where two programs in a row read
// a malformed head differently, one person's request can be smuggled into another's (RFC 9112,
// section 11.2), so what is ambiguous is refused, never mended.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace reachline::net {

/// Looks for the empty line that ends a head while its bytes come in.
class HeadScan {
public:
    enum class Seen { More, Whole, Malformed, TooLarge };

    /// `text` is all that has come so far; each call gets the same text, longer.
    Seen scan(std::string_view text, std::size_t limit);
    /// After Whole: the bytes of the head, with the empty line.
    std::size_t length() const { return at_; }

private:
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
};

/// The status to refuse a whole head with (400, 431, 501, 505), or 0 if nothing is wrong with it.
int fault_of_head(std::string_view head);

struct Target {
    std::string path;
    std::string query;
};

/// Splits a request target in origin form ("/a?b") or absolute form ("http://host/a?b").
/// Nothing for other forms, raw bytes beyond visible ASCII, broken escapes and an escaped NUL.
std::optional<Target> target_of(std::string_view raw);

} // namespace reachline::net
