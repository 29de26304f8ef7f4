#include "edges/sim/callers.hpp"

#include <mutex>
#include <optional>

namespace reachline::edges::sim {

namespace control = reachline::voice::control;

std::vector<MadeUpCaller> made_up_callers()
{
    return {
        { "ruth", "+15555550141", "", seconds(150) },
        { "luz", "+15555550142", "2", seconds(150) },
        { "a-wrong-number", "+15555550143", "", seconds(7) },
        { "kim", "+15555550144", "1", seconds(180) },
        { "ivan", "+15555550145", "x22", seconds(60) }, // x: waits; then asks to be called back
    };
}

/// One call at a time; the voice process tells on its client's thread, the beats come on the loop's.
struct Callers::Inside : std::enable_shared_from_this<Callers::Inside> {
    Inside(net::Loop& the_loop, CallPace a_pace)
        : loop(the_loop)
        , pace(a_pace)
        , until_next(a_pace.first)
    {
    }

    struct Running {
        MadeUpCaller who;
        std::optional<std::uint32_t> leg {};
        seconds talked { 0 };
        std::size_t pressed = 0;
        bool answered = false;
    };

    net::Loop& loop;
    CallPace pace;
    seconds until_next;
    std::size_t next = 0;
    std::mutex mutex;
    std::optional<Running> running; ///< under mutex
    std::unique_ptr<voice_socket::Client> client;

    void beat()
    {
        {
            std::lock_guard const guard(mutex);
            if (running)
                go_on(*running);
            else if ((until_next -= seconds(1)) <= seconds(0))
                begin();
        }
        loop.after(seconds(1), [self = shared_from_this()] { self->beat(); });
    }

    void begin()
    {
        auto const callers = made_up_callers();
        running = Running { callers[next++ % callers.size()] };
        until_next = pace.between;
        control::Dial dial;
        dial.ask = "made-up";
        dial.trunks = { running->who.name };
        dial.number = "hotline";
        client->send(dial);
    }

    void go_on(Running& call)
    {
        call.talked += seconds(1);
        if (call.talked > call.who.stays) {
            if (call.leg)
                client->send(control::HangUp { *call.leg });
            else
                running.reset(); // nobody took it
            return;
        }
        bool const key_is_due = call.talked >= pace.between_keys * static_cast<int>(call.pressed + 1);
        if (call.answered && call.pressed < call.who.keys.size() && key_is_due)
            if (auto const key = call.who.keys[call.pressed++]; key != 'x')
                client->send(control::Press { *call.leg, std::string(1, key) });
    }

    void hear(control::Told const& told)
    {
        std::lock_guard const guard(mutex);
        if (!running)
            return;
        if (auto const* const dialling = std::get_if<control::Dialling>(&told)) {
            running->leg = dialling->leg;
        } else if (auto const* const answered = std::get_if<control::Answered>(&told); answered && answered->leg == running->leg) {
            running->answered = true;
            running->talked = seconds(0);
            client->send(control::Play { answered->leg, { "en/made_up_caller", "hold" }, true });
        } else if (auto const* const ended = std::get_if<control::Ended>(&told); ended && ended->leg == running->leg) {
            running.reset();
        }
    }
};

Callers::Callers(std::shared_ptr<Inside> inside)
    : inside_(std::move(inside))
{
}

Callers::~Callers() { inside_->client.reset(); }

Result<std::unique_ptr<Callers>> Callers::open(net::Loop& loop, std::string const& carrier_socket, CallPace pace)
{
    auto const inside = std::make_shared<Inside>(loop, pace);
    inside->client = TRY(voice_socket::Client::open(carrier_socket,
        { .told = [&self = *inside](control::Told&& told) { self.hear(told); }, .gone = [] {} }));
    return std::unique_ptr<Callers>(new Callers(inside));
}

void Callers::start()
{
    inside_->loop.post([inside = inside_] { inside->beat(); });
}

} // namespace reachline::edges::sim
