#include "app/story/stage.hpp"

#include "app/beat.hpp"
#include "app/verify/verify.hpp"

#include <filesystem>
#include <stdlib.h>

namespace reachline::app::story {

namespace people = hotline::people;

namespace {
// A Tuesday, 22:00 in UTC, which is every story's evening.
constexpr Time first_evening = time_of(1'772'575'200'000);
// The server beats every second; a story's beats are further apart, which nothing of it can tell.
constexpr milliseconds one_beat = seconds(5);
} // namespace

Stage::Stage()
    : clock_(first_evening)
    , dice_(1)
{
}

Stage::~Stage()
{
    site_.reset();
    core_.reset();
    files_.reset();
    std::error_code ignored;
    if (!folder_.empty())
        std::filesystem::remove_all(folder_, ignored);
}

Result<std::unique_ptr<Stage>> Stage::set(std::string const& share)
{
    std::unique_ptr<Stage> stage(new Stage());
    auto pattern = (std::filesystem::temp_directory_path() / "reachline-story-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
        return fail(Fault::Broken, "no folder can be made for the story");
    stage->folder_ = pattern;
    stage->share_ = share;
    stage->library_ = TRY(edges::console::read_library(share));
    TRY(stage->open());
    TRY(furnish(*stage, share));
    return stage;
}

Done Stage::open()
{
    files_ = TRY(HotlineFiles::open(folder_, clock_, dice_));
    auto world = files_->world();
    TRY(in_one_transaction(world, [this](hotline::World& fresh) { return begin(fresh, share_); }));
    core_ = std::make_unique<Core>(world, "");
    voice.follow(*core_);
    return {};
}

Complaint Stage::restart()
{
    site_.reset();
    core_.reset();
    files_.reset();
    for (auto& [name, member] : staff) {
        member.token.clear();
        member.window_open = false;
    }
    return complaint_of(open());
}

Result<PublicSite*> Stage::public_site()
{
    if (!site_)
        site_ = TRY(PublicSite::open(*core_, library_.coded, { share_, folder_ }));
    return site_.get();
}

Complaint Stage::does(std::string const& who, Deed const& deed)
{
    auto const& member = staff.at(who);
    if (member.token.empty())
        return who + " is not signed in";
    auto const done = run([&](hotline::World& world) { return deed(world, member.actor); });
    if (!done)
        last_refusal = done.error();
    return {};
}

Complaint Stage::looks(std::string const& who, Look const& look)
{
    auto const& member = staff.at(who);
    if (member.token.empty())
        return who + " is not signed in";
    return expects([&](hotline::World& world) { return look(world, member.actor); });
}

Complaint Stage::expects(std::function<Result<Complaint>(hotline::World&)> const& look)
{
    auto const found = run<Complaint>([&](hotline::World& world) { return look(world); });
    if (!found)
        return "it cannot be seen: " + std::string(found.error().text.view());
    return *found;
}

/// Who has a window open works in it; a session that ended meanwhile closes it.
void Stage::note_use_of_windows()
{
    for (auto& [name, member] : staff) {
        if (!member.window_open)
            continue;
        auto const session = run<people::Session>([&](hotline::World& world) {
            return people::session_of(world, member.token, member.surface);
        });
        if (!session) {
            member.token.clear();
            member.window_open = false;
        }
    }
}

Complaint Stage::beat()
{
    note_use_of_windows();
    std::vector<Id<hotline::Account>> present;
    for (auto const& [name, member] : staff)
        if (member.window_open && member.surface == people::Surface::Console)
            present.push_back(member.account);
    return complaint_of(run([&](hotline::World& world) { return app::beat(world, present, library_.coded); }));
}

Complaint Stage::pass(milliseconds duration)
{
    while (duration > milliseconds(0)) {
        auto const step = std::min(duration, one_beat);
        clock_.advance(step);
        duration -= step;
        if (auto complaint = beat())
            return complaint;
    }
    return {};
}

/// Until somebody signs in nobody can read anything, as after every start of a server.
Complaint Stage::begin_the_night()
{
    begun_ = true;
    return complaint_of(run([](hotline::World& world) -> Done {
        world.keys.lock(hotline::keys::hotline_vault);
        return {};
    }));
}

std::optional<Time> Stage::time_at(std::string_view hour) const
{
    auto const minute = minute_of_day(hour);
    if (!minute || *minute == hours(24))
        return std::nullopt;
    Time const today = std::chrono::floor<Days>(clock_.now()) + *minute;
    return today < clock_.now() ? today + Days(1) : today;
}

Complaint Stage::go_to(Time target)
{
    if (!begun_)
        if (auto complaint = begin_the_night())
            return complaint;
    auto const way = target - clock_.now();
    // A long way is not walked beat by beat: nothing of a story happens in it.
    if (way > hours(1))
        clock_.set(target - minutes(1));
    return pass(target - clock_.now());
}

Complaint Stage::days_pass(int days)
{
    clock_.advance(Days(days));
    return beat();
}

Complaint Stage::verify()
{
    auto const violations = verify::hotline(folder_);
    if (!violations)
        return "the files cannot be verified: " + std::string(violations.error().text.view());
    if (violations->empty())
        return {};
    auto const& first = violations->front();
    return "the files do not keep what is promised (" + first.rule + "): " + first.what;
}

} // namespace reachline::app::story
