#include "hotline/directory/exchange/finding.hpp"

#include "base/ensure.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::directory::exchange {

namespace {

constexpr std::array<Saying, 66> sayings { {
    { Rule::ZipBroken, "zip_broken", Weight::File, "the zip is broken or was cut off",
        "make it anew, or give the folder itself" },
    { Rule::ZipChecksum, "zip_checksum", Weight::File,
        "this file of the zip was damaged on its way: its checksum is wrong",
        "send the zip again" },
    { Rule::ZipBomb, "zip_bomb", Weight::File,
        "this file of the zip unpacks to far more than a directory can be",
        "ask who made it; unpack it elsewhere and give the folder" },
    { Rule::ZipPath, "zip_path", Weight::File,
        "this file of the zip wants to be written outside of its folder",
        "make the zip anew from within the folder" },
    { Rule::ZipEncrypted, "zip_encrypted", Weight::File, "this file of the zip is encrypted",
        "make the zip without a password" },
    { Rule::ZipNested, "zip_nested", Weight::File, "there is a zip inside the zip",
        "unpack the inner one and give it by itself" },
    { Rule::FileTooLarge, "file_too_large", Weight::File,
        "this file is larger than 256 MB, or all together than 1 GB", "split it" },
    { Rule::TooManyFiles, "too_many_files", Weight::File, "there are more than 10,000 files",
        "give the files of one directory only" },
    { Rule::TooManyRows, "too_many_rows", Weight::File,
        "there are more than 2,000,000 rows; the rest was not read", "split it" },
    { Rule::NotUtf8, "not_utf8", Weight::Row,
        "this row has letters that are not UTF-8, most likely of Latin-1 or Windows-1252",
        "save the file as UTF-8" },
    { Rule::Utf16, "utf16", Weight::File, "this file is UTF-16", "save it as UTF-8" },
    { Rule::ByteOrderMark, "byte_order_mark", Weight::Note,
        "this file begins with a byte order mark, which was passed over",
        "save it as UTF-8 without a mark" },
    { Rule::UnknownFormat, "unknown_format", Weight::File, "this is no format that we read",
        "give HSDS JSON, a package of HSDS CSV files, an Ohana or iCarol export, or ours" },
    { Rule::UnknownFile, "unknown_file", Weight::Note,
        "this file is no table that we know, and was passed over",
        "nothing, unless its name is misspelt" },
    { Rule::EmptyFile, "empty_file", Weight::File, "this file is empty",
        "give it a header and rows, or leave it out" },
    { Rule::UnknownColumn, "unknown_column", Weight::Note,
        "this column is none that we know, and was passed over",
        "nothing, unless its name is misspelt" },
    { Rule::DoubledColumn, "doubled_column", Weight::File, "two columns have the same name",
        "rename one" },
    { Rule::MissingColumn, "missing_column", Weight::File,
        "the file lacks the column by which its rows are found", "add the column" },
    { Rule::NotJson, "not_json", Weight::Row, "this is not valid JSON",
        "write it anew with a program that writes JSON" },
    { Rule::CutOff, "cut_off", Weight::File,
        "the file ends in the middle; what comes before was read", "send it again" },
    { Rule::NotAnEntry, "not_an_entry", Weight::Row,
        "this is no entry: neither an organization nor a service nor anything below them",
        "give full answers of an HSDS API, or tables by their names" },
    { Rule::UnclosedQuote, "unclosed_quote", Weight::Row,
        "a quotation mark is opened here and never closed",
        "close it; write one inside a text twice" },
    { Rule::StrayQuote, "stray_quote", Weight::Row,
        "there is a quotation mark in the middle of a field",
        "put the field in quotation marks and write one inside it twice" },
    { Rule::RaggedRow, "ragged_row", Weight::Row,
        "this row has more or fewer fields than the header",
        "mend its commas, or put texts with commas in quotation marks" },
    { Rule::LongField, "long_field", Weight::Row, "a field is longer than 64 KB",
        "shorten it; perhaps a quotation mark is not closed" },
    { Rule::Formula, "formula", Weight::Field,
        "this is a formula, which a spreadsheet would run; it was left out",
        "write the text itself" },
    { Rule::MissingId, "missing_id", Weight::Row, "this row has no id",
        "give it one that stays the same" },
    { Rule::DoubledId, "doubled_id", Weight::Row, "another row has the same id",
        "give each its own" },
    { Rule::DuplicatedRow, "duplicated_row", Weight::Row, "this row is there twice", "remove one" },
    { Rule::DanglingReference, "dangling_reference", Weight::Row,
        "this names a row that is not there", "add what it names, or mend the id" },
    { Rule::UnknownParent, "unknown_parent", Weight::Note, "its parent organization is not there",
        "nothing; we keep no parents" },
    { Rule::ParentCycle, "parent_cycle", Weight::Field,
        "this organization is, by its parents, its own parent",
        "empty one parent_organization_id of the ring" },
    { Rule::MissingName, "missing_name", Weight::Row,
        "this has no name, or one longer than 200 bytes", "name it" },
    { Rule::OrganizationRefused, "organization_refused", Weight::Row,
        "its organization was refused", "mend the organization" },
    { Rule::BreaksRule, "breaks_rule", Weight::Row, "this breaks a rule of the directory",
        "mend what is said here" },
    { Rule::TextCut, "text_cut", Weight::Field, "this text is longer than 4,000 bytes and was cut",
        "shorten it" },
    { Rule::UnknownStatus, "unknown_status", Weight::Field,
        "this status is none of active, inactive, defunct, temporarily closed; it was taken as "
        "inactive",
        "say one of the four" },
    { Rule::ImpossibleDate, "impossible_date", Weight::Field,
        "this is no date or time; it was left out",
        "write it as 2026-01-31, a time as 2026-01-31T22:15:00Z" },
    { Rule::ImpossibleCoordinates, "impossible_coordinates", Weight::Field,
        "there is no such place on earth; the middle of the ZIP code stands for it",
        "latitude lies between -90 and 90, longitude between -180 and 180" },
    { Rule::ZeroCoordinates, "zero_coordinates", Weight::Field,
        "0, 0 is in the sea; the middle of the ZIP code stands for it",
        "empty both, or give the place" },
    { Rule::TurnedCoordinates, "turned_coordinates", Weight::Field,
        "latitude and longitude are exchanged or lost a sign; the middle of the ZIP code stands "
        "for it",
        "in the United States latitude is positive and longitude negative" },
    { Rule::FarCoordinates, "far_coordinates", Weight::Field,
        "this is more than 60 miles from its ZIP code; the middle of the ZIP code stands for it",
        "mend the coordinates or the address" },
    { Rule::NoCoordinates, "no_coordinates", Weight::Note,
        "no coordinates are given; the middle of the ZIP code stands for them", "give them" },
    { Rule::UnknownState, "unknown_state", Weight::Field,
        "this address is in no state and no ZIP code of the United States that we know; it was "
        "left out",
        "mend state_province and postal_code" },
    { Rule::UnknownArea, "unknown_area", Weight::Note,
        "this area is no county, city or state that we know",
        "name counties or states: Harris County, TX" },
    { Rule::NoArea, "no_area", Weight::Note,
        "no area is said; the county or state of the place was taken, without a place the nation",
        "say which area is served" },
    { Rule::ImpossibleTime, "impossible_time", Weight::Field,
        "there is no such time of day; these hours were left out",
        "write 09:00, or 24:00 for the end of the day" },
    { Rule::ClosingIsOpening, "closing_is_opening", Weight::Field,
        "this closes when it opens; these hours were left out",
        "for round the clock say 00:00 to 24:00" },
    { Rule::UnknownZone, "unknown_zone", Weight::Field,
        "this time zone is none of the United States; that of the place was taken if there is one, "
        "else these hours were left out",
        "write it as America/Chicago" },
    { Rule::UnknownDays, "unknown_days", Weight::Field,
        "these days cannot be read; these hours were left out", "write MO,TU,WE,TH,FR,SA,SU" },
    { Rule::HoursInWords, "hours_in_words", Weight::Note,
        "hours are said in words; they were added to how to apply, and nobody can search by them",
        "say opens_at, closes_at and byday" },
    { Rule::ImpossibleAge, "impossible_age", Weight::Field,
        "ages lie between 0 and 120, the least one first; this was left out", "mend it" },
    { Rule::CapacityAboveMaximum, "capacity_above_maximum", Weight::Field,
        "more is free than there is; this was left out", "available is at most maximum" },
    { Rule::UnreadableCapacity, "unreadable_capacity", Weight::Field,
        "this capacity is no count with a time; it was left out",
        "available and maximum are whole numbers from 0, updated a time" },
    { Rule::UnknownUnit, "unknown_unit", Weight::Field,
        "room is not counted in this unit; this was left out",
        "say beds, rooms, places, families or people" },
    { Rule::UndialledPhone, "undialled_phone", Weight::Field,
        "this number cannot be dialled; it was left out",
        "give 3 to 15 digits, the extension by itself" },
    { Rule::NotAWebsite, "not_a_website", Weight::Field,
        "this is no address of the web; it was left out", "begin it with https://" },
    { Rule::UnreadableEmail, "unreadable_email", Weight::Field,
        "this is no e-mail address; it was left out", "write it as name@example.org" },
    { Rule::UnknownCategory, "unknown_category", Weight::Note,
        "this category is kept as a code that we cannot search by", "map it to one of ours" },
    { Rule::NeedsCategory, "needs_category", Weight::Note,
        "no category of ours fits; it stays unlisted until somebody gives it one",
        "give it one: see data/directory/vocabulary.json" },
    { Rule::UnknownPopulation, "unknown_population", Weight::Note,
        "these people are none that we can search by", "see data/directory/vocabulary.json" },
    { Rule::UnknownLanguage, "unknown_language", Weight::Note,
        "this language is none that we can search by",
        "write its ISO 639 code; see data/directory/vocabulary.json" },
    { Rule::ConfidentialAddress, "confidential_address", Weight::Note,
        "a confidential place carries an address; it is sealed and shown to nobody",
        "take addresses of confidential places out of files that travel" },
    { Rule::AddressInWords, "address_in_words", Weight::Field,
        "the address of a confidential place stands in this text, which was left out",
        "write the text without the address" },
    { Rule::StateOfNoCentre, "state_of_no_centre", Weight::Row,
        "this 911 centre is in no state that we know", "write the state's two letters" },
    { Rule::NotTenDigits, "not_ten_digits", Weight::Field,
        "this is no ten-digit number; it was left out",
        "give the number that rings there from anywhere, never 911" },
} };

} // namespace

Saying const& saying(Rule rule)
{
    auto const found = std::find_if(
        sayings.begin(), sayings.end(), [rule](Saying const& one) { return one.rule == rule; });
    ensure(found != sayings.end());
    return *found;
}

void Findings::add(Finding finding)
{
    if (++counts_[finding.rule] <= most_kept_of_a_rule)
        kept_.push_back(std::move(finding));
}

std::int64_t Findings::count() const
{
    return count_from(Weight::Note);
}

std::int64_t Findings::count(Rule rule) const
{
    auto const found = counts_.find(rule);
    return found == counts_.end() ? 0 : found->second;
}

std::int64_t Findings::count_from(Weight least) const
{
    std::int64_t all = 0;
    for (auto const& [rule, count] : counts_)
        if (saying(rule).weight >= least)
            all += count;
    return all;
}

std::vector<Finding> Findings::sorted() const
{
    auto all = kept_;
    std::sort(all.begin(), all.end());
    return all;
}

} // namespace reachline::hotline::directory::exchange
