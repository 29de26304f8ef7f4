#pragma once

// The core: one thread, one World, one command at a time (decision page 0001).
//
// It drains its queue into one transaction, a savepoint a command, commits with full durability,
// and only then answers them all: what was acknowledged is on disk. Sixty-four commands a commit
// gave 60,000 rows a second where one gave 1,200.

#include "edges/core_port.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace reachline::app {

struct CoreLimits {
    std::size_t batch = 256; ///< commands in one commit
    std::size_t browse_queue = 2'000; ///< waiting commands beyond which Browse is Busy
    std::size_t tip_queue = 20'000; ///< ... and beyond which a new tip is
    unsigned lookers = 2; ///< workers with read-only connections
    unsigned hashers = 2; ///< workers for passphrases: 64 MB each
};

class Core final : public edges::CorePort {
public:
    /// `world` is touched by the core thread alone once start() was called. `database_path` is
    /// what the lookers open read-only; empty (tests in memory) lets them work on the core's own
    /// connection within run_batch().
    Core(hotline::World world, std::string database_path, CoreLimits limits = {});
    ~Core() override;

    void post(edges::Urgency, std::unique_ptr<edges::Command>) override;
    void subscribe(std::function<void(std::span<hotline::Notice const>)>) override;
    void look(std::function<void(store::Database&)>) override;
    void hash(std::function<void()>) override;

    /// `beat` runs as a command about once a second: time-outs, expiry, wishes.
    void start(std::function<Done(hotline::World&)> beat);
    void stop(); ///< answers what is queued, then joins

    /// Without a thread (tests, stories): everything queued, in one batch. False if nothing was.
    bool run_batch();

private:
    struct Waiting {
        std::unique_ptr<edges::Command> command;
    };
    class Workers;

    void live(std::function<Done(hotline::World&)> const& beat);
    void keep(std::deque<Waiting>& batch);

    hotline::World world_;
    std::string database_path_;
    CoreLimits limits_;
    std::vector<std::function<void(std::span<hotline::Notice const>)>> listeners_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Waiting> queue_;
    bool stopping_ = false;
    std::thread thread_;
    std::unique_ptr<Workers> lookers_;
    std::unique_ptr<Workers> hashers_;
};

} // namespace reachline::app
