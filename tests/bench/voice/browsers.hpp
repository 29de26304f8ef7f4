#pragma once

// Browsers for a measurement: the full way of one (ICE, DTLS, SRTP) and a voice that never stops,
// without the browser, of which fifty would take the machine that is measured.

#include "voice/control/messages.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace reachline::bench {

class Browsers {
public:
    explicit Browsers(int count);
    ~Browsers();

    std::string offer(int) const;
    void take(int, std::string const& answer);
    /// Speaks and hears for so long; `each_second` is told which it is.
    void run(int seconds, std::function<void(int second)> each_second);
    int connected() const;
    std::uint64_t received() const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace reachline::bench
