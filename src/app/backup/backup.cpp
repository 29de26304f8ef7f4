#include "app/backup/backup.hpp"

#include "app/backup/file.hpp"
#include "app/hotline_files.hpp"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <vector>

namespace reachline::app {

namespace fs = std::filesystem;
namespace keys = hotline::keys;

namespace {

/// Files that are taken away again unless all went well.
class Unfinished {
public:
    ~Unfinished()
    {
        std::error_code ignored;
        for (auto const& path : paths_)
            fs::remove(path, ignored);
    }
    std::string const& add(std::string path) { return paths_.emplace_back(std::move(path)); }
    void finished() { paths_.clear(); }

private:
    std::vector<std::string> paths_;
};

/// SQLite makes its copy in the data folder, where the same bytes lie already, never at the place
/// that the backup goes to.
Done copy(store::Database& from, std::string const& path)
{
    int const made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0)
        return fail(Fault::Broken, "the data folder cannot be written, so no copy can be made");
    ::close(made);
    return from.copy_to(path);
}

bool is_there(std::string const& path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// What a backup that was cut off left there goes.
std::string emptied(std::string path)
{
    std::error_code ignored;
    fs::remove(path, ignored);
    return path;
}

/// A file gets its name when it is whole, the database's last: where it is, there is a backup.
Done name(std::string const& part, std::string const& path)
{
    std::error_code error;
    fs::rename(part, path, error);
    if (error)
        return fail(Fault::Broken, "the backup cannot be given its name");
    return {};
}

Result<keys::Recoverable> to_whom(store::Database& ledger)
{
    auto vault = keys::recoverable(ledger, keys::hotline_vault);
    if (!vault && vault.error().fault == Fault::NotFound)
        return fail(Fault::NotFound, "this hotline has no recovery key, so nobody could ever open its backup");
    return vault;
}

Done check_fit(BackupHead const& database, BackupHead const& ledger)
{
    if (database.part == Part::Directory || ledger.part == Part::Directory)
        return fail(Fault::Invalid, "this is a sealed export of the directory; reachline directory unseal opens it");
    if (database.part != Part::Database)
        return fail(Fault::Invalid, "this file holds the keys; name the database's file first");
    if (ledger.part != Part::Ledger)
        return fail(Fault::Invalid, "this file holds no keys; the keys' file ends in .keys");
    if (database.vault.public_key != ledger.vault.public_key)
        return fail(Fault::Invalid, "the database and the keys belong to two hotlines");
    if (ledger.made_at < database.made_at)
        return fail(Fault::Invalid, "the keys are older than the database, so its last words could not be read; take younger keys");
    return {};
}

Done check_empty(std::string const& folder)
{
    std::error_code error;
    if (fs::exists(folder, error) && (!fs::is_directory(folder, error) || !fs::is_empty(folder, error)))
        return fail(Fault::Conflict, "this folder is not empty; a restore overwrites nothing");
    return {};
}

} // namespace

Done back_up(std::string const& data, std::string const& file, Progress const& progress)
{
    SystemClock clock;
    SystemRandom random;
    auto const keys_file = keys_beside(file);
    if (is_there(file) || is_there(keys_file))
        return fail(Fault::Conflict, "this file is there already; a backup overwrites nothing");
    TRY(check_hotline(data));
    auto database = TRY(store::Database::open(data + "/hotline.db", store::Access::ReadOnly));
    auto ledger = TRY(store::Database::open(data + "/keys.db", store::Access::ReadOnly));
    auto const vault = TRY(to_whom(ledger));

    Unfinished copies;
    Unfinished backups;
    auto const passing = data + "/copy-" + random.hex(8);
    // The database first: the hotline writes a key before the row that needs it.
    auto const made_at = clock.now();
    TRY(copy(database, copies.add(passing + ".db")));
    auto const keys_made_at = std::max(made_at, clock.now());
    TRY(copy(ledger, copies.add(passing + ".keys.db")));
    auto const database_part = emptied(backups.add(file + ".part"));
    auto const keys_part = emptied(backups.add(keys_file + ".part"));
    TRY(write_backup({ Part::Database, made_at, vault }, passing + ".db", database_part, progress));
    TRY(write_backup({ Part::Ledger, keys_made_at, vault }, passing + ".keys.db", keys_part, progress));
    TRY(name(keys_part, backups.add(keys_file)));
    TRY(name(database_part, file));
    backups.finished();
    return {};
}

Done restore(Backup const& backup, std::string const& data, std::string_view recovery_key, Progress const& progress)
{
    auto const database = TRY(backup_head(backup.file));
    auto const ledger = TRY(backup_head(backup.keys));
    TRY(check_fit(database, ledger));
    TRY(check_empty(data));
    // The keys' own, younger head: should the recovery key have been printed anew in between, the
    // newest paper is the one that opens.
    auto const vault = keys::recover(ledger.vault, keys::hotline_vault, recovery_key);
    if (!vault)
        return fail(vault.error().fault == Fault::NotAllowed
                ? Error { Fault::NotAllowed, "this recovery key does not open this backup; it takes the one that was printed last before the keys' file was made" }
                : vault.error());

    std::error_code error;
    bool const made_here = fs::create_directories(data, error);
    fs::permissions(data, fs::perms::owner_all, error);
    auto const opened = [&]() -> Done {
        Unfinished files;
        TRY(read_backup(backup.file, *vault, files.add(data + "/hotline.db"), progress));
        TRY(read_backup(backup.keys, *vault, files.add(data + "/keys.db"), progress));
        files.finished();
        return {};
    }();
    if (!opened && made_here)
        fs::remove(data, error);
    return opened;
}

} // namespace reachline::app
