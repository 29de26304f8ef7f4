#include "hotline/steps/referral/referral.hpp"

#include "hotline/directory/directory_store.hpp"
#include "hotline/partners/partners.hpp"
#include "hotline/steps/kind.hpp"
#include "hotline/steps/steps_store.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::steps::referral {

namespace {

constexpr std::array<std::string_view, 8> outcomes { "served", "waiting_list", "no_room", "not_fitting",
    "not_reached", "person_declined", "sent_on", "not_known" };
constexpr std::array<std::string_view, 3> failures { "no_room", "not_fitting", "not_reached" };

Done complete(World&, StepRow& step)
{
    if (step.plan.recipient == consent::the_hotline)
        return fail(Fault::Invalid, "a referral goes to another organization");
    return {};
}

Result<std::optional<consent::Carrier>> carrier(World& world, StepRow const& step)
{
    bool const named = step.plan.recipient.has_value();
    if (named && !TRY(partners::is_designated(world, *step.plan.recipient, partners::Role::Provider)))
        return std::nullopt;
    return consent::Carrier::Portal;
}

Result<consent::Purpose> purpose(World&, StepRow const&) { return consent::Purpose::Referral; }
minutes answer_within(StepRow const&) { return acknowledged_within; }

/// The person is told where to go; nothing about them leaves.
Done take(World& world, Actor const& actor, StepRow& step)
{
    step.state = State::Sent;
    step.sent_at = world.now();
    return keep(world, actor, step, "referral_told");
}

struct Wanted {
    directory::Vocabulary const& vocabulary;
    std::optional<std::string> state;
    std::optional<std::string> need;
};

bool gives(Wanted const& wanted, std::string const& category)
{
    auto const* const known = wanted.need ? wanted.vocabulary.category(category) : nullptr;
    return known && std::ranges::find(known->needs, *wanted.need) != known->needs.end();
}

/// How well a provider fits: 1 for what it gives, 1 for where.
Result<int> fit(World& world, Id<Organization> organization, Wanted const& wanted)
{
    int best = 0;
    for (auto const id : TRY(directory::listings_of(world.database, organization))) {
        auto const listing = TRY(directory::listing(world.database, id));
        bool const fits = std::ranges::any_of(
            listing.categories, [&](auto const& category) { return gives(wanted, category); });
        bool const there = wanted.state && std::ranges::any_of(listing.areas, [&](auto const& area) {
            return area.extent == directory::Extent::Nation || area.state == *wanted.state;
        });
        best = std::max(best, int(fits) + int(there));
    }
    return best;
}

Result<std::vector<Id<Organization>>> asked_before(World& world, Id<Case> subject)
{
    std::vector<Id<Organization>> asked;
    for (auto const& step : TRY(steps::rows::of_case(world, subject)))
        if (step.kind == Kind::Referral && step.plan.recipient)
            asked.push_back(*step.plan.recipient);
    return asked;
}

} // namespace

Result<std::vector<Id<Organization>>> suggest_next(
    World& world, Actor const& actor, directory::Vocabulary const& vocabulary, Id<Step> id)
{
    auto const step = TRY(find(world, actor, id));
    auto const file = TRY(cases::find(world, actor, step.subject));
    auto const asked = TRY(asked_before(world, step.subject));
    Wanted const wanted { vocabulary, file.facts.jurisdiction, step.plan.need_code };
    std::vector<std::pair<int, Id<Organization>>> ranked;
    for (auto const& partner : TRY(partners::all(world))) {
        bool const provider = partner.role == partners::Role::Provider && partner.state == partners::State::Designated;
        if (!provider || std::ranges::find(asked, partner.organization) != asked.end())
            continue;
        auto const how_well = TRY(fit(world, partner.organization, wanted));
        ranked.emplace_back(how_well, partner.organization);
    }
    std::ranges::stable_sort(ranked, std::greater {}, &std::pair<int, Id<Organization>>::first);
    std::vector<Id<Organization>> next;
    for (auto const& [how_well, organization] : ranked)
        next.push_back(organization);
    return next;
}

namespace {
/// Without a name there is nobody to refer to, whoever it is.
Result<Need> missing(World&, StepRow const& step) { return step.plan.recipient ? Need::Nothing : Need::Recipient; }
} // namespace

KindOfStep const rules { .kind = Kind::Referral,
    .outcomes = outcomes,
    .failures = failures,
    .complete = complete,
    .missing = missing,
    .carrier = carrier,
    .purpose = purpose,
    .answer_within = answer_within,
    .take = take };

} // namespace reachline::hotline::steps::referral
