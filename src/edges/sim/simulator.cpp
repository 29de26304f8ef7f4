#include "edges/sim/simulator.hpp"

#include "base/files.hpp"
#include "base/json_binding.hpp"
#include "hotline/desk/desk.hpp"

#include <map>
#include <mutex>

namespace reachline::edges::sim {

namespace signals = hotline::signals;
using hotline::Signal;
using hotline::World;

namespace {

struct ChatPerson {
    std::string language;
    std::string state;
    std::string reason;
    std::vector<std::string> lines;
};
BOOST_DESCRIBE_STRUCT(ChatPerson, (), (language, state, reason, lines))

struct Tipster {
    std::string language;
    std::string state;
    bool urgent = false;
    std::map<std::string, std::string> answers;
};
BOOST_DESCRIBE_STRUCT(Tipster, (), (language, state, urgent, answers))

struct People {
    std::string note;
    std::vector<ChatPerson> chats;
    std::vector<Tipster> tips;
};
BOOST_DESCRIBE_STRUCT(People, (), (note, chats, tips))

struct Chat {
    Id<Signal> signal;
    std::size_t person;
    std::size_t said = 1;
    bool over = false;
};

} // namespace

struct Simulator::Inside : std::enable_shared_from_this<Simulator::Inside> {
    Inside(CorePort& the_core, net::Loop& the_loop, People some_people, std::uint64_t seed, Pace a_pace)
        : core(the_core)
        , loop(the_loop)
        , people(std::move(some_people))
        , dice(seed)
        , pace(a_pace)
    {
    }

    CorePort& core;
    net::Loop& loop;
    People people;
    SeededRandom dice;
    SystemRandom tokens;
    Pace pace;
    seconds until_chat { 5 };
    seconds until_tip { 20 };
    std::size_t next_person = 0;
    std::size_t next_tip = 0;
    std::mutex mutex; ///< chats are made on the core's thread and read on the loop's
    std::vector<std::shared_ptr<Chat>> chats;

    void beat();
    void begin_chat();
    void leave_tip();
    void go_on(std::shared_ptr<Chat> const&);
};

void Simulator::Inside::beat()
{
    if ((until_chat -= seconds(1)) <= seconds(0)) {
        until_chat = pace.between_chats + seconds(dice.below(15));
        begin_chat();
    }
    if ((until_tip -= seconds(1)) <= seconds(0)) {
        until_tip = pace.between_tips + seconds(dice.below(30));
        leave_tip();
    }
    std::vector<std::shared_ptr<Chat>> running;
    {
        std::lock_guard const guard(mutex);
        std::erase_if(chats, [](auto const& chat) { return chat->over; });
        running = chats;
    }
    for (auto const& chat : running)
        go_on(chat);
    loop.after(seconds(1), [self = shared_from_this()] { self->beat(); });
}

void Simulator::Inside::begin_chat()
{
    {
        std::lock_guard const guard(mutex);
        if (chats.size() >= pace.chats_at_once)
            return;
    }
    auto const who = next_person++ % people.chats.size();
    auto const& person = people.chats[who];
    signals::NewSignal wish;
    wish.token = tokens.hex(32);
    wish.channel = signals::Channel::Webchat;
    wish.language = person.language;
    wish.origin_state = person.state;
    wish.reason = json::enum_value<signals::Reason>(person.reason).value_or(signals::Reason::Unknown);
    wish.safety = signals::Safety::Safe;
    wish.first_words = person.lines.front();
    ask<signals::Opened>(
        core, [wish](World& world) { return hotline::desk::arrive(world, wish); },
        [self = shared_from_this(), who](Result<signals::Opened> opened) {
            if (!opened)
                return;
            std::lock_guard const guard(self->mutex);
            self->chats.push_back(std::make_shared<Chat>(Chat { opened->id, who }));
        });
}

void Simulator::Inside::leave_tip()
{
    auto const& tip = people.tips[next_tip++ % people.tips.size()];
    signals::NewSignal wish;
    wish.token = tokens.hex(32);
    wish.channel = signals::Channel::Tip;
    wish.language = tip.language;
    wish.origin_state = tip.state;
    wish.reason = signals::Reason::Tip;
    wish.urgent = tip.urgent;
    wish.answers = tip.answers;
    ask<signals::Opened>(
        core, [wish](World& world) { return hotline::desk::arrive(world, wish); },
        [](Result<signals::Opened>) {}, Urgency::Tip);
}

/// One step of a person: they stay at their window, and answer when they were spoken to.
void Simulator::Inside::go_on(std::shared_ptr<Chat> const& chat)
{
    auto const& lines = people.chats[chat->person].lines;
    ask<int>(
        core,
        [chat, &lines, to_answer = pace.to_answer](World& world) -> Result<int> {
            auto const signal = TRY(signals::find(world, chat->signal));
            bool const is_over = signal.state != signals::State::Waiting && signal.state != signals::State::Active;
            if (is_over || chat->said >= lines.size() + 1) {
                chat->over = true;
                return 0;
            }
            TRY(signals::heard_from(world, chat->signal));
            auto const last = TRY(signals::last_word(world, chat->signal));
            if (!last || last->direction == signals::Direction::FromPerson || world.now() - last->at < to_answer)
                return 0;
            if (chat->said < lines.size())
                TRY(signals::write_from_person(
                    world, chat->signal, lines[chat->said], "line-" + std::to_string(chat->said)));
            else
                TRY(signals::leave(world, chat->signal));
            ++chat->said;
            return 0;
        },
        [self = shared_from_this()](Result<int>) {});
}

Simulator::Simulator(std::shared_ptr<Inside> inside)
    : inside_(std::move(inside))
{
}
Simulator::~Simulator() = default;

Result<std::unique_ptr<Simulator>> Simulator::open(
    CorePort& core, net::Loop& loop, std::string const& path, std::uint64_t seed, Pace pace)
{
    auto people = json::bound<People>(TRY(json::parse(TRY(file_text(path)))));
    if (!people || people->chats.empty() || people->tips.empty())
        return fail(Fault::Invalid, "the file of made-up people is not as it should be");
    return std::unique_ptr<Simulator>(new Simulator(
        std::make_shared<Inside>(core, loop, std::move(*people), seed, pace)));
}

void Simulator::start()
{
    inside_->loop.post([inside = inside_] { inside->beat(); });
}

} // namespace reachline::edges::sim
