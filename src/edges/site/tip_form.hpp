#pragma once

// What an online tip asks, as data (design D12): web/site/forms/tip.json, drawn a page a group.
// Each question may be skipped; a skipped one is not in the answers.

#include "base/embedded.hpp"
#include "base/result.hpp"
#include "edges/site/words.hpp"

#include <map>
#include <string>
#include <vector>

namespace reachline::edges::site {

using Answers = std::map<std::string, std::string, std::less<>>; ///< question code -> text

struct Question {
    enum class Kind { Long, Short, Pick, Choose };
    std::string code;
    Kind kind = Kind::Long;
    std::vector<std::string> choices {};
    bool states = false; ///< its choices are the states
};

struct TipForm {
    struct Group {
        std::string code;
        std::vector<Question> questions;
    };
    std::int64_t version = 0;
    std::string urgent_code;
    std::vector<std::string> urgent_choices;
    std::vector<std::string> urgent_when; ///< these ask for a call, chat or text instead
    std::vector<Group> groups;

    static Result<TipForm> read(std::span<embedded::File const>);

    Question const* find(std::string_view code) const;
    bool is_urgent(std::string_view when) const;
};

/// A state's two letters and its name, by name.
std::vector<std::pair<std::string, std::string>> states_in(Language const&);

/// How an answer is shown to a person: the label of a choice, the words of a text.
std::string shown_answer(Language const&, Question const&, std::string_view answer);

} // namespace reachline::edges::site
