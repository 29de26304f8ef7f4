#include "hotline/steps/transfer/transfer_store.hpp"

#include "base/ensure.hpp"
#include "base/json_binding.hpp"

namespace reachline::hotline::steps::transfer::rows {

namespace {

TransferRow transfer_of(store::Row const& row)
{
    auto const state = json::enum_value<State>(row.text(4));
    auto const needs = json::parse(row.text(5));
    ensure(state && needs);
    auto codes = json::bound<std::vector<std::string>>(*needs);
    ensure(codes.has_value());
    return { .id = row.id<Transfer>(0),
        .reference = row.string(1),
        .signal = row.id<Signal>(2),
        .organization = row.id<Organization>(3),
        .state = *state,
        .needs = std::move(*codes),
        .language = row.string(6),
        .beds = row.maybe_integer(7),
        .asked_at = row.time(8),
        .answered_at = row.maybe_time(9),
        .consent = row.maybe_id<Consent>(10),
        .step = row.maybe_id<Step>(11),
        .party = row.maybe_id<CallParty>(12) };
}

} // namespace

constexpr char insert_transfer[] = R"sql(
    insert into transfer (id, reference, signal, organization, state, needs, language, asked_by,
        asked_at, idempotency_key, party)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
)sql";

Done insert(World& world, TransferRow const& row, Id<Account> asked_by, std::string_view idempotency_key)
{
    TRY(world.database.run(insert_transfer, row.id, row.reference, row.signal, row.organization,
        json::enum_name(row.state), json::text_of(json::written(row.needs)), row.language, asked_by,
        row.asked_at, idempotency_key, row.party));
    return {};
}

constexpr char update_transfer[] = R"sql(
    update transfer set state = ?2, beds = ?3, answered_at = ?4, consent = ?5, step = ?6 where id = ?1
)sql";

Done update(World& world, TransferRow const& row)
{
    TRY(world.database.run(update_transfer, row.id, json::enum_name(row.state), row.beds, row.answered_at, row.consent, row.step));
    return {};
}

#define REACHLINE_TRANSFER_COLUMNS                                                                 \
    "select id, reference, signal, organization, state, needs, language, beds, asked_at, "         \
    "answered_at, consent, step, party from transfer "

constexpr char select_transfer[] = REACHLINE_TRANSFER_COLUMNS "where id = ?1";

Result<TransferRow> transfer(World& world, Id<Transfer> id)
{
    auto found = TRY(world.database.find(select_transfer, transfer_of, id));
    if (!found)
        return fail(Fault::NotFound, "there is no such transfer");
    return std::move(*found);
}

constexpr char select_by_key[] = REACHLINE_TRANSFER_COLUMNS "where signal = ?1 and idempotency_key = ?2";

Result<std::optional<TransferRow>> by_key(World& world, Id<Signal> signal, std::string_view idempotency_key)
{
    return world.database.find(select_by_key, transfer_of, signal, idempotency_key);
}

constexpr char select_by_reference[] = REACHLINE_TRANSFER_COLUMNS 
    "where organization = ?1 and reference = ?2 and party is null";

Result<std::optional<TransferRow>> by_reference(World& world, Id<Organization> organization, std::string_view reference)
{
    return world.database.find(select_by_reference, transfer_of, organization, reference);
}

constexpr char select_of_signal[] = REACHLINE_TRANSFER_COLUMNS
    "where signal = ?1 and party is null order by id desc";

Result<std::vector<TransferRow>> of_signal(World& world, Id<Signal> signal)
{
    return world.database.all(select_of_signal, transfer_of, signal);
}

constexpr char select_of_organization[] = REACHLINE_TRANSFER_COLUMNS R"sql(
    where organization = ?1 and party is null and state in ('asked', 'has_room', 'brought_in', 'left')
    order by id desc
)sql";

Result<std::vector<TransferRow>> of_organization(World& world, Id<Organization> organization)
{
    return world.database.all(select_of_organization, transfer_of, organization);
}

constexpr char select_running[] = REACHLINE_TRANSFER_COLUMNS R"sql(
    where party is null and state in ('asked', 'has_room', 'brought_in', 'left') order by id
)sql";

Result<std::vector<TransferRow>> running(World& world)
{
    return world.database.all(select_running, transfer_of);
}

constexpr char select_of_party[] = REACHLINE_TRANSFER_COLUMNS "where party = ?1";

Result<std::optional<TransferRow>> of_party(World& world, Id<CallParty> party)
{
    return world.database.find(select_of_party, transfer_of, party);
}

#undef REACHLINE_TRANSFER_COLUMNS

} // namespace reachline::hotline::steps::transfer::rows
