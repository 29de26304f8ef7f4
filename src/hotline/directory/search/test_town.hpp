#pragma once

// A directory with what a test lists, and searches over it.

#include "base/json_binding.hpp"
#include "hotline/directory/search/search.hpp"
#include "hotline/directory/search/wish.hpp"
#include "hotline/directory/test_directory.hpp"

#include <filesystem>
#include <unistd.h>

namespace reachline::hotline::directory {

inline PlacesOnDemand const& places_on_demand()
{
    static PlacesOnDemand const places(REACHLINE_SOURCE_DIR "/data/places");
    return places;
}

/// Two folders of a test's own in memory-backed storage, gone with it.
struct TestFolders {
    std::string root;
    IndexFolders folders { root + "/open", root + "/shut" };

    explicit TestFolders(std::string const& name = "test")
        : root("/dev/shm/reachline_search_" + name + "_" + std::to_string(getpid()))
    {
        std::filesystem::remove_all(root);
    }
    TestFolders(TestFolders const&) = delete;
    ~TestFolders() { std::filesystem::remove_all(root); }
};

struct Town : TestDirectory {
    TestFolders where;
    Id<Organization> lantern = an_organization();

    explicit Town(std::string const& name = "test")
        : where(name)
    {
    }

    Index indexed()
    {
        auto index = Index::open(where.folders, test_vocabulary());
        REQUIRE(index);
        REQUIRE(index->rebuild(database));
        return std::move(*index);
    }
    Search searching(Audience audience = Audience::Public)
    {
        auto search = Search::open(where.folders, test_vocabulary(), places_on_demand(), audience);
        REQUIRE(search);
        return std::move(*search);
    }
    Listing shelter(std::string name, std::optional<Site> site = {})
    {
        auto one = a_shelter(lantern);
        one.name = std::move(name);
        one.site = std::move(site);
        return one;
    }
    Listing clinic(std::string name)
    {
        auto one = a_shelter(lantern);
        one.name = std::move(name);
        one.description = "Lawyers at no cost.";
        one.categories = { "legal_imm" };
        return one;
    }
    SearchQuery words(std::string text) { return { .words = std::move(text), .now = world.now() }; }
};

inline std::vector<std::string> names(Result<Found> const& found)
{
    REQUIRE(found);
    std::vector<std::string> all;
    for (auto const& hit : found->hits)
        all.push_back(hit.service.name);
    return all;
}
using Names = std::vector<std::string>;

inline std::string said(Found const& found)
{
    return json::text_of(json::written(found));
}

} // namespace reachline::hotline::directory
