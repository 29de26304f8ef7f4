#include "edges/partners/portal_for_tests.hpp"

#include "edges/partners/entry_form.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/owners.hpp"
#include "hotline/directory/test_directory.hpp"

namespace reachline::edges::partners {

namespace directory = hotline::directory;

namespace {

/// The shelter and the clinic have an entry each, and nothing was disclosed to either.
struct EntriesCast : PortalCast {
    directory::Reference reference { directory::test_vocabulary(), directory::test_places() };
    hotline::Actor editor = directory::staff(51, hotline::people::Role::Editor);
    hotline::Actor verifier = directory::staff(52, hotline::people::Role::Verifier);
    Id<hotline::Listing> bed = listed(the_shelter, "A bed for tonight");
    Id<hotline::Listing> law = listed(the_clinic, "Law for tomorrow");
    std::string session = signed_in(at_the_shelter);
    std::string path = "/entries/" + std::to_string(bed.value);

    Id<hotline::Listing> listed(Id<hotline::Organization> of, std::string name)
    {
        if (!directory::organization(database, of)) {
            hotline::Organization one { .id = of, .name = name + " house" };
            REQUIRE(directory::keep(database, one));
        }
        auto one = directory::TestDirectory::a_shelter(of);
        one.name = std::move(name);
        auto const id = directory::add(world, editor, reference, one).value();
        REQUIRE(directory::make_sure(world, verifier, id));
        return id;
    }
    hotline::Listing now_listed() { return directory::listing(database, bed).value(); }
    std::string beds(std::string const& fields, std::string const& by)
    {
        return post("/beds/" + std::to_string(bed.value), by, fields);
    }
};

/// Every field of the change form as it stands, with one number.
std::string whole_form(std::string const& more)
{
    return "name=A+bed+for+tonight&description=A+bed+for+tonight.&remote=no&status=active&language_"
           "en=yes&pets=ask&children=ask"
        + more;
}

} // namespace

TEST("a provider to which nothing was disclosed sees its own entries and nobody else's")
{
    EntriesCast cast;

    auto const list = cast.get("/entries", cast.session);
    auto const own = cast.get(cast.path, cast.session);
    auto const theirs = cast.get("/entries/" + std::to_string(cast.law.value), cast.session);
    auto const nowhere = cast.get("/entries/12345", cast.session);

    CHECK(is(list, 200));
    CHECK(holds(list, "A bed for tonight"));
    CHECK(holds(list, "Listed. Last confirmed on"));
    CHECK_FALSE(holds(list, "Law for tomorrow"));
    CHECK(is(own, 200));
    CHECK(holds(own, "713-555-0142"));
    CHECK(holds(own, "name=\"token\" value=\"" + form_token(cast.session) + "\""));
    CHECK_FALSE(holds(own, "name=\"token\" value=\"\""));
    CHECK(is(theirs, 404));
    CHECK(body_of(theirs) == body_of(nowhere));
    CHECK(holds(cast.get("/entries"), "Passphrase"));
}

TEST("one tap says how much room there is, the same tap sent twice counts once")
{
    EntriesCast cast;
    REQUIRE(is(cast.beds("do=set&available=3&maximum=4&unit=beds", cast.session), 303));

    REQUIRE(is(cast.beds("do=more&seen=3", cast.session), 303));
    REQUIRE(is(cast.beds("do=more&seen=3", cast.session), 303));
    CHECK(cast.now_listed().capacity->available == 4);
    CHECK(is(cast.beds("do=more&seen=4", cast.session), 400));
    REQUIRE(is(cast.beds("do=full&seen=4", cast.session), 303));
    CHECK(cast.now_listed().capacity->available == 0);
    CHECK(is(cast.beds("do=less&seen=0", cast.session), 400));
    REQUIRE(is(cast.beds("do=one&seen=0", cast.session), 303));

    CHECK(cast.now_listed().capacity == directory::Capacity { 1, 4, "beds", cast.world.now() });
    CHECK(holds(cast.get("/beds", cast.session), "of 4 beds"));
}

TEST("a count of beds that cannot be is said beside the field and keeps what was typed")
{
    EntriesCast cast;

    auto const page = cast.beds("do=set&available=12&maximum=10&unit=beds", cast.session);

    CHECK(is(page, 400));
    CHECK(holds(page, "not less than what is free"));
    CHECK(holds(page, "value=\"12\""));
    CHECK_FALSE(cast.now_listed().capacity);
}

TEST("another provider, a form without its token and a stranger change no count")
{
    EntriesCast cast;
    auto const clinic = cast.signed_in(cast.at_the_clinic);

    CHECK(is(cast.beds("do=full&seen=0", clinic), 404));
    CHECK(is(cast.post_from(
                 cast.origin(), "/beds/" + std::to_string(cast.bed.value), cast.session, "do=full"),
        403));
    CHECK(holds(cast.beds("do=full&seen=0", ""), "Passphrase"));
    CHECK_FALSE(cast.now_listed().capacity);
}

TEST("an old count is told to its provider as too old")
{
    EntriesCast cast;
    REQUIRE(is(cast.beds("do=set&available=3&maximum=&unit=beds", cast.session), 303));

    cast.advance(hours { 49 });

    auto const later = cast.signed_in(cast.at_the_shelter);
    CHECK(holds(cast.get("/beds", later), "everybody is told to ask"));
    CHECK(holds(cast.get(cast.path, later), "Ask us (last said 2 days ago)"));
}

TEST("a provider confirms its entry, and another one does not")
{
    EntriesCast cast;

    CHECK(is(cast.post(cast.path, cast.signed_in(cast.at_the_clinic), "do=confirm"), 404));
    CHECK_FALSE(cast.now_listed().confirmed);
    CHECK(is(cast.post(cast.path, cast.session, "do=confirm"), 303));
    CHECK(cast.now_listed().confirmed == cast.world.now());
}

TEST("a changed phone waits and the old one is shown; what else was changed waits for a second "
     "person alone")
{
    EntriesCast cast;

    auto const sent = cast.post(cast.path + "/change", cast.session,
        whole_form("&fees=Free&p0_number=713-555-0199&p0_kind=voice&p0_who=public"));

    CHECK(holds(sent, "said=entry.proposed.held"));
    auto const waiting = directory::waiting_changes(cast.database, cast.bed).value();
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].held == std::vector<std::string> { "phones" });
    CHECK(waiting[1].amendment == directory::Amendment { .fees = "Free" });
    CHECK(cast.now_listed().phones[0].number == "713-555-0142");
    auto const page = cast.get(cast.path, cast.session);
    CHECK(holds(page, "713-555-0199"));
    CHECK(holds(page, "It can be shown from"));
    CHECK(is(cast.post(cast.path, cast.session, "do=confirm"), 409));
    CHECK(is(cast.post(cast.path, cast.signed_in(cast.at_the_clinic),
                 "do=take_back&change=" + std::to_string(waiting[0].id.value)),
        404));
    CHECK(is(cast.post(cast.path, cast.session,
                 "do=take_back&change=" + std::to_string(waiting[0].id.value)),
        303));
    CHECK(directory::waiting_changes(cast.database, cast.bed)->size() == 1);
}

TEST("what is wrong in a change is said beside its field, and nothing that was typed is lost or "
     "sent")
{
    EntriesCast cast;

    auto const page = cast.post(cast.path + "/change", cast.session,
        whole_form("&fees=Almost+nothing&p0_number=12&website=harbor&minimum_age=30&maximum_age=20&"
                   "s0_MO=yes&s0_opens=9&address_1=1+Elm&city=Houston&state=TX&zip=99999"));

    CHECK(is(page, 400));
    for (auto const* const told : { "3 to 15 digits", "begins with https://", "below the other",
             "when you open and close", "no such ZIP code", "Almost nothing", "value=\"harbor\"" })
        CHECK(holds(page, told));
    CHECK(directory::waiting_changes(cast.database, cast.bed)->empty());
}

TEST("a form that changes nothing sends nothing")
{
    EntriesCast cast;

    auto const sent = cast.post(cast.path + "/change", cast.session,
        whole_form("&p0_number=713-555-0142&p0_kind=voice&p0_who=public"));

    CHECK(holds(sent, "said=entry.same"));
    CHECK(directory::waiting_changes(cast.database, cast.bed)->empty());
}

TEST("a desk that never closes keeps its hours when something else is changed")
{
    EntriesCast cast;
    auto one = cast.now_listed();
    one.schedules = { { .byday = "MO,TU,WE,TH,FR,SA,SU", .opens_at = "00:00", .closes_at = "24:00", .timezone = "America/Chicago" } };
    REQUIRE(directory::keep(cast.database, one));
    auto const read = read_entry(form_of(one).typed, one, cast.reference);

    CHECK(form_of(one).typed.at("s0_closes") == "00:00");
    CHECK(read.is_right());
    CHECK(directory::says_nothing(directory::what_differs(one, read.amendment)));
}

TEST("an address is placed in the middle of its ZIP code, and waits")
{
    EntriesCast cast;

    auto const sent = cast.post(cast.path + "/change", cast.session,
        whole_form("&p0_number=713-555-0142&address_1=1+Elm+Street&city=Houston&state=TX&zip=77002&"
                   "s0_MO=yes&s0_opens=09:00&s0_closes=17:00"));

    CHECK(holds(sent, "said=entry.proposed.held"));
    auto const waiting = directory::waiting_changes(cast.database, cast.bed).value();
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].amendment.site->address.county == "Harris County");
    CHECK(waiting[0].amendment.site->timezone == "America/Chicago");
    CHECK(waiting[1].amendment.schedules->front().byday == "MO");
}

} // namespace reachline::edges::partners
