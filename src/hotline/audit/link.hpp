#pragma once

// How a row of the trail is hashed into its chain: each link is the hash of the one before it and
// of the row's own text. Only the files of this folder include it; `reachline verify` spells it a
// second time, so that neither can be wrong alone.

#include "base/bytes.hpp"
#include "store/database.hpp"

#include <string>

namespace reachline::hotline::audit {

/// The columns of an event, or of a reading, as they are hashed. Borrowed for the length of a call.
struct EventColumns {
    std::int64_t id;
    std::int64_t at;
    std::string_view actor_kind;
    std::int64_t actor; ///< 0 for none
    std::string_view what;
    std::string_view about;
    std::int64_t about_id;
    std::string_view of; ///< empty for none
    std::int64_t of_id;
};
struct ReadingColumns {
    std::int64_t id;
    std::int64_t at;
    std::string_view actor_kind;
    std::int64_t actor;
    std::string_view purpose;
    std::string_view about;
    std::int64_t about_id;
};

std::string text_of(EventColumns const&);
std::string text_of(ReadingColumns const&);
Bytes link_after(ByteView last, std::string const& row);

} // namespace reachline::hotline::audit
