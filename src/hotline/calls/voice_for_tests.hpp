#pragma once

// The voice process as a test plays it: legs by number, and what was ordered of them.

#include "base/test.hpp"
#include "hotline/calls/legs.hpp"

#include <algorithm>
#include <memory>

namespace reachline::hotline::calls {

struct PlayedVoice {
    World& world;
    std::vector<Notice>& notices;
    std::vector<std::shared_ptr<Order const>> orders {};
    std::int64_t legs = 0;

    /// Somebody calls and `advocate` speaks with them.
    Id<Signal> talk_with(Actor const& advocate)
    {
        Id<Leg> const leg { ++legs };
        auto const id = rang(world, { .leg = leg, .trunk = "main", .caller = PrivateText("+15555550123"),
                                        .attestation = Attestation::Full })
                            .value();
        REQUIRE(answered(world, leg));
        REQUIRE(signals::claim(world, advocate, id));
        REQUIRE(settle(world, id));
        join(open_voice(world, advocate, id, "v=0 an offer"));
        return id;
    }
    /// The browser that was just asked for connects.
    Id<Leg> join(Done const& opened)
    {
        REQUIRE(opened);
        Id<Leg> const leg { ++legs };
        REQUIRE(browser_answered(world, last<OpenBrowser>().value().ask, leg, "v=0 an answer"));
        REQUIRE(answered(world, leg));
        return leg;
    }
    /// The number that was just dialled rings.
    Id<Leg> rings()
    {
        Id<Leg> const leg { ++legs };
        REQUIRE(dialling(world, last<Dial>().value().ask, leg));
        REQUIRE(progressing(world, leg));
        return leg;
    }
    Id<Leg> answers()
    {
        auto const leg = rings();
        REQUIRE(answered(world, leg));
        return leg;
    }
    void ends(Id<Leg> leg, Why why) { REQUIRE(ended(world, leg, why)); }

    void look()
    {
        for (auto const& notice : notices)
            if (notice.order)
                orders.push_back(notice.order);
        notices.clear();
    }
    void forget()
    {
        look();
        orders.clear();
    }
    template <class One>
    std::optional<One> last()
    {
        look();
        std::optional<One> found;
        for (auto const& one : orders)
            if (auto const* const order = std::get_if<One>(&one->what))
                found.emplace(*order);
        return found;
    }
    bool was_hung_up(Id<Leg> leg)
    {
        look();
        return std::ranges::any_of(orders, [&](auto const& one) {
            auto const* const order = std::get_if<HangUp>(&one->what);
            return order && order->leg == leg;
        });
    }

    PartyRow party_of(Id<Signal> id, PartyKind kind)
    {
        auto const all = parties(world, id).value();
        for (auto const& one : all)
            if (one.kind == kind)
                return one;
        FAIL("nobody of this kind is in the call");
        return {};
    }
    State state(Id<Signal> id)
    {
        return state_of(find(world, id).value(), signals::find(world, id).value(), parties(world, id).value());
    }
    /// How the caller's leg was last placed: "held" with the hold sound, or with the others.
    bool caller_is_held(Id<Signal> id)
    {
        return party_of(id, PartyKind::Caller).told.ends_with("|hold");
    }
};

} // namespace reachline::hotline::calls
