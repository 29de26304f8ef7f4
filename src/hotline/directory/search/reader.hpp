#pragma once

// What a search keeps between two questions: the opened indexes of its audience, the stemmers and
// the everyday words.

#include "hotline/directory/search/search.hpp"
#include "hotline/directory/search/wish.hpp"

#include <sys/stat.h>

namespace reachline::hotline::directory {

/// Tells one generation's file from the next.
struct FileMark {
    ino_t inode = 0;
    timespec changed {};

    static std::optional<FileMark> of(std::string const& path);
    bool operator==(FileMark const& other) const
    {
        return inode == other.inode && changed.tv_sec == other.changed.tv_sec
            && changed.tv_nsec == other.changed.tv_nsec;
    }
};

struct Search::Reader {
    Reader(IndexFolders, Vocabulary const&, PlacesOnDemand const&, Audience);

    IndexFolders folders;
    Vocabulary const& vocabulary;
    PlacesOnDemand const& places;
    Audience audience;
    Stems stems;
    EverydayWords everyday;
    std::optional<Xapian::Database> database;
    std::optional<FileMark> mark;

    Result<Found> find(SearchQuery const&);
    Result<std::vector<std::string>> complete(std::string_view text, std::size_t limit);
    Done freshen();
    void forget() const;

private:
    std::vector<AskedWord> understood(SearchQuery const&, Found&) const;
    bool is_known(AskedWord const&) const;
    Result<Wish> wish_of(SearchQuery const&, Who const&, Found&) const;
    Done set_place(SearchQuery const&, Wish&, Found&) const;
    Done set_zone(SearchQuery const&, std::string const& of_place, Wish&, Found&) const;
    Xapian::MSet matches(Wish const&, SearchQuery const&) const;
    bool any(Wish const&, SearchQuery const&) const;
    void relax(Wish&, SearchQuery const&, Found&) const;
    bool widen(Wish&, SearchQuery const&, Found&) const;
    std::vector<Hit> hits_of(
        Xapian::MSet const&, Wish const&, SearchQuery const&, Who const&, Found const&) const;
    std::vector<Hit> national_lines(SearchQuery const&, Who const&, Found const&) const;
};

} // namespace reachline::hotline::directory
