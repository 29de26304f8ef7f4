#include "app/core.hpp"

#include "hotline/cases/cast_for_tests.hpp"

using namespace reachline;
using namespace reachline::app;
using namespace reachline::hotline;

namespace {

constexpr char add_account[] = "insert into account (id, name, roles, state, created_at) values (?1, ?2, '', 'active', 0)";
constexpr char count_made[] = "select count(*) from account where id >= 100";

/// A core without a thread over the cast's hotline, and what its commands were answered.
struct Bench {
    Cast cast;
    Core core { cast.world, "" };
    std::vector<Done> answers;

    void post(std::function<Done(World&)> work)
    {
        edges::ask<int>(
            core,
            [work = std::move(work)](World& world) -> Result<int> {
                TRY(work(world));
                return 0;
            },
            [this](Result<int> answered) {
                answers.push_back(answered ? Done {} : Done { fail(answered.error()) });
            });
    }
    static Done make(World& world, std::int64_t id)
    {
        TRY(world.database.run(add_account, id, std::to_string(id)));
        return {};
    }
    std::int64_t made() { return cast.database.number(count_made).value(); }
};

} // namespace

TEST("a command that fails takes back what it did, and its neighbours stay")
{
    Bench bench;
    Id<Folder> kept;
    Bytes words;

    bench.post([&](World& world) -> Done {
        kept = world.keys.new_folder();
        words = TRY(world.keys.seal(kept, { "message", "text_sealed", 1 }, std::string("heron")));
        return Bench::make(world, 100);
    });
    bench.post([&](World& world) -> Done {
        TRY(world.keys.make_vault());
        TRY(world.keys.seal(world.keys.new_folder(), { "message", "text_sealed", 2 }, std::string("wader")));
        TRY(Bench::make(world, 101));
        return fail(Fault::Conflict, "this was not to be");
    });
    bench.post([](World& world) { return Bench::make(world, 102); });
    REQUIRE(bench.core.run_batch());

    REQUIRE(bench.answers.size() == 3);
    CHECK(bench.answers[0]);
    CHECK(bench.answers[1].error().fault == Fault::Conflict);
    CHECK(bench.answers[2]);
    CHECK(bench.made() == 2);
    CHECK(bench.cast.ledger.data_keys() == 1);
    CHECK(bench.cast.world.keys.open({ "message", "text_sealed", 1 }, words));
}

TEST("where a savepoint of the ledger fails nothing of the batch is kept, and the next batch is whole")
{
    Bench bench;

    bench.post([](World& world) { return Bench::make(world, 100); });
    bench.post([&](World& world) -> Done {
        TRY(world.keys.make_vault());
        // The ledger loses its savepoint, as it does when its disk fails.
        return bench.cast.ledger.database.release();
    });
    bench.post([](World& world) { return Bench::make(world, 101); });
    REQUIRE(bench.core.run_batch());

    REQUIRE(bench.answers.size() == 3);
    for (auto const& answer : bench.answers)
        CHECK(answer.error().fault == Fault::Broken);
    CHECK(bench.made() == 0);
    bench.post([](World& world) { return Bench::make(world, 102); });
    REQUIRE(bench.core.run_batch());
    CHECK(bench.answers.back());
    CHECK(bench.made() == 1);
}
