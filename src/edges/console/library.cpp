#include "edges/console/library.hpp"

#include "base/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include <fstream>
#include <sstream>

namespace reachline::edges::console {

namespace {

Result<json::Value> form(std::string const& path)
{
    std::ifstream in(path);
    std::ostringstream content;
    content << in.rdbuf();
    if (!in)
        return fail(Fault::Broken, "a form is missing in the forms folder");
    return json::parse(content.str());
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

} // namespace

Result<Library> read_library(std::string const& forms_root)
{
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
    return library;
}

} // namespace reachline::edges::console
