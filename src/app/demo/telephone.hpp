#pragma once

// The telephones of the demo: the hotline's own voice process, and a second one that plays the
// carrier through which made-up people call. Both are on this machine alone, and end with the demo.

#include "app/config.hpp"
#include "base/result.hpp"

#include <memory>
#include <string>
#include <sys/types.h>

namespace reachline::app::demo {

class Telephone {
public:
    /// The hotline's: SIP on port N+10, one trunk "demo" that is this machine.
    static Result<Telephone> of_hotline(Config const&);
    /// The carrier's: SIP on port N+11, a trunk to the hotline for each made-up caller.
    static Result<Telephone> of_carrier(Config const&);

    Telephone(Telephone&&) noexcept;
    Telephone& operator=(Telephone&&) = delete;
    ~Telephone(); ///< ends the process and waits for it

    std::string const& socket() const { return socket_; }

private:
    Telephone(pid_t process, std::string socket);
    static Result<Telephone> start(std::string const& folder, std::string const& name, std::string const& configuration);

    pid_t process_ = 0;
    std::string socket_;
};

/// Where a softphone on this machine reaches the demo's hotline.
std::string softphone_address(Config const&);

} // namespace reachline::app::demo
