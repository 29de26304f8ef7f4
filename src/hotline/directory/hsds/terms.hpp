#pragma once

// Terms of our three taxonomies, as HSDS has them.

#include "hotline/directory/hsds/model.hpp"
#include "hotline/directory/hsds/words.hpp"
#include "hotline/directory/vocabulary.hpp"

namespace reachline::hotline::directory::hsds {

TaxonomyTerm term_of(Vocabulary const&, Category const&);
TaxonomyTerm term_of(Vocabulary const&, Population const&);
TaxonomyTerm term_of(Vocabulary const&, Practice const&);

/// What an id of a term, or of a taxonomy, means. Codes are empty for a taxonomy.
struct TermName {
    std::string taxonomy {};
    std::string code {};
};
std::optional<TermName> term_named(Vocabulary const&, std::string_view term_id);
/// The name of the taxonomy with this id: "reachline-category".
std::optional<std::string> taxonomy_named(std::string_view taxonomy_id);

} // namespace reachline::hotline::directory::hsds
