#pragma once

// Made-up people write in, at a calm pace, and answer what the advocate says: for the demo, so that
// a visitor sees a living line within a minute. It is an edge like any other: it posts commands and
// hears notices, and nothing in the core knows that nobody is there.

#include "base/random.hpp"
#include "edges/core_port.hpp"
#include "hotline/signals/signals.hpp"
#include "net/http.hpp"

#include <memory>
#include <string>

namespace reachline::edges::sim {

struct Pace {
    seconds between_chats { 40 };
    seconds between_tips { 100 };
    seconds to_answer { 6 }; ///< until a person answers what was said to them
    std::size_t chats_at_once = 3;
};

class Simulator {
public:
    /// `people` is the path of data/simulation/people.json.
    static Result<std::unique_ptr<Simulator>> open(
        CorePort&, net::Loop&, std::string const& people, std::uint64_t seed, Pace = {});
    ~Simulator();

    void start();

private:
    struct Inside;
    explicit Simulator(std::shared_ptr<Inside>);
    std::shared_ptr<Inside> inside_;
};

} // namespace reachline::edges::sim
