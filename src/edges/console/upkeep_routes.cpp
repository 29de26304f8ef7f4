// Keeping the directory true: what an editor does next, entries with their past, changes that wait,
// entries that may be one, and what became of a call.

#include "edges/console/contract/upkeep.hpp"
#include "edges/console/library.hpp"
#include "edges/console/row.hpp"
#include "edges/console/step_rows.hpp"
#include "edges/console/upkeep_rows.hpp"
#include "edges/lookup/directory_reader.hpp"
#include "edges/lookup/directory_sweep.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/partners/partners.hpp"

namespace reachline::edges::console {

namespace {

namespace directory = hotline::directory;
namespace upkeep = hotline::directory::upkeep;
using contract::Acknowledgement;
using hotline::Listing;
using hotline::ListingChange;
using hotline::Merge;

Result<directory::Reference> reference(Library const& library)
{
    auto const places = TRY(library.directory->places().get());
    return directory::Reference { library.vocabulary, *places };
}

Result<contract::UpkeepQueue> queue(Look const& look)
{
    auto const swept
        = TRY(look.library.sweep->look(look.database, TRY(reference(look.library)), look.now));
    return contract::UpkeepQueue {
        .tasks = TRY(upkeep::queue(look.database,
            { .pairs = swept.pairs, .breaking_rules = swept.breaking_rules }, look.now)),
        .swept_at = swept.at,
    };
}

directory::Amendment as_it_stands(Listing const& one)
{
    return { .name = one.name,
        .alternate_name = one.alternate_name,
        .description = one.description,
        .alert = one.alert,
        .email = one.email,
        .website = one.website,
        .status = one.status,
        .visibility = one.visibility,
        .categories = one.categories,
        .populations = one.populations,
        .languages = one.languages,
        .phones = one.phones,
        .schedules = one.schedules,
        .site = one.site,
        .remote = one.remote,
        .eligibility = one.eligibility,
        .minimum_age = one.minimum_age.value_or(-1),
        .maximum_age = one.maximum_age.value_or(-1),
        .pets = one.pets,
        .children = one.children,
        .application_process = one.application_process,
        .required_documents = one.required_documents,
        .interpretation = one.interpretation,
        .fees = one.fees,
        .accepts_live_transfer = one.accepts_live_transfer,
        .partner_note = one.partner_note,
        .advocate_note = one.advocate_note };
}

Result<contract::EntryDetail> entry(Call const& call)
{
    auto& database = call.world.database;
    auto const one = TRY(directory::listing(
        database, TRY(directory::current(database, call.id<Listing>()))));
    auto const now = call.world.now();
    contract::EntryDetail answer { .id = one.id,
        .organization = recipient_row(call.world, one.organization),
        .now = as_it_stands(one),
        .areas = {},
        .confidential = one.confidential,
        .partner = TRY(hotline::partners::is_partner(database, one.organization)),
        .assured_at = one.assured,
        .due_at = upkeep::due_at(one),
        .overdue = upkeep::due_at(one).value_or(now) < now,
        .verified = {},
        .feedback = TRY(upkeep::feedback_on(database, one.id, now)),
        .history = {} };
    for (auto const& area : one.areas)
        answer.areas.push_back(area.name);
    for (auto const& row : TRY(upkeep::verifications_of(database, one.id)))
        answer.verified.push_back({ row.at, known_colleague(call, row.by), row.how });
    for (auto const& past : TRY(directory::history_of(database, one.id)))
        answer.history.push_back({ .id = past.id,
            .at = past.at,
            .by = known_colleague(call, past.account),
            .verb = past.verb,
            .of_organization = past.kind == directory::EntryKind::Organization,
            .before = past.before });
    return answer;
}

/// A point is never typed: it is the middle of the ZIP code.
Result<directory::Site> placed(directory::Site site, directory::Places const& places)
{
    auto const zip = places.best(site.address.postal_code);
    if (!zip || zip->kind != directory::PlaceKind::Zip)
        return fail(Fault::Invalid, "the ZIP code of the address is not known");
    site.point = zip->point;
    site.timezone = zip->timezone;
    site.address.county = zip->county;
    return site;
}

Result<contract::Made> propose(Call const& call, directory::Amendment wish)
{
    auto const id = call.id<Listing>();
    auto const one = TRY(directory::listing(call.world.database, id));
    if (wish.site)
        wish.site = TRY(placed(std::move(*wish.site), TRY(reference(call.library)).places));
    // A slip of the pen does not wait three days with a number.
    auto const parts = directory::parted(one, wish);
    auto const against = TRY(reference(call.library));
    Id<ListingChange> made {};
    if (!directory::says_nothing(parts.rest))
        made = TRY(directory::propose(call.world, call.actor, against, id, parts.rest));
    if (!directory::says_nothing(parts.held) || !made)
        made = TRY(directory::propose(call.world, call.actor, against, id, parts.held));
    return contract::Made { made.value };
}

Result<Acknowledgement> verify(Call const& call, upkeep::Verification how)
{
    TRY(upkeep::verify(call.world, call.actor, call.id<Listing>(), how));
    return Acknowledgement {};
}

Result<Acknowledgement> tell(Call const& call, contract::FeedbackTold told)
{
    TRY(upkeep::tell(call.world, call.actor, call.id<Listing>(), told.kind));
    return Acknowledgement {};
}

Result<contract::ChangeCard> card_of(Call const& call, directory::WaitingChange const& change)
{
    auto const one = TRY(directory::listing(call.world.database, change.listing));
    contract::ChangeCard card { .id = change.id,
        .listing_id = change.listing,
        .name = one.name,
        .organization = recipient_row(call.world, one.organization).name,
        .proposed_by = known_colleague(call, change.proposed_by),
        .by_owner = change.by_owner,
        .mine = change.proposed_by == call.actor.account,
        .proposed_at = change.proposed_at,
        .was = change.was,
        .amendment = change.amendment,
        .held = change.held,
        .held_until = change.held_until,
        .call_back = change.call_back,
        .called_back_by = known_colleague(call, change.called_back_by),
        .called_back_at = change.called_back_at,
        .numbers_to_call = {} };
    if (!change.held.empty())
        for (auto const& phone : TRY(directory::numbers_to_call(call.world.database, change)))
            card.numbers_to_call.push_back(phone.number);
    return card;
}

Result<std::vector<contract::ChangeCard>> changes(Call const& call)
{
    std::vector<contract::ChangeCard> cards;
    for (auto const& change : TRY(directory::waiting_changes(call.world.database)))
        cards.push_back(TRY(card_of(call, change)));
    return cards;
}

Result<Acknowledgement> call_back(Call const& call, contract::CallBackHeard heard)
{
    TRY(directory::called_back(call.world, call.actor, call.id<ListingChange>(), heard.heard));
    return Acknowledgement {};
}

Result<Acknowledgement> decide_change(Call const& call, contract::YesOrNo decision)
{
    auto const id = call.id<ListingChange>();
    if (decision.yes)
        TRY(directory::apply(call.world, call.actor, TRY(reference(call.library)), id));
    else
        TRY(directory::refuse(call.world, call.actor, id));
    return Acknowledgement {};
}

Result<Acknowledgement> withdraw_change(Call const& call)
{
    TRY(directory::withdraw(call.world, call.actor, call.id<ListingChange>()));
    return Acknowledgement {};
}

Result<contract::Duplicates> duplicates(Look const& look)
{
    auto swept
        = TRY(look.library.sweep->look(look.database, TRY(reference(look.library)), look.now));
    return contract::Duplicates { .pairs = std::move(swept.pairs), .swept_at = swept.at };
}

Result<std::string> name_of(Call const& call, directory::EntryKind kind, std::int64_t id)
{
    if (kind == directory::EntryKind::Organization)
        return recipient_row(call.world, Id<hotline::Organization> { id }).name;
    return TRY(directory::listing(call.world.database, { id })).name;
}

Result<std::vector<contract::MergeCard>> merges(Call const& call)
{
    std::vector<contract::MergeCard> cards;
    for (auto const& row : TRY(upkeep::waiting_merges(call.world.database)))
        cards.push_back({ .id = row.id,
            .wish = row.wish,
            .kept_name = TRY(name_of(call, row.wish.kind, row.wish.kept)),
            .gone_name = TRY(name_of(call, row.wish.kind, row.wish.gone)),
            .proposed_by = known_colleague(call, row.proposed_by),
            .mine = row.proposed_by == call.actor.account,
            .proposed_at = row.proposed_at });
    return cards;
}

Result<contract::Made> propose_merge(Call const& call, upkeep::MergeWish wish)
{
    if (wish.kind == directory::EntryKind::Organization
        && TRY(hotline::partners::is_partner(
            call.world.database, Id<hotline::Organization> { wish.gone })))
        return fail(Fault::Conflict, "a designated partner is the one to keep; exchange the two");
    return contract::Made { TRY(upkeep::propose_merge(call.world, call.actor, wish)).value };
}

Result<Acknowledgement> keep_apart(Call const& call, upkeep::MergeWish wish)
{
    TRY(upkeep::keep_apart(call.world, call.actor, wish));
    return Acknowledgement {};
}

Result<Acknowledgement> decide_merge(Call const& call, contract::YesOrNo decision)
{
    auto const id = call.id<Merge>();
    if (decision.yes)
        TRY(upkeep::merge(call.world, call.actor, id));
    else
        TRY(upkeep::refuse_merge(call.world, call.actor, id));
    return Acknowledgement {};
}

} // namespace

std::optional<contract::Colleague> known_colleague(
    Call const& call, std::optional<Id<hotline::Account>> id)
{
    if (!id)
        return std::nullopt;
    auto const account = hotline::people::account(call.world, *id);
    if (!account || account->organization)
        return std::nullopt;
    return contract::Colleague { account->id, account->name };
}

Routes upkeep_routes()
{
    using enum Permission;
    return {
        look_row<Nothing, contract::UpkeepQueue>("GET", "/api/directory/queue",
            { EditDirectory, VerifyDirectory }, "what to do next, what comes first first", queue),
        row<Nothing, contract::EntryDetail>("GET", "/api/directory/entries/{id}",
            { EditDirectory, VerifyDirectory }, "an entry as it stands, and its past", entry),
        row<directory::Amendment, contract::Made>("POST", "/api/directory/entries/{id}/changes",
            { EditDirectory }, "proposes a change; what says where to call waits apart", propose),
        row<upkeep::Verification, Acknowledgement>("POST",
            "/api/directory/entries/{id}/verification", { VerifyDirectory },
            "somebody made sure, and how", verify),
        row<Nothing, std::vector<contract::ChangeCard>>("GET", "/api/directory/changes",
            { EditDirectory, VerifyDirectory }, "changes that wait, the oldest first", changes),
        row<contract::CallBackHeard, Acknowledgement>("POST", "/api/directory/changes/{id}/call-back",
            { EditDirectory, VerifyDirectory },
            "what was heard on an old number, by another than who proposed it", call_back),
        row<contract::YesOrNo, Acknowledgement>("POST", "/api/directory/changes/{id}/decision",
            { VerifyDirectory }, "by another than who proposed it", decide_change),
        row<Nothing, Acknowledgement>("POST", "/api/directory/changes/{id}/withdrawal",
            { EditDirectory }, "who proposed it takes it back", withdraw_change),
        look_row<Nothing, contract::Duplicates>("GET", "/api/directory/duplicates",
            { EditDirectory, VerifyDirectory }, "entries that may be one, the likeliest first",
            duplicates),
        row<Nothing, std::vector<contract::MergeCard>>("GET", "/api/directory/merges",
            { EditDirectory, VerifyDirectory }, "merges that wait for a verifier", merges),
        row<upkeep::MergeWish, contract::Made>("POST", "/api/directory/merges", { EditDirectory },
            "proposes to make two one", propose_merge),
        row<upkeep::MergeWish, Acknowledgement>("POST", "/api/directory/apart", { EditDirectory },
            "these are two; nobody is asked again", keep_apart),
        row<contract::YesOrNo, Acknowledgement>("POST", "/api/directory/merges/{id}/decision",
            { VerifyDirectory }, "by another than who proposed it", decide_merge),
        row<contract::FeedbackTold, Acknowledgement>("POST", "/api/services/{id}/feedback",
            { ReadDirectory }, "what became of a call; no case and no person is kept with it", tell),
    };
}

} // namespace reachline::edges::console
