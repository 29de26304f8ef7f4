#include "hotline/statistics/made_up.hpp"

#include "base/random.hpp"
#include "hotline/statistics/made_up_shares.hpp"
#include "hotline/statistics/rollup.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace reachline::hotline::statistics {

namespace {

std::int64_t weight_of(std::string_view list, std::string_view code)
{
    auto const name = std::string(list) + "." + std::string(code);
    auto const found = std::ranges::find(weights, name, &Share::code);
    return found == std::end(weights) ? 1 : found->weight;
}

/// Shares out a whole number by weight, what is left over by dice: the parts add up to it.
std::vector<std::int64_t> shared_out(
    std::int64_t total, std::vector<std::int64_t> const& by, Random& random)
{
    auto const all = std::accumulate(by.begin(), by.end(), std::int64_t {});
    std::vector<std::int64_t> parts;
    for (auto const weight : by)
        parts.push_back(total * weight / all);
    auto left = total - std::accumulate(parts.begin(), parts.end(), std::int64_t {});
    for (; left > 0; --left) {
        auto at = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(all)));
        std::size_t part = 0;
        while (at >= by[part])
            at -= by[part++];
        ++parts[part];
    }
    return parts;
}

/// About `share` percent of a number, give or take a tenth of it.
std::int64_t about(std::int64_t number, std::int64_t percent, Random& random)
{
    auto const swing = 90 + static_cast<std::int64_t>(random.below(21));
    return number * percent * swing / 10'000;
}

class Storyteller {
public:
    Storyteller(
        store::Database& database, Categories const& categories, std::uint64_t seed, Time now)
        : database_(database)
        , categories_(categories)
        , random_(seed)
        , today_(day_of(now))
    {
    }

    Done tell_year(int year)
    {
        year_ = std::to_string(year);
        months_ = year_ == today_.substr(0, 4)
            ? static_cast<std::size_t>(std::stoi(today_.substr(5, 2)))
            : 12;
        auto const signals = about(41'000 * static_cast<std::int64_t>(months_) / 12, 100, random_);
        std::vector<std::int64_t> by;
        for (auto const& place : inhabitants)
            by.push_back(place.weight);
        auto const of_places = shared_out(signals, by, random_);
        for (std::size_t i = 0; i < inhabitants.size(); ++i)
            TRY(tell_place(inhabitants[i].code, of_places[i]));
        return {};
    }

private:
    Done tell_place(std::string_view place, std::int64_t signals)
    {
        auto const contacts = signals + about(signals, 24, random_);
        auto const cases = about(signals, 24, random_);
        auto const people = about(cases, 155, random_);
        std::array<std::int64_t, 4> const totals { contacts, signals, cases, people };
        for (std::size_t i = 0; i < totals.size(); ++i)
            TRY(tell_unit(published_units()[i], place, totals[i]));
        return {};
    }

    Done tell_unit(Unit const& unit, std::string_view place, std::int64_t total)
    {
        TRY(write("all", unit.by_year, place, year_, total));
        for (auto const& dimension : unit.dimensions)
            TRY(tell_dimension(dimension, place, total));
        return {};
    }

    Done tell_dimension(Dimension const& dimension, std::string_view place, std::int64_t total)
    {
        std::vector<std::string> codes;
        std::vector<std::int64_t> by;
        if (dimension.list == "month") {
            for (std::size_t month = 1; month <= months_; ++month) {
                codes.push_back((month < 10 ? "0" : "") + std::to_string(month));
                by.push_back(1);
            }
        } else {
            bool const is_published_reason = dimension.name == "signals.reason";
            for (auto const& item : categories_.list(dimension.list)->items) {
                codes.push_back(item.code);
                bool const left_out = is_published_reason && !item.substantive.value_or(false);
                by.push_back(left_out ? 0 : weight_of(dimension.list, item.code));
            }
        }
        auto const parts = shared_out(total, by, random_);
        for (std::size_t i = 0; i < codes.size(); ++i)
            TRY(write(year_, dimension.name, place, codes[i], parts[i]));
        return {};
    }

    Done write(std::string_view period, std::string_view dimension, std::string_view place,
        std::string_view cell, std::int64_t count)
    {
        if (count == 0)
            return {};
        return add(database_, { period, dimension, place, cell, count }, Origin::MadeUp);
    }

    store::Database& database_;
    Categories const& categories_;
    SeededRandom random_;
    std::string today_;
    std::string year_;
    std::size_t months_ = 12;
};

} // namespace

Done seed_made_up_history(store::Database& database, Categories const& categories,
    std::uint64_t seed, int first_year, Time now)
{
    if (TRY(has_made_up(database)))
        return fail(Fault::Conflict, "there is a made-up history already");
    Storyteller storyteller(database, categories, seed, now);
    for (int year = first_year; year <= std::stoi(day_of(now).substr(0, 4)); ++year)
        TRY(storyteller.tell_year(year));
    return note_made_up(database, day_of(now),
        "made up for a demonstration: no person, signal or case is behind it");
}

} // namespace reachline::hotline::statistics
