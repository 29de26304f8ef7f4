#pragma once

// A case and its people as the console shows them.

#include "edges/console/contract/consent.hpp"
#include "edges/console/library.hpp"
#include "edges/console/route.hpp"
#include "hotline/cases/cases.hpp"
#include "hotline/cases/notes.hpp"
#include "hotline/cases/person.hpp"

namespace reachline::edges::console {

/// Reads words: one reading for the person's fields, one for the plan.
Result<contract::PersonDetail> person_detail(Call const&, hotline::cases::PersonRow const&);
/// Reads words: people, plans, notes.
Result<contract::CaseDetail> case_detail(Call const&, Id<hotline::Case>);
contract::CaseFacts case_facts(hotline::cases::Facts const&);

} // namespace reachline::edges::console
