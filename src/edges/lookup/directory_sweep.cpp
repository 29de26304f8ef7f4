#include "edges/lookup/directory_sweep.hpp"

#include "hotline/directory/directory_store.hpp"

namespace reachline::edges::lookup {

namespace upkeep = hotline::directory::upkeep;

namespace {
constexpr minutes good_for { 10 };
constexpr std::int64_t small_directory = 5'000; ///< services; gone through in a moment
} // namespace

Result<Swept> DirectorySweep::look(
    store::Database& database, hotline::directory::Reference const& reference, Time now) const
{
    std::lock_guard const lock(mutex_);
    bool const is_small = TRY(hotline::directory::edition(database)).services <= small_directory;
    if (!last_ || is_small || now - last_->at > good_for)
        last_ = Swept { .pairs = TRY(upkeep::find_duplicates(database)),
            .breaking_rules = TRY(upkeep::breaking_rules(database, reference)),
            .at = now };
    last_->pairs = TRY(upkeep::undecided(database, std::move(last_->pairs)));
    return *last_;
}

} // namespace reachline::edges::lookup
