#pragma once

// Made-up people who call the demo's hotline, at a calm pace: a second voice process plays their
// carrier, and this commands it. They press keys, stay a while and hang up. What is heard of them is
// a spoken prompt that says that nobody is there.

#include "base/random.hpp"
#include "edges/voice_socket/client.hpp"
#include "net/http.hpp"

#include <memory>
#include <string>
#include <vector>

namespace reachline::edges::sim {

struct MadeUpCaller {
    std::string name; ///< of the carrier's trunk that shows this number
    std::string number;
    std::string keys; ///< pressed one after the other while the line speaks
    seconds stays;
};
std::vector<MadeUpCaller> made_up_callers();

struct CallPace {
    seconds first { 45 };
    seconds between { 120 };
    seconds between_keys { 7 };
};

class Callers {
public:
    static Result<std::unique_ptr<Callers>> open(net::Loop&, std::string const& carrier_socket, CallPace = {});
    ~Callers();

    void start();

private:
    struct Inside;
    explicit Callers(std::shared_ptr<Inside>);
    std::shared_ptr<Inside> inside_;
};

} // namespace reachline::edges::sim
