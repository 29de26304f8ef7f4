#include "hotline/statistics/funder.hpp"

#include "base/json_binding.hpp"
#include "hotline/statistics/partner_count.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::statistics {

namespace {

constexpr std::array counted_here { "emergency_shelter", "extraction", "transportation",
    "referrals_given", "partners_new", "partners_in_all" };

/// The file as it is written; status and licence are for its readers.
struct Written {
    std::string form;
    std::int64_t version = 0;
    std::string status;
    std::string source;
    std::string licence;
    std::string report;
    std::vector<Figure> figures;
};
BOOST_DESCRIBE_STRUCT(Written, (), (form, version, status, source, licence, report, figures))

std::int64_t count_of(
    std::string_view code, MonthlyFigures const& month, PartnerFigures const& partners)
{
    if (code == "referrals_given")
        return month.referrals_given;
    if (code == "partners_new")
        return partners.added;
    if (code == "partners_in_all")
        return partners.in_all;
    auto const found = std::ranges::find(month.emergency.cells, code, &Cell::code);
    return found == month.emergency.cells.end() ? 0 : found->count.value_or(0);
}

/// A comma or a quote inside a text does not end its cell.
std::string quoted(std::string_view text)
{
    std::string cell = "\"";
    for (char const c : text)
        cell.append(c == '"' ? 2 : 1, c);
    return cell + "\"";
}

std::string in_english(Words const& words)
{
    auto const found = words.find("en");
    return found == words.end() ? std::string() : found->second;
}

} // namespace

json::Bound<FunderForm> FunderForm::load(std::string_view text)
{
    auto const parsed = json::parse(text);
    if (!parsed)
        return tl::unexpected<json::Wrong>(json::Wrong { "", parsed.error().text });
    auto written = json::bound<Written>(*parsed);
    if (!written)
        return tl::unexpected<json::Wrong>(written.error());
    for (auto const& figure : written->figures)
        if (std::ranges::find(counted_here, figure.code) == counted_here.end()
            || !figure.label.contains("en") || !figure.label.contains("es")
            || !figure.means.contains("en") || !figure.means.contains("es"))
            return tl::unexpected<json::Wrong>(json::Wrong {
                "figures", "each figure is one that is counted, with its words in both languages" });
    return FunderForm { written->version, written->source, std::move(written->figures) };
}

Result<FunderMonth> funder_month(store::Database& database, Categories const& categories,
    FunderForm const& form, std::string const& month)
{
    auto const figures = TRY(monthly_figures(database, categories, month));
    auto const partners = TRY(partner_figures(database, month));
    FunderMonth told { .month = month, .version = form.version, .made_up = figures.made_up, .figures = {} };
    for (auto const& figure : form.figures)
        told.figures.push_back(
            { figure.code, figure.label, figure.means, count_of(figure.code, figures, partners) });
    return told;
}

std::string csv_of(FunderMonth const& told)
{
    std::string csv = "month,code,figure,count,means\r\n";
    for (auto const& figure : told.figures)
        csv += told.month + "," + figure.code + "," + quoted(in_english(figure.label)) + ","
            + std::to_string(figure.count) + "," + quoted(in_english(figure.means)) + "\r\n";
    return csv;
}

} // namespace reachline::hotline::statistics
