#include "app/commands.hpp"

#include "app/hotline_files.hpp"
#include "base/files.hpp"
#include "base/json_binding.hpp"
#include "hotline/statistics/funder.hpp"

#include <cstdio>

namespace reachline::app {

namespace statistics = hotline::statistics;

namespace {

/// A form below `share`; a wrong one is said to be so.
template <class Form>
Result<Form> form_of(std::string const& share, std::string const& name)
{
    auto form = Form::load(TRY(file_text(share + "/forms/" + name)));
    if (!form)
        return fail(Fault::Invalid, form.error().text);
    return std::move(*form);
}

Result<statistics::FunderMonth> month_of(
    std::string const& data, std::string const& share, std::string const& month)
{
    TRY(check_hotline(data));
    auto const categories = TRY(form_of<statistics::Categories>(share, "categories.json"));
    auto const form = TRY(form_of<statistics::FunderForm>(share, "funder_report.json"));
    auto database = TRY(store::Database::open(data + "/hotline.db", store::Access::ReadOnly));
    return statistics::funder_month(database, categories, form, month);
}

void print(statistics::FunderMonth const& told)
{
    std::printf("%s%s\n\n", told.month.c_str(), told.made_up ? " (invented figures are in it)" : "");
    for (auto const& figure : told.figures)
        std::printf("%8lld  %s\n          %s\n", static_cast<long long>(figure.count),
            figure.label.at("en").c_str(), figure.means.at("en").c_str());
}

} // namespace

int report_month(
    std::string const& data, std::string const& share, std::string const& month, ReportForm form)
{
    auto const told = month_of(data, share, month);
    if (!told)
        return explain(told.error());
    switch (form) {
    case ReportForm::Json:
        std::printf("%s\n", json::text_of(json::written(*told)).c_str());
        break;
    case ReportForm::Csv:
        std::printf("%s", statistics::csv_of(*told).c_str());
        break;
    case ReportForm::Text:
        print(*told);
    }
    return Fine;
}

} // namespace reachline::app
