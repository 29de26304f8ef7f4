#pragma once

// Who must or may be told in which state: forms/jurisdictions.json, which a hotline replaces by its
// own agreements. A rule names a unit in words; which organization that is, is a designation made
// by two people (partners.hpp).

#include "base/json.hpp"

#include <boost/describe.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace reachline::hotline::partners {

enum class Role { Provider, LawEnforcement, LawEnforcementCopy, ChildWelfare, Psap };
BOOST_DESCRIBE_ENUM(Role, Provider, LawEnforcement, LawEnforcementCopy, ChildWelfare, Psap)

struct Rule {
    std::string id; ///< "TX-child_welfare"
    std::string state; ///< "TX"
    Role role {};
    std::string unit;
    int deadline_hours = 0; ///< from the draft, when we knew, to its delivery; 0: at once
    std::vector<std::string> copies; ///< ids of other rules that get the same
    bool made_up = false; ///< a sample, not to be used for a real report
};
BOOST_DESCRIBE_STRUCT(Rule, (), (id, state, role, unit, deadline_hours, copies, made_up))

class Jurisdictions {
public:
    /// Refuses a doubled id and a copy to a rule that is not there.
    static json::Bound<Jurisdictions> load(std::string_view jurisdictions_json);

    std::vector<Rule> const& rules() const { return rules_; }
    /// Nothing where there is no such rule.
    Rule const* find(std::string_view id) const;
    Rule const* rule_for(std::string_view state, Role) const;

private:
    std::vector<Rule> rules_;
};

} // namespace reachline::hotline::partners
