#include "edges/console/line_rows.hpp"

#include "base/json_binding.hpp"
#include "crypto/hash.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/people/accounts.hpp"

namespace reachline::edges::console {

namespace {

namespace signals = hotline::signals;

constexpr seconds window_is_open { 45 };

Result<std::optional<contract::Colleague>> holder(World& world, signals::SignalRow const& signal)
{
    if (!signal.handler)
        return std::optional<contract::Colleague> {};
    auto const account = TRY(hotline::people::account(world, *signal.handler));
    return std::optional(contract::Colleague { account.id, account.name });
}

contract::Side side_of(signals::Direction direction)
{
    switch (direction) {
    case signals::Direction::FromPerson:
        return contract::Side::Signaler;
    case signals::Direction::FromStaff:
        return contract::Side::Advocate;
    case signals::Direction::FromPartner:
        return contract::Side::Partner;
    case signals::Direction::FromHotline:
        return contract::Side::Hotline;
    }
    return contract::Side::Hotline;
}

Result<std::vector<contract::Message>> messages_of(World& world, signals::SignalRow const& signal, signals::Thread const& thread)
{
    std::vector<contract::Message> messages;
    for (auto const& message : thread.messages) {
        std::optional<std::string> author;
        if (message.author)
            author = TRY(hotline::people::account(world, *message.author)).name;
        messages.push_back({
            .id = message.id,
            .side = side_of(message.direction),
            .author = author,
            .text = message.text ? message.text->seen_under(thread.reading) : std::string(),
            .at = message.at,
            .delivery = signal.last_heard >= message.at ? contract::Delivery::Seen : contract::Delivery::Sent,
        });
    }
    return messages;
}

/// The tip's answers with the question each belongs to.
Result<std::vector<contract::TipAnswer>> tip_of(Call const& call, signals::SignalRow const& signal)
{
    std::vector<contract::TipAnswer> answers;
    if (signal.channel != signals::Channel::Tip || signal.shredded)
        return answers;
    auto const read = signals::read_answers(call.world, call.actor, signal.id);
    if (!read)
        return answers;
    auto const parsed = TRY(json::parse(read->answers.seen_under(read->reading)));
    for (auto const& [code, text] : parsed.as_object()) {
        contract::TipAnswer answer { .code = std::string(code),
            .title = { { "en", std::string(code) } },
            .text = text.is_string() ? std::string(text.get_string().c_str()) : std::string() };
        if (auto const title = call.library.tip_questions.find(answer.code); title != call.library.tip_questions.end())
            answer.title = title->second;
        if (auto const chosen = call.library.tip_choices.find(answer.code + "." + answer.text);
            chosen != call.library.tip_choices.end())
            answer.chosen = chosen->second;
        answers.push_back(std::move(answer));
    }
    return answers;
}

std::map<std::string, std::vector<std::string>> chosen_of(std::optional<signals::WrapUp> const& wrap_up)
{
    if (wrap_up)
        if (auto const parsed = json::parse(wrap_up->codes))
            if (auto const bound = json::bound<std::map<std::string, std::vector<std::string>>>(*parsed))
                return *bound;
    return {};
}

} // namespace

// The console's enums are the hotline's own, name for name; these stop the build when one moves.
static_assert(static_cast<int>(contract::Channel::Other) == static_cast<int>(signals::Channel::Other));
static_assert(static_cast<int>(contract::LineClass::Email) == static_cast<int>(signals::Class::Email));
static_assert(static_cast<int>(contract::SignalState::Lost) == static_cast<int>(signals::State::Lost));
static_assert(static_cast<int>(contract::Safety::NotSafe) == static_cast<int>(signals::Safety::NotSafe));

contract::Channel channel_of(signals::SignalRow const& signal)
{
    return static_cast<contract::Channel>(signal.channel);
}

contract::LineClass class_of(signals::SignalRow const& signal)
{
    return static_cast<contract::LineClass>(signal.line_class);
}

std::string token_from_key(Id<hotline::Account> account, std::string const& idempotency_key)
{
    return hex_of(crypto::blake2b({ bytes_of("signal by hand"),
        bytes_of(std::to_string(account.value)), bytes_of(idempotency_key) }));
}

Result<contract::LineRow> line_row(Call const& call, signals::SignalRow const& signal)
{
    bool const mine = signal.handler == call.actor.account;
    auto const of_case = TRY(case_of(call.world, signal.id));
    return contract::LineRow {
        .id = signal.id,
        .channel = channel_of(signal),
        .line_class = class_of(signal),
        .state = static_cast<contract::SignalState>(signal.state),
        .language = signal.language,
        .arrived_at = signal.arrived,
        .waiting_since = signal.waiting_since,
        .held_by = TRY(holder(call.world, signal)),
        .mine = mine,
        .safety = static_cast<contract::Safety>(signal.safety),
        .by_hand = signal.by_hand,
        .offered = TRY(hotline::desk::is_offered(call.world, signal.id)),
        .returned = signal.returned > 0,
        .unread = mine ? static_cast<int>(signal.messages - signal.read_up_to) : 0,
        .case_id = of_case ? std::optional(of_case->id) : std::nullopt,
        .case_number = of_case ? std::optional(of_case->number) : std::nullopt,
    };
}

Result<contract::SignalDetail> signal_detail(Call const& call, Id<hotline::Signal> id)
{
    auto& world = call.world;
    auto const thread = TRY(signals::read_thread(world, call.actor, id));
    auto const signal = TRY(signals::find(world, id));
    auto const of_case = TRY(case_of(world, id));
    bool const comes_by_receipt = signal.channel == signals::Channel::Tip;
    return contract::SignalDetail {
        .id = id,
        .channel = channel_of(signal),
        .line_class = class_of(signal),
        .state = static_cast<contract::SignalState>(signal.state),
        .language = signal.language,
        .interpreter = signal.interpreter,
        .arrived_at = signal.arrived,
        .answered_at = signal.answered_at,
        .ended_at = signal.ended_at,
        .words_erased_at = signal.ended_at
            ? std::optional(*signal.ended_at
                + (comes_by_receipt ? milliseconds(signals::tip_life) : milliseconds(signals::transcript_life)))
            : std::nullopt,
        .held_by = TRY(holder(world, signal)),
        .mine = signal.handler == call.actor.account,
        .connected = !comes_by_receipt && world.now() - signal.last_heard < window_is_open,
        .by_receipt = comes_by_receipt,
        .by_hand = signal.by_hand,
        .safety = static_cast<contract::Safety>(signal.safety),
        .safety_asked_at = signal.safety_asked_at,
        .tip = TRY(tip_of(call, signal)),
        .messages = TRY(messages_of(world, signal, thread)),
        .repeat_contacts = TRY(repeat_contacts_of(call, id)),
        .transfers = TRY(transfers_of(call, id)),
        .case_id = of_case ? std::optional(of_case->id) : std::nullopt,
        .case_number = of_case ? std::optional(of_case->number) : std::nullopt,
        .wrap_up = chosen_of(TRY(signals::wrap_up_of(world, id))),
    };
}

} // namespace reachline::edges::console
