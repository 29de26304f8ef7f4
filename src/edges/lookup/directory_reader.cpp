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

Result<Found> DirectoryReader::find(Audience audience, SearchQuery const& query) const
{
    // A search may be used by one thread alone, and opening it costs more than using it.
    thread_local std::map<std::pair<std::string, Audience>, Search> searches;
    auto const key = std::pair(folders_.for_public, audience);
    auto found = searches.find(key);
    if (found == searches.end())
        found = searches.emplace(key, TRY(Search::open(folders_, vocabulary_, places_, audience))).first;
    return found->second.find(query);
}

} // namespace reachline::edges::lookup
