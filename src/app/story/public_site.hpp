#pragma once

// The public site in a story: the very pages, over the story's core, as a browser without scripts
// shows them. No port is opened; a request is handed to the site as its listener would.

#include "app/core.hpp"
#include "app/directory_index.hpp"
#include "edges/console/library.hpp"
#include "edges/site/site.hpp"

#include <map>
#include <memory>
#include <string>

namespace reachline::app::story {

class PublicSite {
public:
    struct Folders {
        std::string share;
        std::string data;
    };
    /// Core and lists outlive it.
    static Result<std::unique_ptr<PublicSite>> open(
        Core&, hotline::statistics::Categories const&, Folders const&);
    ~PublicSite();

    /// The page that answers; Broken when none comes.
    Result<std::string> answer(net::Request, Time now);

private:
    PublicSite(Core&, std::unique_ptr<DirectoryIndex>);

    Core& core_;
    std::unique_ptr<DirectoryIndex> directory_;
    SystemRandom random_;
    FixedClock clock_; ///< moved on the loop's thread, which alone reads it
    net::Loop loop_;
    std::unique_ptr<edges::site::Site> site_;
};

/// One window on the site: its page, what was typed into it, and its buttons by what they say.
class Visitor {
public:
    Done open(PublicSite&, Time now);
    /// NotFound when no field has this label.
    Done type(std::string const& label, std::string const& words);
    /// NotFound when no button begins with these words.
    Done press(PublicSite&, std::string const& label, Time now);
    /// What a person sees: the page without its tags.
    std::string seen() const;
    /// The conversation that this window is in; empty before it is.
    std::string token() const;

private:
    std::string page_;
    std::map<std::string, std::string> typed_;
};

} // namespace reachline::app::story
