#include "hotline/calls/line.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::calls::line {

namespace {

/// After the greeting so long for a key; silence chooses the first language.
constexpr seconds for_the_language { 4 };
/// An offer that nobody agrees to goes back to the line.
constexpr seconds for_an_answer { 10 };

template <class... F>
struct Cases : F... {
    using F::operator()...;
};
template <class... F>
Cases(F...) -> Cases<F...>;

bool is_first_language(State const& state) { return state.language == "en"; }
std::string other_language(State const& state) { return is_first_language(state) ? "es" : "en"; }

/// One run of the machine over one event.
class Run {
public:
    Run(State state, Place const& place, Time now)
        : step_ { std::move(state), {} }
        , place_(place)
        , now_(now)
    {
    }

    /// In both languages, since nobody knows yet which it is.
    void began()
    {
        state().has_sound = false;
        state().said_at.reset();
        add(Say { { "en/greeting", "es/greeting_too", "en/greeting_free" } });
    }

    void key(char key)
    {
        if (is_past_keys())
            return;
        if (key == '1')
            return danger();
        switch (state().stage) {
        case Stage::Greeting:
            if (key == '2')
                choose("es");
            return to_line();
        case Stage::OfferingCallBack:
            return key == '2' ? keep_place() : to_line();
        case Stage::OfferingMessage:
            return key == '3' ? take_message() : to_line();
        default:
            return choice(key);
        }
    }

    void played()
    {
        state().has_sound = false;
        switch (state().stage) {
        case Stage::Farewell:
            return add(End {});
        case Stage::Message:
            return add(Record {});
        case Stage::SayingAnswers:
        case Stage::Waiting:
            enter(Stage::Waiting);
            return hold_sound();
        case Stage::Talk:
            return hold_sound();
        default:
            state().said_at = now_; // from now on a key is waited for
        }
    }

    void tick()
    {
        auto const waited = [&](seconds patience) {
            return state().said_at && now_ - *state().said_at >= patience;
        };
        switch (state().stage) {
        case Stage::Greeting:
            return waited(for_the_language) ? to_line() : void();
        case Stage::OfferingCallBack:
        case Stage::OfferingMessage:
            return waited(for_an_answer) ? to_line() : void();
        case Stage::Waiting:
            return state().has_sound && waited(say_again) ? say_place() : void();
        default:
            return;
        }
    }

    void message_taken(seconds length)
    {
        if (state().stage != Stage::Message)
            return;
        if (length.count() == 0) {
            enter(Stage::Waiting);
            return say({ "message_empty" });
        }
        add(KeepMessage {});
        enter(Stage::Farewell);
        say({ "message_kept" });
    }

    void taken_up()
    {
        enter(Stage::Talk);
        say({ "connecting" });
    }

    /// The server was away: what it said last, nobody knows.
    void resumed()
    {
        switch (state().stage) {
        case Stage::Greeting:
            return began();
        case Stage::Farewell:
            return add(End {});
        case Stage::Message:
            return add(Record {});
        case Stage::Talk:
            return hold_sound();
        case Stage::Gone:
        case Stage::Over:
            return;
        default:
            return to_line();
        }
    }

    void lost_again()
    {
        enter(Stage::Waiting);
        say({ "advocate_lost" });
    }

    Step take() { return std::move(step_); }

private:
    State& state() { return step_.state; }
    template <class One>
    void add(One one)
    {
        step_.orders.emplace_back(std::in_place_type<One>, std::move(one));
    }

    bool is_past_keys()
    {
        auto const stage = state().stage;
        return stage == Stage::Talk || stage == Stage::Farewell || stage == Stage::Message
            || stage == Stage::Gone || stage == Stage::Over;
    }
    void enter(Stage stage) { state().stage = stage; }

    void say(std::vector<std::string> prompts)
    {
        for (auto& prompt : prompts)
            prompt = state().language + "/" + prompt;
        state().has_sound = false;
        state().said_at.reset();
        add(Say { std::move(prompts) });
    }
    void hold_sound()
    {
        state().has_sound = true;
        if (!state().said_at)
            state().said_at = now_;
        add(HoldSound {});
    }

    void choose(std::string language)
    {
        state().language = language;
        add(SetLanguage { std::move(language) });
    }

    void danger()
    {
        if (!state().danger)
            add(SetDanger {});
        state().danger = true;
        enter(Stage::Waiting);
        say({ "danger" });
    }

    void choice(char key)
    {
        switch (key) {
        case '2':
            if (!state().has_number)
                return say({ "no_number" });
            enter(Stage::OfferingCallBack);
            return say({ "offer_call_back" });
        case '3':
            enter(Stage::OfferingMessage);
            return say({ "offer_message" });
        case '4':
            enter(Stage::SayingAnswers);
            return say({ "answers" });
        case '8':
            choose(other_language(state()));
            return to_line();
        default:
            return say_place();
        }
    }

    void to_line()
    {
        enter(Stage::Waiting);
        say_place();
    }

    void say_place()
    {
        auto prompts = place_.on_now == 0 ? std::vector<std::string> { "nobody_on" } : place_words();
        prompts.push_back(state().danger ? "in_danger_again" : "choices");
        say(std::move(prompts));
    }
    std::vector<std::string> place_words();

    void keep_place()
    {
        add(KeepPlace {});
        enter(Stage::Farewell);
        say({ "place_kept" });
    }
    void take_message()
    {
        enter(Stage::Message);
        say({ "speak_now" });
    }

    Step step_;
    Place const& place_;
    Time now_;
};

constexpr std::array spoken_numbers { 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20, 30, 45, 60 };

/// Never less than the truth: 16 minutes are told as 20.
std::string number_prompt(std::int64_t number)
{
    for (auto const spoken : spoken_numbers)
        if (number <= spoken)
            return "number_" + std::to_string(spoken);
    return "number_more";
}

std::vector<std::string> words_of_place(Place const& place)
{
    std::vector<std::string> prompts;
    if (place.ahead == 0)
        prompts.push_back("you_are_next");
    else if (place.ahead == 1)
        prompts.push_back("one_before_you");
    else
        prompts.insert(prompts.end(), { "before_you", number_prompt(place.ahead) });
    if (!place.expected)
        return prompts;
    auto const whole = (place.expected->count() + 59) / 60;
    if (whole <= 1)
        prompts.push_back("wait_one_minute");
    else
        prompts.insert(prompts.end(), { "wait_about", number_prompt(whole), "minutes" });
    return prompts;
}

std::vector<std::string> Run::place_words() { return words_of_place(place_); }

} // namespace

Step next(State state, Event const& event, Place const& place, Time now)
{
    Run run(std::move(state), place, now);
    std::visit(Cases {
                   [&](Began) { run.began(); },
                   [&](Key pressed) { run.key(pressed.key); },
                   [&](Played) { run.played(); },
                   [&](Tick) { run.tick(); },
                   [&](MessageTaken taken) { run.message_taken(taken.length); },
                   [&](TakenUp) { run.taken_up(); },
                   [&](LostAgain) { run.lost_again(); },
                   [&](Resumed) { run.resumed(); },
               },
        event);
    return run.take();
}

std::vector<std::string> place_prompts(State const& state, Place const& place)
{
    auto prompts = words_of_place(place);
    for (auto& prompt : prompts)
        prompt = state.language + "/" + prompt;
    return prompts;
}

std::vector<std::string> all_prompts()
{
    std::vector<std::string> all { "en/greeting", "es/greeting_too", "en/greeting_free" };
    for (std::string const language : { "en/", "es/" }) {
        for (auto const* prompt : { "danger", "in_danger_again", "choices", "nobody_on", "you_are_next",
                 "one_before_you", "before_you", "wait_one_minute", "wait_about", "minutes",
                 "number_more", "offer_call_back", "no_number", "place_kept", "offer_message",
                 "speak_now", "message_kept", "message_empty", "answers", "connecting", "advocate_lost" })
            all.push_back(language + prompt);
        for (auto const number : spoken_numbers)
            all.push_back(language + "number_" + std::to_string(number));
    }
    return all;
}

} // namespace reachline::hotline::calls::line
