#pragma once

// A made-up directory, for demonstrations, tests and measurements: the same for the same seed.
//
// Names are invented, numbers end in 555-01xx, mail and sites are at example.org, streets are
// called Example Street; towns and ZIP codes are real, so that "near Houston" works. What a
// trafficking hotline needs most (shelter, law, case management) is there more often than in
// directories of all services, where one in a hundred mentions it. A real hotline never fills its
// directory with this.

#include "base/random.hpp"
#include "base/result.hpp"
#include "hotline/directory/places/places.hpp"
#include "hotline/directory/records.hpp"
#include "hotline/directory/vocabulary.hpp"

#include <functional>
#include <memory>

namespace reachline::hotline {
struct World;
}

namespace reachline::hotline::directory::made_up {

/// Always there, so that a demonstration can name them as partners.
inline constexpr Id<Organization> harbor_house { 101 }; ///< a shelter in Houston, Texas
inline constexpr Id<Organization> lantern_legal_clinic { 102 }; ///< lawyers in Houston
inline constexpr Id<Organization> county_trafficking_unit {
    103
}; ///< law enforcement, Harris County
inline constexpr Id<Organization> national_line { 104 };
inline constexpr Id<Listing> harbor_house_shelter { 201 };
inline constexpr Id<Listing> lantern_legal_immigration { 202 };
inline constexpr Id<Listing> county_unit_reports { 203 };

/// One organization with what it gives. A confidential listing has its exact place here only,
/// on its way to the vault.
struct Household {
    Organization organization {};
    std::vector<Listing> listings {};
    std::map<Id<Listing>, Site> hidden {};
};

struct Wanted {
    std::uint64_t seed = 1;
    std::int64_t services = 2'000; ///< of providers; units of every state come on top
    Time now {};
};

/// Makes one household after the other, so that 100,000 services never lie in memory at once.
class Maker {
public:
    /// `folder` is data/directory, where the words are.
    static Result<Maker> open(std::string const& folder, Vocabulary const&, Places const&, Wanted);
    Maker(Maker&&) noexcept;
    ~Maker();

    /// Nothing once all are made.
    std::optional<Household> next();

private:
    struct Workshop;
    explicit Maker(std::unique_ptr<Workshop>);
    std::unique_ptr<Workshop> workshop_;
};

/// Keeps everything that `maker` still makes, hidden places sealed; answers how many services.
/// `progress` hears the count now and then. Conflict when the directory is not empty.
Result<std::int64_t> fill(World&, Maker&, std::function<void(std::int64_t)> const& progress = {});

} // namespace reachline::hotline::directory::made_up
