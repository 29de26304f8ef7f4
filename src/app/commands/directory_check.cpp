#include "app/commands.hpp"
#include "app/commands/directory_report.hpp"
#include "app/commands/parcel_files.hpp"
#include "app/commands/progress.hpp"

#include "hotline/directory/exchange/assembly.hpp"

#include <cstdio>

namespace reachline::app {

namespace {

using namespace hotline::directory;
using namespace hotline::directory::exchange;

/// Reads everything and makes every record, so that what an import would refuse is named here.
Result<Findings> findings_in(std::string const& share, std::string const& path)
{
    Findings findings;
    auto const vocabulary = TRY(Vocabulary::load(share + "/data/directory"));
    auto const places = TRY(Places::load(share + "/data/places"));
    auto const parcel = TRY(parcel_at(path, findings));
    auto const tables = open(parcel, findings);
    ProgressBar bar("checking");
    Assembly assembly(tables, { vocabulary, places }, findings);
    for (std::uintmax_t done = 0; assembly.next();)
        bar(++done, assembly.organizations());
    return findings;
}

} // namespace

int check_directory(std::string const& share, std::string const& path, Form form)
{
    auto const findings = findings_in(share, path);
    if (!findings)
        return explain(findings.error());
    if (form == Form::Json)
        std::printf("%s\n", json_of(*findings).c_str());
    else
        print(*findings);
    return findings->count_from(Weight::Field) == 0 ? Fine : Failed;
}

} // namespace reachline::app
