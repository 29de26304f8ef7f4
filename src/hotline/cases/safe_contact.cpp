#include "hotline/cases/safe_contact.hpp"

#include "base/text.hpp"
#include "base/zone.hpp"
#include "hotline/cases/cases_store.hpp"
#include "hotline/cases/person_store.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::cases {

namespace {

constexpr std::size_t word_limit = 256;
constexpr std::array<std::string_view, 7> day_names { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };

constexpr keys::Place number_place(Id<Person> id) { return { "safe_contact", "number_sealed", id.value }; }
constexpr keys::Place address_place(Id<Person> id) { return { "safe_contact", "address_sealed", id.value }; }
constexpr keys::Place ask_for_place(Id<Person> id) { return { "safe_contact", "ask_for_sealed", id.value }; }
constexpr keys::Place say_as_place(Id<Person> id) { return { "safe_contact", "say_as_sealed", id.value }; }
constexpr keys::Place code_word_place(Id<Person> id) { return { "safe_contact", "code_word_sealed", id.value }; }

bool is_day(std::string const& day) { return std::ranges::find(day_names, day) != day_names.end(); }

bool is_sound(ContactHours const& stretch)
{
    return !stretch.days.empty() && std::ranges::all_of(stretch.days, is_day) && minute_of_day(stretch.from)
        && minute_of_day(stretch.to) && stretch.from != stretch.to;
}

bool names(ContactHours const& stretch, std::chrono::weekday day)
{
    return std::ranges::find(stretch.days, day_names[day.c_encoding()]) != stretch.days.end();
}

bool covers(ContactHours const& stretch, CivilTime const& civil)
{
    auto const from = minute_of_day(stretch.from);
    auto const to = minute_of_day(stretch.to);
    if (!from || !to)
        return false;
    if (*from < *to)
        return names(stretch, civil.weekday) && civil.of_day >= *from && civil.of_day < *to;
    // It runs past midnight: the evening of its day, or the small hours of the next.
    return (names(stretch, civil.weekday) && civil.of_day >= *from)
        || (names(stretch, civil.weekday - Days(1)) && civil.of_day < *to);
}

bool way_is_safe(SafeWays const& ways, Way way)
{
    switch (way) {
    case Way::Call:
        return ways.call == Known::Yes;
    case Way::Text:
        return ways.text == Known::Yes;
    case Way::Email:
        return ways.email == Known::Yes;
    case Way::Voicemail: // nobody reaches a voicemail without calling
        return ways.call == Known::Yes && ways.voicemail == Known::Yes;
    }
    return false;
}

bool covers(SafeWays const& ways, Zone const& zone, Time at)
{
    return ways.expires && at < *ways.expires
        && std::ranges::any_of(ways.hours, [&](auto const& stretch) { return covers(stretch, zone.civil(at)); });
}

Done check(SafeWays const& ways)
{
    if (!ways.hours.empty() || !ways.zone.empty())
        TRY(Zone::load(ways.zone));
    if (ways.hours.size() > 32 || !std::ranges::all_of(ways.hours, is_sound))
        return fail(Fault::Invalid, "a stretch of hours needs days, and times such as 18:00");
    return {};
}

} // namespace

Done save_safe_contact(
    World& world, Actor const& actor, Id<Person> id, SafeWays const& typed, SafeWords const& words)
{
    auto const person = TRY(find_person(world, actor, id));
    TRY(check(typed));
    auto ways = typed;
    ways.expires = std::min(ways.expires.value_or(world.now() + plan_life), world.now() + longest_plan_life);
    auto const folder = TRY(folder_of(world, person.subject));
    auto const sealed = [&](keys::Place place, std::string const& text) -> Result<Bytes> {
        return world.keys.seal(folder, place, TRY(clean_text(text, word_limit)));
    };
    TRY(rows::save_plan(world, id,
        { .ways = ways, .number = TRY(sealed(number_place(id), words.number)),
            .address = TRY(sealed(address_place(id), words.address)),
            .ask_for = TRY(sealed(ask_for_place(id), words.ask_for)),
            .say_as = TRY(sealed(say_as_place(id), words.say_as)),
            .code_word = TRY(sealed(code_word_place(id), words.code_word)) }));
    TRY(remember_point(world, id, folder, "plan_number", PointKind::Phone, words.number));
    TRY(remember_point(world, id, folder, "plan_address", PointKind::Email, words.address));
    TRY(audit::record(world, actor, "safe_contact_saved", audit::subject("person", id),
        audit::subject("case", person.subject)));
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = person.subject.value });
    return {};
}

Result<std::optional<SafeWays>> safe_ways(World& world, Id<Person> id)
{
    auto plan = TRY(rows::plan(world, id));
    return plan ? std::optional(std::move(plan->ways)) : std::nullopt;
}

Result<std::optional<SafeWordsSeen>> read_safe_words(World& world, Actor const& actor, Id<Person> id)
{
    TRY(find_person(world, actor, id));
    auto const plan = TRY(rows::plan(world, id));
    if (!plan)
        return std::optional<SafeWordsSeen> {};
    auto const reading = TRY(audit::read(world, actor, audit::Purpose::WorkOnCase, audit::subject("person", id)));
    return std::optional(SafeWordsSeen { .number = TRY(world.keys.open(number_place(id), plan->number)),
        .address = TRY(world.keys.open(address_place(id), plan->address)),
        .ask_for = TRY(world.keys.open(ask_for_place(id), plan->ask_for)),
        .say_as = TRY(world.keys.open(say_as_place(id), plan->say_as)),
        .code_word = TRY(world.keys.open(code_word_place(id), plan->code_word)),
        .reading = reading });
}

bool allows(SafeWays const& ways, Way way, Time at)
{
    auto const zone = Zone::load(ways.zone);
    return zone && way_is_safe(ways, way) && covers(ways, *zone, at);
}

std::optional<Time> next_allowed(SafeWays const& ways, Way way, Time from)
{
    auto const zone = Zone::load(ways.zone);
    if (!zone || !way_is_safe(ways, way))
        return std::nullopt;
    if (covers(ways, *zone, from))
        return from;
    for (auto at = Time(std::chrono::ceil<minutes>(from)); at <= from + Days(8); at += minutes(1))
        if (covers(ways, *zone, at))
            return at;
    return std::nullopt;
}

Result<bool> reachable_now(World& world, Id<Person> id)
{
    auto const ways = TRY(safe_ways(world, id));
    return ways && (allows(*ways, Way::Call, world.now()) || allows(*ways, Way::Text, world.now()) || allows(*ways, Way::Email, world.now()));
}

} // namespace reachline::hotline::cases
