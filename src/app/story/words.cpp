#include "app/story/stage.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace reachline::app::story {

Complaint complaint_of(Done const& done)
{
    if (done)
        return {};
    return std::string(done.error().text.view());
}

Complaint expect(bool holds, std::string otherwise)
{
    if (holds)
        return {};
    return otherwise;
}

std::string named(std::string name)
{
    for (std::string const article : { "the ", "a ", "an " })
        if (name.starts_with(article))
            return name.substr(article.size());
    return name;
}

std::string code_of_words(std::string words)
{
    words = std::string(trimmed(words));
    std::ranges::replace(words, ' ', '_');
    std::ranges::replace(words, '-', '_');
    return words;
}

std::optional<Told> told_in(std::string const& words)
{
    Told told;
    for (auto const piece : split(words, ';')) {
        auto const one = trimmed(piece);
        auto const open = one.find('"');
        if (open == one.npos || open == 0 || !one.ends_with('"') || one.size() < open + 2)
            return std::nullopt;
        told[code_of_words(std::string(one.substr(0, open)))] = one.substr(open + 1, one.size() - open - 2);
    }
    return told;
}

std::string words_of(Told const& told)
{
    std::string words;
    for (auto const& [code, value] : told)
        words += (words.empty() ? "" : "; ") + code + " \"" + value + "\"";
    return words.empty() ? "nothing" : words;
}

std::vector<std::string> codes_in(std::string const& words)
{
    auto text = words;
    if (auto const last = text.rfind(" and "); last != text.npos)
        text.replace(last, 5, ",");
    std::vector<std::string> codes;
    for (auto const piece : split(text, ','))
        codes.push_back(code_of_words(std::string(piece)));
    return codes;
}

} // namespace reachline::app::story
