#include "app/story/story.hpp"

#include "app/story/stage.hpp"
#include "base/text.hpp"

#include <stdexcept>

namespace reachline::app::story {

namespace {

struct Piece {
    bool is_blank = false; ///< a {…} to be filled
    std::string text;
};

std::vector<Piece> pieces_of(std::string_view pattern)
{
    std::vector<Piece> pieces;
    while (!pattern.empty()) {
        auto const open = pattern.find('{');
        if (open != 0)
            pieces.push_back({ false, std::string(pattern.substr(0, open)) });
        if (open == std::string_view::npos)
            break;
        auto const close = pattern.find('}', open);
        pieces.push_back({ true, {} });
        pattern.remove_prefix(close + 1);
    }
    return pieces;
}

bool fill(std::vector<Piece> const& pieces, std::size_t at, std::string_view rest, Arguments& arguments)
{
    if (at == pieces.size())
        return rest.empty();
    auto const& piece = pieces[at];
    if (!piece.is_blank)
        return rest.starts_with(piece.text) && fill(pieces, at + 1, rest.substr(piece.text.size()), arguments);
    if (rest.starts_with('"')) {
        auto const close = rest.find('"', 1);
        if (close == std::string_view::npos)
            return false;
        arguments.emplace_back(rest.substr(1, close - 1));
        if (fill(pieces, at + 1, rest.substr(close + 1), arguments))
            return true;
        arguments.pop_back();
        return false;
    }
    for (std::size_t length = 1; length <= rest.size(); ++length) {
        arguments.emplace_back(rest.substr(0, length));
        if (fill(pieces, at + 1, rest.substr(length), arguments))
            return true;
        arguments.pop_back();
    }
    return false;
}

Sentences const& all_sentences()
{
    static Sentences const sentences = [] {
        Sentences all;
        for (auto* const table : { people_sentences, call_sentences, call_party_sentences, signal_sentences, desk_sentences, case_sentences,
                 consent_sentences, transfer_sentences, partner_sentences, statistics_sentences, step_sentences,
                 site_sentences })
            for (auto& sentence : table())
                all.push_back(std::move(sentence));
        return all;
    }();
    return sentences;
}

/// "At 22:14 Maria comes on shift." moves the clock and leaves the sentence.
Complaint move_clock(Stage& stage, std::string_view& line)
{
    if (!line.starts_with("At ") || line.size() < 9)
        return {};
    auto const time = stage.time_at(line.substr(3, 5));
    if (!time)
        return {};
    line = trimmed(line.substr(8));
    return stage.go_to(*time);
}

/// The cast stands in maps by name; a name that nobody has is the story's fault, not the program's.
Complaint act(Sentence const& sentence, Stage& stage, Arguments const& arguments)
{
    try {
        return sentence.act(stage, arguments);
    } catch (std::out_of_range const&) {
        return "somebody or something in this sentence has not come up before";
    } catch (std::invalid_argument const&) {
        return "a number in this sentence is not one";
    }
}

Complaint perform(Stage& stage, std::string_view line)
{
    if (auto complaint = move_clock(stage, line))
        return complaint;
    if (line.ends_with('.'))
        line.remove_suffix(1);
    for (auto const& sentence : all_sentences())
        if (auto const arguments = matched(sentence.pattern, line))
            return act(sentence, stage, *arguments);
    return "nobody knows this sentence";
}

bool expects_refusal(std::string_view line) { return line.starts_with("expect to be refused"); }

} // namespace

std::optional<Arguments> matched(std::string_view pattern, std::string_view line)
{
    Arguments arguments;
    if (fill(pieces_of(pattern), 0, line, arguments))
        return arguments;
    return std::nullopt;
}

std::optional<Failure> play(std::string const& text, std::string const& share)
{
    auto stage = Stage::set(share);
    if (!stage)
        return Failure { 0, std::string(stage.error().text.view()) };
    int number = 0;
    int refused_at = 0;
    for (auto const raw : split(text, '\n')) {
        ++number;
        auto const line = trimmed(raw);
        if (line.empty() || line.starts_with('#'))
            continue;
        if ((*stage)->last_refusal && !expects_refusal(line))
            break;
        if (auto complaint = perform(**stage, line))
            return Failure { number, *complaint };
        refused_at = number;
    }
    if (auto const& refusal = (*stage)->last_refusal)
        return Failure { refused_at, "this was refused: " + std::string(refusal->text.view()) };
    if (auto complaint = (*stage)->verify())
        return Failure { number, *complaint };
    return std::nullopt;
}

} // namespace reachline::app::story
