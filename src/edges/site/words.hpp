#pragma once

// What the public site says, in each of its languages. Code names a sentence, never spells it.
//
// One more language is one more file in web/site/words: the same names, the same {placeholders}.

#include "base/embedded.hpp"
#include "base/result.hpp"

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reachline::edges::site {

using Fills = std::initializer_list<std::pair<std::string_view, std::string_view>>;

class Language {
public:
    Language(std::string code, std::map<std::string, std::string, std::less<>> sentences);

    std::string const& code() const { return code_; } ///< BCP 47
    std::string_view name() const { return say("language.name"); }
    std::string_view direction() const { return say("language.direction"); }

    /// The sentence of this name. Names come from our own code: a wrong one is our fault.
    std::string_view say(std::string_view name) const;
    /// With each {placeholder} filled.
    std::string say(std::string_view name, Fills) const;
    /// For names made from codes that came from elsewhere.
    std::optional<std::string_view> find(std::string_view name) const;

    std::map<std::string, std::string, std::less<>> const& sentences() const { return sentences_; }

private:
    std::string code_;
    std::map<std::string, std::string, std::less<>> sentences_;
};

class Words {
public:
    /// Reads words/*.json. Invalid if a language lacks a sentence or a placeholder of the first.
    static Result<Words> read(std::span<embedded::File const>);

    std::vector<Language> const& languages() const { return languages_; } ///< English first
    Language const& first() const { return languages_.front(); }
    Language const* find(std::string_view code) const;
    /// The best for an Accept-Language header (RFC 9110 12.5.4); English if none fits.
    Language const& accepted(std::string_view header) const;

private:
    std::vector<Language> languages_;
};

/// "1,234" as the language writes it.
std::string counted(Language const&, std::int64_t);

/// The names of the {placeholders} in a sentence, sorted.
std::vector<std::string> placeholders(std::string_view sentence);

} // namespace reachline::edges::site
