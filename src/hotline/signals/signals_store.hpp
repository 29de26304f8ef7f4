#pragma once

// The rows of signals: SQL and nothing else. Only signals*.cpp include this.

#include "hotline/signals/signals.hpp"

namespace reachline::hotline::signals::rows {

using Hash = Bytes;

Done insert_signal(World&, SignalRow const&, Hash const& token_hash);
Result<std::optional<SignalRow>> signal(store::Database&, Id<Signal>);
Result<std::optional<SignalRow>> signal_by_token(store::Database&, Hash const& token_hash);
/// The token before it is spent.
Done set_token(World&, Id<Signal>, Hash const& token_hash);
Result<bool> is_spent(World&, Hash const& token_hash);
/// Writes state, class, reason, safety, times, handler and partner back.
Done update_signal(World&, SignalRow const&);
Done set_last_heard(World&, Id<Signal>, Time);

struct NewMessage {
    Id<Message> id;
    Id<Signal> signal;
    std::int64_t position;
    Direction direction;
    std::optional<Id<Account>> author;
    std::string_view key;
    Bytes sealed;
};
Done insert_message(World&, NewMessage const&);
Result<std::optional<std::int64_t>> position_of_key(World&, Id<Signal>, std::string_view key);

struct SealedMessage {
    MessageRow row;
    std::optional<Bytes> sealed;
};
Result<std::vector<SealedMessage>> messages(World&, Id<Signal>, std::int64_t from_position = 0);

Result<std::optional<LastWord>> last_word(World&, Id<Signal>);
Done insert_receipt(World&, Bytes const& tag, Id<Signal>, Time expires);
Done insert_answers(World&, Id<Signal>, bool urgent, Bytes const& sealed);
struct SealedAnswers {
    bool urgent;
    std::optional<Bytes> sealed;
};
Result<std::optional<SealedAnswers>> answers(World&, Id<Signal>);
Done insert_wrap_up(World&, Id<Signal>, Id<Account> by, WrapUp const&);
Result<std::optional<WrapUp>> wrap_up(World&, Id<Signal>);
Done set_safety_asked(World&, Id<Signal>);
Done set_read(World&, Id<Signal>, std::int64_t position);
Done set_language(World&, Id<Signal>, std::string_view language, std::optional<std::string> const& interpreter);
Result<std::vector<SignalRow>> in_hands(World&, std::optional<Id<Account>>);

Result<std::vector<SignalRow>> silent_in_line(World&, Time before);
Result<std::vector<SignalRow>> due_to_shred(World&, Time now);
Done forget_words(World&, Id<Signal>);

} // namespace reachline::hotline::signals::rows
