#include "client.hpp"
#include "hotline.hpp"
#include "measure.hpp"
#include "plain.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace reachline::bench {

namespace {

constexpr std::int64_t connections = 64;
constexpr std::int64_t tips_measured = 20'000;
constexpr std::int64_t warm_up = 2'000;
constexpr std::int64_t plain_rows = 5'000;

/// The last post of the tip's form, from a source of its own.
std::string post_of(std::int64_t number)
{
    auto const body = "at=tip_review&language=en&go=tip_send&key=" + token_of('b', number)
        + "&what_happened=Made-up+words+of+about+the+length+that+a+tip+has+when+somebody+has+seen+"
          "something+and+takes+two+minutes+to+write+it+down.&state=TX&place=Houston";
    return fmt::format(
        "POST / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.{}.{}.{}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{}",
        number >> 16 & 255, number >> 8 & 255, number & 255, body.size(), body);
}

struct Flood {
    double seconds = 0;
    std::vector<double> took_ms;
};

/// Each connection sends its next tip when the one before was acknowledged.
Flood leave_over_http(std::uint16_t port, std::int64_t first, std::int64_t count)
{
    std::vector<std::unique_ptr<Client>> clients;
    std::vector<std::int64_t> asked(connections);
    for (std::int64_t i = 0; i < connections; ++i)
        clients.push_back(std::make_unique<Client>(port));
    std::int64_t sent = 0;
    std::int64_t answered = 0;
    Flood flood;
    auto const send_next = [&](std::size_t i) {
        if (sent == count)
            return;
        asked[i] = now_us();
        clients[i]->send(post_of(first + sent++));
    };
    auto const begun = now_us();
    for (std::size_t i = 0; i < clients.size(); ++i)
        send_next(i);
    std::string answer;
    serve(
        clients,
        [&](std::size_t i) {
            while (clients[i]->next_answer(answer)) {
                if (!answer.starts_with("HTTP/1.1 200") || answer.find("tip_sent") == answer.npos)
                    stop("a tip was not acknowledged");
                flood.took_ms.push_back(static_cast<double>(now_us() - asked[i]) / 1000);
                ++answered;
                send_next(i);
            }
        },
        [&] { return answered == count; }, begun + 300'000'000);
    if (answered != count)
        stop("the tips took longer than five minutes");
    flood.seconds = static_cast<double>(now_us() - begun) / 1e6;
    return flood;
}

} // namespace

void measure_tip(Told told)
{
    if (told.rows == 0)
        told.rows = 10'000;
    Hotline hotline(told, Vault::Locked);
    auto const filled = hotline.leave_tips(told.rows, 2'000);
    leave_over_http(hotline.port(), 0, warm_up);

    auto const before = hotline.cpu_ms();
    auto const flood = leave_over_http(hotline.port(), warm_up, tips_measured);
    auto const cpu = (hotline.cpu_ms() - before) / static_cast<double>(tips_measured);
    print(told,
        { { "cpu_ms", rounded(cpu, 3) },
            { "per_s", rounded(static_cast<double>(tips_measured) / flood.seconds, 0) },
            { "p99_ms", rounded(at_percent(flood.took_ms, 99), 2) }, { "rows", told.rows },
            { "connections", connections }, { "measured", tips_measured },
            { "how",
                "HTTP posts to the public site, vault locked, sealed, audited, on disk before the "
                "answer; cpu of the server's process, the client runs beside it" } });

    auto const door = hotline.leave_tips(tips_measured, connections);
    print(told,
        { { "cpu_ms", rounded(door.cpu_ms_each, 3) }, { "per_s", rounded(door.per_s, 0) },
            { "p99_ms", rounded(door.p99_ms, 2) }, { "fill_per_s", rounded(filled.per_s, 0) },
            { "rows", told.rows + tips_measured + warm_up }, { "connections", 0 },
            { "measured", tips_measured },
            { "how",
                "the same at the core's door, 64 waiting at a time, without HTTP and page; "
                "fill_per_s: while the rows were made, 2,000 waiting at a time" } });

    auto const alone = insert_plainly(told, plain_rows, 1);
    auto const together = insert_plainly(told, plain_rows, connections);
    print(told,
        { { "cpu_ms", rounded(together.cpu_ms_each, 4) }, { "per_s", rounded(together.per_s, 0) },
            { "alone_cpu_ms", rounded(alone.cpu_ms_each, 4) },
            { "alone_per_s", rounded(alone.per_s, 0) },
            { "our_cpu_to_alone", rounded(door.cpu_ms_each / alone.cpu_ms_each, 2) },
            { "our_per_s_to_alone", rounded(door.per_s / alone.per_s, 2) },
            { "our_cpu_to_plain", rounded(door.cpu_ms_each / together.cpu_ms_each, 2) },
            { "our_per_s_to_plain", rounded(door.per_s / together.per_s, 2) },
            { "rows", 2 * plain_rows }, { "connections", 0 }, { "measured", 2 * plain_rows },
            { "how",
                "beside it, the plain way: the same words unsealed in one table of SQLite with "
                "synchronous=FULL, without audit, receipt and token; 64 rows a commit, and alone: "
                "a commit each. our_*: the line before, divided by this one" } });
}

} // namespace reachline::bench
