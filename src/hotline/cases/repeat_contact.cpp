#include "hotline/cases/repeat_contact.hpp"

#include "base/phone_number.hpp"
#include "base/text.hpp"
#include "hotline/cases/person_store.hpp"

#include <algorithm>

namespace reachline::hotline::cases {

namespace {

constexpr keys::Place value_place(std::int64_t row) { return { "contact_point", "value_sealed", row }; }

std::optional<std::string> normalised_email(std::string_view typed)
{
    auto const text = lower_ascii(trimmed(typed));
    auto const at = text.rfind('@');
    if (at == text.npos || at == 0 || at + 1 == text.size() || text.size() > 254
        || std::ranges::any_of(text, [](char c) { return c == ' ' || c == '\t' || c == '\n'; }))
        return std::nullopt;
    return text;
}

/// Nothing while the vault is locked: it is filled in at the next unlock.
std::optional<Bytes> fingerprint_if_unlocked(World& world, std::string const& point)
{
    auto const print = world.keys.blind_index(point);
    return print ? std::optional(*print) : std::nullopt;
}

} // namespace

std::optional<std::string> normalised(PointKind kind, std::string_view typed)
{
    return kind == PointKind::Phone ? one_spelling_of_phone(typed) : normalised_email(typed);
}

Done remember_point(World& world, Id<Person> person, Id<Folder> folder, Literal source, PointKind kind,
    std::string_view typed)
{
    if (auto const before = TRY(rows::point_row(world, person, source.view())))
        TRY(rows::delete_point(world, *before));
    auto const point = normalised(kind, typed);
    if (!point)
        return {};
    auto const row = world.ids.next_value();
    return rows::insert_point(world, row, person, source.view(), kind,
        TRY(world.keys.seal(folder, value_place(row), *point)), fingerprint_if_unlocked(world, *point));
}

Result<std::vector<Repeat>> find_repeat(
    World& world, Actor const& actor, PointKind kind, std::string_view typed)
{
    if (!actor.may(people::Permission::AnswerSignals))
        return fail(Fault::NotAllowed, "only who answers signals may look for an earlier contact");
    auto const point = normalised(kind, typed);
    if (!point)
        return fail(Fault::Invalid, "this is no number or address");
    auto const print = TRY(world.keys.blind_index(*point));
    std::vector<Repeat> repeats;
    for (auto const& found : TRY(rows::people_with(world, print))) {
        auto const by = TRY(access(world, actor, found.subject));
        repeats.push_back({ found.subject, found.person, by != Access::None });
        TRY(audit::read(world, actor, audit::Purpose::FindRepeatContact, audit::subject("person", found.person)));
    }
    return repeats;
}

Result<std::optional<CallerRepeats>> find_repeat_of_caller(World& world, Actor const& actor, Id<Signal> call)
{
    auto before = TRY(calls::called_before(world, actor, call));
    if (!before)
        return std::optional<CallerRepeats> {};
    auto const& number = before->number.number.seen_under(before->number.reading);
    CallerRepeats repeats { .calls = std::move(before->calls), .many_use_it = before->many_use_it, .cases = {} };
    if (normalised(PointKind::Phone, number))
        repeats.cases = TRY(find_repeat(world, actor, PointKind::Phone, number));
    return repeats;
}

Result<std::size_t> fill_in_fingerprints(World& world, std::int64_t limit)
{
    if (!world.keys.is_unlocked())
        return 0;
    std::size_t filled = 0;
    for (auto const& row : TRY(rows::points_without_fingerprint(world, limit))) {
        auto const reading = TRY(audit::read(
            world, Actor::system(), audit::Purpose::FindRepeatContact, audit::subject("person", row.person)));
        auto const value = world.keys.open(value_place(row.id), row.value);
        if (!value)
            continue; // its folder was erased
        TRY(rows::set_fingerprint(world, row.id, TRY(world.keys.blind_index(value->seen_under(reading)))));
        ++filled;
    }
    return filled;
}

} // namespace reachline::hotline::cases
