#pragma once

// An organization that asks to be listed, for tests.

#include "hotline/directory/applications/applications.hpp"
#include "hotline/directory/test_directory.hpp"
#include "hotline/people/vaults.hpp"

namespace reachline::hotline::directory::applications {

struct TestApplicant : TestDirectory {
    ReviewForm form = ReviewForm::load(REACHLINE_SOURCE_DIR).value();
    keys::Member noor = keys::Member::with(editor.account, "six brown wrens nest", ledger.random);

    explicit TestApplicant(std::string const& path = ":memory:")
        : TestDirectory(path)
    {
        // Noor, the editor, holds the key of the directory's vault, and is signed in.
        REQUIRE(people::ensure_directory_vault(world));
        REQUIRE(ledger.maria_signs_in());
        REQUIRE(ledger.keys.unlock_through(keys::directory_vault, keys::hotline_vault));
        REQUIRE(ledger.keys.admit_member(keys::directory_vault, editor.account, noor.public_key));
        ledger.keys.lock(keys::hotline_vault);
    }

    void everybody_leaves() { ledger.keys.lock(keys::directory_vault); }
    Done noor_signs_in()
    {
        return ledger.keys.unlock(
            keys::directory_vault, editor.account, noor.unlocked("six brown wrens nest"));
    }

    static Draft a_draft()
    {
        Draft draft;
        draft.who = { .organization = "Blue Gate House",
            .description = "Shelter and counselling.",
            .website = "https://example.org",
            .email = "office@example.org",
            .phone = "713-555-0161",
            .contact = { .name = "Ruth Amberley",
                .function = "director",
                .phone = "713-555-0162",
                .email = "ruth@example.org" } };
        Offered shelter;
        shelter.what = { .name = "Blue Gate shelter",
            .description = "A bed for tonight and the weeks after.",
            .categories = { "shelter_em" },
            .accepts_referrals = true,
            .accepts_live_transfer = true };
        shelter.where.address = Address { .address_1 = "9 Sample Road",
            .city = "Houston",
            .county = "Harris County",
            .state_province = "TX",
            .postal_code = "77002" };
        shelter.where.areas
            = { { .extent = Extent::County, .county = "Harris County", .state = "TX" } };
        shelter.where.schedules = { { .byday = "MO,TU,WE,TH,FR,SA,SU",
            .opens_at = "00:00",
            .closes_at = "24:00",
            .timezone = "America/Chicago" } };
        shelter.whom = { .populations = { "adults", "women" },
            .languages = { "en", "es" },
            .minimum_age = 18,
            .pets = Answer::No,
            .children = Answer::Yes };
        draft.services = { shelter };
        draft.protection = { .background_checks = Answer::Yes,
            .no_discrimination = Answer::Yes,
            .shares_only_with_consent = Answer::Yes,
            .warm_transfers = Answer::Yes,
            .confidentiality = "Files are locked; nobody tells who lives here." };
        draft.references = { .letters = { { .writer = "Paul Quillfeather",
                                              .organization = "Lantern Legal Clinic",
                                              .reached_at = "713-555-0163",
                                              .text = "We have sent people there for six years." },
                                 { .writer = "Inez Marlowe",
                                     .organization = "County task force",
                                     .reached_at = "inez@example.org",
                                     .text = "They answer at night." } },
            .signed_by = "Ruth Amberley",
            .function = "director",
            .is_true = true,
            .keeps_current = true,
            .no_endorsement = true };
        return draft;
    }

    std::string a_token() { return ledger.random.hex(32); }
    Id<Application> submitted(Draft const& draft = a_draft())
    {
        REQUIRE(submit(world, reference, draft, a_token()));
        return { database.number("select max(id) from application").value() };
    }
    Id<Application> in_review(Draft const& draft = a_draft())
    {
        auto const id = submitted(draft);
        REQUIRE(take_up(world, editor, id));
        return id;
    }
    void check_everything(Id<Application> id)
    {
        for (auto const& point : form.points)
            REQUIRE(check_point(world, editor, form, id, { .point = point.code, .result = Finding::Yes }));
        auto const letters = rows_letters(id);
        for (std::int64_t position = 1; position <= letters; ++position)
            REQUIRE(mark_letter(world, editor, id, position, LetterVerdict::Supports));
    }
    Id<Application> recommended(Draft const& draft = a_draft())
    {
        auto const id = in_review(draft);
        check_everything(id);
        REQUIRE(recommend(world, editor, form, id));
        return id;
    }
    Id<Application> listed_one(Draft const& draft = a_draft())
    {
        auto const id = recommended(draft);
        REQUIRE(approve(world, verifier, reference, id));
        REQUIRE(list(world, verifier, id));
        return id;
    }
    State state_of(Id<Application> id) { return standing(database, id)->state; }

private:
    std::int64_t rows_letters(Id<Application> id)
    {
        return database.number("select letters from application where id = ?1", id).value();
    }
};

} // namespace reachline::hotline::directory::applications
