#include "hotline/directory/search/fitting.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace reachline::hotline::directory {

namespace {

struct AgeGroup {
    std::string_view population;
    AgeSpan span;
};
constexpr AgeGroup age_groups[] = {
    { "minors", { 0, 17 } },
    { "young_adults", { 18, 24 } },
    { "adults", { 18, oldest_age } },
};

bool overlap(AgeSpan const& one, AgeSpan const& other)
{
    return one.least <= other.most && other.least <= one.most;
}

bool names(std::vector<std::string> const& all, std::string const& code)
{
    return std::find(all.begin(), all.end(), code) != all.end();
}

std::string text_of(std::optional<std::int64_t> const& number)
{
    return number ? std::to_string(*number) : std::string();
}

std::optional<std::int64_t> number_in(std::string_view text)
{
    std::int64_t number = 0;
    auto const end = text.data() + text.size();
    return !text.empty() && std::from_chars(text.data(), end, number).ptr == end
        ? std::optional(number)
        : std::nullopt;
}

/// Yes when one of the wanted is named; to be asked when nobody of the group is, or all are.
Answer answer_of(Group const& group, std::vector<std::string> const& wanted,
    std::vector<std::string> const& populations, Vocabulary const& vocabulary)
{
    if (std::any_of(
            wanted.begin(), wanted.end(), [&](auto const& code) { return names(populations, code); }))
        return Answer::Yes;
    auto const is_of_group = [&](std::string const& code) {
        auto const* const known = vocabulary.population(code);
        return known && known->group == group.name;
    };
    bool const names_any = std::any_of(populations.begin(), populations.end(), is_of_group);
    bool const is_broad = group.condition == Condition::Immigration
        && (names(populations, all_immigrants) || names(wanted, all_immigrants));
    return names_any && !is_broad ? Answer::No : Answer::Ask;
}

} // namespace

std::optional<AgeSpan> span_of(std::string_view population)
{
    for (auto const& group : age_groups)
        if (group.population == population)
            return group.span;
    return std::nullopt;
}

AgesSaid AgesSaid::of(std::optional<std::int64_t> minimum, std::optional<std::int64_t> maximum,
    std::vector<std::string> const& populations)
{
    AgesSaid said { .least = minimum, .most = maximum };
    for (auto const& group : age_groups)
        if (names(populations, std::string(group.population)))
            said.groups.push_back(group.span);
    return said;
}

Answer AgesSaid::takes(AgeSpan const& wanted) const
{
    if (!least && !most && groups.empty())
        return Answer::Ask;
    bool const in_limits = overlap(wanted, { least.value_or(0), most.value_or(oldest_age) });
    bool const in_groups = groups.empty()
        || std::any_of(groups.begin(), groups.end(),
            [&](AgeSpan const& group) { return overlap(wanted, group); });
    return in_limits && in_groups ? Answer::Yes : Answer::No;
}

std::string AgesSaid::term() const
{
    auto text = prefix::ages + text_of(least) + "-" + text_of(most);
    for (auto const& group : groups)
        text += " " + std::to_string(group.least) + "-" + std::to_string(group.most);
    return text;
}

AgesSaid AgesSaid::from(std::string_view term)
{
    AgesSaid said;
    term.remove_prefix(std::min(term.size(), sizeof prefix::ages - 1));
    bool is_first = true;
    for (auto const part : split(term, ' ')) {
        auto const dash = std::min(part.find('-'), part.size());
        auto const least = number_in(part.substr(0, dash));
        auto const most = number_in(part.substr(std::min(dash + 1, part.size())));
        if (is_first) {
            said.least = least;
            said.most = most;
        } else {
            said.groups.push_back({ least.value_or(0), most.value_or(oldest_age) });
        }
        is_first = false;
    }
    return said;
}

Result<Who> Who::of(SearchQuery const& query, Vocabulary const& vocabulary)
{
    Who who { .pets = query.pets, .children = query.children };
    if (query.age.value_or(0) < 0 || query.age.value_or(0) > oldest_age)
        return fail(Fault::Invalid, "age is a number of years");
    if (query.age)
        who.ages = { { *query.age, *query.age } };
    for (auto const& code : query.populations) {
        auto const* const known = vocabulary.population(code);
        if (!known)
            return fail(Fault::Invalid, "populations are codes of the directory's vocabulary");
        auto const span = span_of(code);
        auto const group = std::find_if(std::begin(named_groups), std::end(named_groups),
            [known](Group const& one) { return known->group == one.name; });
        if (group != std::end(named_groups))
            who.groups[group->condition].push_back(code);
        else if (span && !query.age)
            who.ages.push_back(*span);
        else if (!span)
            who.populations.push_back(code);
    }
    return who;
}

Answer Who::taken_by(AgesSaid const& said) const
{
    auto best = Answer::No;
    for (auto const& span : ages) {
        auto const answer = said.takes(span);
        if (answer != Answer::No)
            best = answer;
        if (answer == Answer::Yes)
            return answer;
    }
    return best;
}

Doubts doubts_of(Entry const& entry, Who const& who, Vocabulary const& vocabulary)
{
    Doubts doubts;
    auto const note = [&doubts](Condition condition, Answer answer) {
        if (answer == Answer::Ask)
            doubts.ask.push_back(condition);
        if (answer == Answer::No)
            doubts.unfit.push_back(condition);
    };
    for (auto const& group : named_groups)
        if (auto const wanted = who.groups.find(group.condition); wanted != who.groups.end())
            note(group.condition,
                answer_of(group, wanted->second, entry.populations, vocabulary));
    if (!who.ages.empty())
        note(Condition::Age,
            who.taken_by(
                AgesSaid::of(entry.minimum_age, entry.maximum_age, entry.populations)));
    if (!std::all_of(who.populations.begin(), who.populations.end(),
            [&](auto const& code) { return names(entry.populations, code); }))
        note(Condition::Populations, Answer::Ask);
    if (who.pets)
        note(Condition::Pets, entry.pets);
    if (who.children)
        note(Condition::Children, entry.children);
    return doubts;
}

} // namespace reachline::hotline::directory
