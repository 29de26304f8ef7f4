#include "plain.hpp"

#include "store/database.hpp"

#include <sys/resource.h>

namespace reachline::bench {

namespace {

constexpr char make_table[] = R"sql(
    create table if not exists tip (id integer primary key, at integer not null, answers text not null) strict
)sql";
constexpr char insert_tip[] = "insert into tip (at, answers) values (?1, ?2)";
constexpr char words[] =
    R"({"what_happened":"Made-up words of about the length that a tip has when somebody has seen )"
    R"(something and takes two minutes to write it down.","state":"TX","place":"Houston"})";

double own_cpu_ms()
{
    rusage used {};
    ::getrusage(RUSAGE_THREAD, &used);
    return static_cast<double>((used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1'000'000
               + used.ru_utime.tv_usec + used.ru_stime.tv_usec)
        / 1000;
}

bool insert_all(store::Database& database, std::int64_t rows, std::int64_t rows_a_commit)
{
    for (std::int64_t i = 0; i < rows; ++i) {
        if (i % rows_a_commit == 0 && !database.begin())
            return false;
        if (!database.run(insert_tip, now_us(), words))
            return false;
        if ((i % rows_a_commit == rows_a_commit - 1 || i == rows - 1) && !database.commit())
            return false;
    }
    return true;
}

} // namespace

Plain insert_plainly(Told const& told, std::int64_t rows, std::int64_t rows_a_commit)
{
    auto database = store::Database::open(told.folder + "/plain.db");
    if (!database || !database->script(make_table))
        stop("the plain table cannot be made");
    auto const cpu = own_cpu_ms();
    auto const begun = now_us();
    if (!insert_all(*database, rows, rows_a_commit))
        stop("the plain rows cannot be written");
    auto const many = static_cast<double>(rows);
    return { (own_cpu_ms() - cpu) / many, many * 1e6 / static_cast<double>(now_us() - begun) };
}

} // namespace reachline::bench
