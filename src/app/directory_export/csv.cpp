// The public layer as a zip of tables.

#include "app/directory_export/export.hpp"
#include "app/directory_export/new_file.hpp"
#include "app/directory_export/walk.hpp"
#include "app/hotline_files.hpp"
#include "hotline/directory/hsds/csv.hpp"
#include "hotline/directory/hsds/mapping.hpp"
#include "hotline/directory/hsds/terms.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <zip.h>

namespace reachline::app {

namespace {

using namespace hotline::directory;
namespace fs = std::filesystem;

/// The tables while they grow, in a folder beside the file that they go into.
class GrowingTables {
public:
    static Result<std::unique_ptr<GrowingTables>> begin(std::string const& folder)
    {
        std::error_code error;
        fs::remove_all(folder, error);
        if (!fs::create_directory(folder, error))
            return fail(Fault::Broken, "the file cannot be written here");
        fs::permissions(folder, fs::perms::owner_all, error);
        std::unique_ptr<GrowingTables> made(new GrowingTables(folder));
        for (auto const& table : hsds::tables()) {
            auto file = TRY(NewFile::create(made->path_of(table)));
            TRY(file.write(hsds::header_of(table.table)));
            made->files_.emplace(table.table, std::move(file));
        }
        return made;
    }
    ~GrowingTables()
    {
        files_.clear();
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    /// Rows come from a place that cannot fail; the first that cannot be written is remembered.
    void add(hsds::Table table, std::string const& row)
    {
        if (table == hsds::Table::Unit && !units_.insert(row).second)
            return;
        if (auto const written = files_.at(table).write(row); !written && failed_)
            failed_ = written;
    }
    Done finish()
    {
        TRY(Done(failed_));
        for (auto& [table, file] : files_)
            TRY(file.finish());
        return {};
    }
    std::string path_of(hsds::TableName const& table) const
    {
        return folder_ + "/" + std::string(table.file);
    }

private:
    explicit GrowingTables(std::string folder)
        : folder_(std::move(folder))
    {
    }
    std::string folder_;
    std::map<hsds::Table, NewFile> files_ {};
    std::set<std::string> units_ {};
    Done failed_ {};
};

struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
};

tl::unexpected<Error> not_packed()
{
    return fail(Fault::Broken, "the zip could not be written; is the disk full?");
}

/// With fixed times, so that the same directory gives the same bytes.
Done add_entry(zip_t* zip, std::string_view name, zip_source_t* source)
{
    auto const index = source == nullptr ? -1 : zip_file_add(zip, std::string(name).c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return not_packed();
    }
    constexpr zip_uint16_t midnight = 0;
    constexpr zip_uint16_t first_day_of_1980 = (1 << 5) | 1;
    zip_file_set_dostime(zip, static_cast<zip_uint64_t>(index), midnight, first_day_of_1980, 0);
    return {};
}

Done pack(GrowingTables const& tables, std::string const& file)
{
    TRY(check_free(file));
    Unnamed const unnamed(file);
    int error = 0;
    std::unique_ptr<zip_t, Discard> zip(zip_open(unnamed.path().c_str(), ZIP_CREATE | ZIP_EXCL, &error));
    if (!zip)
        return fail(Fault::Broken, "the file cannot be written here");
    auto const description = hsds::datapackage();
    TRY(add_entry(zip.get(), "datapackage.json",
        zip_source_buffer(zip.get(), description.data(), description.size(), 0)));
    for (auto const& table : hsds::tables())
        TRY(add_entry(zip.get(), table.file, zip_source_file(zip.get(), tables.path_of(table).c_str(), 0, -1)));
    if (zip_close(zip.get()) != 0)
        return not_packed();
    (void)zip.release(); // closed is gone
    return unnamed.name();
}

} // namespace

Done export_csv(DirectoryExport const& wish, Progress const& progress)
{
    TRY(check_hotline(wish.data));
    TRY(check_free(wish.file));
    auto const vocabulary = TRY(Vocabulary::load(wish.share + "/data/directory"));
    auto database = TRY(store::Database::open(wish.data + "/hotline.db", store::Access::ReadOnly));
    auto const tables = TRY(GrowingTables::begin(wish.file + ".tables"));
    auto const each = [&](hsds::Table table, std::string const& row) { tables->add(table, row); };
    for (auto const& taxonomy : hsds::taxonomies(vocabulary))
        hsds::each_row(taxonomy, each);
    for (auto const& term : hsds::taxonomy_terms(vocabulary))
        hsds::each_row(term, each);
    TRY(walk_directory(database, vocabulary, Visibility::Public, progress, [&](Household const& one) -> Done {
        hsds::each_row(one.organization, each);
        for (auto const& service : one.services)
            hsds::each_row(service, each);
        return {};
    }));
    TRY(tables->finish());
    return pack(*tables, wish.file);
}

} // namespace reachline::app
