#pragma once

// What both sides of an application share.

#include "hotline/directory/applications/applications_store.hpp"
#include "base/private.hpp"
#include "hotline/keys/keys.hpp"

#include <initializer_list>

namespace reachline::hotline::directory::applications {

inline constexpr std::size_t longest_message = 4'000;

inline keys::Place place_of_draft(Id<Application> id)
{
    return { .table = "application", .column = "draft_sealed", .row = id.value };
}
inline keys::Place place_of_note(std::int64_t id)
{
    return { .table = "application_check", .column = "note_sealed", .row = id };
}
inline keys::Place place_of_said(std::int64_t id)
{
    return { .table = "application_message", .column = "text_sealed", .row = id };
}

/// Conflict when it stands elsewhere.
Result<rows::Kept> standing_in(World&, Id<Application>, std::initializer_list<State>);
Result<Draft> draft_of(World&, Reading const&, rows::Kept const&);
/// Seals what we asked, or what they answered.
Done write_down(World&, rows::Kept const&, std::optional<Id<Account>> asked_by, std::string text);

} // namespace reachline::hotline::directory::applications
