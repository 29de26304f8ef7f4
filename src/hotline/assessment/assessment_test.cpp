#include "hotline/assessment/assessment.hpp"

#include "hotline/assessment/guide_for_tests.hpp"
#include "hotline/cases/person.hpp"
#include "hotline/desk/alarms.hpp"
#include "hotline/keys/test_ledger.hpp"

#include <filesystem>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::assessment;

namespace {

constexpr char insert_account[] = R"sql(
    insert into account (id, name, roles, state, created_at) values (?1, ?2, '', 'active', 0)
)sql";

/// A hotline with Maria's case, a supervisor, and an advocate of other cases; the vault is open.
struct Night {
    explicit Night(std::string const& path = ":memory:")
        : database(store::Database::open(path).value())
    {
        REQUIRE(store::migrate(database, store::hotline_migrations()));
        ledger.with_hotline();
        REQUIRE(ledger.maria_signs_in());
        for (auto const* one : { &maria, &sam, &ana, &eve })
            REQUIRE(database.run(insert_account, one->account, std::to_string(one->account.value)));
        the_case = cases::open_case(world, maria, {}).value();
    }

    keys::TestLedger ledger;
    store::Database database;
    std::vector<Notice> notices;
    World world { database, ledger.clock, ledger.random, ledger.ids, ledger.keys, notices };
    Id<Case> the_case;

    Actor maria = staff(7, people::Role::Advocate);
    Actor sam = staff(8, people::Role::Supervisor);
    Actor ana = staff(9, people::Role::Administrator);
    Actor eve = staff(10, people::Role::Advocate); ///< of another case

    static Actor staff(std::int64_t account, people::Role role)
    {
        return { .kind = Actor::Kind::Staff, .account = { account }, .roles = { role } };
    }
    Id<Assessment> begun()
    {
        return begin(world, maria, the_guide(), { .case_id = the_case }).value();
    }
    Result<Sheet> answers(Id<Assessment> id, int seen, char const* question, Answer const& given)
    {
        return answer(world, maria, the_guide(), id, seen, question, given);
    }
    /// Everything that makes it high: the version after it.
    int make_high(Id<Assessment> id)
    {
        REQUIRE(answers(id, 1, "age_band", chose("12_to_15")));
        REQUIRE(answers(id, 2, "sex_for_value", chose("yes")));
        return 3;
    }
    std::size_t alarms() { return desk::open_alarms(world).value().size(); }
    std::int64_t count(Literal sql) { return database.number(sql).value(); }
};

} // namespace

TEST("an assessment begins empty, proposes nothing and alerts nobody")
{
    Night night;

    auto const id = night.begun();

    auto const sheet = read(night.world, night.maria, id).value();
    CHECK(sheet.row.version == 1);
    CHECK(sheet.row.instrument == "reachline-intake");
    CHECK(sheet.row.proposed == Level::None);
    CHECK_FALSE(sheet.row.confirmed);
    CHECK(sheet.answers.seen_under(sheet.reading).empty());
    CHECK(night.alarms() == 0);
}

TEST("each answer is saved as it comes, and read back as it was")
{
    Night night;
    auto const id = night.begun();

    REQUIRE(night.answers(id, 1, "works", chose("yes")));
    REQUIRE(night.answers(id, 2, "work_described", wrote("Nails, all week")));
    REQUIRE(night.answers(id, 3, "debt", declined()));

    auto const sheet = read(night.world, night.maria, id).value();
    auto const& answers = sheet.answers.seen_under(sheet.reading);
    CHECK(sheet.row.version == 4);
    CHECK(answers.at("work_described").values == std::vector<std::string> { "Nails, all week" });
    CHECK(answers.at("debt").standing == Standing::Declined);
    CHECK_FALSE(answers.contains("pay"));
}

TEST("a save that did not see the last one is a conflict, and changes nothing")
{
    Night night;
    auto const id = night.begun();
    REQUIRE(night.answers(id, 1, "works", chose("yes")));

    auto const late = night.answers(id, 1, "works", chose("no"));
    auto const whole = save(night.world, night.sam, the_guide(), id, 1, {});

    CHECK(late.error().fault == Fault::Conflict);
    CHECK(whole.error().fault == Fault::Conflict);
    auto const sheet = read(night.world, night.maria, id).value();
    CHECK(sheet.answers.seen_under(sheet.reading).at("works").values.front() == "yes");
}

TEST("a potential case alerts a supervisor at once, and only once for a level")
{
    Night night;
    auto const id = night.begun();

    REQUIRE(night.answers(id, 1, "sex_for_value", chose("yes")));

    REQUIRE(night.alarms() == 1);
    auto const alarm = desk::open_alarms(night.world).value().front();
    CHECK(alarm.kind == "potential_case");
    CHECK(alarm.about == "case");
    CHECK(alarm.about_id == night.the_case.value);
    CHECK(std::ranges::count(night.notices, Notice::Kind::AlarmRaised, &Notice::kind) == 1);

    REQUIRE(desk::end_alarm(night.world, night.sam, alarm.id));
    REQUIRE(night.answers(id, 2, "hurt", chose("yes")));
    CHECK(night.alarms() == 0);

    REQUIRE(night.answers(id, 3, "age_band", chose("12_to_15")));
    CHECK(find(night.world, night.maria, id).value().proposed == Level::High);
    CHECK(night.alarms() == 1);
}

TEST("a low level alerts nobody")
{
    Night night;
    auto const id = night.begun();

    REQUIRE(night.answers(id, 1, "works", chose("yes")));
    REQUIRE(night.answers(id, 2, "pay", chose("nothing")));

    CHECK(find(night.world, night.maria, id).value().proposed
        == Level::Moderate); // a broken promise of pay hints at fraud
    REQUIRE(night.answers(id, 3, "pay", chose("as_promised")));
    REQUIRE(night.answers(id, 4, "can_stop", chose("no")));
    CHECK(find(night.world, night.maria, id).value().proposed == Level::Low);
}

TEST("a person sets the level, with a reason when it is another than proposed")
{
    Night night;
    auto const id = night.begun();
    auto const version = find(night.world, night.maria, id).value().version;

    auto const silent =
        confirm(night.world, night.maria, id, { .seen = version, .level = Level::Low });
    auto const said = confirm(night.world, night.maria, id,
        { .seen = version, .level = Level::Low, .note = "She was afraid to go on" });

    CHECK(silent.error().fault == Fault::Invalid);
    REQUIRE(said);
    CHECK(said->confirmed->level == Level::Low);
    CHECK(said->confirmed->by == night.maria.account);
    CHECK(said->proposed == Level::None);
    auto const sheet = read(night.world, night.sam, id).value();
    CHECK(sheet.note.seen_under(sheet.reading) == "She was afraid to go on");
    CHECK(
        confirm(night.world, night.sam, id, { .seen = version, .level = Level::None }).error().fault
        == Fault::Conflict);
}

TEST("a level that a person sets higher than the answers do alerts a supervisor too")
{
    Night night;
    auto const id = night.begun();
    auto const version = find(night.world, night.maria, id).value().version;

    REQUIRE(confirm(night.world, night.maria, id,
        { .seen = version, .level = Level::High, .note = "What she said by the fence fits" }));

    REQUIRE(night.alarms() == 1);
    CHECK(desk::open_alarms(night.world).value().front().kind == "potential_case");
}

TEST("what a person's own level alerted a supervisor to is remembered")
{
    Night night;
    auto const id = night.begun();
    REQUIRE(confirm(night.world, night.maria, id, { .seen = 1, .level = Level::High, .note = "her voice" }));

    auto const less = confirm(night.world, night.maria, id, { .seen = 2, .level = Level::None });

    CHECK(find(night.world, night.maria, id)->alerted == Level::High);
    CHECK(less.error().fault == Fault::NotAllowed);
}

TEST("an assessment is of a person of its own case")
{
    Night night;
    auto const other = cases::open_case(night.world, night.eve, {}).value();
    auto const stranger = cases::add_person(night.world, Actor::system(), other, {}).value();
    auto const own = cases::add_person(night.world, Actor::system(), night.the_case, {}).value();

    auto const of_stranger = begin(night.world, night.maria, the_guide(), { .case_id = night.the_case, .person = stranger });

    CHECK(of_stranger.error().fault == Fault::NotFound);
    CHECK(begin(night.world, night.maria, the_guide(), { .case_id = night.the_case, .person = own }));
}

TEST("answers after a confirmation leave it standing, and show that they came after it")
{
    Night night;
    auto const id = night.begun();
    REQUIRE(confirm(night.world, night.maria, id, { .seen = 1, .level = Level::None }));

    REQUIRE(night.answers(id, 2, "sex_for_value", chose("yes")));

    auto const row = find(night.world, night.maria, id).value();
    CHECK(row.confirmed->level == Level::None);
    CHECK(row.confirmed->of_version < row.version);
    CHECK(row.proposed == Level::Moderate);
}

TEST("nobody sets a potential case to less alone")
{
    Night night;
    auto const id = night.begun();
    auto const seen = night.make_high(id);
    NewConfirmation const lower { .seen = seen, .level = Level::Low, .note = "I do not think so" };

    CHECK(confirm(night.world, night.maria, id, lower).error().fault == Fault::NotAllowed);
    CHECK_FALSE(find(night.world, night.maria, id).value().confirmed);
    CHECK(confirm(night.world, night.sam, id, lower));
}

TEST("a supervisor who began an assessment needs another one to set it to less")
{
    Night night;
    night.maria.roles = { people::Role::Supervisor };
    auto const id = night.begun();
    auto const seen = night.make_high(id);

    CHECK(
        confirm(night.world, night.maria, id, { .seen = seen, .level = Level::None, .note = "No" })
            .error()
            .fault
        == Fault::NotAllowed);
}

TEST("taking answers back does not free one from the second signature")
{
    Night night;
    auto const id = night.begun();
    night.make_high(id);
    REQUIRE(night.answers(id, 3, "sex_for_value", chose("no")));
    REQUIRE(find(night.world, night.maria, id).value().proposed == Level::None);

    CHECK(confirm(night.world, night.maria, id, { .seen = 4, .level = Level::None }).error().fault
        == Fault::NotAllowed);
    CHECK(confirm(night.world, night.sam, id, { .seen = 4, .level = Level::None }));
}

TEST("who does not work on cases neither saves nor sees, and a refused look leaves no answers")
{
    Night night;
    auto const id = night.begun();

    CHECK(begin(night.world, night.ana, the_guide(), { .case_id = night.the_case }).error().fault
        == Fault::NotAllowed);
    CHECK(answer(night.world, night.ana, the_guide(), id, 1, "works", chose("yes")).error().fault
        == Fault::NotAllowed);
    CHECK(read(night.world, night.ana, id).error().fault == Fault::NotAllowed);
    CHECK(read(night.world, Actor::signaler(), id).error().fault == Fault::NotAllowed);
    CHECK(confirm(night.world, night.ana, id, { .seen = 1 }).error().fault == Fault::NotAllowed);
    CHECK(night.count("select count(*) from reading") == 0);
    CHECK(find(night.world, night.maria, id).value().version == 1);
}

TEST("another advocate's case has no assessments, in the same words as one that is not there")
{
    Night night;
    auto const id = night.begun();

    auto const looked = read(night.world, night.eve, id);
    auto const missing = read(night.world, night.maria, { 999 });

    CHECK(looked.error().fault == missing.error().fault);
    CHECK(looked.error().text.view() == missing.error().text.view());
    CHECK(find(night.world, night.eve, id).error().fault == Fault::NotFound);
    CHECK(of_case(night.world, night.eve, night.the_case).error().fault == Fault::NotFound);
    CHECK(begin(night.world, night.eve, the_guide(), { .case_id = night.the_case }).error().fault
        == Fault::NotFound);
    CHECK(save(night.world, night.eve, the_guide(), id, 1, {}).error().fault == Fault::NotFound);
    CHECK(confirm(night.world, night.eve, id, { .seen = 1 }).error().fault == Fault::NotFound);
    CHECK(night.count("select count(*) from reading") == 0);
}

TEST("the case shows the highest level of its assessments, and what a person confirmed")
{
    Night night;
    auto const first = night.begun();
    auto const second = night.begun();
    auto const seen = night.make_high(first);
    REQUIRE(night.answers(second, 1, "works", chose("yes")));

    auto const file = [&] { return cases::find(night.world, night.maria, night.the_case).value(); };
    CHECK(file().proposed == cases::Likelihood::High);
    CHECK_FALSE(file().confirmed);

    REQUIRE(confirm(night.world, night.maria, second, { .seen = 2, .level = Level::None }));
    CHECK(file().confirmed == cases::Likelihood::None);
    REQUIRE(confirm(night.world, night.maria, first, { .seen = seen, .level = Level::High }));
    CHECK(file().confirmed == cases::Likelihood::High);
}

TEST("an answer that does not fit, or a question that is not there, changes nothing")
{
    Night night;
    auto const id = night.begun();

    CHECK(night.answers(id, 1, "works", chose("perhaps")).error().fault == Fault::Invalid);
    CHECK(night.answers(id, 1, "favourite_colour", chose("yes")).error().fault == Fault::Invalid);

    CHECK(find(night.world, night.maria, id).value().version == 1);
    CHECK(read(night.world, night.maria, { 999 }).error().fault == Fault::NotFound);
}

TEST("answers are never judged by another version of the questions")
{
    Night night;
    auto const id = night.begun();
    auto text = form_text("instruments/reachline-intake.json");
    text.replace(text.find("\"version\": 1"), 12, "\"version\": 2");
    auto const newer = Instrument::load(text, form_text("indicators.json")).value();

    CHECK(answer(night.world, night.maria, newer, id, 1, "works", chose("yes")).error().fault
        == Fault::Invalid);
    CHECK(save(night.world, night.maria, newer, id, 1, {}).error().fault == Fault::Invalid);
}

TEST("scoring again under the same version gives what was stored")
{
    Night night;
    auto const id = night.begun();
    night.make_high(id);

    auto const sheet = read(night.world, night.maria, id).value();
    auto const again = propose(the_guide(), sheet.answers.seen_under(sheet.reading));

    CHECK(again.level == sheet.row.proposed);
    CHECK(again.because.size() == sheet.row.because.size());
    CHECK(again.because.front().code == sheet.row.because.front());
}

TEST("a whole save works while the vault is locked; a look does not")
{
    Night night;
    auto const id = night.begun();
    night.world.keys.lock(keys::hotline_vault);

    CHECK(save(night.world, night.maria, the_guide(), id, 1, { { "works", chose("yes") } }));
    CHECK(read(night.world, night.maria, id).error().fault == Fault::NotAllowed);
    CHECK(night.answers(id, 2, "debt", chose("yes")).error().fault == Fault::NotAllowed);
}

TEST("no answer and no reason rests in the database in the clear")
{
    auto const path =
        (std::filesystem::temp_directory_path() / "reachline-assessment-test.db").string();
    for (auto const* end : { "", "-wal", "-shm" })
        std::filesystem::remove(path + end);
    {
        Night night(path);
        auto const id = night.begun();
        REQUIRE(night.answers(id, 1, "in_own_words", wrote("Heronmarsh lantern")));
        REQUIRE(night.answers(id, 2, "lives_where", chose("told_where")));
        REQUIRE(confirm(night.world, night.maria, id,
            { .seen = 3, .level = Level::Low, .note = "Willowgate whisper" }));

        std::string bytes;
        for (auto const* end : { "", "-wal" }) {
            std::ifstream file(path + end, std::ios::binary);
            bytes.append(std::istreambuf_iterator<char>(file), {});
        }
        CHECK(bytes.find("reachline-intake") != std::string::npos); // the row is there to be found
        for (auto const* word :
            { "Heronmarsh", "lantern", "Willowgate", "told_where", "in_own_words" })
            CHECK(bytes.find(word) == std::string::npos);
    }
    for (auto const* end : { "", "-wal", "-shm" })
        std::filesystem::remove(path + end);
}

TEST("a case shows its assessments, the newest first, without a look at words")
{
    Night night;
    auto const first = night.begun();
    auto const second = night.begun();

    auto const rows = of_case(night.world, night.maria, night.the_case).value();

    REQUIRE(rows.size() == 2);
    CHECK(rows[0].id == second);
    CHECK(rows[1].id == first);
    CHECK(night.count("select count(*) from reading") == 0);
}
