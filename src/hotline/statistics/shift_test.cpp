#include "hotline/statistics/shift.hpp"

#include "crypto/token.hpp"
#include "hotline/keys/test_ledger.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::statistics;

namespace {

constexpr char insert_account[] = R"sql(
    insert into account (id, name, roles, state, created_at) values (?1, 'Maria', '', 'active', 0)
)sql";

struct Desk {
    Desk()
    {
        REQUIRE(store::migrate(database, store::hotline_migrations()));
        ledger.with_hotline();
        REQUIRE(database.run(insert_account, maria.account));
    }

    keys::TestLedger ledger;
    store::Database database = store::Database::open(":memory:").value();
    std::vector<Notice> notices;
    World world { database, ledger.clock, ledger.random, ledger.ids, ledger.keys, notices };
    Actor maria { .kind = Actor::Kind::Staff, .account = { 7 }, .roles = { people::Role::Advocate } };

    Id<Signal> chat() { return signals::open(world, { .token = crypto::new_token(ledger.random) }).value().id; }
    void answered_after(seconds wait)
    {
        auto const id = chat();
        ledger.clock.advance(wait);
        REQUIRE(signals::claim(world, maria, id));
    }
    Shift shift() { return shift_since(world, world.now() - hours(12)).value(); }
};

} // namespace

TEST("a shift counts who came, who was answered and how long they waited")
{
    Desk desk;
    for (int wait = 1; wait <= 10; ++wait)
        desk.answered_after(seconds(wait));
    REQUIRE(signals::leave(desk.world, desk.chat()));
    desk.chat();

    auto const shift = desk.shift();

    REQUIRE(shift.channels.size() == 1);
    auto const& chats = shift.channels.front();
    CHECK(chats.channel == signals::Channel::Webchat);
    CHECK(chats.arrived == 12);
    CHECK(chats.answered == 10);
    CHECK(chats.abandoned == 1);
    CHECK(chats.median_wait == seconds(5));
    CHECK(chats.p90_wait == seconds(9));
}

TEST("what came before the shift is not in it")
{
    Desk desk;
    desk.answered_after(seconds(5));

    desk.ledger.clock.advance(hours(13));

    CHECK(desk.shift().channels.empty());
}
