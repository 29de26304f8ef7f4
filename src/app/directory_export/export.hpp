#pragma once

// The directory as a file: for other directories, and for the day that it is needed elsewhere.
//
// What is written in the clear is the public layer and no more: the same records as the public feed
// gives. Everything (what partners and advocates see, notes, who may see what, hidden places sealed
// as they are) leaves sealed to the printed recovery key, in the manner of a backup, and is nowhere
// in the clear on its way.

#include "app/backup/backup.hpp"
#include "base/result.hpp"

#include <string>

namespace reachline::app {

struct DirectoryExport {
    std::string data; ///< the hotline's folder, also while it runs
    std::string share; ///< has data/directory
    std::string file; ///< is not there yet: an export overwrites nothing
};

/// One JSON object: version, profile, and under `contents` each organization with its services.
Done export_json(DirectoryExport const&, Progress const& = {});
/// A zip with a CSV table for each kind of record and its datapackage.json.
Done export_csv(DirectoryExport const&, Progress const& = {});
/// Everything, as JSON, sealed. NotFound when no recovery key was ever printed.
Done export_sealed(DirectoryExport const&, Progress const& = {});
/// Opens what export_sealed() wrote into a new file. NotAllowed for another recovery key; Invalid for
/// a file that was changed or cut off.
Done unseal_export(std::string const& sealed, std::string const& file, std::string_view recovery_key,
    Progress const& = {});

} // namespace reachline::app
