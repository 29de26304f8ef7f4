#pragma once

// The cast at the gate: a shelter and a police desk that two people designated, a person in
// Maria's case with some fields filled in, and the forms as they are shipped.

#include "hotline/cases/cast_for_tests.hpp"
#include "hotline/consent/gate.hpp"
#include "hotline/consent/policy.hpp"

#include <fstream>
#include <iterator>

namespace reachline::hotline {

struct GateCast : Cast {
    static constexpr Id<Organization> the_shelter { 7001 };
    static constexpr Id<Organization> the_clinic { 7002 };
    static constexpr Id<Organization> the_police { 7003 };
    static constexpr Id<Organization> child_welfare { 7004 };
    static constexpr Id<Organization> the_911 { 7005 };

    Actor at_the_shelter = partner_of({ 21 }, the_shelter);
    Actor at_the_clinic = partner_of({ 22 }, the_clinic);
    Id<Case> subject {};
    Id<Person> fern {};

    GateCast()
    {
        auto const fields = form("fields.json");
        auto const scripts = form("consent_scripts.json");
        REQUIRE(consent::load_policy(world, { fields, scripts }));
        designate(the_shelter, partners::Role::Provider, "");
        designate(the_clinic, partners::Role::Provider, "");
        designate(the_police, partners::Role::LawEnforcement, "TX-law_enforcement");
        designate(child_welfare, partners::Role::ChildWelfare, "TX-child_welfare");
        designate(the_911, partners::Role::Psap, "TX-psap");
        add_account(at_the_shelter, "Shelter desk");
        add_account(at_the_clinic, "Clinic desk");
        subject = case_of(maria);
        fern = person_in(subject);
        fill_in(fern, { { "alias", "Fern Marigold" }, { "need", "a quiet bed" }, { "languages", "es" },
                          { "location_exact", "17 Elm Street" }, { "immediate_danger", "a man with a knife" } });
        notices.clear();
    }

    static Actor partner_of(Id<Account> account, Id<Organization> organization)
    {
        return { .kind = Actor::Kind::Partner, .account = account, .roles = { people::Role::PartnerUser },
            .organization = organization };
    }
    static std::string form(char const* name)
    {
        std::ifstream file(std::string(REACHLINE_SOURCE_DIR "/forms/") + name);
        return { std::istreambuf_iterator<char>(file), {} };
    }
    void designate(Id<Organization> organization, partners::Role role, std::string rule)
    {
        REQUIRE(partners::designate_at_setup(world, { organization, role, std::move(rule) }));
        if (!world.keys.has_vault(consent::vault_of(organization)))
            REQUIRE(world.keys.make_vault(consent::vault_of(organization)));
    }

    consent::NewConsent yes() const
    {
        return { .person = fern, .purpose = consent::Purpose::Referral, .recipient = the_shelter,
            .fields = { "alias", "need" }, .method = consent::Method::TypedInChat, .script_version = 1,
            .told_risks = true, .told_not_condition = true };
    }
    Id<Consent> given() { return consent::give(world, maria, yes()).value(); }
    consent::Ask ask(consent::Basis basis) const
    {
        return { fern, the_shelter, consent::Purpose::Referral, { "alias", "need" }, basis };
    }
    Id<Disclosure> released(consent::Basis basis) { return released(ask(basis)); }
    Id<Disclosure> released(consent::Ask const& ask)
    {
        auto permit = consent::Gate::permit(world, maria, ask);
        REQUIRE(permit);
        auto const shown = consent::Gate::preview(world, maria, *permit);
        REQUIRE(shown);
        auto released = consent::Gate::release(world, maria, std::move(*permit), consent::Carrier::Portal, shown->hash);
        REQUIRE(released);
        return released->id;
    }
    Id<Disclosure> sent(consent::Basis basis)
    {
        auto const id = released(basis);
        REQUIRE(consent::Gate::hand_over(world, id));
        return id;
    }
    consent::NewException danger() const
    {
        return { .person = fern, .kind = consent::ExceptionKind::ImminentDanger, .rule = "TX-psap",
            .recipient = the_911, .fields = { "location_exact", "immediate_danger" },
            .observations = { "violence_heard" }, .facts = "Blows and screams, getting closer" };
    }
    std::int64_t disclosures() { return database.number("select count(*) from disclosure").value(); }
};

} // namespace reachline::hotline
