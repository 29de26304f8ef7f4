#include "crypto/receipt.hpp"
#include "crypto/token.hpp"
#include "hotline/keys/test_ledger.hpp"
#include "hotline/signals/signals.hpp"

using namespace reachline;
using namespace reachline::hotline;

namespace {

struct TipLine {
    keys::TestLedger ledger;
    store::Database database = migrated();
    std::vector<Notice> notices;
    World world { database, ledger.clock, ledger.random, ledger.ids, ledger.keys, notices };

    TipLine() { ledger.with_hotline(); }
    static store::Database migrated()
    {
        auto database = store::Database::open(":memory:");
        REQUIRE(database);
        REQUIRE(store::migrate(*database, store::hotline_migrations()));
        return std::move(*database);
    }
    signals::Opened a_tip()
    {
        signals::NewSignal tip;
        tip.channel = signals::Channel::Tip;
        tip.language = "en";
        tip.token = crypto::new_token(ledger.random);
        tip.first_words = "a van behind the motel";
        auto opened = signals::open(world, tip);
        REQUIRE(opened);
        return *opened;
    }
};

} // namespace

TEST("a receipt leads back to its own tip, whichever was left before or after")
{
    TipLine line;
    auto const first = line.a_tip();
    auto const second = line.a_tip();
    auto const now = line.world.now();

    CHECK(signals::find_by_receipt(line.database, first.receipt, now).value() == first.id);
    CHECK(signals::find_by_receipt(line.database, second.receipt, now).value() == second.id);
}

TEST("the token of a window that was hidden opens nothing any more, and makes no second signal")
{
    TipLine line;
    signals::NewSignal chat;
    chat.token = crypto::new_token(line.ledger.random);
    auto const opened = signals::open(line.world, chat);
    REQUIRE(opened);
    REQUIRE(signals::hide(line.world, opened->id));

    auto const again = signals::open(line.world, chat);

    REQUIRE_FALSE(again);
    CHECK(again.error().fault == Fault::NotFound);
    CHECK(line.database.number("select count(*) from signal").value() == 1);
}

TEST("a receipt that never was, is mistyped or has expired opens nothing, in the same words")
{
    TipLine line;
    auto const tip = line.a_tip();
    auto mistyped = tip.receipt;
    mistyped[3] = mistyped[3] == '7' ? '8' : '7';
    auto const now = line.world.now();
    auto const expired = now + signals::receipt_life + seconds(1);

    for (auto const& error : { signals::find_by_receipt(line.database, mistyped, now).error(),
             signals::find_by_receipt(line.database, "", now).error(),
             signals::find_by_receipt(line.database, tip.receipt, expired).error() }) {
        CHECK(error.fault == Fault::NotFound);
        CHECK(error.text.view() == "this number opens nothing");
    }
}
