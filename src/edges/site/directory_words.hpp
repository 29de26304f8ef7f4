#pragma once

// Records of the directory as a person reads them: answer first (open, how far, which number, which
// languages, for whom), details after.

#include "edges/site/directory_pages.hpp"
#include "hotline/directory/search/search.hpp"

namespace reachline::edges::site {

Listing listing_of(Language const&, hotline::directory::Vocabulary const&,
    hotline::directory::Hit const&, Time now);
Listing listing_of(Language const&, hotline::directory::Vocabulary const&,
    hotline::directory::Service const&, Time now, std::optional<double> miles = {});

/// What was understood otherwise than it was typed, and what was let go so that something is found.
std::vector<std::string> remarks_of(Language const&, hotline::directory::Found const&);

/// "Mon, Tue, Fri 9 am to 5 pm", a schedule a line.
std::string hours_in(Language const&, std::vector<hotline::directory::Schedule> const&);
/// Whom it serves, as they are named, and of which age.
std::string whom_in(Language const&, hotline::directory::Vocabulary const&,
    std::vector<std::string> const& populations, std::optional<std::int64_t> least,
    std::optional<std::int64_t> most);
std::string languages_in(
    Language const&, hotline::directory::Vocabulary const&, std::vector<std::string> const& codes);
std::string address_in(hotline::directory::Address const&);
std::vector<Dialled> numbers_in(Language const&, std::vector<hotline::directory::Phone> const&);

std::string label_in(Language const&, hotline::directory::ByTongue const& label);
std::string joined(std::vector<std::string> const& parts);

/// Facts that are said; what is empty is left out.
class Facts {
public:
    void add(std::string label, std::string text)
    {
        if (!text.empty())
            facts_.push_back({ std::move(label), std::move(text) });
    }
    std::vector<Fact> taken() { return std::move(facts_); }

private:
    std::vector<Fact> facts_;
};

} // namespace reachline::edges::site
