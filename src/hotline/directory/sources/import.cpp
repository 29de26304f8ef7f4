#include "hotline/directory/sources/merge.hpp"
#include "hotline/directory/sources/sources_store.hpp"

#include "base/text.hpp"
#include "hotline/audit/audit.hpp"
#include "hotline/directory/changes_store.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/world.hpp"

#include <set>

namespace reachline::hotline::directory::sources {

namespace {

using exchange::Given;
using exchange::GivenListing;
using exchange::Rule;

constexpr Days assured_for { 365 };
constexpr std::int64_t most_at_once = 500;
/// So many may be gone without a word, however small the source is.
constexpr std::int64_t few = 20;

/// Rows whose id could not be read: which entries they were nobody knows, so none can be called gone.
constexpr Rule rows_lost[] = { Rule::NotUtf8, Rule::NotJson, Rule::NotAnEntry, Rule::UnclosedQuote,
    Rule::StrayQuote, Rule::RaggedRow, Rule::LongField, Rule::MissingId };

bool knows_gone(exchange::Tables const& tables, exchange::Findings const& findings)
{
    return tables.is_whole() && findings.count_from(exchange::Weight::File) == 0
        && std::none_of(std::begin(rows_lost), std::end(rows_lost), [&](Rule rule) { return findings.has(rule); });
}

class Import {
public:
    /// Without a world it only looks.
    Import(store::Database& database, World* world, Actor const& actor, Time now, exchange::Tables const& tables,
        exchange::Findings& findings, Wish const& wish)
        : database_(database)
        , world_(world)
        , actor_(actor)
        , now_(now)
        , tables_(tables)
        , findings_(findings)
        , wish_(wish)
    {
    }

    Result<Outcome> run(exchange::Assembly& assembly, Progress const& progress)
    {
        auto const of = static_cast<std::int64_t>(assembly.organizations());
        for (std::int64_t done = 0; auto const given = assembly.next();) {
            TRY(take_alone(*given));
            if (progress)
                progress(++done, of);
        }
        outcome_.knows_gone = knows_gone(tables_, findings_);
        if (outcome_.knows_gone)
            TRY(take_gone(assembly.unusable_services()));
        if (world_ && !outcome_.changes_nothing()) {
            world_->tell({ .kind = Notice::Kind::DirectoryChanged });
            TRY(audit::record(*world_, actor_, "directory_imported", { "service", counted() }));
        }
        return std::move(outcome_);
    }

private:
    std::int64_t counted() const
    {
        std::int64_t all = 0;
        for (auto const& [fate, count] : outcome_.services)
            all += count;
        return all;
    }

    void tell(Fate fate, bool is_organization, std::string foreign, std::string name, std::vector<std::string> fields = {})
    {
        ++(is_organization ? outcome_.organizations : outcome_.services)[fate];
        if (outcome_.lines.size() < Outcome::most_lines)
            outcome_.lines.push_back({ fate, is_organization, std::move(foreign), std::move(name), std::move(fields) });
    }

    /// What the database refuses loses this organization and no other.
    Done take_alone(Given const& given)
    {
        if (!world_)
            return take(given);
        TRY(database_.savepoint());
        TRY(world_->keys.savepoint());
        auto const services = outcome_.services, organizations = outcome_.organizations;
        auto const lines = outcome_.lines.size();
        auto const done = take(given);
        if (done)
            return database_.release();
        if (done.error().fault == Fault::Broken)
            return done;
        database_.undo();
        world_->keys.undo();
        outcome_.services = services;
        outcome_.organizations = organizations;
        outcome_.lines.resize(lines);
        findings_.add(tables_.finding(given.row, {}, Rule::BreaksRule, std::string(done.error().text.view())));
        return {};
    }

    Done take(Given const& given)
    {
        auto const before = TRY(known(database_, wish_.source, Of::Organization, given.foreign));
        if (given.is_refused)
            return {};
        auto const id = TRY(before ? take_known(given, *before) : take_new(given));
        for (auto const& listing : given.listings)
            TRY(take(listing, id, given.organization.visibility));
        return {};
    }

    Result<Id<Organization>> take_new(Given const& given)
    {
        tell(Fate::New, true, given.foreign, shown_name(given.organization.name, given.organization.visibility));
        if (!world_)
            return Id<Organization> {};
        auto one = given.organization;
        one.id = world_->new_id<Organization>();
        one.updated = now_;
        TRY(keep(database_, one, Keeping::New));
        TRY(remember(database_, wish_.source, Of::Organization,
            { .foreign = given.foreign, .ours = one.id.value, .said = said_by(given.organization) }, now_));
        TRY(audit::record(*world_, actor_, "organization_imported", audit::subject("organization", one.id)));
        return one.id;
    }

    Result<Id<Organization>> take_known(Given const& given, Known const& before)
    {
        Id<Organization> const id { before.ours };
        auto ours = TRY(organization(database_, id));
        auto const drifts = drift(before.said, ours, given.organization);
        auto const all = facts(ours);
        std::vector<std::string> changed, conflicting;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (drifts[i] == Drift::There) {
                all[i].take(ours, given.organization);
                changed.emplace_back(all[i].name);
            } else if (drifts[i] == Drift::Both) {
                conflicting.emplace_back(all[i].name);
            }
        }
        auto const name = shown_name(ours.name, ours.visibility);
        bool const is_seen = wish_.trust == Trust::Unassured && TRY(has_listed_services(database_, id));
        if (!changed.empty() && is_seen) {
            tell(Fate::Held, true, given.foreign, name, changed);
            return id;
        }
        if (!conflicting.empty())
            tell(Fate::Conflicting, true, given.foreign, name, conflicting);
        if (!changed.empty())
            tell(Fate::Changed, true, given.foreign, name, changed);
        if (!world_ || (changed.empty() && conflicting.empty()))
            return id;
        if (!changed.empty()) {
            ours.updated = now_;
            TRY(keep(database_, ours));
            TRY(audit::record(*world_, actor_, "organization_changed_by_import", audit::subject("organization", id)));
        }
        TRY(remember(database_, wish_.source, Of::Organization,
            { .foreign = given.foreign, .ours = id.value, .said = said_by(given.organization) }, now_));
        return id;
    }

    /// The source's word, no older than a year, and whoever runs the server vouches for it.
    bool is_vouched(GivenListing const& given) const
    {
        auto const& assured = given.listing.assured;
        return wish_.trust == Trust::Assured && assured && *assured <= now_ && now_ - *assured <= assured_for;
    }

    static std::string shown_name(std::string const& name, Visibility visibility)
    {
        return visibility == Visibility::Public ? name : std::string();
    }

    Done take(GivenListing const& given, Id<Organization> owner, Visibility of_owner)
    {
        auto const before = TRY(known_service(given));
        auto const name = shown_name(given.listing.name, std::max(of_owner, given.listing.visibility));
        if (before)
            return take_known(given, *before, name);
        tell(Fate::New, false, given.foreign, name);
        if (!world_)
            return {};
        auto one = given.listing;
        one.id = world_->new_id<Listing>();
        one.organization = owner;
        bool const is_taken_at_its_word = is_vouched(given) && !one.categories.empty();
        if (one.status == Status::Active && !is_taken_at_its_word)
            one.status = Status::Inactive;
        if (!is_taken_at_its_word)
            one.assured.reset();
        one.location = one.site || given.hidden ? world_->new_id<Location>() : Id<Location> {};
        one.updated = now_;
        if (given.hidden)
            TRY(hide_site(*world_, one.location, owner, *given.hidden));
        TRY(keep(database_, one, Keeping::New));
        TRY(keep_foreign_codes(database_, one.id, given.codes));
        seen_.insert(given.foreign);
        TRY(remember(database_, wish_.source, Of::Service,
            { .foreign = given.foreign, .ours = one.id.value, .said = said_of(given) }, now_));
        return audit::record(*world_, actor_, "service_imported", audit::subject("service", one.id));
    }

    /// Also when its location came or went since: then the source calls it otherwise.
    Result<std::optional<Known>> known_service(GivenListing const& given)
    {
        seen_.insert(given.foreign);
        if (auto found = TRY(known(database_, wish_.source, Of::Service, given.foreign)))
            return found;
        auto earlier = given.foreign == given.service
            ? TRY(known_at_its_location(database_, wish_.source, given.service))
            : TRY(known(database_, wish_.source, Of::Service, given.service));
        if (!earlier || !seen_.insert(earlier->foreign).second)
            return std::optional<Known>();
        if (world_)
            TRY(rename(database_, wish_.source, Of::Service, earlier->foreign, given.foreign));
        return earlier;
    }

    Done take_known(GivenListing const& given, Known const& before, std::string const& name)
    {
        Id<Listing> const id { before.ours };
        auto const ours = TRY(listing(database_, id));
        bool const is_listed = ours.status == Status::Active || ours.status == Status::TemporarilyClosed;
        bool const vouched = is_vouched(given) && !given.listing.categories.empty();
        auto const taking = vouched || !is_listed ? Taking::AtOnce : Taking::AsProposal;
        auto result = merged(ours, given, before.said, taking, vouched, before.is_gone);
        if (!result.changed.empty())
            tell(Fate::Changed, false, given.foreign, name, result.changed);
        if (!result.proposed.empty())
            tell(Fate::Proposed, false, given.foreign, name, result.proposed);
        if (!result.conflicting.empty())
            tell(Fate::Conflicting, false, given.foreign, name, result.conflicting);
        bool const is_same = result.changed.empty() && result.proposed.empty() && result.conflicting.empty();
        if (is_same)
            ++outcome_.unchanged;
        if (!world_ || (is_same && !before.is_gone))
            return {};
        if (!result.changed.empty())
            TRY(keep_change_of(ours, std::move(result), given));
        else if (result.has_proposal)
            TRY(propose_change(id, result.proposal));
        return remember(database_, wish_.source, Of::Service,
            { .foreign = given.foreign, .ours = id.value, .said = said_of(given) }, now_);
    }

    Done keep_change_of(Listing const& before, Merged result, GivenListing const& given)
    {
        auto& one = result.listing;
        if (result.is_to_hide)
            TRY(hide(before, one, given));
        else if (one.site && !one.location)
            one.location = world_->new_id<Location>();
        one.updated = now_;
        TRY(keep(database_, one));
        if (before.location && before.location != one.location)
            TRY(forget_open_place(database_, before.location));
        TRY(keep_foreign_codes(database_, one.id, given.codes));
        if (result.has_proposal)
            TRY(propose_change(one.id, result.proposal));
        return audit::record(*world_, actor_, "service_changed_by_import", audit::subject("service", one.id));
    }

    /// Seals the place; the key of an earlier one is destroyed, since where it was is nobody's business.
    Done hide(Listing const& before, Listing& one, GivenListing const& given)
    {
        if (before.confidential)
            if (auto const old = hidden_place(database_, one.id))
                TRY(world_->keys.erase(old->folder));
        if (!one.location || !before.confidential)
            one.location = world_->new_id<Location>();
        return hide_site(*world_, one.location, one.organization, *given.hidden);
    }

    Done propose_change(Id<Listing> id, Amendment const& amendment)
    {
        WaitingChange const change { .id = world_->new_id<ListingChange>(),
            .listing = id,
            .proposed_by = actor_.account,
            .proposed_at = now_,
            .amendment = amendment };
        TRY(keep_change(database_, change));
        return audit::record(*world_, actor_, "service_change_proposed",
            audit::subject("service_change", change.id), audit::subject("service", id));
    }

    Done take_gone(std::set<std::string, std::less<>> const& unusable)
    {
        auto const all = TRY(services_known(database_, wish_.source));
        std::vector<Known> gone;
        std::string after;
        while (true) {
            auto const some = TRY(services_after(database_, wish_.source, after, most_at_once));
            if (some.empty())
                break;
            after = some.back().foreign;
            for (auto const& one : some)
                if (!seen_.contains(one.foreign) && !unusable.contains(one.foreign.substr(0, one.foreign.find('@'))))
                    gone.push_back(one);
        }
        outcome_.is_too_much_gone = static_cast<std::int64_t>(gone.size()) > std::max(few, all / 4);
        if (outcome_.is_too_much_gone && !wish_.let_go && world_)
            return fail(Fault::Conflict, "more than a quarter of this source's entries would go: look at the preview, then say --let-go");
        for (auto const& one : gone)
            TRY(let_go(one));
        return {};
    }

    Done let_go(Known const& one)
    {
        auto ours = TRY(listing(database_, { one.ours }));
        auto const owner = TRY(organization(database_, ours.organization));
        tell(Fate::Gone, false, one.foreign, shown_name(ours.name, std::max(owner.visibility, ours.visibility)));
        if (!world_)
            return {};
        if (ours.status == Status::Active || ours.status == Status::TemporarilyClosed) {
            ours.status = Status::Inactive;
            ours.updated = now_;
            TRY(keep(database_, ours));
        }
        TRY(remember_gone(database_, wish_.source, one.foreign, now_));
        return audit::record(*world_, actor_, "service_gone_from_source", audit::subject("service", ours.id));
    }

    store::Database& database_;
    World* world_;
    Actor actor_;
    Time now_;
    exchange::Tables const& tables_;
    exchange::Findings& findings_;
    Wish const& wish_;
    Outcome outcome_;
    std::set<std::string> seen_;
};

Done check_source(std::string const& source)
{
    auto const clean = clean_text(source, 60);
    if (!clean || clean->empty() || *clean != source)
        return fail(Fault::Invalid, "a source has a name of at most 60 bytes");
    return {};
}

} // namespace

bool Outcome::changes_nothing() const { return services.empty() && organizations.empty(); }

Result<Outcome> preview(store::Database& database, Time now, exchange::Tables const& tables, exchange::Assembly& assembly,
    exchange::Findings& findings, Wish const& wish, Progress const& progress)
{
    TRY(check_source(wish.source));
    return Import(database, nullptr, Actor::system(), now, tables, findings, wish).run(assembly, progress);
}

Result<Outcome> apply(World& world, Actor const& actor, exchange::Tables const& tables, exchange::Assembly& assembly,
    exchange::Findings& findings, Wish const& wish, Progress const& progress)
{
    if (actor.kind != Actor::Kind::System && !actor.may(people::Permission::EditDirectory))
        return fail(Fault::NotAllowed, "only an editor of the directory may do this");
    TRY(check_source(wish.source));
    return Import(world.database, &world, actor, world.now(), tables, findings, wish).run(assembly, progress);
}

} // namespace reachline::hotline::directory::sources
