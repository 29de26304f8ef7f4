#include "edges/console/static_files.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace reachline::edges::console {

namespace {

std::string_view type_of(std::string_view path)
{
    if (path.ends_with(".js"))
        return "text/javascript";
    if (path.ends_with(".css"))
        return "text/css";
    if (path.ends_with(".svg"))
        return "image/svg+xml";
    if (path.ends_with(".json"))
        return "application/json";
    if (path.ends_with(".html"))
        return "text/html; charset=utf-8";
    return "application/octet-stream";
}

/// Letters, digits, hyphens, underscores and dots, no part that begins with a dot.
bool is_plain(std::string_view path)
{
    bool after_slash = true;
    for (char const c : path) {
        bool const word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '-' || c == '_' || (c == '.' && !after_slash);
        if (!word && c != '/')
            return false;
        after_slash = c == '/';
    }
    return true;
}

} // namespace

net::Response static_file(std::string const& web_root, std::string_view path)
{
    bool const is_asset = path.find('.') != std::string_view::npos;
    std::string const file = web_root + (is_asset ? std::string(path) : "/index.html");
    std::ifstream in(file, std::ios::binary);
    if (!is_plain(path) || !in)
        return { .status = 404,
            .headers = { { "content-type", "text/plain" } },
            .body = is_asset ? "There is nothing here.\n"
                             : "The console is not built. Run bin/setup.\n" };
    std::ostringstream content;
    content << in.rdbuf();
    net::Response response { .status = 200,
        .headers = { { "content-type", std::string(type_of(file)) } },
        .body = std::move(content).str() };
    // Built assets carry a hash of their content in their name.
    if (path.starts_with("/assets/"))
        response.headers.push_back({ "cache-control", "private, max-age=31536000, immutable" });
    return response;
}

} // namespace reachline::edges::console
