#include "app/hotline_files.hpp"

#include "store/migrations.hpp"

#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>

namespace reachline::app {

namespace {

constexpr char greatest_id[] = R"sql(
    select max(coalesce((select max(id) from event), 0), coalesce((select max(id) from reading), 0))
)sql";

/// Holds the folder for this process; the lock ends with it, however it ends.
Result<int> lock_folder(std::string const& folder)
{
    int const file = ::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return fail(Fault::Broken, "the data folder cannot be written");
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        ::close(file);
        return fail(Fault::Conflict, "another reachline has this data folder open");
    }
    return file;
}

} // namespace

Done check_hotline(std::string const& folder)
{
    std::error_code ignored;
    for (auto const* const file : { "/hotline.db", "/keys.db" })
        if (!std::filesystem::is_regular_file(folder + file, ignored))
            return fail(Fault::NotFound, "there is no hotline in this folder");
    return {};
}

HotlineFiles::HotlineFiles(std::string folder, int lock, store::Database opened_database,
    store::Database opened_ledger, std::int64_t last_id, Clock const& clock, Random& random)
    : database(std::move(opened_database))
    , ledger(std::move(opened_ledger))
    , ids(clock, last_id)
    , keys(ledger, clock, random, ids)
    , folder_(std::move(folder))
    , lock_(lock)
    , clock_(clock)
    , random_(random)
{
}

HotlineFiles::~HotlineFiles()
{
    if (lock_ >= 0)
        ::close(lock_);
}

Result<std::unique_ptr<HotlineFiles>> HotlineFiles::make(std::string folder, int lock,
    store::Database database, store::Database ledger, Clock const& clock, Random& random)
{
    TRY(store::migrate(database, store::hotline_migrations()));
    TRY(store::migrate(ledger, store::key_ledger_migrations()));
    database.bolt();
    ledger.bolt();
    auto const last_id = TRY(database.number(greatest_id));
    std::unique_ptr<HotlineFiles> files(new HotlineFiles(std::move(folder), lock,
        std::move(database), std::move(ledger), last_id, clock, random));
    files->ids.begin_after(TRY(files->keys.greatest_id()));
    return files;
}

Result<std::unique_ptr<HotlineFiles>> HotlineFiles::open(
    std::string const& folder, Clock const& clock, Random& random)
{
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
    int const lock = TRY(lock_folder(folder));
    auto database = TRY(store::Database::open(folder + "/hotline.db"));
    auto ledger = TRY(store::Database::open(folder + "/keys.db"));
    return make(folder, lock, std::move(database), std::move(ledger), clock, random);
}

Result<std::unique_ptr<HotlineFiles>> HotlineFiles::in_memory(Clock const& clock, Random& random)
{
    return make("", -1, TRY(store::Database::open(":memory:")),
        TRY(store::Database::open(":memory:")), clock, random);
}

Done in_one_transaction(hotline::World& world, std::function<Done(hotline::World&)> const& work)
{
    TRY(world.database.begin());
    TRY(world.keys.begin());
    auto const done = work(world);
    if (!done) {
        world.keys.rollback();
        world.database.rollback();
        return done;
    }
    TRY(world.keys.commit());
    return world.database.commit();
}

} // namespace reachline::app
