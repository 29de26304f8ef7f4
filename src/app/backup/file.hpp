#pragma once

// One file of a backup: its head, and the sealed stream behind it. Only backup.cpp and
// file.cpp include this.

#include "app/backup/backup.hpp"
#include "base/clock.hpp"
#include "hotline/keys/recovery.hpp"

namespace reachline::app {

enum class Part : std::uint8_t { Database = 'd', Ledger = 'k' };

struct BackupHead {
    Part part {};
    Time made_at;
    hotline::keys::Recoverable vault;
};

/// Seals `plain_path` into a new file, which is on disk when this returns.
Done write_backup(BackupHead const&, std::string const& plain_path, std::string const& backup_path, Progress const&);

/// Invalid for what is no backup.
Result<BackupHead> backup_head(std::string const& backup_path);

/// Opens a backup into a new file. Invalid when a byte of it was changed, added or cut off.
Done read_backup(std::string const& backup_path, hotline::keys::Unlocked const&, std::string const& plain_path, Progress const&);

} // namespace reachline::app
