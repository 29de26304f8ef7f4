// The applicant's side: taking in, coming back, taking back; and the end of what was told.

#include "hotline/directory/applications/applications.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "crypto/receipt.hpp"
#include "hotline/audit/audit.hpp"
#include "hotline/directory/applications/inside.hpp"
#include "hotline/people/vaults.hpp"

#include <set>

namespace reachline::hotline::directory::applications {

namespace {

constexpr std::size_t token_size = 64; ///< hex of 256 bits
constexpr std::size_t longest_draft = 100'000;

std::string states_of(Draft const& draft)
{
    std::set<std::string> states;
    for (auto const& one : draft.services)
        for (auto const& area : one.where.areas)
            if (area.extent != Extent::Nation)
                states.insert(area.state);
    std::string text;
    for (auto const& state : states)
        text += (text.empty() ? "" : ",") + state;
    return text;
}

bool takes_transfers(Draft const& draft)
{
    return std::ranges::any_of(
        draft.services, [](Offered const& one) { return one.what.accepts_live_transfer; });
}

} // namespace

Result<std::string> submit(
    World& world, Reference const& reference, Draft const& draft, std::string_view token)
{
    if (token.size() != token_size)
        return fail(Fault::Invalid, "this form was not made here; please open it again");
    if (!wanting(draft, reference).empty())
        return fail(Fault::Invalid, "something is missing or wrong in this form");
    auto text = json::text_of(json::written(draft));
    if (text.size() > longest_draft)
        return fail(Fault::Invalid, "this is too long; please send it in parts");
    auto const receipt = crypto::receipt_for_token(token, world.random);
    auto token_hash = crypto::blake2b({ bytes_of("application"), bytes_of(token) });
    if (TRY(rows::token_is_known(world.database, token_hash)))
        return receipt.digits;

    TRY(people::ensure_directory_vault(world));
    auto const id = world.new_id<Application>();
    auto const folder = world.keys.new_folder({ keys::directory_vault });
    TRY(rows::insert(world.database,
        { .row = { .id = id,
              .submitted = world.now(),
              .services = static_cast<std::int64_t>(draft.services.size()),
              .letters = static_cast<std::int64_t>(draft.references.letters.size()),
              .transfers = takes_transfers(draft),
              .states = states_of(draft) },
            .token_hash = std::move(token_hash),
            .tag = receipt.tag,
            .folder = folder,
            .draft_sealed = TRY(world.keys.seal(folder, place_of_draft(id), std::move(text))) }));
    TRY(audit::record(
        world, Actor::signaler(), "application_submitted", audit::subject("application", id)));
    return receipt.digits;
}

Result<Id<Application>> find_by_number(store::Database& database, std::string_view digits)
{
    Bytes tags;
    for (auto const& tag : crypto::candidate_tags(digits))
        tags.insert(tags.end(), tag.begin(), tag.end());
    auto const found = TRY(rows::by_tags(database, tags));
    if (!found)
        return fail(Fault::NotFound, "this number opens nothing");
    return *found;
}

Result<Standing> standing(store::Database& database, Id<Application> id)
{
    auto const kept = TRY(rows::find(database, id));
    return Standing {
        .state = kept.row.state, .since = kept.row.since, .refusal = kept.row.refusal
    };
}

Done answer(World& world, Id<Application> id, std::string text)
{
    auto const kept = TRY(standing_in(world, id, { State::InfoRequested }));
    TRY(write_down(world, kept, std::nullopt, std::move(text)));
    TRY(rows::move(world.database, id, State::InReview, world.now()));
    return audit::record(
        world, Actor::signaler(), "application_answered", audit::subject("application", id));
}

Done withdraw(World& world, Id<Application> id)
{
    TRY(standing_in(world, id, { State::Submitted, State::InReview, State::InfoRequested }));
    TRY(rows::move(world.database, id, State::Withdrawn, world.now()));
    return audit::record(
        world, Actor::signaler(), "application_withdrawn", audit::subject("application", id));
}

Result<std::size_t> erase_due(World& world, ReviewForm const& form)
{
    auto const due = TRY(
        rows::due_to_erase(world.database, world.now() - Days(form.erase_after_days)));
    for (auto const& one : due) {
        TRY(world.keys.erase(one.folder));
        TRY(rows::mark_erased(world.database, one.id, world.now()));
        TRY(audit::record(world, Actor::system(), "application_erased",
            audit::subject("application", one.id)));
    }
    return due.size();
}

} // namespace reachline::hotline::directory::applications
