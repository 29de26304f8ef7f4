// Throws bytes at everything that reads a request before an edge sees it.
//
//   clang++ -std=c++20 -O1 -g -fsanitize=fuzzer,address,undefined -Isrc
//       tests/fuzz/http_request_fuzz.cpp src/net/request_head.cpp src/net/form.cpp
//       src/net/source.cpp src/base/text.cpp src/base/result.cpp -lsodium -o http_request_fuzz

#include "base/ensure.hpp"
#include "base/text.hpp"
#include "net/http.hpp"
#include "net/request_head.hpp"
#include "net/source.hpp"

#include <cstdio>
#include <cstdlib>

using namespace reachline;
using namespace reachline::net;

// Aborts instead of ending quietly, so that the fuzzer keeps the input.
void reachline::ensure_failed(char const* condition, char const* file, int line)
{
    std::fprintf(stderr, "%s:%d: %s\n", file, line, condition);
    std::abort();
}

namespace {
constexpr std::size_t head_limit = 4096;

/// A head must end in the same place however its bytes are cut.
void scan_whole_and_in_parts(std::string_view text)
{
    HeadScan whole;
    auto const at_once = whole.scan(text, head_limit);
    HeadScan parts;
    auto seen = HeadScan::Seen::More;
    for (std::size_t size = 1; size <= text.size() && seen == HeadScan::Seen::More; ++size)
        seen = parts.scan(text.substr(0, size), head_limit);
    ensure(seen == at_once);
    if (at_once != HeadScan::Seen::Whole)
        return;
    ensure(parts.length() == whole.length());
    auto const head = text.substr(0, whole.length());
    if (fault_of_head(head) != 0)
        return;
    ensure(head.find('\0') == std::string_view::npos);
    ensure(head.find("\r\n ") == std::string_view::npos);
}

void read_target(std::string_view text)
{
    auto const target = target_of(text);
    if (!target)
        return;
    ensure(target->path.starts_with('/'));
    ensure(target->path.find('?') == std::string::npos);
    ensure(target->path.find("%00") == std::string::npos);
}

void read_form(std::string_view text)
{
    auto const fields = form_fields(text);
    if (!fields)
        return;
    for (auto const& [name, value] : *fields)
        ensure(is_utf8(name) && is_utf8(value));
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* bytes, std::size_t size)
{
    std::string_view const text(reinterpret_cast<char const*>(bytes), size);
    scan_whole_and_in_parts(text);
    read_target(text);
    read_form(text);
    static_cast<void>(last_forwarded(text));
    return 0;
}
