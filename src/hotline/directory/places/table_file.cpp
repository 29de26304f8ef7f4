#include "hotline/directory/places/table_file.hpp"

#include <zlib.h>

#include <algorithm>

namespace reachline::hotline::directory {

namespace {
constexpr std::size_t largest_table = 16 << 20;
constexpr std::size_t piece = 512 << 10;
} // namespace

Result<std::string> unzipped(std::string const& path)
{
    auto* const file = gzopen(path.c_str(), "rb");
    if (!file)
        return fail(Fault::Broken, "a table of places cannot be opened");
    gzbuffer(file, 256 << 10);
    std::string text;
    int got = 0;
    do {
        auto const held = text.size();
        text.resize(held + piece);
        got = gzread(file, text.data() + held, static_cast<unsigned>(piece));
        text.resize(held + static_cast<std::size_t>(std::max(got, 0)));
    } while (got > 0 && text.size() < largest_table);
    if (gzclose_r(file) != Z_OK || got != 0 || text.empty())
        return fail(Fault::Broken, "a table of places is damaged");
    return text;
}

} // namespace reachline::hotline::directory
