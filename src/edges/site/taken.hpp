#pragma once

// The list that a person takes along: services that she chose, by their numbers, in one hidden
// field of the form. It is in no cookie, no storage and no address, and it is gone with the page.

#include "base/id.hpp"
#include "hotline/directory/records.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace reachline::edges::site {

inline constexpr std::size_t most_taken = 20;

class Taken {
public:
    /// "812,77": what is no number, what is there twice and what is too much is left out.
    static Taken read(std::string_view field);
    std::string field() const;

    std::vector<Id<hotline::Listing>> const& all() const { return all_; }
    bool holds(Id<hotline::Listing>) const;
    bool is_full() const { return all_.size() >= most_taken; }
    /// False when the list is full.
    bool add(Id<hotline::Listing>);
    void drop(Id<hotline::Listing>);

private:
    std::vector<Id<hotline::Listing>> all_;
};

} // namespace reachline::edges::site
