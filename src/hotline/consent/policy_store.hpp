#pragma once

// The rows of what the forms say: SQL and nothing else. Only policy.cpp includes it.

#include "hotline/consent/policy.hpp"

namespace reachline::hotline::consent::rows {

Done insert_script(World&, std::string_view purpose, Script const&);
Done insert_purpose_recipient(World&, std::string_view purpose, std::string_view role);
Done insert_language(World&, std::string_view language);
Done insert_method(World&, std::string_view code, std::int64_t rank);
Done insert_exception_scope(World&, std::string_view kind, std::string_view code, bool alone);
/// How many rows it changed: none when there is no such method.
Result<std::int64_t> upsert_release_standard(World&, std::string_view method);

} // namespace reachline::hotline::consent::rows
