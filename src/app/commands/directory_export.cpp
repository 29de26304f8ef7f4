#include "app/commands.hpp"
#include "app/commands/progress.hpp"
#include "app/directory_export/export.hpp"
#include "crypto/secret.hpp"

#include <cstdio>

namespace reachline::app {

namespace {

int export_all(DirectoryExport const& wish)
{
    ProgressBar bar("sealing");
    if (auto const done = export_sealed(wish, std::ref(bar)); !done)
        return explain(done.error());
    std::printf("The whole directory, sealed:  %s\n"
                "It opens with the printed recovery key alone: reachline directory unseal\n",
        wish.file.c_str());
    return Fine;
}

} // namespace

int export_directory(DirectoryExport const& wish, bool all)
{
    if (all)
        return export_all(wish);
    bool const is_tables = wish.file.ends_with(".zip");
    if (!is_tables && !wish.file.ends_with(".json")) {
        std::fprintf(stderr, "reachline: name a file that ends in .json, or in .zip for CSV tables\n");
        return WrongUse;
    }
    ProgressBar bar("writing");
    auto const done = is_tables ? export_csv(wish, std::ref(bar)) : export_json(wish, std::ref(bar));
    if (!done)
        return explain(done.error());
    std::printf("What the public may see of the directory:  %s\n", wish.file.c_str());
    return Fine;
}

int unseal_directory(std::string const& sealed, std::string const& file)
{
    ProgressBar bar("opening");
    auto recovery_key = ask_recovery_key();
    auto const done = unseal_export(sealed, file, recovery_key, std::ref(bar));
    crypto::wipe(recovery_key);
    if (!done)
        return explain(done.error());
    std::printf("In the clear, with notes and who may see what:  %s\n"
                "Keep it as you would keep the recovery key, and no longer than you need it.\n",
        file.c_str());
    return Fine;
}

} // namespace reachline::app
