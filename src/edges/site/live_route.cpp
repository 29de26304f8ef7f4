// The WebSocket of an open chat. The first message names the conversation by its token, so no token
// is in an address or a log; then words go both ways.

#include "edges/site/inside.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "edges/post_key.hpp"

namespace reachline::edges::site {

namespace signals = hotline::signals;
using hotline::World;

namespace {

struct FromWindow {
    std::optional<std::string> token;
    std::optional<std::string> language;
    std::optional<std::int64_t> after; ///< the last position on the page
    std::optional<std::string> say;
    std::optional<std::string> key;
};
BOOST_DESCRIBE_STRUCT(FromWindow, (), (token, language, after, say, key))

/// One socket's side of a conversation; lives on the loop's thread until the socket closes.
class Talk : public std::enable_shared_from_this<Talk> {
public:
    explicit Talk(Inside& inside)
        : inside_(inside)
    {
    }

    net::WebSocketEvents events()
    {
        auto const self = shared_from_this();
        return { .on_open =
                     [self](
                         std::shared_ptr<net::WebSocket> const& socket) { self->socket_ = socket; },
            .on_text = [self](std::string_view text) { self->hear(text); },
            .on_close = [self] { self->close(); } };
    }

private:
    void hear(std::string_view text)
    {
        auto const value = json::parse(text);
        auto const told = value ? json::bound<FromWindow>(*value) : json::Bound<FromWindow> {};
        if (!value || !told)
            return socket_->close();
        if (told->token && !signal_)
            begin(*told);
        else if (told->say && told->key && signal_)
            say(*told->say, *told->key);
    }

    void begin(FromWindow const& told)
    {
        auto const* chosen = told.language ? inside_.words.find(*told.language) : nullptr;
        language_ = chosen ? chosen : &inside_.words.first();
        token_ = *told.token;
        // On the core thread, so that no word can pass between the look and the window's place
        // among those who hear.
        edges::ask<View>(
            inside_.core,
            [token = token_, after = told.after.value_or(0)](World& world) -> Result<View> {
                auto const signal = TRY(signals::find_by_token(world, token));
                TRY(signals::heard_from(world, signal.id));
                return view_of(world, signal, after);
            },
            [self = shared_from_this()](Result<View> view) { self->opened(std::move(view)); });
    }

    void opened(Result<View> view)
    {
        auto const socket = socket_;
        if (!socket)
            return;
        if (!view) {
            socket->send(gone_frame());
            return socket->close();
        }
        inside_.live->add(view->row.id,
            { .socket = socket,
                .language = language_,
                .token = token_,
                .reading = view->reading,
                .in_line = view->page.state == ChatPage::State::Waiting });
        for (auto const& bubble : view->page.bubbles)
            socket->send(said_frame(*language_, bubble));
        socket->send(state_frame(sentence_of(*language_, view->page)));
        socket->send(ready_frame());
        inside_.loop.post(
            [self = shared_from_this(), signal = view->row.id] { self->joined(signal); });
    }

    void joined(SignalId signal)
    {
        signal_ = signal;
        if (closed_)
            inside_.live->remove(signal, socket_.get());
    }

    void say(std::string const& words, std::string const& key)
    {
        if (trimmed(words).empty() || words.size() > signals::message_limit)
            return socket_->send(refused_frame(key,
                language_->say(words.size() > signals::message_limit ? "chat.problem.long"
                                                                     : "chat.problem.empty")));
        edges::ask<std::int64_t>(
            inside_.core,
            [token = token_, words = as_text(words), key](World& world) -> Result<std::int64_t> {
                // By the token again: a window that was hidden meanwhile writes nothing more.
                auto const signal = TRY(signals::find_by_token(world, token));
                return signals::write_from_person(world, signal.id, words, kept_key(key));
            },
            [self = shared_from_this(), key](Result<std::int64_t> kept) { self->kept(key, kept); });
    }

    void kept(std::string const& key, Result<std::int64_t> const& position)
    {
        if (position)
            socket_->send(kept_frame(key, *position));
        else if (position.error().fault == Fault::NotFound)
            socket_->send(gone_frame());
        else
            socket_->send(refused_frame(key, language_->say("chat.problem.unsent")));
    }

    void close()
    {
        closed_ = true;
        if (signal_)
            inside_.live->remove(*signal_, socket_.get());
    }

    Inside& inside_;
    std::shared_ptr<net::WebSocket> socket_;
    Language const* language_ = nullptr;
    std::string token_;
    std::optional<SignalId> signal_;
    bool closed_ = false;
};

/// A page of another site must not speak for the person.
bool is_from_us(net::Request const& request)
{
    auto const origin = request.header("origin");
    auto const host = origin.find("://");
    return origin.empty()
        || (host != origin.npos && origin.substr(host + 3) == request.header("host"));
}

} // namespace

void answer_live(Inside& inside, net::Request const& request, net::Reply const& reply)
{
    if (!is_from_us(request))
        return reply.send({ .status = 403 });
    reply.upgrade(std::make_shared<Talk>(inside)->events(), { .message_limit = 32 * 1024 });
}

} // namespace reachline::edges::site
