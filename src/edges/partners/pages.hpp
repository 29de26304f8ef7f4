#pragma once

// The portal's pages: HTML templates that a designer can edit, words that a translator can edit.
//
// A page is expanded by ctemplate with its context-aware escaping, so a word that came from outside
// stays a word wherever it lands. "[[key]]" in a page is a word of the language, put in when the
// pages are loaded; a page that asks for a word that a language lacks does not load.

#include "base/result.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ctemplate {
class TemplateDictionary;
}

namespace reachline::edges::partners {

class Pages {
public:
    /// Reads pages/*.html and words/*.json below `folder`. The first language is English.
    static Result<Pages> load(std::string const& folder);
    Pages(Pages&&) noexcept;
    ~Pages();

    std::vector<std::string> languages() const;
    /// The best of our languages for an Accept-Language header.
    std::string language_for(std::string_view accept_language) const;
    bool speaks(std::string_view language) const;

    /// A word of a language; `values` fill in its {names}. A key that nobody wrote is our fault.
    std::string word(std::string_view language, std::string const& key, std::map<std::string, std::string> const& values = {}) const;
    bool has_word(std::string_view language, std::string const& key) const;

    /// One page in its layout: `fill` gets the layout's dictionary and the page's own, which sees
    /// the values of the layout's but not its sections.
    using Dictionary = ctemplate::TemplateDictionary;
    std::string expand(std::string_view language, std::string const& page,
        std::function<void(Dictionary& frame, Dictionary& content)> const& fill) const;

    /// style.css, chat.js, icon.svg as they lie in the folder.
    std::string const& file(std::string const& name) const;

private:
    struct Loaded;
    explicit Pages(std::unique_ptr<Loaded>);
    std::unique_ptr<Loaded> loaded_;
};

} // namespace reachline::edges::partners
