#pragma once

// The form in which a provider changes its entry, as it is typed and read: what is wrong stands
// beside its field, and nothing that was typed is lost.

#include "edges/partners/visit.hpp"
#include "hotline/directory/changes.hpp"

#include <array>
#include <map>
#include <string>

namespace reachline::edges::partners {

namespace directory = hotline::directory;

inline constexpr std::array week { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
inline constexpr std::size_t most_rows = 8; ///< of phones and of hours

struct EntryForm {
    Form typed {};
    std::map<std::string, std::string> wrong {}; ///< field -> key of a word
    /// Hours of days of a month, or for a season, are not for a form: they are told to the hotline.
    bool has_hours = true;
    bool has_address = true; ///< not that of a confidential place, which stands nowhere in the open
    std::size_t phones = 0; ///< rows, an empty one among them
    std::size_t hours = 0;
};

/// As it stands.
EntryForm form_of(hotline::Listing const&);

struct ReadEntry {
    EntryForm form {};
    directory::Amendment amendment {};
    bool is_right() const { return form.wrong.empty(); }
};
ReadEntry read_entry(Form const& typed, hotline::Listing const&, directory::Reference const&);

} // namespace reachline::edges::partners
