#include "edges/console/contract/directory.hpp"
#include "edges/console/library.hpp"
#include "edges/console/row.hpp"

#include "edges/lookup/directory_reader.hpp"
#include "hotline/directory/directory.hpp"
#include "hotline/directory/hours.hpp"
#include "hotline/partners/partners.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace directory = hotline::directory;
using hotline::Listing;

std::optional<std::string> capacity_of(std::optional<directory::Capacity> const& capacity, Time now)
{
    if (!capacity || now - capacity->updated > directory::room_expires_after)
        return std::nullopt;
    return capacity->available > 0 ? "room" : "full";
}

std::string place_of(std::string const& city, std::string const& state, std::string const& area)
{
    return city.empty() ? area : city + ", " + state;
}

Result<contract::ServiceRow> row_of(Look const& look, directory::Hit const& hit)
{
    auto const& entry = hit.service;
    return contract::ServiceRow {
        .id = entry.id,
        .organization = { entry.organization_id, entry.organization },
        .name = entry.name,
        .types = entry.categories,
        .place = place_of(entry.city, entry.state, entry.area),
        .miles = hit.distance_miles,
        .phone = entry.phones.empty() ? std::nullopt : std::optional(entry.phones.front().number),
        .languages = entry.languages,
        .open_now = hit.open_now,
        .takes_transfers = entry.accepts_live_transfer,
        .confidential = entry.confidential,
        .partner = TRY(hotline::partners::is_partner(look.database, entry.organization_id)),
        .capacity = capacity_of(entry.capacity, look.now),
        .verified_at = entry.assured,
    };
}

Result<contract::ServiceList> search(Look const& look, contract::ServiceSearch wish)
{
    directory::SearchQuery query;
    query.words = wish.words;
    query.place = wish.place;
    if (wish.miles)
        query.radius_miles = *wish.miles;
    if (wish.type)
        query.categories = { *wish.type };
    query.language = wish.language;
    query.open_now = wish.open_now;
    query.accepts_live_transfer = wish.takes_transfers;
    query.page = wish.page;
    query.now = look.now;
    auto const found = TRY(look.library.directory->find(directory::Audience::Advocates, query));
    contract::ServiceList list { .total = static_cast<int>(found.total), .rows = {}, .national_lines = {} };
    for (auto const& hit : found.hits)
        list.rows.push_back(TRY(row_of(look, hit)));
    for (auto const& hit : found.national_lines)
        list.national_lines.push_back(TRY(row_of(look, hit)));
    if (!found.corrections.empty())
        list.did_you_mean = found.corrections.front().to;
    if (found.place)
        list.place_found = found.place->name;
    return list;
}

std::optional<std::string> filled(std::string const& text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::string> hours_of(std::vector<directory::Schedule> const& schedules)
{
    std::string text;
    for (auto const& schedule : schedules)
        text += (text.empty() ? "" : "; ") + schedule.byday + " " + schedule.opens_at + "-" + schedule.closes_at;
    return filled(text);
}

std::optional<std::string> address_of(std::optional<directory::Address> const& address)
{
    if (!address)
        return std::nullopt;
    return address->address_1 + ", " + address->city + ", " + address->state_province + " " + address->postal_code;
}

std::string notes_of(directory::ServiceForAdvocates const& seen)
{
    return seen.partner_note + (seen.partner_note.empty() || seen.advocate_note.empty() ? "" : "\n") + seen.advocate_note;
}

Result<contract::ServiceDetail> one_service(Look const& look)
{
    auto const seen = TRY(directory::service_for_advocates(look.database, { look.number(0) }));
    auto const& service = seen.service;
    contract::ServiceDetail answer {
        .row = { .id = service.id,
            .organization = { service.organization_id, service.organization },
            .name = service.name,
            .types = service.categories,
            .place = service.address ? service.address->city + ", " + service.address->state_province
                : service.areas.empty() ? std::string()
                                        : service.areas.front().name,
            .miles = {},
            .phone = service.phones.empty() ? std::nullopt : std::optional(service.phones.front().number),
            .languages = service.languages,
            .open_now = directory::is_open(service.schedules, look.now),
            .takes_transfers = service.accepts_live_transfer,
            .confidential = service.confidential,
            .partner = TRY(hotline::partners::is_partner(look.database, service.organization_id)),
            .capacity = capacity_of(service.capacity, look.now),
            .verified_at = service.assured },
        .description = service.description,
        .address = address_of(service.address),
        .phones = {},
        .email = filled(service.email),
        .url = filled(service.website),
        .hours = hours_of(service.schedules),
        .who_for = filled(service.eligibility),
        .how_to_get_it = filled(service.application_process),
        .cost = filled(service.fees),
        .for_advocates = filled(notes_of(seen)),
    };
    for (auto const& phone : service.phones)
        answer.phones.push_back({ phone.number, filled(phone.description) });
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
    return answer;
}

} // namespace

Routes directory_routes()
{
    using enum Permission;
    return {
        look_row<Nothing, contract::ServiceForm>("GET", "/api/forms/service", { ReadDirectory },
            "kinds of service and languages", form),
        look_row<contract::ServiceSearch, contract::ServiceList>("POST", "/api/services/search",
            { ReadDirectory }, "20 a page, the best first", search),
        look_row<Nothing, contract::ServiceDetail>("GET", "/api/services/{id}", { ReadDirectory },
            "one service", one_service),
    };
}

} // namespace reachline::edges::console
