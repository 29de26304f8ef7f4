#include "voice/sip/admission.hpp"

#include "base/test.hpp"

using namespace reachline::voice::sip;
using Answer = Admission::Answer;

namespace {

Admission::Moment at_ms(int ms)
{
    return Admission::Moment { std::chrono::hours { 3 } } + std::chrono::milliseconds { ms };
}

int admitted_of(Admission& admission, std::string_view trunk, int count, int from_ms, int every_ms)
{
    int admitted = 0;
    for (int i = 0; i < count; ++i) {
        auto const when = from_ms + i * every_ms;
        auto const id = std::string(trunk) + std::to_string(when) + "-" + std::to_string(i);
        admitted += admission.asks(trunk, id, 0, at_ms(when)) == Answer::Admitted;
    }
    return admitted;
}

} // namespace

TEST("calls below the ceiling are admitted and a flood above it is told to come again")
{
    Admission admission({ .new_calls_per_second = 1000 }, { .new_calls_per_second = 50 });

    CHECK(admitted_of(admission, "a", 100, 0, 25) == 100);
    CHECK(admitted_of(admission, "a", 1000, 10'000, 1) <= 101);
}

TEST("a flood through one trunk leaves the other its calls")
{
    Admission admission({ .new_calls_per_second = 60 }, { .new_calls_per_second = 50 });
    admitted_of(admission, "a", 500, 0, 0);

    CHECK(admitted_of(admission, "b", 5, 100, 0) == 5);
}

TEST("an INVITE that is sent again gets the same answer and takes no place of another")
{
    Admission admission({ .new_calls_per_second = 1 }, { .new_calls_per_second = 1 });

    CHECK(admission.asks("a", "1", 0, at_ms(0)) == Answer::Admitted);
    CHECK(admission.asks("a", "1", 0, at_ms(500)) == Answer::Admitted);
    CHECK(admission.asks("a", "2", 0, at_ms(500)) == Answer::TooMany);
    CHECK(admission.asks("a", "2", 0, at_ms(1500)) == Answer::Admitted);
}

TEST("more calls at once than there is room for are refused, also slowly")
{
    Admission admission({ .calls_at_once = 10 }, {});

    CHECK(admission.asks("a", "1", 9, at_ms(0)) == Answer::Admitted);
    CHECK(admission.asks("a", "2", 10, at_ms(1000)) == Answer::TooMany);
}

TEST("what was admitted is forgotten once its INVITE cannot be sent again")
{
    Admission admission({ .new_calls_per_second = 1 }, { .new_calls_per_second = 1 });
    REQUIRE(admission.asks("a", "1", 0, at_ms(0)) == Answer::Admitted);
    REQUIRE(admission.asks("a", "2", 0, at_ms(40'000)) == Answer::Admitted);

    CHECK(admission.asks("a", "1", 0, at_ms(40'001)) == Answer::TooMany);
}
