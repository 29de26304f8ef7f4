#include "hotline/cases/cast_for_tests.hpp"
#include "hotline/people/accounts.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::people;

namespace {

/// A partner whose first user has come; its vault is locked.
struct Partnered : Cast {
    static constexpr Id<Organization> harbor { 7100 };
    static constexpr Id<Organization> lantern { 7200 };
    keys::Member anna = member({ 31 });
    keys::Member ben = member({ 32 });
    AccountRow first = comes("anna", harbor, anna);

    keys::Member member(Id<Account> account)
    {
        return keys::Member::with(account, "five quiet boats at noon", ledger.random);
    }
    AccountRow comes(char const* name, Id<Organization> organization, keys::Member& as)
    {
        auto const invited = invite(world, Actor::system(),
            { .name = name, .roles = { Role::PartnerUser }, .organization = organization })
                                 .value();
        return comes_by(invited.code, as);
    }
    AccountRow comes_by(std::string const& code, keys::Member& as)
    {
        auto const account = activate(world, code, { .salt = as.salt, .public_key = as.public_key, .totp_sealed = Bytes(1) }).value();
        as.account = account.id;
        return account;
    }
    Actor actor_of(AccountRow const& account) const
    {
        return { .kind = Actor::Kind::Partner, .account = account.id, .roles = { Role::PartnerUser },
            .organization = account.organization };
    }
    bool opens(keys::Member const& one)
    {
        world.keys.lock({ harbor.value });
        return world.keys.unlock({ harbor.value }, one.account, one.unlocked("five quiet boats at noon")).has_value();
    }
};

} // namespace

TEST("a partner's first user makes the partner's vault and is let in at once")
{
    Partnered cast;

    CHECK(cast.first.state == AccountState::Active);
    CHECK_FALSE(cast.world.keys.is_unlocked({ Partnered::harbor.value }));
    CHECK(cast.opens(cast.anna));
}

TEST("a partner's second user waits until the first lets them in, and then opens the same vault")
{
    Partnered cast;
    auto const second = cast.comes("ben", Partnered::harbor, cast.ben);
    CHECK(second.state == AccountState::Waiting);
    CHECK(open_session(cast.world, second.id, Surface::Partners, 1).error().fault == Fault::Conflict);
    CHECK_FALSE(cast.opens(cast.ben));

    REQUIRE(cast.opens(cast.anna));
    REQUIRE(waiting_for(cast.world, cast.actor_of(cast.first))->size() == 1);
    REQUIRE(admit(cast.world, cast.actor_of(cast.first), second.id));

    CHECK(account(cast.world, second.id)->state == AccountState::Active);
    CHECK(open_session(cast.world, second.id, Surface::Partners, 1));
    CHECK(cast.opens(cast.ben));
    CHECK(cast.opens(cast.anna));
    CHECK(waiting_for(cast.world, cast.actor_of(cast.first))->empty());
}

TEST("nobody lets in a partner's user but a user of that partner who holds the key")
{
    Partnered cast;
    auto carl = cast.member({ 33 });
    auto const second = cast.comes("ben", Partnered::harbor, cast.ben);
    auto const stranger = cast.comes("carl", Partnered::lantern, carl);
    REQUIRE(cast.opens(cast.anna));

    CHECK(admit(cast.world, cast.actor_of(second), second.id).error().fault == Fault::NotAllowed);
    CHECK(admit(cast.world, cast.actor_of(stranger), second.id).error().fault == Fault::NotFound);
    CHECK(admit(cast.world, cast.ana, second.id).error().fault == Fault::NotAllowed);
    CHECK(admit(cast.world, cast.olga, second.id).error().fault == Fault::NotAllowed);

    CHECK(waiting_for(cast.world, cast.actor_of(stranger))->empty());
    CHECK(waiting_for(cast.world, cast.ana)->empty());
    CHECK(account(cast.world, second.id)->state == AccountState::Waiting);
    CHECK_FALSE(cast.opens(cast.ben));
}

TEST("while nobody has unlocked a partner's vault nobody is let into it")
{
    Partnered cast;
    auto const second = cast.comes("ben", Partnered::harbor, cast.ben);

    CHECK(admit(cast.world, cast.actor_of(cast.first), second.id).error().fault == Fault::NotAllowed);
}

TEST("when a partner's only user begins anew, the vault begins anew with them")
{
    Partnered cast;
    auto const again = invite_again(cast.world, cast.olga, cast.first.id).value();
    auto anew = cast.member(cast.first.id);

    auto const back = cast.comes_by(again.code, anew);

    CHECK(back.state == AccountState::Active);
    CHECK_FALSE(cast.opens(cast.anna));
    CHECK(cast.opens(anew));
}

TEST("when one of two users of a partner begins anew, the other lets them in again")
{
    Partnered cast;
    auto const second = cast.comes("ben", Partnered::harbor, cast.ben);
    REQUIRE(cast.opens(cast.anna));
    REQUIRE(admit(cast.world, cast.actor_of(cast.first), second.id));
    auto const again = invite_again(cast.world, cast.olga, cast.first.id).value();
    auto anew = cast.member(cast.first.id);

    auto const back = cast.comes_by(again.code, anew);

    CHECK(back.state == AccountState::Waiting);
    CHECK_FALSE(cast.opens(anew));
    REQUIRE(cast.opens(cast.ben));
    REQUIRE(admit(cast.world, cast.actor_of(second), back.id));
    CHECK(cast.opens(anew));
}
