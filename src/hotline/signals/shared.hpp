#pragma once

// What the verbs of a signal share, whoever speaks: how a word is kept and opened, what a new signal
// must be, whom a change is told to. Only the sources of this folder include it.

#include "hotline/signals/signals.hpp"
#include "hotline/signals/signals_store.hpp"

namespace reachline::hotline::signals::shared {

inline constexpr keys::Place answers_place(std::int64_t row) { return { "tip_answers", "answers_sealed", row }; }
inline audit::Subject about(Id<Signal> id) { return audit::subject("signal", id); }

/// Invalid unless it is what our pages make.
Result<Bytes> hash_of_token(std::string_view token);
Done check(NewSignal const&);
/// A signal that arrives now and waits, with a folder of its own; not kept yet.
SignalRow arriving(World&, NewSignal const&);
void tell_changed(World&, Id<Signal>);

struct Word {
    Direction direction;
    Actor const& by;
    std::string const& text;
    std::string const& key;
};
/// Its position. The same key again answers the position of the first.
Result<std::int64_t> write(World&, SignalRow&, Word const&);
/// The texts of a thread, opened with `vault`. What the vault cannot read stays without its text.
Result<std::vector<MessageRow>> opened(World&, Id<Signal>, Id<Vault>, std::int64_t from = 0);
/// NotFound unless it is in this actor's hands.
Result<SignalRow> held_by(World&, Actor const&, Id<Signal>);
/// A closed or ended conversation in which the person writes again stands in line again.
void wake(World&, SignalRow&);

} // namespace reachline::hotline::signals::shared
