#include "hotline/directory/directory.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/audit/audit.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/world.hpp"

namespace reachline::hotline::directory {

namespace {

using people::Permission;

constexpr char only_editors[] = "only an editor of the directory may do this";
constexpr char only_verifiers[] = "only a verifier of the directory may do this";

/// `reachline init` and made-up hotlines fill a directory before anybody signs in.
bool may(Actor const& actor, Permission permission)
{
    return actor.kind == Actor::Kind::System || actor.may(permission);
}

/// Areas are given by name; their centres are those of the map, never of a house.
Done place_areas(Listing& one, Places const& places)
{
    for (auto& area : one.areas) {
        if (area.extent == Extent::Nation)
            continue;
        auto const centre = area.extent == Extent::County
            ? places.centre_of_county(area.county, area.state)
            : places.centre_of_state(area.state);
        if (!centre)
            return fail(Fault::Invalid, "a service's area is no county or state that is known");
        area.centre = *centre;
    }
    return {};
}

} // namespace

Result<Id<Organization>> add(World& world, Actor const& actor, Organization one)
{
    if (!may(actor, Permission::EditDirectory))
        return fail(Fault::NotAllowed, only_editors);
    if (auto const name = clean_text(one.name, 200); !name || name->empty() || *name != one.name)
        return fail(Fault::Invalid, "name must be a text of at most 200 bytes");
    one.id = world.new_id<Organization>();
    one.assured.reset();
    one.updated = world.now();
    TRY(keep(world.database, one, Keeping::New));
    TRY(audit::record(world, actor, "organization_added", audit::subject("organization", one.id)));
    return one.id;
}

Result<Id<Listing>> add(World& world, Actor const& actor, Reference const& reference, Listing one,
    std::optional<Site> hidden)
{
    if (!may(actor, Permission::EditDirectory))
        return fail(Fault::NotAllowed, only_editors);
    TRY(organization(world.database, one.organization));
    TRY(place_areas(one, reference.places));
    TRY(check(one, reference));
    if (hidden && !one.confidential)
        return fail(Fault::Invalid, "only a confidential service has a hidden place");
    one.id = world.new_id<Listing>();
    one.location = hidden || one.site ? world.new_id<Location>() : Id<Location> {};
    one.status = Status::Inactive;
    one.assured.reset();
    one.updated = world.now();
    if (hidden)
        TRY(hide_site(world, one.location, one.organization, *hidden));
    TRY(keep(world.database, one, Keeping::New));
    world.tell({ .kind = Notice::Kind::DirectoryChanged, .subject = one.id.value });
    TRY(audit::record(world, actor, "service_added", audit::subject("service", one.id)));
    return one.id;
}

Done make_sure(World& world, Actor const& actor, Id<Listing> id)
{
    if (!may(actor, Permission::VerifyDirectory))
        return fail(Fault::NotAllowed, only_verifiers);
    auto one = TRY(listing(world.database, id));
    if (one.categories.empty())
        return fail(Fault::Conflict, "say first what kind of help this is: it has no category yet");
    one.assured = one.updated = world.now();
    if (one.status == Status::Inactive)
        one.status = Status::Active;
    TRY(keep(world.database, one, Keeping::Maybe, hand_of(actor, "assured")));
    world.tell({ .kind = Notice::Kind::DirectoryChanged, .subject = one.id.value });
    return audit::record(world, actor, "service_assured", audit::subject("service", id));
}

Done report_room(World& world, Actor const& actor, Id<Listing> id, std::int64_t available,
    std::optional<std::int64_t> maximum, std::string unit)
{
    auto one = TRY(listing(world.database, id));
    bool const is_own =
        actor.organization == one.organization && actor.may(Permission::PartnerRead);
    if (!is_own && !may(actor, Permission::AnswerSignals))
        return fail(
            Fault::NotAllowed, "only the provider or an advocate may say how much room there is");
    if (available < 0 || (maximum && *maximum < available))
        return fail(Fault::Invalid, "there cannot be more room than there is");
    if (!clean_text(unit, 40))
        return fail(Fault::Invalid, "unit must be a short text such as beds");
    one.capacity = Capacity {
        .available = available, .maximum = maximum, .unit = std::move(unit), .updated = world.now()
    };
    one.updated = world.now();
    TRY(keep(world.database, one, Keeping::Maybe, hand_of(actor, "room_reported")));
    world.tell({ .kind = Notice::Kind::DirectoryChanged, .subject = one.id.value });
    return audit::record(world, actor, "room_reported", audit::subject("service", id));
}

Done hide_site(World& world, Id<Location> id, Id<Organization> owner, Site const& site)
{
    auto const folder = world.keys.new_folder();
    auto sealed = TRY(
        world.keys.seal(folder, { .table = "location", .column = "exact_sealed", .row = id.value },
            json::text_of(json::written(site))));
    return keep_hidden(world.database,
        { .id = id, .organization = owner, .folder = folder, .exact_sealed = std::move(sealed) });
}

Result<PrivateText> hidden_site(World& world, Id<Listing> id)
{
    auto const place = TRY(hidden_place(world.database, id));
    return world.keys.open({ .table = "location", .column = "exact_sealed", .row = place.id.value },
        place.exact_sealed);
}

static Result<Service> service_for(store::Database& database, Id<Listing> id, Visibility audience)
{
    auto const one = TRY(listing(database, TRY(current(database, id))));
    auto service = shown(one, TRY(organization(database, one.organization)), audience);
    if (!service || service->status == Status::Inactive || service->status == Status::Defunct)
        return fail(Fault::NotFound, "there is no such service");
    return std::move(*service);
}

Result<Service> public_service(store::Database& database, Id<Listing> id)
{
    return service_for(database, id, Visibility::Public);
}

Result<Service> service_for_partners(store::Database& database, Id<Listing> id)
{
    return service_for(database, id, Visibility::Partner);
}

Result<ServiceForAdvocates> service_for_advocates(store::Database& database, Id<Listing> id)
{
    auto const one = TRY(listing(database, TRY(current(database, id))));
    auto service = shown_to_advocates(one, TRY(organization(database, one.organization)));
    if (!service)
        return fail(Fault::NotFound, "there is no such service");
    return std::move(*service);
}

} // namespace reachline::hotline::directory
