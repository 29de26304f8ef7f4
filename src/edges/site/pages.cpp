#include "edges/site/pages.hpp"

#include "base/ensure.hpp"
#include "base/text.hpp"
#include "edges/site/sheet.hpp"

#include <ctemplate/template_cache.h>
#include <ctemplate/template_enums.h>

namespace reachline::edges::site {

struct Pages::Inside {
    ctemplate::TemplateCache cache;
};

namespace {

std::string escaped(std::string_view text)
{
    std::string safe;
    for (char const c : text) {
        switch (c) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        case '\'':
            safe += "&#39;";
            break;
        default:
            safe += c;
        }
    }
    return safe;
}

/// A sentence as it stands in a template: its {placeholders} are filled by the engine, which
/// escapes them for their place.
std::string as_template(std::string_view sentence)
{
    std::string text;
    for (char const c : escaped(sentence)) {
        if (c == '{')
            text += "{{";
        else if (c == '}')
            text += "}}";
        else
            text += c;
    }
    for (auto at = text.find("{{"); at != text.npos; at = text.find("{{", at + 2))
        for (auto i = at + 2; i < text.size() && text[i] != '}'; ++i)
            text[i] = text[i] >= 'a' && text[i] <= 'z' ? static_cast<char>(text[i] - 32) : text[i];
    return text;
}

/// Puts each [[name]] of a template into words, once per language, at the start.
Result<std::string> in_words(Language const& language, std::string_view source)
{
    std::string text;
    while (true) {
        auto const open = source.find("[[");
        auto const close = source.find("]]", open == source.npos ? 0 : open);
        if (open == source.npos || close == source.npos)
            return text.append(source);
        text.append(source.substr(0, open));
        auto const sentence = language.find(source.substr(open + 2, close - open - 2));
        if (!sentence)
            return fail(Fault::Invalid, "a page names a sentence that is not there");
        text.append(as_template(*sentence));
        source.remove_prefix(close + 2);
    }
}

std::string key_of(Language const& language, std::string_view page)
{
    return language.code() + "/" + std::string(page);
}

constexpr auto strip = ctemplate::STRIP_BLANK_LINES;

} // namespace

Pages::Pages(Words const& words, Operator chosen)
    : words_(words)
    , operator_(std::move(chosen))
    , inside_(std::make_unique<Inside>())
{
}

Pages::~Pages() = default;

Result<std::unique_ptr<Pages>> Pages::open(
    std::span<embedded::File const> files, Words const& words, Operator chosen)
{
    std::unique_ptr<Pages> pages(new Pages(words, std::move(chosen)));
    for (auto const& file : files) {
        if (!file.path.starts_with("pages/"))
            continue;
        auto const name = file.path.substr(6, file.path.find('.') - 6);
        for (auto const& language : words.languages()) {
            auto const text = TRY(in_words(language, file.content));
            if (!pages->inside_->cache.StringToTemplateCache(key_of(language, name), text, strip))
                return fail(Fault::Invalid, "a page is not a template");
        }
    }
    pages->inside_->cache.Freeze();
    return pages;
}

std::string Pages::fill(Frame const& frame, std::string_view name,
    std::function<void(Sheet&)> const& fill_content) const
{
    ctemplate::TemplateDictionary dictionary("page");
    Sheet whole(dictionary, frame.language);
    fill_frame(frame, whole);
    bool const stands_alone = name == "hidden";
    auto content = stands_alone ? whole : whole.include("CONTENT", key_of(frame.language, name));
    fill_content(content);
    std::string page;
    bool const filled = inside_->cache.ExpandWithData(
        key_of(frame.language, stands_alone ? name : "layout"), strip, &dictionary, nullptr, &page);
    ensure(filled);
    return page;
}

void Pages::fill_frame(Frame const& frame, Sheet& whole) const
{
    whole.set_everywhere("TITLE", operator_.title)
        .set_everywhere("LANGUAGE", frame.language.code())
        .set_everywhere("DIRECTION", frame.language.direction())
        .set_everywhere("EXIT_SITE", operator_.exit_site)
        .set_everywhere("CALL_NUMBER", operator_.call_number)
        .set_everywhere("CALL_DIGITS", dialled(operator_.call_number))
        .set_everywhere("TEXT_NUMBER", operator_.text_number)
        .set_everywhere("TEXT_DIGITS", dialled(operator_.text_number))
        .set("AT", frame.at);
    if (!frame.token.empty())
        whole.section("EXIT_TOKEN").set("TOKEN", frame.token);
    for (auto const& language : words_.languages())
        if (language.code() != frame.language.code())
            whole.section("OTHER_LANGUAGE")
                .set("CODE", language.code())
                .set("NAME", language.name());
    for (auto const& field : frame.state)
        whole.section("STATE").set("NAME", field.name).set("VALUE", field.value);
    if (!frame.problem.empty())
        whole.section("PROBLEM").say("PROBLEM_TEXT", frame.problem);
    whole.show_if(frame.calls_may_fail, "CALLS_FAIL");
    // Out of a chat there is "end" and "somebody came in": nobody should lose it by a wrong touch.
    whole.show_if(frame.at != "home" && frame.token.empty(), "HOME_LINK");
}

std::string dialled(std::string_view number)
{
    auto const digits = digits_of(number);
    return digits.size() == 11 && digits.front() == '1' ? "+" + digits : digits;
}

std::string spaced_receipt(std::string_view digits)
{
    std::string spaced;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i != 0 && i % 4 == 0)
            spaced += ' ';
        spaced += digits[i];
    }
    return spaced;
}

std::string date_in(Language const& language, std::string_view day)
{
    auto const parts = split(day, '-');
    if (parts.size() != 3)
        return std::string(day);
    auto const without_zero = [](std::string_view text) {
        return text.starts_with('0') ? text.substr(1) : text;
    };
    auto const month = language.find("month." + std::string(without_zero(parts[1])));
    return language.say("format.date",
        { { "year", parts[0] }, { "month", month.value_or(parts[1]) },
            { "day", without_zero(parts[2]) } });
}

} // namespace reachline::edges::site
