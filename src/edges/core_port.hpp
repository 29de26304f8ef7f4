#pragma once

// How an edge meets the hotline: it posts a command and hears the answer after the commit.
//
// The command runs on the core thread, alone, in a savepoint of the batch's transaction; when it
// fails, nothing of it stays. The answer comes on the core thread too, so it must be short: send a
// Reply, post to a loop. Slow work (hashing a passphrase, a long read) goes to a worker.

#include "base/result.hpp"
#include "hotline/world.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace reachline::edges {

/// Who waits when the core is overloaded: a full queue answers Busy to Browse first, to Tip late,
/// to Talk (a call, a chat in progress, an advocate at work) never.
enum class Urgency { Browse, Tip, Talk };

class Command {
public:
    virtual ~Command() = default;
    virtual Done run(hotline::World&) = 0;
    /// After the commit; or, when nothing was kept, with what went wrong.
    virtual void answer(Done) = 0;
};

class CorePort {
public:
    virtual ~CorePort() = default;
    virtual void post(Urgency, std::unique_ptr<Command>) = 0;
    /// Every notice of each batch, after its commit, on the core thread.
    virtual void subscribe(std::function<void(std::span<hotline::Notice const>)>) = 0;
    /// Runs on a worker with a read-only connection: statistics, search, receipts, exports.
    virtual void look(std::function<void(store::Database&)>) = 0;
    /// Runs on one of the few workers for passphrases, so that sign-ins cannot stall chats.
    virtual void hash(std::function<void()>) = 0;
};

namespace detail {
template <class T>
class AskCommand final : public Command {
public:
    AskCommand(std::function<Result<T>(hotline::World&)> command, std::function<void(Result<T>)> answer)
        : command_(std::move(command))
        , answer_(std::move(answer))
    {
    }

    Done run(hotline::World& world) override
    {
        result_ = command_(world);
        if (!*result_)
            return fail(result_->error());
        return {};
    }
    void answer(Done kept) override
    {
        if (!kept)
            answer_(fail(kept.error()));
        else
            answer_(std::move(*result_));
    }

private:
    std::function<Result<T>(hotline::World&)> command_;
    std::function<void(Result<T>)> answer_;
    std::optional<Result<T>> result_;
};
} // namespace detail

/// Runs `command` in the core, then `answer` with what it gave.
template <class T>
void ask(CorePort& core, std::function<Result<T>(hotline::World&)> command,
    std::function<void(Result<T>)> answer, Urgency urgency = Urgency::Talk)
{
    core.post(urgency, std::make_unique<detail::AskCommand<T>>(std::move(command), std::move(answer)));
}

} // namespace reachline::edges
