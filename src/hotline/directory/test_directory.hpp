#pragma once

// A world with an empty directory, for tests: in memory, with a clock that stands still.

#include "hotline/audit/audit.hpp"
#include "hotline/directory/directory.hpp"
#include "hotline/keys/test_ledger.hpp"
#include "hotline/world.hpp"

namespace reachline::hotline::directory {

inline Places const& test_places()
{
    static PlacesOnDemand const places(REACHLINE_SOURCE_DIR "/data/places");
    auto const loaded = places.get();
    REQUIRE(loaded);
    return **loaded;
}

inline Vocabulary const& test_vocabulary()
{
    static auto const vocabulary = Vocabulary::load(REACHLINE_SOURCE_DIR "/data/directory");
    REQUIRE(vocabulary);
    return *vocabulary;
}

inline Actor staff(std::int64_t account, people::Role role)
{
    return { .kind = Actor::Kind::Staff, .account = { account }, .roles = { role } };
}

struct TestDirectory {
    keys::TestLedger ledger;
    store::Database database;
    std::vector<Notice> notices;
    World world { database, ledger.clock, ledger.random, ledger.ids, ledger.keys, notices };
    Reference reference { test_vocabulary(), test_places() };
    Actor editor = staff(11, people::Role::Editor);
    Actor verifier = staff(12, people::Role::Verifier);
    Actor maria = staff(7, people::Role::Advocate);

    explicit TestDirectory(std::string const& path = ":memory:")
        : database(migrated(path))
    {
        ledger.with_hotline();
    }

    Id<Organization> an_organization(std::string name = "Copper Lantern")
    {
        Organization one { .name = std::move(name) };
        one.roles = { OrganizationRole::Provider };
        auto const id = add(world, editor, one);
        REQUIRE(id);
        return *id;
    }
    /// A service of Harris County, Texas, with a bed and a phone.
    static Listing a_shelter(Id<Organization> of)
    {
        Listing one { .organization = of, .name = "Copper Lantern shelter" };
        one.description = "A bed for tonight.";
        one.categories = { "shelter_em" };
        one.languages = { "en" };
        one.phones = { { .number = "713-555-0142" } };
        one.areas = { { .extent = Extent::County,
            .name = "Harris County, TX",
            .county = "Harris County",
            .state = "TX" } };
        return one;
    }
    static Site a_house(Point point = { 29.90, -95.60 })
    {
        return { .address = { .address_1 = "12 Hidden Street",
                     .city = "Houston",
                     .county = "Harris County",
                     .state_province = "TX",
                     .postal_code = "77084" },
            .point = point,
            .timezone = "America/Chicago" };
    }
    /// Adds and makes sure of it.
    Id<Listing> listed(Listing const& one, std::optional<Site> hidden = {})
    {
        auto const id = add(world, editor, reference, one, std::move(hidden));
        REQUIRE(id);
        REQUIRE(make_sure(world, verifier, *id));
        return *id;
    }

    static store::Database migrated(std::string const& path)
    {
        auto database = store::Database::open(path);
        REQUIRE(database);
        REQUIRE(store::migrate(*database, store::hotline_migrations()));
        return std::move(*database);
    }
};

} // namespace reachline::hotline::directory
