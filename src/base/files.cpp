#include "base/files.hpp"

#include <fstream>
#include <sstream>

namespace reachline {

Result<std::string> file_text(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    if (!in)
        return fail(Fault::Broken, "a file that belongs to the program cannot be read");
    return std::move(content).str();
}

} // namespace reachline
