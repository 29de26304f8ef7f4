#include "figures.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <thread>

namespace reachline::bench {

void stop(char const* why)
{
    std::fprintf(stderr, "bench: %s\n", why);
    std::exit(1);
}

double at_percent(std::vector<double> values, double percent)
{
    if (values.empty())
        stop("nothing was measured");
    std::ranges::sort(values);
    auto const rank = std::ceil(percent / 100 * static_cast<double>(values.size()));
    return values[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

namespace {

/// 14.8 and not 1.48E1: the same to a program, but people read it too.
std::string written(json::Value const& value)
{
    return value.is_double() ? fmt::format("{}", value.get_double()) : json::text_of(value);
}

} // namespace

double rounded(double value, int digits)
{
    auto const scale = std::pow(10, digits);
    return std::round(value * scale) / scale;
}

std::int64_t now_us()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void print(Told const& told, json::Object figures)
{
    double load = 0;
    if (getloadavg(&load, 1) != 1)
        load = -1;
    json::Object all;
    all["name"] = told.name;
    for (auto const& figure : figures)
        all[figure.key()] = figure.value();
    all["commit"] = told.commit;
    all["cpus"] = std::thread::hardware_concurrency();
    all["load_1m"] = rounded(load, 1);
    std::string line;
    for (auto const& figure : all)
        if (told.as_json)
            line += fmt::format("{}\"{}\":{}", line.empty() ? "{" : ",",
                std::string_view(figure.key()), written(figure.value()));
        else
            line +=
                fmt::format("{:<24}{}\n", std::string_view(figure.key()), written(figure.value()));
    std::printf("%s%s\n", line.c_str(), told.as_json ? "}" : "");
    std::fflush(stdout);
}

} // namespace reachline::bench
