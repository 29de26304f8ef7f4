// PostgreSQL with its own means: tsvector under GIN, arrays under GIN, earthdistance under GiST,
// pg_trgm for spelling; prepared statements over a unix socket.

#include "engine.hpp"

#include "../figures.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <libpq-fe.h>

namespace reachline::bench {

namespace {

constexpr char tables[] = R"sql(
    create extension if not exists cube;
    create extension if not exists earthdistance;
    create extension if not exists pg_trgm;
    create table entry (id bigint primary key, name text, organization text, description text,
        tags text, shown text not null, categories text[] not null, languages text[] not null,
        place earth not null, words tsvector not null);
)sql";
constexpr char insert_entry[] = R"sql(
    insert into entry values ($1, $2, $3, $4, $5, $6, string_to_array($7, ' '),
        string_to_array($8, ' '), ll_to_earth($9, $10),
        setweight(to_tsvector('english', $2), 'A') || setweight(to_tsvector('english', $3), 'B')
            || to_tsvector('english', $4 || ' ' || $5))
)sql";
constexpr char indexes[] = R"sql(
    create index on entry using gin (words);
    create index on entry using gin (categories);
    create index on entry using gin (languages);
    create index on entry using gist (place);
    create table word as select word from ts_stat(
        'select to_tsvector(''simple'', name || '' '' || organization || '' '' || description || '' '' || tags) from entry');
    create index on word using gin (word gin_trgm_ops);
    vacuum analyze;
)sql";
constexpr char by_fit[] = R"sql(
    select id, shown from entry, plainto_tsquery('english', $1) q
    where words @@ q and earth_box(ll_to_earth($2, $3), $4) @> place
        and earth_distance(ll_to_earth($2, $3), place) <= $4
        and categories @> array[$5] and languages @> array[$6]
    order by ts_rank(words, q) desc limit 20
)sql";
constexpr char by_distance[] = R"sql(
    select id, shown from entry, plainto_tsquery('english', $1) q
    where words @@ q and earth_box(ll_to_earth($2, $3), $4) @> place
        and earth_distance(ll_to_earth($2, $3), place) <= $4
        and categories @> array[$5] and languages @> array[$6]
    order by earth_distance(ll_to_earth($2, $3), place) limit 20
)sql";
constexpr char nearest_word[] =
    "select word from word where word % $1 order by similarity(word, $1) desc limit 1";
constexpr char change[] = R"sql(
    update entry set words = words || to_tsvector('english', 'changed'), shown = $2 where id = $1
)sql";
constexpr char size[] = "select pg_database_size(current_database())";
constexpr double metres_a_mile = 1609.344;

std::string joined(std::vector<std::string> const& parts)
{
    std::string text;
    for (auto const& part : parts)
        text += (text.empty() ? "" : " ") + part;
    return text;
}

class Answer {
public:
    explicit Answer(PGresult* result)
        : result_(result)
    {
        auto const status = PQresultStatus(result);
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
            stop("PostgreSQL refused a statement");
    }
    ~Answer() { PQclear(result_); }
    Answer(Answer const&) = delete;
    int rows() const { return PQntuples(result_); }
    char const* text(int row, int column) const { return PQgetvalue(result_, row, column); }

private:
    PGresult* result_;
};

class Postgresql final : public Engine {
public:
    Postgresql()
        : connection_(PQconnectdb("dbname=postgres user=postgres"))
    {
        if (PQstatus(connection_) != CONNECTION_OK)
            stop("no PostgreSQL server answers");
        script("set client_min_messages = warning");
        script(tables);
        prepare("insert", insert_entry);
        prepare("fit", by_fit);
        prepare("distance", by_distance);
        prepare("change", change);
    }
    ~Postgresql() override { PQfinish(connection_); }
    Postgresql(Postgresql const&) = delete;

    std::string name() const override { return "postgresql"; }
    double megabytes() const override
    {
        Answer const answer(PQexec(connection_, size));
        return std::stod(answer.text(0, 0)) / 1e6;
    }
    void build(std::vector<Row> const& rows) override
    {
        script("begin");
        for (auto const& row : rows)
            Answer const kept(run("insert",
                { std::to_string(row.id.value), row.name, row.organization, row.description,
                    joined(row.labels), row.shown, joined(row.categories), joined(row.languages),
                    fmt::format("{}", row.point.latitude),
                    fmt::format("{}", row.point.longitude) }));
        script("commit");
        // A vacuum goes into no transaction, so each statement by itself.
        std::string_view rest = indexes;
        for (auto end = rest.find(';'); end != rest.npos; end = rest.find(';')) {
            script(std::string(rest.substr(0, end)).c_str());
            rest.remove_prefix(end + 1);
        }
        prepare("word", nearest_word);
    }
    std::vector<Id<Listing>> find(Question const& question, Ranked ranked) override
    {
        Answer const found(run(ranked == Ranked::ByFit ? "fit" : "distance",
            { joined(question.words), fmt::format("{}", question.point.latitude),
                fmt::format("{}", question.point.longitude),
                fmt::format("{}", question.miles * metres_a_mile), question.category,
                question.language }));
        std::vector<Id<Listing>> ids;
        for (int row = 0; row < found.rows(); ++row) {
            if (*found.text(row, 1) == '\0')
                stop("a row shows nothing");
            ids.push_back({ std::stoll(found.text(row, 0)) });
        }
        return ids;
    }
    std::string corrected(std::string const& typed) override
    {
        Answer const found(run("word", { typed }));
        return found.rows() == 0 ? "" : found.text(0, 0);
    }
    void edit(Row const& row) override
    {
        Answer const kept(run("change", { std::to_string(row.id.value), row.shown }));
    }

private:
    void script(char const* sql) { Answer const done(PQexec(connection_, sql)); }
    void prepare(char const* statement, char const* sql)
    {
        Answer const done(PQprepare(connection_, statement, sql, 0, nullptr));
    }
    PGresult* run(char const* statement, std::vector<std::string> const& values)
    {
        std::vector<char const*> texts;
        for (auto const& value : values)
            texts.push_back(value.c_str());
        return PQexecPrepared(connection_, statement, static_cast<int>(texts.size()), texts.data(),
            nullptr, nullptr, 0);
    }

    PGconn* connection_;
};

} // namespace

std::unique_ptr<Engine> postgresql()
{
    if (std::getenv("PGHOST") == nullptr)
        return nullptr;
    return std::make_unique<Postgresql>();
}

} // namespace reachline::bench
