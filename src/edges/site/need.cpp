#include "edges/site/need.hpp"

#include "base/text.hpp"
#include "edges/site/directory_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace reachline::edges::site {

namespace directory = hotline::directory;

namespace {

constexpr std::array<int, 5> all_distances { 5, 10, 25, 100, 250 };

std::optional<int> number_from(std::string_view text)
{
    int number = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc {} || read.ptr != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::string of_group(
    directory::Vocabulary const& vocabulary, std::string const& code, std::string_view group)
{
    auto const* known = vocabulary.population(code);
    return known && known->group == group ? code : std::string();
}

bool is_an_age(std::string_view text)
{
    auto const years = number_from(text);
    return years && *years >= 0 && *years <= directory::oldest_age;
}

bool is_a_distance(std::string_view text)
{
    auto const miles = number_from(text);
    return miles && std::ranges::find(all_distances, *miles) != all_distances.end();
}

} // namespace

std::span<int const> distances()
{
    return all_distances;
}

Need Need::read(Asked const& asked, directory::Vocabulary const& vocabulary)
{
    auto const says = [&](std::string_view name) { return asked[name] == "yes"; };
    auto const age = trimmed(asked["age"]);
    Need need { .words = asked["words"],
        .place = asked["place"],
        .kind = vocabulary.category(asked["kind"]) ? asked["kind"] : std::string(),
        .spoken = vocabulary.language(asked["spoken"]) ? asked["spoken"] : std::string(),
        .within = is_a_distance(asked["within"]) ? asked["within"] : std::string(),
        .order = asked["order"] == "near" ? "near" : "",
        .happened = of_group(vocabulary, asked["happened"], "trafficking"),
        .gender = of_group(vocabulary, asked["gender"], "gender"),
        .papers = of_group(vocabulary, asked["papers"], "immigration"),
        .age = is_an_age(age) ? std::string(age) : std::string(),
        .children = says("children"),
        .pets = says("pets"),
        .open_now = says("open_now"),
        .day_and_night = says("day_and_night"),
        .remote = says("remote") };
    for (auto const& population : vocabulary.populations)
        if (population.group == "other" && says("also_" + population.code))
            need.also.push_back(population.code);
    return need;
}

std::vector<Field> Need::fields() const
{
    std::vector<Field> fields;
    auto const add = [&](std::string_view name, std::string const& value) {
        if (!trimmed(value).empty())
            fields.push_back({ std::string(name), value });
    };
    auto const tick = [&](std::string_view name, bool is) { add(name, is ? "yes" : ""); };
    add("words", words);
    add("place", place);
    add("kind", kind);
    add("spoken", spoken);
    add("within", within);
    add("order", order);
    add("happened", happened);
    add("gender", gender);
    add("papers", papers);
    add("age", age);
    for (auto const& code : also)
        tick("also_" + code, true);
    tick("children", children);
    tick("pets", pets);
    tick("open_now", open_now);
    tick("day_and_night", day_and_night);
    tick("remote", remote);
    return fields;
}

std::size_t Need::further() const
{
    auto seen = *this;
    seen.words = seen.place = seen.kind = seen.spoken = {};
    return seen.fields().size();
}

directory::SearchQuery Need::query() const
{
    directory::SearchQuery query { .words = words, .place = place };
    if (!kind.empty())
        query.categories = { kind };
    if (!spoken.empty())
        query.language = spoken;
    if (auto const miles = number_from(within))
        query.radius_miles = *miles;
    for (auto const& code : { happened, gender, papers })
        if (!code.empty())
            query.populations.push_back(code);
    query.populations.insert(query.populations.end(), also.begin(), also.end());
    if (auto const years = number_from(age))
        query.age = *years;
    query.order = order == "near" ? directory::Order::Distance : directory::Order::Fit;
    query.children = children;
    query.pets = pets;
    query.open_now = open_now;
    query.round_the_clock = day_and_night;
    query.remote = remote;
    return query;
}

std::vector<Choice> choices_of_group(
    Language const& language, directory::Vocabulary const& vocabulary, std::string_view group)
{
    std::vector<Choice> choices;
    for (auto const& population : vocabulary.populations)
        if (population.group == group)
            choices.push_back({ population.code, label_in(language, population.label) });
    return choices;
}

std::string sentence_of(
    Language const& language, directory::Vocabulary const& vocabulary, Need const& need)
{
    std::vector<std::string> parts;
    for (auto const& typed : { need.words, need.place })
        if (auto const words = trimmed(typed); !words.empty())
            parts.emplace_back(words);
    if (auto const* kind = vocabulary.category(need.kind))
        parts.push_back(label_in(language, kind->label));
    if (auto const* spoken = vocabulary.language(need.spoken))
        parts.push_back(label_in(language, spoken->label));
    if (need.further() == 1)
        parts.emplace_back(language.say("find.further.one"));
    else if (need.further() > 1)
        parts.push_back(
            language.say("find.further.many", { { "count", std::to_string(need.further()) } }));
    return joined(parts);
}

} // namespace reachline::edges::site
