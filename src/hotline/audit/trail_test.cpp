#include "hotline/audit/trail.hpp"
#include "hotline/cases/cast_for_tests.hpp"

#include <sqlite3.h>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::audit;

namespace {

struct Trailed : Cast {
    Actor otto = staff({ 16 }, { people::Role::Auditor });
    Id<Case> marias = case_of(maria);
    Id<Case> sams = case_of(sam);

    Trailed() { add_account(otto, "Otto"); }

    std::vector<TrailEntry> found(TrailFilter const& wish) { return trail(database, wish).value(); }

    /// The file after somebody worked on it with another tool, past the triggers.
    store::Database tampered(std::string const& sql)
    {
        auto const path = "/tmp/reachline-test-" + ledger.random.hex(8) + ".db";
        REQUIRE(database.copy_to(path));
        sqlite3* raw = nullptr;
        REQUIRE(sqlite3_open(path.c_str(), &raw) == SQLITE_OK);
        auto const past_the_wall = "drop trigger event_stays; drop trigger event_is_kept;" + sql;
        REQUIRE(sqlite3_exec(raw, past_the_wall.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(raw);
        auto opened = store::Database::open(path, store::Access::ReadOnly);
        std::remove(path.c_str());
        REQUIRE(opened);
        return std::move(*opened);
    }
};

} // namespace

TEST("the trail tells who changed what, the newest first")
{
    Trailed cast;

    auto const rows = cast.found({});

    REQUIRE(rows.size() >= 2);
    CHECK(rows.front().id > rows.back().id);
    CHECK(rows.front().what == "case_opened");
    CHECK(rows.front().account_name == "Sam");
    CHECK(rows.front().by == "staff");
    CHECK(rows.front().about == "case");
    CHECK(rows.front().about_id == cast.sams.value);
}

TEST("the trail is narrowed to a person, a kind, a thing and what belongs to it, and a time")
{
    Trailed cast;
    auto const person = cast.person_in(cast.marias);
    auto const later = cast.world.now() + hours { 1 };

    auto const marias = cast.found({ .account = cast.maria.account });
    auto const opened = cast.found({ .what = "case_opened" });
    auto const of_case = cast.found({ .about = "case", .about_id = cast.marias.value });

    CHECK(marias.size() == 1);
    CHECK(opened.size() == 2);
    REQUIRE(of_case.size() == 2);
    CHECK(of_case.front().about_id == person.value);
    CHECK(of_case.front().of_id == cast.marias.value);
    CHECK(cast.found({ .from = later }).empty());
    CHECK(cast.found({ .until = cast.world.now() }).empty());
    CHECK(cast.found({ .before = marias.front().id }).empty());
}

TEST("who read what and why is a trail of its own")
{
    Trailed cast;
    auto const person = cast.person_in(cast.marias);
    REQUIRE(cases::read_fields(cast.world, cast.maria, person));

    auto const rows = cast.found({ .stream = Stream::Readings });

    REQUIRE(rows.size() == 1);
    CHECK(rows.front().what == "work_on_case");
    CHECK(rows.front().account == cast.maria.account);
    CHECK(rows.front().about == "person");
}

TEST("a page of the trail ends where the next begins")
{
    Trailed cast;
    for (int n = 0; n < trail_page; ++n)
        cast.case_of(cast.maria);

    auto const first = cast.found({});
    auto const second = cast.found({ .before = first.back().id });

    CHECK(first.size() == trail_page);
    CHECK(second.size() == 2);
    CHECK(second.front().id < first.back().id);
}

TEST("an auditor's own looking is in the trail, with whom and what it was narrowed to")
{
    Trailed cast;

    REQUIRE(note_look(cast.world, cast.otto,
        { .stream = Stream::Readings, .account = cast.maria.account, .about = "case", .about_id = cast.marias.value }));
    REQUIRE(note_check(cast.world, cast.otto));

    auto const rows = cast.found({ .account = cast.otto.account });
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].what == "chains_checked");
    CHECK(rows[1].what == "readings_audited");
    CHECK(rows[1].about == "case");
    CHECK(rows[1].about_id == cast.marias.value);
    CHECK(rows[1].of_id == cast.maria.account.value);
}

TEST("whoever is not an auditor reads no trail and leaves no row by trying")
{
    Trailed cast;
    auto const before = cast.events();

    for (auto const& actor : { cast.maria, cast.ana, cast.olga }) {
        CHECK(note_look(cast.world, actor, {}).error().fault == Fault::NotAllowed);
        CHECK(note_check(cast.world, actor).error().fault == Fault::NotAllowed);
    }

    CHECK(cast.events() == before);
}

TEST("a kind of thing that there is not is refused before anything is read")
{
    Trailed cast;
    auto const before = cast.events();

    CHECK(note_look(cast.world, cast.otto, { .about = "somebody's own words" }).error().fault == Fault::Invalid);

    CHECK(cast.events() == before);
}

TEST("who works on a case does not see that an auditor looks at it")
{
    Trailed cast;
    auto const before = cases::timeline(cast.world, cast.maria, cast.marias)->size();

    REQUIRE(note_look(cast.world, cast.otto, { .about = "case", .about_id = cast.marias.value }));

    CHECK(cases::timeline(cast.world, cast.maria, cast.marias)->size() == before);
}

TEST("a chain that nobody touched follows from its first row to its end, and goes through what was written down")
{
    Trailed cast;
    auto const once = check_chain(cast.database, Stream::Changes, {}).value();
    cast.case_of(cast.maria);

    auto const now = check_chain(cast.database, Stream::Changes, Anchor { once.rows, "  " + once.fingerprint }).value();

    CHECK_FALSE(now.broken_at);
    CHECK(now.ends_well);
    CHECK(now.rows == once.rows + 1);
    CHECK(now.fingerprint != once.fingerprint);
    CHECK(now.anchor_holds == true);
    CHECK(once.fingerprint.size() == 24 + 5);
    CHECK_FALSE(once.anchor_holds);
}

TEST("an event that was altered is found by the first row that does not follow")
{
    Trailed cast;
    auto const altered = cast.found({}).back().id;
    auto file = cast.tampered("update event set what = 'nothing' where id = (select min(id) from event)");

    CHECK(check_chain(file, Stream::Changes, {})->broken_at == altered);
    CHECK(check_chain(file, Stream::Readings, {})->broken_at == std::nullopt);
}

TEST("events that were cut off at the end are found by the end, and by what was written down")
{
    Trailed cast;
    auto const once = check_chain(cast.database, Stream::Changes, {}).value();
    std::string const cutting = "delete from event where id = (select max(id) from event);";
    auto cut = cast.tampered(cutting);
    // Somebody who also mends the end is found only by whoever wrote it down.
    auto mended = cast.tampered(cutting
        + "update chain_end set rows = rows - 1, hash = (select chain from event order by id desc limit 1) where stream = 'event'");

    CHECK_FALSE(check_chain(cut, Stream::Changes, {})->ends_well);
    auto const found = check_chain(mended, Stream::Changes, Anchor { once.rows, once.fingerprint }).value();
    CHECK(found.ends_well);
    CHECK(found.anchor_holds == false);
}
