#include "voice/sip/session_timer.hpp"

#include "base/test.hpp"

using namespace reachline::voice::sip;

TEST("the header is read and written, and what is none is nothing")
{
    auto const read = read_session_expires(" 1800 ; refresher=UAS ");

    REQUIRE(read);
    CHECK(read->seconds == 1800);
    CHECK(text_of(*read) == "1800;refresher=uas");
    CHECK(read_session_expires("90")->refresher == std::nullopt);
    for (auto const* const wrong : { "", "soon", "-1", "99999999999", "1 2" })
        CHECK_FALSE(read_session_expires(wrong));
}

TEST("who asks refreshes, unless they cannot or say otherwise")
{
    auto const asked = answer_timer(SessionExpires { 1800 }, true);
    CHECK(asked.headers == "Session-Expires: 1800;refresher=uac\r\nRequire: timer\r\n");
    CHECK_FALSE(asked.timer.we_refresh);

    auto const for_another = answer_timer(SessionExpires { 1800 }, false);
    CHECK(for_another.headers == "Session-Expires: 1800;refresher=uas\r\n");
    CHECK(for_another.timer.we_refresh);

    auto const ours = answer_timer(SessionExpires { 600, Refresher::Called }, true);
    CHECK(ours.timer.we_refresh);
    CHECK(ours.timer.due_seconds() == 300);
}

TEST("nobody asked: no timer; too short: refused, but raised for one who could not hear that")
{
    CHECK_FALSE(answer_timer({}, true).timer.is_on());
    CHECK(answer_timer({}, true).headers.empty());
    CHECK(answer_timer(SessionExpires { 60 }, true).is_too_short);
    CHECK(answer_timer(SessionExpires { 60 }, false).timer.seconds == least_session_seconds);
}

TEST("who waits ends the call a little before the time is over")
{
    CHECK(SessionTimer { .seconds = 1800, .we_refresh = false }.due_seconds() == 1768);
    CHECK(SessionTimer { .seconds = 90, .we_refresh = false }.due_seconds() == 60);
}

TEST("a 2xx without the header agrees to no timer, and one without a refresher leaves it to us")
{
    CHECK_FALSE(agreed_timer({}).is_on());
    CHECK(agreed_timer(SessionExpires { 600 }).we_refresh);
    CHECK_FALSE(agreed_timer(SessionExpires { 600, Refresher::Called }).we_refresh);
}

TEST("a word of a list is found whole")
{
    CHECK(has_word("100rel, timer", "timer"));
    CHECK(has_word(" Timer", "timer"));
    CHECK_FALSE(has_word("timers, x", "timer"));
    CHECK_FALSE(has_word("", "timer"));
}
