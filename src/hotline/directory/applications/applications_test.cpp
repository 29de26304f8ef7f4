#include "hotline/directory/applications/test_applicant.hpp"

#include "base/files.hpp"
#include "base/json_binding.hpp"
#include "hotline/directory/directory_store.hpp"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;
using namespace reachline::hotline::directory::applications;

namespace {

bool wants(std::vector<Wanting> const& found, std::string_view field, std::string_view code)
{
    return std::ranges::any_of(
        found, [&](Wanting const& one) { return one.field == field && one.code.view() == code; });
}

bool database_says(store::Database& database, std::string_view text)
{
    auto const path = "/dev/shm/reachline_application_test_" + std::to_string(getpid()) + ".db";
    REQUIRE(database.copy_to(path));
    auto* const file = std::fopen(path.c_str(), "rb");
    REQUIRE(file);
    std::string all(64 << 20, '\0');
    all.resize(std::fread(all.data(), 1, all.size(), file));
    std::fclose(file);
    std::remove(path.c_str());
    return all.find(text) != std::string::npos;
}

std::int64_t applications_kept(TestApplicant& town)
{
    return town.database.number("select count(*) from application").value();
}

} // namespace

TEST("an application passes review, two persons let it in, and it is listed with what it told")
{
    TestApplicant town;
    auto const id = town.submitted();
    CHECK(town.state_of(id) == State::Submitted);

    REQUIRE(take_up(town.world, town.editor, id));
    town.check_everything(id);
    REQUIRE(recommend(town.world, town.editor, town.form, id));
    REQUIRE(approve(town.world, town.verifier, town.reference, id));

    auto const whole = applications::read(town.world, town.verifier, id).value();
    REQUIRE(whole.services.size() == 1);
    CHECK(public_service(town.database, whole.services[0]).error().fault == Fault::NotFound);
    REQUIRE(list(town.world, town.verifier, id));
    auto const service = public_service(town.database, whole.services[0]).value();
    CHECK(service.organization == "Blue Gate House");
    CHECK(service.name == "Blue Gate shelter");
    CHECK(service.phones[0].number == "713-555-0161");
    CHECK(service.children == Answer::Yes);
    CHECK(service.pets == Answer::No);
    CHECK(service.address->city == "Houston");
    CHECK(service.assured == town.world.now());
    CHECK(town.state_of(id) == State::Listed);
    CHECK(service_for_advocates(town.database, whole.services[0])->service.accepts_live_transfer);
}

TEST("nobody lets an application in alone: not the editor, not one account with both roles, not the hotline by itself")
{
    TestApplicant town;
    auto const id = town.recommended();
    auto both = town.verifier;
    both.account = town.editor.account;
    auto const before = town.database.number("select count(*) from organization").value();

    for (auto const& actor : { town.editor, both, town.maria, Actor::system(), Actor::signaler() })
        CHECK(approve(town.world, actor, town.reference, id).error().fault == Fault::NotAllowed);

    CHECK(town.database.number("select count(*) from organization").value() == before);
    CHECK(town.state_of(id) == State::InReview);
    CHECK(town.database
              .run("update application set approved_by = recommended_by, approved_at = 1 where id = ?1", id)
              .error()
              .fault
        == Fault::NotAllowed);
    CHECK(town.database.run("update application set state = 'listed' where id = ?1", id).error().fault
        == Fault::NotAllowed);
}

TEST("each act of the review is an editor's or a verifier's, and nobody else's")
{
    TestApplicant town;
    auto const id = town.submitted();
    auto const refused = [](auto const& done) {
        return !done && done.error().fault == Fault::NotAllowed;
    };

    for (auto const& actor : { town.verifier, town.maria, Actor::system(), Actor::signaler() }) {
        CHECK(refused(take_up(town.world, actor, id)));
        CHECK(refused(ask(town.world, actor, id, "When do you answer?")));
        CHECK(refused(note_answer(town.world, actor, id, "At night too.")));
        CHECK(refused(check_point(town.world, actor, town.form, id, { .point = "called" })));
        CHECK(refused(mark_letter(town.world, actor, id, 1, LetterVerdict::Supports)));
        CHECK(refused(recommend(town.world, actor, town.form, id)));
        CHECK(refused(note_withdrawal(town.world, actor, id)));
    }
    for (auto const& actor : { town.editor, town.maria, Actor::system() }) {
        CHECK(refused(list(town.world, actor, id)));
        CHECK(refused(applications::refuse(town.world, actor, town.form, id, "no_answer")));
    }
    CHECK(refused(applications::read(town.world, town.maria, id)));
    CHECK(refused(applications::read(town.world, Actor::system(), id)));
    CHECK(town.state_of(id) == State::Submitted);
}

TEST("an application is recommended only when every needed point is a yes and the letters were read")
{
    TestApplicant town;
    auto const id = town.in_review();
    auto const open = open_points(town.world, town.editor, town.form, id).value();
    CHECK(std::ranges::find(open, "point:called") != open.end());
    CHECK(std::ranges::find(open, "point:warm_transfers") != open.end());
    CHECK(std::ranges::find(open, "point:minors") == open.end());
    CHECK(std::ranges::find(open, "letters") != open.end());
    CHECK(recommend(town.world, town.editor, town.form, id).error().fault == Fault::Conflict);

    town.check_everything(id);
    REQUIRE(check_point(town.world, town.editor, town.form, id, { .point = "called", .result = Finding::No }));

    CHECK(recommend(town.world, town.editor, town.form, id).error().fault == Fault::Conflict);
    REQUIRE(check_point(town.world, town.editor, town.form, id, { .point = "called", .result = Finding::Yes }));
    REQUIRE(mark_letter(town.world, town.editor, id, 2, LetterVerdict::NotConfirmed));
    CHECK(open_points(town.world, town.editor, town.form, id).value() == std::vector<std::string> { "letters" });
    REQUIRE(mark_letter(town.world, town.editor, id, 2, LetterVerdict::Supports));
    CHECK(recommend(town.world, town.editor, town.form, id));
}

TEST("a point that is always needed is not passed by saying that it does not apply")
{
    TestApplicant town;
    auto const id = town.in_review();
    town.check_everything(id);

    REQUIRE(check_point(town.world, town.editor, town.form, id, { .point = "called", .result = Finding::DoesNotApply }));
    REQUIRE(check_point(town.world, town.editor, town.form, id, { .point = "warm_transfers", .result = Finding::DoesNotApply }));

    CHECK(open_points(town.world, town.editor, town.form, id).value() == std::vector<std::string> { "point:called" });
}

TEST("what speaks against an application after it was recommended takes the recommendation back")
{
    TestApplicant town;
    auto const by_point = town.recommended();
    auto const by_letter = town.recommended();
    auto const by_question = town.recommended();

    REQUIRE(check_point(town.world, town.editor, town.form, by_point, { .point = "conflicts", .result = Finding::No }));
    REQUIRE(mark_letter(town.world, town.editor, by_letter, 1, LetterVerdict::DoesNotSupport));
    REQUIRE(ask(town.world, town.editor, by_question, "Who owns the house?"));

    CHECK(approve(town.world, town.verifier, town.reference, by_point).error().fault == Fault::Conflict);
    CHECK(approve(town.world, town.verifier, town.reference, by_letter).error().fault == Fault::Conflict);
    CHECK(approve(town.world, town.verifier, town.reference, by_question).error().fault == Fault::Conflict);
}

TEST("the applicant comes back with their number, answers what we asked, and takes it back")
{
    TestApplicant town;
    auto const token = town.a_token();
    auto const number = submit(town.world, town.reference, town.a_draft(), token).value();
    CHECK(submit(town.world, town.reference, town.a_draft(), token).value() == number);
    CHECK(applications_kept(town) == 1);
    auto const id = find_by_number(town.database, number).value();
    REQUIRE(take_up(town.world, town.editor, id));
    REQUIRE(ask(town.world, town.editor, id, "When do you answer?"));

    CHECK(standing(town.database, id)->state == State::InfoRequested);
    town.everybody_leaves();
    REQUIRE(answer(town.world, id, "At night too."));
    CHECK(answer(town.world, id, "Once more.").error().fault == Fault::Conflict);
    REQUIRE(town.noor_signs_in());
    auto const whole = applications::read(town.world, town.editor, id).value();
    REQUIRE(whole.said.size() == 2);
    CHECK(whole.said[0].asked_by == town.editor.account);
    CHECK(whole.said[1].text == "At night too.");
    CHECK_FALSE(whole.said[1].asked_by);
    REQUIRE(withdraw(town.world, id));
    CHECK(town.state_of(id) == State::Withdrawn);
    CHECK(take_up(town.world, town.editor, id).error().fault == Fault::Conflict);
    CHECK(find_by_number(town.database, "0000000000000000").error().fault == Fault::NotFound);
    CHECK(find_by_number(town.database, "not a number").error().fault == Fault::NotFound);
}

TEST("what is listed is not taken back by a number, and what was refused stays refused")
{
    TestApplicant town;
    auto const listed = town.listed_one();
    auto const id = town.in_review();

    CHECK(withdraw(town.world, listed).error().fault == Fault::Conflict);
    CHECK(applications::refuse(town.world, town.verifier, town.form, id, "because").error().fault == Fault::Invalid);
    REQUIRE(applications::refuse(town.world, town.verifier, town.form, id, "no_answer"));
    CHECK(standing(town.database, id)->refusal == "no_answer");
    CHECK(withdraw(town.world, id).error().fault == Fault::Conflict);
    CHECK(approve(town.world, town.verifier, town.reference, id).error().fault == Fault::Conflict);
}

TEST("an application comes in while every vault is locked, and no word of it can be read until a keeper is back")
{
    TestApplicant town;
    town.everybody_leaves();
    auto const id = town.submitted();

    CHECK(applications::read(town.world, town.editor, id).error().fault == Fault::NotAllowed);
    CHECK(names(town.world, town.editor, applications::all(town.database).value())->empty());
    for (auto const* word : { "Ruth Amberley", "Quillfeather", "Blue Gate House", "9 Sample Road" })
        CHECK_FALSE(database_says(town.database, word));
    REQUIRE(town.ledger.maria_signs_in());
    CHECK(applications::read(town.world, town.editor, id).error().fault == Fault::NotAllowed);

    REQUIRE(town.noor_signs_in());
    auto const before = town.database.number("select count(*) from reading").value();
    CHECK(applications::read(town.world, town.editor, id)->draft->who.contact.name == "Ruth Amberley");
    CHECK(town.database.number("select count(*) from reading").value() == before + 1);
}

TEST("the address of a house that hides goes from the application into the hotline's vault and stands nowhere")
{
    TestApplicant town;
    auto draft = town.a_draft();
    draft.services[0].where.confidential = true;

    auto const id = town.listed_one(draft);

    auto const service = applications::read(town.world, town.editor, id)->services[0];
    CHECK(public_service(town.database, service)->confidential);
    CHECK_FALSE(public_service(town.database, service)->address);
    CHECK_FALSE(database_says(town.database, "9 Sample Road"));
    CHECK(hidden_site(town.world, service).error().fault == Fault::NotAllowed);
    REQUIRE(town.ledger.maria_signs_in());
    auto const reading = audit::read(town.world, town.maria, audit::Purpose::Directory, audit::subject("service", service));
    CHECK(hidden_site(town.world, service).value().seen_under(reading.value()).find("9 Sample Road")
        != std::string::npos);
}

TEST("the services of an application can join an organization that is listed already")
{
    TestApplicant town;
    auto const owner = town.an_organization("Blue Gate House of Texas");
    auto const id = town.recommended();

    REQUIRE(approve(town.world, town.verifier, town.reference, id, { .into = owner }));

    CHECK(listings_of(town.database, owner)->size() == 1);
    CHECK(town.database.number("select count(*) from organization").value() == 1);
    auto const other = town.recommended();
    CHECK(approve(town.world, town.verifier, town.reference, other, { .into = Id<Organization> { 999 } }).error().fault
        == Fault::NotFound);
}

TEST("the words of what was refused or withdrawn are destroyed 90 days later, and of nothing else")
{
    TestApplicant town;
    auto const refused = town.submitted();
    REQUIRE(applications::refuse(town.world, town.verifier, town.form, refused, "not_a_service"));
    auto const taken_back = town.in_review();
    REQUIRE(check_point(town.world, town.editor, town.form, taken_back, { .point = "called", .result = Finding::Yes, .note = "Number of the register." }));
    REQUIRE(withdraw(town.world, taken_back));
    auto const listed = town.listed_one();

    town.ledger.clock.advance(Days(89));
    CHECK(erase_due(town.world, town.form).value() == 0);
    CHECK(applications::read(town.world, town.editor, refused)->draft);
    town.ledger.clock.advance(Days(1));
    CHECK(erase_due(town.world, town.form).value() == 2);

    CHECK_FALSE(applications::read(town.world, town.editor, refused)->draft);
    auto const whole = applications::read(town.world, town.editor, taken_back).value();
    CHECK_FALSE(whole.draft);
    CHECK(whole.points.size() == 1);
    CHECK(whole.points[0].note.empty());
    CHECK(town.ledger.data_keys() == 1); // of the one that is listed
    CHECK(applications::read(town.world, town.editor, listed)->draft);
    CHECK(erase_due(town.world, town.form).value() == 0);
}

TEST("what a draft wants is said field by field, and nothing of it is kept")
{
    TestApplicant town;
    auto const found = [&](auto change) {
        auto draft = town.a_draft();
        change(draft);
        CHECK(submit(town.world, town.reference, draft, town.a_token()).error().fault == Fault::Invalid);
        return wanting(draft, town.reference);
    };
    CHECK(wanting(town.a_draft(), town.reference).empty());

    CHECK(wants(found([](auto& d) { d.who.organization = ""; }), "who.organization", "missing"));
    CHECK(wants(found([](auto& d) { d.who.contact.phone = "12"; }), "who.contact.phone", "bad_phone"));
    CHECK(wants(found([](auto& d) { d.who.email = "nobody"; }), "who.email", "bad_email"));
    CHECK(wants(found([](auto& d) { d.who.website = "ftp://example.org"; }), "who.website", "bad_website"));
    CHECK(wants(found([](auto& d) { d.who.description = std::string(4'001, 'x'); }), "who.description", "too_long"));
    CHECK(wants(found([](auto& d) { d.services.clear(); }), "services", "missing"));
    CHECK(wants(found([](auto& d) { d.services.resize(6, d.services[0]); }), "services", "too_many"));
    CHECK(wants(found([](auto& d) { d.services[0].what.categories = { "casino" }; }), "services.0.what.categories", "unknown"));
    CHECK(wants(found([](auto& d) { d.services[0].where.address->postal_code = "00000"; d.services[0].where.address->city = "Xqzzyw"; }), "services.0.where.address", "bad_address"));
    CHECK(wants(found([](auto& d) { d.services[0].where.address.reset(); }), "services.0.where.address", "missing"));
    CHECK(wants(found([](auto& d) { d.services[0].where.areas[0].county = "Nowhere County"; }), "services.0.where.areas", "bad_area"));
    CHECK(wants(found([](auto& d) { d.services[0].where.schedules[0].opens_at = "25:99"; }), "services.0.where.schedules", "bad_hours"));
    CHECK(wants(found([](auto& d) { d.services[0].whom.minimum_age = 40; d.services[0].whom.maximum_age = 20; }), "services.0.whom.minimum_age", "bad_age"));
    CHECK(wants(found([](auto& d) { d.who.phone = ""; }), "services.0.where.phone", "missing"));
    CHECK(wants(found([](auto& d) { d.references.letters[0].reached_at = ""; }), "references.letters.0.reached_at", "missing"));
    CHECK(wants(found([](auto& d) { d.references.no_endorsement = false; }), "references.no_endorsement", "not_agreed"));
    CHECK(applications_kept(town) == 0);
    CHECK(submit(town.world, town.reference, town.a_draft(), "short").error().fault == Fault::Invalid);
}

TEST("a transfer is promised only by who also says that they speak with us first")
{
    TestApplicant town;
    auto draft = town.a_draft();
    draft.protection.warm_transfers = Answer::Ask;

    auto const listing = proposed_listings(draft, town.reference).value()[0].listing;

    CHECK_FALSE(listing.accepts_live_transfer);
    CHECK(proposed_listings(town.a_draft(), town.reference).value()[0].listing.accepts_live_transfer);
}

TEST("the applications of the demo are whole")
{
    TestApplicant town;
    auto const text = file_text(REACHLINE_SOURCE_DIR "/data/directory/made_up_applications.json").value();
    auto const drafts = json::bound<std::vector<Draft>>(json::parse(text).value());
    REQUIRE(drafts);

    REQUIRE(drafts->size() == 2);
    for (auto const& draft : *drafts)
        CHECK(wanting(draft, town.reference).empty());
}
