#pragma once

// The rows of interpreters; only interpreters.cpp knows them.

#include "hotline/directory/interpreters/interpreters.hpp"

namespace reachline::hotline::directory::interpreters::rows {

Done insert(World&, InterpreterRow const&, Id<Folder>, std::optional<Id<Account>> by);
Done update(World&, InterpreterRow const&, Id<Account> by);
Done mark_ended(World&, Id<Interpreter>, Id<Account> by);
Result<std::optional<InterpreterRow>> interpreter(World&, Id<Interpreter>);
Result<std::vector<InterpreterRow>> all(World&);

Result<Id<Folder>> folder_of(World&, Id<Interpreter>);
Done keep_code(World&, Id<Interpreter>, std::optional<Bytes> const& sealed);
Result<std::optional<Bytes>> sealed_code(World&, Id<Interpreter>);

} // namespace reachline::hotline::directory::interpreters::rows
