#include "base/json_binding.hpp"
#include "crypto/token.hpp"
#include "edges/console/library.hpp"
#include "edges/console/route.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/keys/test_ledger.hpp"
#include "hotline/statistics/contacts.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::edges;

namespace {

constexpr char insert_account[] = R"sql(
    insert into account (id, name, roles, state, created_at) values (?1, 'Maria', '', 'active', 0)
)sql";

constexpr char const* finished = R"json({ "chosen": { "reason": ["general_information"],
    "signal_close": ["helped"], "relation": ["friend"], "state": ["TX"], "how_found": ["internet"] },
    "finished": true })json";
constexpr char const* draft = R"json({ "chosen": { "reason": ["tip"] }, "finished": false })json";

/// Maria answers a chat in Spanish after 40 seconds, and wraps it up through the console's route.
struct Chat {
    Chat()
    {
        REQUIRE(store::migrate(database, store::hotline_migrations()));
        ledger.with_hotline();
        REQUIRE(ledger.maria_signs_in());
        REQUIRE(database.run(insert_account, maria.account));
        id = signals::open(world, { .token = crypto::new_token(ledger.random), .language = "es-MX" })
                 .value()
                 .id;
    }

    keys::TestLedger ledger;
    store::Database database = store::Database::open(":memory:").value();
    std::vector<Notice> notices;
    World world { database, ledger.clock, ledger.random, ledger.ids, ledger.keys, notices };
    console::Library library = console::read_library(REACHLINE_SOURCE_DIR).value();
    Actor maria { .kind = Actor::Kind::Staff, .account = { 7 }, .roles = { people::Role::Advocate } };
    Id<Signal> id;

    void answered()
    {
        ledger.clock.advance(seconds(40));
        REQUIRE(signals::claim(world, maria, id));
        ledger.clock.advance(minutes(10));
    }
    bool wrap_up(char const* body)
    {
        std::vector const path { std::to_string(id.value) };
        auto const rows = console::conversation_routes();
        auto const row = std::ranges::find_if(rows, [](console::Route const& one) {
            return one.method == "PUT" && one.path == "/api/signals/{id}/wrap-up";
        });
        REQUIRE(row != rows.end());
        return row->run({ world, maria, library, path }, body).has_value();
    }
    std::int64_t count(Literal sql) { return database.number(sql).value(); }
    std::int64_t facts() { return count("select count(*) from signal_fact"); }
};

} // namespace

TEST("a wrapped-up chat is counted by what was chosen, and how long they waited")
{
    Chat chat;
    chat.answered();

    REQUIRE(chat.wrap_up(finished));

    CHECK(chat.facts() == 1);
    CHECK(chat.count(R"sql(select count(*) from signal_fact where channel = 'webchat' and state = 'TX'
            and language = 'es' and reason = 'general_information' and result = 'answered'
            and wait = 'under_1_min' and relation = 'friend' and how_found = 'internet')sql")
        == 1);
}

TEST("a draft of a wrap-up counts nothing, nor does one with a code that nobody knows")
{
    Chat chat;
    chat.answered();

    CHECK(chat.wrap_up(draft));
    CHECK_FALSE(chat.wrap_up(R"({ "chosen": { "reason": ["aunt"] }, "finished": true })"));

    CHECK(chat.facts() == 0);
    CHECK(chat.count("select count(*) from rollup") == 0);
}

TEST("somebody who comes back after the close is not counted again")
{
    Chat chat;
    chat.answered();
    REQUIRE(chat.wrap_up(finished));

    REQUIRE(signals::write_from_person(chat.world, chat.id, "me again", "key-1"));
    REQUIRE(signals::claim(chat.world, chat.maria, chat.id));
    REQUIRE(chat.wrap_up(finished));

    CHECK(chat.facts() == 1);
}

TEST("who left unanswered is counted once, after the hour in which they may come back")
{
    Chat chat;
    chat.ledger.clock.advance(minutes(3));
    REQUIRE(signals::leave(chat.world, chat.id));
    auto const counted = [&] {
        return statistics::count_unanswered(chat.world, chat.library.coded).value();
    };

    auto const at_once = counted();
    chat.ledger.clock.advance(hours(1));

    CHECK(at_once == 0);
    CHECK(counted() == 1);
    CHECK(counted() == 0);
    CHECK(chat.count("select count(*) from signal_fact where result = 'abandoned'"
                     " and reason = 'missed' and wait = 'under_5_min'")
        == 1);
}
