#include "hotline/statistics/facts.hpp"

#include "hotline/statistics/facts_store.hpp"
#include "hotline/statistics/rollup.hpp"

namespace reachline::hotline::statistics {

namespace {

/// A day, and the periods that its facts are summed under.
struct Day {
    explicit Day(Time now)
        : day(day_of(now))
    {
    }
    std::string day; ///< "2026-11-23"
    std::string_view year() const { return std::string_view(day).substr(0, 4); }
    std::string_view year_and_month() const { return std::string_view(day).substr(0, 7); }
    std::string_view month() const { return std::string_view(day).substr(5, 2); }
};

Done check(Categories const& categories, std::string_view list, std::string_view code)
{
    if (!categories.has(list, code))
        return fail(Fault::Invalid, "a fact is counted by codes of forms/categories.json only");
    return {};
}

/// Adds one under each dimension of a unit.
class Tally {
public:
    Tally(World& world, Day const& day, std::string_view place)
        : world_(world)
        , day_(day)
        , place_(place)
    {
    }
    Done year(std::string_view dimension)
    {
        return add(world_.database, { "all", dimension, place_, day_.year() });
    }
    Done month(std::string_view dimension) { return of_year(dimension, day_.month()); }
    Done of_year(std::string_view dimension, std::string_view cell)
    {
        return add(world_.database, { day_.year(), dimension, place_, cell });
    }
    Done of_month(std::string_view dimension, std::string_view cell)
    {
        return add(world_.database, { day_.year_and_month(), dimension, place_, cell });
    }

private:
    World& world_;
    Day const& day_;
    std::string_view place_;
};

} // namespace

std::string wait_of(std::optional<seconds> waited)
{
    if (!waited)
        return "no_wait";
    if (*waited < seconds(20))
        return "under_20_s";
    if (*waited < minutes(1))
        return "under_1_min";
    if (*waited < minutes(5))
        return "under_5_min";
    if (*waited < minutes(15))
        return "under_15_min";
    return *waited < hours(1) ? "under_1_h" : "1_h_or_more";
}

Done count_signal(World& world, Categories const& categories, SignalFact const& fact)
{
    TRY(check(categories, "channel", fact.channel));
    TRY(check(categories, "state", fact.state));
    TRY(check(categories, "reason", fact.reason));
    TRY(check(categories, "signal_result", fact.result));
    TRY(check(categories, "relation", fact.relation));
    TRY(check(categories, "how_found", fact.how_found));
    auto coded = fact;
    coded.language = categories.known("language", fact.language, "other");
    auto const wait = wait_of(fact.waited);
    Day const day(world.now());
    TRY(insert(world, day.day, coded, wait));

    Tally tally(world, day, fact.state);
    TRY(tally.year("contacts.year"));
    TRY(tally.month("contacts.month"));
    TRY(tally.of_year("contacts.channel", fact.channel));
    TRY(tally.of_year("contacts.result", fact.result));
    TRY(tally.of_year("contacts.wait", wait));
    TRY(tally.of_month("contacts.channel", fact.channel));
    TRY(tally.of_month("contacts.result", fact.result));
    // Hang-ups and what has nothing to do with trafficking are no part of published figures.
    if (!categories.find("reason", fact.reason)->substantive.value_or(false))
        return {};
    TRY(tally.year("signals.year"));
    TRY(tally.month("signals.month"));
    TRY(tally.of_year("signals.channel", fact.channel));
    TRY(tally.of_year("signals.reason", fact.reason));
    TRY(tally.of_year("signals.relation", fact.relation));
    TRY(tally.of_year("signals.how_found", fact.how_found));
    return tally.of_year("signals.language", coded.language);
}

namespace {

Done count_person(World& world, Day const& day, std::string const& state, PersonFact const& fact)
{
    TRY(insert(world, day.day, state, fact));
    Tally tally(world, day, state);
    TRY(tally.year("people.year"));
    TRY(tally.of_year("people.age_band", fact.age_band));
    return tally.of_year("people.gender", fact.gender);
}

} // namespace

Done count_case(World& world, Categories const& categories, CaseFact const& fact)
{
    TRY(check(categories, "state", fact.state));
    TRY(check(categories, "trafficking_type", fact.trafficking_type));
    TRY(check(categories, "venue", fact.venue));
    TRY(check(categories, "likelihood", fact.likelihood));
    for (auto const& person : fact.people) {
        TRY(check(categories, "age_band", person.age_band));
        TRY(check(categories, "gender", person.gender));
    }
    Day const day(world.now());
    TRY(insert(world, day.day, fact));
    Tally tally(world, day, fact.state);
    TRY(tally.year("cases.year"));
    TRY(tally.month("cases.month"));
    TRY(tally.of_year("cases.trafficking_type", fact.trafficking_type));
    TRY(tally.of_year("cases.venue", fact.venue));
    TRY(tally.of_year("cases.likelihood", fact.likelihood));
    for (auto const& person : fact.people)
        TRY(count_person(world, day, fact.state, person));
    return {};
}

Done count_step(World& world, Categories const& categories, StepFact const& fact)
{
    TRY(check(categories, "step_kind", fact.kind));
    TRY(check(categories, "state", fact.state));
    TRY(check(categories, "service_type", fact.service));
    Day const day(world.now());
    TRY(insert(world, day.day, fact));
    Tally tally(world, day, fact.state);
    TRY(tally.of_month("steps.kind", fact.kind));
    if (fact.kind == "referral" || fact.kind == "live_transfer")
        TRY(tally.of_month("referrals.service_type", fact.service));
    return {};
}

} // namespace reachline::hotline::statistics
