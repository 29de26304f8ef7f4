#pragma once

// What kind of help, for whom and in which language, from the codes and names of others.
//
// Our own codes are taken as they are, Open Eligibility by its ids, everything by the labels of our
// vocabulary in English and Spanish. What fits nothing is kept as the code it is: taxonomies that
// are somebody's property come in as opaque texts and go out nowhere.

#include "hotline/directory/exchange/readers.hpp"
#include "hotline/directory/vocabulary.hpp"

#include <map>

namespace reachline::hotline::directory::exchange {

struct ForeignCode {
    std::string scheme; ///< the taxonomy's name, or empty
    std::string code;
    bool operator==(ForeignCode const&) const = default;
};

/// What one attribute of a service says.
struct Meaning {
    std::string category {};
    std::string population {};
    std::string practice {}; ///< of the taxonomy reachline-practice: "pets"
    std::string value {};
    std::optional<ForeignCode> foreign {};
};

class Codes {
public:
    Codes(Vocabulary const&, Tables const&);

    Meaning meaning_of(Row const& attribute) const;
    /// Of a term's id, or of a code that stands by itself.
    Meaning meaning_of(std::string_view term_or_code) const;
    /// ISO 639, or empty.
    std::string language_in(std::string_view code, std::string_view name) const;

private:
    struct Term {
        std::string_view code, name, taxonomy;
    };
    Meaning meaning(Term const&) const;
    Term term_of(std::string_view id, std::string_view label) const;

    Vocabulary const& vocabulary_;
    Tables const& tables_;
    std::map<std::string_view, std::uint32_t> terms_;
    std::map<std::string_view, std::uint32_t> taxonomies_;
    std::map<std::string, std::string> categories_; ///< by label in small letters
    std::map<std::string, std::string> populations_;
    std::map<std::string, std::string> languages_;
    std::map<std::int64_t, std::string> open_eligibility_;
};

} // namespace reachline::hotline::directory::exchange
