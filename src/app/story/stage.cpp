#include "app/story/stage.hpp"

#include "hotline/desk/desk.hpp"

#include <filesystem>
#include <stdlib.h>

namespace reachline::app::story {

namespace {
// A Tuesday, 22:00 in UTC, which is every story's evening.
constexpr Time first_evening = time_of(1'772'575'200'000);
constexpr seconds one_beat { 5 };
} // namespace

Complaint complaint_of(Done const& done)
{
    if (done)
        return {};
    return std::string(done.error().text.view());
}

Complaint expect(bool holds, std::string otherwise)
{
    if (holds)
        return {};
    return otherwise;
}

Stage::Stage()
    : clock_(first_evening)
    , dice_(1)
{
}

Stage::~Stage()
{
    core_.reset();
    files_.reset();
    std::error_code ignored;
    if (!folder_.empty())
        std::filesystem::remove_all(folder_, ignored);
}

Result<std::unique_ptr<Stage>> Stage::set()
{
    std::unique_ptr<Stage> stage(new Stage());
    auto pattern = (std::filesystem::temp_directory_path() / "reachline-story-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
        return fail(Fault::Broken, "no folder can be made for the story");
    stage->folder_ = pattern;
    TRY(stage->open());
    auto world = stage->world();
    TRY(in_one_transaction(world, [](hotline::World& fresh) -> Done {
        TRY(fresh.keys.make_vault(hotline::keys::hotline_vault));
        return {};
    }));
    return stage;
}

Done Stage::open()
{
    files_ = TRY(HotlineFiles::open(folder_, clock_, dice_));
    auto world = files_->world();
    TRY(in_one_transaction(world, [](hotline::World& fresh) -> Done {
        TRY(hotline::people::end_all_sessions(fresh));
        return hotline::desk::restart(fresh);
    }));
    core_ = std::make_unique<Core>(world, "");
    return {};
}

Complaint Stage::restart()
{
    core_.reset();
    files_.reset();
    for (auto& [name, member] : staff) {
        member.token.clear();
        member.window_open = false;
    }
    return complaint_of(open());
}

/// What the server does once a second, here every five.
Complaint Stage::beat()
{
    return complaint_of(run([this](hotline::World& world) -> Done {
        for (auto const& [name, member] : staff)
            if (member.window_open)
                TRY(hotline::desk::seen(world, member.account));
        TRY(hotline::signals::abandon_silent(world, hotline::desk::Rules {}.silent_in_line));
        TRY(hotline::desk::settle(world));
        TRY(hotline::signals::shred_due(world));
        return {};
    }));
}

Complaint Stage::pass(seconds duration)
{
    while (duration > seconds(0)) {
        auto const step = std::min(duration, one_beat);
        clock_.advance(step);
        duration -= step;
        if (auto complaint = beat())
            return complaint;
    }
    return {};
}

Complaint Stage::go_to(int hour, int minute)
{
    auto const day = std::chrono::floor<Days>(clock_.now());
    Time target = day + hours(hour) + minutes(minute);
    if (target < clock_.now())
        target += Days(1);
    auto const way = std::chrono::ceil<seconds>(target - clock_.now());
    // A long way is not walked beat by beat: nothing of a story happens in it.
    if (way > hours(1)) {
        clock_.set(target - minutes(1));
        return pass(seconds(60));
    }
    return pass(way);
}

} // namespace reachline::app::story
