#include "client.hpp"
#include "hotline.hpp"
#include "measure.hpp"

#include <boost/json/object.hpp>
#include <cstdlib>
#include <fmt/format.h>

namespace reachline::bench {

namespace {

constexpr std::int64_t talk_seconds = 15;

using Windows = std::vector<std::unique_ptr<Client>>;

/// Opens the window of each chat and waits until all have heard "ready".
Windows open_windows(std::uint16_t port, std::int64_t count)
{
    raise_file_limit();
    Windows windows;
    std::int64_t ready = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        auto window = std::make_unique<Client>(port);
        if (!window->connected() || !window->upgrade("/live"))
            stop("a window could not be opened");
        window->send_frame(R"({"token":")" + token_of('c', i) + R"(","language":"en","after":0})");
        windows.push_back(std::move(window));
    }
    std::string text;
    serve(
        windows,
        [&](std::size_t i) {
            while (windows[i]->next_frame(text))
                ready += text.find(R"("kind":"ready")") != text.npos;
        },
        [&] { return ready == count; }, now_us() + 120'000'000);
    if (ready != count)
        stop("not every window was let into its chat");
    return windows;
}

} // namespace

void measure_chat(Told told)
{
    if (told.rows == 0)
        told.rows = 1'000;
    // Each chat: a message from each side every five seconds, at most 400 a second from each side.
    auto const per_s = std::min<std::int64_t>(told.rows / 5, 400);
    Hotline hotline(told, Vault::Open);
    hotline.open_chats(told.rows);
    auto const windows = open_windows(hotline.port(), told.rows);

    auto const expected = per_s * talk_seconds;
    auto const before = hotline.cpu_ms();
    auto const begun = now_us();
    std::vector<double> took_ms;
    std::int64_t written = 0;
    std::string text;
    hotline.begin_talk(told.rows, per_s, talk_seconds);
    serve(
        windows,
        [&](std::size_t i) {
            while (windows[i]->next_frame(text))
                if (auto const at = text.find("t="); at != text.npos)
                    took_ms.push_back(static_cast<double>(now_us()
                                          - std::strtoll(text.c_str() + at + 2, nullptr, 10))
                        / 1000);
        },
        [&] {
            // The people write too, as fast as the advocates, half a chat's turn later.
            while (written < expected && now_us() - begun > written * 1'000'000 / per_s) {
                auto const chat = static_cast<std::size_t>((written + told.rows / 2) % told.rows);
                windows[chat]->send_frame(fmt::format(
                    R"({{"say":"Made-up words, as one writes them on a telephone.","key":"{}"}})",
                    token_of('d', written)));
                ++written;
            }
            return static_cast<std::int64_t>(took_ms.size()) == expected;
        },
        begun + (talk_seconds + 60) * 1'000'000);
    hotline.end_talk();
    if (static_cast<std::int64_t>(took_ms.size()) != expected)
        stop("not every message arrived");
    auto const cpu = (hotline.cpu_ms() - before) / static_cast<double>(expected + written);
    print(told,
        { { "p50_ms", rounded(at_percent(took_ms, 50), 2) },
            { "p99_ms", rounded(at_percent(took_ms, 99), 2) }, { "cpu_ms", rounded(cpu, 3) },
            { "rows", told.rows }, { "connections", told.rows }, { "measured", expected },
            { "messages_per_s", 2 * per_s },
            { "how",
                "advocate's words from the core's door to the person's WebSocket over loopback, on "
                "disk first; each chat claimed, three an advocate, the people writing as often; "
                "cpu_ms: of the server, a message of either side" } });
}

void measure_chats(Told told)
{
    if (told.rows == 0)
        told.rows = 10'000;
    Hotline hotline(told, Vault::Locked);
    // What a first chat makes once, for all that follow, is not counted.
    hotline.leave_tips(100, 10);
    auto const before = hotline.rss_kb();
    hotline.open_chats(told.rows);
    auto const kept = hotline.rss_kb();
    auto const windows = open_windows(hotline.port(), told.rows);
    auto const after = hotline.rss_kb();
    auto const many = static_cast<double>(told.rows);
    print(told,
        { { "kb_each", rounded((after - before) / many, 2) },
            { "kb_each_of_windows", rounded((after - kept) / many, 2) },
            { "rss_mb", rounded(after / 1024, 1) }, { "rows", told.rows },
            { "connections", told.rows },
            { "how",
                "growth of the server's resident memory: chats in line with an open WebSocket "
                "each, over loopback; the kernel's socket buffers are not in it" } });
}

} // namespace reachline::bench
