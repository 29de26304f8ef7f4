#include "edges/console/library.hpp"

#include "base/files.hpp"
#include "base/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

namespace reachline::edges::console {

namespace {

Result<json::Value> form(std::string const& path)
{
    return json::parse(TRY(file_text(path)));
}

std::string text(json::Value const& object, char const* key)
{
    auto const* const found = object.is_object() ? object.get_object().if_contains(key) : nullptr;
    return found && found->is_string() ? std::string(found->get_string().c_str()) : std::string();
}

contract::Words words(json::Value const& object, char const* key)
{
    contract::Words read;
    auto const* const found = object.is_object() ? object.get_object().if_contains(key) : nullptr;
    if (found && found->is_object())
        for (auto const& [language, word] : found->get_object())
            if (word.is_string())
                read.emplace(std::string(language), std::string(word.get_string().c_str()));
    return read;
}

json::Array const& list(json::Value const& object, char const* key)
{
    static json::Array const empty;
    auto const* const found = object.is_object() ? object.get_object().if_contains(key) : nullptr;
    return found && found->is_array() ? found->get_array() : empty;
}

std::vector<contract::Choice> choices(json::Array const& items)
{
    std::vector<contract::Choice> read;
    for (auto const& item : items)
        read.push_back({ text(item, "code"), words(item, "label") });
    return read;
}

struct Wanted {
    std::string code;
    bool required = false;
    bool several = false;
};

Result<std::vector<contract::CategoryList>> lists(json::Value const& categories, std::vector<Wanted> const& wanted)
{
    std::vector<contract::CategoryList> read;
    for (auto const& want : wanted) {
        auto const before = read.size();
        for (auto const& one : list(categories, "lists"))
            if (text(one, "list") == want.code)
                read.push_back({ want.code, words(one, "label"), {}, want.required, want.several,
                    choices(list(one, "items")) });
        if (read.size() == before)
            return fail(Fault::Invalid, "forms/categories.json lacks a list that the console asks for");
    }
    return read;
}

/// The questions of the public tip form, in the words of the public site.
Done read_tip_questions(std::string const& share, Library& library)
{
    constexpr std::string_view prefix = "tip.q.";
    for (std::string const language : { "en", "es" }) {
        auto const words_of_site = TRY(form(share + "/web/site/words/" + language + ".json"));
        for (auto const& [key, words] : words_of_site.as_object()) {
            std::string_view const code(key.data(), key.size());
            if (code.starts_with(prefix) && code.find('.', prefix.size()) == std::string_view::npos && words.is_string())
                library.tip_questions[std::string(code.substr(prefix.size()))][language] = words.get_string().c_str();
        }
    }
    return {};
}

Result<StepLibrary> step_library(std::string const& forms_root, json::Value const& categories)
{
    StepLibrary library;
    library.needs = TRY(lists(categories, { { "service_type" } })).front().choices;
    for (auto const* name : { "step_outcome", "step_cancel" })
        for (auto& choice : TRY(lists(categories, { { name } })).front().choices)
            library.outcomes.push_back(std::move(choice));
    auto const fields = TRY(form(forms_root + "/fields.json"));
    for (auto const& field : list(fields, "fields"))
        library.field_titles[text(field, "code")] = words(field, "label");
    auto table = hotline::partners::Jurisdictions::load(TRY(file_text(forms_root + "/jurisdictions.json")));
    if (!table)
        return fail(Fault::Invalid, "forms/jurisdictions.json is not as forms/README.md says");
    library.jurisdictions = std::move(*table);
    return library;
}

template <class T>
Result<T> checked(json::Bound<T> form)
{
    if (!form)
        return fail(Fault::Invalid, form.error().text);
    return std::move(*form);
}

} // namespace

Result<Library> read_library(std::string const& share)
{
    auto const forms_root = share + "/forms";
    auto const categories = TRY(form(forms_root + "/categories.json"));
    auto const scripts = TRY(form(forms_root + "/scripts.json"));
    Library library;
    library.categories = {
        .wrap_up = TRY(lists(categories,
            { { "reason", true }, { "signal_close", true }, { "relation" }, { "how_found" }, { "state" } })),
        .by_hand = TRY(lists(categories, { { "reason", true }, { "relation" }, { "state" } })),
        .case_facts = TRY(lists(categories,
            { { "trafficking_type" }, { "venue" }, { "state" }, { "age_band" }, { "gender" }, { "case_close" } })),
        .skills = choices(list(scripts, "skills")),
        .languages = choices(list(scripts, "languages")),
    };
    for (auto const& script : list(scripts, "scripts"))
        library.scripts.push_back({ text(script, "code"), words(script, "title"), words(script, "text") });
    library.steps = TRY(step_library(forms_root, categories));
    TRY(read_tip_questions(share, library));
    library.coded = TRY(checked(hotline::statistics::Categories::load(
        TRY(file_text(forms_root + "/categories.json")))));
    library.guide = TRY(checked(hotline::assessment::Instrument::load(
        TRY(file_text(forms_root + "/instruments/reachline-intake.json")),
        TRY(file_text(forms_root + "/indicators.json")))));
    return library;
}

} // namespace reachline::edges::console
