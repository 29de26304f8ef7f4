// The loop and its listeners; and, for the whole program, the bodies of Asio and Beast, which are
// compiled here once instead of in each source that names them.

#include "net/surface.hpp"

#include "base/ensure.hpp"
#include "base/scrub.hpp"

#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
#include <cstdio>
#include <future>

namespace reachline::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {
constexpr seconds stop_grace { 1 };
constexpr milliseconds stop_look { 5 };
// Beyond the limit a few are still let in to be told so; past these the socket is just closed.
constexpr std::size_t turned_away_limit = 64;
constexpr milliseconds out_of_descriptors_pause { 50 };
} // namespace

void note_exception()
{
    // A fixed sentence: what() might repeat what a person wrote.
    std::fputs("reachline: an edge threw an exception into the network loop\n", stderr);
}

Loop::Loop()
    : inside_(std::make_shared<Inside>())
{
}

Loop::~Loop()
{
    stop();
}

void Loop::start()
{
    inside_->start();
}
void Loop::stop()
{
    inside_->stop();
}
void Loop::post(std::function<void()> work)
{
    inside_->post(std::move(work));
}

void Loop::after(milliseconds delay, std::function<void()> work)
{
    inside_->post([inside = inside_.get(), delay, work = std::move(work)]() mutable {
        inside->arm(delay, std::move(work));
    });
}

bool Loop::Inside::post(std::function<void()> work)
{
    bool first = false;
    {
        std::lock_guard const lock(mutex);
        if (ended)
            return false;
        first = posted.empty();
        posted.push_back(std::move(work));
    }
    // One wake-up for all that gathers until the loop looks: a thousand chats cost one system call.
    if (first)
        asio::post(context, [this] { run_posted(); });
    return true;
}

void Loop::Inside::run_posted()
{
    std::vector<std::function<void()>> batch;
    {
        std::lock_guard const lock(mutex);
        batch.swap(posted);
    }
    for (auto& work : batch) {
        survives(work);
        work = nullptr;
    }
}

void Loop::Inside::run_and_wait(std::function<void()> const& work)
{
    bool running = false;
    {
        std::lock_guard const lock(mutex);
        running = started && !ended;
    }
    std::promise<void> done;
    bool const sent = running && !is_this_thread() && post([&] {
        survives(work);
        done.set_value();
    });
    if (sent)
        done.get_future().wait();
    else
        work();
}

void Loop::Inside::arm(milliseconds delay, std::function<void()> work)
{
    if (stopping)
        return;
    auto const timer = timers.emplace(timers.end(), context);
    timer->expires_after(delay);
    timer->async_wait([this, timer, work = std::move(work)](error_code const& error) {
        timers.erase(timer);
        if (!error)
            survives(work);
    });
}

void Loop::Inside::start()
{
    std::lock_guard const lock(mutex);
    ensure(!started);
    started = true;
    open_end.emplace(context.get_executor());
    thread = std::thread([this] {
        thread_id = std::this_thread::get_id();
        context.run();
    });
}

void Loop::Inside::stop()
{
    ensure(!is_this_thread());
    if (thread.joinable()) {
        post([this] { retire_all(); });
        thread.join();
    } else {
        drop_all();
    }
    // Whoever posted while the loop ended, and may be waiting, is still heard.
    while (true) {
        run_posted();
        std::lock_guard const lock(mutex);
        if (posted.empty()) {
            ended = true;
            return;
        }
    }
}

void Loop::Inside::retire_all()
{
    stopping = true;
    for (auto* surface : surfaces)
        surface->retire();
    wait_for_the_last(std::chrono::steady_clock::now() + stop_grace);
}

void Loop::Inside::wait_for_the_last(Moment until)
{
    bool const empty = std::ranges::all_of(
        surfaces, [](Surface const* surface) { return surface->connections.empty(); });
    if (empty || std::chrono::steady_clock::now() >= until)
        return drop_all();
    auto const timer = timers.emplace(timers.end(), context);
    timer->expires_after(stop_look);
    timer->async_wait([this, timer, until](error_code const&) {
        timers.erase(timer);
        wait_for_the_last(until);
    });
}

void Loop::Inside::drop_all()
{
    stopping = true;
    for (auto* surface : surfaces) {
        surface->close();
        surface->drop_all();
    }
    for (auto& timer : timers)
        timer.cancel();
    open_end.reset();
}

Connection::Connection(std::shared_ptr<Surface> surface)
    : surface_(std::move(surface))
{
    surface_->connections.insert(this);
}

Connection::~Connection()
{
    leave();
}

void Connection::leave()
{
    if (is_counted_)
        surface_->connections.erase(this);
    is_counted_ = false;
}

Surface::Surface(std::shared_ptr<Loop::Inside> inside, ListenerOptions chosen, Handler answers)
    : loop(std::move(inside))
    , options(std::move(chosen))
    , handler(std::move(answers))
    , acceptor_(loop->context)
    , check_timer_(loop->context)
    , check_every_(1000)
{
    for (auto const wait : { options.request_timeout, options.idle_timeout, options.answer_timeout,
             options.send_timeout })
        keep_wait(wait);
}

Surface::~Surface() = default;

Done Surface::open()
{
    error_code error;
    auto const address = asio::ip::make_address(options.address, error);
    if (error)
        return fail(Fault::Invalid, "the address to listen on is not an IP address");
    tcp::endpoint const endpoint(address, options.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error)
        acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor_.bind(endpoint, error);
    if (!error)
        acceptor_.listen(tcp::acceptor::max_listen_connections, error);
    if (error == asio::error::address_in_use)
        return fail(Fault::Busy, "another program listens on this port");
    if (error)
        return fail(Fault::Broken, "the port could not be opened");
    port_ = acceptor_.local_endpoint().port();
    return {};
}

void Surface::accept()
{
    if (!acceptor_.is_open())
        return;
    acceptor_.async_accept([self = shared_from_this()](error_code const& error, Socket socket) {
        if (!self->acceptor_.is_open())
            return;
        if (error) {
            // Most likely no file descriptor is left: wait until some connection has ended.
            self->loop->arm(out_of_descriptors_pause, [self] { self->accept(); });
            return;
        }
        self->accepted(std::move(socket));
        self->accept();
    });
}

void Surface::accepted(Socket socket)
{
    auto const count = connections.size();
    if (count >= options.connection_limit + turned_away_limit)
        return;
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    serve_http(std::move(socket), shared_from_this(),
        count < options.connection_limit ? Admission::Served : Admission::TurnedAway);
    if (count == 0)
        check_later();
}

void Surface::check_later()
{
    check_timer_.expires_after(check_every_);
    check_timer_.async_wait([self = shared_from_this()](error_code const& error) {
        scrub_stack();
        if (error || self->connections.empty())
            return;
        auto const now = std::chrono::steady_clock::now();
        for (auto const& connection : self->present())
            connection->check(now);
        self->check_later();
    });
}

void Surface::keep_wait(milliseconds wait)
{
    auto const wanted = std::max(wait / 8, milliseconds { 2 });
    if (wanted >= check_every_)
        return;
    check_every_ = wanted;
    if (!connections.empty())
        check_later();
}

std::vector<std::shared_ptr<Connection>> Surface::present() const
{
    std::vector<std::shared_ptr<Connection>> found;
    found.reserve(connections.size());
    for (auto* connection : connections)
        if (auto alive = connection->weak_from_this().lock())
            found.push_back(std::move(alive));
    return found;
}

void Surface::close()
{
    error_code ignored;
    acceptor_.close(ignored);
}

void Surface::retire()
{
    close();
    for (auto const& connection : present())
        connection->retire();
}

void Surface::drop_all()
{
    check_timer_.cancel();
    for (auto const& connection : present())
        connection->drop();
}

namespace {
class OpenListener final : public Listener {
public:
    explicit OpenListener(std::shared_ptr<Surface> surface)
        : surface_(std::move(surface))
    {
        surface_->loop->run_and_wait([this] { surface_->loop->surfaces.insert(surface_.get()); });
        surface_->loop->post([surface = surface_] { surface->accept(); });
    }

    ~OpenListener() override
    {
        surface_->loop->run_and_wait([this] {
            surface_->loop->surfaces.erase(surface_.get());
            surface_->close();
            surface_->drop_all();
            surface_->handler = nullptr;
        });
    }

    std::uint16_t port() const override { return surface_->port(); }

private:
    std::shared_ptr<Surface> surface_;
};
} // namespace

Result<std::unique_ptr<Listener>> Listener::open(
    Loop& loop, ListenerOptions options, Handler handler)
{
    auto surface = std::make_shared<Surface>(loop.inside_, std::move(options), std::move(handler));
    TRY(surface->open());
    return std::make_unique<OpenListener>(std::move(surface));
}

} // namespace reachline::net
