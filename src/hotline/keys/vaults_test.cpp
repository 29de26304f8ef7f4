#include "hotline/keys/test_ledger.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::keys;

TEST("a wrong passphrase does not open the vault")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;

    auto const opened = keys.unlock(
        hotline_vault, ledger.maria.account, ledger.maria.unlocked("four quiet herons fly"));

    CHECK(opened.error().fault == Fault::NotAllowed);
    CHECK_FALSE(keys.is_unlocked());
}

TEST("who is not a member does not open the vault, nor does a member in another's name")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const sam = Member::with({ 8 }, "seven loud geese pass", ledger.random);

    CHECK(
        keys.unlock(hotline_vault, sam.account, sam.unlocked("seven loud geese pass")).error().fault
        == Fault::NotAllowed);
    CHECK_FALSE(
        keys.unlock(hotline_vault, sam.account, ledger.maria.unlocked(TestLedger::maria_says)));
    CHECK_FALSE(
        keys.unlock(hotline_vault, ledger.maria.account, sam.unlocked("seven loud geese pass")));
    CHECK_FALSE(keys.is_member(hotline_vault, sam.account).value());
    CHECK_FALSE(keys.is_unlocked());
}

TEST("a member admits the next while the vault is open, and only then")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const sam = Member::with({ 8 }, "seven loud geese pass", ledger.random);
    CHECK(keys.admit_member(hotline_vault, sam.account, sam.public_key).error().fault
        == Fault::NotAllowed);

    REQUIRE(ledger.maria_signs_in());
    REQUIRE(keys.admit_member(hotline_vault, sam.account, sam.public_key));
    keys.lock(hotline_vault);

    CHECK(keys.is_member(hotline_vault, sam.account).value());
    CHECK(keys.unlock(hotline_vault, sam.account, sam.unlocked("seven loud geese pass")));
    CHECK(keys.is_unlocked());
}

TEST("a removed member opens nothing, and the others still do")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const sam = Member::with({ 8 }, "seven loud geese pass", ledger.random);
    REQUIRE(ledger.maria_signs_in());
    REQUIRE(keys.admit_member(hotline_vault, sam.account, sam.public_key));

    REQUIRE(keys.remove_member(hotline_vault, sam.account));
    keys.lock(hotline_vault);

    CHECK_FALSE(keys.unlock(hotline_vault, sam.account, sam.unlocked("seven loud geese pass")));
    CHECK(ledger.maria_signs_in());
}

TEST("a member of one vault does not open another")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const shelter = ledger.shelter();
    keys.lock(shelter);

    CHECK(keys.unlock(shelter, ledger.maria.account, ledger.maria.unlocked(TestLedger::maria_says))
              .error()
              .fault
        == Fault::NotAllowed);
}

TEST("a new passphrase replaces the wrap of the old one")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(ledger.maria_signs_in());
    auto const changed = Member::with(ledger.maria.account, "nine red foxes sleep", ledger.random);

    REQUIRE(keys.admit_member(hotline_vault, changed.account, changed.public_key));
    keys.lock(hotline_vault);

    CHECK_FALSE(ledger.maria_signs_in());
    CHECK(keys.unlock(hotline_vault, changed.account, changed.unlocked("nine red foxes sleep")));
}

TEST("a vault is made once")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;

    CHECK(keys.make_vault(hotline_vault).error().fault == Fault::Conflict);
    CHECK_FALSE(keys.is_unlocked());
    CHECK(keys.has_vault(hotline_vault));
    CHECK_FALSE(keys.has_vault({ 99 }));
}

TEST("the printed recovery key opens the vault, however it is typed")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(ledger.maria_signs_in());
    auto printed = keys.make_recovery_key(hotline_vault).value();
    keys.lock(hotline_vault);
    for (auto& c : printed)
        c = c == '-' ? ' ' : c == '0' ? 'o' : static_cast<char>(std::tolower(c));

    CHECK(keys.unlock_with_recovery_key(hotline_vault, printed));
    CHECK(keys.is_unlocked());
}

TEST("a recovery key opens nothing when it is mistyped, for another vault, or replaced")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const shelter = ledger.shelter();
    REQUIRE(ledger.maria_signs_in());
    auto const old = keys.make_recovery_key(hotline_vault).value();
    auto const current = keys.make_recovery_key(hotline_vault).value();
    auto const of_shelter = keys.make_recovery_key(shelter).value();
    keys.lock(hotline_vault);
    auto mistyped = current;
    mistyped[7] = mistyped[7] == 'A' ? 'B' : 'A';

    CHECK(keys.unlock_with_recovery_key(hotline_vault, mistyped).error().fault == Fault::Invalid);
    CHECK(keys.unlock_with_recovery_key(hotline_vault, of_shelter).error().fault
        == Fault::NotAllowed);
    CHECK(keys.unlock_with_recovery_key(hotline_vault, old).error().fault == Fault::NotAllowed);
    CHECK_FALSE(keys.is_unlocked());
    CHECK(keys.unlock_with_recovery_key(hotline_vault, current));
}

TEST("a locked vault makes no recovery key")
{
    TestLedger ledger;

    CHECK(ledger.with_hotline().keys.make_recovery_key(hotline_vault).error().fault
        == Fault::NotAllowed);
}

TEST("a repeat contact is found by a fingerprint that only an open vault can make")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    CHECK(keys.blind_index("+12025550123").error().fault == Fault::NotAllowed);

    REQUIRE(ledger.maria_signs_in());
    auto const first = keys.blind_index("+12025550123").value();
    keys.lock(hotline_vault);
    REQUIRE(ledger.maria_signs_in());

    CHECK(keys.blind_index("+12025550123").value() == first);
    CHECK(keys.blind_index("+12025550124").value() != first);
    TestLedger elsewhere;
    REQUIRE(elsewhere.with_hotline().maria_signs_in());
    CHECK(elsewhere.keys.blind_index("+12025550123").value() != first);
}

TEST("a vault unlocked by a command that failed is locked again")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    REQUIRE(keys.begin());
    REQUIRE(keys.savepoint());
    REQUIRE(ledger.maria_signs_in());

    keys.undo();

    CHECK_FALSE(keys.is_unlocked());
    REQUIRE(keys.commit());
}

TEST("the files of the ledger show no word, and an erased folder's key is in none of them")
{
    auto const folder_path = std::filesystem::temp_directory_path() / "reachline-ledger-test";
    std::filesystem::remove_all(folder_path);
    std::filesystem::create_directory(folder_path);
    TestLedger ledger((folder_path / "ledger.db").string());
    auto& keys = ledger.with_hotline().keys;
    auto const folder = keys.new_folder();
    REQUIRE(keys.seal(folder, { "message", "text_sealed", 1 }, std::string("heron at dusk")));
    auto const copy = ledger.database
                          .find("select sealed from data_key_copy",
                              [](store::Row const& row) { return row.blob(0); })
                          .value()
                          .value();
    auto const found_in_files = [&](std::string_view bytes) {
        bool found = false;
        for (auto const& file : std::filesystem::directory_iterator(folder_path)) {
            std::ifstream in(file.path(), std::ios::binary);
            std::string const all { std::istreambuf_iterator<char>(in), {} };
            found = found || all.find(bytes) != std::string::npos;
        }
        return found;
    };
    CHECK(found_in_files(text_of(copy)));

    REQUIRE(keys.erase(folder));

    CHECK_FALSE(found_in_files(text_of(copy)));
    CHECK_FALSE(found_in_files("heron at dusk"));
    std::filesystem::remove_all(folder_path);
}

TEST("a vault that another holds opens through it, locked or not when it was entrusted")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const held = keys.make_vault(directory_vault).value();
    REQUIRE(keys.entrust(held, hotline_vault));
    keys.lock(held);

    CHECK(keys.unlock_through(held, hotline_vault).error().fault == Fault::NotAllowed);
    CHECK_FALSE(keys.is_unlocked(held));
    REQUIRE(ledger.maria_signs_in());
    CHECK(keys.unlock_through(held, hotline_vault));
    CHECK(keys.is_unlocked(held));
}

TEST("a vault that was entrusted to nobody opens through no other, nor the holder through it")
{
    TestLedger ledger;
    auto& keys = ledger.with_hotline().keys;
    auto const alone = ledger.shelter();
    auto const held = keys.make_vault(directory_vault).value();
    REQUIRE(keys.entrust(held, alone));
    keys.lock(held);
    REQUIRE(ledger.maria_signs_in());

    CHECK(keys.unlock_through(held, hotline_vault).error().fault == Fault::NotAllowed);
    CHECK(keys.unlock_through(alone, held).error().fault == Fault::NotAllowed);
    keys.lock(hotline_vault);
    CHECK(keys.unlock_through(held, alone));
    CHECK(keys.unlock_through(hotline_vault, held).error().fault == Fault::NotAllowed);
    CHECK(keys.entrust(hotline_vault, held).error().fault == Fault::NotAllowed);
}
