#include "app/directory_export/export.hpp"

#include "app/backup/file.hpp"
#include "app/directory_export/new_file.hpp"
#include "app/directory_export/walk.hpp"
#include "app/hotline_files.hpp"
#include "base/json.hpp"
#include "hotline/directory/hsds/json.hpp"

namespace reachline::app {

namespace {

using namespace hotline::directory;
namespace keys = hotline::keys;

using Write = std::function<Done(std::string_view)>;

/// One organization a line, so that a tool for lines can look into it as well.
Done write_json(DirectoryExport const& wish, Visibility audience, Progress const& progress, Write const& write)
{
    TRY(check_hotline(wish.data));
    auto const vocabulary = TRY(Vocabulary::load(wish.share + "/data/directory"));
    auto database = TRY(store::Database::open(wish.data + "/hotline.db", store::Access::ReadOnly));
    TRY(write(std::string(R"({"version":")") + hsds::standard_version + R"(","profile":")" + hsds::profile_uri
        + R"(","contents":[)"));
    bool is_first = true;
    TRY(walk_directory(database, vocabulary, audience, progress, [&](Household const& one) -> Done {
        auto object = hsds::json_of(one.organization);
        json::Array services;
        for (auto const& service : one.services)
            services.push_back(hsds::json_of(service));
        if (!services.empty())
            object["services"] = std::move(services);
        return write((std::exchange(is_first, false) ? "\n" : ",\n") + json::text_of(object));
    }));
    return write("\n]}\n");
}

} // namespace

Done export_json(DirectoryExport const& wish, Progress const& progress)
{
    auto file = TRY(NewFile::create(wish.file));
    TRY(write_json(wish, Visibility::Public, progress, [&](std::string_view text) { return file.write(text); }));
    return file.finish();
}

Done export_sealed(DirectoryExport const& wish, Progress const& progress)
{
    TRY(check_hotline(wish.data));
    auto ledger = TRY(store::Database::open(wish.data + "/keys.db", store::Access::ReadOnly));
    auto const vault = keys::recoverable(ledger, keys::hotline_vault);
    if (!vault)
        return fail(vault.error().fault == Fault::NotFound
                ? Error { Fault::NotFound, "this hotline has no recovery key, so nobody could ever open the file" }
                : vault.error());
    SystemClock const clock;
    TRY(check_free(wish.file));
    Unnamed const unnamed(wish.file);
    auto sealed = TRY(SealedFile::create({ Part::Directory, clock.now(), *vault }, unnamed.path()));
    TRY(write_json(wish, Visibility::Advocate, progress,
        [&](std::string_view text) { return sealed.write(bytes_of(text)); }));
    TRY(sealed.finish());
    return unnamed.name();
}

Done unseal_export(std::string const& sealed, std::string const& file, std::string_view recovery_key,
    Progress const& progress)
{
    auto const head = TRY(backup_head(sealed));
    if (head.part != Part::Directory)
        return fail(Fault::Invalid, "this file is a backup, not an export of the directory; reachline restore opens it");
    auto const vault = keys::recover(head.vault, keys::hotline_vault, recovery_key);
    if (!vault)
        return fail(vault.error().fault == Fault::NotAllowed
                ? Error { Fault::NotAllowed, "this recovery key does not open this file" }
                : vault.error());
    TRY(check_free(file));
    Unnamed const unnamed(file);
    TRY(read_backup(sealed, *vault, unnamed.path(), progress));
    return unnamed.name();
}

} // namespace reachline::app
