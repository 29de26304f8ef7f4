#include "hotline/partners/jurisdictions.hpp"

#include "base/test.hpp"

#include <fstream>
#include <iterator>
#include <set>

namespace reachline::hotline::partners {

namespace {
std::string shipped()
{
    std::ifstream file(REACHLINE_SOURCE_DIR "/forms/jurisdictions.json");
    return { std::istreambuf_iterator<char>(file), {} };
}

std::string with_rules(std::string const& rules)
{
    return R"({"form":"jurisdictions","version":1,"status":"s","source":"s","licence":"l","rules":[)" + rules + "]}";
}
constexpr char texas[] = R"({"id":"TX-psap","state":"TX","role":"psap","unit":"u","deadline_hours":0,"copies":[],"made_up":true})";
} // namespace

TEST("the shipped table says for every state whom police, child welfare and 911 are")
{
    auto const table = Jurisdictions::load(shipped());

    REQUIRE(table);
    std::set<std::string> states;
    for (auto const& rule : table->rules())
        states.insert(rule.state);
    CHECK(states.size() >= 51);
    for (auto const& state : states) {
        CHECK(table->rule_for(state, Role::LawEnforcement));
        CHECK(table->rule_for(state, Role::ChildWelfare));
        CHECK(table->rule_for(state, Role::Psap));
    }
    CHECK(table->find("TX-child_welfare")->role == Role::ChildWelfare);
    CHECK_FALSE(table->find("XX-child_welfare"));
    CHECK_FALSE(table->rule_for("XX", Role::Psap));
}

TEST("a jurisdiction table with a doubled rule or a copy to nowhere is refused")
{
    std::string const copy_to_nowhere
        = R"({"id":"A","state":"TX","role":"psap","unit":"u","deadline_hours":0,"copies":["B"],"made_up":true})";

    CHECK(Jurisdictions::load(with_rules(texas)));
    CHECK_FALSE(Jurisdictions::load(with_rules(std::string(texas) + "," + texas)));
    CHECK_FALSE(Jurisdictions::load(with_rules(copy_to_nowhere)));
    CHECK_FALSE(Jurisdictions::load("{}"));
}

} // namespace reachline::hotline::partners
