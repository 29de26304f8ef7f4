#include "app/demo/demo.hpp"

#include "app/hotline_files.hpp"
#include "base/files.hpp"
#include "base/json_binding.hpp"
#include "crypto/totp.hpp"
#include "edges/sign_in/sign_in.hpp"
#include "hotline/directory/applications/applications.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/dispatchers/registry.hpp"
#include "hotline/directory/interpreters/interpreters.hpp"
#include "hotline/directory/made_up/made_up.hpp"
#include "hotline/partners/partners.hpp"
#include "hotline/people/accounts.hpp"
#include "hotline/statistics/made_up.hpp"

#include <fstream>

namespace reachline::app::demo {

namespace {

namespace people = hotline::people;
namespace partners = hotline::partners;
namespace made_up = hotline::directory::made_up;
using hotline::Account;
using hotline::Actor;
using hotline::Organization;
using hotline::World;
using hotline::keys::hotline_vault;

struct Person {
    std::string name;
    std::string what;
    people::Roles roles;
    std::string languages = "en";
    Id<Organization> organization {};
};

std::vector<Person> cast()
{
    using enum people::Role;
    return {
        { "maria", "advocate, English and Spanish", { Advocate }, "en,es" },
        { "sam", "advocate, English", { Advocate }, "en" },
        { "grace", "supervisor and law enforcement liaison", { Supervisor, Liaison }, "en,es" },
        { "noor", "directory editor", { Editor } },
        { "vera", "directory verifier", { Verifier } },
        { "ana", "analyst", { Analyst } },
        { "adam", "administrator", { Administrator } },
        { "otto", "auditor", { Auditor } },
        { "harbor", "intake desk of Harbor House", { PartnerUser }, "en,es", made_up::harbor_house },
        { "lantern", "desk of Lantern Legal Clinic", { PartnerUser }, "en", made_up::lantern_legal_clinic },
        { "detective", "county trafficking unit", { PartnerUser }, "en", made_up::county_trafficking_unit },
    };
}

std::string passphrase_of(Person const& person) { return "quiet harbor " + person.name + " lamp"; }

/// The same in each demo, so that an authenticator entry keeps working after a reset.
Bytes totp_secret_of(Person const& person)
{
    return edges::sign_in::totp_secret_of("demo account of " + person.name);
}

struct Prepared {
    Person person;
    people::Credentials credentials;
};

/// The slow part, before the transaction.
Result<std::vector<Prepared>> prepare(Random& random)
{
    std::vector<Prepared> prepared;
    for (auto const& person : cast())
        prepared.push_back({ person,
            TRY(edges::sign_in::credentials(
                passphrase_of(person), person.name, totp_secret_of(person), random)) });
    return prepared;
}

Done add(World& world, Prepared const& one)
{
    auto const& person = one.person;
    auto const invited = TRY(people::invite(world, Actor::system(),
        { .name = person.name,
            .roles = person.roles,
            .organization = person.organization ? std::optional(person.organization) : std::nullopt,
            .languages = person.languages,
            .skills = {} }));
    auto const account = TRY(people::activate(world, invited.code, one.credentials));
    if (account.state == people::AccountState::Waiting)
        return people::admit(world, Actor::system(), account.id);
    return {};
}

Done designate(World& world)
{
    auto const name_one = [&](Id<Organization> organization, partners::Role role, std::string rule = {}) -> Done {
        TRY(partners::designate_at_setup(world, { organization, role, std::move(rule) }));
        return {};
    };
    TRY(name_one(made_up::harbor_house, partners::Role::Provider));
    TRY(name_one(made_up::lantern_legal_clinic, partners::Role::Provider));
    TRY(name_one(made_up::county_trafficking_unit, partners::Role::LawEnforcement, "TX-law_enforcement"));
    return name_one(made_up::county_trafficking_unit, partners::Role::Psap, "TX-psap");
}

/// In every other state, somebody to be told for 911; only its name is in the directory.
Done designate_911(World& world, std::string const& share)
{
    auto const text = TRY(file_text(share + "/forms/jurisdictions.json"));
    auto const table = partners::Jurisdictions::load(text);
    if (!table)
        return fail(Fault::Invalid, "forms/jurisdictions.json is not as it should be");
    for (auto const& rule : table->rules()) {
        if (rule.role != partners::Role::Psap || TRY(partners::designated_for(world, rule.id)))
            continue;
        Organization centre { .name = rule.unit };
        centre.visibility = hotline::directory::Visibility::Advocate;
        centre.roles = { hotline::directory::OrganizationRole::Psap };
        centre.id = world.new_id<Organization>();
        centre.updated = world.now();
        TRY(hotline::directory::keep(world.database, centre, hotline::directory::Keeping::New));
        TRY(partners::designate_at_setup(world, { centre.id, partners::Role::Psap, rule.id }));
    }
    return {};
}

/// Two organizations that ask to be listed, so that there is something to review.
Done apply(World& world, hotline::directory::Reference const& reference, std::string const& share)
{
    namespace applications = hotline::directory::applications;
    auto const text = TRY(file_text(share + "/data/directory/made_up_applications.json"));
    auto const drafts = json::bound<std::vector<applications::Draft>>(TRY(json::parse(text)));
    if (!drafts)
        return fail(Fault::Invalid, "the made-up applications are not as they should be");
    for (auto const& draft : *drafts)
        TRY(applications::submit(world, reference, draft, world.random.hex(32)));
    return {};
}

/// Whom an advocate adds to a call besides providers; none of their numbers rings anywhere.
Done fill_telephones(World& world, std::string const& share)
{
    namespace directory = hotline::directory;
    auto const borders = TRY(directory::Borders::load(share + "/data/map"));
    directory::exchange::Findings findings;
    auto const centres = directory::dispatchers::read_registry(
        directory::dispatchers::made_up_registry(borders), "made up", borders, findings);
    TRY(directory::dispatchers::bring_in(
        world, Actor::system(), centres, directory::dispatchers::Gone::HoweverMany));
    auto const text = TRY(file_text(share + "/data/directory/made_up_interpreters.json"));
    auto const interpreters = json::bound<std::vector<directory::interpreters::NewInterpreter>>(TRY(json::parse(text)));
    if (!interpreters)
        return fail(Fault::Invalid, "the made-up interpreters are not as they should be");
    for (auto const& one : *interpreters)
        TRY(directory::interpreters::add_at_setup(world, one));
    return {};
}

Done fill_directory(World& world, std::string const& share)
{
    auto const vocabulary = TRY(hotline::directory::Vocabulary::load(share + "/data/directory"));
    auto const places = TRY(hotline::directory::Places::load(share + "/data/places"));
    auto maker = TRY(made_up::Maker::open(share + "/data/directory", vocabulary, places,
        { .seed = 1, .services = 2'000, .now = world.now() }));
    TRY(made_up::fill(world, maker));
    TRY(fill_telephones(world, share));
    return apply(world, { vocabulary, places }, share);
}

Done make_history(World& world, std::string const& share)
{
    auto const text = TRY(file_text(share + "/forms/categories.json"));
    auto const categories = hotline::statistics::Categories::load(text);
    if (!categories)
        return fail(Fault::Invalid, "forms/categories.json is not as it should be");
    return hotline::statistics::seed_made_up_history(world.database, *categories, 1, 2020, world.now());
}

} // namespace

std::vector<Login> logins()
{
    std::vector<Login> all;
    for (auto const& person : cast())
        all.push_back({ person.name, person.what, passphrase_of(person),
            crypto::base32_of(totp_secret_of(person)), person.organization.value != 0 });
    return all;
}

Done seed(Config const& config)
{
    SystemClock clock;
    SystemRandom random;
    auto files = TRY(HotlineFiles::open(config.data, clock, random));
    auto world = files->world();
    if (world.keys.has_vault(hotline_vault))
        return fail(Fault::Conflict, "this folder holds a hotline already");
    auto const prepared = TRY(prepare(random));
    std::string recovery_key;
    TRY(in_one_transaction(world, [&](World& fresh) -> Done {
        TRY(fresh.keys.make_vault(hotline_vault));
        TRY(fill_directory(fresh, config.share));
        for (auto const& one : prepared)
            TRY(add(fresh, one));
        TRY(designate(fresh));
        TRY(designate_911(fresh, config.share));
        TRY(make_history(fresh, config.share));
        recovery_key = TRY(fresh.keys.make_recovery_key(hotline_vault));
        fresh.keys.lock(hotline_vault);
        return {};
    }));
    // A real one is printed once and locked away; here it lies beside what it opens, to be tried.
    std::ofstream(config.data + "/recovery-key-of-the-demo") << recovery_key << '\n';
    return {};
}

} // namespace reachline::app::demo
