#include "app/directory_index.hpp"

#include "app/core.hpp"
#include "hotline/directory/changes.hpp"
#include "hotline/directory/search/test_town.hpp"

using namespace reachline;
using namespace reachline::app;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

namespace {

/// A core without a thread over a directory, and the index that follows it.
struct Kept {
    std::string data = "/dev/shm/reachline_kept_test_" + std::to_string(getpid());
    TestDirectory town;
    Id<Listing> elm;
    std::unique_ptr<DirectoryIndex> index;
    Core core { town.world, "" };

    Kept()
    {
        std::filesystem::remove_all(data);
        std::filesystem::create_directories(data);
        auto one = TestDirectory::a_shelter(town.an_organization());
        one.name = "Elm";
        elm = town.listed(one);
        open();
    }
    ~Kept()
    {
        index.reset();
        std::filesystem::remove_all(data);
    }
    void open()
    {
        index.reset();
        index = DirectoryIndex::open(REACHLINE_SOURCE_DIR, data).value();
        index->follow(core);
    }
    /// The commit, and then the work that it gave the workers.
    void change(std::function<Done(World&)> work)
    {
        edges::ask<int>(
            core,
            [work = std::move(work)](World& world) -> Result<int> {
                TRY(work(world));
                return 0;
            },
            [](Result<int> answered) { CHECK(answered); });
        while (core.run_batch()) { }
    }
    Result<Found> find(Audience audience, std::string words)
    {
        return index->reader()->find(
            audience, { .words = std::move(words), .now = town.world.now() });
    }
};

} // namespace

TEST("what was just committed is found by the next search, by the public and by advocates")
{
    Kept kept;
    kept.index->refresh(kept.core);
    while (kept.core.run_batch()) { }
    REQUIRE(names(kept.find(Audience::Public, "elm")) == Names { "Elm" });
    auto const rename = [&kept](std::string name) {
        kept.change([&kept, name](World& world) -> Done {
            auto const change =
                TRY(propose(world, kept.town.editor, kept.town.reference, kept.elm, { .name = name }));
            return apply(world, kept.town.verifier, kept.town.reference, change);
        });
    };

    // The clock stands still: what tells one change from another is not the time alone.
    for (std::string const name : { "Willow", "Alder", "Hazel" }) {
        rename(name);
        for (auto const audience : { Audience::Public, Audience::Advocates })
            CHECK(names(kept.find(audience, name)) == Names { name });
    }
    kept.change([&kept](World& world) {
        return report_room(world, kept.town.maria, kept.elm, 3, 9, "beds");
    });
    CHECK(kept.find(Audience::Advocates, "hazel")->hits[0].service.capacity->available == 3);
    CHECK_FALSE(kept.find(Audience::Public, "hazel")->hits[0].service.capacity.has_value());
}

TEST("a server that starts again searches what it had at once, and advocates when theirs is built")
{
    Kept kept;
    kept.index->refresh(kept.core);
    while (kept.core.run_batch()) { }

    kept.open();
    CHECK(kept.find(Audience::Public, "elm").error().fault == Fault::Busy);
    kept.index->refresh(kept.core);
    while (kept.core.run_batch()) { }

    CHECK(names(kept.find(Audience::Public, "elm")) == Names { "Elm" });
    CHECK(names(kept.find(Audience::Advocates, "elm")) == Names { "Elm" });
}
