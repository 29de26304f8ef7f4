#include "hotline/audit/link.hpp"

#include "crypto/hash.hpp"

#include <fmt/format.h>

namespace reachline::hotline::audit {

std::string text_of(EventColumns const& row)
{
    return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}", row.id, row.at, row.actor_kind, row.actor, row.what, row.about,
        row.about_id, row.of, row.of_id);
}

std::string text_of(ReadingColumns const& row)
{
    return fmt::format(
        "{}|{}|{}|{}|{}|{}|{}", row.id, row.at, row.actor_kind, row.actor, row.purpose, row.about, row.about_id);
}

Bytes link_after(ByteView last, std::string const& row) { return crypto::blake2b({ last, bytes_of(row) }); }

} // namespace reachline::hotline::audit
