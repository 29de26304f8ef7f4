// The desk looks at few rows. Whatever happened before, it must see what a reading of all would.

#include "hotline/cases/cast_for_tests.hpp"
#include "hotline/desk/desk_store.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <span>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::desk;

namespace {

enum class Kind { Arrive, Come, Accept, Decline, Pull, Leave, Wait, Rest, See, End };

struct Move {
    Kind kind = Kind::Wait;
    int who = 0, which = 0;
};
[[maybe_unused]] void showValue(Move const& move, std::ostream& os)
{
    os << "{" << static_cast<int>(move.kind) << " who " << move.who << " which " << move.which << "}";
}

rc::Gen<Move> any_move()
{
    using rc::gen::inRange;
    return rc::gen::build<Move>(
        rc::gen::set(&Move::kind,
            rc::gen::weightedElement<Kind>({ { 8, Kind::Arrive }, { 3, Kind::Come }, { 4, Kind::Accept },
                { 2, Kind::Decline }, { 1, Kind::Pull }, { 1, Kind::Leave }, { 5, Kind::Wait }, { 1, Kind::Rest },
                { 3, Kind::See }, { 2, Kind::End } })),
        rc::gen::set(&Move::who, inRange(0, 4)), rc::gen::set(&Move::which, inRange(0, 60)));
}

constexpr char plainly_orphaned[] = R"sql(
    select signal.id from signal left join presence on presence.account = signal.handler
    where signal.state = 'active' and signal.channel in ('text', 'webchat')
        and signal.by_hand = 0 and coalesce(presence.last_seen, 0) < ?1
    order by signal.id
)sql";

struct Trial {
    Cast cast;
    std::vector<Actor> staff { cast.maria, cast.sam, cast.ana, cast.bea };
    int arrived = 0;
    std::size_t offers = 0, rung_out = 0;

    Actor const& actor(Move const& move) const { return staff[static_cast<std::size_t>(move.who)]; }

    void arrive(Move const& move)
    {
        constexpr std::array channels { signals::Channel::Webchat, signals::Channel::Tip, signals::Channel::Text,
            signals::Channel::Call, signals::Channel::Email };
        signals::NewSignal wish { .token = fmt::format("{:064x}", ++arrived),
            .channel = channels[static_cast<std::size_t>(move.which) % channels.size()] };
        wish.language = move.which % 3 == 0 ? "es" : "en";
        wish.danger = move.which == 7;
        RC_ASSERT(desk::arrive(cast.world, wish).has_value());
    }
    void answer_offer(Move const& move)
    {
        auto const offers_open = desk::open_offers(cast.world, actor(move).account);
        // The first alone: answering it may end the others.
        for (auto const& offer : std::span(*offers_open).first(offers_open->empty() ? 0 : 1))
            RC_ASSERT((move.kind == Kind::Accept ? desk::accept(cast.world, actor(move), offer.id)
                                                 : desk::decline(cast.world, actor(move), offer.id))
                          .has_value());
    }
    void end_talks(Actor const& who)
    {
        auto const held = signals::in_hands_of(cast.world, who.account);
        for (auto const& signal : *held)
            if (signal.state == signals::State::Active)
                RC_ASSERT(signals::end(cast.world, who, signal.id).has_value());
    }
    void make(Move const& move)
    {
        switch (move.kind) {
        case Kind::Arrive:
            return arrive(move);
        case Kind::Come:
            return RC_ASSERT(desk::set_presence(cast.world, actor(move), Presence::On).has_value());
        case Kind::Leave:
            return RC_ASSERT(desk::set_presence(cast.world, actor(move), Presence::Away).has_value());
        case Kind::Accept:
        case Kind::Decline:
            return answer_offer(move);
        case Kind::Pull:
            if (auto const line = desk::line(cast.world).value(); !line.empty())
                RC_ASSERT(desk::pull(cast.world, actor(move),
                    line[static_cast<std::size_t>(move.which) % line.size()].id)
                              .has_value());
            return;
        case Kind::Wait:
            cast.ledger.clock.advance(seconds(move.which));
            return;
        case Kind::Rest:
            return RC_ASSERT(desk::rest(cast.world, actor(move)).has_value());
        case Kind::See:
            for (auto const& one : staff)
                RC_ASSERT(desk::seen(cast.world, one.account).has_value());
            return;
        case Kind::End:
            return end_talks(actor(move));
        }
    }

    void look()
    {
        auto& world = cast.world;
        auto const now = desk::plan_now(world).value();
        RC_ASSERT(now == desk::plan_whole_line(world).value());
        offers += now.offers.size();
        rung_out += now.rung_out.size();
        auto const before = world.now() - Rules {}.handler_grace;
        RC_ASSERT(rows::talks_without_handler(world, before).value()
            == world.database
                   .all(plainly_orphaned, [](store::Row const& row) { return row.id<Signal>(0); }, before)
                   .value());
        auto const places = desk::places(world).value();
        int ahead = 0;
        auto const line = desk::line(world);
        for (auto const& signal : *line) {
            RC_ASSERT(desk::place_of(world, signal.id)->ahead == ahead);
            bool const talk = signal.line_class <= signals::Class::Chat;
            RC_ASSERT(places.ahead.contains(signal.id.value) == talk);
            if (talk)
                RC_ASSERT(places.ahead.at(signal.id.value) == ahead++);
        }
        RC_ASSERT(desk::place_of_newcomer(world)->ahead == ahead);
        RC_ASSERT(places.of_newcomer.ahead == ahead);
    }
};

} // namespace

TEST("the desk's short look plans what a reading of the whole line plans, and counts the same places")
{
    std::size_t offers = 0;
    std::size_t rung_out = 0;

    bool const held = rc::check("short look", [&] {
        Trial trial;
        for (auto const& move : *rc::gen::resize(60, rc::gen::container<std::vector<Move>>(60, any_move()))) {
            trial.make(move);
            trial.look();
            // Now and then the clock runs before anybody looks again.
            if (move.which % 2 == 0)
                RC_ASSERT(desk::settle(trial.cast.world).has_value());
        }
        offers += trial.offers;
        rung_out += trial.rung_out;
    });

    CHECK(held);
    CHECK(offers > 100); // moves that lead nowhere would show nothing
    CHECK(rung_out > 0);
}

TEST("who is silent in the line is found by their index, however many tips wait")
{
    Cast cast;

    auto const plan = cast.world.database.all(
        "explain query plan select id from signal"
        " where state = 'waiting' and channel = 'webchat' and last_heard < ?1",
        [](store::Row const& row) { return row.string(3); }, cast.world.now());

    REQUIRE(plan.has_value());
    REQUIRE(plan->size() == 1);
    CHECK(plan->front().find("signal_silent") != std::string::npos);
}
