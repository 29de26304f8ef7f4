#pragma once

// The cast of the tests: a hotline in memory with its people, a clock that stands still, an open
// vault. Maria and Sam are advocates, Ana and Bea supervisors, Olga an administrator.

#include "hotline/cases/person.hpp"
#include "hotline/keys/test_ledger.hpp"

#include <algorithm>
#include <string>

namespace reachline::hotline {

struct Cast {
    keys::TestLedger ledger;
    store::Database database = migrated();
    std::vector<Notice> notices;
    World world { database, ledger.clock, ledger.random, ledger.ids, ledger.keys, notices };

    Actor maria = staff({ 11 }, { people::Role::Advocate });
    Actor sam = staff({ 12 }, { people::Role::Advocate });
    Actor ana = staff({ 13 }, { people::Role::Supervisor });
    Actor bea = staff({ 14 }, { people::Role::Supervisor });
    Actor olga = staff({ 15 }, { people::Role::Administrator });

    Cast()
    {
        REQUIRE(ledger.keys.make_vault(keys::hotline_vault));
        for (auto const* code : { "alias", "legal_name", "languages", "need", "safe_contact", "phone", "email",
                 "callback_number", "location_exact", "location_city", "state", "immediate_danger", "situation_summary" })
            REQUIRE(cases::load_field_codes(world, { { code, "narrative" } }));
        add_account(maria, "Maria");
        add_account(sam, "Sam");
        add_account(ana, "Ana");
        add_account(bea, "Bea");
        add_account(olga, "Olga");
    }

    static Actor staff(Id<Account> account, people::Roles roles)
    {
        return { .kind = Actor::Kind::Staff, .account = account, .roles = std::move(roles) };
    }
    void add_account(Actor const& actor, char const* name)
    {
        REQUIRE(database.run("insert into account (id, name, roles, state, created_at) values (?1, ?2, '', 'active', 0)",
            actor.account, name));
    }
    Id<Case> case_of(Actor const& actor) { return cases::open_case(world, actor, {}).value(); }
    Id<Person> person_in(Id<Case> subject, cases::PersonFacts const& facts = { .age_band = cases::AgeBand::Adult })
    {
        return cases::add_person(world, Actor::system(), subject, facts).value();
    }
    void fill_in(Id<Person> person, cases::FieldValues const& values)
    {
        auto const row = cases::person_row(world, person).value();
        REQUIRE(cases::save_person(world, Actor::system(), person, row.version, row.facts, values));
    }
    /// A signal in conversation with `handler`.
    Id<Signal> signal_with(Actor const& handler)
    {
        auto const id = world.new_id<Signal>();
        auto const token = ledger.random.hex(32);
        REQUIRE(database.run("insert into signal (id, channel, state, class, reason, language, arrived, last_heard, handler, "
                             "folder, token_hash) values (?1, 'webchat', 'active', 'chat', 'unknown', 'en', ?2, ?2, ?3, ?4, ?5)",
            id, world.now(), handler.account, world.keys.new_folder(), bytes_of(token)));
        return id;
    }
    void end_signal(Id<Signal> id) { REQUIRE(database.run("update signal set state = 'closed' where id = ?1", id)); }

    std::int64_t readings() { return database.number("select count(*) from reading").value(); }
    std::int64_t events() { return database.number("select count(*) from event").value(); }
    bool told(Notice::Kind kind, std::int64_t subject) const
    {
        return std::ranges::any_of(
            notices, [&](Notice const& notice) { return notice.kind == kind && notice.subject == subject; });
    }
    /// Whether any row of the database holds this word, in the clear.
    bool database_holds(std::string const& word)
    {
        auto const path = "/tmp/reachline-test-" + ledger.random.hex(8) + ".db";
        REQUIRE(database.copy_to(path));
        auto* const file = std::fopen(path.c_str(), "rb");
        REQUIRE(file);
        std::string bytes;
        char part[65536];
        while (auto const n = std::fread(part, 1, sizeof part, file))
            bytes.append(part, n);
        std::fclose(file);
        std::remove(path.c_str());
        return bytes.find(word) != bytes.npos;
    }

    static store::Database migrated()
    {
        auto opened = store::Database::open(":memory:");
        REQUIRE(opened);
        REQUIRE(store::migrate(*opened, store::hotline_migrations()));
        opened->bolt();
        return std::move(*opened);
    }
};

inline Fault fault_of(auto const& result)
{
    REQUIRE_FALSE(result);
    return result.error().fault;
}

/// The same, and the verb itself refused it: behind it the database would have done so again.
inline Fault own_fault_of(auto const& result)
{
    REQUIRE_FALSE(result);
    CHECK_FALSE(result.error().text.view().starts_with("the database"));
    return result.error().fault;
}

} // namespace reachline::hotline
