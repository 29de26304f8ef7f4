#include "hotline/statistics/facts_store.hpp"

namespace reachline::hotline::statistics {

std::int64_t id_from_dice(World& world)
{
    return static_cast<std::int64_t>(1 + world.random.below((std::uint64_t { 1 } << 53) - 1));
}

constexpr char insert_signal_fact[] = R"sql(
    insert into signal_fact (id, day, channel, state, language, reason, result, wait, relation, how_found)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
)sql";

Done insert(World& world, std::string const& day, SignalFact const& fact, std::string const& wait)
{
    TRY(world.database.run(insert_signal_fact, id_from_dice(world), day, fact.channel, fact.state,
        fact.language, fact.reason, fact.result, wait, fact.relation, fact.how_found));
    return {};
}

constexpr char insert_case_fact[] = R"sql(
    insert into case_fact (id, day, state, trafficking_type, venue, likelihood)
    values (?1, ?2, ?3, ?4, ?5, ?6)
)sql";

Done insert(World& world, std::string const& day, CaseFact const& fact)
{
    TRY(world.database.run(insert_case_fact, id_from_dice(world), day, fact.state,
        fact.trafficking_type, fact.venue, fact.likelihood));
    return {};
}

constexpr char insert_person_fact[] = R"sql(
    insert into person_fact (id, day, state, age_band, gender) values (?1, ?2, ?3, ?4, ?5)
)sql";

Done insert(World& world, std::string const& day, std::string const& state, PersonFact const& fact)
{
    TRY(world.database.run(
        insert_person_fact, id_from_dice(world), day, state, fact.age_band, fact.gender));
    return {};
}

constexpr char insert_step_fact[] = R"sql(
    insert into step_fact (id, day, state, kind, service) values (?1, ?2, ?3, ?4, ?5)
)sql";

Done insert(World& world, std::string const& day, StepFact const& fact)
{
    TRY(world.database.run(
        insert_step_fact, id_from_dice(world), day, fact.state, fact.kind, fact.service));
    return {};
}

} // namespace reachline::hotline::statistics
