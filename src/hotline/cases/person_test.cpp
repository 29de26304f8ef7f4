#include "hotline/cases/cast_for_tests.hpp"
#include "hotline/cases/notes.hpp"
#include "hotline/cases/repeat_contact.hpp"
#include "hotline/cases/safe_contact.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::cases;
using namespace std::chrono_literals;

TEST("what we know of a person rests sealed and is read by who works on the case")
{
    Cast cast;
    auto const subject = cast.case_of(cast.maria);
    auto const person = cast.person_in(subject);

    auto const version = save_person(cast.world, cast.maria, person, 1, {}, { { "alias", "Marigold Fern" }, { "need", " a bed " } });

    REQUIRE(version);
    CHECK_FALSE(cast.database_holds("Marigold"));
    auto const seen = read_fields(cast.world, cast.maria, person).value();
    CHECK(seen.values.at("alias").seen_under(seen.reading) == "Marigold Fern");
    CHECK(seen.values.at("need").seen_under(seen.reading) == "a bed");
    CHECK(cast.readings() == 1);
    CHECK(fault_of(read_fields(cast.world, cast.sam, person)) == Fault::NotFound);
    CHECK(cast.readings() == 1);
}

TEST("a field that the forms do not know is not stored, and an empty one goes")
{
    Cast cast;
    auto const person = cast.person_in(cast.case_of(cast.maria));

    CHECK(fault_of(save_person(cast.world, cast.maria, person, 1, {}, { { "shoe_size", "38" } })) == Fault::Invalid);
    REQUIRE(save_person(cast.world, cast.maria, person, 1, {}, { { "alias", "Fern" } }));
    CHECK(fault_of(save_person(cast.world, cast.maria, person, 1, {}, {})) == Fault::Conflict);
    REQUIRE(save_person(cast.world, cast.maria, person, 2, {}, { { "alias", "" } }));

    CHECK(filled_fields(cast.world, person)->empty());
}

TEST("a guardian is a person of the same case")
{
    Cast cast;
    auto const subject = cast.case_of(cast.maria);
    auto const stranger = cast.person_in(cast.case_of(cast.maria));
    auto const aunt = cast.person_in(subject);

    CHECK(fault_of(add_person(cast.world, cast.maria, subject, { .guardian = stranger })) == Fault::Invalid);
    CHECK(add_person(cast.world, cast.maria, subject, { .guardian = aunt }));
}

TEST("notes are added, sealed and read by who may see the case")
{
    Cast cast;
    auto const subject = cast.case_of(cast.maria);

    auto const first = add_note(cast.world, cast.maria, subject, { .text = "Wants a quiet room", .idempotency_key = "n" });
    auto const again = add_note(cast.world, cast.maria, subject, { .text = "Wants a quiet room", .idempotency_key = "n" });
    REQUIRE(add_note(cast.world, cast.ana, subject, { .text = "Second look", .kind = NoteKind::PrivateToHotline }));

    CHECK(first.value() == again.value());
    auto const seen = read_notes(cast.world, cast.maria, subject).value();
    REQUIRE(seen.notes.size() == 2);
    CHECK(seen.notes[1].text.seen_under(seen.reading) == "Wants a quiet room");
    CHECK_FALSE(cast.database_holds("quiet room"));
    CHECK(fault_of(add_note(cast.world, cast.sam, subject, { .text = "x" })) == Fault::NotFound);
    CHECK(fault_of(read_notes(cast.world, cast.sam, subject)) == Fault::NotFound);
}

TEST("a person who comes again is recognised by number or address, however it is written")
{
    Cast cast;
    auto const subject = cast.case_of(cast.maria);
    auto const person = cast.person_in(subject);
    cast.fill_in(person, { { "phone", "(555) 555-0142" }, { "email", "Fern@Example.org" } });

    auto const by_phone = find_repeat(cast.world, cast.maria, PointKind::Phone, "+1 555 555 0142").value();
    auto const by_mail = find_repeat(cast.world, cast.sam, PointKind::Email, " fern@example.org").value();

    REQUIRE(by_phone.size() == 1);
    CHECK(by_phone[0].person == person);
    CHECK(by_phone[0].readable);
    REQUIRE(by_mail.size() == 1);
    CHECK_FALSE(by_mail[0].readable);
    CHECK(find_repeat(cast.world, cast.maria, PointKind::Phone, "555 555 0143")->empty());
    CHECK(fault_of(find_repeat(cast.world, cast.olga, PointKind::Phone, "555 555 0142")) == Fault::NotAllowed);
    CHECK(fault_of(find_repeat(cast.world, cast.maria, PointKind::Phone, "911")) == Fault::Invalid);
    CHECK_FALSE(cast.database_holds("5555550142"));
}

TEST("a number that was taken away is recognised no more")
{
    Cast cast;
    auto const person = cast.person_in(cast.case_of(cast.maria));
    cast.fill_in(person, { { "phone", "555 555 0142" } });
    cast.fill_in(person, { { "phone", "" } });

    CHECK(find_repeat(cast.world, cast.maria, PointKind::Phone, "555 555 0142")->empty());
}

TEST("what was stored while the vault was locked is found after the next unlock")
{
    Cast cast;
    REQUIRE(cast.ledger.keys.admit_member(keys::hotline_vault, cast.ledger.maria.account, cast.ledger.maria.public_key));
    auto const person = cast.person_in(cast.case_of(cast.maria));
    cast.ledger.keys.lock(keys::hotline_vault);
    cast.fill_in(person, { { "phone", "555 555 0142" } });
    CHECK(fault_of(find_repeat(cast.world, cast.maria, PointKind::Phone, "555 555 0142")) == Fault::NotAllowed);
    CHECK(fill_in_fingerprints(cast.world).value() == 0);

    REQUIRE(cast.ledger.maria_signs_in());
    CHECK(fill_in_fingerprints(cast.world).value() == 1);

    CHECK(find_repeat(cast.world, cast.maria, PointKind::Phone, "555 555 0142")->size() == 1);
    CHECK(fill_in_fingerprints(cast.world).value() == 0);
}

namespace {
SafeWays evenings()
{
    return { .call = Known::Yes, .text = Known::Unknown, .voicemail = Known::Yes,
        .hours = { { { "mon", "tue" }, "22:00", "01:30" }, { { "sun" }, "09:00", "24:00" } },
        .zone = "America/Chicago", .expires = std::chrono::sys_days(2027y / 1 / 1) };
}
Time chicago_winter(std::chrono::year_month_day day, minutes of_day) { return std::chrono::sys_days(day) + of_day + 6h; }
} // namespace

TEST("a plan allows its ways in its hours and zone, past midnight too, and never after its end")
{
    auto const plan = evenings();

    CHECK(allows(plan, Way::Call, chicago_winter(2026y / 11 / 23, 22h))); // a Monday
    CHECK_FALSE(allows(plan, Way::Call, chicago_winter(2026y / 11 / 23, 21h + 59min)));
    CHECK(allows(plan, Way::Call, chicago_winter(2026y / 11 / 25, 1h + 29min))); // Tuesday's night
    CHECK_FALSE(allows(plan, Way::Call, chicago_winter(2026y / 11 / 25, 1h + 30min)));
    CHECK_FALSE(allows(plan, Way::Call, chicago_winter(2026y / 11 / 23, 1h)));
    CHECK(allows(plan, Way::Call, chicago_winter(2026y / 11 / 22, 23h + 59min)));
    CHECK_FALSE(allows(plan, Way::Call, chicago_winter(2027y / 1 / 4, 22h)));
}

TEST("unknown is no, and a voicemail needs the call to be safe as well")
{
    auto plan = evenings();
    auto const monday = chicago_winter(2026y / 11 / 23, 22h);

    CHECK_FALSE(allows(plan, Way::Text, monday));
    CHECK_FALSE(allows(plan, Way::Email, monday));
    CHECK(allows(plan, Way::Voicemail, monday));
    plan.call = Known::Unknown;
    CHECK_FALSE(allows(plan, Way::Voicemail, monday));
    plan = evenings();
    plan.zone = "Nowhere/Town";
    CHECK_FALSE(allows(plan, Way::Call, monday));
    plan = evenings();
    plan.hours.clear();
    CHECK_FALSE(allows(plan, Way::Call, monday));
}

TEST("hours follow the wall clock on the day that it changes")
{
    auto plan = evenings();
    plan.hours = { { { "sun" }, "03:00", "04:00" } };

    // 8 March 2026: after 1:59 comes 3:00. 1 November 2026: 1:00 to 1:59 comes twice.
    auto const spring = std::chrono::sys_days(2026y / 3 / 8);
    CHECK_FALSE(allows(plan, Way::Call, spring + 7h + 59min));
    CHECK(allows(plan, Way::Call, spring + 8h));
    CHECK_FALSE(allows(plan, Way::Call, spring + 9h));
    CHECK(allows(plan, Way::Call, std::chrono::sys_days(2026y / 11 / 1) + 9h));
    CHECK_FALSE(allows(plan, Way::Call, std::chrono::sys_days(2026y / 11 / 1) + 8h));
}

TEST("the next safe minute is found, or there is none before the end")
{
    auto plan = evenings();
    auto const tuesday_morning = chicago_winter(2026y / 11 / 24, 8h);

    CHECK(next_allowed(plan, Way::Call, tuesday_morning) == chicago_winter(2026y / 11 / 24, 22h));
    plan.expires = chicago_winter(2026y / 11 / 24, 22h);
    CHECK_FALSE(next_allowed(plan, Way::Call, tuesday_morning));
    CHECK_FALSE(next_allowed(plan, Way::Text, tuesday_morning));
}

TEST("a safe-contact plan is kept for seven days, its words sealed, and a zone that is none is refused")
{
    Cast cast;
    auto const person = cast.person_in(cast.case_of(cast.maria));
    auto plan = evenings();
    plan.expires = std::nullopt;

    REQUIRE(save_safe_contact(cast.world, cast.maria, person, plan, { .number = "555 555 0142", .code_word = "tuesday blue" }));

    auto const kept = safe_ways(cast.world, person).value();
    REQUIRE(kept);
    CHECK(kept->expires == cast.world.now() + plan_life);
    CHECK(kept->hours[0].days == std::vector<std::string> { "mon", "tue" });
    CHECK_FALSE(cast.database_holds("tuesday blue"));
    auto const words = read_safe_words(cast.world, cast.maria, person).value();
    REQUIRE(words);
    CHECK(words->code_word.seen_under(words->reading) == "tuesday blue");
    CHECK(find_repeat(cast.world, cast.maria, PointKind::Phone, "5555550142")->size() == 1);
    CHECK(fault_of(read_safe_words(cast.world, cast.sam, person)) == Fault::NotFound);
    plan.zone = "Nowhere/Town";
    CHECK(fault_of(save_safe_contact(cast.world, cast.maria, person, plan, {})) == Fault::Invalid);
    plan = evenings();
    plan.hours[0].from = "25:00";
    CHECK(fault_of(save_safe_contact(cast.world, cast.maria, person, plan, {})) == Fault::Invalid);
}
