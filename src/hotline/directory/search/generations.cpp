#include "hotline/directory/search/generations.hpp"

#include "hotline/directory/search/index.hpp"

#include <linux/magic.h>
#include <sys/statfs.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <vector>

namespace reachline::hotline::directory {

namespace {
namespace files = std::filesystem;

std::string generation_name(std::int64_t number)
{
    return "generation-" + std::to_string(number);
}
} // namespace

std::string current_of(std::string const& folder)
{
    return folder + "/current";
}

std::string folder_of(std::string const& folder, std::int64_t number)
{
    return folder + "/" + generation_name(number);
}

bool is_memory_backed(std::string const& folder)
{
    struct statfs found { };
    return statfs(folder.c_str(), &found) == 0
        && (found.f_type == TMPFS_MAGIC || found.f_type == RAMFS_MAGIC);
}

Done make_private(std::string const& folder)
{
    std::error_code code;
    files::create_directories(folder, code);
    if (!code)
        files::permissions(folder, files::perms::owner_all, code);
    if (code)
        return fail(Fault::Broken, "a folder for the directory's index cannot be made");
    return {};
}

/// The number in a file such as "auto generation-12"; 0 when there is none.
std::int64_t living_number(std::string const& folder)
{
    std::ifstream file(current_of(folder));
    std::string kind, name;
    std::int64_t number = 0;
    if (file >> kind >> name && name.starts_with("generation-"))
        std::from_chars(name.data() + 11, name.data() + name.size(), number);
    return number;
}

std::int64_t highest_number(std::string const& folder)
{
    std::int64_t highest = 0;
    std::error_code code;
    for (auto const& entry : files::directory_iterator(folder, code)) {
        auto const name = entry.path().filename().string();
        std::int64_t number = 0;
        if (name.starts_with("generation-"))
            std::from_chars(name.data() + 11, name.data() + name.size(), number);
        highest = std::max(highest, number);
    }
    return highest;
}

std::int64_t hide_current(std::string const& folder)
{
    auto const number = living_number(folder);
    std::error_code code;
    files::remove(current_of(folder), code);
    return number;
}

Done point_current_at(std::string const& folder, std::int64_t number)
{
    auto const next = current_of(folder) + ".next";
    {
        std::ofstream file(next, std::ios::trunc);
        file << "auto " << generation_name(number) << "\n";
        if (!file.flush())
            return fail(Fault::Broken, "the directory's index cannot be switched");
    }
    std::error_code code;
    files::rename(next, current_of(folder), code);
    if (code)
        return fail(Fault::Broken, "the directory's index cannot be switched");
    return {};
}

void remove_older_than(std::string const& folder, std::int64_t number)
{
    std::error_code code;
    std::vector<files::path> old;
    for (auto const& entry : files::directory_iterator(folder, code)) {
        auto const name = entry.path().filename().string();
        std::int64_t its = 0;
        if (name.starts_with("generation-")
            && std::from_chars(name.data() + 11, name.data() + name.size(), its).ec == std::errc {}
            && its < number - 1)
            old.push_back(entry.path());
    }
    for (auto const& path : old)
        files::remove_all(path, code);
}

} // namespace reachline::hotline::directory
