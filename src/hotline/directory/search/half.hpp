#pragma once

// One of the two indexes, with its spelling dictionary, in which each word counts the documents
// that hold it: when the last one goes, so does the word, and no correction can tell that it was.

#include "base/id.hpp"
#include "hotline/directory/records.hpp"

#include <xapian.h>

#include <map>
#include <string>

namespace reachline::hotline::directory {

using WordCounts = std::map<std::string, Xapian::termcount>;

/// Words that a correction may offer: the plain ones, not too short.
bool is_correctable(std::string const& term);

class Half {
public:
    /// `how` is Xapian's DB_OPEN or DB_CREATE. Throws what Xapian throws, like all here.
    Half(std::string const& folder, int how);

    /// Writes one service as it now is; without a document it is no longer found.
    void put(Id<Listing>, Xapian::Document const*);
    /// Adds a service that is not there yet; its words go into the dictionary at the end.
    void put_new(Xapian::Document const&, WordCounts&);

    Xapian::WritableDatabase& database() { return database_; }

private:
    void forget_spelling(std::string const& id_term);

    Xapian::WritableDatabase database_;
};

} // namespace reachline::hotline::directory
