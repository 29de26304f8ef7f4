#pragma once

// The shipped instrument, and short ways to answer it in tests.

#include "base/test.hpp"
#include "hotline/assessment/proposal.hpp"

#include <fstream>
#include <iterator>

namespace reachline::hotline::assessment {

inline std::string form_text(std::string const& name)
{
    std::ifstream file(std::string(REACHLINE_SOURCE_DIR) + "/forms/" + name);
    REQUIRE(file.is_open());
    return { std::istreambuf_iterator<char>(file), {} };
}

inline Instrument const& the_guide()
{
    static auto const guide = Instrument::load(
        form_text("instruments/reachline-intake.json"), form_text("indicators.json"))
                                  .value();
    return guide;
}

inline Answer chose(std::string code)
{
    return { Standing::Answered, { std::move(code) } };
}
inline Answer wrote(std::string text)
{
    return chose(std::move(text));
}
inline Answer declined()
{
    return { Standing::Declined, {} };
}

inline Level level_of(Answers const& answers)
{
    return propose(the_guide(), answers).level;
}

inline bool says(std::vector<Reason> const& reasons, std::string_view code)
{
    return std::ranges::any_of(reasons, [&](Reason const& reason) { return reason.code == code; });
}

} // namespace reachline::hotline::assessment
