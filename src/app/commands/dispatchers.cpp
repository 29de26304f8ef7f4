// The 911 centres of a file, brought into a hotline: `reachline dispatchers import`.

#include "app/commands.hpp"
#include "app/commands/directory_report.hpp"
#include "app/hotline_files.hpp"
#include "base/files.hpp"
#include "hotline/directory/dispatchers/registry.hpp"

#include <cinttypes>
#include <cstdio>
#include <filesystem>

namespace reachline::app {

namespace {

namespace dispatchers = hotline::directory::dispatchers;
using hotline::directory::Borders;
using hotline::directory::exchange::Findings;
using Rows = std::vector<dispatchers::DispatcherRow>;

constexpr std::uintmax_t largest_registry = 16 * 1024 * 1024;

Result<Rows> rows_of(DispatcherImport const& import, Findings& findings)
{
    std::error_code code;
    auto const size = std::filesystem::file_size(import.file, code);
    if (code)
        return fail(Fault::NotFound, "there is no such file");
    if (size > largest_registry)
        return fail(Fault::Invalid, "a file of 911 centres has at most 16 MB");
    auto const borders = TRY(Borders::load(import.share + "/data/map"));
    auto const name = std::filesystem::path(import.file).filename().string();
    return dispatchers::read_registry(TRY(file_text(import.file)), name, borders, findings);
}

/// Beside a running server it looks.
Result<dispatchers::Brought> previewed(std::string const& data, Rows const& rows)
{
    auto database = TRY(store::Database::open(data + "/hotline.db", store::Access::ReadOnly));
    return dispatchers::preview(database, rows);
}

Result<dispatchers::Brought> applied(DispatcherImport const& import, Rows const& rows)
{
    SystemClock clock;
    SystemRandom random;
    auto files = HotlineFiles::open(import.data, clock, random);
    if (!files && files.error().fault == Fault::Conflict)
        return fail(Fault::Conflict, "the hotline runs: stop it for the import; a preview works beside it");
    if (!files)
        return fail(files.error());
    auto world = (*files)->world();
    dispatchers::Brought brought;
    auto const gone = import.lets_go ? dispatchers::Gone::HoweverMany : dispatchers::Gone::AtMostAQuarter;
    TRY(in_one_transaction(world, [&](hotline::World& one) -> Done {
        brought = TRY(dispatchers::bring_in(one, hotline::Actor::system(), rows, gone));
        return {};
    }));
    return brought;
}

void print(dispatchers::Brought const& brought, bool is_applied)
{
    std::printf("%s: %" PRId64 " new, %" PRId64 " changed, %" PRId64 " the same, %" PRId64 " no longer named\n"
                "%" PRId64 " have no number and cannot be called\n",
        is_applied ? "brought in" : "would bring in", brought.added, brought.changed, brought.unchanged,
        brought.gone, brought.without_number);
    if (brought.too_much_gone && !is_applied)
        std::printf("more than a quarter would go: --apply needs --let-go\n");
    if (!is_applied)
        std::printf("nothing was changed; --apply does it, while the hotline is stopped\n");
}

} // namespace

int import_dispatchers(DispatcherImport const& import)
{
    if (auto const there = check_hotline(import.data); !there)
        return explain(there.error());
    Findings findings;
    auto const rows = rows_of(import, findings);
    if (!rows)
        return explain(rows.error());
    print(findings);
    if (findings.count_from(hotline::directory::exchange::Weight::File) > 0)
        return Failed;
    auto const brought = import.is_to_apply ? applied(import, *rows) : previewed(import.data, *rows);
    if (!brought)
        return explain(brought.error());
    print(*brought, import.is_to_apply);
    return Fine;
}

} // namespace reachline::app
