#include "edges/console/library.hpp"

#include "base/files.hpp"
#include "base/json_binding.hpp"
#include "edges/lookup/directory_sweep.hpp"
#include "hotline/consent/recipients.hpp"

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

Result<StepLibrary> step_library(std::string const& forms_root, json::Value const& categories)
{
    StepLibrary library;
    library.needs = TRY(lists(categories, { { "service_type" } })).front().choices;
    for (auto const* name : { "step_outcome", "step_cancel" }) {
        // A name of its own: a loop over a part of what is answered would outlive it.
        auto const found = TRY(lists(categories, { { name } }));
        for (auto const& choice : found.front().choices)
            library.outcomes.push_back(choice);
    }
    auto const fields = TRY(form(forms_root + "/fields.json"));
    for (auto const& field : list(fields, "fields"))
        library.field_titles[text(field, "code")] = words(field, "label");
    auto table = hotline::partners::Jurisdictions::load(TRY(file_text(forms_root + "/jurisdictions.json")));
    if (!table)
        return fail(Fault::Invalid, "forms/jurisdictions.json is not as forms/README.md says");
    library.jurisdictions = std::move(*table);
    return library;
}

std::vector<std::string> texts(json::Value const& object, char const* key)
{
    std::vector<std::string> read;
    for (auto const& item : list(object, key))
        if (item.is_string())
            read.emplace_back(item.get_string().c_str());
    return read;
}

using WordsByName = std::map<std::string, contract::Words>;

/// The words of one key, where the public site has them.
void take(WordsByName& into, std::string const& name, std::string const& language, std::string words)
{
    if (!words.empty())
        into[name][language] = std::move(words);
}

/// A question of the public tip form and what can be chosen, in the words of the public site.
struct TipQuestion {
    std::string code, title; ///< title: the key of its words
    std::string choice; ///< what the keys of its choices begin with
    std::vector<std::string> choices;
};

std::vector<TipQuestion> tip_questions(json::Value const& tip, contract::CategoryList const& states)
{
    std::vector<TipQuestion> questions;
    if (auto const* const urgent = tip.is_object() ? tip.get_object().if_contains("urgent") : nullptr)
        questions.push_back({ text(*urgent, "code"), "tip.urgent.ask", "tip.urgent.", texts(*urgent, "choices") });
    for (auto const& group : list(tip, "groups"))
        for (auto const& question : list(group, "questions")) {
            auto const code = text(question, "code");
            TipQuestion read { code, "tip.q." + code, "tip.q." + code + ".", texts(question, "choices") };
            if (text(question, "choices_from") == "states") {
                read.choice = "state.";
                for (auto const& state : states.choices)
                    read.choices.push_back(state.code);
            }
            questions.push_back(std::move(read));
        }
    return questions;
}

Done read_tip_words(std::string const& share, json::Value const& categories, Library& library)
{
    auto const states = TRY(lists(categories, { { "state" } }));
    auto const questions = tip_questions(TRY(form(share + "/web/site/forms/tip.json")), states.front());
    for (std::string const language : { "en", "es" }) {
        auto const words_of_site = TRY(form(share + "/web/site/words/" + language + ".json"));
        for (auto const& question : questions) {
            take(library.tip_questions, question.code, language, text(words_of_site, question.title.c_str()));
            for (auto const& code : question.choices)
                take(library.tip_choices, question.code + "." + code, language,
                    text(words_of_site, (question.choice + code).c_str()));
        }
    }
    return {};
}

int number(json::Value const& object, char const* key)
{
    auto const* const found = object.is_object() ? object.get_object().if_contains(key) : nullptr;
    return found && found->is_int64() ? static_cast<int>(found->get_int64()) : 0;
}

contract::PersonForm person_form(json::Value const& fields)
{
    contract::PersonForm read;
    for (auto const& field : list(fields, "fields"))
        read.fields.push_back({ text(field, "code"), words(field, "label"), text(field, "sensitivity"), {} });
    for (auto const& preset : list(fields, "presets"))
        read.presets.push_back({ text(preset, "code"), words(preset, "label"), texts(preset, "fields") });
    return read;
}

/// The words to say for one purpose: the parts that all share, with its own consequences in place.
std::vector<contract::Words> script_of(json::Value const& scripts, json::Value const& script)
{
    std::vector<contract::Words> said;
    for (auto const& part : texts(scripts, "order"))
        said.push_back(part == "consequences" ? words(script, "consequences")
                                              : words(scripts.at("parts"), part.c_str()));
    return said;
}

Result<contract::ConsentForm> consent_form(json::Value const& scripts)
{
    contract::ConsentForm read;
    for (auto const& script : list(scripts, "scripts")) {
        auto const purpose = json::enum_value<contract::Purpose>(text(script, "purpose"));
        if (!purpose)
            return fail(Fault::Invalid, "forms/consent_scripts.json names a purpose that nobody knows");
        read.purposes.push_back({ .code = *purpose,
            .title = words(script, "label"),
            .script_version = number(script, "version"),
            .script = script_of(scripts, script),
            .default_hours = number(script, "default_hours"),
            .longest_hours = number(script, "longest_hours"),
            .recipient_kinds = texts(script, "recipient_kinds") });
    }
    for (auto const& method : list(scripts, "methods"))
        if (auto const known = json::enum_value<contract::Method>(text(method, "code")))
            read.methods.push_back(*known);
    read.approved_languages = texts(scripts, "approved_languages");
    read.hotline = { hotline::consent::the_hotline, "" };
    return read;
}

/// Rules of the jurisdiction table that fit a kind; a court order or a statute is cited freely.
std::vector<contract::ExceptionRule> rules_for(contract::ExceptionKind kind, hotline::partners::Jurisdictions const& table)
{
    std::vector<contract::ExceptionRule> rules;
    for (auto const& rule : table.rules()) {
        bool const fits = kind == contract::ExceptionKind::MinorAbuse
            ? rule.role == hotline::partners::Role::ChildWelfare || rule.role == hotline::partners::Role::LawEnforcement
            : kind == contract::ExceptionKind::ImminentDanger
            && (rule.role == hotline::partners::Role::Psap || rule.role == hotline::partners::Role::LawEnforcement);
        if (fits)
            rules.push_back({ rule.id, { { "en", rule.state + ": " + rule.unit } }, "" });
    }
    return rules;
}

Result<contract::ExceptionForm> exception_form(json::Value const& fields, json::Value const& categories,
    hotline::partners::Jurisdictions const& table)
{
    contract::ExceptionForm read;
    auto const observations = TRY(lists(categories, { { "observation" } })).front().choices;
    for (auto const& exception : list(fields, "exceptions")) {
        auto const kind = json::enum_value<contract::ExceptionKind>(text(exception, "kind"));
        if (!kind)
            return fail(Fault::Invalid, "forms/fields.json names a kind of exception that nobody knows");
        read.kinds.push_back({ .code = *kind,
            .title = words(exception, "label"),
            .hint = {},
            .fields = texts(exception, "fields"),
            .alone_fields = texts(exception, "alone_fields"),
            .observations = observations,
            .rules = rules_for(*kind, table) });
    }
    return read;
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
            { { "trafficking_type" }, { "venue" }, { "state" }, { "case_close" } })),
        .skills = choices(list(scripts, "skills")),
        .languages = choices(list(scripts, "languages")),
    };
    for (auto const* kind : { "place_kept", "voicemail" })
        library.call_back_words[kind] = words(scripts.at("call_backs"), kind);
    for (auto const& script : list(scripts, "scripts"))
        library.scripts.push_back({ text(script, "code"), words(script, "title"), words(script, "text") });
    library.vocabulary = TRY(hotline::directory::Vocabulary::load(share + "/data/directory"));
    library.review = TRY(hotline::directory::applications::ReviewForm::load(share));
    library.sweep = std::make_shared<lookup::DirectorySweep const>();
    library.steps = TRY(step_library(forms_root, categories));
    auto const fields = TRY(form(forms_root + "/fields.json"));
    library.person_form = person_form(fields);
    library.consent_form = TRY(consent_form(TRY(form(forms_root + "/consent_scripts.json"))));
    library.exception_form = TRY(exception_form(fields, categories, library.steps.jurisdictions));
    TRY(read_tip_words(share, categories, library));
    library.coded = TRY(checked(hotline::statistics::Categories::load(
        TRY(file_text(forms_root + "/categories.json")))));
    library.funder = TRY(checked(hotline::statistics::FunderForm::load(
        TRY(file_text(forms_root + "/funder_report.json")))));
    library.guide = TRY(checked(hotline::assessment::Instrument::load(
        TRY(file_text(forms_root + "/instruments/reachline-intake.json")),
        TRY(file_text(forms_root + "/indicators.json")))));
    return library;
}

} // namespace reachline::edges::console
