#include "edges/partners/pages.hpp"

#include "base/ensure.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <sstream>

namespace reachline::edges::partners {

namespace {

using Words = std::map<std::string, std::string>;

constexpr std::array languages_we_have { "en", "es" };
constexpr std::array page_names { "layout", "sign_in", "start", "enrol", "waiting", "list", "shared", "room", "talk", "entries", "entry", "change", "beds", "missing", "trouble" };
constexpr std::array file_names { "style.css", "chat.js", "icon.svg" };

Result<std::string> contents(std::string const& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file)
        return fail(Fault::Broken, "a file of the partner portal is missing");
    return std::move(text).str();
}

Result<Words> words_in(std::string const& path)
{
    auto const document = TRY(json::parse(TRY(contents(path))));
    if (!document.is_object())
        return fail(Fault::Broken, "a language file of the partner portal is not an object");
    Words words;
    for (auto const& [key, value] : document.get_object()) {
        if (!value.is_string())
            return fail(Fault::Broken, "a word of the partner portal is not a text");
        words.emplace(key, std::string(value.get_string().data(), value.get_string().size()));
    }
    return words;
}

std::string escaped(std::string_view text)
{
    std::string html;
    for (char const c : text)
        switch (c) {
        case '&': html += "&amp;"; break;
        case '<': html += "&lt;"; break;
        case '>': html += "&gt;"; break;
        case '"': html += "&quot;"; break;
        // ctemplate would take a brace in a word for the start of a marker.
        case '{': html += "&#123;"; break;
        default: html += c;
        }
    return html;
}

/// `page` with every [[key]] said in a language.
Result<std::string> in_words(std::string_view page, Words const& words)
{
    std::string said;
    for (auto open = page.find("[["); open != page.npos; open = page.find("[[")) {
        auto const close = page.find("]]", open);
        auto const word = close == page.npos ? words.end()
                                             : words.find(std::string(page.substr(open + 2, close - open - 2)));
        if (word == words.end())
            return fail(Fault::Broken, "a page of the partner portal asks for a word that a language lacks");
        said += page.substr(0, open);
        said += escaped(word->second);
        page.remove_prefix(close + 2);
    }
    return said += page;
}

std::string key_of(std::string_view language, std::string const& page)
{
    return std::string(language) + "/" + page;
}

} // namespace

struct Pages::Loaded {
    std::map<std::string, Words, std::less<>> words;
    std::map<std::string, std::string> files;
    mutable ctemplate::TemplateCache cache;
};

Pages::Pages(std::unique_ptr<Loaded> loaded)
    : loaded_(std::move(loaded))
{
}
Pages::Pages(Pages&&) noexcept = default;
Pages::~Pages() = default;

Result<Pages> Pages::load(std::string const& folder)
{
    auto loaded = std::make_unique<Loaded>();
    for (std::string const language : languages_we_have) {
        auto words = TRY(words_in(folder + "/words/" + language + ".json"));
        for (std::string const page : page_names) {
            auto const text = TRY(in_words(TRY(contents(folder + "/pages/" + page + ".html")), words));
            if (!loaded->cache.StringToTemplateCache(key_of(language, page), text, ctemplate::STRIP_BLANK_LINES))
                return fail(Fault::Broken, "a page of the partner portal is no template");
        }
        loaded->words.emplace(language, std::move(words));
    }
    for (std::string const file : file_names)
        loaded->files[file] = TRY(contents(folder + "/" + file));
    return Pages(std::move(loaded));
}

std::vector<std::string> Pages::languages() const
{
    return { languages_we_have.begin(), languages_we_have.end() };
}

bool Pages::speaks(std::string_view language) const
{
    return loaded_->words.contains(language);
}

std::string Pages::language_for(std::string_view accept_language) const
{
    // The order of a browser's list is its wish; the weights only repeat it.
    for (auto const wish : split(accept_language, ',')) {
        auto const language = lower_ascii(trimmed(wish)).substr(0, 2);
        if (speaks(language))
            return language;
    }
    return languages_we_have.front();
}

bool Pages::has_word(std::string_view language, std::string const& key) const
{
    auto const words = loaded_->words.find(language);
    return words != loaded_->words.end() && words->second.contains(key);
}

std::string Pages::word(std::string_view language, std::string const& key, std::map<std::string, std::string> const& values) const
{
    ensure(has_word(language, key));
    auto text = loaded_->words.find(language)->second.at(key);
    for (auto const& [name, value] : values)
        if (auto const at = text.find("{" + name + "}"); at != text.npos)
            text.replace(at, name.size() + 2, value);
    return text;
}

std::string Pages::expand(std::string_view language, std::string const& page,
    std::function<void(Dictionary&, Dictionary&)> const& fill) const
{
    Dictionary frame("page");
    auto* const content = frame.AddIncludeDictionary("CONTENT");
    content->SetFilename(key_of(language, page));
    fill(frame, *content);
    std::string html;
    ensure(loaded_->cache.ExpandWithData(
        key_of(language, "layout"), ctemplate::STRIP_BLANK_LINES, &frame, nullptr, &html));
    return html;
}

std::string const& Pages::file(std::string const& name) const { return loaded_->files.at(name); }

} // namespace reachline::edges::partners
