#pragma once

// What the server is told at its start. One port number makes three: the public site, the console
// next to it, the partner portal after that.

#include <cstdint>
#include <string>

namespace reachline::app {

struct Config {
    std::string data = "data"; ///< the database, the key ledger, the search index
    std::string share = "."; ///< forms/, web/, data/places as installed
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    bool behind_proxy = false; ///< TLS and the sender's address come from a proxy on this machine
    bool quiet = false;
    std::string exit_url = "https://www.weather.gov/"; ///< where "Leave this page" leads
    std::string site_title = "Notes"; ///< a neutral title for the public pages
    std::string backups; ///< where a backup goes each night; empty: nowhere
    std::string backup_at = "03:30"; ///< by the clock of this machine
    std::string voice; ///< the control socket of reachline-voice; empty: no calls
    std::string carrier; ///< of the voice process that plays the carrier of made-up callers (the demo)
    bool simulate = false; ///< made-up people write in (the demo)
    bool no_people = false; ///< a demo in which nobody writes by themselves, for tests
};

} // namespace reachline::app
