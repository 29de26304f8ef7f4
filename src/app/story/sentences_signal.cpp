#include "app/story/stage.hpp"

#include "base/json_binding.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/statistics/contacts.hpp"

namespace reachline::app::story {

namespace {

namespace signals = hotline::signals;
namespace desk = hotline::desk;
using hotline::Actor;
using hotline::World;

std::string code_of(std::string const& language)
{
    return language == "Spanish" ? "es" : "en";
}

Complaint arrives(Stage& stage, std::string const& name, signals::NewSignal wish)
{
    wish.token = stage.new_token();
    auto const opened = stage.run<signals::Opened>(
        [&](World& world) { return desk::arrive(world, wish); });
    if (!opened)
        return std::string(opened.error().text.view());
    stage.signalers[named(name)] = { opened->id, wish.token, opened->receipt, 0 };
    return {};
}

Complaint chat_arrives(Stage& stage, std::string const& name, std::string const& language,
    std::string const& state, std::string const& words, bool danger = false)
{
    signals::NewSignal wish;
    wish.language = code_of(language);
    wish.origin_state = state;
    wish.first_words = words;
    wish.danger = danger;
    wish.safety = signals::Safety::Safe;
    return arrives(stage, name, std::move(wish));
}

Complaint tip_arrives(Stage& stage, std::string const& name, std::string const& state, std::string const& words)
{
    signals::NewSignal wish;
    wish.channel = signals::Channel::Tip;
    wish.reason = signals::Reason::Tip;
    wish.origin_state = state;
    wish.answers = { { "what_happened", words } };
    return arrives(stage, name, std::move(wish));
}

Complaint person_writes(Stage& stage, std::string const& name, std::string const& words)
{
    auto& signaler = stage.signalers.at(named(name));
    auto const key = "word-" + std::to_string(++signaler.words);
    return complaint_of(stage.run([&](World& world) -> Done {
        auto const signal = TRY(signals::find_by_token(world, signaler.token));
        TRY(signals::write_from_person(world, signal.id, words, key));
        return desk::settle(world);
    }));
}

Complaint staff_writes(Stage& stage, std::string const& who, std::string const& name, std::string const& words)
{
    auto& signaler = stage.signalers.at(named(name));
    auto const key = "staff-" + std::to_string(++signaler.words);
    auto const done = stage.run([&](World& world) -> Done {
        TRY(signals::write_from_staff(world, stage.staff.at(who).actor, signaler.signal, words, key));
        return {};
    });
    if (!done)
        stage.last_refusal = done.error();
    return {};
}

Complaint comes_back(Stage& stage, std::string const& name)
{
    auto& signaler = stage.signalers.at(named(name));
    auto const token = stage.new_token();
    auto const done = stage.run([&](World& world) -> Done {
        auto const id = TRY(signals::find_by_receipt(world.database, signaler.receipt, world.now()));
        TRY(signals::come_back(world, id, token));
        return desk::settle(world);
    });
    if (done)
        signaler.token = token;
    return complaint_of(done);
}

Result<signals::Thread> staff_thread(Stage& stage, std::string const& who, std::string const& name)
{
    return stage.run<signals::Thread>([&](World& world) {
        return signals::read_thread(world, stage.staff.at(who).actor, stage.signalers.at(named(name)).signal);
    });
}

bool holds(signals::Thread const& thread, std::string const& words)
{
    for (auto const& message : thread.messages)
        if (message.text && message.text->seen_under(thread.reading) == words)
            return true;
    return false;
}

Complaint staff_reads(Stage& stage, std::string const& who, std::string const& name, std::string const& words)
{
    auto const thread = staff_thread(stage, who, name);
    if (!thread)
        return std::string(thread.error().text.view());
    return expect(holds(*thread, words), "these words are not in the conversation");
}

Complaint person_reads(Stage& stage, std::string const& name, std::string const& words)
{
    auto const thread = stage.run<signals::Thread>([&](World& world) -> Result<signals::Thread> {
        auto const signal = TRY(signals::find_by_token(world, stage.signalers.at(named(name)).token));
        return signals::thread_for_person(world, signal.id);
    });
    if (!thread)
        return std::string(thread.error().text.view());
    return expect(holds(*thread, words), "the person does not see these words");
}

Complaint is_in_state(Stage& stage, std::string const& name, signals::State state)
{
    auto const signal = stage.run<signals::SignalRow>(
        [&](World& world) { return signals::find(world, stage.signalers.at(named(name)).signal); });
    if (!signal)
        return std::string(signal.error().text.view());
    return expect(signal->state == state, "it is in another state");
}

/// As the console does: what was chosen is kept, and counted at the first close.
Complaint closes(Stage& stage, std::string const& who, std::string const& name, std::string const& reason)
{
    auto const code = code_of_words(reason);
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const id = stage.signalers.at(named(name)).signal;
        TRY(signals::wrap_up(world, actor, id,
            { .reason = json::enum_value<signals::Reason>(code), .codes = R"({"reason":[")" + code + R"("]})",
                .finished = true }));
        TRY(hotline::statistics::count_answered(world, stage.library().coded, id, { { "reason", { code } } }));
        return desk::settle(world);
    });
}

} // namespace

Sentences signal_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "{name} arrives in danger in {language} from {state}: {words}",
            [](S stage, A said) { return chat_arrives(stage, said[0], said[1], said[2], said[3], true); } },
        { "{name} arrives in {language} from {state}: {words}",
            [](S stage, A said) { return chat_arrives(stage, said[0], said[1], said[2], said[3]); } },
        { "{name} is left online from {state}: {words}",
            [](S stage, A said) { return tip_arrives(stage, said[0], said[1], said[2]); } },
        { "the person in {name} writes {words}",
            [](S stage, A said) { return person_writes(stage, said[0], said[1]); } },
        { "the person in {name} comes back with the receipt",
            [](S stage, A said) { return comes_back(stage, said[0]); } },
        { "the person in {name} says that somebody came in",
            [](S stage, A said) {
                return complaint_of(stage.run([&](World& world) {
                    return signals::hide(world, stage.signalers.at(named(said[0])).signal);
                }));
            } },
        { "{who} writes to {name}: {words}",
            [](S stage, A said) { return staff_writes(stage, said[0], said[1], said[2]); } },
        { "expect {who} to read in {name}: {words}",
            [](S stage, A said) { return staff_reads(stage, said[0], said[1], said[2]); } },
        { "expect the person in {name} to read {words}",
            [](S stage, A said) { return person_reads(stage, said[0], said[1]); } },
        { "expect the old window of {name} to open nothing",
            [](S stage, A said) {
                auto const found = stage.run<signals::SignalRow>([&](World& world) {
                    return signals::find_by_token(world, stage.signalers.at(named(said[0])).token);
                });
                return expect(!found, "the old window still opens the conversation");
            } },
        { "{who} closes {name} as {reason}",
            [](S stage, A said) { return closes(stage, said[0], said[1], said[2]); } },
        { "{who} closes {name}", [](S stage, A said) { return closes(stage, said[0], said[1], "crisis"); } },
        { "expect {name} to be waiting",
            [](S stage, A said) { return is_in_state(stage, said[0], signals::State::Waiting); } },
        { "expect {name} to be answered",
            [](S stage, A said) { return is_in_state(stage, said[0], signals::State::Active); } },
        { "expect {name} to be closed",
            [](S stage, A said) { return is_in_state(stage, said[0], signals::State::Closed); } },
        { "expect {name} to be abandoned",
            [](S stage, A said) { return is_in_state(stage, said[0], signals::State::Abandoned); } },
    };
}

} // namespace reachline::app::story
