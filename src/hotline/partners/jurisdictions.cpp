#include "hotline/partners/jurisdictions.hpp"

#include "base/json_binding.hpp"

#include <algorithm>
#include <set>

namespace reachline::hotline::partners {

namespace {

struct Document {
    std::string form;
    int version = 0;
    std::string status;
    std::string source;
    std::string licence;
    std::vector<Rule> rules;
};
BOOST_DESCRIBE_STRUCT(Document, (), (form, version, status, source, licence, rules))

std::optional<json::Wrong> first_wrong(std::vector<Rule> const& rules)
{
    std::set<std::string_view> ids;
    for (auto const& rule : rules)
        if (!ids.insert(rule.id).second)
            return json::Wrong { "rules", "two rules have the same id" };
    for (auto const& rule : rules)
        for (auto const& copy : rule.copies)
            if (!ids.contains(copy) || copy == rule.id)
                return json::Wrong { "rules", "a copy goes to a rule that is not there" };
    return std::nullopt;
}

} // namespace

json::Bound<Jurisdictions> Jurisdictions::load(std::string_view jurisdictions_json)
{
    auto const parsed = json::parse(jurisdictions_json);
    if (!parsed)
        return tl::unexpected<json::Wrong>(json::Wrong { "", parsed.error().text });
    auto document = json::bound<Document>(*parsed);
    if (!document)
        return tl::unexpected<json::Wrong>(document.error());
    if (auto const wrong = first_wrong(document->rules))
        return tl::unexpected<json::Wrong>(*wrong);
    Jurisdictions table;
    table.rules_ = std::move(document->rules);
    return table;
}

Rule const* Jurisdictions::find(std::string_view id) const
{
    auto const found = std::ranges::find(rules_, id, &Rule::id);
    return found == rules_.end() ? nullptr : &*found;
}

Rule const* Jurisdictions::rule_for(std::string_view state, Role role) const
{
    auto const found = std::ranges::find_if(
        rules_, [&](Rule const& rule) { return rule.state == state && rule.role == role; });
    return found == rules_.end() ? nullptr : &*found;
}

} // namespace reachline::hotline::partners
