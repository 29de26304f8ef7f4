#include "hotline/signals/signals.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "crypto/receipt.hpp"
#include "hotline/signals/codes.hpp"
#include "hotline/signals/signals_store.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace reachline::hotline::signals {

namespace {

constexpr std::size_t token_digits = 64;
constexpr std::size_t key_limit = 64;
constexpr keys::Place message_place(std::int64_t row) { return { "message", "text_sealed", row }; }
constexpr keys::Place answers_place(std::int64_t row) { return { "tip_answers", "answers_sealed", row }; }

Result<Bytes> hash_of_token(std::string_view token)
{
    if (token.size() != token_digits || !from_hex(token))
        return fail(Fault::Invalid, "this form is out of date; please open the page again");
    return crypto::blake2b({ bytes_of("signal token"), bytes_of(token) });
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

std::string answers_as_json(std::map<std::string, std::string> const& answers)
{
    json::Object object;
    for (auto const& [code, text] : answers)
        object[code] = text;
    return json::text_of(object);
}

audit::Subject about(Id<Signal> id) { return audit::subject("signal", id); }

void tell_changed(World& world, Id<Signal> id)
{
    world.tell({ .kind = Notice::Kind::SignalChanged, .subject = id.value });
    world.tell({ .kind = Notice::Kind::LineChanged, .subject = id.value });
}

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

struct Word {
    Direction direction;
    Actor const& by;
    std::string const& text;
    std::string const& key;
};

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

/// The texts of a thread, opened with `vault`. What the vault cannot read stays without its text.
Result<std::vector<MessageRow>> opened(World& world, Id<Signal> id, Id<Vault> vault, std::int64_t from = 0)
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

/// A closed or ended conversation in which the person writes again stands in line again.
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

} // namespace

Result<Opened> open(World& world, NewSignal const& wish)
{
    auto const token_hash = TRY(hash_of_token(wish.token));
    auto const receipt = crypto::receipt_for_token(wish.token, world.random);
    if (auto const known = TRY(rows::signal_by_token(world.database, token_hash)))
        return Opened { known->id, receipt.digits };
    if (TRY(rows::is_spent(world, token_hash)))
        return fail(Fault::NotFound, "this conversation cannot be found");
    TRY(check(wish));

    SignalRow signal {
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
    TRY(rows::insert_signal(world, signal, token_hash));
    TRY(rows::insert_receipt(world, receipt.tag, signal.id, world.now() + receipt_life));
    if (!wish.answers.empty())
        TRY(rows::insert_answers(world, signal.id, wish.urgent,
            TRY(world.keys.seal(
                signal.folder, answers_place(signal.id.value), answers_as_json(wish.answers)))));
    TRY(audit::record(world, Actor::signaler(), "signal_arrived", about(signal.id)));
    if (!trimmed(wish.first_words).empty())
        TRY(write(world, signal, { Direction::FromPerson, Actor::signaler(), wish.first_words, "first" }));
    tell_changed(world, signal.id);
    return Opened { signal.id, receipt.digits };
}

Result<SignalRow> find_by_token(World& world, std::string_view token)
{
    auto const token_hash = hash_of_token(token);
    if (token_hash)
        if (auto const signal = TRY(rows::signal_by_token(world.database, *token_hash)))
            return *signal;
    return fail(Fault::NotFound, "this conversation cannot be found");
}

// All candidates in one statement: as single look-ups, each with its own lock of the file, they took
// 90 ms instead of 20.
constexpr char signal_of_tags[] = R"sql(
    with recursive place (start) as (
        select 1 union all select start + ?2 from place where start + ?2 < length(?1)
    )
    select receipt.signal from place join receipt on receipt.tag = substr(?1, place.start, ?2)
    where receipt.expires > ?3
)sql";
Result<Id<Signal>> find_by_receipt(store::Database& database, std::string_view digits, Time now)
{
    Bytes tags;
    for (auto const& tag : crypto::candidate_tags(digits))
        tags.insert(tags.end(), tag.begin(), tag.end());
    auto const found = TRY(database.all(
        signal_of_tags, [](store::Row const& row) { return row.id<Signal>(0); }, tags,
        crypto::tag_size, now));
    if (found.empty())
        return fail(Fault::NotFound, "this number opens nothing");
    return found.front();
}

Result<Opened> come_back(World& world, Id<Signal> id, std::string const& new_token)
{
    auto const token_hash = TRY(hash_of_token(new_token));
    auto signal = TRY(find(world, id));
    if (signal.shredded)
        return fail(Fault::NotFound, "this number opens nothing");
    TRY(rows::set_token(world, id, token_hash));
    signal.last_heard = world.now();
    if (signal.safety == Safety::NotSafe)
        signal.safety = Safety::Unknown;
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, Actor::signaler(), "signaler_came_back", about(id)));
    tell_changed(world, id);
    return Opened { id, {} };
}

Result<std::int64_t> write_from_person(
    World& world, Id<Signal> id, std::string const& text, std::string const& idempotency_key)
{
    auto signal = TRY(find(world, id));
    auto const before = signal.messages;
    auto const position = TRY(
        write(world, signal, { Direction::FromPerson, Actor::signaler(), text, idempotency_key }));
    if (signal.messages == before)
        return position;
    auto const was = signal.state;
    wake(world, signal);
    if (signal.state == was) {
        TRY(rows::set_last_heard(world, id, world.now()));
        return position;
    }
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, Actor::signaler(), "signal_woke", about(id)));
    tell_changed(world, id);
    return position;
}

Done hide(World& world, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    TRY(set_safety(world, Actor::signaler(), id, Safety::NotSafe));
    // The window that was open opens nothing any more; only the receipt does.
    Bytes gone(32);
    world.random.fill(gone);
    return rows::set_token(world, id, gone);
}

Done set_safety(World& world, Actor const& actor, Id<Signal> id, Safety safety)
{
    auto signal = TRY(find(world, id));
    signal.safety = safety;
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor,
        safety == Safety::NotSafe ? Literal("became_unsafe") : Literal("safety_checked"), about(id)));
    tell_changed(world, id);
    return {};
}

Done heard_from(World& world, Id<Signal> id)
{
    auto const signal = TRY(find(world, id));
    if (world.now() - signal.last_heard >= seconds(15))
        TRY(rows::set_last_heard(world, id, world.now()));
    return {};
}

Done leave(World& world, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (signal.state == State::Waiting && signal.messages == 0 && !signal.answered_at) {
        signal.state = State::Abandoned;
        signal.ended_at = world.now();
        signal.waiting_since.reset();
        TRY(rows::update_signal(world, signal));
    }
    TRY(audit::record(world, Actor::signaler(), "signaler_left", about(id)));
    tell_changed(world, id);
    return {};
}

Result<Thread> thread_for_person(World& world, Id<Signal> id)
{
    auto const reading = TRY(
        audit::read(world, Actor::signaler(), audit::Purpose::ReturnByReceipt, about(id)));
    return Thread { TRY(opened(world, id, keys::hotline_vault)), reading };
}

Result<std::optional<LastWord>> last_word(World& world, Id<Signal> id)
{
    return rows::last_word(world, id);
}

Result<SignalRow> find(World& world, Id<Signal> id)
{
    if (auto const signal = TRY(rows::signal(world.database, id)))
        return *signal;
    return fail(Fault::NotFound, "there is no such signal");
}

bool may_open(Actor const& actor, SignalRow const& signal)
{
    if (!actor.may(people::Permission::AnswerSignals))
        return false;
    return signal.handler == actor.account || actor.may(people::Permission::Supervise);
}

Result<Id<Signal>> record_by_hand(World& world, Actor const& actor, NewSignal const& wish)
{
    auto const token_hash = TRY(hash_of_token(wish.token));
    if (auto const known = TRY(rows::signal_by_token(world.database, token_hash)))
        return known->id;
    TRY(check(wish));
    SignalRow signal {
        .id = world.new_id<Signal>(),
        .channel = wish.channel,
        .by_hand = true,
        .state = State::Active,
        .line_class = class_of(wish),
        .reason = wish.reason,
        .language = wish.language,
        .origin_state = wish.origin_state,
        .safety = wish.safety,
        .safety_asked_at = {},
        .arrived = world.now(),
        .waiting_since = {},
        .answered_at = world.now(),
        .ended_at = {},
        .last_heard = world.now(),
        .handler = actor.account,
        .organization = {},
        .folder = world.keys.new_folder(),
        .messages = 0,
        .read_up_to = 0,
        .returned = 0,
        .interpreter = {},
    };
    TRY(rows::insert_signal(world, signal, token_hash));
    TRY(audit::record(world, actor, "signal_recorded_by_hand", about(signal.id)));
    if (!trimmed(wish.first_words).empty())
        TRY(write(world, signal, { Direction::FromPerson, actor, wish.first_words, "first" }));
    tell_changed(world, signal.id);
    return signal.id;
}

Done claim(World& world, Actor const& actor, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (signal.handler == actor.account && signal.state == State::Active)
        return {};
    if (signal.state != State::Waiting)
        return fail(Fault::Conflict, "somebody else has answered this signal");
    signal.state = State::Active;
    signal.handler = actor.account;
    signal.waiting_since.reset();
    if (!signal.answered_at)
        signal.answered_at = world.now();
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "signal_answered", about(id)));
    tell_changed(world, id);
    return {};
}

Done release(World& world, Actor const& actor, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (signal.state != State::Active || !signal.handler
        || (signal.handler != actor.account && actor.kind != Actor::Kind::System
            && !actor.may(people::Permission::Supervise)))
        return fail(Fault::NotFound, "there is no such signal in your hands");
    signal.state = State::Waiting;
    signal.handler.reset();
    // Its old place: whoever came first is not sent to the end because we lost them.
    signal.waiting_since = signal.arrived;
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "signal_released", about(id)));
    tell_changed(world, id);
    return {};
}

Result<std::int64_t> write_from_staff(World& world, Actor const& actor, Id<Signal> id,
    std::string const& text, std::string const& idempotency_key)
{
    auto signal = TRY(held_by(world, actor, id));
    return write(world, signal, { Direction::FromStaff, actor, text, idempotency_key });
}

Result<std::int64_t> ask_safety(World& world, Actor const& actor, Id<Signal> id,
    std::string const& question, std::string const& idempotency_key)
{
    auto const position = TRY(write_from_staff(world, actor, id, question, idempotency_key));
    TRY(rows::set_safety_asked(world, id));
    return position;
}

Result<Thread> read_thread(World& world, Actor const& actor, Id<Signal> id)
{
    auto const signal = TRY(find(world, id));
    if (!may_open(actor, signal))
        return fail(Fault::NotFound, "there is no such signal");
    auto const why = signal.handler == actor.account ? audit::Purpose::AnswerSignal
                                                     : audit::Purpose::Supervise;
    auto const reading = TRY(audit::read(world, actor, why, about(id)));
    return Thread { TRY(opened(world, id, keys::hotline_vault)), reading };
}

Result<TipAnswers> read_answers(World& world, Actor const& actor, Id<Signal> id)
{
    auto const signal = TRY(find(world, id));
    if (!may_open(actor, signal))
        return fail(Fault::NotFound, "there is no such signal");
    auto const sealed = TRY(rows::answers(world, id));
    if (!sealed || !sealed->sealed)
        return fail(Fault::NotFound, "this signal has no answers, or they are no longer kept");
    auto const reading = TRY(audit::read(world, actor, audit::Purpose::AnswerSignal, about(id)));
    return TipAnswers { .urgent = sealed->urgent,
        .answers = TRY(world.keys.open(answers_place(id.value), *sealed->sealed)),
        .reading = reading };
}

Done end(World& world, Actor const& actor, Id<Signal> id)
{
    auto signal = TRY(held_by(world, actor, id));
    if (signal.state != State::Active)
        return fail(Fault::Conflict, "this conversation is over already");
    signal.state = State::WrapUp;
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "conversation_ended", about(id)));
    tell_changed(world, id);
    return {};
}

Done wrap_up(World& world, Actor const& actor, Id<Signal> id, WrapUp const& wrap_up)
{
    auto signal = TRY(held_by(world, actor, id));
    if (signal.state != State::WrapUp && signal.state != State::Active)
        return fail(Fault::Conflict, "this signal is closed already");
    TRY(rows::insert_wrap_up(world, id, actor.account, wrap_up));
    if (!wrap_up.finished)
        return {};
    signal.state = State::Closed;
    signal.reason = wrap_up.reason.value_or(signal.reason);
    signal.ended_at = world.now();
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "signal_closed", about(id)));
    tell_changed(world, id);
    return {};
}

Result<std::optional<WrapUp>> wrap_up_of(World& world, Id<Signal> id) { return rows::wrap_up(world, id); }

Done mark_read(World& world, Actor const& actor, Id<Signal> id)
{
    auto const signal = TRY(held_by(world, actor, id));
    if (signal.read_up_to < signal.messages)
        TRY(rows::set_read(world, id, signal.messages));
    return {};
}

Done set_language(World& world, Actor const& actor, Id<Signal> id, std::string const& language,
    std::optional<std::string> const& interpreter)
{
    TRY(held_by(world, actor, id));
    TRY(check_language(language));
    TRY(check_interpreter(interpreter));
    TRY(rows::set_language(world, id, language, interpreter));
    TRY(audit::record(world, actor, "language_changed", about(id)));
    tell_changed(world, id);
    return {};
}

Result<std::vector<SignalRow>> in_hands_of(World& world, Id<Account> account)
{
    return rows::in_hands(world, account);
}

Result<std::vector<SignalRow>> active(World& world) { return rows::in_hands(world, std::nullopt); }

Done add_party(World& world, Actor const& actor, Id<Signal> id, Id<Organization> organization, Id<Vault> vault)
{
    auto signal = TRY(held_by(world, actor, id));
    if (signal.organization)
        return fail(Fault::Conflict, "a partner is in this conversation already");
    signal.organization = organization;
    TRY(world.keys.admit_reader(signal.folder, vault));
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "partner_came_in", about(id)));
    tell_changed(world, id);
    world.tell({ .kind = Notice::Kind::PartnerChanged, .subject = organization.value });
    return {};
}

Done remove_party(World& world, Actor const& actor, Id<Signal> id, Id<Vault> vault)
{
    auto signal = TRY(find(world, id));
    if (!signal.organization)
        return {};
    auto const organization = *signal.organization;
    signal.organization.reset();
    TRY(world.keys.remove_reader(signal.folder, vault));
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "partner_left", about(id)));
    tell_changed(world, id);
    world.tell({ .kind = Notice::Kind::PartnerChanged, .subject = organization.value });
    return {};
}

Done return_to_line(World& world, Actor const& actor, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (signal.shredded)
        return {};
    auto const heard = signal.last_heard;
    wake(world, signal);
    signal.last_heard = heard;
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "signal_returned_to_line", about(id)));
    tell_changed(world, id);
    return {};
}

Result<std::int64_t> write_from_partner(World& world, Actor const& actor, Id<Signal> id,
    std::string const& text, std::string const& idempotency_key)
{
    auto signal = TRY(find(world, id));
    if (!actor.organization || signal.organization != actor.organization)
        return fail(Fault::NotFound, "there is no such conversation");
    return write(world, signal, { Direction::FromPartner, actor, text, idempotency_key });
}

Result<Thread> read_thread_as_partner(World& world, Actor const& actor, Id<Signal> id, Id<Vault> vault)
{
    auto const signal = TRY(find(world, id));
    if (!actor.organization || signal.organization != actor.organization)
        return fail(Fault::NotFound, "there is no such conversation");
    auto const reading = TRY(
        audit::read(world, actor, audit::Purpose::ReceiveDisclosure, about(id)));
    auto messages = TRY(opened(world, id, vault));
    std::erase_if(messages, [](MessageRow const& message) { return !message.text; });
    return Thread { std::move(messages), reading };
}

Result<std::size_t> abandon_silent(World& world, milliseconds patience)
{
    std::size_t count = 0;
    for (auto signal : TRY(rows::silent_in_line(world, world.now() - patience))) {
        // Words that were written must still be read by somebody, whoever has left.
        if (signal.messages > 0)
            continue;
        signal.state = State::Abandoned;
        signal.ended_at = world.now();
        signal.waiting_since.reset();
        TRY(rows::update_signal(world, signal));
        TRY(audit::record(world, Actor::system(), "signal_abandoned", about(signal.id)));
        tell_changed(world, signal.id);
        ++count;
    }
    return count;
}

Result<std::size_t> shred_due(World& world)
{
    auto const due = TRY(rows::due_to_shred(world, world.now()));
    for (auto const& signal : due) {
        TRY(world.keys.erase(signal.folder));
        TRY(rows::forget_words(world, signal.id));
        TRY(audit::record(world, Actor::system(), "words_destroyed", about(signal.id)));
    }
    return due.size();
}

} // namespace reachline::hotline::signals
