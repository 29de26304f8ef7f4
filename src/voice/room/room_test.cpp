#include "voice/room/room.hpp"

#include "base/test.hpp"

#include <rapidcheck.h>

using namespace reachline::voice;
using namespace reachline::voice::room;

namespace {

constexpr Leg caller { 1 }, advocate { 2 }, interpreter { 3 }, supervisor { 4 };

Frame level(int value)
{
    Frame frame;
    frame.fill(static_cast<Sample>(value));
    return frame;
}

struct Member {
    Posture posture;
    std::optional<Frame> said;
};

rc::Gen<std::vector<Member>> any_members()
{
    return rc::gen::exec([] {
        auto const size = *rc::gen::inRange(1, 7);
        std::vector<Member> members;
        for (int i = 0; i < size; ++i) {
            Member member;
            member.posture.muted = *rc::gen::inRange(0, 4) == 0;
            member.posture.held = *rc::gen::inRange(0, 4) == 0;
            member.posture.listening = *rc::gen::inRange(0, 4) == 0;
            if (*rc::gen::inRange(0, 3) == 0)
                member.posture.whispers_to =
                    Leg { static_cast<std::uint32_t>(*rc::gen::inRange(0, size)) };
            if (*rc::gen::inRange(0, 3) != 0)
                member.said = level(*rc::gen::inRange(INT16_MIN, INT16_MAX + 1));
            members.push_back(member);
        }
        return members;
    });
}

Leg leg_of(std::size_t index)
{
    return Leg { static_cast<std::uint32_t>(index) };
}

Room room_of(std::vector<Member> const& members)
{
    Room room;
    for (std::size_t i = 0; i < members.size(); ++i) {
        room.enter(leg_of(i), members[i].posture);
        if (members[i].said)
            room.say(leg_of(i), *members[i].said);
    }
    return room;
}

} // namespace

TEST("two in a room hear each other and nobody hears themselves")
{
    Room room;
    room.enter(caller);
    room.enter(advocate);

    room.say(caller, level(100));
    room.say(advocate, level(7));

    CHECK(room.heard_by(caller) == level(7));
    CHECK(room.heard_by(advocate) == level(100));
}

TEST("what was said in one beat is gone in the next")
{
    Room room;
    room.enter(caller);
    room.enter(advocate);
    room.say(caller, level(100));

    room.end_beat();

    CHECK(room.heard_by(advocate) == silence);
}

TEST("a held caller hears the hold sound alone and is heard by nobody, also by who comes later")
{
    Room room;
    room.enter(caller);
    room.enter(advocate);

    room.take(caller, { .held = true });
    room.enter(interpreter);
    room.say(caller, level(100));
    room.say(advocate, level(7));
    room.say(interpreter, level(20));
    room.play(caller, level(3));

    CHECK(room.heard_by(caller) == level(3));
    CHECK(room.heard_by(advocate) == level(20));
    CHECK(room.heard_by(interpreter) == level(7));
}

TEST("a supervisor who listens in hears both and is heard by neither")
{
    Room room;
    room.enter(caller);
    room.enter(advocate);
    room.enter(supervisor, { .listening = true });

    room.say(caller, level(100));
    room.say(advocate, level(7));
    room.say(supervisor, level(5000));

    CHECK(room.heard_by(supervisor) == level(107));
    CHECK(room.heard_by(caller) == level(7));
    CHECK(room.heard_by(advocate) == level(100));
}

TEST("a whisper reaches the one it is meant for and no other")
{
    Room room;
    room.enter(caller);
    room.enter(advocate);
    room.enter(interpreter);
    room.enter(supervisor, { .listening = true, .whispers_to = advocate });

    room.say(supervisor, level(50));

    CHECK(room.heard_by(advocate) == level(50));
    CHECK(room.heard_by(caller) == silence);
    CHECK(room.heard_by(interpreter) == silence);
}

TEST("a whisper to a held advocate is not heard")
{
    Room room;
    room.enter(advocate, { .held = true });
    room.enter(supervisor, { .listening = true, .whispers_to = advocate });

    room.say(supervisor, level(50));

    CHECK(room.heard_by(advocate) == silence);
}

TEST("a prompt is heard by the leg it is played to and no other")
{
    Room room;
    room.enter(caller);
    room.enter(advocate);

    room.play(caller, level(30));

    CHECK(room.heard_by(caller) == level(30));
    CHECK(room.heard_by(advocate) == silence);
}

TEST("the two who stay go on when the advocate leaves a warm transfer")
{
    Room room;
    room.enter(caller);
    room.enter(advocate);
    room.enter(interpreter);

    room.leave(advocate);
    room.say(caller, level(100));
    room.say(interpreter, level(7));

    CHECK(room.heard_by(caller) == level(7));
    CHECK(room.heard_by(interpreter) == level(100));
    CHECK(room.heard_by(advocate) == silence);
}

TEST("a sum that is too loud stays at its loudest")
{
    Room room;
    room.enter(caller);
    room.enter(advocate);
    room.enter(interpreter);

    room.say(caller, level(30000));
    room.say(advocate, level(30000));

    CHECK(room.heard_by(interpreter) == level(INT16_MAX));
}

TEST("in any room each hears exactly the others whom the postures let through")
{
    bool const held = rc::check("matrix", [] {
        auto const members = *any_members();
        auto const room = room_of(members);

        for (std::size_t listener = 0; listener < members.size(); ++listener) {
            std::int32_t expected = 0;
            for (std::size_t speaker = 0; speaker < members.size(); ++speaker) {
                auto const& posture = members[speaker].posture;
                bool const is_heard = speaker != listener && !posture.muted && !posture.held
                    && !members[listener].posture.held
                    && (!posture.listening || posture.whispers_to == leg_of(listener));
                RC_ASSERT((room.gain(leg_of(speaker), leg_of(listener)) == Gain::Full) == is_heard);
                if (is_heard && members[speaker].said)
                    expected += members[speaker].said->front();
            }
            RC_ASSERT(room.heard_by(leg_of(listener)).front() == saturated(expected));
        }
    });

    CHECK(held);
}

TEST("in any room nobody hears a change when only their own voice changes")
{
    bool const held = rc::check("own voice", [] {
        auto members = *any_members();
        auto const who = *rc::gen::inRange<std::size_t>(0, members.size());
        auto const before = room_of(members).heard_by(leg_of(who));

        members[who].said = level(*rc::gen::inRange(-9000, 9000));

        RC_ASSERT(room_of(members).heard_by(leg_of(who)) == before);
    });

    CHECK(held);
}

TEST("in any room a leg that sends nothing changes nothing")
{
    bool const held = rc::check("silent leg", [] {
        auto const members = *any_members();
        auto more = members;
        more.push_back({ .posture = {}, .said = {} });

        auto const before = room_of(members);
        auto const after = room_of(more);

        for (std::size_t i = 0; i < members.size(); ++i)
            RC_ASSERT(before.heard_by(leg_of(i)) == after.heard_by(leg_of(i)));
    });

    CHECK(held);
}

TEST("who enters last hears the same as who enters first")
{
    bool const held = rc::check("order", [] {
        auto const members = *any_members();
        auto const forward = room_of(members);
        Room backward;
        for (std::size_t i = members.size(); i-- > 0;) {
            backward.enter(leg_of(i), members[i].posture);
            if (members[i].said)
                backward.say(leg_of(i), *members[i].said);
        }

        for (std::size_t i = 0; i < members.size(); ++i)
            RC_ASSERT(forward.heard_by(leg_of(i)) == backward.heard_by(leg_of(i)));
    });

    CHECK(held);
}
