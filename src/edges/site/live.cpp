#include "edges/site/live.hpp"

#include "edges/site/view.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/signals/signals.hpp"

#include <algorithm>

namespace reachline::edges::site {

namespace desk = hotline::desk;
namespace signals = hotline::signals;
using hotline::Notice;
using hotline::World;

namespace {
/// A busy line moves many times a second; nobody reads that fast.
constexpr milliseconds line_refresh_every { 1'000 };
} // namespace

void Live::add(SignalId signal, Window window)
{
    std::lock_guard const guard(mutex_);
    windows_.emplace(signal.value, std::move(window));
}

void Live::remove(SignalId signal, net::WebSocket const* socket)
{
    std::lock_guard const guard(mutex_);
    auto const [first, last] = windows_.equal_range(signal.value);
    auto const found = std::find_if(
        first, last, [&](auto const& entry) { return entry.second.socket.get() == socket; });
    if (found != last)
        windows_.erase(found);
}

std::size_t Live::windows() const
{
    std::lock_guard const guard(mutex_);
    return windows_.size();
}

void Live::wait(SignalId signal, milliseconds patience, std::function<void()> look)
{
    std::uint64_t number = 0;
    {
        std::lock_guard const guard(mutex_);
        number = ++polls_made_;
        polls_.emplace(signal.value, Poll { number, std::move(look) });
    }
    loop_.after(patience, [self = shared_from_this(), signal, number] {
        std::function<void()> due;
        {
            std::lock_guard const guard(self->mutex_);
            auto const [first, last] = self->polls_.equal_range(signal.value);
            auto const found = std::find_if(
                first, last, [&](auto const& entry) { return entry.second.number == number; });
            if (found == last)
                return;
            due = std::move(found->second.look);
            self->polls_.erase(found);
        }
        due();
    });
}

void Live::hear(std::span<Notice const> notices)
{
    std::set<std::int64_t> changed;
    bool line_moved = false;
    {
        std::lock_guard const guard(mutex_);
        for (auto const& notice : notices) {
            if (notice.kind == Notice::Kind::MessageWritten)
                push_words(notice);
            if (notice.kind == Notice::Kind::SignalChanged && windows_.contains(notice.subject))
                changed.insert(notice.subject);
            if (notice.kind == Notice::Kind::SignalChanged
                || notice.kind == Notice::Kind::MessageWritten)
                wake(notice.subject);
            line_moved |= notice.kind == Notice::Kind::LineChanged
                || notice.kind == Notice::Kind::PresenceChanged;
        }
    }
    if (!changed.empty())
        look_again(changed);
    if (line_moved)
        refresh_line_soon();
}

void Live::wake(std::int64_t signal)
{
    auto const [first, last] = polls_.equal_range(signal);
    for (auto entry = first; entry != last; ++entry)
        loop_.post(std::move(entry->second.look));
    polls_.erase(first, last);
}

void Live::push_words(Notice const& notice)
{
    auto const [first, last] = windows_.equal_range(notice.subject);
    for (auto entry = first; entry != last; ++entry) {
        auto const& window = entry->second;
        window.socket->send(said_frame(*window.language,
            { .side = side_of(notice.from),
                .text = notice.words->seen_under(window.reading),
                .at = notice.at,
                .position = notice.position }));
    }
}

void Live::look_again(std::set<std::int64_t> const& changed)
{
    std::vector<Standing> standings;
    {
        std::lock_guard const guard(mutex_);
        for (auto const& [signal, window] : windows_)
            if (changed.contains(signal))
                standings.push_back({ signal, window.token, {} });
    }
    refresh(std::move(standings));
}

void Live::refresh_line_soon()
{
    {
        std::lock_guard const guard(mutex_);
        if (line_refresh_due_ || windows_.empty())
            return;
        line_refresh_due_ = true;
    }
    loop_.after(line_refresh_every, [self = shared_from_this()] {
        std::vector<Standing> standings;
        {
            std::lock_guard const guard(self->mutex_);
            self->line_refresh_due_ = false;
            for (auto const& [signal, window] : self->windows_)
                if (window.in_line)
                    standings.push_back({ signal, window.token, {} });
        }
        self->refresh(std::move(standings));
    });
}

void Live::refresh(std::vector<Standing> standings)
{
    if (standings.empty())
        return;
    ask<std::vector<Standing>>(
        core_, [standings = std::move(standings)](World& world) { return stand(world, standings); },
        [self = shared_from_this()](Result<std::vector<Standing>> stood) {
            if (stood)
                self->push(*stood);
        });
}

Result<std::vector<Live::Standing>> Live::stand(World& world, std::vector<Standing> standings)
{
    // The line is read once for all of them.
    auto const line = TRY(line_of(world));
    for (auto& standing : standings) {
        auto const row = signals::find_by_token(world, standing.token);
        if (row && row->id.value == standing.signal)
            standing.page = state_of(*row, line);
    }
    return standings;
}

void Live::push(std::vector<Standing> const& standings)
{
    std::vector<std::shared_ptr<net::WebSocket>> ended;
    {
        std::lock_guard const guard(mutex_);
        for (auto const& standing : standings) {
            auto const [first, last] = windows_.equal_range(standing.signal);
            for (auto entry = first; entry != last; ++entry) {
                auto& window = entry->second;
                if (window.token != standing.token)
                    continue;
                if (standing.page) {
                    window.in_line = standing.page->state == ChatPage::State::Waiting;
                    window.socket->send(state_frame(sentence_of(*window.language, *standing.page)));
                } else {
                    window.socket->send(gone_frame());
                    ended.push_back(window.socket);
                }
            }
        }
    }
    for (auto const& socket : ended)
        socket->close();
}

void Live::beat()
{
    std::vector<SignalId> present;
    {
        std::lock_guard const guard(mutex_);
        for (auto const& [signal, window] : windows_)
            if (window.in_line)
                present.push_back({ signal });
    }
    if (present.empty())
        return;
    ask<int>(
        core_,
        [present = std::move(present)](World& world) -> Result<int> {
            for (auto const signal : present)
                TRY(signals::heard_from(world, signal));
            return 0;
        },
        [](Result<int>) {});
}

} // namespace reachline::edges::site
