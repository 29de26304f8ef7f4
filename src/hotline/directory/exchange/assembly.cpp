#include "hotline/directory/exchange/assembly.hpp"

#include "base/text.hpp"
#include "hotline/directory/hours.hpp"

#include <algorithm>

namespace reachline::hotline::directory::exchange {

namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t most_of_a_list = 60;

template <class T>
void add_once(std::vector<T>& all, T one)
{
    if (all.size() < most_of_a_list && std::find(all.begin(), all.end(), one) == all.end())
        all.push_back(std::move(one));
}

std::optional<Visibility> visibility_in(std::string_view text)
{
    auto const word = lower_ascii(trimmed(text));
    if (word == "public")
        return Visibility::Public;
    if (word == "partner")
        return Visibility::Partner;
    return word.empty() ? std::nullopt : std::optional(Visibility::Advocate);
}

bool is_virtual(Row const& location)
{
    return location && (lower_ascii(location["location_type"]) == "virtual" || is_yes(location["virtual"]));
}

void add_line(std::string& text, std::string const& line)
{
    if (line.empty())
        return;
    text = words_in(text + (text.empty() ? "" : "\n") + line).value;
}

Row row_of(Table const& table, std::uint32_t index) { return table.row(index); }

} // namespace

Assembly::Assembly(Tables const& tables, Reference const& reference, Findings& findings)
    : tables_(tables)
    , reference_(reference)
    , findings_(findings)
    , standing_(tables, findings)
    , placing_(reference.places)
    , codes_(reference.vocabulary, tables)
    , services_by_organization_(tables[Kind::Service], "organization_id")
    , locations_by_organization_(tables[Kind::Location], "organization_id")
    , services_by_location_(tables[Kind::Service], "location_id")
    , at_by_service_(tables[Kind::ServiceAtLocation], "service_id")
    , addresses_(tables[Kind::Address], "location_id")
    , attributes_(tables[Kind::Attribute], "link_id")
    , phones_by_service_(tables[Kind::Phone], "service_id")
    , phones_by_location_(tables[Kind::Phone], "location_id")
    , phones_by_at_(tables[Kind::Phone], "service_at_location_id")
    , phones_by_organization_(tables[Kind::Phone], "organization_id")
    , hours_by_service_(tables[Kind::Schedule], "service_id")
    , hours_by_location_(tables[Kind::Schedule], "location_id")
    , hours_by_at_(tables[Kind::Schedule], "service_at_location_id")
    , areas_by_service_(tables[Kind::ServiceArea], "service_id")
    , areas_by_at_(tables[Kind::ServiceArea], "service_at_location_id")
    , languages_by_service_(tables[Kind::Language], "service_id")
    , languages_by_location_(tables[Kind::Language], "location_id")
    , documents_(tables[Kind::RequiredDocument], "service_id")
    , eligibilities_(tables[Kind::Eligibility], "service_id")
    , costs_(tables[Kind::CostOption], "service_id")
    , capacities_(tables[Kind::ServiceCapacity], "service_id")
{
    check_rows(tables, standing_, placing_, codes_, findings);
}

std::size_t Assembly::organizations() const { return tables_[Kind::Organization].size(); }

std::set<std::string, std::less<>> Assembly::unusable_services() const
{
    std::set<std::string, std::less<>> ids;
    auto const collect = [&](Kind kind, std::string_view column) {
        for (std::uint32_t i = 0; i < tables_[kind].size(); ++i)
            if (auto const row = tables_[kind].row(i); !standing_.has(row))
                ids.insert(std::string(row[column]));
    };
    collect(Kind::Service, "id");
    collect(Kind::ServiceAtLocation, "service_id");
    return ids;
}

void Assembly::note(Row const& row, std::string_view column, Rule rule, std::string detail)
{
    findings_.add(tables_.finding(row, column, rule, std::move(detail)));
}

std::vector<Row> Assembly::rows(Kind kind, ByKey const& by, std::string_view key) const
{
    std::vector<Row> found;
    for (auto const index : by[key])
        if (auto const row = row_of(tables_[kind], index); standing_.has(row))
            found.push_back(row);
    return found;
}

std::optional<Given> Assembly::next()
{
    auto const& table = tables_[Kind::Organization];
    while (next_ < table.size()) {
        auto const row = table.row(next_++);
        if (!standing_.has(row))
            continue;
        auto given = organization_of(row);
        for (auto const& service : services_of(row["id"])) {
            if (given.is_refused) {
                note(service, {}, Rule::OrganizationRefused);
                standing_.refuse(service);
                continue;
            }
            bool is_remote = false;
            for (auto const& where : places_of(service, is_remote))
                if (auto listing = listing_of(service, where, is_remote))
                    given.listings.push_back(std::move(*listing));
                else
                    standing_.refuse(service);
        }
        return given;
    }
    return std::nullopt;
}

std::vector<Row> Assembly::services_of(std::string_view organization) const
{
    auto services = rows(Kind::Service, services_by_organization_, organization);
    for (auto const& location : rows(Kind::Location, locations_by_organization_, organization))
        for (auto const& service : rows(Kind::Service, services_by_location_, location["id"]))
            if (service["organization_id"].empty())
                services.push_back(service);
    return services;
}

Given Assembly::organization_of(Row const& row)
{
    Given given { .foreign = words_in(row["id"], longest_name).value, .organization = {}, .row = row };
    auto& one = given.organization;
    auto const name = words_in(row["name"], longest_name);
    if (name.value.empty() || name.fault) {
        note(row, "name", Rule::MissingName);
        given.is_refused = true;
        return given;
    }
    one.name = name.value;
    one.alternate_name = words_in(row["alternate_name"], longest_name).value;
    one.description = words_in(row["description"]).value;
    one.email = email_in(row["email"]).value;
    one.website = website_in(row["website"]).value;
    one.status = status_in(row["status"]).value;
    one.visibility = visibility_in(row["visibility"]).value_or(Visibility::Public);
    one.roles = { OrganizationRole::Provider };
    for (auto const& phone : rows(Kind::Phone, phones_by_organization_, row["id"]))
        if (phone["service_id"].empty() && phone["location_id"].empty() && phone["contact_id"].empty())
            if (auto read = told_phone(phone))
                add_once(one.phones, std::move(*read));
    given.modified = time_in(row["last_modified"]).value;
    return given;
}

/// A service at a virtual location beside others is given remotely too; it is no listing of its own.
std::vector<Assembly::Where> Assembly::places_of(Row const& service, bool& is_remote) const
{
    std::vector<Where> places;
    for (auto const& at : rows(Kind::ServiceAtLocation, at_by_service_, service["id"])) {
        auto const location = standing_.found(Kind::Location, at["location_id"]);
        if (!location)
            continue;
        is_remote = is_remote || is_virtual(location);
        places.push_back({ at, location });
    }
    if (auto const own = standing_.found(Kind::Location, service["location_id"])) {
        is_remote = is_remote || is_virtual(own);
        places.push_back({ {}, own });
    }
    if (std::any_of(places.begin(), places.end(), [](Where const& one) { return !is_virtual(one.location); }))
        std::erase_if(places, [](Where const& one) { return is_virtual(one.location); });
    // One that lost its place to a broken row is not taken for one that has none.
    bool const has_lost_one = !at_by_service_[service["id"]].empty();
    if (places.empty() && !has_lost_one)
        places.push_back({});
    return places;
}

std::optional<GivenListing> Assembly::listing_of(Row const& service, Where const& where, bool is_remote)
{
    GivenListing given { .foreign = {}, .service = words_in(service["id"], longest_name).value, .listing = {}, .row = service };
    given.foreign = given.service;
    if (where.location)
        given.foreign += '@' + words_in(where.location["id"], longest_name).value;
    auto& one = given.listing;
    // Our own export says so by itself: there a confidential place looks like a virtual one.
    one.remote = is_remote && !tables_.is_ours;
    put_texts(one, service);
    if (one.name.empty()) {
        note(service, "name", Rule::MissingName);
        return std::nullopt;
    }
    put_codes(given, service, where);
    put_phones(one, service, where);
    put_place(given, service, where);
    put_areas(given, service, where);
    put_hours(given, service, where);
    put_capacity(one, service);
    hide_words(given);
    auto const visibility = visibility_in(service["visibility"]);
    given.says_visibility = visibility.has_value();
    one.visibility = visibility.value_or(Visibility::Public);
    given.modified = time_in(service["last_modified"]).value;
    one.assured = time_in(service["assured_date"]).value;
    if (one.categories.empty())
        note(service, {}, Rule::NeedsCategory);
    auto complete = one;
    if (complete.categories.empty())
        complete.categories = { reference_.vocabulary.categories.front().code };
    if (auto const done = check(complete, reference_); !done) {
        note(service, {}, Rule::BreaksRule, std::string(done.error().text.view()));
        return std::nullopt;
    }
    return given;
}

void Assembly::put_texts(Listing& one, Row const& service) const
{
    auto const name = words_in(service["name"], longest_name);
    one.name = name.fault ? std::string() : name.value;
    one.alternate_name = words_in(service["alternate_name"], longest_name).value;
    one.description = words_in(service["description"]).value;
    one.alert = words_in(service["alert"]).value;
    one.email = email_in(service["email"]).value;
    one.website = website_in(service["url"]).value;
    one.status = status_in(service["status"]).value;
    one.application_process = words_in(service["application_process"]).value;
    one.interpretation = words_in(service["interpretation_services"]).value;
    one.required_documents = words_in(service["required_documents"]).value;
    one.advocate_note = words_in(service["advocate_note"]).value;
    one.fees = words_in(service["fees_description"].empty() ? service["fees"] : service["fees_description"]).value;
    one.eligibility = words_in(service["eligibility_description"]).value;
    add_line(one.eligibility, words_in(service["audience"]).value);
    one.minimum_age = age_in(service["minimum_age"]).value;
    one.maximum_age = age_in(service["maximum_age"]).value;
    if (one.minimum_age && one.maximum_age && *one.minimum_age > *one.maximum_age)
        one.minimum_age = one.maximum_age = std::nullopt;
    for (auto const& row : rows(Kind::RequiredDocument, documents_, service["id"]))
        add_line(one.required_documents, words_in(row["document"]).value);
    for (auto const& row : rows(Kind::Eligibility, eligibilities_, service["id"]))
        add_line(one.eligibility, words_in(row["eligibility"]).value);
    if (one.fees.empty())
        for (auto const& row : rows(Kind::CostOption, costs_, service["id"])) {
            auto const price = std::string(row["amount"]) + ' ' + std::string(row["currency"]) + ' ' + std::string(row["amount_description"]);
            add_line(one.fees, words_in(std::string(row["option"]) + ": " + price, 500).value);
        }
}

void Assembly::put_codes(GivenListing& given, Row const& service, Where const& where) const
{
    auto& one = given.listing;
    auto const take = [&](Meaning meaning) {
        auto const is_said = answer_in(meaning.value);
        auto const answer = !is_said ? Answer::Ask : *is_said ? Answer::Yes : Answer::No;
        if (!meaning.category.empty())
            add_once(one.categories, std::move(meaning.category));
        if (!meaning.population.empty())
            add_once(one.populations, std::move(meaning.population));
        if (meaning.foreign)
            add_once(given.codes, std::move(*meaning.foreign));
        if (meaning.practice == "confidential")
            one.confidential = is_said.value_or(true);
        else if (meaning.practice == "remote")
            one.remote = is_said.value_or(false);
        else if (meaning.practice == "live_transfer")
            one.accepts_live_transfer = is_said.value_or(false);
        else if (meaning.practice == "pets")
            one.pets = answer;
        else if (meaning.practice == "children")
            one.children = answer;
    };
    for (auto const& row : rows(Kind::Attribute, attributes_, service["id"]))
        if (auto const entity = lower_ascii(row["link_entity"]); entity.empty() || entity.starts_with("service") || entity == "link_entity")
            take(codes_.meaning_of(row));
    for (auto const code : parts_of(service["taxonomy_ids"], ",;|"))
        take(codes_.meaning_of(code));

    auto const speak = [&](std::string_view code, std::string_view name) {
        if (auto const language = codes_.language_in(code, name); !language.empty())
            add_once(one.languages, language);
    };
    auto const location = where.location ? where.location["id"] : std::string_view();
    for (auto const& row : rows(Kind::Language, languages_by_service_, service["id"]))
        speak(row["code"], row["name"]);
    for (auto const name : parts_of(service["languages"], ",;|"))
        speak({}, name);
    if (!one.languages.empty() || !where.location)
        return;
    for (auto const& row : rows(Kind::Language, languages_by_location_, location))
        speak(row["code"], row["name"]);
    for (auto const name : parts_of(where.location["languages"], ",;|"))
        speak({}, name);
}

std::optional<Phone> Assembly::told_phone(Row const& row) const
{
    auto phone = phone_in(row).value;
    if (phone)
        for (auto const& attribute : rows(Kind::Attribute, attributes_, row["id"]))
            if (lower_ascii(attribute["link_entity"]) == "phone" && codes_.meaning_of(attribute).practice == "hotline")
                phone->kind = PhoneKind::Hotline;
    return phone;
}

void Assembly::put_phones(Listing& one, Row const& service, Where const& where) const
{
    auto const add = [&](std::vector<Row> const& phones, Visibility least) {
        for (auto const& row : phones)
            if (auto phone = told_phone(row)) {
                phone->visibility = std::max(phone->visibility, least);
                auto const is_there = std::any_of(one.phones.begin(), one.phones.end(), [&](Phone const& other) {
                    return other.number == phone->number && other.extension == phone->extension && other.kind == phone->kind;
                });
                if (!is_there && one.phones.size() < most_of_a_list)
                    one.phones.push_back(std::move(*phone));
            }
    };
    add(rows(Kind::Phone, phones_by_service_, service["id"]), Visibility::Public);
    if (where.at)
        add(rows(Kind::Phone, phones_by_at_, where.at["id"]), Visibility::Public);
    if (where.location) {
        // The telephone of a house tells where it stands as well as its address does.
        auto const is_hidden = says_confidential(service, where.location, one);
        add(rows(Kind::Phone, phones_by_location_, where.location["id"]), is_hidden ? Visibility::Advocate : Visibility::Public);
    }
}

Row Assembly::address_of(Row const& location) const
{
    for (auto const& row : rows(Kind::Address, addresses_, location["id"]))
        if (lower_ascii(row["address_type"]) != "postal")
            return row;
    return {};
}

bool Assembly::says_confidential(Row const& service, Row const& location, Listing const& one) const
{
    auto const said = answer_in(service["confidential"]);
    if (said && !*said && !one.confidential)
        return false;
    auto const type = lower_ascii(location["location_type"]);
    auto const address = address_of(location);
    bool const is_safe_house = std::find(one.categories.begin(), one.categories.end(), "shelter_safe") != one.categories.end();
    bool const is_shelter = is_safe_house || std::find(one.categories.begin(), one.categories.end(), "shelter_em") != one.categories.end();
    bool const says_no_street = !is_virtual(location) && (!address || address["address_1"].empty());
    return one.confidential || said.value_or(false) || is_yes(location["confidential"]) || type == "redacted"
        || type == "confidential" || type == "private" || (address && is_yes(address["is_private"])) || is_safe_house
        || (is_shelter && says_no_street);
}

void Assembly::put_place(GivenListing& given, Row const& service, Where const& where)
{
    auto& one = given.listing;
    if (!where.location) {
        one.confidential = one.confidential || answer_in(service["confidential"]).value_or(false);
        return;
    }
    auto site = placing_.site_of(where.location, address_of(where.location)).value;
    one.confidential = says_confidential(service, where.location, one);
    if (!one.confidential)
        one.site = std::move(site);
    else if (site) {
        given.hidden = std::move(site);
        note(where.location, {}, Rule::ConfidentialAddress);
    }
}

void Assembly::put_areas(GivenListing& given, Row const& service, Where const& where)
{
    auto& one = given.listing;
    auto const address = where.location ? address_of(where.location) : Row {};
    auto const state = one.site ? one.site->address.state_province : address ? std::string(address["state_province"]) : std::string();
    auto const add = [&](Row const& row) {
        auto areas = areas_of(row, state);
        for (auto& area : areas)
            add_once(one.areas, std::move(area));
    };
    for (auto const& row : rows(Kind::ServiceArea, areas_by_service_, service["id"]))
        add(row);
    if (where.at)
        for (auto const& row : rows(Kind::ServiceArea, areas_by_at_, where.at["id"]))
            add(row);
    for (auto& area : placing_.areas_in(service["service_areas"], state).value)
        add_once(one.areas, std::move(area));
    if (!one.areas.empty())
        return;
    note(service, {}, Rule::NoArea);
    // Of a hidden place no more is said than its state.
    auto around = one.site ? placing_.area_around(one.site->address) : placing_.state_area(state);
    one.areas.push_back(around.value_or(Placing::nation()));
}

std::vector<Area> Assembly::areas_of(Row const& row, std::string_view state) const
{
    if (auto areas = placing_.areas_in(row["extent"].starts_with("US") ? row["extent"] : std::string_view(), state).value; areas.size() == 1) {
        if (auto const name = words_in(row["name"], longest_name).value; !name.empty())
            areas.front().name = name;
        return areas;
    }
    return placing_.areas_in(row["name"], state).value;
}

void Assembly::put_hours(GivenListing& given, Row const& service, Where const& where)
{
    auto& one = given.listing;
    auto all = rows(Kind::Schedule, hours_by_service_, service["id"]);
    if (where.at)
        for (auto const& row : rows(Kind::Schedule, hours_by_at_, where.at["id"]))
            if (std::find(all.begin(), all.end(), row) == all.end())
                all.push_back(row);
    if (all.empty() && where.location)
        all = rows(Kind::Schedule, hours_by_location_, where.location["id"]);
    auto const zone = one.site ? one.site->timezone : given.hidden ? given.hidden->timezone : std::string();
    for (auto const& row : all) {
        auto read = schedule_in(row);
        if (read.value && !minutes_ahead(read.value->timezone, {})) {
            read.value->timezone = zone;
            if (zone.empty()) {
                read.value.reset();
                read.fault = Rule::HoursInWords;
                note(row, "timezone", Rule::HoursInWords);
            }
        }
        if (read.fault == Rule::HoursInWords)
            add_line(one.application_process, hours_in_words(row));
        if (read.value)
            add_hours(one.schedules, std::move(*read.value), !row["weekday"].empty());
    }
}

/// A row for each day of the week is one schedule where the hours are the same.
void Assembly::add_hours(std::vector<Schedule>& all, Schedule one, bool is_of_one_day)
{
    for (auto& other : all) {
        auto same = other;
        same.byday = one.byday;
        if (!is_of_one_day || same != one)
            continue;
        if (other.byday.find(one.byday) == std::string::npos && other.byday.size() < 30)
            other.byday += ',' + one.byday;
        return;
    }
    if (all.size() < most_of_a_list)
        all.push_back(std::move(one));
}

void Assembly::put_capacity(Listing& one, Row const& service) const
{
    for (auto const& row : rows(Kind::ServiceCapacity, capacities_, service["id"])) {
        auto const unit = standing_.found(Kind::Unit, row["unit_id"]);
        auto capacity = capacity_in(row, unit ? unit["name"] : std::string_view()).value;
        if (capacity && !one.capacity)
            one.capacity = std::move(capacity);
    }
}

/// An address that is sealed in one place and printed in the next is not sealed.
void Assembly::hide_words(GivenListing& given)
{
    if (!given.hidden)
        return;
    auto const& whole = given.hidden->address.address_1;
    auto const street = lower_ascii(whole.substr(0, whole.find(',')));
    auto& one = given.listing;
    std::pair<char const*, std::string*> const texts[] = { { "alternate_name", &one.alternate_name },
        { "description", &one.description }, { "alert", &one.alert }, { "eligibility_description", &one.eligibility },
        { "application_process", &one.application_process }, { "required_documents", &one.required_documents },
        { "interpretation_services", &one.interpretation }, { "fees", &one.fees } };
    for (auto const& [column, text] : texts)
        if (street.size() > 3 && lower_ascii(*text).find(street) != std::string::npos) {
            text->clear();
            note(given.row, column, Rule::AddressInWords);
        }
}

} // namespace reachline::hotline::directory::exchange
