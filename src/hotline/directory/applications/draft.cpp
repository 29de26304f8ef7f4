#include "hotline/directory/applications/draft.hpp"

#include "base/text.hpp"
#include "hotline/directory/hours.hpp"

#include <algorithm>

namespace reachline::hotline::directory::applications {

namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_text = 4'000;
constexpr std::size_t longest_list = 60;

/// Goes through a draft and notes what it wants.
struct Look {
    Reference const& reference;
    std::vector<Wanting> found {};

    void say(std::string field, Literal code) { found.push_back({ std::move(field), code }); }

    void text(std::string field, std::string const& value, std::size_t limit = longest_text)
    {
        auto const clean = clean_text(value, limit);
        if (!clean || *clean != value)
            say(std::move(field), "too_long");
    }
    void needed(std::string const& field, std::string const& value, std::size_t limit = longest_text)
    {
        if (value.empty())
            return say(field, "missing");
        text(field, value, limit);
    }
    void phone(std::string const& field, std::string const& value)
    {
        auto const digits = digits_of(value).size();
        if (!value.empty() && (digits < 3 || digits > 15 || value.size() > 24))
            say(field, "bad_phone");
    }
    void email(std::string const& field, std::string const& value)
    {
        auto const at = value.find('@');
        bool const is_address = at != std::string::npos && at > 0 && at + 3 < value.size()
            && value.find_first_of(" \t\r\n,;<>") == std::string::npos && value.size() <= longest_name;
        if (!value.empty() && !is_address)
            say(field, "bad_email");
    }
    void codes(std::string const& field, std::vector<std::string> const& values, auto is_known)
    {
        if (values.size() > longest_list)
            return say(field, "too_many");
        if (!std::all_of(values.begin(), values.end(), is_known))
            say(field, "unknown");
    }
};

void look_at(Look& look, WhoYouAre const& who)
{
    look.needed("who.organization", who.organization, longest_name);
    look.text("who.alternate_name", who.alternate_name, longest_name);
    look.needed("who.description", who.description);
    look.text("who.website", who.website, longest_name);
    if (!who.website.empty() && !who.website.starts_with("https://") && !who.website.starts_with("http://"))
        look.say("who.website", "bad_website");
    look.email("who.email", who.email);
    look.phone("who.phone", who.phone);
    look.text("who.register_number", who.register_number, longest_name);
    look.needed("who.contact.name", who.contact.name, longest_name);
    look.needed("who.contact.function", who.contact.function, longest_name);
    look.needed("who.contact.phone", who.contact.phone, longest_name);
    look.phone("who.contact.phone", who.contact.phone);
    look.email("who.contact.email", who.contact.email);
}

void look_at(Look& look, std::string const& at, WhatYouDo const& what)
{
    look.needed(at + "what.name", what.name, longest_name);
    look.needed(at + "what.description", what.description);
    look.text(at + "what.application_process", what.application_process);
    look.text(at + "what.required_documents", what.required_documents);
    look.text(at + "what.fees", what.fees);
    if (what.categories.empty())
        look.say(at + "what.categories", "missing");
    look.codes(at + "what.categories", what.categories,
        [&](auto const& code) { return look.reference.vocabulary.category(code) != nullptr; });
}

bool is_known(Area const& area, Places const& places)
{
    if (area.extent == Extent::Nation)
        return true;
    return area.extent == Extent::County ? places.centre_of_county(area.county, area.state).has_value()
                                         : places.centre_of_state(area.state).has_value();
}

/// The middle of its ZIP code, or else of its city: near enough for a distance, and never wrong by
/// a mistyped street.
std::optional<Place> place_of(Address const& address, Places const& places)
{
    if (auto const zip = places.best(address.postal_code); zip && zip->kind == PlaceKind::Zip)
        return zip;
    auto const city = places.best(address.city + ", " + address.state_province);
    return city && city->kind == PlaceKind::City ? city : std::nullopt;
}

void look_at(Look& look, std::string const& at, WhereAndWhen const& where)
{
    if (!where.address && !where.remote)
        look.say(at + "where.address", "missing");
    if (where.address) {
        for (auto const* const part : { &where.address->address_1, &where.address->city,
                 &where.address->state_province, &where.address->postal_code })
            if (part->empty() || !clean_text(*part, longest_name)) {
                look.say(at + "where.address", "bad_address");
                break;
            }
        if (!place_of(*where.address, look.reference.places))
            look.say(at + "where.address", "bad_address");
    }
    if (where.areas.empty())
        look.say(at + "where.areas", "missing");
    if (where.areas.size() > longest_list)
        look.say(at + "where.areas", "too_many");
    else if (!std::all_of(where.areas.begin(), where.areas.end(),
                 [&](Area const& area) { return is_known(area, look.reference.places); }))
        look.say(at + "where.areas", "bad_area");
    if (where.schedules.size() > longest_list
        || !std::all_of(where.schedules.begin(), where.schedules.end(), is_readable))
        look.say(at + "where.schedules", "bad_hours");
    look.phone(at + "where.phone", where.phone);
}

void look_at(Look& look, std::string const& at, WhomYouServe const& whom)
{
    auto const& vocabulary = look.reference.vocabulary;
    look.codes(at + "whom.populations", whom.populations,
        [&](auto const& code) { return vocabulary.population(code) != nullptr; });
    if (whom.languages.empty())
        look.say(at + "whom.languages", "missing");
    look.codes(at + "whom.languages", whom.languages,
        [&](auto const& code) { return vocabulary.language(code) != nullptr; });
    look.text(at + "whom.interpretation", whom.interpretation);
    look.text(at + "whom.eligibility", whom.eligibility);
    auto const least = whom.minimum_age.value_or(0);
    auto const most = whom.maximum_age.value_or(120);
    if (least < 0 || most > 120 || least > most)
        look.say(at + "whom.minimum_age", "bad_age");
}

void look_at(Look& look, HowYouProtect const& protection)
{
    look.needed("protection.confidentiality", protection.confidentiality);
    look.text("protection.training", protection.training);
    look.text("protection.incidents", protection.incidents);
}

void look_at(Look& look, References const& references)
{
    if (references.letters.size() > most_letters)
        look.say("references.letters", "too_many");
    for (std::size_t i = 0; i < references.letters.size(); ++i) {
        auto const at = "references.letters." + std::to_string(i);
        auto const& letter = references.letters[i];
        look.needed(at + ".writer", letter.writer, longest_name);
        look.text(at + ".organization", letter.organization, longest_name);
        look.needed(at + ".reached_at", letter.reached_at, longest_name);
        look.needed(at + ".text", letter.text, longest_letter);
    }
    look.needed("references.signed_by", references.signed_by, longest_name);
    look.needed("references.function", references.function, longest_name);
    if (!references.is_true)
        look.say("references.is_true", "not_agreed");
    if (!references.keeps_current)
        look.say("references.keeps_current", "not_agreed");
    if (!references.no_endorsement)
        look.say("references.no_endorsement", "not_agreed");
}

} // namespace

std::vector<Wanting> wanting(Draft const& draft, Reference const& reference)
{
    Look look { reference };
    look_at(look, draft.who);
    if (draft.services.empty())
        look.say("services", "missing");
    if (draft.services.size() > most_services)
        look.say("services", "too_many");
    for (std::size_t i = 0; i < std::min(draft.services.size(), most_services); ++i) {
        auto const at = "services." + std::to_string(i) + ".";
        auto const& one = draft.services[i];
        look_at(look, at, one.what);
        look_at(look, at, one.where);
        look_at(look, at, one.whom);
        // Who calls must reach somebody: the service, or the organization.
        if (one.where.phone.empty() && draft.who.phone.empty())
            look.say(at + "where.phone", "missing");
    }
    look_at(look, draft.protection);
    look_at(look, draft.references);
    return std::move(look.found);
}

Organization proposed_organization(Draft const& draft)
{
    Organization one { .name = draft.who.organization,
        .alternate_name = draft.who.alternate_name,
        .description = draft.who.description,
        .email = draft.who.email,
        .website = draft.who.website,
        .visibility = draft.who.visibility };
    one.roles = { draft.who.type == ListingType::LawEnforcement ? OrganizationRole::LawEnforcement
                                                                : OrganizationRole::Provider };
    if (!draft.who.phone.empty())
        one.phones = { { .number = draft.who.phone } };
    return one;
}

static std::string name_of(Area const& area)
{
    if (area.extent == Extent::Nation)
        return "United States";
    return area.extent == Extent::County ? area.county + ", " + area.state : area.state;
}

static Listing listing_of(Offered const& offered, Draft const& draft)
{
    Listing one { .name = offered.what.name, .description = offered.what.description };
    one.visibility = draft.who.visibility;
    one.categories = offered.what.categories;
    one.application_process = offered.what.application_process;
    one.required_documents = offered.what.required_documents;
    one.fees = offered.what.fees;
    one.accepts_live_transfer = offered.what.accepts_live_transfer
        && draft.protection.warm_transfers == Answer::Yes;
    one.confidential = offered.where.confidential;
    one.remote = offered.where.remote;
    one.areas = offered.where.areas;
    for (auto& area : one.areas)
        area.name = name_of(area);
    one.schedules = offered.where.schedules;
    if (!offered.where.phone.empty())
        one.phones = { { .number = offered.where.phone } };
    one.populations = offered.whom.populations;
    one.languages = offered.whom.languages;
    one.interpretation = offered.whom.interpretation;
    one.eligibility = offered.whom.eligibility;
    one.minimum_age = offered.whom.minimum_age;
    one.maximum_age = offered.whom.maximum_age;
    one.pets = offered.whom.pets;
    one.children = offered.whom.children;
    return one;
}

Result<std::vector<Proposed>> proposed_listings(Draft const& draft, Reference const& reference)
{
    std::vector<Proposed> all;
    for (auto const& offered : draft.services) {
        Proposed one { .listing = listing_of(offered, draft) };
        if (offered.where.address) {
            auto const place = place_of(*offered.where.address, reference.places);
            if (!place)
                return fail(Fault::Invalid, "the address of a service is in no place that is known");
            Site site { .address = *offered.where.address,
                .point = place->point,
                .timezone = place->timezone };
            if (site.address.county.empty())
                site.address.county = place->county;
            (one.listing.confidential ? one.hidden : one.listing.site) = std::move(site);
        }
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace reachline::hotline::directory::applications
