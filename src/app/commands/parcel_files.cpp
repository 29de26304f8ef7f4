#include "app/commands/parcel_files.hpp"

#include "base/files.hpp"

#include <algorithm>
#include <filesystem>

namespace reachline::app {

using namespace hotline::directory::exchange;

namespace {

namespace files = std::filesystem;

/// Reads one file into the parcel, unless it is more than a directory can be.
Done take(files::path const& path, std::string name, Parcel& parcel, std::size_t& taken, Findings& findings)
{
    std::error_code code;
    auto const size = files::file_size(path, code);
    if (code)
        return fail(Fault::NotFound, "the file cannot be read");
    if (size > largest_file || taken + size > largest_parcel) {
        findings.add({ .file = printable_name(name), .rule = Rule::FileTooLarge });
        return {};
    }
    taken += size;
    parcel.push_back({ .name = std::move(name), .bytes = TRY(file_text(path.string())) });
    return {};
}

} // namespace

Result<Parcel> parcel_at(std::string const& path, Findings& findings)
{
    std::error_code code;
    Parcel parcel;
    std::size_t taken = 0;
    if (files::is_directory(path, code)) {
        std::vector<files::path> found;
        for (auto const& entry : files::recursive_directory_iterator(path, code))
            if (entry.is_regular_file(code) && found.size() <= most_files)
                found.push_back(entry.path());
        if (found.size() > most_files) {
            findings.add({ .rule = Rule::TooManyFiles });
            return parcel;
        }
        std::sort(found.begin(), found.end());
        for (auto const& file : found)
            TRY(take(file, files::relative(file, path, code).string(), parcel, taken, findings));
        return parcel;
    }
    if (!files::is_regular_file(path, code))
        return fail(Fault::NotFound, "there is no such file or folder");
    TRY(take(path, files::path(path).filename().string(), parcel, taken, findings));
    if (!parcel.empty() && is_zip(parcel.front().bytes))
        return unzipped(parcel.front(), findings);
    return parcel;
}

} // namespace reachline::app
