#pragma once

// What the funder is told each month, with what each figure means in words beside it. Which figures
// there are and their words are data (forms/funder_report.json), since funders change their lists;
// how one is counted is code, and a form that asks for a figure that nobody counts is refused.

#include "hotline/statistics/pages.hpp"

namespace reachline::hotline::statistics {

struct Figure {
    std::string code;
    Words label;
    Words means;
};
BOOST_DESCRIBE_STRUCT(Figure, (), (code, label, means))

struct FunderForm {
    std::int64_t version = 0;
    std::string source;
    std::vector<Figure> figures;

    static json::Bound<FunderForm> load(std::string_view funder_report_json);
};

struct CountedFigure {
    std::string code;
    Words label;
    Words means;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(CountedFigure, (), (code, label, means, count))

struct FunderMonth {
    std::string month; ///< "2026-11"
    std::int64_t version = 0; ///< of the form
    bool made_up = false; ///< invented figures are in it
    std::vector<CountedFigure> figures; ///< in the order of the form
};
BOOST_DESCRIBE_STRUCT(FunderMonth, (), (month, version, made_up, figures))

/// From the sums alone, for any month; Invalid for what is none.
Result<FunderMonth> funder_month(
    store::Database&, Categories const&, FunderForm const&, std::string const& month);

/// A line a figure: month, code, label and meaning in English, count.
std::string csv_of(FunderMonth const&);

} // namespace reachline::hotline::statistics
