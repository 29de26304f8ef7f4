#include "hotline/cases/cast_for_tests.hpp"
#include "hotline/people/accounts.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::people;

TEST("an invitation opens in groups or without, in capitals or not, and no other does")
{
    Cast cast;
    auto const invited = invite(cast.world, Actor::system(), { .name = "june", .roles = { Role::Advocate } }).value();
    auto const bare = bare_invite_code(invited.code);

    CHECK(invited.code.size() == 8 * 4 + 7);
    CHECK(bare.size() == 32);
    for (auto const& typed : { invited.code, bare, " " + bare + "\n" })
        CHECK(invited_by(cast.world, typed)->id == invited.account);
    auto capitals = invited.code;
    for (auto& c : capitals)
        c = c == '-' ? ' ' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    CHECK(invited_by(cast.world, capitals)->id == invited.account);
    CHECK(invited_by(cast.world, bare.substr(1)).error().fault == Fault::NotFound);
    CHECK(invited_by(cast.world, "").error().fault == Fault::NotFound);
}

TEST("when somebody was last here follows from their sessions")
{
    Cast cast;
    auto const maria = cast.maria.account;
    CHECK_FALSE(account(cast.world, maria)->last_seen);

    REQUIRE(open_session(cast.world, maria, Surface::Console, 1));

    CHECK(account(cast.world, maria)->last_seen == cast.world.now());
}
