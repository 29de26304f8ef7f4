#include "edges/site/directory_words.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/directory/hours.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace reachline::edges::site {

namespace directory = hotline::directory;
using directory::Answer;
using directory::Condition;

namespace {

constexpr std::size_t numbers_in_a_list = 2;
constexpr std::size_t named_in_a_list = 5; ///< of whom it serves; its own page names all

/// The first ones, the main one before all.
std::vector<std::string> first_of(std::vector<std::string> codes)
{
    if (codes.size() > named_in_a_list)
        codes.resize(named_in_a_list);
    return codes;
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

std::string kinds_in(Language const& language, directory::Vocabulary const& vocabulary,
    std::vector<std::string> const& codes)
{
    return labels(language, codes, [&](auto const& code) { return vocabulary.category(code); });
}

std::string distance_in(Language const& language, std::optional<double> miles)
{
    if (!miles)
        return {};
    auto const whole = std::lround(*miles);
    if (*miles < 1)
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

std::string open_in(Language const& language, bool always, std::optional<bool> open_now)
{
    if (always)
        return std::string(language.say("find.open.always"));
    if (!open_now)
        return {};
    return std::string(language.say(*open_now ? "find.open.now" : "find.open.closed"));
}

std::string ages_in(Language const& language, std::optional<std::int64_t> minimum,
    std::optional<std::int64_t> maximum)
{
    auto const least = minimum ? std::to_string(*minimum) : "";
    auto const most = maximum ? std::to_string(*maximum) : "";
    if (!least.empty() && !most.empty())
        return language.say("find.age.between", { { "least", least }, { "most", most } });
    if (!least.empty())
        return language.say("find.age.from", { { "least", least } });
    return most.empty() ? std::string() : language.say("find.age.to", { { "most", most } });
}

bool is_fresh(directory::Capacity const& capacity, Time now)
{
    return now - capacity.updated <= directory::room_expires_after;
}

bool has_room(std::optional<directory::Capacity> const& capacity, Time now)
{
    return !capacity || capacity->available > 0 || !is_fresh(*capacity, now);
}

/// How much room there was, told lately; what was told long ago is nobody's help.
std::string room_in(
    Language const& language, std::optional<directory::Capacity> const& capacity, Time now)
{
    if (!capacity || capacity->available <= 0 || !is_fresh(*capacity, now))
        return {};
    auto const day = date_in(language, day_of(capacity->updated));
    if (capacity->available == 1)
        return language.say("find.room.one", { { "date", day } });
    return language.say(
        "find.room.many", { { "count", counted(language, capacity->available) }, { "date", day } });
}

std::string unconfirmed_in(Language const& language, std::optional<Time> assured, Time now)
{
    if (!directory::is_overdue(assured, now))
        return {};
    if (!assured)
        return std::string(language.say("find.unconfirmed.ever"));
    return language.say("find.unconfirmed", { { "date", date_in(language, day_of(*assured)) } });
}

/// Who gives no beds is not asked about a dog.
bool is_a_place_to_stay(std::vector<std::string> const& categories)
{
    return std::ranges::any_of(categories, [](std::string_view code) {
        return code.starts_with("shelter_") || code.starts_with("housing_");
    });
}

std::string answer_in(Language const& language, Answer answer, bool matters)
{
    switch (answer) {
    case Answer::Yes:
        return std::string(language.say("find.answer.yes"));
    case Answer::No:
        return std::string(language.say("find.answer.no"));
    case Answer::Ask:
        break;
    }
    return matters ? std::string(language.say("find.answer.ask")) : std::string();
}

/// "Open now · about 3 miles · Houston, TX": what decides, in one line. Of a hidden place, the area
/// that it serves.
std::string at_once(Language const& language, directory::Hit const& hit)
{
    auto const& entry = hit.service;
    auto const where =
        entry.confidential || entry.city.empty() ? entry.area : joined({ entry.city, entry.state });
    std::string text;
    for (auto const& part : { open_in(language, entry.round_the_clock, hit.open_now),
             distance_in(language, hit.distance_miles), where })
        text += (text.empty() || part.empty() ? "" : " · ") + part;
    return text;
}

std::string conditions_in(Language const& language, std::vector<Condition> const& conditions)
{
    std::vector<std::string> named;
    for (auto const condition : conditions)
        if (auto const words = language.find("find.condition." + json::enum_name(condition)))
            named.emplace_back(*words);
    return joined(named);
}

} // namespace

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

std::string whom_in(Language const& language, directory::Vocabulary const& vocabulary,
    std::vector<std::string> const& populations, std::optional<std::int64_t> least,
    std::optional<std::int64_t> most)
{
    auto const named = labels(
        language, populations, [&](auto const& code) { return vocabulary.population(code); });
    return joined({ named, ages_in(language, least, most) });
}

std::string languages_in(Language const& language, directory::Vocabulary const& vocabulary,
    std::vector<std::string> const& codes)
{
    return labels(language, codes, [&](auto const& code) { return vocabulary.language(code); });
}

std::string address_in(directory::Address const& address)
{
    return joined({ address.address_1, address.city,
        std::string(trimmed(address.state_province + " " + address.postal_code)) });
}

std::vector<Dialled> numbers_in(
    Language const& language, std::vector<directory::Phone> const& phones)
{
    std::vector<Dialled> numbers;
    for (auto const& phone : phones) {
        if (phone.kind == directory::PhoneKind::Fax)
            continue;
        Dialled number { .label = phone.description, .number = phone.number };
        number.is_text = phone.kind == directory::PhoneKind::Text;
        if (number.label.empty() && number.is_text)
            number.label = language.say("find.phone.text");
        if (number.label.empty() && phone.kind == directory::PhoneKind::Tty)
            number.label = language.say("find.phone.tty");
        if (!phone.extension.empty())
            number.label = joined({ number.label,
                language.say("find.phone.extension", { { "number", phone.extension } }) });
        numbers.push_back(std::move(number));
    }
    return numbers;
}

std::string hours_in(Language const& language, std::vector<directory::Schedule> const& schedules)
{
    if (directory::is_round_the_clock(schedules))
        return std::string(language.say("find.open.always"));
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
    facts.add("find.languages", languages_in(language, vocabulary, entry.languages));
    facts.add("find.who",
        whom_in(language, vocabulary, first_of(entry.populations), entry.minimum_age,
            entry.maximum_age));
    facts.add("find.kinds", kinds_in(language, vocabulary, first_of(entry.categories)));
    facts.add("find.ask", conditions_in(language, hit.ask));
    facts.add("find.unfit", conditions_in(language, hit.unfit));
    Listing listing { .id = entry.id.value,
        .name = entry.name,
        .by = entry.organization == entry.name ? std::string() : entry.organization,
        .alert = entry.alert,
        .takes_new = has_room(entry.capacity, now),
        .confidential = entry.confidential,
        .phones = entry.confidential ? std::vector<Dialled> {} : numbers_in(language, entry.phones),
        .at_once = at_once(language, hit),
        .answers = facts.taken(),
        .unconfirmed = unconfirmed_in(language, entry.assured, now) };
    if (listing.phones.size() > numbers_in_a_list)
        listing.phones.resize(numbers_in_a_list);
    return listing;
}

Listing listing_of(Language const& language, directory::Vocabulary const& vocabulary,
    directory::Service const& service, Time now, std::optional<double> miles)
{
    Facts answers;
    answers.add("find.hours",
        open_in(language, directory::is_round_the_clock(service.schedules),
            directory::is_open(service.schedules, now)));
    answers.add("find.distance", distance_in(language, miles));
    answers.add("find.languages", languages_in(language, vocabulary, service.languages));
    answers.add("find.who",
        whom_in(
            language, vocabulary, service.populations, service.minimum_age, service.maximum_age));
    answers.add("find.room", room_in(language, service.capacity, now));

    Facts facts;
    auto const stays = is_a_place_to_stay(service.categories);
    std::vector<std::string> areas;
    for (auto const& area : service.areas)
        areas.push_back(area.name);
    facts.add("find.week", hours_in(language, service.schedules));
    if (service.address)
        facts.add("find.address", address_in(*service.address));
    facts.add("find.area", joined(areas));
    if (service.remote)
        facts.add("find.remote", std::string(language.say("find.remote.yes")));
    facts.add("find.eligibility", service.eligibility);
    facts.add("find.children", answer_in(language, service.children, stays));
    facts.add("find.pets", answer_in(language, service.pets, stays));
    facts.add("find.apply", service.application_process);
    facts.add("find.documents", service.required_documents);
    facts.add("find.fees", service.fees);
    facts.add("find.interpretation", service.interpretation);
    facts.add("find.kinds", kinds_in(language, vocabulary, service.categories));
    facts.add("find.other_name", service.alternate_name);
    facts.add("find.website", service.website);
    facts.add("find.email", service.email);
    if (service.assured)
        facts.add("find.checked", date_in(language, day_of(*service.assured)));
    return { .id = service.id.value,
        .name = service.name,
        .by = service.organization == service.name ? std::string() : service.organization,
        .alert = service.alert,
        .takes_new = service.status == directory::Status::Active && has_room(service.capacity, now),
        .confidential = service.confidential,
        .phones =
            service.confidential ? std::vector<Dialled> {} : numbers_in(language, service.phones),
        .answers = answers.taken(),
        .unconfirmed = unconfirmed_in(language, service.assured, now),
        .about = service.description,
        .facts = facts.taken() };
}

std::vector<std::string> remarks_of(Language const& language, directory::Found const& found)
{
    std::vector<std::string> remarks;
    if (found.place_unknown)
        remarks.emplace_back(language.say("find.place_unknown"));
    else if (found.place && found.place->corrected)
        remarks.push_back(language.say("find.place_corrected", { { "place", found.place->name } }));
    for (auto const& correction : found.corrections)
        remarks.push_back(language.say(
            "find.corrected", { { "from", correction.from }, { "to", correction.to } }));
    if (found.relaxed == std::vector { Condition::Radius } && found.radius_miles)
        remarks.push_back(language.say("find.relaxed.radius",
            { { "miles", counted(language, std::lround(*found.radius_miles)) } }));
    else if (!found.relaxed.empty())
        remarks.push_back(
            language.say("find.relaxed", { { "what", conditions_in(language, found.relaxed) } }));
    return remarks;
}

} // namespace reachline::edges::site
