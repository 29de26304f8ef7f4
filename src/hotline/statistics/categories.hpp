#pragma once

// The coded lists of the hotline (forms/categories.json): reasons for contact, venues, age groups,
// states and so on. What is counted is one of these codes and never a word that somebody said.

#include "base/json.hpp"

#include <boost/describe.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::hotline::statistics {

using Words = std::map<std::string, std::string>;

struct Category {
    std::string code;
    Words label;
    std::optional<bool>
        substantive; ///< of a reason: about trafficking, so part of published figures
    std::optional<std::vector<std::string>> types; ///< of a venue: the situations it is found in
    std::optional<bool> minor; ///< of an age group
};
BOOST_DESCRIBE_STRUCT(Category, (), (code, label, substantive, types, minor))

struct CategoryList {
    std::string list;
    Words label;
    std::string source;
    std::vector<std::string> asked_in; ///< wrap_up, by_hand, case_facts, case_close, person, step
    bool required = false;
    bool several = false; ///< more than one may be chosen
    std::vector<Category> items;
};
BOOST_DESCRIBE_STRUCT(CategoryList, (), (list, label, source, asked_in, required, several, items))

class Categories {
public:
    static json::Bound<Categories> load(std::string_view categories_json);

    std::vector<CategoryList> const& lists() const { return lists_; }
    /// Nothing where there is no such list.
    CategoryList const* list(std::string_view code) const;
    Category const* find(std::string_view list, std::string_view code) const;
    bool has(std::string_view list, std::string_view code) const
    {
        return find(list, code) != nullptr;
    }
    /// The code, where it is one of the list; else `otherwise`.
    std::string known(std::string_view list, std::optional<std::string> const& code, std::string otherwise) const
    {
        return code && has(list, *code) ? *code : std::move(otherwise);
    }

private:
    std::vector<CategoryList> lists_;
};

} // namespace reachline::hotline::statistics
