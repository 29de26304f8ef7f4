#pragma once

// A file that gets its name once it is whole, over nothing that was there: where the name is, the
// whole export is.

#include "base/result.hpp"

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace reachline::app {

/// Conflict when a file is there.
Done check_free(std::string const& path);

/// Where a file lies until it is whole; goes with this unless it was named.
class Unnamed {
public:
    explicit Unnamed(std::string path);
    Unnamed(Unnamed const&) = delete;
    ~Unnamed();
    std::string path() const { return path_ + ".part"; }
    Done name() const;

private:
    std::string path_;
};

class NewFile {
public:
    static Result<NewFile> create(std::string const& path);
    Done write(std::string_view);
    Done finish();

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    NewFile(std::unique_ptr<Unnamed> unnamed, std::FILE* file)
        : unnamed_(std::move(unnamed))
        , file_(file)
    {
    }
    std::unique_ptr<Unnamed> unnamed_;
    std::unique_ptr<std::FILE, Close> file_;
};

} // namespace reachline::app
