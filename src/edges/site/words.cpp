#include "edges/site/words.hpp"

#include "base/ensure.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <charconv>

namespace reachline::edges::site {

Language::Language(std::string code, std::map<std::string, std::string, std::less<>> sentences)
    : code_(std::move(code))
    , sentences_(std::move(sentences))
{
}

std::optional<std::string_view> Language::find(std::string_view name) const
{
    auto const found = sentences_.find(name);
    if (found == sentences_.end())
        return std::nullopt;
    return std::string_view(found->second);
}

std::string_view Language::say(std::string_view name) const
{
    auto const found = find(name);
    ensure(found.has_value());
    return *found;
}

std::string Language::say(std::string_view name, Fills fills) const
{
    std::string said;
    auto rest = say(name);
    while (true) {
        auto const open = rest.find('{');
        auto const close = rest.find('}', open == rest.npos ? 0 : open);
        if (open == rest.npos || close == rest.npos)
            return said.append(rest);
        said.append(rest.substr(0, open));
        auto const placeholder = rest.substr(open + 1, close - open - 1);
        for (auto const& [filled, value] : fills)
            if (filled == placeholder)
                said.append(value);
        rest.remove_prefix(close + 1);
    }
}

namespace {

Result<Language> language_from(embedded::File const& file)
{
    auto const value = TRY(json::parse(file.content));
    if (!value.is_object())
        return fail(Fault::Invalid, "a file of words must be an object");
    std::map<std::string, std::string, std::less<>> sentences;
    for (auto const& pair : value.get_object()) {
        if (!pair.value().is_string())
            return fail(Fault::Invalid, "a sentence must be a text");
        auto const& text = pair.value().get_string();
        sentences.emplace(std::string(pair.key()), std::string(text.data(), text.size()));
    }
    auto const name = file.path.substr(file.path.find('/') + 1);
    return Language(std::string(name.substr(0, name.find('.'))), std::move(sentences));
}

bool says_the_same(Language const& a, Language const& b)
{
    if (a.sentences().size() != b.sentences().size())
        return false;
    return std::ranges::all_of(a.sentences(), [&](auto const& sentence) {
        auto const other = b.find(sentence.first);
        return other && placeholders(*other) == placeholders(sentence.second);
    });
}

} // namespace

Result<Words> Words::read(std::span<embedded::File const> files)
{
    Words words;
    for (auto const& file : files)
        if (file.path.starts_with("words/") && file.path.ends_with(".json"))
            words.languages_.push_back(TRY(language_from(file)));
    if (words.languages_.empty())
        return fail(Fault::Invalid, "there are no words");
    std::ranges::stable_partition(
        words.languages_, [](Language const& language) { return language.code() == "en"; });
    for (auto const& language : words.languages_)
        if (!says_the_same(words.first(), language))
            return fail(Fault::Invalid, "a language lacks a sentence or a placeholder");
    return words;
}

Language const* Words::find(std::string_view code) const
{
    auto const found =
        std::ranges::find_if(languages_, [&](auto const& one) { return one.code() == code; });
    return found == languages_.end() ? nullptr : &*found;
}

Language const& Words::accepted(std::string_view header) const
{
    Language const* best = &first();
    double best_weight = 0;
    for (auto const range : split(header.substr(0, 200), ',')) {
        auto const parts = split(range, ';');
        auto const tag = lower_ascii(trimmed(parts.front()));
        double weight = 1;
        if (parts.size() > 1 && trimmed(parts[1]).starts_with("q=")) {
            auto const text = trimmed(parts[1]).substr(2);
            std::from_chars(text.data(), text.data() + text.size(), weight);
        }
        auto const* language = find(std::string_view(tag).substr(0, tag.find('-')));
        if (language && weight > best_weight) {
            best = language;
            best_weight = weight;
        }
    }
    return *best;
}

std::string counted(Language const& language, std::int64_t count)
{
    auto text = std::to_string(count);
    auto const separator = language.say("format.thousands");
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (count < 0 ? 1 : 0); at -= 3)
        text.insert(static_cast<std::size_t>(at), separator);
    return text;
}

std::vector<std::string> placeholders(std::string_view sentence)
{
    std::vector<std::string> names;
    for (auto open = sentence.find('{'); open != sentence.npos;
         open = sentence.find('{', open + 1)) {
        auto const close = sentence.find('}', open);
        if (close != sentence.npos)
            names.emplace_back(sentence.substr(open + 1, close - open - 1));
    }
    std::ranges::sort(names);
    return names;
}

} // namespace reachline::edges::site
