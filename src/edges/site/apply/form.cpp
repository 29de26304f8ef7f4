#include "edges/site/apply/form.hpp"

#include "base/json.hpp"
#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "edges/site/directory_words.hpp"

#include <algorithm>

namespace reachline::edges::site::apply {

namespace directory = hotline::directory;

namespace {

// The file as it is written.
struct FileQuestion {
    std::string code;
    std::string kind;
    std::optional<bool> needed;
    std::optional<std::string> type;
    std::optional<std::vector<std::string>> choices;
    std::optional<std::string> choices_from;
};
BOOST_DESCRIBE_STRUCT(FileQuestion, (), (code, kind, needed, type, choices, choices_from))
struct FilePart {
    std::string code;
    std::optional<bool> folded;
    std::vector<FileQuestion> questions;
};
BOOST_DESCRIBE_STRUCT(FilePart, (), (code, folded, questions))
struct FileGroup {
    std::string code;
    std::optional<bool> each_service;
    std::vector<FilePart> parts;
};
BOOST_DESCRIBE_STRUCT(FileGroup, (), (code, each_service, parts))
struct FileForm {
    std::string form;
    std::int64_t version;
    std::string status;
    std::string source;
    std::int64_t most_services;
    std::vector<FileGroup> groups;
};
BOOST_DESCRIBE_STRUCT(FileForm, (), (form, version, status, source, most_services, groups))

std::optional<Question::Kind> kind_of(std::string_view text)
{
    using Kind = Question::Kind;
    constexpr std::pair<std::string_view, Kind> kinds[] = { { "short", Kind::Short },
        { "long", Kind::Long }, { "letter", Kind::Letter }, { "pick", Kind::Pick },
        { "choose", Kind::Choose }, { "ticks", Kind::Ticks }, { "tick", Kind::Tick } };
    for (auto const& [name, kind] : kinds)
        if (name == text)
            return kind;
    return std::nullopt;
}

Result<Question> question_from(FileQuestion const& file)
{
    auto const kind = kind_of(file.kind);
    if (!kind)
        return fail(Fault::Invalid, "a question of the application has an unknown kind");
    return Question { .code = file.code,
        .kind = *kind,
        .needed = file.needed.value_or(false),
        .type = file.type.value_or(""),
        .choices = file.choices.value_or(std::vector<std::string> {}),
        .choices_from = file.choices_from.value_or("") };
}

std::vector<Choice> labelled(Language const& language, auto const& coded)
{
    std::vector<Choice> choices;
    for (auto const& one : coded)
        choices.push_back({ one.code, label_in(language, one.label) });
    return choices;
}

bool may_be(std::vector<Choice> const& choices, std::string_view answer)
{
    return std::ranges::find(choices, answer, &Choice::value) != choices.end();
}

/// What was ticked on the page that shows it, or comes along from another page.
std::string ticked(Asked const& asked, std::string const& name, std::vector<Choice> const& choices)
{
    auto const carried = split(asked[name], ',');
    std::string codes;
    for (auto const& choice : choices)
        if (asked[name + "." + choice.value] == "yes"
            || std::ranges::find(carried, choice.value) != carried.end())
            codes += (codes.empty() ? "" : ",") + choice.value;
    return codes;
}

std::string answer_to(Asked const& asked, std::string const& name, Question const& question,
    std::vector<Choice> const& choices)
{
    using Kind = Question::Kind;
    switch (question.kind) {
    case Kind::Ticks:
        return ticked(asked, name, choices);
    case Kind::Tick:
        return asked[name] == "yes" ? "yes" : "";
    case Kind::Pick:
    case Kind::Choose:
        return may_be(choices, asked[name]) ? asked[name] : "";
    case Kind::Short:
    case Kind::Long:
    case Kind::Letter:
        break;
    }
    return std::string(trimmed(asked[name]));
}

} // namespace

Result<Form> Form::read(std::span<embedded::File const> files)
{
    auto const found = std::ranges::find(files, "forms/application.json", &embedded::File::path);
    if (found == files.end())
        return fail(Fault::NotFound, "the application form is missing");
    auto const file = json::bound<FileForm>(TRY(json::parse(found->content)));
    if (!file || file->most_services < 1)
        return fail(Fault::Invalid, "the application form is not written as it should be");
    Form form { .most_services = static_cast<std::size_t>(file->most_services) };
    for (auto const& group : file->groups) {
        form.groups.push_back({ group.code, group.each_service.value_or(false), {} });
        for (auto const& part : group.parts) {
            form.groups.back().parts.push_back({ part.code, part.folded.value_or(false), {} });
            for (auto const& question : part.questions)
                form.groups.back().parts.back().questions.push_back(TRY(question_from(question)));
        }
    }
    return form;
}

std::vector<Step> steps_of(Form const& form, std::size_t services)
{
    std::vector<Step> steps;
    for (std::size_t i = 0; i < form.groups.size(); ++i) {
        if (!form.groups[i].each_service) {
            steps.push_back({ &form.groups[i], 0 });
            continue;
        }
        // All that is asked of one service, before the next.
        auto end = i;
        while (end < form.groups.size() && form.groups[end].each_service)
            ++end;
        for (std::size_t service = 0; service < services; ++service)
            for (auto at = i; at < end; ++at)
                steps.push_back({ &form.groups[at], service });
        i = end - 1;
    }
    return steps;
}

std::string name_of(Step const& step, Question const& question)
{
    return step.group->each_service
        ? "services." + std::to_string(step.service) + "." + question.code
        : question.code;
}

std::vector<Choice> choices_of(
    Language const& language, directory::Vocabulary const& vocabulary, Question const& question)
{
    if (question.choices_from == "categories")
        return labelled(language, vocabulary.categories);
    if (question.choices_from == "populations")
        return labelled(language, vocabulary.populations);
    if (question.choices_from == "languages")
        return labelled(language, vocabulary.languages);
    std::vector<Choice> choices;
    if (question.choices_from == "states")
        for (auto const& [code, name] : states_in(language))
            choices.push_back({ code, name });
    for (auto const& choice : question.choices) {
        auto const own = language.find("apply.q." + question.code + "." + choice);
        auto const words = own ? own : language.find("apply.answer." + choice);
        choices.push_back({ choice, std::string(words.value_or(choice)) });
    }
    return choices;
}

Answers answers_in(Asked const& asked, Form const& form, std::size_t services,
    directory::Vocabulary const& vocabulary, Language const& language)
{
    Answers answers;
    for (auto const& step : steps_of(form, services))
        for (auto const& part : step.group->parts)
            for (auto const& question : part.questions) {
                auto name = name_of(step, question);
                auto answer =
                    answer_to(asked, name, question, choices_of(language, vocabulary, question));
                if (!answer.empty())
                    answers.emplace(std::move(name), std::move(answer));
            }
    return answers;
}

std::string shown(Language const& language, directory::Vocabulary const& vocabulary,
    Question const& question, std::string_view answer)
{
    if (question.kind == Question::Kind::Tick)
        return std::string(language.say("apply.answer.yes"));
    auto const choices = choices_of(language, vocabulary, question);
    if (choices.empty())
        return std::string(answer);
    std::vector<std::string> labels;
    for (auto const code : split(answer, ','))
        if (auto const found = std::ranges::find(choices, code, &Choice::value);
            found != choices.end())
            labels.push_back(found->label);
    return joined(labels);
}

} // namespace reachline::edges::site::apply
