#pragma once

// The console's edge: the staff's own listener. It translates between HTTP and the hotline's verbs
// and decides nothing: who may do what is asked in the core, row by row.

#include "edges/console/library.hpp"
#include "edges/console/route.hpp"
#include "edges/core_port.hpp"
#include "net/http.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace reachline::edges::console {

struct ConsoleOptions {
    std::string web_root; ///< the built console: index.html and assets/
    bool secure_cookies = false; ///< true behind TLS
    std::string allowed_origin {}; ///< empty: the Host header of the request itself
};

class Console {
public:
    Console(CorePort&, Library, ConsoleOptions);
    ~Console();

    void answer(net::Request const&, net::Reply) const;

    /// Whose windows are open: to the desk they are there.
    std::vector<Id<hotline::Account>> present() const;

private:
    struct Live;
    void answer_api(net::Request const&, net::Reply) const;
    void answer_live(net::Request const&, net::Reply) const;
    void look_up(Route const&, std::vector<std::string> values, std::string body, std::string token,
        net::Reply) const;

    CorePort& core_;
    Library library_;
    ConsoleOptions options_;
    std::shared_ptr<Live> live_;
};

/// The status of each kind of fault, once and here.
int status_of(Fault);
net::Response failure(Error, std::string const& path = {});
net::Response json_response(int status, std::string body);

} // namespace reachline::edges::console
