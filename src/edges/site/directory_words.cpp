#include "edges/site/directory_words.hpp"

#include "base/text.hpp"
#include "hotline/directory/hours.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace reachline::edges::site {

namespace directory = hotline::directory;

namespace {

std::string label_in(Language const& language, directory::ByTongue const& label)
{
    if (auto const found = label.find(language.code()); found != label.end())
        return found->second;
    auto const english = label.find("en");
    return english == label.end() ? std::string() : english->second;
}

std::string joined(std::vector<std::string> const& parts)
{
    std::string text;
    for (auto const& part : parts)
        text += (text.empty() || part.empty() ? "" : ", ") + part;
    return text;
}

/// The labels of codes, with what the vocabulary does not know left out.
template <class Find>
std::string labels(Language const& language, std::vector<std::string> const& codes, Find find)
{
    std::vector<std::string> found;
    for (auto const& code : codes)
        if (auto const* known = find(code))
            found.push_back(label_in(language, known->label));
    return joined(found);
}

std::string distance_in(Language const& language, double miles)
{
    auto const whole = std::lround(miles);
    if (miles < 1)
        return std::string(language.say("find.distance.near"));
    if (whole == 1)
        return std::string(language.say("find.distance.one"));
    return language.say("find.distance.many", { { "miles", counted(language, whole) } });
}

/// "09:30" as "9:30 am".
std::string clock_in(Language const& language, std::string_view time)
{
    int hour = 0;
    std::from_chars(time.data(), time.data() + time.size(), hour);
    auto const minutes = time.size() >= 5 ? time.substr(3, 2) : std::string_view("00");
    auto text = std::to_string(hour % 12 == 0 ? 12 : hour % 12);
    if (minutes != "00")
        text += ":" + std::string(minutes);
    return text + " " + std::string(language.say(hour % 24 < 12 ? "time.am" : "time.pm"));
}

std::string days_in(Language const& language, std::string_view byday)
{
    std::vector<std::string> days;
    for (auto const day : split(byday, ','))
        days.emplace_back(language.find("day." + std::string(day)).value_or(day));
    return joined(days);
}

std::string open_in(Language const& language, std::vector<directory::Schedule> const& schedules,
    std::optional<bool> open_now)
{
    if (directory::is_round_the_clock(schedules))
        return std::string(language.say("find.open.always"));
    auto text = hours_in(language, schedules);
    if (open_now)
        text = std::string(language.say(*open_now ? "find.open.now" : "find.open.closed"))
            + (text.empty() ? "" : "\n" + text);
    return text;
}

std::string ages_in(Language const& language, directory::Service const& service)
{
    auto const least = service.minimum_age ? std::to_string(*service.minimum_age) : "";
    auto const most = service.maximum_age ? std::to_string(*service.maximum_age) : "";
    if (!least.empty() && !most.empty())
        return language.say("find.age.between", { { "least", least }, { "most", most } });
    if (!least.empty())
        return language.say("find.age.from", { { "least", least } });
    return most.empty() ? std::string() : language.say("find.age.to", { { "most", most } });
}

std::vector<std::string> numbers_of(std::vector<directory::Phone> const& phones)
{
    std::vector<std::string> numbers;
    for (auto const& phone : phones)
        if (phone.kind != directory::PhoneKind::Fax)
            numbers.push_back(phone.number);
    return numbers;
}

bool has_room(std::optional<directory::Capacity> const& capacity, Time now)
{
    return !capacity || capacity->available > 0
        || now - capacity->updated > directory::room_expires_after;
}

class Facts {
public:
    void add(std::string label, std::string text)
    {
        if (!text.empty())
            facts_.push_back({ std::move(label), std::move(text) });
    }
    std::vector<Fact> taken() { return std::move(facts_); }

private:
    std::vector<Fact> facts_;
};

} // namespace

std::string hours_in(Language const& language, std::vector<directory::Schedule> const& schedules)
{
    std::string text;
    for (auto const& schedule : schedules) {
        if (schedule.opens_at.empty())
            continue;
        text += (text.empty() ? "" : "\n") + days_in(language, schedule.byday) + " "
            + language.say("time.span",
                { { "from", clock_in(language, schedule.opens_at) },
                    { "to", clock_in(language, schedule.closes_at) } });
    }
    return text;
}

Listing listing_of(Language const& language, directory::Vocabulary const& vocabulary,
    directory::Hit const& hit, Time now)
{
    auto const& entry = hit.service;
    Facts facts;
    facts.add("find.hours",
        entry.round_the_clock ? std::string(language.say("find.open.always"))
            : hit.open_now
            ? std::string(language.say(*hit.open_now ? "find.open.now" : "find.open.closed"))
            : std::string());
    if (hit.distance_miles)
        facts.add("find.distance", distance_in(language, *hit.distance_miles));
    facts.add("find.languages", labels(language, entry.languages, [&](auto const& code) {
        return vocabulary.language(code);
    }));
    facts.add("find.kinds", labels(language, entry.categories, [&](auto const& code) {
        return vocabulary.category(code);
    }));
    if (entry.confidential || entry.city.empty())
        facts.add("find.area", entry.area);
    else
        facts.add("find.address", joined({ entry.city, entry.state }));
    return { .id = entry.id.value,
        .name = entry.name,
        .by = entry.organization == entry.name ? std::string() : entry.organization,
        .takes_new = has_room(entry.capacity, now),
        .confidential = entry.confidential,
        .phones = numbers_of(entry.phones),
        .about = entry.summary,
        .facts = facts.taken() };
}

Listing listing_of(Language const& language, directory::Vocabulary const& vocabulary,
    directory::Service const& service, Time now)
{
    Facts facts;
    facts.add("find.hours",
        open_in(language, service.schedules, directory::is_open(service.schedules, now)));
    facts.add("find.languages", labels(language, service.languages, [&](auto const& code) {
        return vocabulary.language(code);
    }));
    facts.add("find.kinds", labels(language, service.categories, [&](auto const& code) {
        return vocabulary.category(code);
    }));
    facts.add("find.who",
        joined({ labels(language, service.populations,
                     [&](auto const& code) { return vocabulary.population(code); }),
            ages_in(language, service), service.eligibility }));
    if (service.address)
        facts.add("find.address",
            joined({ service.address->address_1, service.address->city,
                service.address->state_province + " " + service.address->postal_code }));
    std::vector<std::string> areas;
    for (auto const& area : service.areas)
        areas.push_back(area.name);
    facts.add("find.area", joined(areas));
    facts.add("find.apply", service.application_process);
    facts.add("find.fees", service.fees);
    facts.add("find.website", service.website);
    facts.add("find.email", service.email);
    if (service.assured)
        facts.add("find.checked", date_in(language, day_of(*service.assured)));
    return { .id = service.id.value,
        .name = service.name,
        .by = service.organization == service.name ? std::string() : service.organization,
        .takes_new = has_room(service.capacity, now),
        .confidential = service.confidential,
        .phones = numbers_of(service.phones),
        .about = service.description,
        .facts = facts.taken() };
}

std::vector<std::string> remarks_of(Language const& language, directory::Found const& found)
{
    std::vector<std::string> remarks;
    if (found.place_unknown)
        remarks.emplace_back(language.say("find.place_unknown"));
    else if (found.place && !found.place->others.empty())
        remarks.push_back(
            language.say("find.other_places", { { "places", joined(found.place->others) } }));
    for (auto const& correction : found.corrections)
        remarks.push_back(language.say("find.corrected", { { "to", correction.to } }));
    if (found.relaxed == std::vector { directory::Condition::Radius })
        remarks.emplace_back(language.say("find.relaxed.radius"));
    else if (!found.relaxed.empty())
        remarks.emplace_back(language.say("find.relaxed"));
    return remarks;
}

} // namespace reachline::edges::site
