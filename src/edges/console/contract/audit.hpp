#pragma once

// The trail as an auditor sees it: ids and coded words, never a word of a person.

#include "edges/console/contract/common.hpp"

namespace reachline::edges::console::contract {

enum class TrailStream { Changes, Readings };
BOOST_DESCRIBE_ENUM(TrailStream, Changes, Readings)

/// What the filter offers.
struct TrailForm {
    std::vector<Colleague> accounts; ///< everybody, also whose account ended
    std::vector<std::string> kinds; ///< what a row can be about
};
BOOST_DESCRIBE_STRUCT(TrailForm, (), (accounts, kinds))

/// What is set narrows; a thing is also found in what belongs to it.
struct TrailSearch {
    TrailStream stream;
    std::optional<Id<Account>> account_id {};
    std::optional<std::string> what {}; ///< of a change its verb, of a reading its purpose
    std::optional<std::string> about {}; ///< one of the kinds
    std::optional<std::int64_t> about_id {};
    std::optional<Time> from {};
    std::optional<Time> until {};
    std::optional<std::int64_t> before {}; ///< the id of the last row of the page before
};
BOOST_DESCRIBE_STRUCT(TrailSearch, (), (stream, account_id, what, about, about_id, from, until, before))

struct TrailRow {
    std::int64_t id;
    Time at;
    std::string by; ///< system, signaler, staff, partner
    std::optional<Colleague> account {};
    std::string what;
    std::string about;
    std::int64_t about_id; ///< 0: all of them
    std::optional<std::string> of {};
    std::optional<std::int64_t> of_id {};
};
BOOST_DESCRIBE_STRUCT(TrailRow, (), (id, at, by, account, what, about, about_id, of, of_id))

struct TrailPage {
    std::vector<TrailRow> rows; ///< the newest first
    bool more;
};
BOOST_DESCRIBE_STRUCT(TrailPage, (), (rows, more))

/// Both or none: what an auditor wrote down at an earlier check.
struct ChainCheck {
    TrailStream stream;
    std::optional<std::int64_t> rows {};
    std::optional<std::string> fingerprint {};
};
BOOST_DESCRIBE_STRUCT(ChainCheck, (), (stream, rows, fingerprint))

struct ChainState {
    std::int64_t rows;
    std::string fingerprint;
    std::optional<std::int64_t> broken_at {};
    bool ends_well;
    std::optional<bool> as_written_down {};
};
BOOST_DESCRIBE_STRUCT(ChainState, (), (rows, fingerprint, broken_at, ends_well, as_written_down))

} // namespace reachline::edges::console::contract
