#pragma once

// Which rows of a directory stand: found once by an id of their own, and naming only what is there.

#include "hotline/directory/exchange/table.hpp"

namespace reachline::hotline::directory::exchange {

/// The rows of a table by what a column says, in their order.
class ByKey {
public:
    ByKey(Table const&, std::string_view column);
    std::span<std::uint32_t const> operator[](std::string_view key) const;

private:
    std::vector<std::string_view> keys_;
    std::vector<std::uint32_t> rows_;
};

class Standing {
public:
    /// Names every row that does not stand, and every ring of parents.
    Standing(Tables const&, Findings&);

    bool has(Row const& row) const { return !refused_[kind_of(row)][row.index]; }
    void refuse(Row const& row) { refused_[kind_of(row)][row.index] = true; }
    /// The row of this id that stands, or none.
    Row found(Kind, std::string_view id) const;

private:
    static std::size_t kind_of(Row const& row) { return static_cast<std::size_t>(row.table->kind()); }
    void check_ids(Table const&, Findings&);
    void check_references(Findings&);
    void check_parents(Findings&) const;

    Tables const& tables_;
    std::array<std::vector<bool>, kinds> refused_;
    std::vector<ByKey> by_id_;
};

} // namespace reachline::hotline::directory::exchange
