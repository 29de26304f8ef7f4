// Finding a service: ours beside what a user would pick instead, on the same rows, with the same
// questions, in the same run.

#include "../measure.hpp"
#include "reachline.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <optional>

namespace reachline::bench {

namespace {

constexpr std::size_t questions_asked = 2'000;
constexpr std::size_t words_misspelt = 1'000;
constexpr std::size_t edits = 200;
constexpr std::size_t warm_up = 200;

double ms_of(auto&& act)
{
    auto const begun = now_us();
    act();
    return static_cast<double>(now_us() - begun) / 1000;
}

struct Found {
    double p50 = 0;
    double p99 = 0;
    double share = 0; ///< of the questions: what was meant stands on the first page
    double hits = 0; ///< on a page, on the average
};

Found ask_all(Engine& engine, std::vector<Question> const& questions, Ranked ranked)
{
    for (std::size_t i = 0; i < std::min(warm_up, questions.size()); ++i)
        engine.find(questions[i], ranked);
    Found found;
    std::vector<double> took;
    for (auto const& question : questions) {
        std::vector<Id<Listing>> ids;
        took.push_back(ms_of([&] { ids = engine.find(question, ranked); }));
        found.hits += static_cast<double>(ids.size());
        found.share += std::ranges::find(ids, question.meant) != ids.end();
    }
    auto const all = static_cast<double>(questions.size());
    return { at_percent(took, 50), at_percent(took, 99), found.share / all, found.hits / all };
}

struct Figures {
    double build_s = 0;
    double mb = 0;
    Found fit;
    Found distance;
    double typo_found = 0;
    double typo_ms = 0;
    double edit_ms = 0;
};

Figures measured(Engine& engine, Asked const& asked)
{
    Figures figures;
    figures.build_s = ms_of([&] { engine.build(asked.rows); }) / 1000;
    figures.mb = engine.megabytes();
    figures.fit = ask_all(engine, asked.questions, Ranked::ByFit);
    figures.distance = ask_all(engine, asked.questions, Ranked::ByDistance);
    std::vector<double> took;
    for (auto const& [meant, typed] : asked.misspellings) {
        std::string word;
        took.push_back(ms_of([&] { word = engine.corrected(typed); }));
        // A slip can make another word that is there: then nothing is misspelt.
        figures.typo_found += word == meant;
    }
    figures.typo_found /= static_cast<double>(asked.misspellings.size());
    figures.typo_ms = at_percent(took, 50);
    took.clear();
    for (std::size_t i = 0; i < edits; ++i)
        took.push_back(ms_of([&] { engine.edit(asked.rows[i * (asked.rows.size() / edits)]); }));
    figures.edit_ms = at_percent(took, 50);
    return figures;
}

void print_one(Told const& told, Engine const& engine, Figures const& figures, Figures const* ours)
{
    json::Object line { { "engine", engine.name() }, { "p50_ms", rounded(figures.fit.p50, 3) },
        { "p99_ms", rounded(figures.fit.p99, 2) },
        { "distance_p50_ms", rounded(figures.distance.p50, 3) },
        { "distance_p99_ms", rounded(figures.distance.p99, 2) },
        { "typo_found", rounded(figures.typo_found, 3) },
        { "typo_ms", rounded(figures.typo_ms, 3) }, { "build_s", rounded(figures.build_s, 1) },
        { "mb", rounded(figures.mb, 0) }, { "edit_ms", rounded(figures.edit_ms, 2) },
        { "meant_on_first_page", rounded(figures.fit.share, 3) },
        { "hits_a_page", rounded(figures.fit.hits, 1) } };
    if (ours) {
        line["p50_to_ours"] = rounded(figures.fit.p50 / ours->fit.p50, 1);
        line["p99_to_ours"] = rounded(figures.fit.p99 / ours->fit.p99, 1);
        line["distance_p50_to_ours"] = rounded(figures.distance.p50 / ours->distance.p50, 1);
        line["distance_p99_to_ours"] = rounded(figures.distance.p99 / ours->distance.p99, 1);
    }
    line["rows"] = told.rows;
    line["connections"] = 0;
    line["measured"] = questions_asked;
    line["how"] = ours
        ? "the same rows and questions: English stems, filters as tags or arrays, exact distance, "
          "twenty rows with what a list shows; the place is given as a point"
        : "words of a service's name, a place typed as a ZIP code, a radius, a category and a "
          "language, twenty hits, one thread, warm; ours also understands the place, corrects, "
          "counts and lets go of what finds nothing; typo_found: the word that was meant came "
          "first; edit_ms: kept on disk and found by the next search, median";
    print(told, std::move(line));
}

} // namespace

void measure_directory(Told told)
{
    if (told.rows == 0)
        told.rows = 100'000;
    OurDirectory directory(told);
    auto const asked = directory.asked(questions_asked, words_misspelt);
    auto const ours = directory.engine();
    auto const our_figures = measured(*ours, asked);
    print_one(told, *ours, our_figures, nullptr);
    auto const print_beside = [&](std::unique_ptr<Engine> engine) {
        if (engine)
            print_one(told, *engine, measured(*engine, asked), &our_figures);
    };
    print_beside(sqlite_fts(told.folder));
    print_beside(postgresql());
}

} // namespace reachline::bench
