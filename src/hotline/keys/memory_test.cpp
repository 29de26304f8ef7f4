#include "base/scrub.hpp"
#include "base/test_memory.hpp"
#include "hotline/keys/test_ledger.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::keys;

#if !defined(__SANITIZE_ADDRESS__)
namespace {

/// Remembers, scrambled, each key that was drawn.
class WatchedRandom final : public Random {
public:
    void fill(std::span<std::byte> out) override
    {
        chance_.fill(out);
        if (out.size() == crypto::key_size)
            drawn.emplace_back(out);
    }
    std::vector<MarkedWord> drawn;

private:
    SystemRandom chance_;
};

struct WatchedLedger {
    store::Database database = TestLedger::migrated(":memory:");
    SystemClock clock;
    WatchedRandom random;
    IdSource ids { clock, 0 };
    Keys keys { database, clock, random, ids };
};

/// What a command does with words that came in.
[[gnu::noinline]] Bytes take_in(Keys& keys, MarkedWord const& word)
{
    REQUIRE(keys.begin());
    REQUIRE(keys.savepoint());
    auto const folder = keys.new_folder();
    auto text = word.plain();
    REQUIRE(keys.seal(folder, { "tip_answers", "answers_sealed", 1 }, text));
    auto sealed = keys.seal(folder, { "message", "text_sealed", 1 }, std::move(text)).value();
    REQUIRE(keys.commit());
    return sealed;
}

int times_in_memory(std::vector<MarkedWord> const& words)
{
    int times = 0;
    for (auto const& word : words)
        times += reachline::times_in_memory(word);
    return times;
}

} // namespace

TEST("after the commit a locked server remembers neither the words nor a key to them")
{
    WatchedLedger ledger;
    REQUIRE(ledger.keys.make_vault(hotline_vault));
    CHECK(times_in_memory(ledger.random.drawn) >= 2); // the vault's key and its index key, open
    ledger.keys.lock(hotline_vault);
    MarkedWord const word(3);

    auto const sealed = take_in(ledger.keys, word);
    scrub_stack();

    CHECK(sealed.size() > word.size());
    CHECK(ledger.random.drawn.size() >= 4); // two of the vault, one of the batch, one of the folder
    CHECK(reachline::times_in_memory(word) == 0);
    CHECK(times_in_memory(ledger.random.drawn) == 0);
}

TEST("an open vault keeps the folder's key until it is locked")
{
    WatchedLedger ledger;
    REQUIRE(ledger.keys.make_vault(hotline_vault));
    MarkedWord const word(4);
    take_in(ledger.keys, word);
    scrub_stack();
    CHECK(times_in_memory(ledger.random.drawn) >= 3);

    ledger.keys.lock(hotline_vault);

    CHECK(times_in_memory(ledger.random.drawn) == 0);
}
#endif
