#include "hotline/keys/test_ledger.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::keys;

namespace {

constexpr Place note { "message", "text_sealed", 12 };

/// What a test may see of private words: how they seal is how they are compared.
bool reads(Keys& keys, Place place, Bytes const& sealed, std::string const& text,
    Id<Vault> vault = hotline_vault)
{
    auto const opened = keys.open(place, sealed, vault);
    return opened && crypto::Sealer::says(*opened, text);
}
Fault fault_of(Result<PrivateText> const& opened)
{
    REQUIRE_FALSE(opened);
    return opened.error().fault;
}

} // namespace

TEST("a locked server writes what it cannot read, and reads it once somebody signs in")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const folder = keys.new_folder();

    auto const sealed = keys.seal(folder, note, "he keeps my passport").value();

    CHECK(fault_of(keys.open(note, sealed)) == Fault::NotAllowed);
    CHECK(text_of(sealed).find("passport") == std::string_view::npos);
    REQUIRE(ledger.maria_signs_in());
    CHECK(reads(keys, note, sealed, "he keeps my passport"));
}

TEST("words are read after a restart, by another Keys over the same ledger")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const sealed = keys.seal(keys.new_folder(), note, "room 14").value();

    Keys restarted { ledger.database, ledger.clock, ledger.random, ledger.ids };

    CHECK(restarted.has_vault(hotline_vault));
    CHECK(fault_of(restarted.open(note, sealed)) == Fault::NotAllowed);
    REQUIRE(restarted.unlock(
        hotline_vault, ledger.maria.account, ledger.maria.unlocked(TestLedger::maria_says)));
    CHECK(reads(restarted, note, sealed, "room 14"));
}

TEST("locking forgets the open data keys with the vault's key")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(ledger.maria_signs_in());
    auto const folder = keys.new_folder();
    auto const sealed = keys.seal(folder, note, "the blue house").value();
    CHECK(reads(keys, note, sealed, "the blue house"));

    keys.lock(hotline_vault);

    CHECK_FALSE(keys.is_unlocked());
    CHECK(fault_of(keys.open(note, sealed)) == Fault::NotAllowed);
    auto const later = keys.seal(folder, note, "two men").value();
    CHECK(ledger.data_keys() == 2);
    REQUIRE(ledger.maria_signs_in());
    CHECK(reads(keys, note, sealed, "the blue house"));
    CHECK(reads(keys, note, later, "two men"));
}

TEST("a sealed value opens only where it was written")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(ledger.maria_signs_in());
    auto const sealed = keys.seal(keys.new_folder(), note, "Maria").value();

    CHECK(reads(keys, note, sealed, "Maria"));

    CHECK(fault_of(keys.open({ "message", "text_sealed", 13 }, sealed)) == Fault::Broken);
    CHECK(fault_of(keys.open({ "message", "name_sealed", 12 }, sealed)) == Fault::Broken);
    CHECK(fault_of(keys.open({ "person", "text_sealed", 12 }, sealed)) == Fault::Broken);
    CHECK(fault_of(keys.open({ "messagetext", "_sealed", 12 }, sealed)) == Fault::Broken);
}

TEST("a flipped bit at any place of a sealed value is found, and so is a cut")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(ledger.maria_signs_in());
    auto const sealed = keys.seal(keys.new_folder(), note, "tell nobody").value();

    for (std::size_t place = 0; place < sealed.size(); ++place) {
        auto flipped = sealed;
        flipped[place] ^= std::byte { 0x10 };
        CHECK_FALSE(keys.open(note, flipped));
    }
    for (std::size_t size = 0; size < sealed.size(); ++size)
        CHECK_FALSE(keys.open(note, ByteView(sealed).first(size)));
}

TEST("a data key does not open when its copy was exchanged for another's")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const one = keys.seal(keys.new_folder(), note, "one").value();
    auto const other = keys.seal(keys.new_folder(), note, "other").value();
    REQUIRE(ledger.database.run(
        "update data_key_copy set sealed = (select sealed from data_key_copy order by key desc "
        "limit 1)"));
    REQUIRE(ledger.maria_signs_in());

    CHECK(fault_of(keys.open(note, one)) == Fault::Broken);
    CHECK(reads(keys, note, other, "other"));
}

TEST("two values alike look unlike")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const folder = keys.new_folder();

    REQUIRE(keys.begin());
    auto const one = keys.seal(folder, note, "yes").value();
    auto const other = keys.seal(folder, note, "yes").value();
    REQUIRE(keys.commit());

    CHECK(one != other);
    CHECK(ledger.data_keys() == 1);
}

TEST("the empty text and a long one come back as they were")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    std::string const long_text(70'000, 'x');
    auto const folder = keys.new_folder();
    auto const empty = keys.seal(folder, note, std::string()).value();
    auto const large = keys.seal(folder, note, long_text).value();

    REQUIRE(ledger.maria_signs_in());

    CHECK(reads(keys, note, empty, ""));
    CHECK(reads(keys, note, large, long_text));
}

TEST("an erased folder can be neither read nor written, and its key is not in the ledger's file")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(ledger.maria_signs_in());
    auto const folder = keys.new_folder();
    auto const other = keys.new_folder();
    auto const sealed = keys.seal(folder, note, "gone").value();
    auto const kept = keys.seal(other, note, "kept").value();

    REQUIRE(keys.erase(folder));

    CHECK(fault_of(keys.open(note, sealed)) == Fault::NotFound);
    CHECK(keys.seal(folder, note, std::string("more")).error().fault == Fault::NotFound);
    CHECK(keys.admit_reader(folder, hotline_vault).error().fault == Fault::NotFound);
    CHECK(reads(keys, note, kept, "kept"));
    CHECK(ledger.data_keys() == 1);
}

TEST("a folder shared with a shelter is read by both, each through its own vault")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const shelter = ledger.shelter();
    auto const folder = keys.new_folder({ hotline_vault, shelter });

    auto const sealed = keys.seal(folder, note, "arrives at nine").value();

    CHECK(reads(keys, note, sealed, "arrives at nine", shelter));
    CHECK(fault_of(keys.open(note, sealed)) == Fault::NotAllowed);
    keys.lock(shelter);
    REQUIRE(ledger.maria_signs_in());
    CHECK(reads(keys, note, sealed, "arrives at nine"));
    CHECK(fault_of(keys.open(note, sealed, shelter)) == Fault::NotAllowed);
}

TEST("an open vault does not read a folder of others, even while its key is in memory")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const shelter = ledger.shelter();
    REQUIRE(ledger.maria_signs_in());
    auto const sealed = keys.seal(keys.new_folder(), note, "for us alone").value();

    CHECK(reads(keys, note, sealed, "for us alone"));
    CHECK(fault_of(keys.open(note, sealed, shelter)) == Fault::NotFound);
}

TEST("a reader who was admitted reads what is written from then on")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(ledger.maria_signs_in());
    auto const shelter = ledger.shelter();
    auto const folder = keys.new_folder();
    auto const before = keys.seal(folder, note, "before").value();

    REQUIRE(keys.admit_reader(folder, shelter));

    auto const after = keys.seal(folder, note, "after").value();
    CHECK(fault_of(keys.open(note, before, shelter)) == Fault::NotFound);
    CHECK(reads(keys, note, after, "after", shelter));
    CHECK(reads(keys, note, after, "after"));
}

TEST("a reader who was removed reads nothing, old or new")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(ledger.maria_signs_in());
    auto const shelter = ledger.shelter();
    auto const folder = keys.new_folder({ hotline_vault, shelter });
    auto const old = keys.seal(folder, note, "old").value();
    CHECK(reads(keys, note, old, "old", shelter));

    REQUIRE(keys.remove_reader(folder, shelter));

    auto const fresh = keys.seal(folder, note, "new").value();
    CHECK(fault_of(keys.open(note, old, shelter)) == Fault::NotFound);
    CHECK(fault_of(keys.open(note, fresh, shelter)) == Fault::NotFound);
    CHECK(reads(keys, note, old, "old"));
    CHECK(reads(keys, note, fresh, "new"));
}

TEST("a folder for a vault that is not there is refused")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;

    auto const folder = keys.new_folder({ Id<Vault> { 99 } });

    CHECK_FALSE(keys.seal(folder, note, std::string("to nobody")));
    CHECK(keys.admit_reader(keys.new_folder(), { 99 }).error().fault == Fault::NotFound);
}

TEST("a batch of the locked server holds one key exchange, and no key after it")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(keys.begin());
    auto const tip = keys.new_folder();
    auto const words = keys.seal(tip, note, "words").value();
    auto const answers = keys.seal(tip, note, "answers").value();
    auto const other = keys.seal(keys.new_folder(), note, "other").value();
    REQUIRE(keys.commit());

    CHECK(ledger.data_keys() == 2);
    CHECK(ledger.database.number("select count(distinct substr(sealed, 2, 32)) from data_key_copy")
        == 1);
    auto const next_batch = keys.seal(tip, note, "more").value();
    CHECK(ledger.data_keys() == 3);
    REQUIRE(ledger.maria_signs_in());
    CHECK(reads(keys, note, words, "words"));
    CHECK(reads(keys, note, answers, "answers"));
    CHECK(reads(keys, note, other, "other"));
    CHECK(reads(keys, note, next_batch, "more"));
}

TEST("while the vault is open, a folder is written with one data key")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(ledger.maria_signs_in());
    auto const folder = keys.new_folder();

    auto const one = keys.seal(folder, note, "one").value();
    auto const two = keys.seal(folder, note, "two").value();

    CHECK(ledger.data_keys() == 1);
    CHECK(reads(keys, note, one, "one"));
    CHECK(reads(keys, note, two, "two"));
}

TEST("a command taken back leaves no key, and the next one seals under a key that is kept")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(keys.begin());
    REQUIRE(keys.savepoint());
    auto const folder = keys.new_folder();
    auto const kept = keys.seal(folder, note, "kept").value();
    auto const waiting = keys.new_folder();
    REQUIRE(keys.savepoint());
    auto const shared = keys.new_folder();
    REQUIRE(keys.seal(shared, note, std::string("lost")));
    REQUIRE(keys.erase(folder));
    keys.undo();
    REQUIRE(keys.savepoint());
    auto const more = keys.seal(folder, note, "more").value();
    auto const late = keys.seal(waiting, note, "late").value();
    CHECK(keys.seal(shared, note, std::string("x")).error().fault == Fault::NotFound);
    REQUIRE(keys.commit());

    REQUIRE(ledger.maria_signs_in());
    CHECK(reads(keys, note, kept, "kept"));
    CHECK(reads(keys, note, more, "more"));
    CHECK(reads(keys, note, late, "late"));
}

TEST("a batch rolled back leaves neither keys nor vaults, and none in memory either")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(ledger.maria_signs_in());
    auto const folder = keys.new_folder();
    REQUIRE(keys.begin());
    auto const lost = keys.seal(folder, note, "lost").value();
    auto const shelter = ledger.shelter();
    keys.rollback();

    auto const sealed = keys.seal(folder, note, "kept").value();

    CHECK(fault_of(keys.open(note, lost)) == Fault::NotFound);
    CHECK(reads(keys, note, sealed, "kept"));
    CHECK_FALSE(keys.has_vault(shelter));
    CHECK_FALSE(keys.is_unlocked(shelter));
    keys.rollback(); // the core calls it once more when its own commit fails
}

TEST("a folder made in a batch and first written in a later one is remembered")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(keys.begin());
    auto const folder = keys.new_folder();
    REQUIRE(keys.commit());

    Keys restarted { ledger.database, ledger.clock, ledger.random, ledger.ids };

    CHECK(restarted.seal(folder, note, std::string("later")));
}

TEST("many folders at once are all read again, though few keys fit in memory")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(ledger.maria_signs_in());
    std::vector<std::pair<Place, Bytes>> written;
    REQUIRE(keys.begin());
    for (std::int64_t row = 0; row < 20'000; ++row) {
        Place const place { "message", "text_sealed", row };
        auto const folder = keys.new_folder();
        written.emplace_back(place, keys.seal(folder, place, std::string("a")).value());
    }
    REQUIRE(keys.commit());

    bool all = true;
    for (auto const& [place, sealed] : written)
        all = all && reads(keys, place, sealed, "a");

    CHECK(all);
}

TEST("the ledger knows its greatest id, so that a clock set back repeats none")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const folder = keys.new_folder();
    REQUIRE(keys.seal(folder, note, std::string("x")));

    CHECK(keys.greatest_id().value() >= folder.value);
}
