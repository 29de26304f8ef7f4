#pragma once

// A key ledger for tests: in memory, with a clock that stands still.

#include "base/test.hpp"
#include "crypto/passphrase.hpp"
#include "hotline/keys/keys.hpp"
#include "store/migrations.hpp"

namespace reachline::hotline::keys {

inline constexpr crypto::PassphraseCost cheap { .memory = 8192, .passes = 1 };

/// An account with its passphrase, as people/ keeps it.
struct Member {
    Id<Account> account;
    Bytes salt;
    Bytes public_key;

    static Member with(Id<Account> account, std::string_view passphrase, Random& random)
    {
        Member member { account, crypto::new_salt(random), {} };
        auto const key = member.unlocked(passphrase).public_key();
        member.public_key.assign(key.begin(), key.end());
        return member;
    }
    Unlocked unlocked(std::string_view passphrase) const
    {
        auto key = crypto::account_key(passphrase, salt, cheap);
        REQUIRE(key);
        return std::move(*key);
    }
};

struct TestLedger {
    store::Database database;
    FixedClock clock { time_of(1'764'000'000'000) };
    SystemRandom random;
    IdSource ids { clock, 0 };
    Keys keys { database, clock, random, ids };
    Member maria = Member::with({ 7 }, maria_says, random);

    static constexpr std::string_view maria_says = "four quiet herons wade";

    explicit TestLedger(std::string const& path = ":memory:")
        : database(migrated(path))
    {
    }
    /// Maria may open the hotline's vault; it is locked.
    TestLedger& with_hotline()
    {
        REQUIRE(keys.make_vault(hotline_vault));
        REQUIRE(keys.admit_member(hotline_vault, maria.account, maria.public_key));
        keys.lock(hotline_vault);
        return *this;
    }
    Id<Vault> shelter() { return keys.make_vault().value(); }
    Done maria_signs_in()
    {
        return keys.unlock(hotline_vault, maria.account, maria.unlocked(maria_says));
    }
    std::int64_t data_keys()
    {
        return database.number("select count(distinct key) from data_key_copy").value();
    }

    static store::Database migrated(std::string const& path)
    {
        auto database = store::Database::open(path);
        REQUIRE(database);
        REQUIRE(store::migrate(*database, store::key_ledger_migrations()));
        database->bolt();
        return std::move(*database);
    }
};

} // namespace reachline::hotline::keys
