#include "hotline/directory/exchange/standing.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <unordered_map>

namespace reachline::hotline::directory::exchange {

namespace {

/// A column that names a row of another table. What belongs to several things may lack some of them.
struct Link {
    Kind from;
    std::string_view column;
    Kind to;
    enum class Lost { WholeRow, TheLink } lost; ///< what is lost when it is not there
};
using enum Link::Lost;
constexpr Link links[] = {
    { Kind::Service, "organization_id", Kind::Organization, WholeRow },
    { Kind::Service, "location_id", Kind::Location, WholeRow },
    { Kind::ServiceAtLocation, "service_id", Kind::Service, WholeRow },
    { Kind::ServiceAtLocation, "location_id", Kind::Location, WholeRow },
    { Kind::Address, "location_id", Kind::Location, WholeRow },
    { Kind::Phone, "service_id", Kind::Service, TheLink },
    { Kind::Phone, "location_id", Kind::Location, TheLink },
    { Kind::Phone, "organization_id", Kind::Organization, TheLink },
    { Kind::Phone, "service_at_location_id", Kind::ServiceAtLocation, TheLink },
    { Kind::Schedule, "service_id", Kind::Service, TheLink },
    { Kind::Schedule, "location_id", Kind::Location, TheLink },
    { Kind::Schedule, "service_at_location_id", Kind::ServiceAtLocation, TheLink },
    { Kind::ServiceArea, "service_id", Kind::Service, TheLink },
    { Kind::ServiceArea, "service_at_location_id", Kind::ServiceAtLocation, TheLink },
    { Kind::Language, "service_id", Kind::Service, TheLink },
    { Kind::Language, "location_id", Kind::Location, TheLink },
    { Kind::RequiredDocument, "service_id", Kind::Service, WholeRow },
    { Kind::Eligibility, "service_id", Kind::Service, WholeRow },
    { Kind::CostOption, "service_id", Kind::Service, WholeRow },
    { Kind::ServiceCapacity, "service_id", Kind::Service, WholeRow },
    { Kind::ServiceCapacity, "unit_id", Kind::Unit, TheLink },
};

/// Whether a table's rows are told by an id: the parts of an entry in JSON repeat theirs.
bool has_ids(Kind kind)
{
    switch (kind) {
    case Kind::Organization:
    case Kind::Service:
    case Kind::Location:
    case Kind::ServiceAtLocation:
        return true;
    default:
        return false;
    }
}

std::size_t hash_of(Row const& row)
{
    std::size_t hash = 0;
    for (auto const cell : row.cells())
        hash = hash * 1'099'511'628'211u + std::hash<std::string_view> {}(cell);
    return hash;
}

bool says_the_same(Row const& a, Row const& b)
{
    auto const left = a.cells(), right = b.cells();
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

bool is_part_of_json(Row const& row) { return !row.table->place(row.index).path.empty(); }

} // namespace

ByKey::ByKey(Table const& table, std::string_view column)
{
    auto const at = table.column(column);
    if (!at)
        return;
    std::vector<std::string_view> all(table.size());
    for (std::uint32_t i = 0; i < all.size(); ++i)
        all[i] = table.row(i).cells()[*at];
    rows_.resize(all.size());
    std::iota(rows_.begin(), rows_.end(), 0u);
    std::stable_sort(rows_.begin(), rows_.end(), [&all](auto a, auto b) { return all[a] < all[b]; });
    for (auto const row : rows_)
        keys_.push_back(all[row]);
}

std::span<std::uint32_t const> ByKey::operator[](std::string_view key) const
{
    if (key.empty())
        return {};
    auto const [first, last] = std::equal_range(keys_.begin(), keys_.end(), key);
    return std::span(rows_).subspan(static_cast<std::size_t>(first - keys_.begin()), static_cast<std::size_t>(last - first));
}

Standing::Standing(Tables const& tables, Findings& findings)
    : tables_(tables)
{
    for (auto const& table : tables.all) {
        refused_[static_cast<std::size_t>(table.kind())].resize(table.size());
        by_id_.emplace_back(table, "id");
    }
    for (auto const& table : tables.all)
        check_ids(table, findings);
    check_references(findings);
    check_parents(findings);
}

Row Standing::found(Kind kind, std::string_view id) const
{
    auto const& table = tables_[kind];
    for (auto const index : by_id_[static_cast<std::size_t>(kind)][id])
        if (has(table.row(index)))
            return table.row(index);
    return {};
}

void Standing::check_ids(Table const& table, Findings& findings)
{
    // What belongs to another row is numbered file by file.
    std::set<std::pair<std::string_view, std::uint32_t>> seen;
    std::unordered_map<std::size_t, std::uint32_t> contents;
    auto const refuse_with = [&](Row const& row, std::string_view column, Rule rule) {
        refuse(row);
        findings.add(tables_.finding(row, column, rule));
    };
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        auto const row = table.row(i);
        auto const id = row["id"];
        if (is_part_of_json(row) && !has_ids(table.kind()))
            continue;
        if (id.empty() && has_ids(table.kind())) {
            // A service at its location is found by the two that it names.
            if (table.kind() != Kind::ServiceAtLocation)
                refuse_with(row, "id", Rule::MissingId);
            continue;
        }
        auto const [same, is_new] = contents.try_emplace(hash_of(row), i);
        if (!is_new && says_the_same(table.row(same->second), row)) {
            refuse_with(row, {}, Rule::DuplicatedRow);
            continue;
        }
        auto const file = has_ids(table.kind()) ? 0 : table.place(i).file;
        if (!id.empty() && !seen.emplace(id, file).second)
            refuse_with(row, "id", Rule::DoubledId);
    }
}

void Standing::check_references(Findings& findings)
{
    // A location that names no organization that is there stays: a service names it.
    for (auto const& link : links) {
        auto const& table = tables_[link.from];
        auto const column = table.column(link.column);
        if (!column)
            continue;
        for (std::uint32_t i = 0; i < table.size(); ++i) {
            auto const row = table.row(i);
            auto const id = row.cells()[*column];
            if (id.empty() || !has(row) || found(link.to, id))
                continue;
            findings.add(tables_.finding(row, link.column, Rule::DanglingReference));
            if (link.lost == WholeRow)
                refuse(row);
        }
    }
    auto const& services = tables_[Kind::Service];
    for (std::uint32_t i = 0; i < services.size(); ++i) {
        auto const row = services.row(i);
        if (!has(row) || !row["organization_id"].empty())
            continue;
        auto const location = found(Kind::Location, row["location_id"]);
        if (location && found(Kind::Organization, location["organization_id"]))
            continue;
        findings.add(tables_.finding(row, "organization_id", Rule::DanglingReference));
        refuse(row);
    }
}

void Standing::check_parents(Findings& findings) const
{
    auto const& table = tables_[Kind::Organization];
    std::vector<std::uint8_t> walked(table.size(), 0); // 1: on this way, 2: done
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::vector<std::uint32_t> way;
        auto at = table.row(i);
        while (at && walked[at.index] == 0) {
            walked[at.index] = 1;
            way.push_back(at.index);
            auto const parent = at["parent_organization_id"];
            auto const next = found(Kind::Organization, parent);
            if (!parent.empty() && !next && !is_part_of_json(at))
                findings.add(tables_.finding(at, "parent_organization_id", Rule::UnknownParent));
            at = next;
        }
        if (at && walked[at.index] == 1)
            for (auto ring = std::find(way.begin(), way.end(), at.index); ring != way.end(); ++ring)
                findings.add(tables_.finding(table.row(*ring), "parent_organization_id", Rule::ParentCycle));
        for (auto const one : way)
            walked[one] = 2;
    }
}

} // namespace reachline::hotline::directory::exchange
