#include "hotline/directory/places/states.hpp"

#include "hotline/directory/places/folded.hpp"

#include <array>

namespace reachline::hotline::directory {

namespace {
constexpr std::array<State, 56> all { {
    { "AK", "Alaska", "" },
    { "AL", "Alabama", "" },
    { "AR", "Arkansas", "" },
    { "AS", "American Samoa", "Samoa Americana" },
    { "AZ", "Arizona", "" },
    { "CA", "California", "" },
    { "CO", "Colorado", "" },
    { "CT", "Connecticut", "" },
    { "DC", "District of Columbia", "Distrito de Columbia" },
    { "DE", "Delaware", "" },
    { "FL", "Florida", "" },
    { "GA", "Georgia", "" },
    { "GU", "Guam", "" },
    { "HI", "Hawaii", "Hawái" },
    { "IA", "Iowa", "" },
    { "ID", "Idaho", "" },
    { "IL", "Illinois", "" },
    { "IN", "Indiana", "" },
    { "KS", "Kansas", "" },
    { "KY", "Kentucky", "" },
    { "LA", "Louisiana", "Luisiana" },
    { "MA", "Massachusetts", "" },
    { "MD", "Maryland", "" },
    { "ME", "Maine", "" },
    { "MI", "Michigan", "Míchigan" },
    { "MN", "Minnesota", "" },
    { "MO", "Missouri", "Misuri" },
    { "MP", "Northern Mariana Islands", "Islas Marianas del Norte" },
    { "MS", "Mississippi", "Misisipi" },
    { "MT", "Montana", "" },
    { "NC", "North Carolina", "Carolina del Norte" },
    { "ND", "North Dakota", "Dakota del Norte" },
    { "NE", "Nebraska", "" },
    { "NH", "New Hampshire", "Nuevo Hampshire" },
    { "NJ", "New Jersey", "Nueva Jersey" },
    { "NM", "New Mexico", "Nuevo México" },
    { "NV", "Nevada", "" },
    { "NY", "New York", "Nueva York" },
    { "OH", "Ohio", "" },
    { "OK", "Oklahoma", "" },
    { "OR", "Oregon", "Oregón" },
    { "PA", "Pennsylvania", "Pensilvania" },
    { "PR", "Puerto Rico", "" },
    { "RI", "Rhode Island", "" },
    { "SC", "South Carolina", "Carolina del Sur" },
    { "SD", "South Dakota", "Dakota del Sur" },
    { "TN", "Tennessee", "" },
    { "TX", "Texas", "Tejas" },
    { "UT", "Utah", "" },
    { "VA", "Virginia", "" },
    { "VI", "U.S. Virgin Islands", "Islas Vírgenes" },
    { "VT", "Vermont", "" },
    { "WA", "Washington", "" },
    { "WI", "Wisconsin", "" },
    { "WV", "West Virginia", "Virginia Occidental" },
    { "WY", "Wyoming", "" },
} };
} // namespace

std::span<State const> states()
{
    return all;
}

std::optional<State> state_named(std::string_view text)
{
    auto const wanted = folded(text);
    if (wanted.empty())
        return std::nullopt;
    for (auto const& state : all)
        if (wanted == folded(state.code) || wanted == folded(state.name)
            || (!state.spanish.empty() && wanted == folded(state.spanish)))
            return state;
    return std::nullopt;
}

} // namespace reachline::hotline::directory
