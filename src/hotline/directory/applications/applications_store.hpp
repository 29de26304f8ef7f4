#pragma once

#include "hotline/directory/applications/applications.hpp"

#include "base/bytes.hpp"

namespace reachline::hotline {
struct Folder;
}

namespace reachline::hotline::directory::applications::rows {

struct NewRow {
    Row row {};
    Bytes token_hash {};
    Bytes tag {};
    Id<Folder> folder {};
    Bytes draft_sealed {};
};
Done insert(store::Database&, NewRow const&);
Result<bool> token_is_known(store::Database&, Bytes const& token_hash);
Result<std::optional<Id<Application>>> by_tags(store::Database&, Bytes const& all_tags);

struct Kept {
    Row row {};
    Id<Folder> folder {};
    std::optional<Bytes> draft_sealed {};
};
/// NotFound where there is none.
Result<Kept> find(store::Database&, Id<Application>);
Result<std::vector<Row>> open(store::Database&);
Result<std::vector<Row>> closed(store::Database&, std::int64_t limit);

/// Conflict when it stands in none of `from` any more.
Done move(store::Database&, Id<Application>, State to, Time);
Done set_taken_up(store::Database&, Id<Application>, Id<Account>);
Done set_recommended(store::Database&, Id<Application>, std::optional<Id<Account>>, Time);
Done set_approved(store::Database&, Id<Application>, Id<Account>, Id<Organization>, Time);
Done set_refused(store::Database&, Id<Application>, std::string const& reason, Time);

struct SealedPoint {
    PointRow row {};
    std::int64_t id = 0;
    std::optional<Bytes> note_sealed {};
};
Done insert_point(store::Database&, Id<Application>, SealedPoint const&);
Result<std::vector<SealedPoint>> points(store::Database&, Id<Application>);

Done put_letter(store::Database&, Id<Application>, LetterRow const&);
Result<std::vector<LetterRow>> letters(store::Database&, Id<Application>);

struct SealedSaid {
    std::int64_t id = 0;
    std::optional<Id<Account>> asked_by {};
    Time at {};
    Bytes text_sealed {};
};
Done insert_said(store::Database&, Id<Application>, SealedSaid const&);
Result<std::vector<SealedSaid>> said(store::Database&, Id<Application>);

Done insert_service(store::Database&, Id<Application>, Id<Listing>);
Result<std::vector<Id<Listing>>> services(store::Database&, Id<Application>);

struct Due {
    Id<Application> id {};
    Id<Folder> folder {};
};
Result<std::vector<Due>> due_to_erase(store::Database&, Time ended_before);
Done mark_erased(store::Database&, Id<Application>, Time);

} // namespace reachline::hotline::directory::applications::rows
