#pragma once

// How somebody finds help: in their words, near their place, in their language.
//
// A search is never empty-handed: what stands in the way is let go step by step, and the answer
// says what was let go; at the end stand the lines that help everywhere. It knows no database and
// no World: each thread opens one of its own and may keep it.

#include "hotline/directory/places/places.hpp"
#include "hotline/directory/search/index.hpp"
#include "hotline/directory/search/query.hpp"

#include <memory>

namespace reachline::hotline::directory {

class Search {
public:
    /// Reads the current generation of the audience's index. Busy while none is built.
    static Result<Search> open(
        IndexFolders const&, Vocabulary const&, PlacesOnDemand const&, Audience);
    Search(Search&&) noexcept;
    ~Search();

    Result<Found> find(SearchQuery const&);
    /// Words that begin as the last one of the text does, the commonest first, with what stands
    /// before it: "safe ho" gives "safe house".
    Result<std::vector<std::string>> complete(std::string_view text, std::size_t limit = 8);

private:
    struct Reader;
    struct Forget;
    explicit Search(std::unique_ptr<Reader>);
    std::unique_ptr<Reader> reader_;
};

} // namespace reachline::hotline::directory
