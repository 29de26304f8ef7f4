#include "edges/site/tip_form.hpp"

#include "base/json.hpp"
#include "base/json_binding.hpp"

#include <algorithm>

namespace reachline::edges::site {

namespace {

// The file as it is written.
struct FileQuestion {
    std::string code;
    std::string kind;
    std::optional<std::vector<std::string>> choices;
    std::optional<std::string> choices_from;
};
BOOST_DESCRIBE_STRUCT(FileQuestion, (), (code, kind, choices, choices_from))
struct FileGroup {
    std::string code;
    std::vector<FileQuestion> questions;
};
BOOST_DESCRIBE_STRUCT(FileGroup, (), (code, questions))
struct FileUrgent {
    std::string code;
    std::vector<std::string> choices;
    std::vector<std::string> urgent_when;
};
BOOST_DESCRIBE_STRUCT(FileUrgent, (), (code, choices, urgent_when))
struct FileForm {
    std::string form;
    std::int64_t version;
    std::string status;
    std::string source;
    FileUrgent urgent;
    std::vector<FileGroup> groups;
};
BOOST_DESCRIBE_STRUCT(FileForm, (), (form, version, status, source, urgent, groups))

std::optional<Question::Kind> kind_of(std::string_view text)
{
    if (text == "long")
        return Question::Kind::Long;
    if (text == "short")
        return Question::Kind::Short;
    if (text == "pick")
        return Question::Kind::Pick;
    if (text == "choose")
        return Question::Kind::Choose;
    return std::nullopt;
}

Result<Question> question_from(FileQuestion const& file)
{
    auto const kind = kind_of(file.kind);
    if (!kind)
        return fail(Fault::Invalid, "a question of the tip form has an unknown kind");
    return Question { .code = file.code,
        .kind = *kind,
        .choices = file.choices.value_or(std::vector<std::string> {}),
        .states = file.choices_from == "states" };
}

} // namespace

Result<TipForm> TipForm::read(std::span<embedded::File const> files)
{
    auto const found = std::ranges::find(files, "forms/tip.json", &embedded::File::path);
    if (found == files.end())
        return fail(Fault::NotFound, "the tip form is missing");
    auto const file = json::bound<FileForm>(TRY(json::parse(found->content)));
    if (!file)
        return fail(Fault::Invalid, "the tip form is not written as it should be");
    TipForm form { .version = file->version,
        .urgent_code = file->urgent.code,
        .urgent_choices = file->urgent.choices,
        .urgent_when = file->urgent.urgent_when,
        .groups = {} };
    for (auto const& group : file->groups) {
        form.groups.push_back({ .code = group.code, .questions = {} });
        for (auto const& question : group.questions)
            form.groups.back().questions.push_back(TRY(question_from(question)));
    }
    return form;
}

Question const* TipForm::find(std::string_view code) const
{
    for (auto const& group : groups)
        for (auto const& question : group.questions)
            if (question.code == code)
                return &question;
    return nullptr;
}

bool TipForm::is_urgent(std::string_view when) const
{
    return std::ranges::find(urgent_when, when) != urgent_when.end();
}

std::vector<std::pair<std::string, std::string>> states_in(Language const& language)
{
    std::vector<std::pair<std::string, std::string>> states;
    for (auto const& [name, sentence] : language.sentences())
        if (name.starts_with("state."))
            states.emplace_back(name.substr(6), sentence);
    std::ranges::sort(states, {}, &std::pair<std::string, std::string>::second);
    return states;
}

std::string shown_answer(
    Language const& language, Question const& question, std::string_view answer)
{
    auto const name = question.states ? "state." + std::string(answer)
                                      : "tip.q." + question.code + "." + std::string(answer);
    if (question.kind == Question::Kind::Choose || question.kind == Question::Kind::Pick)
        return std::string(language.find(name).value_or(answer));
    return std::string(answer);
}

} // namespace reachline::edges::site
