#pragma once

// HSDS as a tabular data package: a CSV table for each kind of record and a datapackage.json that
// describes them (docs.openreferral.org, frictionlessdata.io). The public layer only.
//
// Spreadsheets run what looks like a formula, and a provider writes our cells. So a cell that
// begins with = + - @, a tab or a carriage return and is no plain number, or that begins with an
// apostrophe, gets one apostrophe before it, which every spreadsheet takes for "this is text".
// Taking off one apostrophe from a cell that begins with it gives back what was written.

#include "hotline/directory/hsds/model.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace reachline::hotline::directory::hsds {

enum class Table {
    Organization,
    Service,
    ServiceAtLocation,
    Location,
    Address,
    Phone,
    Schedule,
    ServiceArea,
    Language,
    RequiredDocument,
    ServiceCapacity,
    Unit,
    Attribute,
    Taxonomy,
    TaxonomyTerm,
};

struct TableName {
    Table table;
    std::string_view name; ///< "service"
    std::string_view file; ///< "services.csv"
};
std::span<TableName const> tables();

/// The first line of a table, with its line end, as every row has.
std::string header_of(Table);

using EachRow = std::function<void(Table, std::string row)>;
/// A record and all below it. Terms and units stand in tables of their own; the caller writes each
/// once: units come with every capacity that counts in them.
void each_row(Organization const&, EachRow const&);
void each_row(Service const&, EachRow const&);
void each_row(Taxonomy const&, EachRow const&);
void each_row(TaxonomyTerm const&, EachRow const&);

std::string datapackage();

/// One cell: guarded and quoted where it must be.
std::string cell(std::string_view text);

} // namespace reachline::hotline::directory::hsds
