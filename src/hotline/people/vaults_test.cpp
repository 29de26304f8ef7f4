#include "hotline/people/vaults.hpp"

#include "hotline/cases/cast_for_tests.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::people;
using keys::directory_vault;
using keys::hotline_vault;

namespace {

/// The cast, with a supervisor who holds the hotline's key and is signed in.
struct House : Cast {
    keys::Member ana_key = keys::Member::with(ana.account, "eight calm otters float", ledger.random);

    House()
    {
        REQUIRE(ledger.keys.admit_member(hotline_vault, ana.account, ana_key.public_key));
        ana.roles = { Role::Supervisor };
    }

    struct Joined {
        AccountRow account;
        keys::Member key;
        Actor actor;
    };
    /// Invited and enrolled, not yet admitted.
    Joined joins(std::string name, Roles roles)
    {
        auto const invited = invite(world, Actor::system(), { .name = name, .roles = roles }).value();
        auto key = keys::Member::with(invited.account, "two green lamps glow " + name, ledger.random);
        auto account = activate(world, invited.code,
            { .salt = key.salt, .public_key = key.public_key, .totp_sealed = Bytes(1) });
        REQUIRE(account);
        return { *account, key, staff(invited.account, roles) };
    }
    bool opens(Joined const& one, Id<Vault> vault)
    {
        ledger.keys.lock(hotline_vault);
        ledger.keys.lock(directory_vault);
        REQUIRE(unlock_vaults(world, one.account, one.key.unlocked("two green lamps glow " + one.account.name)));
        return ledger.keys.is_unlocked(vault);
    }
};

} // namespace

TEST("an editor waits until a supervisor lets them in, and then reads the directory's vault and no case")
{
    House house;
    auto const noor = house.joins("noor", { Role::Editor });
    CHECK(noor.account.state == AccountState::Waiting);
    CHECK(open_session(house.world, noor.account.id, Surface::Console, 1).error().fault == Fault::Conflict);

    REQUIRE(admit(house.world, house.ana, noor.account.id));

    CHECK_FALSE(house.ledger.keys.is_unlocked(directory_vault));
    CHECK(house.opens(noor, directory_vault));
    CHECK_FALSE(house.opens(noor, hotline_vault));
    CHECK(account(house.world, noor.account.id)->state == AccountState::Active);
}

TEST("who does not hold the hotline's key lets no editor in, and an editor lets in nobody")
{
    House house;
    auto const noor = house.joins("noor", { Role::Editor });
    auto const vera = house.joins("vera", { Role::Verifier });
    CHECK(admit(house.world, house.bea, noor.account.id).error().fault == Fault::NotAllowed);
    house.ledger.keys.lock(hotline_vault);
    CHECK(admit(house.world, house.ana, noor.account.id).error().fault == Fault::NotAllowed);
    REQUIRE(house.ledger.keys.unlock(
        hotline_vault, house.ana.account, house.ana_key.unlocked("eight calm otters float")));
    REQUIRE(admit(house.world, house.ana, noor.account.id));

    CHECK(admit(house.world, noor.actor, vera.account.id).error().fault == Fault::NotAllowed);
    CHECK_FALSE(house.opens(vera, directory_vault));
}

TEST("the directory's vault is made once, while every vault is locked, and the first editor opens it later")
{
    House house;
    house.ledger.keys.lock(hotline_vault);
    REQUIRE(ensure_directory_vault(house.world));
    REQUIRE(ensure_directory_vault(house.world));
    CHECK_FALSE(house.ledger.keys.is_unlocked(directory_vault));
    auto const folder = house.ledger.keys.new_folder({ directory_vault });
    keys::Place const place { .table = "application", .column = "draft_sealed", .row = 1 };
    auto const sealed = house.ledger.keys.seal(folder, place, "before anybody signed in").value();

    auto const noor = house.joins("noor", { Role::Editor });
    REQUIRE(house.ledger.keys.unlock(
        hotline_vault, house.ana.account, house.ana_key.unlocked("eight calm otters float")));
    REQUIRE(admit(house.world, house.ana, noor.account.id));

    CHECK_FALSE(house.ledger.keys.open(place, sealed, hotline_vault));
    REQUIRE(house.opens(noor, directory_vault));
    CHECK(house.ledger.keys.open(place, sealed, directory_vault));
}

TEST("the last editor's going locks the directory's vault, and an advocate's does not open it")
{
    House house;
    auto const noor = house.joins("noor", { Role::Editor });
    auto const june = house.joins("june", { Role::Advocate });
    REQUIRE(admit(house.world, house.ana, noor.account.id));
    REQUIRE(admit(house.world, house.ana, june.account.id));
    REQUIRE(open_session(house.world, june.account.id, Surface::Console, 1));
    auto const token = open_session(house.world, noor.account.id, Surface::Console, 1).value();
    REQUIRE(house.opens(noor, directory_vault));
    REQUIRE(house.ledger.keys.unlock(
        hotline_vault, june.account.id, june.key.unlocked("two green lamps glow june")));

    REQUIRE(end_session(house.world, token));

    CHECK_FALSE(house.ledger.keys.is_unlocked(directory_vault));
    CHECK(house.ledger.keys.is_unlocked(hotline_vault));
    CHECK_FALSE(house.opens(june, directory_vault));
}

TEST("an editor whose passphrase is made anew opens nothing until they are let in again")
{
    House house;
    auto const noor = house.joins("noor", { Role::Editor });
    REQUIRE(admit(house.world, house.ana, noor.account.id));

    REQUIRE(invite_again(house.world, Actor::system(), noor.account.id));

    CHECK_FALSE(house.opens(noor, directory_vault));
    CHECK_FALSE(house.ledger.keys.is_member(directory_vault, noor.account.id).value());
}
