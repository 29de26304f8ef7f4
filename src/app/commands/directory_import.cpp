#include "app/commands.hpp"
#include "app/commands/directory_report.hpp"
#include "app/commands/parcel_files.hpp"
#include "app/commands/progress.hpp"
#include "app/hotline_files.hpp"
#include "hotline/directory/sources/sources.hpp"

#include <cstdio>
#include <filesystem>

namespace reachline::app {

namespace {

using namespace hotline::directory;
using hotline::Actor;
using hotline::World;

/// All that an import rests on, in the order in which each borrows from those before.
struct Brought {
    exchange::Findings findings {};
    Vocabulary vocabulary;
    Places places;
    exchange::Parcel parcel {};
    exchange::Tables tables {};
    sources::Wish wish {};
};

Result<std::unique_ptr<Brought>> brought(DirectoryImport const& import)
{
    auto vocabulary = TRY(Vocabulary::load(import.share + "/data/directory"));
    auto places = TRY(Places::load(import.share + "/data/places"));
    std::unique_ptr<Brought> all(new Brought { .vocabulary = std::move(vocabulary), .places = std::move(places) });
    all->parcel = TRY(parcel_at(import.file, all->findings));
    all->tables = exchange::open(all->parcel, all->findings);
    all->wish = { .source = import.source.empty() ? std::filesystem::path(import.file).stem().string() : import.source,
        .trust = import.is_assured ? sources::Trust::Assured : sources::Trust::Unassured,
        .let_go = import.lets_go };
    return all;
}

Result<sources::Outcome> looked_at(store::Database& database, Time now, Brought& all)
{
    exchange::Assembly assembly(all.tables, { all.vocabulary, all.places }, all.findings);
    ProgressBar bar("comparing");
    return sources::preview(database, now, all.tables, assembly, all.findings, all.wish, [&bar](std::int64_t done, std::int64_t of) {
        bar(static_cast<std::uintmax_t>(done), static_cast<std::uintmax_t>(of));
    });
}

/// Beside a running server it looks; a folder at rest is brought up to date first.
Result<sources::Outcome> previewed(std::string const& data, Brought& all)
{
    SystemClock clock;
    SystemRandom random;
    auto files = HotlineFiles::open(data, clock, random);
    if (files)
        return looked_at((*files)->database, clock.now(), all);
    if (files.error().fault != Fault::Conflict)
        return fail(files.error());
    auto database = TRY(store::Database::open(data + "/hotline.db", store::Access::ReadOnly));
    return looked_at(database, clock.now(), all);
}

Result<sources::Outcome> applied(std::string const& data, Brought& all)
{
    SystemClock clock;
    SystemRandom random;
    auto files = HotlineFiles::open(data, clock, random);
    if (!files && files.error().fault == Fault::Conflict)
        return fail(Fault::Conflict, "the hotline runs: stop it for the import; a preview works beside it");
    if (!files)
        return fail(files.error());
    auto world = (*files)->world();
    sources::Outcome outcome;
    exchange::Assembly assembly(all.tables, { all.vocabulary, all.places }, all.findings);
    ProgressBar bar("importing");
    TRY(in_one_transaction(world, [&](World& one) -> Done {
        outcome = TRY(sources::apply(one, Actor::system(), all.tables, assembly, all.findings, all.wish, [&bar](std::int64_t done, std::int64_t of) {
            bar(static_cast<std::uintmax_t>(done), static_cast<std::uintmax_t>(of));
        }));
        return {};
    }));
    return outcome;
}

} // namespace

int import_directory(DirectoryImport const& import)
{
    if (auto const there = check_hotline(import.data); !there)
        return explain(there.error());
    auto all = brought(import);
    if (!all)
        return explain(all.error());
    auto const outcome = import.is_to_apply ? applied(import.data, **all) : previewed(import.data, **all);
    if (!outcome)
        return explain(outcome.error());
    auto const telling = import.is_to_apply ? Telling::Done : Telling::Preview;
    if (import.form == Form::Json)
        std::printf("%s\n", json_of(*outcome, (*all)->findings, telling).c_str());
    else
        print(*outcome, (*all)->findings, telling);
    return Fine;
}

} // namespace reachline::app
