// Whether somebody rang before from a caller's number: who is told, of whom, and for how long.

#include "hotline/calls/called_before.hpp"

#include "hotline/calls/legs.hpp"
#include "hotline/cases/cast_for_tests.hpp"
#include "hotline/cases/repeat_contact.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::calls;

namespace {

struct Line {
    Cast cast {};
    World& world = cast.world;
    std::int64_t legs = 0;

    /// Somebody rings from this number and hangs up; Maria has it.
    Id<Signal> call_from(std::string const& number)
    {
        cast.ledger.clock.advance(minutes(1));
        Id<Leg> const leg { ++legs };
        auto const id =
            rang(world, { .leg = leg, .trunk = "main", .caller = PrivateText(number) }).value();
        REQUIRE(answered(world, leg));
        REQUIRE(signals::claim(world, cast.maria, id));
        REQUIRE(ended(world, leg, Why::PeerLeft));
        REQUIRE(put_on_shelves(world));
        return id;
    }
    std::vector<Id<Signal>> before(Id<Signal> call)
    {
        std::vector<Id<Signal>> found;
        if (auto const before = called_before(world, cast.maria, call).value())
            for (auto const& one : before->calls)
                found.push_back(one.signal);
        return found;
    }
    void close(Id<Signal> call)
    {
        REQUIRE(signals::wrap_up(
            world, cast.maria, call, { .reason = {}, .codes = "{}", .finished = true }));
    }
};

using Calls = std::vector<Id<Signal>>;

} // namespace

TEST("a caller who rang before is found by the number, however a carrier writes it, the newest "
     "call first")
{
    Line line;
    auto const first = line.call_from("+15555550123");
    line.call_from("+15555550124");
    auto const second = line.call_from("5555550123");
    auto const now = line.call_from("15555550123");
    auto const readings = line.cast.readings();

    CHECK(line.before(now) == Calls { second, first });

    CHECK(line.cast.readings() == readings + 3); // of the question, and of each call that was found
    CHECK_FALSE(line.cast.database_holds("5555550123"));
}

TEST("who withholds the number is taken for nobody, also when a carrier spells that on the keys")
{
    for (auto const* hidden : { "", "7378742833", "+10000000000", "5550100" }) {
        Line line;
        line.call_from(hidden);

        CHECK(line.before(line.call_from(hidden)).empty());
    }
}

TEST("earlier calls are told to who handles the call, and to nobody else")
{
    Line line;
    line.call_from("+15555550123");
    auto const now = line.call_from("+15555550123");
    auto const readings = line.cast.readings();

    CHECK(fault_of(called_before(line.world, line.cast.sam, now)) == Fault::NotFound);
    CHECK(fault_of(called_before(line.world, line.cast.ana, now)) == Fault::NotFound);
    CHECK(fault_of(set_many_use_it(line.world, line.cast.sam, now, true)) == Fault::NotFound);
    CHECK(line.cast.readings() == readings);
}

TEST("another number on the same shelf is not taken for the caller's")
{
    Line line;
    line.call_from("+15555550124");
    auto const now = line.call_from("+15555550123");
    REQUIRE(line.cast.database.run(
        "update call_party set shelf = (select shelf from call_party where call = ?1)", now));

    CHECK(line.before(now).empty());
}

TEST("an earlier call is found until its words are destroyed, and this one's number until it is "
     "closed")
{
    Line line;
    auto const first = line.call_from("+15555550123");
    line.close(first);
    auto const second = line.call_from("+15555550123");
    CHECK(line.before(second) == Calls { first });
    line.close(second);
    CHECK_FALSE(called_before(line.world, line.cast.maria, second).value());

    line.cast.ledger.clock.advance(hours(73));
    REQUIRE(signals::shred_due(line.world));
    REQUIRE(forget_destroyed(line.world));

    CHECK(
        line.cast.database.number("select count(*) from call_party where shelf is not null").value()
        == 0);
    CHECK(line.before(line.call_from("+15555550123")).empty());
}

TEST("a call that came in while the vault was locked is found after the next unlock")
{
    Line line;
    REQUIRE(line.cast.ledger.keys.admit_member(
        keys::hotline_vault, line.cast.ledger.maria.account, line.cast.ledger.maria.public_key));
    line.cast.ledger.keys.lock(keys::hotline_vault);
    auto const first = line.call_from("+15555550123");
    auto const now = line.call_from("+15555550123");
    CHECK_FALSE(called_before(line.world, line.cast.maria, now).value());

    REQUIRE(line.cast.ledger.maria_signs_in());
    CHECK(put_on_shelves(line.world).value() == 2);

    CHECK(line.before(now) == Calls { first });
    CHECK(put_on_shelves(line.world).value() == 0);
}

TEST("that several people call from a number is known at its next call, and can be taken back")
{
    Line line;
    auto const first = line.call_from("+15555550123");
    CHECK_FALSE(called_before(line.world, line.cast.maria, first).value()->many_use_it);
    REQUIRE(set_many_use_it(line.world, line.cast.maria, first, true));
    auto const second = line.call_from("+15555550123");

    CHECK(called_before(line.world, line.cast.maria, second).value()->many_use_it);
    CHECK_FALSE(called_before(line.world, line.cast.maria, line.call_from("+15555550124"))
                    .value()
                    ->many_use_it);
    REQUIRE(set_many_use_it(line.world, line.cast.maria, first, false));
    CHECK_FALSE(called_before(line.world, line.cast.maria, second).value()->many_use_it);
}

TEST("a caller's number finds the case in which it was written down, also one that the advocate "
     "may not open")
{
    Line line;
    auto const subject = line.cast.case_of(line.cast.sam);
    line.cast.fill_in(line.cast.person_in(subject), { { "phone", "(555) 555-0123" } });

    auto const found =
        cases::find_repeat_of_caller(line.world, line.cast.maria, line.call_from("+15555550123"))
            .value();

    REQUIRE(found);
    REQUIRE(found->cases.size() == 1);
    CHECK(found->cases.front().subject == subject);
    CHECK_FALSE(found->cases.front().readable);
    auto const hidden = line.call_from("");
    CHECK_FALSE(cases::find_repeat_of_caller(line.world, line.cast.maria, hidden).value());
}
