#include "edges/site/view.hpp"

namespace reachline::edges::site {

namespace desk = hotline::desk;
namespace signals = hotline::signals;
using hotline::World;

namespace {

Bubble::Side side_of(signals::Direction direction)
{
    switch (direction) {
    case signals::Direction::FromPerson:
        return Bubble::Side::You;
    case signals::Direction::FromStaff:
        return Bubble::Side::Us;
    case signals::Direction::FromPartner:
        return Bubble::Side::Partner;
    case signals::Direction::FromHotline:
        break;
    }
    return Bubble::Side::Note;
}

ChatPage::State state_of(signals::SignalRow const& row)
{
    using State = ChatPage::State;
    bool const tip = row.channel == signals::Channel::Tip;
    switch (row.state) {
    case signals::State::Waiting:
        return tip ? State::TipWaiting : State::Waiting;
    case signals::State::Active:
        return tip ? State::TipActive : State::Active;
    case signals::State::Abandoned:
        return tip ? State::TipClosed : State::Abandoned;
    default:
        return tip ? State::TipClosed : State::Closed;
    }
}

} // namespace

Bubble::Side side_of(hotline::Notice::From from)
{
    switch (from) {
    case hotline::Notice::From::Person:
        return Bubble::Side::You;
    case hotline::Notice::From::Staff:
        return Bubble::Side::Us;
    case hotline::Notice::From::Partner:
        return Bubble::Side::Partner;
    case hotline::Notice::From::Hotline:
        break;
    }
    return Bubble::Side::Note;
}

Result<Line> line_of(World& world)
{
    auto places = TRY(desk::places(world));
    auto const& newcomer = places.of_newcomer;
    return Line { .ahead = std::move(places.ahead),
        .wait = { newcomer.on_now, newcomer.expected },
        .now = world.now() };
}

ChatPage state_of(signals::SignalRow const& row, Line const& line)
{
    auto const found = line.ahead.find(row.id.value);
    return { .state = state_of(row),
        .ahead = found == line.ahead.end() ? 0 : found->second,
        .wait = line.wait,
        .now = line.now };
}

Result<View> view_of(World& world, signals::SignalRow const& row, std::int64_t after)
{
    Line line;
    if (row.state == signals::State::Waiting) {
        // One place is counted; only who tells everybody reads the line.
        auto const place = TRY(desk::place_of(world, row.id));
        line.ahead.emplace(row.id.value, place.ahead);
        line.wait = { place.on_now, place.expected };
    }
    auto page = state_of(row, line);
    page.now = world.now();
    auto thread = TRY(signals::thread_for_person(world, row.id));
    for (auto& message : thread.messages) {
        if (message.position <= after)
            continue;
        if (!message.text)
            ++page.locked;
        else
            page.bubbles.push_back({ .side = side_of(message.direction),
                .text = message.text->seen_under(thread.reading),
                .at = message.at,
                .position = message.position });
    }
    return View { row, std::move(page), thread.reading };
}

} // namespace reachline::edges::site
