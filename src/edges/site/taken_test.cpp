#include "edges/site/taken.hpp"

#include "base/test.hpp"

using namespace reachline;
using namespace reachline::edges::site;

TEST("what is taken along survives its way through a form, in its order and once")
{
    auto taken = Taken::read("812,77");

    CHECK(taken.add({ 5 }));
    CHECK(taken.add({ 77 }));
    taken.drop({ 812 });

    CHECK(taken.field() == "77,5");
    CHECK(Taken::read(taken.field()).all() == taken.all());
}

TEST("a list to take along holds twenty and no more")
{
    Taken taken;
    for (std::int64_t id = 1; id <= 20; ++id)
        CHECK(taken.add({ id * 9'000'000'000'000 }));

    CHECK_FALSE(taken.add({ 4 }));
    CHECK(taken.add({ 9'000'000'000'000 }));

    CHECK(taken.all().size() == most_taken);
    CHECK(Taken::read(taken.field()).all() == taken.all());
}

TEST("nonsense in the field of the list is left out")
{
    CHECK(Taken::read("").all().empty());
    CHECK(Taken::read(",,x,-3,0,4y,99999999999999999999999,7,7").field() == "7");
}
