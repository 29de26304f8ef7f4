#pragma once

// What a measurement found and how it was taken: one JSON object a line, or the same for the eye.

#include "base/json.hpp"
#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace reachline::bench {

/// What every measurement is told.
struct Told {
    std::string name;
    std::string folder; ///< empty and ours; whoever started us removes it
    std::string share = "."; ///< the source tree: forms/, web/, data/
    std::string program = "build/release/reachline";
    std::string commit;
    std::int64_t rows = 0; ///< stored before, or open; 0: what the budget names
    bool as_json = false;
};

/// Ends the program: a measurement that went wrong gives no figure.
[[noreturn]] void stop(char const* why);
/// What a measurement cannot do without; `why` is told when it is not there.
template <class T>
T must(Result<T> result, char const* why)
{
    if (!result)
        stop(why);
    return std::move(*result);
}
inline void must(Done const& done, char const* why)
{
    if (!done)
        stop(why);
}

double at_percent(std::vector<double> values, double percent); ///< nearest rank
double rounded(double value, int digits);
/// Microseconds of a clock that all processes of this machine share.
std::int64_t now_us();

/// Adds the commit, the machine and its load, and prints.
void print(Told const&, json::Object figures);

} // namespace reachline::bench
