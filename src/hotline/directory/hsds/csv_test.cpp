#include "hotline/directory/hsds/csv.hpp"

#include "base/test.hpp"

using namespace reachline::hotline::directory;

TEST("a cell that a spreadsheet would run is guarded by one apostrophe, and a number is not")
{
    CHECK(hsds::cell("=1+1") == "'=1+1");
    CHECK(hsds::cell("+1 713 555 0142") == "'+1 713 555 0142");
    CHECK(hsds::cell("-2+3") == "'-2+3");
    CHECK(hsds::cell("@sum(a1)") == "'@sum(a1)");
    CHECK(hsds::cell("\tx") == "'\tx");
    CHECK(hsds::cell("\rx") == "\"'\rx\"");
    CHECK(hsds::cell("'tis") == "''tis");
    CHECK(hsds::cell("-95.36") == "-95.36");
    CHECK(hsds::cell("+4") == "+4");
    CHECK(hsds::cell("-.5") == "'-.5");
    CHECK(hsds::cell("a=b") == "a=b");
    CHECK(hsds::cell("").empty());
}

TEST("a cell with commas, quotes or line breaks is quoted as RFC 4180 says")
{
    CHECK(hsds::cell("beds, meals") == "\"beds, meals\"");
    CHECK(hsds::cell("the \"Lantern\"") == "\"the \"\"Lantern\"\"\"");
    CHECK(hsds::cell("one\ntwo") == "\"one\ntwo\"");
    CHECK(hsds::cell("=a,b") == "\"'=a,b\"");
}

TEST("a table has the columns of the standard, and none that is for a sealed whole")
{
    CHECK(hsds::header_of(hsds::Table::Phone)
        == "id,location_id,service_id,organization_id,service_at_location_id,number,extension,type,"
           "description,extension_text\r\n");
    for (auto const& table : hsds::tables()) {
        auto const header = hsds::header_of(table.table);
        for (auto const* const hidden :
            { "visibility", "note,", "advocate", "roles", "assured_at" })
            if (table.name != "language")
                CHECK_MESSAGE(header.find(hidden) == std::string::npos, header);
    }
}

TEST("a record is a row in its table, and what stands below it rows in theirs")
{
    hsds::Service service { .id = "s", .name = "A, b" };
    service.phones = {
        { .id = "p", .service_id = "s", .number = "713-555-0142", .extension = 12 }
    };
    service.service_at_locations = { { .id = "x",
        .service_id = "s",
        .location = hsds::Location {
            .id = "l", .location_type = "physical", .latitude = 29.75, .longitude = -95.25 } } };
    std::string rows;

    hsds::each_row(service, [&](hsds::Table, std::string row) { rows += row; });

    CHECK(rows
        == "s,,\"A, b\",,,,,,,,,,,,,,,,,\r\n"
           "p,,s,,,713-555-0142,12,,,\r\n"
           "x,s,,\r\n"
           "l,physical,,,,,,,29.75,-95.25,\r\n");
}
