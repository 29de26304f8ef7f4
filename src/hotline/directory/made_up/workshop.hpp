#pragma once

// The maker's bench: dice, words, towns and the numbers given out so far.

#include "hotline/directory/made_up/made_up.hpp"
#include "hotline/directory/made_up/words.hpp"
#include "hotline/directory/places/states.hpp"

namespace reachline::hotline::directory::made_up {

struct Town {
    Place place;
    Place zip;
};

struct Maker::Workshop {
    Workshop(Words, Vocabulary const&, Places const&, Wanted);

    std::optional<Household> next();

    // Whole households (households.cpp).
    Household provider(State const&);
    Household well_known(std::size_t which);
    Household unit(State const&, OrganizationRole);

    // Their parts (workshop.cpp).
    Organization organization(std::string name, Town const&);
    Listing listing(Household const&, Kind const&, Town const&);
    void give_place(Household&, Listing&, Town const&, Kind const&);
    void give_private_words(Listing&, Town const&);
    std::vector<Schedule> hours(Kind const&, std::string const& timezone);
    Area area(Town const&) const;
    Area area(State const&) const;
    std::string phone(std::string_view state);
    Site site(Town const&);

    Kind const& kind_named(std::string_view category) const;
    Kind const& any_kind();
    Town const& any_town(State const&);
    Town const& town_named(std::string_view name, std::string_view state);
    State const& any_state();
    std::vector<Town>& towns_of(std::string_view state);

    template <class T>
    T const& one_of(std::vector<T> const& all)
    {
        return all[dice.below(all.size())];
    }
    bool chance(std::int64_t percent)
    {
        return static_cast<std::int64_t>(dice.below(100)) < percent;
    }
    /// Yes or no by these chances, else nobody asked yet.
    Answer any_answer(std::int64_t percent_yes, std::int64_t percent_no)
    {
        if (chance(percent_yes))
            return Answer::Yes;
        return chance(percent_no) ? Answer::No : Answer::Ask;
    }
    Time some_days_ago(std::uint64_t most) { return wanted.now - Days(dice.below(most)); }

    Words words;
    Vocabulary const& vocabulary;
    Places const& places;
    Wanted wanted;
    SeededRandom dice;
    std::map<std::string, std::vector<Town>, std::less<>> towns;
    std::vector<std::int64_t> state_weights; ///< running sums
    std::int64_t last_organization = 1'000;
    std::int64_t last_listing = 1'000;
    std::int64_t last_location = 1'000;
    std::size_t step = 0;
    std::int64_t services_made = 0;
};

std::string slug(std::string_view name);

} // namespace reachline::hotline::directory::made_up
