// Text beside the voice: opened and closed by what the other side describes, told to the server as
// messages, typed where the server or the line says something.

#include "voice/calls.hpp"

#include <algorithm>
#include <utility>

namespace reachline::voice {

using room::number_of;

namespace {

/// More that nobody takes would be kept for nobody.
constexpr std::size_t most_last_words = 200;

} // namespace

/// A call without a port for its text is a call all the same.
void Calls::open_text(Call& its)
{
    auto port = open_port(its.port->address().is_v6());
    if (!port)
        return;
    its.text = std::make_unique<text::TextLeg>(std::move(*port), chance_);
    if (its.our_key)
        its.text->take_key(chance_);
}

void Calls::describe_text(Call& its, sip::Description const& theirs)
{
    // Only who calls us types: a call that we begin offers none, so an answer may not bring it.
    bool const may_begin = its.way == control::Way::In && !its.is_own;
    if (theirs.text && !its.text && may_begin)
        open_text(its);
    if (!its.text)
        return;
    bool const is_good = theirs.text
        && its.text->describe({ .address = theirs.text->address,
                                  .coding = theirs.text->coding,
                                  .key = theirs.text->key,
                                  .is_heard = theirs.text->direction == sip::Direction::Both
                                      || theirs.text->direction == sip::Direction::ReceiveOnly },
            its.signals_from, chance_);
    if (!is_good)
        its.text.reset();
}

void Calls::tell_of_text(Call& its)
{
    if (std::exchange(its.had_text, has_text(its)) != its.had_text)
        tell_of(its, control::HasText { number_of(its.leg), its.had_text });
}

Done Calls::type(control::Type const& wanted)
{
    auto* const its = call(Leg { wanted.leg });
    if (!its)
        return fail(Fault::NotFound, "there is no such leg");
    if (!has_text(*its))
        return fail(Fault::Conflict, "this leg has no text");
    if (wanted.text.size() > control::longest_typed)
        return fail(Fault::Invalid, "this is too long to be typed at once");
    TRY(its->text->sent().type(wanted.text));
    its->typed = std::max(its->typed, wanted.message);
    return {};
}

Done Calls::kept(control::Kept const& what)
{
    // Nothing is owed of a leg that is gone.
    Leg const leg { what.leg };
    if (auto* const its = call(leg))
        its->typing.kept(what.message);
    if (auto const gone = last_words_.find(leg); gone != last_words_.end()) {
        gone->second.typing.kept(what.message);
        if (gone->second.typing.is_empty())
            last_words_.erase(gone);
    }
    return {};
}

void Calls::read_text(Call& its, Moment moment)
{
    if (!its.text)
        return;
    auto const heard = its.text->listen(moment);
    if (heard.any)
        its.last_heard = moment; // who types is there, though they do not say a word
    its.typing.hear(heard.letters, moment);
    if (its.state != control::LegState::Ringing)
        its.text->speak(moment);
}

void Calls::send_all_typed()
{
    // By number: telling may find that the server is gone.
    std::vector<Leg> legs;
    for (auto const& [leg, its] : calls_)
        if (!its->typing.is_empty())
            legs.push_back(leg);
    for (auto const leg : legs)
        if (auto* const its = call(leg))
            send_typed(leg, its->typing, its->began);
}

/// The call ends: what they typed last is told before its end is, and kept here until it is kept
/// there.
void Calls::finish_typing(Call& its)
{
    its.typing.finish();
    if (its.typing.is_empty() || its.is_own)
        return;
    auto& words = last_words_.insert_or_assign(its.leg, Words { std::move(its.typing), its.began })
                      .first->second;
    send_typed(its.leg, words.typing, words.began);
    if (last_words_.size() > most_last_words)
        last_words_.erase(last_words_.begin());
}

/// What is not told because the server is away waits.
void Calls::send_typed(Leg leg, text::Typing& typing, Moment began)
{
    if (!has_server_)
        return;
    auto const age = std::chrono::duration_cast<std::chrono::seconds>(now_ - began).count();
    for (auto const& message : typing.take(now_))
        tell_(control::Typed { number_of(leg), message.number, message.text, message.is_whole,
            static_cast<int>(age) });
}

/// To a server that came anew.
void Calls::tell_typed_again()
{
    for (auto const& [leg, its] : calls_) {
        its->had_text = has_text(*its);
        its->typing.tell_again();
        send_typed(leg, its->typing, its->began);
    }
    for (auto& [leg, words] : last_words_) {
        words.typing.tell_again();
        send_typed(leg, words.typing, words.began);
    }
}

} // namespace reachline::voice
