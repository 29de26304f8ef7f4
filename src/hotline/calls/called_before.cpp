#include "hotline/calls/called_before.hpp"

#include "base/phone_number.hpp"
#include "hotline/calls/calls_store.hpp"
#include "hotline/calls/settling.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::calls {

namespace {

constexpr std::int64_t no_shelf = -1;

/// "anonymous", "restricted" and "unavailable" on a telephone's keys: what carriers send of a
/// number that is withheld. Whoever withholds it would be taken for everybody who does.
constexpr std::array withheld { "+266696687", "+17378742833", "+86282452253" };

/// The number's one spelling; nothing for what many callers have in common.
std::optional<std::string> known_by(std::string_view number)
{
    auto const spelling = one_spelling_of_phone(number);
    if (!spelling || std::ranges::find(withheld, *spelling) != withheld.end())
        return std::nullopt;
    // In the North American plan no area begins with 0 or 1: a stand-in of the carrier's.
    bool const ours = spelling->starts_with("+1");
    if (ours && (spelling->size() != 12 || (*spelling)[2] == '0' || (*spelling)[2] == '1'))
        return std::nullopt;
    return spelling;
}

Result<std::int64_t> shelf_of(World& world, std::optional<std::string> const& spelling)
{
    if (!spelling)
        return no_shelf;
    auto const print = TRY(world.keys.blind_index("caller " + *spelling));
    return std::int64_t { static_cast<unsigned char>(print[0]) } << 4
        | static_cast<unsigned char>(print[1]) >> 4;
}

} // namespace

Result<std::optional<CalledBefore>> called_before(World& world, Actor const& actor, Id<Signal> id)
{
    auto seen = TRY(caller_number(world, actor, id, audit::Purpose::FindRepeatContact));
    if (!seen)
        return std::optional<CalledBefore> {};
    auto const reading = seen->reading;
    auto const own = known_by(seen->number.seen_under(reading));
    CalledBefore before { .number = std::move(*seen), .calls = {} };
    before.many_use_it = TRY(rows::many_use_it(world, id));
    if (!own)
        return before;
    for (auto const& one : TRY(rows::on_shelf(world, TRY(shelf_of(world, own)), id))) {
        auto const number = world.keys.open(number_place(one.party), one.number);
        if (!number || known_by(number->seen_under(reading)) != own)
            continue; // its folder was erased, or another number that shares the shelf
        TRY(audit::read(world, actor, audit::Purpose::FindRepeatContact, about(one.call.signal)));
        before.many_use_it = before.many_use_it || one.many_use_it;
        before.calls.push_back(one.call);
        if (before.calls.size() == most_earlier)
            break;
    }
    return before;
}

Done set_many_use_it(World& world, Actor const& actor, Id<Signal> id, bool many)
{
    TRY(held_by(world, actor, id));
    TRY(rows::set_many_use_it(world, id, many));
    TRY(audit::record(
        world, actor, many ? Literal("line_is_shared") : Literal("line_is_not_shared"), about(id)));
    tell_changed(world, id);
    return {};
}

Result<std::size_t> put_on_shelves(World& world, std::int64_t limit)
{
    if (!world.keys.is_unlocked())
        return 0;
    std::size_t put = 0;
    for (auto const& one : TRY(rows::without_shelf(world, limit))) {
        auto const reading = TRY(audit::read(
            world, Actor::system(), audit::Purpose::FindRepeatContact, about(one.call.signal)));
        auto const number = world.keys.open(number_place(one.party), one.number);
        auto const spelling = number ? known_by(number->seen_under(reading)) : std::nullopt;
        TRY(rows::set_shelf(world, one.party, TRY(shelf_of(world, spelling))));
        ++put;
    }
    return put;
}

} // namespace reachline::hotline::calls
