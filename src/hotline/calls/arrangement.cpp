#include "hotline/calls/arrangement.hpp"

#include <algorithm>

namespace reachline::hotline::calls {

namespace {

bool only_watches(Present const& one)
{
    return one.watching == Watching::Listen || one.watching == Watching::Whisper;
}

/// Whom a whisper reaches: the advocate alone.
std::optional<Id<Leg>> advocate_of(std::vector<Present> const& present)
{
    auto const found = std::ranges::find(present, PartyKind::Advocate, &Present::kind);
    return found == present.end() ? std::nullopt : std::optional(found->leg);
}

bool is_staff(PartyKind kind) { return kind == PartyKind::Advocate || kind == PartyKind::Supervisor; }

/// Whether somebody is there whom this one could talk to.
bool has_company(Present const& who, std::vector<Present> const& present, bool somebody_apart)
{
    return std::ranges::any_of(present, [&](Present const& other) {
        if (other.leg == who.leg || only_watches(other) || other.held)
            return false;
        // Staff stand on the side of who is apart.
        if (somebody_apart)
            return who.apart ? other.apart || is_staff(other.kind) : is_staff(who.kind) && other.apart;
        return true;
    });
}

Placed placed_to_watch(Present const& one, std::vector<Present> const& present)
{
    Placed placed { .leg = one.leg, .listening = true };
    if (one.watching == Watching::Whisper)
        placed.whispers_to = advocate_of(present);
    return placed;
}

} // namespace

std::vector<Placed> arrange(std::vector<Present> const& present, bool in_line)
{
    bool const somebody_apart = std::ranges::any_of(present, &Present::apart);
    std::vector<Placed> all;
    for (auto const& one : present) {
        if (only_watches(one)) {
            all.push_back(placed_to_watch(one, present));
            continue;
        }
        Placed placed { .leg = one.leg, .muted = one.muted };
        if (one.kind == PartyKind::Caller && in_line) {
            placed.sound = Placed::Sound::OfLine;
        } else if (is_staff(one.kind)) {
            // Staff know that they wait; silence is what lets them hear somebody come in.
        } else if (one.held || (somebody_apart && !one.apart) || !has_company(one, present, somebody_apart)) {
            placed.held = true;
            placed.sound = Placed::Sound::Hold;
        }
        all.push_back(placed);
    }
    return all;
}

} // namespace reachline::hotline::calls
