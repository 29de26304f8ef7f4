#include "hotline/steps/outside_call_store.hpp"

#include "store/stored_enum.hpp"

namespace reachline::hotline::steps::outside_call::rows {

namespace {

GroundRow ground_of(store::Row const& row)
{
    auto const basis = row.is_null(6) ? consent::Basis(row.id<Exception>(7)) : consent::Basis(row.id<Consent>(6));
    return { .id = row.integer(0),
        .call = row.id<Signal>(1),
        .kind = store::stored<calls::PartyKind>(row.text(2)),
        .subject = row.integer(3),
        .recipient = row.id<Organization>(4),
        .person = row.id<Person>(5),
        .basis = basis,
        .party = row.maybe_id<CallParty>(8),
        .step = row.maybe_id<Step>(9),
        .disclosure = row.maybe_id<Disclosure>(10) };
}

template <class T>
std::optional<Id<T>> when(consent::Basis const& basis)
{
    auto const* const id = std::get_if<Id<T>>(&basis);
    return id ? std::optional(*id) : std::nullopt;
}

} // namespace

constexpr char insert_ground[] = R"sql(
    insert into call_ground (id, call, kind, subject, recipient, purpose, person, consent, exception, step, at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
)sql";

Done insert(World& world, GroundRow const& row, consent::Purpose purpose)
{
    TRY(world.database.run(insert_ground, row.id, row.call, json::enum_name(row.kind), row.subject,
        row.recipient, json::enum_name(purpose), row.person, when<Consent>(row.basis),
        when<Exception>(row.basis), row.step, world.now()));
    return {};
}

constexpr char update_ground[] = "update call_ground set party = ?2, step = ?3, disclosure = ?4 where id = ?1";

Done update(World& world, GroundRow const& row)
{
    TRY(world.database.run(update_ground, row.id, row.party, row.step, row.disclosure));
    return {};
}

constexpr char update_ended[] = "update call_ground set ended_at = ?2 where id = ?1";

Done mark_ended(World& world, GroundRow const& row)
{
    TRY(world.database.run(update_ended, row.id, world.now()));
    return {};
}

#define REACHLINE_GROUND                                                                           \
    "select id, call, kind, subject, recipient, person, consent, exception, party, step, "         \
    "disclosure from call_ground "

constexpr char select_open[] = REACHLINE_GROUND "where ended_at is null order by id";

Result<std::vector<GroundRow>> open(World& world) { return world.database.all(select_open, ground_of); }

constexpr char select_of_party[] = REACHLINE_GROUND "where party = ?1";

Result<std::optional<GroundRow>> of_party(World& world, Id<CallParty> party)
{
    return world.database.find(select_of_party, ground_of, party);
}

#undef REACHLINE_GROUND

} // namespace reachline::hotline::steps::outside_call::rows
