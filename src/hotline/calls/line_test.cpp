// The line as a caller hears it: what goes in, what is said and done.

#include "base/files.hpp"
#include "base/test.hpp"
#include "hotline/calls/line.hpp"

#include <map>

using namespace reachline;
using namespace reachline::hotline::calls::line;

namespace {

/// A caller in the line, with a clock.
struct Caller {
    State state { .has_number = true };
    Place place { .ahead = 2, .on_now = 3, .expected = seconds(200) };
    Time now = time_of(1'000'000);
    std::vector<Order> heard;

    Caller& meets(Event const& event)
    {
        auto step = next(state, event, place, now);
        state = std::move(step.state);
        heard = std::move(step.orders);
        return *this;
    }
    Caller& waits(seconds time)
    {
        now = now + time;
        return meets(Tick {});
    }
    bool hears(std::vector<std::string> const& prompts) const
    {
        for (auto const& order : heard)
            if (auto const* const say = std::get_if<Say>(&order))
                return say->prompts == prompts;
        return false;
    }
    template <class One>
    bool met() const
    {
        for (auto const& order : heard)
            if (std::holds_alternative<One>(order))
                return true;
        return false;
    }
    Caller& in_line() { return meets(Began {}).meets(Played {}).waits(seconds(4)); }
};

std::vector<std::string> const place_of_two { "en/before_you", "en/number_2", "en/wait_about", "en/number_4",
    "en/minutes", "en/choices" };

} // namespace

TEST("silence after the greeting is English, and then comes the place")
{
    Caller caller;

    caller.meets(Began {});
    CHECK(caller.hears({ "en/greeting", "es/greeting_too", "en/greeting_free" }));
    CHECK(caller.meets(Played {}).heard.empty());
    CHECK(caller.waits(seconds(3)).heard.empty());
    caller.waits(seconds(1));

    CHECK(caller.state.stage == Stage::Waiting);
    CHECK(caller.hears(place_of_two));
}

TEST("key 2 in the greeting is Spanish, while the greeting still speaks")
{
    Caller caller;

    caller.meets(Began {}).meets(Key { '2' });

    CHECK(caller.met<SetLanguage>());
    CHECK(caller.hears({ "es/before_you", "es/number_2", "es/wait_about", "es/number_4", "es/minutes", "es/choices" }));
}

TEST("the danger key works at any time, once")
{
    for (auto const stage : { Stage::Greeting, Stage::Waiting, Stage::OfferingCallBack, Stage::OfferingMessage,
             Stage::SayingAnswers }) {
        Caller caller;
        caller.state.stage = stage;

        caller.meets(Key { '1' });
        CHECK(caller.met<SetDanger>());
        CHECK(caller.hears({ "en/danger" }));
        caller.meets(Key { '1' });

        CHECK_FALSE(caller.met<SetDanger>());
        CHECK(caller.state.stage == Stage::Waiting);
    }
}

TEST("the hold sound follows what was said, and the place is said again each minute")
{
    Caller caller;
    caller.in_line();

    CHECK(caller.meets(Played {}).met<HoldSound>());
    CHECK(caller.waits(seconds(59)).heard.empty());
    caller.place = { .ahead = 0, .on_now = 3 };
    caller.waits(seconds(1));

    CHECK(caller.hears({ "en/you_are_next", "en/choices" }));
}

TEST("a wait is never told shorter than it is, and not told when nobody knows")
{
    CHECK(place_prompts({}, { .ahead = 1, .on_now = 1, .expected = seconds(61) })
        == std::vector<std::string> { "en/one_before_you", "en/wait_about", "en/number_2", "en/minutes" });
    CHECK(place_prompts({}, { .ahead = 1, .on_now = 1, .expected = minutes(16) })
        == std::vector<std::string> { "en/one_before_you", "en/wait_about", "en/number_20", "en/minutes" });
    CHECK(place_prompts({}, { .ahead = 99, .on_now = 1 }) == std::vector<std::string> { "en/before_you", "en/number_more" });
}

TEST("nobody on shift is said as it is")
{
    Caller caller;
    caller.place = {};

    caller.in_line();

    CHECK(caller.hears({ "en/nobody_on", "en/choices" }));
}

TEST("a call-back is kept only after the same key again")
{
    Caller caller;
    caller.in_line().meets(Key { '2' });
    CHECK(caller.hears({ "en/offer_call_back" }));
    CHECK_FALSE(caller.met<KeepPlace>());

    caller.meets(Key { '2' });
    CHECK(caller.met<KeepPlace>());
    CHECK(caller.hears({ "en/place_kept" }));
    CHECK(caller.meets(Played {}).met<End>());
}

TEST("who does not agree to a call-back keeps the place in line")
{
    Caller caller;
    caller.in_line().meets(Key { '2' }).meets(Played {});

    caller.waits(seconds(10));

    CHECK(caller.state.stage == Stage::Waiting);
    CHECK(caller.hears(place_of_two));
}

TEST("without a number nobody is promised a call")
{
    Caller caller;
    caller.state.has_number = false;

    caller.in_line().meets(Key { '2' });

    CHECK(caller.hears({ "en/no_number" }));
    CHECK(caller.state.stage == Stage::Waiting);
}

TEST("a message is taken after a second key and a word, and an empty one is not kept")
{
    Caller caller;
    caller.in_line().meets(Key { '3' });
    CHECK(caller.hears({ "en/offer_message" }));

    caller.meets(Key { '3' });
    CHECK_FALSE(caller.met<Record>());
    CHECK(caller.meets(Played {}).met<Record>());
    auto empty = caller;
    caller.meets(MessageTaken { seconds(7) });

    CHECK(caller.met<KeepMessage>());
    CHECK(caller.hears({ "en/message_kept" }));
    CHECK(caller.meets(Played {}).met<End>());
    empty.meets(MessageTaken { seconds(0) });
    CHECK_FALSE(empty.met<KeepMessage>());
    CHECK(empty.state.stage == Stage::Waiting);
}

TEST("who is taken up hears it, and who loses the advocate hears that too")
{
    Caller caller;
    caller.in_line().meets(TakenUp {});
    CHECK(caller.hears({ "en/connecting" }));
    CHECK(caller.meets(Key { '3' }).heard.empty());

    caller.meets(LostAgain {});

    CHECK(caller.hears({ "en/advocate_lost" }));
    CHECK(caller.meets(Played {}).met<HoldSound>());
}

TEST("a server that was away says the place anew")
{
    Caller caller;
    caller.in_line().meets(Resumed {});
    CHECK(caller.hears(place_of_two));

    caller.state.stage = Stage::Farewell;
    CHECK(caller.meets(Resumed {}).met<End>());
}

TEST("the other language is one key away")
{
    Caller caller;
    caller.in_line().meets(Key { '8' });

    CHECK(caller.met<SetLanguage>());
    CHECK(caller.state.language == "es");
}

TEST("every prompt of the line has its words in its language")
{
    std::map<std::string, std::string> words;
    for (auto const* language : { "en", "es" })
        words[language] = file_text(std::string(REACHLINE_SOURCE_DIR "/src/voice/prompts/words/") + language + ".txt").value();

    for (auto const& prompt : all_prompts()) {
        INFO(prompt);
        CHECK(words.at(prompt.substr(0, 2)).find("\n" + prompt.substr(3) + ": ") != std::string::npos);
    }
}
