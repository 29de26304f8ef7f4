#pragma once

// What a caller types, letter by letter, as the messages of a conversation.
//
// A message ends at the end of a line, after three seconds without a letter, or when it is long. A
// letter that is taken back is taken out of the message that is being typed. What was given away
// cannot be taken back any more: there the advocate sees that it was meant to be, by a mark.
//
// Messages are told until the server says that it keeps them: it may be away when they are typed,
// and the words of somebody who cannot say them aloud come once.

#include "voice/rtp/reports.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::voice::text {

using rtp::Moment;

class Typing {
public:
    static constexpr std::chrono::seconds pause { 3 };
    static constexpr std::size_t longest = 1'000; ///< bytes of one message
    /// How often the message that is being typed is told of.
    static constexpr std::chrono::milliseconds interval { 300 };
    static constexpr std::size_t most_kept_here = 64; ///< messages, while nobody takes them

    struct Message {
        std::uint32_t number = 0; ///< from 1
        std::string text;
        bool is_whole = false; ///< it will not change any more
    };

    /// Letters as `Letters` says them.
    void hear(std::string_view letters, Moment now);
    /// What is to be told now: messages that ended, and the one that is being typed if it changed.
    std::vector<Message> take(Moment now);
    /// The call is over: what is being typed is whole.
    void finish();
    /// All up to this one are kept elsewhere.
    void kept(std::uint32_t number);
    /// Nobody knows what was told: all that is not kept is told again.
    void tell_again();
    /// Everything is told and kept elsewhere.
    bool is_empty() const { return text_.empty() && ended_.empty() && !changed_; }

private:
    void end();
    void take_back();

    std::string text_;
    Moment typed_at_ {}, told_at_ {};
    bool changed_ = false;
    std::uint32_t number_ = 1; ///< of the message that is being typed
    std::uint32_t told_ = 0; ///< the last that was told whole
    std::deque<Message> ended_;
};

} // namespace reachline::voice::text
