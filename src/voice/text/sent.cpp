#include "voice/text/sent.hpp"

#include "voice/rtp/packet.hpp"
#include "voice/text/letters.hpp"

#include <algorithm>
#include <utility>

namespace reachline::voice::text {

namespace {

constexpr std::chrono::seconds counted_for { 10 }; // RFC 4103, 6
/// In one packet, so that it and its two repetitions fit a frame of the network.
constexpr std::size_t most_letters = 100;

std::string on_the_way(std::string_view words)
{
    std::string text;
    for (char const each : words)
        if (each == '\n')
            text += line_separator;
        else
            text += each;
    if (!text.empty() && !text.ends_with(line_separator))
        text += line_separator;
    return text;
}

/// Takes this many letters off its front, or all that there are.
std::string take_letters(std::string& from, std::size_t count)
{
    std::size_t end = 0;
    for (; count > 0 && end < from.size(); --count)
        end += length_of_letter(from[end]);
    auto taken = from.substr(0, end);
    from.erase(0, end);
    return taken;
}

} // namespace

TextSent::TextSent(Random& chance)
    : source_(static_cast<std::uint32_t>(chance.below(UINT32_MAX)))
    , first_timestamp_(static_cast<std::uint32_t>(chance.below(UINT32_MAX)))
    , sequence_(static_cast<std::uint16_t>(chance.below(UINT16_MAX)))
{
}

Done TextSent::type(std::string_view words)
{
    if (typed_.size() + words.size() > most_waiting)
        return fail(Fault::Busy, "too much waits to be typed already");
    hush();
    typed_ += on_the_way(words);
    return {};
}

void TextSent::say(std::string_view words)
{
    hush();
    said_ += on_the_way(words);
}

/// A sentence that was begun ends its line where it is.
void TextSent::hush()
{
    said_.clear();
    if (in_line_ && in_sentence_)
        said_ = line_separator;
}

std::optional<Bytes> TextSent::next(Moment now)
{
    if (last_ && now - *last_ < interval)
        return std::nullopt;
    auto text = letters_of_turn(now);
    bool const repeats = coding_.redundant
        && std::any_of(
            sent_.begin(), sent_.end(), [](Sent const& each) { return !each.text.empty(); });
    bool const must_open = text.empty() && !repeats && (!last_ || now - *last_ >= keep_open);
    if (must_open)
        text = zero_width;
    if (text.empty() && !repeats) {
        was_idle_ = true;
        return std::nullopt;
    }
    if (!began_)
        began_ = now;
    std::vector<Older> older;
    while (sent_.size() < generations)
        sent_.push_front({ now, {} });
    for (auto const& each : sent_)
        older.push_back({ each.text.empty()
                ? std::chrono::milliseconds { 0 }
                : std::chrono::duration_cast<std::chrono::milliseconds>(now - each.at),
            each.text });
    auto const newest = bytes_of(text);
    auto const payload = coding_.redundant ? write_blocks(older, newest, coding_.letters)
                                           : Bytes(newest.begin(), newest.end());
    auto const since = std::chrono::duration_cast<std::chrono::milliseconds>(now - *began_).count();
    Bytes packet(rtp::header_size);
    rtp::write_header({ .payload_type = coding_.redundant.value_or(coding_.letters),
                          .marker = std::exchange(was_idle_, false),
                          .sequence = sequence_++,
                          .timestamp = first_timestamp_ + static_cast<std::uint32_t>(since),
                          .source = source_ },
        std::span(packet).first<rtp::header_size>());
    packet.insert(packet.end(), payload.begin(), payload.end());
    sent_.push_back({ now, Bytes(newest.begin(), newest.end()) });
    sent_.pop_front();
    last_ = now;
    return packet;
}

/// What the line began is ended before an advocate's words go on.
std::string TextSent::letters_of_turn(Moment now)
{
    auto const most = std::min(allowed(now), most_letters);
    if (most == 0)
        return {};
    bool const ends_sentence = in_line_ && in_sentence_ && said_.starts_with(line_separator);
    bool const is_sentence = ends_sentence || typed_.empty();
    auto text = ends_sentence ? take_letters(said_, 1)
        : is_sentence         ? take_letters(said_, most)
                              : take_letters(typed_, most);
    if (text.empty())
        return {};
    in_line_ = !text.ends_with(line_separator);
    in_sentence_ = is_sentence;
    counted_.push_back({ now, letters_in(text) });
    return text;
}

std::size_t TextSent::allowed(Moment now)
{
    while (!counted_.empty() && now - counted_.front().at >= counted_for)
        counted_.pop_front();
    std::size_t letters = 0;
    for (auto const& each : counted_)
        letters += each.letters;
    auto const most = static_cast<std::size_t>(coding_.letters_per_second) * counted_for.count();
    return letters < most ? most - letters : 0;
}

} // namespace reachline::voice::text
