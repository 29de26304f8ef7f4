#pragma once

// What the index keeps of a service to show in a list, so that a search needs no database.

#include "hotline/directory/search/terms.hpp"
#include "hotline/directory/shown.hpp"
#include "hotline/directory/vocabulary.hpp"

#include <optional>

namespace reachline::hotline::directory {

struct Entry {
    Id<Listing> id {};
    Id<Organization> organization_id {};
    std::string name {};
    std::string alternate_name {};
    std::string organization {};
    std::string summary {}; ///< the description's beginning
    std::string alert {};
    std::vector<std::string> categories {};
    std::vector<std::string> populations {};
    std::vector<std::string> languages {};
    std::vector<Phone> phones {};
    std::vector<Schedule> schedules {};
    std::string city {}; ///< empty where the place is hidden
    std::string state {};
    std::optional<Point> point {}; ///< for a map; never of a hidden place
    std::string area {}; ///< whom it serves: "Harris County, TX"
    std::optional<std::int64_t> minimum_age {};
    std::optional<std::int64_t> maximum_age {};
    Answer pets = Answer::Ask;
    Answer children = Answer::Ask;
    bool confidential = false;
    bool remote = false;
    bool nationwide = false;
    bool round_the_clock = false;
    bool accepts_live_transfer = false;
    Visibility visibility = Visibility::Public;
    std::vector<Field> hidden {}; ///< what of it the public is not told; for advocates alone
    std::optional<Capacity> capacity {};
    std::optional<Time> assured {};
    Time updated {};
};
BOOST_DESCRIBE_STRUCT(Entry, (),
    (id, organization_id, name, alternate_name, organization, summary, alert, categories,
        populations, languages, phones, schedules, city, state, point, area, minimum_age,
        maximum_age, pets, children, confidential, remote, nationwide, round_the_clock,
        accepts_live_transfer, visibility, hidden, capacity, assured, updated))

std::string packed(Entry const&);
/// Nothing for what is damaged.
std::optional<Entry> entry_from(std::string_view bytes);

/// A document of the public index: made of what the public sees and of nothing else. `also_known`
/// is another name of its organization.
Xapian::Document document_of(
    Service const&, std::string const& also_known, Vocabulary const&, Stems const&);
/// A document of the index for advocates.
Xapian::Document document_of(
    ServiceForAdvocates const&, std::string const& also_known, Vocabulary const&, Stems const&);

/// Hours as they lie in a value of the document.
std::vector<Schedule> unpacked_hours(std::string const&);

} // namespace reachline::hotline::directory
