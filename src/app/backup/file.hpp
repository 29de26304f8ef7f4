#pragma once

// One sealed file: its head, and the sealed stream behind it. A backup is two of them; a whole
// export of the directory is one. Each opens with the printed recovery key.

#include "app/backup/backup.hpp"
#include "base/clock.hpp"
#include "hotline/keys/recovery.hpp"

#include <memory>

namespace reachline::app {

enum class Part : std::uint8_t { Database = 'd', Ledger = 'k', Directory = 'x' };

struct BackupHead {
    Part part {};
    Time made_at;
    hotline::keys::Recoverable vault;
};

/// A new sealed file, written piece by piece: what goes in is nowhere in the clear.
class SealedFile {
public:
    static Result<SealedFile> create(BackupHead const&, std::string const& path);
    SealedFile(SealedFile&&) noexcept;
    ~SealedFile();
    Done write(ByteView plain);
    /// Once all is written: the file is on disk when this returns, and without it does not open.
    Done finish();

private:
    struct Open;
    explicit SealedFile(std::unique_ptr<Open>);
    std::unique_ptr<Open> open_;
};

/// Seals `plain_path` into a new file, which is on disk when this returns.
Done write_backup(BackupHead const&, std::string const& plain_path, std::string const& backup_path, Progress const&);

/// Invalid for what is no backup.
Result<BackupHead> backup_head(std::string const& backup_path);

/// Opens a backup into a new file. Invalid when a byte of it was changed, added or cut off.
Done read_backup(std::string const& backup_path, hotline::keys::Unlocked const&, std::string const& plain_path, Progress const&);

} // namespace reachline::app
