#include "edges/partners/page_parts.hpp"

namespace reachline::edges::partners {

void set(Dictionary& dictionary, char const* name, std::string const& value)
{
    dictionary.SetValue(name, value);
}

void fill_frame(Pages const& pages, Frame const& frame, Dictionary& page, Dictionary& content)
{
    auto const say = [&](std::string const& key) { return pages.word(frame.language, key); };
    set(page, "TITLE", say("page"));
    set(page, "LANGUAGE", frame.language);
    set(page, "HERE", frame.here);
    // What is included sees nothing of the page around it, and its forms need the token too.
    set(page, "TOKEN", frame.token);
    set(content, "TOKEN", frame.token);
    set(page, "REACH_US",
        frame.line.empty() ? say("reach_us.none")
                           : pages.word(frame.language, "reach_us", { { "line", frame.line } }));
    if (frame.whose.empty())
        page.ShowSection("SIGNED_OUT");
    else {
        // Twice in the layout, and each time the same section.
        auto* const signed_in = page.AddSectionDictionary("SIGNED_IN");
        set(*signed_in, "ORGANIZATION", frame.whose);
        signed_in->ShowSection(frame.here.starts_with("/entries") ? "AT_ENTRIES"
                : frame.here.starts_with("/beds")                 ? "AT_BEDS"
                                                                  : "AT_INBOX");
    }
    for (auto const& language : pages.languages())
        if (language != frame.language) {
            auto* const other = page.AddSectionDictionary("OTHER_LANGUAGE");
            set(*other, "CODE", language);
            set(*other, "NAME", pages.word(language, "language.name"));
        }
    if (!frame.note.empty() && pages.has_word(frame.language, frame.note)) {
        auto* const note = page.AddSectionDictionary("NOTE");
        set(*note, "TEXT", say(frame.note));
        set(*note, "LOOK", frame.note_is_wrong ? "wrong" : "");
    }
}

std::string page(Pages const& pages, Frame const& frame, char const* name,
    std::function<void(Dictionary&)> const& fill)
{
    return pages.expand(frame.language, name, [&](Dictionary& around, Dictionary& content) {
        fill_frame(pages, frame, around, content);
        if (fill)
            fill(content);
    });
}

void set_time(Pages const& pages, Frame const& frame, Dictionary& dictionary, Time at)
{
    set(dictionary, "AT", rfc3339(at));
    set(dictionary, "WHEN", when(pages, frame.language, at, frame.now));
}

std::string named(
    Pages const& pages, Frame const& frame, std::string const& list, std::string const& code)
{
    auto const key = list + "." + code;
    return pages.has_word(frame.language, key) ? pages.word(frame.language, key) : code;
}

} // namespace reachline::edges::partners
