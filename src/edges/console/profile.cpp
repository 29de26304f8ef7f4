#include "edges/console/profile.hpp"

#include "hotline/signals/codes.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

std::string with_commas(std::vector<std::string> const& codes)
{
    std::string all;
    for (auto const& code : codes)
        all += (all.empty() ? "" : ",") + code;
    return all;
}

} // namespace

Result<std::string> language_codes(std::vector<std::string> const& languages)
{
    for (auto const& language : languages)
        TRY(hotline::signals::check_language(language));
    return with_commas(languages);
}

Result<std::string> skill_codes(Library const& library, std::vector<std::string> const& skills)
{
    auto const& known = library.categories.skills;
    for (auto const& skill : skills)
        if (std::ranges::find(known, skill, &contract::Choice::code) == known.end())
            return fail(Fault::Invalid, "there is a skill here that is not on the list");
    return with_commas(skills);
}

} // namespace reachline::edges::console
