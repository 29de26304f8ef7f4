#include "edges/site/apply/draft_from.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace reachline::edges::site::apply {

namespace directory = hotline::directory;
namespace applications = directory::applications;
using directory::Answer;
using directory::Places;

namespace {

constexpr std::size_t letters_asked = 3;

std::optional<std::int64_t> number_from(std::string_view text)
{
    std::int64_t number = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc {} || read.ptr != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::vector<std::string> codes_in(std::string const& list)
{
    std::vector<std::string> codes;
    for (auto const code : split(list, ','))
        if (!trimmed(code).empty())
            codes.emplace_back(trimmed(code));
    return codes;
}

/// Reads the answers one after the other and notes what cannot be read.
class Reader {
public:
    Reader(Answers const& answers, directory::Reference const& reference)
        : answers_(answers)
        , reference_(reference)
    {
    }

    applications::Draft draft(std::size_t services)
    {
        applications::Draft draft { .who = who(), .services = {} };
        for (std::size_t i = 0; i < services; ++i)
            draft.services.push_back(service("services." + std::to_string(i) + "."));
        draft.protection = protection();
        draft.references = references();
        return draft;
    }

    std::vector<Trouble> troubles {};
    std::vector<std::size_t> letters {}; ///< those that were begun, by their place in the form

private:
    std::string text(std::string const& name) const
    {
        auto const found = answers_.find(name);
        return found == answers_.end() ? std::string() : found->second;
    }
    bool yes(std::string const& name) const { return text(name) == "yes"; }
    Answer answer(std::string const& name) const
    {
        return json::enum_value<Answer>(text(name)).value_or(Answer::Ask);
    }
    std::optional<std::int64_t> age(std::string const& name)
    {
        auto const typed = text(name);
        auto const years = number_from(typed);
        if (!typed.empty() && !years)
            troubles.push_back({ name, "bad_age" });
        return years;
    }

    applications::WhoYouAre who() const
    {
        auto website = text("who.website");
        if (!website.empty() && website.find("://") == website.npos)
            website = "https://" + website;
        return { .organization = text("who.organization"),
            .alternate_name = text("who.alternate_name"),
            .type = json::enum_value<applications::ListingType>(text("who.type"))
                        .value_or(applications::ListingType::ServiceProvider),
            .description = text("who.description"),
            .website = std::move(website),
            .email = text("who.email"),
            .phone = text("who.phone"),
            .register_number = text("who.register_number"),
            .visibility = text("who.public") == "no" ? directory::Visibility::Advocate
                                                     : directory::Visibility::Public,
            .contact = { .name = text("who.contact.name"),
                .function = text("who.contact.function"),
                .phone = text("who.contact.phone"),
                .email = text("who.contact.email") } };
    }

    applications::Offered service(std::string const& at)
    {
        return {
            .what = what(at + "what."), .where = where(at + "where."), .whom = whom(at + "whom.")
        };
    }

    applications::WhatYouDo what(std::string const& at) const
    {
        // The main kind of help first.
        std::vector<std::string> categories = codes_in(text(at + "main"));
        for (auto const& code : codes_in(text(at + "categories")))
            if (std::ranges::find(categories, code) == categories.end())
                categories.push_back(code);
        return { .name = text(at + "name"),
            .description = text(at + "description"),
            .categories = std::move(categories),
            .application_process = text(at + "application_process"),
            .required_documents = text(at + "required_documents"),
            .fees = text(at + "fees"),
            .accepts_referrals = yes(at + "accepts_referrals"),
            .accepts_live_transfer = yes(at + "accepts_live_transfer") };
    }

    applications::WhereAndWhen where(std::string const& at)
    {
        applications::WhereAndWhen where { .confidential = yes(at + "confidential"),
            .remote = yes(at + "remote"),
            .address = address(at + "address."),
            .areas = areas(at),
            .schedules = {},
            .phone = text(at + "phone") };
        where.schedules = schedules(at, zone_of(where));
        return where;
    }

    std::optional<directory::Address> address(std::string const& at) const
    {
        directory::Address const told { .address_1 = text(at + "address_1"),
            .city = text(at + "city"),
            .state_province = text(at + "state_province"),
            .postal_code = text(at + "postal_code") };
        return told == directory::Address {} ? std::nullopt : std::optional(told);
    }

    std::vector<directory::Area> areas(std::string const& at) const
    {
        auto const extent = text(at + "extent");
        auto const state = text(at + "area_state");
        if (extent == "nation")
            return { { .extent = directory::Extent::Nation } };
        if (extent == "state")
            return { { .extent = directory::Extent::State, .state = state } };
        std::vector<directory::Area> counties;
        for (auto const& name : codes_in(text(at + "area_counties")))
            counties.push_back({ .extent = directory::Extent::County,
                .county = county_named(name, state),
                .state = state });
        return counties;
    }

    /// "Harris" means Harris County; in Louisiana they are parishes.
    std::string county_named(std::string const& name, std::string const& state) const
    {
        for (auto const& tried : { name, name + " County", name + " Parish" })
            if (reference_.places.centre_of_county(tried, state))
                return tried;
        return name;
    }

    std::string zone_of(applications::WhereAndWhen const& where) const
    {
        if (where.address)
            for (auto const& tried : { where.address->postal_code,
                     where.address->city + ", " + where.address->state_province })
                if (auto const place = reference_.places.best(tried);
                    place && !place->timezone.empty())
                    return place->timezone;
        for (auto const& area : where.areas)
            if (auto const towns = reference_.places.cities_of(area.state, 1); !towns.empty())
                return towns.front().timezone;
        return "America/New_York";
    }

    std::vector<directory::Schedule> schedules(std::string const& at, std::string const& zone)
    {
        if (yes(at + "always"))
            return { { .byday = "MO,TU,WE,TH,FR,SA,SU",
                .opens_at = "00:00",
                .closes_at = "24:00",
                .timezone = zone } };
        std::vector<directory::Schedule> all;
        constexpr std::pair<std::string_view, std::string_view> rows[] = {
            { "week", "MO,TU,WE,TH,FR" }, { "saturday", "SA" }, { "sunday", "SU" }
        };
        for (auto const& [row, days] : rows) {
            auto const opens = time_from(text(at + std::string(row) + "_opens"));
            auto const closes = time_from(text(at + std::string(row) + "_closes"));
            if (opens.empty() != closes.empty())
                troubles.push_back({ at + std::string(row) + "_opens", "bad_hours" });
            else if (!opens.empty())
                all.push_back({ .byday = std::string(days),
                    .opens_at = opens,
                    .closes_at = closes,
                    .timezone = zone });
        }
        return all;
    }

    applications::WhomYouServe whom(std::string const& at)
    {
        return { .populations = codes_in(text(at + "populations")),
            .languages = codes_in(text(at + "languages")),
            .interpretation = text(at + "interpretation"),
            .eligibility = text(at + "eligibility"),
            .minimum_age = age(at + "minimum_age"),
            .maximum_age = age(at + "maximum_age"),
            .pets = answer(at + "pets"),
            .children = answer(at + "children") };
    }

    applications::HowYouProtect protection() const
    {
        std::string const at = "protection.";
        return { .background_checks = answer(at + "background_checks"),
            .no_discrimination = answer(at + "no_discrimination"),
            .shares_only_with_consent = answer(at + "shares_only_with_consent"),
            .warm_transfers = answer(at + "warm_transfers"),
            .confidentiality = text(at + "confidentiality"),
            .training = text(at + "training"),
            .incidents = text(at + "incidents") };
    }

    applications::References references()
    {
        applications::References told { .letters = {},
            .signed_by = text("references.signed_by"),
            .function = text("references.function"),
            .is_true = yes("references.is_true"),
            .keeps_current = yes("references.keeps_current"),
            .no_endorsement = yes("references.no_endorsement") };
        for (std::size_t i = 0; i < letters_asked; ++i) {
            auto const at = "references.letters." + std::to_string(i) + ".";
            applications::Letter letter { .writer = text(at + "writer"),
                .organization = text(at + "organization"),
                .reached_at = text(at + "reached_at"),
                .text = text(at + "text") };
            if (letter.writer.empty() && letter.organization.empty() && letter.reached_at.empty()
                && letter.text.empty())
                continue;
            letters.push_back(i);
            told.letters.push_back(std::move(letter));
        }
        return told;
    }

    Answers const& answers_;
    directory::Reference const& reference_;
};

/// Where the form asks for what the directory found wanting.
std::string field_for(std::string field, std::vector<std::size_t> const& letters)
{
    constexpr std::string_view letter = "references.letters.";
    if (field.starts_with(letter)) {
        auto const end = field.find('.', letter.size());
        auto const index = number_from(field.substr(letter.size(), end - letter.size()));
        if (index && static_cast<std::size_t>(*index) < letters.size() && end != field.npos)
            return std::string(letter) + std::to_string(letters[static_cast<std::size_t>(*index)])
                + field.substr(end);
    }
    constexpr std::pair<std::string_view, std::string_view> asked_as[] = {
        { ".what.categories", ".what.main" }, { ".where.address", ".where.address.address_1" },
        { ".where.areas", ".where.extent" }, { ".where.schedules", ".where.week_opens" }
    };
    for (auto const& [wanted, asked] : asked_as)
        if (field.ends_with(wanted))
            return field.substr(0, field.size() - wanted.size()) + std::string(asked);
    return field;
}

} // namespace

std::string time_from(std::string_view typed)
{
    auto const text = lower_ascii(trimmed(typed));
    auto const digits = std::min(text.find_first_not_of("0123456789"), text.size());
    auto const hour = number_from(text.substr(0, digits));
    if (!hour || *hour > 24)
        return text;
    auto rest = std::string_view(text).substr(digits);
    std::string minutes = "00";
    if (rest.size() >= 3 && rest[0] == ':' && number_from(rest.substr(1, 2))) {
        minutes = rest.substr(1, 2);
        rest.remove_prefix(3);
    }
    rest = trimmed(rest);
    auto hours = *hour;
    if ((rest == "pm" || rest == "p.m.") && hours < 12)
        hours += 12;
    else if ((rest == "am" || rest == "a.m.") && hours == 12)
        hours = 0;
    else if (!rest.empty() && rest != "am" && rest != "a.m." && rest != "pm" && rest != "p.m.")
        return text;
    return (hours < 10 ? "0" : "") + std::to_string(hours) + ":" + minutes;
}

Drafted drafted(Answers const& answers, std::size_t services, directory::Reference const& reference)
{
    Reader reader(answers, reference);
    Drafted result { .draft = reader.draft(services) };
    result.troubles = reader.troubles;
    for (auto const& wanting : applications::wanting(result.draft, reference)) {
        Trouble trouble { field_for(wanting.field, reader.letters),
            std::string(wanting.code.view()) };
        if (std::ranges::find(result.troubles, trouble.name, &Trouble::name)
            == result.troubles.end())
            result.troubles.push_back(std::move(trouble));
    }
    return result;
}

} // namespace reachline::edges::site::apply
