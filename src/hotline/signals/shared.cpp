#include "hotline/signals/shared.hpp"

#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "hotline/signals/codes.hpp"

namespace reachline::hotline::signals::shared {

namespace {

constexpr std::size_t token_digits = 64;
constexpr std::size_t key_limit = 64;
constexpr keys::Place message_place(std::int64_t row) { return { "message", "text_sealed", row }; }

Notice::From writer(Direction direction)
{
    switch (direction) {
    case Direction::FromPerson:
        return Notice::From::Person;
    case Direction::FromStaff:
        return Notice::From::Staff;
    case Direction::FromPartner:
        return Notice::From::Partner;
    case Direction::FromHotline:
        break;
    }
    return Notice::From::Hotline;
}

Class class_of(NewSignal const& signal)
{
    if (signal.danger)
        return Class::Danger;
    switch (signal.channel) {
    case Channel::Call:
        return Class::Call;
    case Channel::Text:
    case Channel::Webchat:
        return Class::Chat;
    case Channel::Email:
        return Class::Email;
    case Channel::Tip:
    case Channel::Other:
        return Class::Tip;
    }
    return Class::Tip;
}

} // namespace

Result<Bytes> hash_of_token(std::string_view token)
{
    if (token.size() != token_digits || !from_hex(token))
        return fail(Fault::Invalid, "this form is out of date; please open the page again");
    return crypto::blake2b({ bytes_of("signal token"), bytes_of(token) });
}

Done check(NewSignal const& signal)
{
    TRY(check_language(signal.language));
    if (signal.origin_state && signal.origin_state->size() != 2)
        return fail(Fault::Invalid, "the state is not a two-letter code");
    std::size_t size = signal.first_words.size();
    for (auto const& [code, text] : signal.answers)
        size += code.size() + text.size();
    if (size > tip_limit)
        return fail(Fault::Invalid, "this is too long; please send it in parts");
    return {};
}

SignalRow arriving(World& world, NewSignal const& wish)
{
    return {
        .id = world.new_id<Signal>(),
        .channel = wish.channel,
        .by_hand = false,
        .state = State::Waiting,
        .line_class = class_of(wish),
        .reason = wish.reason,
        .language = wish.language,
        .origin_state = wish.origin_state,
        .safety = wish.safety,
        .safety_asked_at = {},
        .arrived = world.now(),
        .waiting_since = world.now(),
        .answered_at = {},
        .ended_at = {},
        .last_heard = world.now(),
        .handler = {},
        .organization = {},
        .folder = world.keys.new_folder(),
        .messages = 0,
        .read_up_to = 0,
        .returned = 0,
        .interpreter = {},
    };
}

void tell_changed(World& world, Id<Signal> id)
{
    world.tell({ .kind = Notice::Kind::SignalChanged, .subject = id.value });
    world.tell({ .kind = Notice::Kind::LineChanged, .subject = id.value });
}

Result<std::int64_t> write(World& world, SignalRow& signal, Word const& word)
{
    if (word.key.empty() || word.key.size() > key_limit)
        return fail(Fault::Invalid, "this message carries no key; please send it again");
    if (auto const position = TRY(rows::position_of_key(world, signal.id, word.key)))
        return *position;
    if (signal.shredded)
        return fail(Fault::NotFound, "this conversation is no longer kept");
    auto text = TRY(clean_text(word.text, message_limit));
    if (text.empty())
        return fail(Fault::Invalid, "there are no words in this message");
    auto const words = std::make_shared<PrivateText const>(std::move(text));
    auto const id = world.new_id<Message>();
    auto const author = word.by.account ? std::optional(word.by.account) : std::nullopt;
    ++signal.messages;
    TRY(rows::insert_message(world,
        { .id = id,
            .signal = signal.id,
            .position = signal.messages,
            .direction = word.direction,
            .author = author,
            .key = word.key,
            .sealed = TRY(world.keys.seal(signal.folder, message_place(id.value), *words)) }));
    TRY(audit::record(world, word.by, "message_written", audit::subject("message", id), about(signal.id)));
    world.tell({ .kind = Notice::Kind::MessageWritten,
        .subject = signal.id.value,
        .to = signal.handler.value_or(Id<Account> {}),
        .message = id,
        .position = signal.messages,
        .at = world.now(),
        .from = writer(word.direction),
        .words = words });
    return signal.messages;
}

Result<std::vector<MessageRow>> opened(World& world, Id<Signal> id, Id<Vault> vault, std::int64_t from)
{
    std::vector<MessageRow> messages;
    bool const unlocked = world.keys.is_unlocked(vault);
    for (auto& sealed : TRY(rows::messages(world, id, from))) {
        if (unlocked && sealed.sealed)
            if (auto text = world.keys.open(message_place(sealed.row.id.value), *sealed.sealed, vault))
                sealed.row.text = std::move(*text);
        messages.push_back(std::move(sealed.row));
    }
    return messages;
}

Result<SignalRow> held_by(World& world, Actor const& actor, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (!signal.handler || *signal.handler != actor.account)
        return fail(Fault::NotFound, "there is no such signal in your hands");
    return signal;
}

void wake(World& world, SignalRow& signal)
{
    signal.last_heard = world.now();
    // With a partner in the conversation they are heard, though the advocate has left.
    if (signal.state == State::Active || signal.state == State::Waiting || signal.organization)
        return;
    signal.state = State::Waiting;
    signal.handler.reset();
    signal.ended_at.reset();
    signal.waiting_since = world.now();
}

} // namespace reachline::hotline::signals::shared
