#include "edges/lookup/directory_reader.hpp"

#include <map>

namespace reachline::edges::lookup {

using namespace hotline::directory;

DirectoryReader::DirectoryReader(
    IndexFolders folders, Vocabulary const& vocabulary, PlacesOnDemand const& places)
    : folders_(std::move(folders))
    , vocabulary_(vocabulary)
    , places_(places)
{
}

Result<Search*> DirectoryReader::search_of(Audience audience) const
{
    // A search may be used by one thread alone, and opening it costs more than using it.
    thread_local std::map<std::pair<std::string, Audience>, Search> searches;
    auto const key = std::pair(folders_.for_public, audience);
    auto found = searches.find(key);
    if (found == searches.end())
        found = searches
                    .emplace(key, TRY(Search::open(folders_, vocabulary_, places_, audience)))
                    .first;
    return &found->second;
}

Result<Found> DirectoryReader::find(Audience audience, SearchQuery const& query) const
{
    return TRY(search_of(audience))->find(query);
}

Result<std::vector<std::string>> DirectoryReader::complete(
    Audience audience, std::string_view text) const
{
    return TRY(search_of(audience))->complete(text);
}

} // namespace reachline::edges::lookup
