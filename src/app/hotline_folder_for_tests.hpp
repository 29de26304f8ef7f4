#pragma once

// A hotline on disk for a test: its keys, an advocate who waits to be admitted, one tip.

#include "app/hotline_files.hpp"
#include "base/test.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/people/accounts.hpp"

#include <filesystem>

namespace reachline::app {

class HotlineFolder {
public:
    HotlineFolder()
        : path("/tmp/reachline-folder-" + random.hex(8))
    {
        auto const files = open();
        auto world = files->world();
        REQUIRE(in_one_transaction(world, [&](hotline::World& fresh) -> Done {
            TRY(fresh.keys.make_vault(hotline::keys::hotline_vault));
            recovery_key = TRY(fresh.keys.make_recovery_key(hotline::keys::hotline_vault));
            administrator = TRY(hotline::people::invite(fresh, hotline::Actor::system(),
                { .name = "adam", .roles = { hotline::people::Role::Administrator } })).account;
            fresh.keys.lock(hotline::keys::hotline_vault);
            return {};
        }));
        leave_tip(*files, "a quiet word");
    }
    ~HotlineFolder() { std::filesystem::remove_all(path); }

    std::unique_ptr<HotlineFiles> open()
    {
        auto files = HotlineFiles::open(path, clock, random);
        REQUIRE(files);
        return std::move(*files);
    }
    void leave_tip(HotlineFiles& files, std::string words)
    {
        auto world = files.world();
        REQUIRE(in_one_transaction(world, [&](hotline::World& fresh) -> Done {
            hotline::signals::NewSignal tip;
            tip.token = random.hex(32);
            tip.channel = hotline::signals::Channel::Tip;
            tip.language = "en";
            tip.reason = hotline::signals::Reason::Tip;
            tip.answers = { { "what", words } };
            TRY(hotline::desk::arrive(fresh, tip));
            return {};
        }));
    }
    SystemClock clock;
    SystemRandom random;
    std::string path;
    std::string recovery_key;
    Id<hotline::Account> administrator;
};

} // namespace reachline::app
