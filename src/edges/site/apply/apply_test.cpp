// An organization asks to be listed, by the pages and without scripts.

#include "base/text.hpp"
#include "edges/site/apply/draft_from.hpp"
#include "edges/site/test_site.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::edges::site;
namespace directory = hotline::directory;

namespace {

using Fields = std::map<std::string, std::string>;

Fields who_we_are()
{
    return { { "who.organization", "Copper Lantern" }, { "who.type", "service_provider" },
        { "who.description", "We give beds and time." }, { "who.website", "example.org" },
        { "who.phone", "713-555-0142" }, { "who.contact.name", "Rosa Marked" },
        { "who.contact.function", "director" }, { "who.contact.phone", "713-555-0143" } };
}

Fields what_we_do(std::string const& at = "services.0.")
{
    return { { at + "what.name", "Lantern House" },
        { at + "what.description", "A bed for tonight." }, { at + "what.main", "shelter_em" },
        { at + "what.categories.case", "yes" }, { at + "what.categories.shelter_em", "yes" },
        { at + "what.accepts_referrals", "yes" } };
}

Fields where_and_when(std::string const& at = "services.0.")
{
    return { { at + "where.confidential", "yes" },
        { at + "where.address.address_1", "12 Hidden Street" },
        { at + "where.address.city", "Houston" }, { at + "where.address.state_province", "TX" },
        { at + "where.address.postal_code", "77084" }, { at + "where.extent", "county" },
        { at + "where.area_state", "TX" },
        { at + "where.area_counties", "Harris, Fort Bend County" },
        { at + "where.week_opens", "9 am" }, { at + "where.week_closes", "5:30 pm" } };
}

Fields whom_we_serve(std::string const& at = "services.0.")
{
    return { { at + "whom.languages.en", "yes" }, { at + "whom.languages.es", "yes" },
        { at + "whom.populations.women", "yes" }, { at + "whom.minimum_age", "18" },
        { at + "whom.pets", "no" }, { at + "whom.children", "yes" } };
}

Fields how_we_protect()
{
    return { { "protection.background_checks", "yes" }, { "protection.warm_transfers", "yes" },
        { "protection.confidentiality", "Names stay in a locked drawer." } };
}

Fields our_references()
{
    return { { "references.letters.1.writer", "Ana Marked" },
        { "references.letters.1.reached_at", "ana@example.org" },
        { "references.letters.1.text", "I have known them for ten years." },
        { "references.signed_by", "Rosa Marked" }, { "references.function", "director" },
        { "references.is_true", "yes" }, { "references.keeps_current", "yes" },
        { "references.no_endorsement", "yes" } };
}

TestBrowser& fill(
    TestBrowser& browser, Fields const& fields, std::string const& then = "apply_next")
{
    for (auto const& [name, value] : fields)
        browser.type(name, value);
    return browser.press(then);
}

TestBrowser& to_review(TestBrowser& browser)
{
    browser.press("apply").press("apply_begin");
    fill(browser, who_we_are());
    fill(browser, what_we_do());
    fill(browser, where_and_when());
    fill(browser, whom_we_serve());
    fill(browser, how_we_protect());
    return fill(browser, our_references());
}

std::int64_t applications_kept(TestSite& test)
{
    return test.core.database.number("select count(*) from application").value();
}

std::string receipt_on(TestBrowser const& browser)
{
    auto const at = browser.page.body.find("class=\"digits\"");
    REQUIRE(at != std::string::npos);
    auto const begin = browser.page.body.find('>', at) + 1;
    return digits_of(browser.page.body.substr(begin, browser.page.body.find('<', begin) - begin));
}

apply::Drafted drafted_from(std::vector<Fields> const& pages)
{
    Answers answers;
    for (auto const& page : pages)
        answers.insert(page.begin(), page.end());
    return apply::drafted(answers, 1, { directory::test_vocabulary(), directory::test_places() });
}

} // namespace

TEST("an organization applies page by page, sees all of it, and gets a number once")
{
    TestSite test;
    TestBrowser browser(test);

    to_review(browser);
    CHECK(browser.at() == "apply_review");
    CHECK(browser.shows("Lantern House"));
    CHECK(browser.shows("English, Spanish"));
    CHECK(browser.shows("I have known them for ten years."));
    auto const sending = browser.hidden();
    browser.press("apply_send");

    CHECK(browser.at() == "apply_sent");
    auto const receipt = receipt_on(browser);
    CHECK(receipt.size() == 16);
    CHECK(applications_kept(test) == 1);
    auto again = sending;
    again["go"] = "apply_send";
    browser.post(again);
    CHECK(receipt_on(browser) == receipt);
    CHECK(applications_kept(test) == 1);
    CHECK_FALSE(browser.shows("Hidden Street"));
}

TEST("what is wrong is said beside the field and above the page, and nothing is lost")
{
    TestSite test;
    TestBrowser browser(test);

    browser.press("apply").press("apply_begin");
    auto fields = who_we_are();
    fields["who.organization"] = "";
    fields["who.contact.phone"] = "12";
    fields["who.email"] = "nobody";
    fill(browser, fields);

    CHECK(browser.at() == "apply_group");
    CHECK(browser.shows("id=\"who.organization-wrong\""));
    CHECK(browser.shows("id=\"who.contact.phone-wrong\""));
    CHECK(browser.shows("id=\"who.email-wrong\""));
    CHECK(browser.shows("Name of the organization: we need an answer here"));
    CHECK(browser.shows("aria-invalid=\"true\""));
    CHECK(browser.shows("value=\"Rosa Marked\""));
    CHECK(browser.shows("We give beds and time."));
    CHECK_FALSE(browser.shows("what.name"));
    fill(browser, who_we_are());
    CHECK(browser.shows("services.0.what.name"));
}

TEST("a change of language, a step back and a change from the review keep every answer")
{
    TestSite test;
    TestBrowser browser(test);

    to_review(browser);
    browser.press("es", "to");
    CHECK(browser.shows("Lantern House"));
    CHECK(browser.shows("¿Está bien así?"));
    browser.press("3", "apply_change");
    CHECK(browser.shows("name=\"services.0.whom.languages.es\" value=\"yes\" checked"));
    CHECK_FALSE(browser.shows("name=\"services.0.whom.languages.vi\" value=\"yes\" checked"));
    fill(browser, whom_we_serve(), "apply_back");
    CHECK(browser.shows("value=\"12 Hidden Street\""));
    CHECK(browser.hidden()["services.0.whom.languages"] == "en,es");
    CHECK(browser.hidden()["services.0.whom.minimum_age"] == "18");
}

TEST("one more service is asked for by itself, and can be taken off again")
{
    TestSite test;
    TestBrowser browser(test);

    to_review(browser).press("apply_add");
    CHECK(browser.shows("services.1.what.name"));
    fill(browser, what_we_do("services.1."));
    fill(browser, where_and_when("services.1."));
    fill(browser, whom_we_serve("services.1."));
    browser.press("7", "apply_change");
    fill(browser, how_we_protect());
    fill(browser, our_references());
    CHECK(browser.at() == "apply_review");
    CHECK(browser.shows("service 2"));
    browser.press("apply_less");
    CHECK_FALSE(browser.shows("service 2"));
    browser.press("apply_send");

    CHECK(browser.at() == "apply_sent");
}

TEST("a form that wants something is not sent, whoever asks for it")
{
    TestSite test;
    TestBrowser browser(test);

    browser.press("apply").press("apply_begin");
    auto fields = browser.hidden();
    fields["go"] = "apply_send";
    browser.post(fields);

    CHECK(browser.at() == "apply_review");
    CHECK(browser.shows("we need an answer here"));
    CHECK_FALSE(browser.shows("value=\"apply_send\""));
    CHECK(applications_kept(test) == 0);
}

TEST("who comes back with the number sees where it stands and can take it back")
{
    TestSite test;
    TestBrowser browser(test);
    to_review(browser).press("apply_send");
    auto const receipt = receipt_on(browser);

    browser.press("home").press("back").type("number", receipt).press("back_open");
    CHECK(browser.shows("Nobody has read it yet."));
    CHECK_FALSE(browser.shows("Copper Lantern"));
    CHECK_FALSE(browser.shows("Marked"));
    browser.press("apply_withdraw");

    CHECK(browser.shows("You took it back."));
    browser.press("home").press("back").type("number", "1234567812345678").press("back_open");
    CHECK(browser.shows("We can not open anything with this number."));
}

TEST("answers become what the directory takes")
{
    auto where = where_and_when();
    auto what = what_we_do();
    what["services.0.what.categories"] = "case,shelter_em";
    auto whom = whom_we_serve();
    whom["services.0.whom.languages"] = "en,es";

    auto const result =
        drafted_from({ who_we_are(), what, where, whom, how_we_protect(), our_references() });

    CHECK(result.troubles.empty());
    auto const& draft = result.draft;
    CHECK(draft.who.website == "https://example.org");
    CHECK(draft.who.visibility == directory::Visibility::Public);
    REQUIRE(draft.services.size() == 1);
    auto const& service = draft.services[0];
    CHECK(service.what.categories == std::vector<std::string> { "shelter_em", "case" });
    CHECK(service.where.confidential);
    REQUIRE(service.where.areas.size() == 2);
    CHECK(service.where.areas[0].county == "Harris County");
    CHECK(service.where.areas[1].county == "Fort Bend County");
    REQUIRE(service.where.schedules.size() == 1);
    CHECK(service.where.schedules[0].opens_at == "09:00");
    CHECK(service.where.schedules[0].closes_at == "17:30");
    CHECK(service.where.schedules[0].timezone == "America/Chicago");
    CHECK(service.whom.minimum_age == 18);
    CHECK(service.whom.pets == directory::Answer::No);
    CHECK(draft.protection.no_discrimination == directory::Answer::Ask);
    REQUIRE(draft.references.letters.size() == 1);
    CHECK(draft.references.letters[0].writer == "Ana Marked");
}

TEST("what is wrong is told by the field that asks for it")
{
    auto where = where_and_when();
    where["services.0.where.area_counties"] = "Nowhere";
    where["services.0.where.week_closes"] = "";
    auto whom = whom_we_serve();
    whom["services.0.whom.languages"] = "en";
    whom["services.0.whom.minimum_age"] = "old";
    auto references = our_references();
    references.erase("references.letters.1.reached_at");
    auto what = what_we_do();
    what.erase("services.0.what.main");

    auto const troubles =
        drafted_from({ who_we_are(), what, where, whom, how_we_protect(), references }).troubles;

    auto const says = [&](std::string const& name, std::string const& why) {
        return std::ranges::find(troubles, apply::Trouble { name, why }) != troubles.end();
    };
    CHECK(says("services.0.where.extent", "bad_area"));
    CHECK(says("services.0.where.week_opens", "bad_hours"));
    CHECK(says("services.0.whom.minimum_age", "bad_age"));
    CHECK(says("references.letters.1.reached_at", "missing"));
    CHECK(says("services.0.what.main", "missing"));
    CHECK(troubles.size() == 5);
}

TEST("times are understood as people write them")
{
    CHECK(apply::time_from("9") == "09:00");
    CHECK(apply::time_from("9:30 am") == "09:30");
    CHECK(apply::time_from(" 5 PM ") == "17:00");
    CHECK(apply::time_from("12 am") == "00:00");
    CHECK(apply::time_from("12 p.m.") == "12:00");
    CHECK(apply::time_from("17:45") == "17:45");
    CHECK(apply::time_from("24:00") == "24:00");
    CHECK(apply::time_from("noon") == "noon");
    CHECK(apply::time_from("") == "");
}
