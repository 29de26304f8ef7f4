#include "edges/site/fairness.hpp"

#include "base/test.hpp"

#include <vector>

using namespace reachline;
using namespace reachline::edges::site;

namespace {
constexpr Time start = time_of(1'795'000'000'000);
constexpr Source the_school = 1;
constexpr Source the_flood = 2;
constexpr Source maria = 3;
} // namespace

TEST("a source has its share at once and then as much as flows in")
{
    Buckets buckets({ .burst = 3, .per_second = 0.5 });

    int at_once = 0;
    while (buckets.take(the_school, start))
        ++at_once;

    CHECK(at_once == 3);
    CHECK_FALSE(buckets.take(the_school, start + seconds(1)));
    CHECK(buckets.take(the_school, start + seconds(2)));
    CHECK_FALSE(buckets.take(the_school, start + seconds(2)));
}

TEST("a flood from one source takes nothing from another")
{
    Buckets buckets;
    for (int i = 0; i < 10'000; ++i)
        static_cast<void>(buckets.take(the_flood, start));

    bool const taken = buckets.take(maria, start);

    CHECK(taken);
    CHECK_FALSE(buckets.take(the_flood, start));
}

TEST("the memory of sources has an end, and no source is refused for it")
{
    Buckets buckets;

    bool all_taken = true;
    for (Source source = 0; source < 200'000; ++source)
        all_taken = buckets.take(source, start) && all_taken;

    CHECK(all_taken);
    CHECK(buckets.size() <= 50'000);
}

TEST("sources take turns in the slow lane")
{
    Turns turns;
    std::vector<Source> served;
    for (int i = 0; i < 50; ++i)
        REQUIRE(turns.push(the_flood, Turns::Ticket::None, [&] { served.push_back(the_flood); }));
    REQUIRE(turns.push(maria, Turns::Ticket::None, [&] { served.push_back(maria); }));

    for (int i = 0; i < 2; ++i)
        (*turns.pop())();

    CHECK(served == std::vector<Source> { the_flood, maria });
    CHECK(turns.size() == 49);
}

TEST("within a source, who comes again with a ticket goes first")
{
    Turns turns;
    std::vector<int> served;
    for (int i = 0; i < 5; ++i)
        REQUIRE(turns.push(the_school, Turns::Ticket::None, [&] { served.push_back(0); }));
    REQUIRE(turns.push(the_school, Turns::Ticket::Held, [&] { served.push_back(1); }));

    (*turns.pop())();

    CHECK(served == std::vector<int> { 1 });
}

TEST("a source that has many waiting is asked to come again, and others are not")
{
    Turns turns({ .of_a_source = 2, .in_all = 100 });
    auto const nothing = [] {};

    REQUIRE(turns.push(the_flood, Turns::Ticket::None, nothing));
    REQUIRE(turns.push(the_flood, Turns::Ticket::None, nothing));

    CHECK_FALSE(turns.push(the_flood, Turns::Ticket::None, nothing));
    CHECK(turns.push(maria, Turns::Ticket::None, nothing));
}

TEST("a ticket is good for its source and for ten minutes")
{
    TicketOffice const office({ std::byte { 7 } });
    TicketOffice const another_day({ std::byte { 8 } });

    auto const ticket = office.ticket(maria, start);

    CHECK(office.is_good(ticket, maria, start + seconds(30)));
    CHECK_FALSE(office.is_good(ticket, the_flood, start + seconds(30)));
    CHECK_FALSE(office.is_good(ticket, maria, start + seconds(601)));
    CHECK_FALSE(another_day.is_good(ticket, maria, start));
    CHECK_FALSE(office.is_good("", maria, start));
    CHECK_FALSE(office.is_good("12.", maria, start));
    CHECK_FALSE(office.is_good("99999999999999999999.aa", maria, start));
}

TEST("each wrong number makes the next try of that source slower, and of no other")
{
    GuessingBrake brake;

    std::vector<milliseconds> waits;
    for (int i = 0; i < 6; ++i)
        waits.push_back(brake.next_try(the_flood, start));

    CHECK(waits.front() == seconds(2));
    CHECK(waits[1] == seconds(4));
    CHECK(waits.back() == seconds(20));
    CHECK(brake.next_try(maria, start) == seconds(2));
    brake.opened(the_flood);
    CHECK(brake.next_try(the_flood, start) == seconds(2));
}
