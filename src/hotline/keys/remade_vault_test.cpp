#include "hotline/keys/test_ledger.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::keys;

namespace {

constexpr Place note { "note", "text_sealed", 1 };

struct Desk : TestLedger {
    Id<Vault> vault = shelter();
    Member first = Member::with({ 21 }, "five quiet boats at noon", random);
    Member next = Member::with({ 22 }, "six loud bells at dawn", random);
    Id<Folder> folder = keys.new_folder({ hotline_vault, vault });

    Desk()
    {
        with_hotline();
        REQUIRE(keys.admit_member(vault, first.account, first.public_key));
        keys.lock(vault);
    }
    bool opens(Bytes const& sealed) { return keys.open(note, sealed, vault).has_value(); }
};

} // namespace

TEST("a vault that somebody still opens is not made anew")
{
    Desk desk;

    CHECK(desk.keys.remake_vault(desk.vault).error().fault == Fault::Conflict);
    CHECK(desk.keys.remake_vault({ 99 }).error().fault == Fault::NotFound);

    CHECK(desk.keys.unlock(desk.vault, desk.first.account, desk.first.unlocked("five quiet boats at noon")));
}

TEST("in a vault that was made anew the next member reads what is written from then on, and nothing older")
{
    Desk desk;
    auto const before = desk.keys.seal(desk.folder, note, std::string("before")).value();
    REQUIRE(desk.keys.remove_member(desk.vault, desk.first.account));

    REQUIRE(desk.keys.remake_vault(desk.vault));
    REQUIRE(desk.keys.admit_member(desk.vault, desk.next.account, desk.next.public_key));
    auto const after = desk.keys.seal(desk.folder, note, std::string("after")).value();
    desk.keys.lock(desk.vault);
    REQUIRE(desk.keys.unlock(desk.vault, desk.next.account, desk.next.unlocked("six loud bells at dawn")));

    CHECK_FALSE(desk.opens(before));
    CHECK(desk.opens(after));
    REQUIRE(desk.maria_signs_in());
    CHECK(desk.keys.open(note, before));
}

TEST("also while the hotline is open, nothing is sealed for a key that is gone")
{
    Desk desk;
    REQUIRE(desk.maria_signs_in());
    REQUIRE(desk.keys.seal(desk.folder, note, std::string("a key that stays in memory")));
    REQUIRE(desk.keys.remove_member(desk.vault, desk.first.account));

    REQUIRE(desk.keys.remake_vault(desk.vault));
    auto const after = desk.keys.seal(desk.folder, note, std::string("after")).value();

    CHECK(desk.opens(after));
}

TEST("a vault whose making anew was taken back is as it was")
{
    Desk desk;
    auto const before = desk.keys.seal(desk.folder, note, std::string("before")).value();
    REQUIRE(desk.keys.begin());
    REQUIRE(desk.keys.savepoint());
    REQUIRE(desk.keys.remove_member(desk.vault, desk.first.account));
    REQUIRE(desk.keys.remake_vault(desk.vault));

    desk.keys.undo();
    REQUIRE(desk.keys.commit());

    auto const after = desk.keys.seal(desk.folder, note, std::string("after")).value();
    REQUIRE(desk.keys.unlock(desk.vault, desk.first.account, desk.first.unlocked("five quiet boats at noon")));
    CHECK(desk.opens(before));
    CHECK(desk.opens(after));
}
