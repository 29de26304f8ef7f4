#pragma once

// The public feed of the directory: the read API of HSDS 3, for other directories, researchers and
// apps. It stands on the public listener under /hsds/, and has nothing of the site: no page, no
// template, no form. It reads what the public may see and knows no other way to read.
//
// Anybody's page may read it (CORS *), since it holds no session and no secret. Terms may be posted
// instead of standing in an address. Nothing that is asked is written anywhere.

#include "edges/core_port.hpp"
#include "hotline/directory/places/places.hpp"
#include "hotline/directory/records.hpp"
#include "hotline/directory/vocabulary.hpp"
#include "net/http.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace reachline::edges::feed {

/// What answers need besides the database; on workers, from several threads.
struct Sources {
    /// Services in whose public words these are found, best first. Busy while there is no index.
    std::function<Result<std::vector<Id<hotline::Listing>>>(std::string const& words)> find;
    hotline::directory::Vocabulary const& vocabulary;
    hotline::directory::PlacesOnDemand const& places;
};

struct FeedOptions {
    bool is_secure = false; ///< links to itself begin with https
};

class Feed {
public:
    /// The core outlives it, and so does what the sources refer to.
    Feed(CorePort&, Sources, FeedOptions = {});

    /// Whether a request of the public listener is for the feed.
    static bool serves(std::string_view path);
    /// On the loop's thread.
    void answer(net::Request const&, net::Reply);

private:
    CorePort& core_;
    std::shared_ptr<Sources const> sources_;
    FeedOptions options_;
    /// Long reads share their workers with advocates' searches, which go first.
    std::shared_ptr<std::atomic<int>> at_work_ = std::make_shared<std::atomic<int>>(0);
};

/// Requests that may wait or be worked on at once; more are answered 503.
inline constexpr int most_at_once = 4;

} // namespace reachline::edges::feed
