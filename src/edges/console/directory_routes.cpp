#include "edges/console/contract/directory.hpp"
#include "edges/console/library.hpp"
#include "edges/console/row.hpp"

#include "edges/lookup/directory_reader.hpp"
#include "hotline/directory/directory.hpp"
#include "hotline/partners/partners.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace directory = hotline::directory;
using hotline::Listing;

std::optional<std::string> filled(std::string const& text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

std::string place_of(std::string const& city, std::string const& state, std::string const& area)
{
    return city.empty() ? area : city + ", " + state;
}

std::optional<contract::ServiceRoom> room_of(
    std::optional<directory::Capacity> const& capacity, Time now)
{
    if (!capacity)
        return std::nullopt;
    return contract::ServiceRoom { .available = capacity->available,
        .maximum = capacity->maximum,
        .unit = capacity->unit,
        .told_at = capacity->updated,
        .stale = now - capacity->updated > directory::room_expires_after };
}

std::optional<std::string> capacity_of(directory::Hit const& hit)
{
    if (std::ranges::find(hit.ask, directory::Condition::Room) != hit.ask.end())
        return "ask";
    if (!hit.service.capacity)
        return std::nullopt;
    return hit.service.capacity->available > 0 ? "room" : "full";
}

Result<contract::ServiceRow> row_of(Look const& look, directory::Hit const& hit)
{
    auto const& entry = hit.service;
    return contract::ServiceRow {
        .id = entry.id,
        .organization = { entry.organization_id, entry.organization },
        .name = entry.name,
        .alert = filled(entry.alert),
        .types = entry.categories,
        .place = place_of(entry.city, entry.state, entry.area),
        .miles = hit.distance_miles,
        .phone = entry.phones.empty() ? std::nullopt : std::optional(entry.phones.front().number),
        .languages = entry.languages,
        .open_now = hit.open_now,
        .round_the_clock = entry.round_the_clock,
        .remote = entry.remote,
        .zone = filled(hit.zone),
        .minutes_apart = hit.minutes_apart,
        .takes_transfers = entry.accepts_live_transfer,
        .confidential = entry.confidential,
        .partner = TRY(hotline::partners::is_partner(look.database, entry.organization_id)),
        .capacity = capacity_of(hit),
        .room = room_of(entry.capacity, look.now),
        .ask = hit.ask,
        .unfit = hit.unfit,
        .shown_to = entry.visibility,
        .hidden = entry.hidden,
        .verified_at = entry.assured,
        .overdue = hit.overdue,
    };
}

directory::SearchQuery query_of(contract::ServiceSearch const& wish, Time now)
{
    directory::SearchQuery query;
    query.words = wish.words;
    query.place = wish.place;
    if (wish.miles)
        query.radius_miles = *wish.miles;
    if (wish.type)
        query.categories = { *wish.type };
    query.language = wish.language;
    query.populations = wish.populations.value_or(std::vector<std::string> {});
    query.age = wish.age;
    query.zone = wish.zone.value_or("");
    query.open_now = wish.open_now;
    query.round_the_clock = wish.round_the_clock.value_or(false);
    query.remote = wish.remote.value_or(false);
    query.has_room = wish.has_room.value_or(false);
    query.accepts_live_transfer = wish.takes_transfers;
    query.pets = wish.pets.value_or(false);
    query.children = wish.children.value_or(false);
    query.order = wish.by_distance.value_or(false) ? directory::Order::Distance : directory::Order::Fit;
    query.typing = wish.typing.value_or(false);
    query.as_typed = wish.as_typed.value_or(false);
    query.kept = wish.kept.value_or(std::vector<directory::Condition> {});
    query.page = wish.page;
    query.now = now;
    return query;
}

Result<contract::ServiceList> search(Look const& look, contract::ServiceSearch wish)
{
    auto const found = TRY(look.library.directory->find(
        directory::Audience::Advocates, query_of(wish, look.now)));
    contract::ServiceList list { .total = static_cast<int>(found.total),
        .exact = found.total_is_exact,
        .rows = {},
        .national_lines = {},
        .corrections = {},
        .place_unknown = found.place_unknown,
        .zone = filled(found.zone),
        .relaxed = found.relaxed };
    for (auto const& hit : found.hits)
        list.rows.push_back(TRY(row_of(look, hit)));
    for (auto const& hit : found.national_lines)
        list.national_lines.push_back(TRY(row_of(look, hit)));
    for (auto const& correction : found.corrections)
        list.corrections.push_back({ correction.from, correction.to });
    if (found.place)
        list.place = contract::UnderstoodPlace { found.place->name, found.place->corrected, found.place->others };
    if (found.radius_miles)
        list.miles = static_cast<int>(*found.radius_miles);
    return list;
}

Result<contract::WordsToGo> complete(Look const& look, contract::BegunWords begun)
{
    return contract::WordsToGo { TRY(
        look.library.directory->complete(directory::Audience::Advocates, begun.words)) };
}

std::optional<std::string> address_of(std::optional<directory::Address> const& address)
{
    if (!address)
        return std::nullopt;
    return address->address_1 + ", " + address->city + ", " + address->state_province + " " + address->postal_code;
}

std::optional<int> whole(std::optional<std::int64_t> const& number)
{
    return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

Result<contract::ServiceDetail> one_service(Look const& look)
{
    auto const seen = TRY(directory::service_for_advocates(look.database, { look.number(0) }));
    auto const& service = seen.service;
    contract::ServiceDetail answer {
        .id = service.id,
        .also_known_as = filled(service.alternate_name),
        .description = service.description,
        .address = address_of(service.address),
        .areas = {},
        .phones = {},
        .email = filled(service.email),
        .url = filled(service.website),
        .hours = {},
        .populations = service.populations,
        .minimum_age = whole(service.minimum_age),
        .maximum_age = whole(service.maximum_age),
        .pets = service.pets,
        .children = service.children,
        .who_for = filled(service.eligibility),
        .how_to_get_it = filled(service.application_process),
        .documents = filled(service.required_documents),
        .interpretation = filled(service.interpretation),
        .cost = filled(service.fees),
        .room = room_of(service.capacity, look.now),
        .for_partners = filled(seen.partner_note),
        .for_advocates = filled(seen.advocate_note),
    };
    for (auto const& area : service.areas)
        answer.areas.push_back(area.name);
    for (auto const& phone : service.phones)
        answer.phones.push_back({ phone.number, filled(phone.description), phone.visibility });
    for (auto const& one : service.schedules)
        answer.hours.push_back({ one.byday, one.opens_at, one.closes_at, one.timezone });
    return answer;
}

Result<contract::ServiceForm> form(Look const& look)
{
    contract::ServiceForm answer;
    auto const& vocabulary = look.library.vocabulary;
    for (auto const& category : vocabulary.categories)
        answer.types.push_back({ category.code, category.label });
    for (auto const& language : vocabulary.languages)
        answer.languages.push_back({ language.code, language.label });
    for (auto const& population : vocabulary.populations)
        answer.populations.push_back({ population.code, population.group, population.label });
    return answer;
}

} // namespace

Routes directory_routes()
{
    using enum Permission;
    return {
        look_row<Nothing, contract::ServiceForm>("GET", "/api/forms/service", { ReadDirectory },
            "kinds of service, languages and whom they serve", form),
        look_row<contract::ServiceSearch, contract::ServiceList>("POST", "/api/services/search",
            { ReadDirectory }, "20 a page, the best first", search),
        look_row<contract::BegunWords, contract::WordsToGo>("POST", "/api/services/complete",
            { ReadDirectory }, "words that begin as the last one does", complete),
        look_row<Nothing, contract::ServiceDetail>("GET", "/api/services/{id}", { ReadDirectory },
            "one service", one_service),
    };
}

} // namespace reachline::edges::console
