#include "voice/text/typing.hpp"

#include "voice/text/letters.hpp"

namespace reachline::voice::text {

namespace {

/// U+232B, the sign on the key.
constexpr std::string_view taken_back = "\xE2\x8C\xAB";

/// Drawn over the letter before it, which goes with it.
bool is_drawn_over(std::string_view letter)
{
    return (letter >= "\xCC\x80" && letter <= "\xCD\xAF")
        || (letter >= "\xEF\xB8\x80" && letter <= "\xEF\xB8\x8F") || letter == "\xE2\x80\x8D";
}

std::string_view last_letter(std::string_view text)
{
    auto at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        --at;
    return text.substr(at);
}

} // namespace

void Typing::hear(std::string_view letters, Moment now)
{
    while (!letters.empty()) {
        auto const letter = letters.substr(0, length_of_letter(letters.front()));
        letters.remove_prefix(letter.size());
        if (ended_.size() == most_kept_here)
            continue; // the end of the last one says that more was left out
        typed_at_ = now;
        if (letter == "\n") {
            end();
            continue;
        }
        if (letter == "\b")
            take_back();
        else
            text_ += letter;
        changed_ = true;
        if (text_.size() + 4 > longest)
            end();
    }
}

void Typing::take_back()
{
    bool const nothing_to_take = text_.empty() || last_letter(text_) == taken_back;
    if (nothing_to_take && number_ == 1)
        return;
    if (nothing_to_take) {
        text_ += taken_back;
        return;
    }
    for (bool more = true; more && !text_.empty();) {
        auto const letter = last_letter(text_);
        more = is_drawn_over(letter);
        text_.resize(text_.size() - letter.size());
    }
}

void Typing::end()
{
    if (text_.find_first_not_of(' ') == std::string::npos) {
        text_.clear();
        return;
    }
    if (ended_.size() + 1 == most_kept_here)
        text_ += missing;
    ended_.push_back({ number_++, std::move(text_), true });
    text_.clear();
    changed_ = false;
}

void Typing::finish()
{
    end();
    changed_ = false;
}

std::vector<Typing::Message> Typing::take(Moment now)
{
    if (!text_.empty() && now - typed_at_ >= pause)
        end();
    std::vector<Message> due;
    for (auto const& message : ended_)
        if (message.number > told_) {
            due.push_back(message);
            told_ = message.number;
        }
    if (changed_ && now - told_at_ >= interval) {
        due.push_back({ number_, text_, false });
        changed_ = false;
        told_at_ = now;
    }
    return due;
}

void Typing::tell_again()
{
    told_ = 0;
    changed_ = !text_.empty();
}

void Typing::kept(std::uint32_t number)
{
    while (!ended_.empty() && ended_.front().number <= number)
        ended_.pop_front();
}

} // namespace reachline::voice::text
