#include "app/hotline_folder_for_tests.hpp"
#include "app/verify/verify.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <fstream>

using namespace reachline;
using namespace reachline::app;

namespace {

std::vector<verify::Violation> found_in(HotlineFolder const& folder)
{
    auto const found = verify::hotline(folder.path);
    REQUIRE(found);
    return *found;
}

bool names(std::vector<verify::Violation> const& found, std::string_view rule, std::string_view words)
{
    return std::any_of(found.begin(), found.end(), [&](auto const& one) {
        return one.rule == rule && one.what.find(words) != std::string::npos;
    });
}

/// Past triggers, checks and foreign keys, as somebody with another tool would.
void tamper(HotlineFolder const& folder, char const* file, std::string const& sql)
{
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open((folder.path + "/" + file).c_str(), &raw) == SQLITE_OK);
    auto const walls_down = "pragma foreign_keys = off; pragma ignore_check_constraints = on;" + sql;
    auto const done = sqlite3_exec(raw, walls_down.c_str(), nullptr, nullptr, nullptr);
    CHECK_MESSAGE(done == SQLITE_OK, sqlite3_errmsg(raw));
    sqlite3_close(raw);
}

} // namespace

TEST("a hotline that kept every promise is verified, also while it is open")
{
    HotlineFolder folder;
    auto const running = folder.open();
    folder.leave_tip(*running, "another word");

    CHECK(found_in(folder).empty());
}

TEST("an event that was altered, taken out, slipped in or cut off is found")
{
    auto const past_the_wall = [](std::string const& sql) {
        return "create table held as select sql from sqlite_schema where name in ('event_stays', 'event_is_kept');"
               "drop trigger event_stays; drop trigger event_is_kept;"
            + sql
            + ";drop table held;"
              "create trigger event_stays before update on event begin select raise(abort, 'events stay'); end;"
              "create trigger event_is_kept before delete on event begin select raise(abort, 'events are kept'); end;";
    };
    HotlineFolder altered;
    HotlineFolder taken_out;
    HotlineFolder slipped_in;
    HotlineFolder cut_off;

    tamper(altered, "hotline.db", past_the_wall("update event set what = 'nothing' where id = (select min(id) from event)"));
    tamper(taken_out, "hotline.db", past_the_wall("delete from event where id = (select min(id) from event)"));
    tamper(slipped_in, "hotline.db",
        "insert into event select id - 1, at, actor_kind, actor, what, about, about_id, of, of_id, chain from event "
        "where id = (select max(id) from event)");
    tamper(cut_off, "hotline.db", past_the_wall("delete from event where id = (select max(id) from event)"));

    CHECK(names(found_in(altered), "audit", "an event does not follow"));
    CHECK(names(found_in(taken_out), "audit", "an event does not follow"));
    CHECK(names(found_in(slipped_in), "audit", "an event does not follow"));
    CHECK(names(found_in(cut_off), "audit", "does not end where it was left"));
}

TEST("words in clear where they must rest sealed are found")
{
    HotlineFolder folder;

    tamper(folder, "hotline.db", "update tip_answers set answers_sealed = cast('{\"what\": \"in clear, and longer than a seal is\"}' as blob)");

    CHECK(names(found_in(folder), "seal", "what must rest sealed is not sealed"));
}

TEST("an administrator who holds the vault's key is found")
{
    HotlineFolder folder;

    tamper(folder, "keys.db",
        "insert into vault_member values (1, " + std::to_string(folder.administrator.value) + ", x'00', 0)");

    CHECK(names(found_in(folder), "vault", "must not read cases"));
}

TEST("an administrator who holds the key of the directory's vault is found")
{
    HotlineFolder folder;

    tamper(folder, "keys.db",
        "insert into vault select 2, public_key, index_key_sealed, created_at from vault where id = 1;"
        "insert into vault_member values (2, " + std::to_string(folder.administrator.value) + ", x'00', 0)");

    CHECK(names(found_in(folder), "vault", "does not keep the directory"));
}

TEST("a lost constraint, a foreign table and a missing step are found")
{
    HotlineFolder lost;
    HotlineFolder foreign;
    HotlineFolder older;
    HotlineFolder newer;

    tamper(lost, "hotline.db", "drop trigger reading_stays");
    tamper(foreign, "keys.db", "create table copied (words text)");
    tamper(older, "hotline.db", "delete from migration where name = (select max(name) from migration)");
    tamper(newer, "keys.db", "insert into migration values ('9999-of-tomorrow', 0)");

    CHECK(names(found_in(lost), "schema", "has lost its trigger reading_stays"));
    CHECK(names(found_in(foreign), "schema", "table copied that this program did not make"));
    CHECK(names(found_in(older), "schema", "is older than this program"));
    CHECK(names(found_in(newer), "schema", "made by a newer program"));
}

TEST("a row that rests on nothing, and a file with a hole in it, are found")
{
    HotlineFolder orphan;
    HotlineFolder torn;

    tamper(orphan, "hotline.db", "delete from signal");
    tamper(torn, "hotline.db", "pragma wal_checkpoint(truncate)");
    auto const size = std::filesystem::file_size(torn.path + "/hotline.db");
    std::fstream file(torn.path + "/hotline.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(size / 2));
    file << std::string(size / 4, 'x');
    file.close();

    CHECK(names(found_in(orphan), "file", "rests on a row that is not there"));
    CHECK(names(found_in(torn), "file", "is damaged"));
}

TEST("what is no hotline's folder is no clean bill")
{
    HotlineFolder folder;
    std::ofstream(folder.path + "/keys.db", std::ios::trunc) << std::string(8192, 'n');

    CHECK(verify::hotline("/tmp/reachline-no-such-folder").error().fault == Fault::NotFound);
    CHECK(verify::hotline(folder.path).error().fault == Fault::Broken);
}
