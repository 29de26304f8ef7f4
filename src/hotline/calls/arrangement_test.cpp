#include "base/test.hpp"
#include "hotline/calls/arrangement.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::calls;

namespace {

Present caller { .leg = { 1 }, .kind = PartyKind::Caller };
Present advocate { .leg = { 2 }, .kind = PartyKind::Advocate };
Present provider { .leg = { 3 }, .kind = PartyKind::Provider };
Present supervisor { .leg = { 4 }, .kind = PartyKind::Supervisor, .watching = Watching::Listen };

Present apart(Present who)
{
    who.apart = true;
    return who;
}

bool waits(Placed const& placed) { return placed.held && placed.sound == Placed::Sound::Hold; }
bool talks(Placed const& placed)
{
    return !placed.held && !placed.muted && !placed.listening && placed.sound == Placed::Sound::None;
}

/// Whether `speaker` reaches `hearer` in a room by their postures, as the voice process mixes it.
bool reaches(Placed const& speaker, Placed const& hearer)
{
    if (speaker.leg == hearer.leg || speaker.held || speaker.muted || hearer.held)
        return false;
    return !speaker.listening || speaker.whispers_to == hearer.leg;
}

} // namespace

TEST("caller and advocate hear each other")
{
    auto const placed = arrange({ caller, advocate }, false);

    CHECK(talks(placed[0]));
    CHECK(talks(placed[1]));
}

TEST("a caller without anybody hears the hold sound, and in line what the line says")
{
    CHECK(waits(arrange({ caller }, false)[0]));
    CHECK(arrange({ caller }, true)[0].sound == Placed::Sound::OfLine);
    CHECK(waits(arrange({ caller, supervisor }, false)[0]));
}

TEST("apart: the advocate and the provider hear each other, and the caller waits")
{
    auto const placed = arrange({ caller, advocate, apart(provider) }, false);

    CHECK(waits(placed[0]));
    CHECK(talks(placed[1]));
    CHECK(talks(placed[2]));
}

TEST("a provider who was taken apart waits too when the advocate is lost")
{
    auto const placed = arrange({ caller, apart(provider) }, false);

    CHECK(waits(placed[0]));
    CHECK(waits(placed[1]));
}

TEST("introduced and left: the two go on")
{
    auto const placed = arrange({ caller, provider }, false);

    CHECK(talks(placed[0]));
    CHECK(talks(placed[1]));
}

TEST("a held caller waits, a muted advocate still hears")
{
    auto held = caller;
    held.held = true;
    auto muted = advocate;
    muted.muted = true;

    auto const placed = arrange({ held, muted }, false);

    CHECK(waits(placed[0]));
    CHECK(placed[1].muted);
    CHECK_FALSE(placed[1].held);
}

TEST("a supervisor who listens is heard by nobody, who whispers by the advocate alone, who joins by all")
{
    auto who = supervisor;
    CHECK(arrange({ caller, advocate, who }, false)[2].listening);
    CHECK_FALSE(arrange({ caller, advocate, who }, false)[2].whispers_to);

    who.watching = Watching::Whisper;
    CHECK(arrange({ caller, advocate, who }, false)[2].whispers_to == advocate.leg);

    who.watching = Watching::Join;
    CHECK(talks(arrange({ caller, advocate, who }, false)[2]));
}

TEST("whatever the wishes: no caller hears one who is apart, no provider hears a caller while apart, and no whisper reaches the caller")
{
    for (int wishes = 0; wishes < 512; ++wishes) {
        auto const wished = [wishes](int bit) { return (wishes >> bit & 1) != 0; };
        auto one = caller;
        one.held = wished(0);
        auto two = advocate;
        two.muted = wished(1);
        auto three = provider;
        three.apart = wished(2);
        three.held = wished(3);
        auto four = supervisor;
        four.watching = wished(4) ? Watching::Whisper : wished(5) ? Watching::Join : Watching::Listen;
        std::vector<Present> present { one };
        if (wished(6))
            present.push_back(two);
        if (wished(7))
            present.push_back(three);
        if (wished(8))
            present.push_back(four);

        auto const placed = arrange(present, false);

        for (auto const& speaker : placed)
            for (auto const& hearer : placed) {
                bool const with_caller = hearer.leg == caller.leg || speaker.leg == caller.leg;
                bool const with_apart = three.apart && (hearer.leg == provider.leg || speaker.leg == provider.leg);
                if (with_caller && with_apart)
                    CHECK_FALSE(reaches(speaker, hearer));
                if (hearer.leg == caller.leg && speaker.listening)
                    CHECK_FALSE(reaches(speaker, hearer));
            }
        // Silence for nobody: who is with no one hears the hold sound.
        auto const alone = std::ranges::none_of(
            placed, [&](Placed const& other) { return reaches(other, placed[0]) || reaches(placed[0], other); });
        if (alone)
            CHECK(placed[0].sound == Placed::Sound::Hold);
    }
}
