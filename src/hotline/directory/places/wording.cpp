#include "hotline/directory/places/wording.hpp"

#include "hotline/directory/places/folded.hpp"
#include "hotline/directory/places/states.hpp"

#include <utility>

namespace reachline::hotline::directory {

namespace {

constexpr std::string_view before_a_place[] = { "near ", "around ", "in ", "close to ", "cerca de ",
    "en ", "ciudad de ", "city of ", "the " };
constexpr std::string_view after_a_place[] = { " area", " city" };
constexpr std::string_view before_a_state[] = { "estado de ", "state of " };
constexpr std::pair<std::string_view, std::string_view> before_a_county[] = {
    { "condado de ", " county" }, { "condado ", " county" }, { "county of ", " county" },
    { "parroquia de ", " parish" }, { "parish of ", " parish" }, { "municipio de ", " municipio" }
};

std::string without(std::string_view text)
{
    for (bool is_more = true; is_more;) {
        is_more = false;
        for (auto const words : before_a_place)
            if (text.starts_with(words)) {
                text.remove_prefix(words.size());
                is_more = true;
            }
    }
    return std::string(text);
}

std::string code_of(State const& state)
{
    return folded(state.code);
}

/// "harris texas" as "harris" and " tx", where it ends with a state.
std::pair<std::string_view, std::string> name_and_state(std::string_view text)
{
    for (auto cut = text.find(' '); cut != text.npos; cut = text.find(' ', cut + 1))
        if (auto const state = state_named(text.substr(cut + 1)))
            return { text.substr(0, cut), " " + code_of(*state) };
    return { text, "" };
}

} // namespace

std::vector<Wording> other_wordings(std::string_view said)
{
    std::vector<Wording> others;
    auto text = without(said);
    if (text.ends_with("d c") && (text.size() == 3 || text[text.size() - 4] == ' '))
        text = text.substr(0, text.size() - 3) + "dc";
    auto const add_state = [&others](std::string_view name) {
        if (state_named(name))
            others.push_back({ std::string(name), true });
    };
    for (auto const words : before_a_state)
        if (text.starts_with(words))
            add_state(std::string_view(text).substr(words.size()));
    if (text.ends_with(" state"))
        add_state(std::string_view(text).substr(0, text.size() - 6));
    for (auto const& [words, kind] : before_a_county)
        if (text.starts_with(words)) {
            auto const [name, state] = name_and_state(std::string_view(text).substr(words.size()));
            others.push_back({ std::string(name) + std::string(kind) + state });
        }
    if (text != said)
        others.push_back({ text });
    for (auto const words : after_a_place)
        if (text.ends_with(words))
            others.push_back({ text.substr(0, text.size() - words.size()) });
    // "texas houston"
    for (auto cut = text.find(' '); cut != text.npos; cut = text.find(' ', cut + 1))
        if (auto const state = state_named(std::string_view(text).substr(0, cut)))
            others.push_back({ text.substr(cut + 1) + " " + code_of(*state) });
    return others;
}

} // namespace reachline::hotline::directory
