#include "edges/partners/talk_windows.hpp"

#include "hotline/people/accounts.hpp"

#include <algorithm>

namespace reachline::edges::partners {

namespace {
namespace people = hotline::people;
namespace transfer = steps::transfer;
using hotline::Notice;

bool moves_a_talk(Notice const& notice)
{
    switch (notice.kind) {
    case Notice::Kind::MessageWritten:
    case Notice::Kind::SignalChanged:
    case Notice::Kind::PartnerChanged:
    case Notice::Kind::SessionsEnded:
        return true;
    default:
        return false;
    }
}

/// Whether the notice is about this conversation; a partner's or a session's end may be.
bool is_about(Notice const& notice, Id<hotline::Signal> signal)
{
    bool const of_signal = notice.kind == Notice::Kind::MessageWritten || notice.kind == Notice::Kind::SignalChanged;
    return !of_signal || notice.subject == signal.value;
}
} // namespace

void Portal::TalkWindows::ask_for_news(Wanted const& wanted, std::function<void(Result<Seen>)> on_loop)
{
    ask<Seen>(
        core_,
        [reference = wanted.reference, session = wanted.session](hotline::World& world) -> Result<Seen> {
            auto const actor = TRY(people::actor_of(world, session, people::Surface::Partners));
            return Seen { TRY(transfer::talk(world, actor, reference)), world.now() };
        },
        [&loop = loop_, on_loop = std::move(on_loop)](Result<Seen> seen) {
            auto const kept = std::make_shared<Result<Seen>>(std::move(seen));
            loop.post([on_loop, kept] { on_loop(std::move(*kept)); });
        });
}

void Portal::TalkWindows::open(net::Reply reply, Wanted wanted)
{
    auto const window = std::make_shared<Window>();
    window->wanted = std::move(wanted);
    ask_for_news(window->wanted, [self = shared_from_this(), window, reply](Result<Seen> seen) {
        if (!seen)
            return reply.send({ .status = 404 });
        window->signal = seen->talk.row.signal;
        reply.upgrade({
            .on_open =
                [self, window](std::shared_ptr<net::WebSocket> const& socket) {
                    window->socket = socket;
                    self->windows_.emplace(window.get(), window);
                    self->count_ = self->windows_.size();
                    // What was written between the page and this moment.
                    self->look(window);
                },
            // Whatever the page says, it says that somebody is there: a live talk is never cut.
            .on_text = [self, window](std::string_view) { self->look(window); },
            .on_close =
                [self, window] {
                    self->windows_.erase(window.get());
                    self->count_ = self->windows_.size();
                    window->socket.reset();
                },
        });
    });
}

void Portal::TalkWindows::look(Kept window)
{
    if (std::exchange(window->looking, true)) {
        window->look_again = true;
        return;
    }
    ask_for_news(window->wanted, [self = shared_from_this(), window](Result<Seen> seen) {
        window->looking = false;
        if (!window->socket)
            return;
        if (!seen) {
            window->socket->send(R"({"over":true})");
            return window->socket->close();
        }
        self->show(*window, *seen);
        if (std::exchange(window->look_again, false))
            self->look(window);
    });
}

void Portal::TalkWindows::show(Window& window, Seen const& seen)
{
    auto& after = window.wanted.after;
    window.socket->send(talk_news(*pages_, window.wanted.language, seen.talk, after, seen.now));
    for (auto const& message : seen.talk.thread.messages)
        after = std::max(after, message.position);
}

void Portal::TalkWindows::hear(std::span<Notice const> notices)
{
    if (count_ == 0 || std::ranges::none_of(notices, moves_a_talk))
        return;
    std::vector<Notice> moved;
    std::ranges::copy_if(notices, std::back_inserter(moved), moves_a_talk);
    loop_.post([self = shared_from_this(), moved = std::move(moved)] {
        std::vector<Kept> concerned;
        for (auto const& [key, window] : self->windows_)
            if (std::ranges::any_of(moved, [&](Notice const& notice) { return is_about(notice, window->signal); }))
                concerned.push_back(window);
        for (auto const& window : concerned)
            self->look(window);
    });
}

} // namespace reachline::edges::partners
