#pragma once

// A directory as its file tells it, whatever the format: the tables of HSDS 3.1 with the columns that
// we keep, and a few that other formats have. Texts are borrowed from the file or from `words`, so
// that a hundred thousand services need little more room than their file.

#include "hotline/directory/exchange/finding.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::hotline::directory::exchange {

enum class Kind {
    Organization, Service, Location, Address, ServiceAtLocation, Phone, Schedule, ServiceArea,
    Language, RequiredDocument, Eligibility, CostOption, Attribute, TaxonomyTerm, Taxonomy,
    ServiceCapacity, Unit
};
inline constexpr std::size_t kinds = 17;

/// Keeps texts that stand in no file: unescaped cells, texts made of numbers.
class Words {
public:
    std::string_view keep(std::string_view);

private:
    static constexpr std::size_t block = 64 * 1024;
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t left_ = 0;
    char* next_ = nullptr;
};

class Table;

/// One row; a column that the table lacks is empty.
struct Row {
    Table const* table = nullptr;
    std::uint32_t index = 0;

    std::string_view operator[](std::string_view column) const;
    std::span<std::string_view const> cells() const;
    explicit operator bool() const { return table != nullptr; }
    bool operator==(Row const&) const = default;
};

class Table {
public:
    explicit Table(Kind);

    Kind kind() const { return kind_; }
    std::vector<std::string_view> const& columns() const { return columns_; }
    std::size_t size() const { return places_.size(); }
    Row row(std::size_t index) const { return { this, static_cast<std::uint32_t>(index) }; }

    struct Place {
        std::uint32_t file = 0;
        std::uint32_t number = 0;
        std::string_view path {};
    };
    /// `cells` are as many as columns().
    void add(std::span<std::string_view const> cells, Place);
    Place const& place(std::uint32_t index) const { return places_[index]; }
    std::optional<std::size_t> column(std::string_view name) const;

private:
    friend struct Row;
    Kind kind_;
    std::vector<std::string_view> columns_;
    std::vector<std::string_view> cells_;
    std::vector<Place> places_;
};

/// Everything that a parcel of files says.
struct Tables {
    Tables();
    Table& operator[](Kind kind) { return all[static_cast<std::size_t>(kind)]; }
    Table const& operator[](Kind kind) const { return all[static_cast<std::size_t>(kind)]; }
    Finding finding(Row const&, std::string_view column, Rule, std::string detail = {}) const;

    std::vector<Table> all;
    std::vector<std::string> files;
    Words words;
    /// A whole directory, so that what is not in it is gone: not one entry, nor one page of many.
    bool is_whole() const { return !has_single_entries && pages_seen.size() >= pages_told; }
    bool has_single_entries = false;
    std::size_t pages_told = 0;
    std::set<std::int64_t> pages_seen;
    bool is_ours = false; ///< an export of Reachline
};

} // namespace reachline::hotline::directory::exchange
