#pragma once

// What a page sent back: the fields of its one form. Whatever arrives is read as far as it can be,
// so that what somebody typed can be shown again even when it cannot be taken.

#include "base/result.hpp"
#include "net/http.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::edges::site {

inline constexpr std::size_t field_count_limit = 190;

class Asked {
public:
    enum class Damage {
        None,
        Letters, ///< some bytes were no text; they are shown as U+FFFD
        Form, ///< not a form of ours: another type, a name twice, too many names
    };

    static Asked read(net::Request const&);

    /// The field as text: UTF-8, line breaks as LF, without other control characters. Empty if it
    /// is not there.
    std::string const& operator[](std::string_view name) const;
    bool has(std::string_view name) const;
    Damage damage() const { return damage_; }
    /// What a person may have written by hand, to be shown again.
    std::string longest() const;

    struct Entry {
        std::string name;
        std::string value;
    };
    void set(std::string_view name, std::string value);
    std::vector<Entry> const& fields() const { return entries_; }

private:
    std::vector<Entry> entries_;
    Damage damage_ = Damage::None;
};

/// UTF-8 whatever comes: bytes that are none become U+FFFD, control characters vanish, CR LF
/// becomes LF.
std::string as_text(std::string_view);

} // namespace reachline::edges::site
