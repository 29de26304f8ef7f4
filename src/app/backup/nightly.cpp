#include "app/backup/nightly.hpp"

#include "app/faults.hpp"

#include <ctime>
#include <filesystem>

namespace reachline::app {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = "hotline-";
constexpr std::string_view suffix = ".backup";
constexpr std::string_view keys_suffix = ".backup.keys";
constexpr std::size_t day_size = 10; // "2026-11-24"
constexpr minutes between_looks { 1 };
constexpr minutes after_failure { 10 };

std::string name_of(std::string const& day) { return std::string(prefix) + day + std::string(suffix); }

/// The day in the name of a file that we made; empty for any other file, which stays.
std::string day_in(std::string const& name, std::string_view ending)
{
    bool const is_ours = name.size() == prefix.size() + day_size + ending.size() && name.starts_with(prefix) && name.ends_with(ending);
    return is_ours ? name.substr(prefix.size(), day_size) : std::string();
}

Done remove_older_than(std::string const& folder, std::string_view ending, std::string const& day)
{
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        auto const of = day_in(entry->path().filename().string(), ending);
        std::error_code gone;
        if (!of.empty() && of < day && !fs::remove(entry->path(), gone))
            return fail(Fault::Broken, "an old backup cannot be removed");
    }
    if (error)
        return fail(Fault::Broken, "the folder of the backups cannot be read");
    return {};
}

Time wall_clock(Time now)
{
    auto const at = std::chrono::system_clock::to_time_t(std::chrono::system_clock::time_point(now.time_since_epoch()));
    std::tm local {};
    ::localtime_r(&at, &local);
    return now + seconds { local.tm_gmtoff };
}

} // namespace

Result<std::chrono::minutes> time_of_day(std::string_view text)
{
    auto const minute = minute_of_day(text);
    if (!minute || *minute == hours { 24 })
        return fail(Fault::Invalid, "a time of day is written as 03:30");
    return *minute;
}

Nightly::Nightly(std::string data, NightlyOptions options)
    : data_(std::move(data))
    , options_(std::move(options))
{
}

Result<bool> Nightly::look(Time local)
{
    auto const day = day_of(local);
    auto const file = options_.folder + "/" + name_of(day);
    std::error_code error;
    auto const in_the_day = local - std::chrono::floor<Days>(local);
    if (in_the_day < options_.at || fs::exists(file, error))
        return false;
    // Keys without a database: the server was killed between the two names.
    fs::remove(keys_beside(file), error);
    fs::create_directories(options_.folder, error);
    fs::permissions(options_.folder, fs::perms::owner_all, error);
    if (error)
        return fail(Fault::Broken, "the folder of the backups cannot be made");
    TRY(back_up(data_, file));
    TRY(remove_older_than(options_.folder, keys_suffix, day_of(local - options_.keep_keys)));
    TRY(remove_older_than(options_.folder, suffix, day_of(local - options_.keep_database)));
    return true;
}

NightlyBackups::NightlyBackups(std::string data, NightlyOptions options)
    : nightly_(std::move(data), std::move(options))
    , thread_([this] { run(); })
{
}

NightlyBackups::~NightlyBackups()
{
    {
        std::lock_guard const lock(mutex_);
        ends_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void NightlyBackups::run()
{
    SystemClock const clock;
    std::unique_lock lock(mutex_);
    while (!ends_) {
        lock.unlock();
        auto const done = nightly_.look(wall_clock(clock.now()));
        if (!done)
            print_fault("tonight's backup", done.error());
        failing_ = !done;
        lock.lock();
        wake_.wait_for(lock, done ? between_looks : after_failure, [this] { return ends_; });
    }
}

} // namespace reachline::app
