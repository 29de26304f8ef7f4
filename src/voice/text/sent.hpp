#pragma once

// Text that we type to a caller, in the packets of RFC 4103: every 300 ms what is new, and twice
// again in the packets that follow.
//
// Two speak: an advocate, whose words are all sent in their order, and the line, whose sentence
// gives way to the next one and to an advocate. A line is never cut within a letter, and never goes
// faster than the other side said it can show.

#include "base/bytes.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "voice/rtp/reports.hpp"
#include "voice/text/blocks.hpp"
#include "voice/text/coding.hpp"

#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace reachline::voice::text {

using rtp::Moment;

class TextSent {
public:
    static constexpr std::chrono::milliseconds interval { 300 };
    /// After so long without a word the way is kept open by one that says nothing.
    static constexpr std::chrono::seconds keep_open { 15 };
    static constexpr std::size_t most_waiting = 32 * 1'024; ///< bytes

    explicit TextSent(Random&);
    void agree(Coding const& coding) { coding_ = coding; }

    /// Valid UTF-8; "\n" ends a line, and the end of the words ends one too. Busy when too much
    /// waits already.
    Done type(std::string_view words);
    /// A sentence of the line, in place of the one before it.
    void say(std::string_view words);
    /// The line says nothing more.
    void hush();

    /// The packet that is due, if one is. To be asked each beat once the call is answered.
    std::optional<Bytes> next(Moment now);

private:
    std::string letters_of_turn(Moment);
    std::size_t allowed(Moment);

    Coding coding_;
    std::string typed_, said_;
    bool in_line_ = false; ///< what was sent last did not end its line
    bool in_sentence_ = false; ///< and it was the line's
    struct Sent {
        Moment at;
        Bytes text;
    };
    std::deque<Sent> sent_; ///< what the next packets repeat, the newest last
    struct Counted {
        Moment at;
        std::size_t letters;
    };
    std::deque<Counted> counted_; ///< of the last ten seconds
    std::optional<Moment> began_, last_;
    std::uint32_t source_ = 0, first_timestamp_ = 0;
    std::uint16_t sequence_ = 0;
    bool was_idle_ = true;
};

} // namespace reachline::voice::text
