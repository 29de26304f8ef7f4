#pragma once

// What an organization is asked that wants to be listed, as data (design D12):
// web/site/forms/application.json, drawn a page a group. Groups two to four are asked once for each
// service. Questions are named as the directory names what they fill in (applications::Draft), so
// that what it finds wanting stands beside the right field.

#include "base/embedded.hpp"
#include "base/result.hpp"
#include "edges/site/asked.hpp"
#include "edges/site/pages.hpp"
#include "hotline/directory/vocabulary.hpp"

namespace reachline::edges::site::apply {

struct Question {
    enum class Kind { Short, Long, Letter, Pick, Choose, Ticks, Tick };
    std::string code {};
    Kind kind = Kind::Short;
    bool needed = false;
    std::string type {}; ///< what a phone's keyboard should offer
    std::vector<std::string> choices {};
    std::string choices_from {}; ///< states, categories, populations or languages
};

struct Part {
    std::string code {}; ///< empty: without a heading
    bool folded = false;
    std::vector<Question> questions {};
};

struct Group {
    std::string code {};
    bool each_service = false;
    std::vector<Part> parts {};
};

struct Form {
    std::size_t most_services = 1;
    std::vector<Group> groups {};

    static Result<Form> read(std::span<embedded::File const>);
};

/// One page of the form.
struct Step {
    Group const* group = nullptr;
    std::size_t service = 0; ///< 0 where the group is asked once
};
std::vector<Step> steps_of(Form const&, std::size_t services);

/// "services.1.what.name": the field of a question on the page of a step.
std::string name_of(Step const&, Question const&);

/// What may be chosen, in the page's language.
std::vector<Choice> choices_of(
    Language const&, hotline::directory::Vocabulary const&, Question const&);

/// Everything that was answered so far: field -> text; what was ticked as "a,b".
Answers answers_in(Asked const&, Form const&, std::size_t services,
    hotline::directory::Vocabulary const&, Language const&);

/// How an answer is shown to a person.
std::string shown(Language const&, hotline::directory::Vocabulary const&, Question const&,
    std::string_view answer);

} // namespace reachline::edges::site::apply
