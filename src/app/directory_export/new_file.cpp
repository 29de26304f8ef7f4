#include "app/directory_export/new_file.hpp"

#include <filesystem>
#include <unistd.h>

namespace reachline::app {

namespace fs = std::filesystem;

Done check_free(std::string const& path)
{
    std::error_code ignored;
    if (fs::exists(path, ignored))
        return fail(Fault::Conflict, "this file is there already; an export overwrites nothing");
    return {};
}

Unnamed::Unnamed(std::string path)
    : path_(std::move(path))
{
    // What an export that was cut off left there goes.
    std::error_code ignored;
    fs::remove(this->path(), ignored);
}

Unnamed::~Unnamed()
{
    std::error_code ignored;
    fs::remove(path(), ignored);
}

Done Unnamed::name() const
{
    std::error_code error;
    fs::rename(path(), path_, error);
    if (error)
        return fail(Fault::Broken, "the file cannot be given its name");
    return {};
}

Result<NewFile> NewFile::create(std::string const& path)
{
    TRY(check_free(path));
    auto unnamed = std::make_unique<Unnamed>(path);
    auto* const file = std::fopen(unnamed->path().c_str(), "wbxe");
    if (file == nullptr)
        return fail(Fault::Broken, "the file cannot be written here");
    return NewFile(std::move(unnamed), file);
}

Done NewFile::write(std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size())
        return fail(Fault::Broken, "the file could not be written to its end; is the disk full?");
    return {};
}

Done NewFile::finish()
{
    if (std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0)
        return fail(Fault::Broken, "the file could not be written to its end; is the disk full?");
    return unnamed_->name();
}

} // namespace reachline::app
