#include "app/backup/nightly.hpp"

#include "app/hotline_folder_for_tests.hpp"

#include <fstream>

using namespace reachline;
using namespace reachline::app;

namespace {

struct Night : HotlineFolder {
    ~Night() { std::filesystem::remove_all(folder); }

    std::string folder = path + "-backups";
    Nightly nightly { path, { .folder = folder } };
    Time midnight = time_of(1'795'478'400'000); // 2026-11-24

    Result<bool> look(hours at, int day = 0) { return nightly.look(midnight + Days { day } + at); }
    std::size_t many(std::string const& ending) const
    {
        std::size_t count = 0;
        for (auto const& entry : std::filesystem::directory_iterator(folder))
            count += entry.path().string().ends_with(ending);
        return count;
    }
    void leave(std::string const& name) const { std::ofstream(folder + "/" + name) << "old"; }
};

} // namespace

TEST("a backup is made once a night, after its hour, and can be restored")
{
    Night night;

    CHECK_FALSE(night.look(hours { 3 }).value());
    CHECK(night.look(hours { 4 }).value());
    CHECK_FALSE(night.look(hours { 5 }).value());
    CHECK_FALSE(night.look(hours { 3 }, 1).value());
    CHECK(night.look(hours { 10 }, 1).value());

    CHECK(night.many(".backup") == 2);
    CHECK(night.many(".keys") == 2);
    auto const file = night.folder + "/hotline-2026-11-24.backup";
    auto const elsewhere = night.folder + "/restored";
    CHECK(restore({ file, keys_beside(file) }, elsewhere, night.recovery_key));
}

TEST("keys go after a week and databases after a month, and what is not ours stays")
{
    Night night;
    REQUIRE(night.look(hours { 4 }));
    for (auto const* name : { "hotline-2026-10-01.backup", "hotline-2026-11-10.backup", "hotline-2026-11-10.backup.keys",
             "hotline-2026-11-20.backup.keys", "notes.backup", "hotline-yesterday.backup" })
        night.leave(name);

    REQUIRE(night.look(hours { 4 }, 1));

    auto const is_there = [&](std::string const& name) { return std::filesystem::exists(night.folder + "/" + name); };
    CHECK_FALSE(is_there("hotline-2026-10-01.backup"));
    CHECK(is_there("hotline-2026-11-10.backup"));
    CHECK_FALSE(is_there("hotline-2026-11-10.backup.keys"));
    CHECK(is_there("hotline-2026-11-20.backup.keys"));
    CHECK(is_there("notes.backup"));
    CHECK(is_there("hotline-yesterday.backup"));
}

TEST("a backup that cannot be made says so, and is made when it can")
{
    Night night;
    std::ofstream(night.folder) << "a file where the folder should be";

    CHECK_FALSE(night.look(hours { 4 }));
    std::filesystem::remove(night.folder);
    CHECK(night.look(hours { 4 }).value());
}

TEST("what a server that was killed in the middle of a backup left behind gives way to a whole one")
{
    Night night;
    REQUIRE(night.look(hours { 4 }));
    auto const file = night.folder + "/hotline-2026-11-24.backup";
    std::filesystem::remove(file);
    for (auto const* name : { "hotline-2026-11-24.backup.part", "hotline-2026-11-24.backup.keys", "hotline-2026-11-24.backup.keys.part" })
        night.leave(name);

    CHECK(night.look(hours { 5 }).value());
    CHECK(night.many(".part") == 0);
    CHECK(restore({ file, keys_beside(file) }, night.folder + "/restored", night.recovery_key));
}

TEST("a time of day has two digits on each side")
{
    CHECK(time_of_day("03:30").value() == minutes { 210 });
    CHECK(time_of_day("00:00").value() == minutes { 0 });
    for (auto const* wrong : { "", "3:30", "24:00", "12:60", "ab:cd", "03:3", "03-30", "+1:30" })
        CHECK(time_of_day(wrong).error().fault == Fault::Invalid);
}
