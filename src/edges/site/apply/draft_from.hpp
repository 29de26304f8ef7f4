#pragma once

// The answers of the form as the directory takes them, and what it finds wanting as the form's
// fields are named.

#include "edges/site/apply/form.hpp"
#include "hotline/directory/applications/draft.hpp"

namespace reachline::edges::site::apply {

/// A field that wants something, and why: the end of the name of a sentence.
struct Trouble {
    std::string name;
    std::string why;
    bool operator==(Trouble const&) const = default;
};

struct Drafted {
    hotline::directory::applications::Draft draft {};
    std::vector<Trouble> troubles {}; ///< nothing here: it can be sent
};
Drafted drafted(Answers const&, std::size_t services, hotline::directory::Reference const&);

/// "9", "9:30", "5 pm" and "17:00" as "09:00", "09:30", "17:00", "17:00"; what is no time stays.
std::string time_from(std::string_view typed);

} // namespace reachline::edges::site::apply
