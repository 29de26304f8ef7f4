#pragma once

// A hotline's copy for the day its machine is gone, made while it runs.
//
// It is two files, because erasure must reach backups (decision page 0006): FILE holds the database
// and may be kept as long as one likes; FILE.keys holds the key ledger and is kept for a week at
// most. What was erased is gone once no older copy of the keys is left, and any copy of the database
// is restored with the newest keys. Words rest sealed in both; each file as a whole is sealed once
// more, to the vault's own public key, so that whoever finds it learns no figure and no name of
// staff either. It opens with the printed recovery key: nothing else is left on that day.
//
//   "reachline backup 1\n" | what 1 | made 8 | vault's public key 32 | vault's key for recovery 73
//   | stream key for the vault 105 | sealed stream

#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace reachline::app {

/// Told now and then during the work.
using Progress = std::function<void(std::uintmax_t done, std::uintmax_t of)>;

inline std::string keys_beside(std::string const& file) { return file + ".keys"; }

/// Writes FILE and FILE.keys; FILE is there once both are whole. Conflict when one is there already;
/// NotFound where there is no hotline, or its recovery key was never printed.
Done back_up(std::string const& data, std::string const& file, Progress const& = {});

struct Backup {
    std::string file; ///< the database's copy
    std::string keys; ///< the key ledger's, of the same time or younger
};

/// Into a folder that is empty or not there. Conflict when it is not; NotAllowed for another
/// recovery key; Invalid for a file that is no backup, was changed, cut off or belongs elsewhere.
/// A failed restore leaves the folder as it was.
Done restore(Backup const&, std::string const& data, std::string_view recovery_key, Progress const& = {});

} // namespace reachline::app
