#pragma once

// The public site: what a person in danger, a friend or a teacher sees. One address, "/", whatever
// they do there: every step is a post of the page's one form, so the history holds one neutral
// entry and no term is in an address or a log. No cookie, no storage, nothing from elsewhere.
//
// It translates and decides nothing: what is kept, who is next and who may read is the hotline's.

#include "edges/core_port.hpp"
#include "edges/site/fairness.hpp"
#include "edges/site/lookups.hpp"
#include "edges/site/pages.hpp"
#include "net/http.hpp"

#include <memory>

namespace reachline::edges::site {

class Site {
public:
    /// The core, the loop, the clock and the dice outlive it.
    static Result<std::unique_ptr<Site>> open(
        CorePort&, net::Loop&, Clock const&, Random&, Lookups, Operator, GuessingPace = {});
    ~Site();

    /// Answers one request of its listener, on the loop's thread.
    void answer(net::Request const&, net::Reply);
    /// The page for what never reaches answer(): too large, too slow, not HTTP.
    net::Response refusal(int status) const;

    struct Inside;

private:
    explicit Site(std::unique_ptr<Inside>);
    std::unique_ptr<Inside> inside_;
};

} // namespace reachline::edges::site
