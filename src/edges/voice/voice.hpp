#pragma once

// The edge to the voice process: what it tells becomes a command in the core, what the core orders
// becomes a line on its socket. It decides nothing.

#include "edges/core_port.hpp"
#include "edges/voice_socket/client.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace reachline::edges::voice {

class VoiceEdge {
public:
    /// Subscribes to the core; `core` must outlive it.
    static Result<std::unique_ptr<VoiceEdge>> open(CorePort& core, std::string const& socket_path);
    ~VoiceEdge();

private:
    struct Inside;
    explicit VoiceEdge(std::shared_ptr<Inside>);
    std::shared_ptr<Inside> inside_;
};

} // namespace reachline::edges::voice
