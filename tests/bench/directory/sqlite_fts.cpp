// SQLite's FTS5 with Porter's stemmer, as its documentation would have it: a contentless table of
// words, filters as tokens of a column, places as columns of a table beside it. A misspelt word is
// looked up by its trigrams.

#include "engine.hpp"

#include "../figures.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace reachline::bench {

namespace directory = hotline::directory;

namespace {

constexpr char tables[] = R"sql(
    pragma cache_size = -65536;
    create table entry (id integer primary key, latitude real not null, longitude real not null,
        shown text not null) strict;
    create virtual table words using fts5(name, organization, description, tags, content = '',
        tokenize = 'porter unicode61 remove_diacritics 2');
    create virtual table plain using fts5(text, content = '',
        tokenize = 'unicode61 remove_diacritics 2');
    create virtual table known using fts5vocab('plain', 'row');
    create virtual table spelling using fts5(word, tokenize = 'trigram');
)sql";
constexpr char insert_entry[] =
    "insert into entry (id, latitude, longitude, shown) values (?1, ?2, ?3, ?4)";
constexpr char insert_words[] = "insert into words (rowid, name, organization, description, tags) "
                                "values (?1, ?2, ?3, ?4, ?5)";
constexpr char insert_plain[] = "insert into plain (rowid, text) values (?1, ?2)";
constexpr char fill_spelling[] = "insert into spelling (word) select term from known";
constexpr char optimize[] = "insert into words (words) values ('optimize')";
constexpr char forget_words[] =
    "insert into words (words, rowid, name, organization, description, tags) "
    "values ('delete', ?1, ?2, ?3, ?4, ?5)";
constexpr char update_entry[] = "update entry set shown = ?2 where id = ?1";

// The full-text table first: the other way round it does not end (tried).
constexpr char by_fit[] = R"sql(
    select e.id, e.shown from words w cross join entry e on e.id = w.rowid
    where words match ?1 and e.latitude between ?2 - ?4 / 69.09 and ?2 + ?4 / 69.09
        and 3958.8 * acos(min(1, sin(radians(?2)) * sin(radians(e.latitude))
            + cos(radians(?2)) * cos(radians(e.latitude)) * cos(radians(e.longitude - ?3)))) <= ?4
    order by w.rank limit 20
)sql";
constexpr char by_distance[] = R"sql(
    select e.id, e.shown, 3958.8 * acos(min(1, sin(radians(?2)) * sin(radians(e.latitude))
            + cos(radians(?2)) * cos(radians(e.latitude)) * cos(radians(e.longitude - ?3)))) miles
    from words w cross join entry e on e.id = w.rowid
    where words match ?1 and e.latitude between ?2 - ?4 / 69.09 and ?2 + ?4 / 69.09 and miles <= ?4
    order by miles limit 20
)sql";
constexpr char nearest_word[] =
    "select word from spelling where spelling match ?1 order by rank limit 1";

/// A token that no stemmer takes apart and nobody types.
std::string tag(char kind, std::string const& code)
{
    std::string text { 'q', kind, 'x' };
    std::ranges::copy_if(code, std::back_inserter(text), [](char c) { return c != '_'; });
    return text + "q";
}

std::string tags_of(Row const& row)
{
    std::string text;
    for (auto const& label : row.labels)
        text += label + " ";
    for (auto const& code : row.categories)
        text += tag('c', code) + " ";
    for (auto const& code : row.languages)
        text += tag('l', code) + " ";
    return text;
}

std::string match_of(Question const& question)
{
    std::string text;
    for (auto const& word : question.words)
        text += "\"" + word + "\" AND ";
    return text + "tags : " + tag('c', question.category)
        + " AND tags : " + tag('l', question.language);
}

/// Any of its trigrams: bm25 puts the word with the most of them first.
std::string trigrams_of(std::string const& word)
{
    std::string text;
    for (std::size_t at = 0; at + 3 <= word.size(); ++at)
        text += (text.empty() ? "\"" : " OR \"") + word.substr(at, 3) + "\"";
    return text;
}

constexpr char refused[] = "SQLite refused a statement";

class SqliteFts final : public Engine {
public:
    explicit SqliteFts(std::string const& folder)
        : path_(folder + "/fts.db")
        , database_(must(store::Database::open(path_), refused))
    {
        must(database_.script(tables), refused);
    }
    std::string name() const override { return "sqlite_fts5"; }
    double megabytes() const override
    {
        return static_cast<double>(std::filesystem::file_size(path_)) / 1e6;
    }
    void build(std::vector<Row> const& rows) override
    {
        must(database_.begin(), refused);
        for (auto const& row : rows) {
            must(database_.run(
                     insert_entry, row.id, row.point.latitude, row.point.longitude, row.shown),
                refused);
            auto const tags = tags_of(row);
            must(database_.run(
                     insert_words, row.id, row.name, row.organization, row.description, tags),
                refused);
            must(database_.run(insert_plain, row.id,
                     row.name + " " + row.organization + " " + row.description + " " + tags),
                refused);
        }
        must(database_.run(fill_spelling), refused);
        must(database_.run(optimize), refused);
        must(database_.commit(), refused);
        must(database_.empty_log(), refused);
    }
    std::vector<Id<Listing>> find(Question const& question, Ranked ranked) override
    {
        auto const id_of = [](store::Row const& row) {
            if (row.text(1).empty())
                stop("a row shows nothing");
            return row.id<Listing>(0);
        };
        auto const words = match_of(question);
        auto const& [latitude, longitude] = question.point;
        return ranked == Ranked::ByFit
            ? must(
                database_.all(by_fit, id_of, words, latitude, longitude, question.miles), refused)
            : must(database_.all(by_distance, id_of, words, latitude, longitude, question.miles),
                refused);
    }
    std::string corrected(std::string const& typed) override
    {
        return must(database_.find(
                        nearest_word, [](store::Row const& row) { return row.string(0); },
                        trigrams_of(typed)),
            refused)
            .value_or("");
    }
    void edit(Row const& row) override
    {
        auto const tags = tags_of(row);
        must(database_.begin(), refused);
        must(database_.run(forget_words, row.id, row.name, row.organization, row.description, tags),
            refused);
        must(database_.run(insert_words, row.id, row.name, row.organization,
                 row.description + " changed", tags),
            refused);
        must(database_.run(update_entry, row.id, row.shown), refused);
        must(database_.commit(), refused);
    }

private:
    std::string path_;
    store::Database database_;
};

} // namespace

std::unique_ptr<Engine> sqlite_fts(std::string const& folder)
{
    return std::make_unique<SqliteFts>(folder);
}

} // namespace reachline::bench
