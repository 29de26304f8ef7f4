#include "hotline/statistics/categories.hpp"

#include "base/json_binding.hpp"

#include <algorithm>
#include <set>

namespace reachline::hotline::statistics {

namespace {

struct CategoryFile {
    std::string form;
    int version = 0;
    std::string status;
    std::string source;
    std::string licence;
    std::vector<CategoryList> lists;
};
BOOST_DESCRIBE_STRUCT(CategoryFile, (), (form, version, status, source, licence, lists))

tl::unexpected<json::Wrong> wrong(std::string path, Literal text)
{
    return tl::unexpected<json::Wrong>(json::Wrong { std::move(path), text });
}

bool is_in_all_languages(Words const& words)
{
    return words.contains("en") && words.contains("es");
}

tl::expected<void, json::Wrong> check(CategoryList const& list, std::string const& at)
{
    if (list.items.empty() || !is_in_all_languages(list.label))
        return wrong(at, "a list has items, and a label in English and Spanish");
    std::set<std::string> codes;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        auto const& item = list.items[i];
        auto const place = at + ".items." + std::to_string(i);
        if (item.code.empty() || !codes.insert(item.code).second)
            return wrong(place + ".code", "this code is empty or stands there twice");
        if (!is_in_all_languages(item.label))
            return wrong(place + ".label", "English and Spanish words are both needed");
    }
    return {};
}

/// The lists that facts are counted by (facts.cpp, pages.cpp).
constexpr char const* needed[] = { "channel", "state", "language", "reason", "relation",
    "how_found", "signal_result", "wait", "trafficking_type", "venue", "age_band", "gender",
    "likelihood", "step_kind", "service_type", "emergency" };

} // namespace

json::Bound<Categories> Categories::load(std::string_view text)
{
    auto const value = json::parse(text);
    if (!value)
        return wrong("", value.error().text);
    auto file = json::bound<CategoryFile>(*value);
    if (!file)
        return tl::unexpected<json::Wrong>(file.error());
    if (file->form != "categories")
        return wrong("form", "these are not the categories");
    std::set<std::string> names;
    for (std::size_t i = 0; i < file->lists.size(); ++i) {
        auto const at = "lists." + std::to_string(i);
        if (!names.insert(file->lists[i].list).second)
            return wrong(at + ".list", "this list stands there twice");
        if (auto done = check(file->lists[i], at); !done)
            return tl::unexpected<json::Wrong>(done.error());
    }
    for (auto const* list : needed)
        if (!names.contains(list))
            return wrong("lists", "a list that statistics count by is missing");
    Categories categories;
    categories.lists_ = std::move(file->lists);
    return categories;
}

CategoryList const* Categories::list(std::string_view code) const
{
    auto const found = std::ranges::find(lists_, code, &CategoryList::list);
    return found == lists_.end() ? nullptr : &*found;
}

Category const* Categories::find(std::string_view list_code, std::string_view code) const
{
    auto const* in = list(list_code);
    if (!in)
        return nullptr;
    auto const found = std::ranges::find(in->items, code, &Category::code);
    return found == in->items.end() ? nullptr : &*found;
}

} // namespace reachline::hotline::statistics
