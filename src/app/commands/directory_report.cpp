#include "app/commands/directory_report.hpp"

#include "base/json_binding.hpp"

#include <cstdio>

namespace reachline::app {

using namespace hotline::directory::exchange;
using namespace hotline::directory::sources;

namespace {

constexpr std::size_t most_printed = 1'000;

struct FindingRow {
    std::string file;
    std::int64_t row = 0;
    std::string column;
    std::string rule;
    Weight weight = Weight::Note;
    std::string what;
    std::string mend;
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(FindingRow, (), (file, row, column, rule, weight, what, mend, detail))

struct Counts {
    std::int64_t file = 0;
    std::int64_t row = 0;
    std::int64_t field = 0;
    std::int64_t note = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (file, row, field, note))

struct FindingRows {
    Counts counts;
    std::vector<FindingRow> findings;
};
BOOST_DESCRIBE_STRUCT(FindingRows, (), (counts, findings))

Counts counts_of(Findings const& findings)
{
    auto const from = [&](Weight least) { return findings.count_from(least); };
    return { .file = from(Weight::File),
        .row = from(Weight::Row) - from(Weight::File),
        .field = from(Weight::Field) - from(Weight::Row),
        .note = from(Weight::Note) - from(Weight::Field) };
}

FindingRows rows_of(Findings const& findings)
{
    FindingRows rows { .counts = counts_of(findings), .findings = {} };
    for (auto const& one : findings.sorted()) {
        auto const& rule = saying(one.rule);
        rows.findings.push_back({ one.file, one.row, one.column, std::string(rule.name), rule.weight,
            std::string(rule.what), std::string(rule.mend), one.detail });
    }
    return rows;
}

struct EntryRow {
    Fate fate = Fate::New;
    std::string kind;
    std::string foreign_id;
    std::string name;
    std::vector<std::string> fields;
};
BOOST_DESCRIBE_STRUCT(EntryRow, (), (fate, kind, foreign_id, name, fields))

struct OutcomeRows {
    bool applied = false;
    std::map<std::string, std::int64_t> services;
    std::map<std::string, std::int64_t> organizations;
    std::int64_t unchanged = 0;
    bool knows_gone = false;
    bool too_much_gone = false;
    std::vector<EntryRow> entries;
    FindingRows refused;
};
BOOST_DESCRIBE_STRUCT(OutcomeRows, (),
    (applied, services, organizations, unchanged, knows_gone, too_much_gone, entries, refused))

std::map<std::string, std::int64_t> named(std::map<Fate, std::int64_t> const& counts)
{
    std::map<std::string, std::int64_t> all;
    for (auto const& [fate, count] : counts)
        all[json::enum_name(fate)] = count;
    return all;
}

char const* words_of(Fate fate)
{
    switch (fate) {
    case Fate::New:
        return "new";
    case Fate::Changed:
        return "changed";
    case Fate::Proposed:
        return "changed there, listed here: waits for a verifier";
    case Fate::Conflicting:
        return "changed here and there: ours stays, theirs is proposed";
    case Fate::Held:
        return "changed there, with listed services: change it at the console, or import with --assured";
    case Fate::Gone:
        return "gone";
    }
    return "";
}

void print(Line const& line)
{
    std::string fields;
    for (auto const& field : line.fields)
        fields += (fields.empty() ? ": " : ", ") + field;
    std::printf("%s %s %s (%s)%s\n", line.is_organization ? "organization" : "service", line.foreign.c_str(),
        line.name.empty() ? "(not public)" : line.name.c_str(), words_of(line.fate), fields.c_str());
}

std::string where(Finding const& one)
{
    auto text = one.file.empty() ? std::string("all files") : one.file;
    if (one.row > 0)
        text += ", row " + std::to_string(one.row);
    if (!one.column.empty())
        text += ", " + one.column;
    return text;
}

} // namespace

void print(Findings const& findings)
{
    auto const all = findings.sorted();
    for (std::size_t i = 0; i < all.size() && i < most_printed; ++i) {
        auto const& one = all[i];
        auto const& rule = saying(one.rule);
        std::printf("%s: %.*s%s%s. To mend: %.*s. [%.*s]\n", where(one).c_str(), static_cast<int>(rule.what.size()), rule.what.data(),
            one.detail.empty() ? "" : ": ", one.detail.c_str(), static_cast<int>(rule.mend.size()), rule.mend.data(),
            static_cast<int>(rule.name.size()), rule.name.data());
    }
    auto const printed = static_cast<std::int64_t>(std::min(all.size(), most_printed));
    if (findings.count() > printed)
        std::printf("and %lld more\n", static_cast<long long>(findings.count() - printed));
    auto const counts = counts_of(findings);
    if (findings.count() == 0)
        std::printf("check: nothing to mend\n");
    else
        std::printf("check: %lld files and %lld rows would be left out, %lld fields left out or mended, %lld notes\n",
            static_cast<long long>(counts.file), static_cast<long long>(counts.row), static_cast<long long>(counts.field),
            static_cast<long long>(counts.note));
}

std::string json_of(Findings const& findings) { return json::text_of(json::written(rows_of(findings))); }

void print(Outcome const& outcome, Findings const& findings, Telling telling)
{
    std::size_t printed = 0;
    for (auto const& line : outcome.lines)
        if (++printed <= most_printed)
            print(line);
    auto const count = [](std::map<Fate, std::int64_t> const& all, Fate fate) {
        auto const found = all.find(fate);
        return static_cast<long long>(found == all.end() ? 0 : found->second);
    };
    if (findings.count() > 0)
        std::printf("\n");
    print(findings);
    auto const& services = outcome.services;
    std::printf("\n%s: %lld new services, %lld changed, %lld wait for a verifier, %lld conflicting, %lld gone, %lld as they were; "
                "%lld new organizations, %lld changed, %lld held.\n",
        telling == Telling::Done ? "imported" : "would import", count(services, Fate::New), count(services, Fate::Changed),
        count(services, Fate::Proposed), count(services, Fate::Conflicting), count(services, Fate::Gone),
        static_cast<long long>(outcome.unchanged), count(outcome.organizations, Fate::New),
        count(outcome.organizations, Fate::Changed), count(outcome.organizations, Fate::Held));
    if (!outcome.knows_gone)
        std::printf("Nothing is taken as gone: the file is not a whole directory, or rows of it could not be read.\n");
    if (outcome.is_too_much_gone)
        std::printf("More than a quarter of this source's entries is gone. If that is so, say --let-go.\n");
    if (telling == Telling::Preview)
        std::printf("This was a preview. To do it: --apply\n");
}

std::string json_of(Outcome const& outcome, Findings const& findings, Telling telling)
{
    OutcomeRows rows { .applied = telling == Telling::Done,
        .services = named(outcome.services),
        .organizations = named(outcome.organizations),
        .unchanged = outcome.unchanged,
        .knows_gone = outcome.knows_gone,
        .too_much_gone = outcome.is_too_much_gone,
        .entries = {},
        .refused = rows_of(findings) };
    for (auto const& line : outcome.lines)
        rows.entries.push_back({ line.fate, line.is_organization ? "organization" : "service", line.foreign, line.name, line.fields });
    return json::text_of(json::written(rows));
}

} // namespace reachline::app
