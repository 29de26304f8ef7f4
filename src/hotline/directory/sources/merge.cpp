#include "hotline/directory/sources/merge.hpp"

#include "base/json_binding.hpp"

#include <algorithm>

namespace reachline::hotline::directory::sources {

namespace {

/// What is remembered before the facts: these are not weighed against what we say.
enum class Apart { Status, Confidential, Place };

std::string apart(exchange::GivenListing const& theirs, Apart which)
{
    switch (which) {
    case Apart::Status:
        return json::enum_name(theirs.listing.status);
    case Apart::Confidential:
        return theirs.listing.confidential ? "yes" : "no";
    case Apart::Place:
        // No hash of a hidden address rests anywhere: who has the file could try all houses of a state.
        // So a hidden place counts as moved when its source changed the entry.
        return theirs.hidden ? rfc3339(theirs.modified.value_or(Time {})) : std::string();
    }
    return {};
}

constexpr std::size_t size_of_apart = 3 * hash_of_a_fact;

bool moved(ByteView said, exchange::GivenListing const& theirs, Apart which)
{
    auto const at = static_cast<std::size_t>(which) * hash_of_a_fact;
    return said.size() >= size_of_apart
        && !std::ranges::equal(said.subspan(at, hash_of_a_fact), short_hash(apart(theirs, which)));
}

void merge_status(Merged& result, exchange::GivenListing const& theirs, bool has_moved, bool is_vouched, bool was_gone)
{
    auto& status = result.listing.status;
    auto const before = status;
    auto const said = theirs.listing.status;
    if (said != Status::Active) {
        // A door that is closed is closed for everybody, whoever made sure of it.
        if (has_moved)
            status = said;
    } else if (is_vouched && status != Status::Active && (has_moved || was_gone || !result.listing.assured)) {
        status = Status::Active;
    } else if (has_moved && status != Status::Active) {
        status = Status::Inactive; // open again, until a verifier made sure of it
    }
    if (status != before)
        result.changed.push_back("status");
}

void merge_place(Merged& result, exchange::GivenListing const& theirs, ByteView said)
{
    auto& ours = result.listing;
    if (theirs.listing.confidential && !ours.confidential) {
        ours.confidential = true;
        ours.site.reset();
        ours.location = {};
        result.is_to_hide = theirs.hidden.has_value();
        result.changed.push_back("confidential");
    } else if (!theirs.listing.confidential && ours.confidential) {
        // Nothing that is hidden is shown because a file says so.
        if (moved(said, theirs, Apart::Confidential))
            result.conflicting.push_back("confidential");
    } else if (ours.confidential && theirs.hidden && moved(said, theirs, Apart::Place)) {
        result.is_to_hide = true;
        result.changed.push_back("hidden_place");
    }
}

void merge_capacity(Merged& result, Listing const& theirs)
{
    auto& ours = result.listing.capacity;
    if (!theirs.capacity || (ours && ours->updated >= theirs.capacity->updated))
        return;
    ours = theirs.capacity;
    result.changed.push_back("capacity");
}

} // namespace

Bytes said_of(exchange::GivenListing const& theirs)
{
    Bytes all;
    for (auto const which : { Apart::Status, Apart::Confidential, Apart::Place }) {
        auto const hash = short_hash(apart(theirs, which));
        all.insert(all.end(), hash.begin(), hash.end());
    }
    auto const facts = said_by(theirs.listing);
    all.insert(all.end(), facts.begin(), facts.end());
    return all;
}

Merged merged(Listing ours, exchange::GivenListing const& theirs, ByteView said, Taking taking, bool is_vouched, bool was_gone)
{
    Merged result { .listing = std::move(ours) };
    auto& one = result.listing;
    merge_place(result, theirs, said);
    auto const drifts = drift(said.subspan(std::min(said.size(), size_of_apart)), one, theirs.listing);
    auto const all = facts(one);
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const& fact = all[i];
        if (drifts[i] == Drift::None || (fact.name == "site" && one.confidential))
            continue;
        bool const is_conflict = drifts[i] == Drift::Both;
        if (!is_conflict && (taking == Taking::AtOnce || !fact.propose)) {
            fact.take(one, theirs.listing);
            result.changed.emplace_back(fact.name);
            continue;
        }
        if (fact.propose) {
            fact.propose(result.proposal, theirs.listing);
            result.has_proposal = true;
        }
        (is_conflict ? result.conflicting : result.proposed).emplace_back(fact.name);
    }
    merge_status(result, theirs, moved(said, theirs, Apart::Status), is_vouched, was_gone);
    merge_capacity(result, theirs.listing);
    if (is_vouched && (!one.assured || *one.assured < *theirs.listing.assured)) {
        one.assured = theirs.listing.assured;
        result.changed.push_back("assured_date");
    }
    return result;
}

} // namespace reachline::hotline::directory::sources
