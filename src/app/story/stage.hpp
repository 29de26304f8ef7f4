#pragma once

// The stage of a story: a real hotline on disk in a folder that is thrown away, the real core, and
// a clock that moves only when the story says so.

#include "app/core.hpp"
#include "app/hotline_files.hpp"
#include "app/story/story.hpp"
#include "hotline/people/accounts.hpp"
#include "hotline/signals/signals.hpp"

#include <map>
#include <memory>

namespace reachline::app::story {

class Stage {
public:
    static Result<std::unique_ptr<Stage>> set();
    ~Stage();

    /// Runs one command in the core, as an edge would: kept when it succeeds, undone when it fails.
    template <class T>
    Result<T> run(std::function<Result<T>(hotline::World&)> command)
    {
        std::optional<Result<T>> result;
        edges::ask<T>(*core_, std::move(command), [&](Result<T> answer) { result = std::move(answer); });
        core_->run_batch();
        return std::move(*result);
    }
    Done run(std::function<Done(hotline::World&)> const& command)
    {
        auto const done = run<int>([&](hotline::World& world) -> Result<int> {
            TRY(command(world));
            return 0;
        });
        if (!done)
            return fail(done.error());
        return {};
    }

    Complaint go_to(int hour, int minute); ///< the next time it is so late, beat by beat
    Complaint pass(seconds);
    Complaint restart(); ///< the server is killed and starts again

    // The cast, by name.
    struct Member {
        Id<hotline::Account> account;
        hotline::Actor actor;
        std::shared_ptr<crypto::KeyPair> key;
        std::string token; ///< of the open session; empty when signed out
        bool window_open = false;
    };
    struct Signaler {
        Id<hotline::Signal> signal;
        std::string token;
        std::string receipt;
        int words = 0;
    };
    std::map<std::string, Member> staff;
    std::map<std::string, Signaler> signalers;
    std::map<std::string, Id<hotline::Organization>> organizations;
    std::map<std::string, std::int64_t> things; ///< the case, a consent, a step: by the story's name

    /// What the last verb that was expected to fail said.
    std::optional<Error> last_refusal;

    hotline::World world() { return files_->world(); }
    Time now() const { return clock_.now(); }
    std::string new_token() { return dice_.hex(32); }

private:
    Stage();
    Done open();
    Complaint beat();

    std::string folder_;
    FixedClock clock_;
    SeededRandom dice_;
    std::unique_ptr<HotlineFiles> files_;
    std::unique_ptr<Core> core_;
};

/// A Done as a complaint.
Complaint complaint_of(Done const&);
Complaint expect(bool holds, std::string otherwise);

} // namespace reachline::app::story
