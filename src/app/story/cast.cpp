// Who is there when a story begins: the directory, and the partners with their desks.

#include "app/story/stage.hpp"

#include "base/text.hpp"
#include "hotline/consent/recipients.hpp"
#include "hotline/directory/directory.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/made_up/made_up.hpp"

#include <algorithm>

namespace reachline::app::story {

namespace {

namespace directory = hotline::directory;
namespace made_up = directory::made_up;
namespace partners = hotline::partners;
namespace people = hotline::people;
using hotline::Actor;
using hotline::Organization;
using hotline::World;
using hotline::keys::hotline_vault;

constexpr std::int64_t services = 60; // a few more than one a state

struct Shelf {
    directory::Vocabulary vocabulary;
    directory::Places places;
};

/// Those who keep the directory.
struct Keepers {
    Actor editor;
    Actor verifier;
};

/// A second shelter of Texas, beside Harbor House, entered as an editor and a verifier do.
Result<Id<Organization>> add_quiet_oak(World& world, Shelf const& shelf, Keepers const& by)
{
    Organization owner { .name = "Quiet Oak" };
    owner.roles = { directory::OrganizationRole::Provider };
    auto const id = TRY(directory::add(world, by.editor, owner));
    hotline::Listing shelter { .organization = id, .name = "Quiet Oak shelter" };
    shelter.description = "A bed for tonight.";
    shelter.categories = { "shelter_em" };
    shelter.languages = { "en", "es" };
    shelter.phones = { { .number = "713-555-0142" } };
    shelter.areas = { { .extent = directory::Extent::County, .name = "Harris County, TX",
        .county = "Harris County", .state = "TX" } };
    auto const listing = TRY(directory::add(world, by.editor, { shelf.vocabulary, shelf.places }, shelter));
    TRY(directory::make_sure(world, by.verifier, listing));
    return id;
}

Result<Id<Organization>> add_911(World& world, Actor const& editor)
{
    Organization centre { .name = "Texas 911" };
    centre.visibility = directory::Visibility::Advocate;
    return directory::add(world, editor, centre);
}

constexpr char by_name[] = "select id from organization where name = ?1";

Result<Id<Organization>> organization_named(World& world, std::string_view name)
{
    auto const found = TRY(world.database.find(
        by_name, [](store::Row const& row) { return row.id<Organization>(0); }, name));
    if (!found)
        return fail(Fault::NotFound, "the made-up directory lacks a unit that the stories need");
    return *found;
}

struct Named {
    std::string name;
    Id<Organization> organization;
    partners::Role role;
    std::string rule;
};

Result<std::vector<Named>> fill(World& world, Shelf const& shelf, std::string const& share, Keepers const& by)
{
    using enum partners::Role;
    auto maker = TRY(made_up::Maker::open(share + "/data/directory", shelf.vocabulary, shelf.places,
        { .seed = 1, .services = services, .now = world.now() }));
    TRY(made_up::fill(world, maker));
    return std::vector<Named> {
        { "Harbor House", made_up::harbor_house, Provider, "" },
        { "Quiet Oak", TRY(add_quiet_oak(world, shelf, by)), Provider, "" },
        { "Lantern Legal Clinic", made_up::lantern_legal_clinic, Provider, "" },
        { "county trafficking unit", made_up::county_trafficking_unit, LawEnforcement, "TX-law_enforcement" },
        { "Texas child welfare", TRY(organization_named(world, "Texas Child Welfare Intake (example)")),
            ChildWelfare, "TX-child_welfare" },
        { "Texas 911", TRY(add_911(world, by.editor)), Psap, "TX-psap" },
    };
}

/// Two people designate: an editor proposes, a verifier makes sure.
Done designate(World& world, Named const& one, Keepers const& by)
{
    auto const partner = TRY(partners::propose(world, by.editor, { one.organization, one.role, one.rule }));
    return partners::designate(world, by.verifier, partner);
}

/// The people of a partner, with a vault of their own.
Done open_desk(Stage& stage, Named const& one)
{
    stage.organizations[one.name] = one.organization;
    return join(stage, { .name = one.name, .roles = { people::Role::PartnerUser }, .organization = one.organization });
}

/// Accounts have names without blanks.
std::string account_name(std::string const& name)
{
    auto account = lower_ascii(name);
    std::ranges::replace(account, ' ', '-');
    return account;
}

} // namespace

Done join(Stage& stage, Joining const& one)
{
    SystemRandom random;
    auto key = std::make_shared<crypto::KeyPair>(crypto::KeyPair::make(random));
    auto const joined = TRY(stage.run<people::AccountRow>([&](World& world) -> Result<people::AccountRow> {
        auto const invited = TRY(people::invite(world, Actor::system(),
            { .name = account_name(one.name), .roles = one.roles, .organization = one.organization,
                .languages = one.languages }));
        auto const& public_key = key->public_key();
        auto account = TRY(people::activate(world, invited.code,
            { .salt = Bytes(16), .public_key = Bytes(public_key.begin(), public_key.end()), .totp_sealed = Bytes(1) }));
        if (account.state == people::AccountState::Waiting)
            TRY(people::admit(world, Actor::system(), account.id));
        return account;
    }));
    stage.staff[one.name] = { .account = joined.id,
        .actor = { .kind = one.organization ? Actor::Kind::Partner : Actor::Kind::Staff,
            .account = joined.id, .roles = joined.roles, .organization = one.organization },
        .key = key,
        .surface = one.organization ? people::Surface::Partners : people::Surface::Console,
        .token = {},
        .window_open = false };
    return {};
}

Done furnish(Stage& stage, std::string const& share)
{
    Shelf const shelf { TRY(directory::Vocabulary::load(share + "/data/directory")),
        TRY(directory::Places::load(share + "/data/places")) };
    TRY(stage.run([](World& world) -> Done {
        TRY(world.keys.make_vault(hotline_vault));
        return {};
    }));
    TRY(join(stage, { .name = "Noor", .roles = { people::Role::Editor } }));
    TRY(join(stage, { .name = "Vera", .roles = { people::Role::Verifier } }));
    Keepers const keepers { stage.staff.at("Noor").actor, stage.staff.at("Vera").actor };
    auto const all = TRY(stage.run<std::vector<Named>>(
        [&](World& world) { return fill(world, shelf, share, keepers); }));
    for (auto const& one : all) {
        TRY(stage.run([&](World& world) { return designate(world, one, keepers); }));
        TRY(open_desk(stage, one));
    }
    stage.organizations["hotline"] = hotline::consent::the_hotline;
    return {};
}

} // namespace reachline::app::story
