// A provider keeps its own entries: sees them, confirms them, proposes a change, counts its beds.

#include "edges/partners/entry_views.hpp"
#include "edges/partners/portal_inside.hpp"

#include "base/text.hpp"

#include <charconv>

namespace reachline::edges::partners {

namespace {

using directory::OurListing;
using hotline::Actor;
using hotline::Listing;
using hotline::World;

constexpr std::int64_t most_beds = 9'999;

std::optional<std::int64_t> whole_number(std::string_view text)
{
    auto const digits = trimmed(text);
    std::int64_t number = 0;
    auto const [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || wrong != std::errc {} || end != digits.data() + digits.size())
        return std::nullopt;
    return number;
}

/// What is not a number names no listing.
Id<Listing> listing_id(Visit const& visit)
{
    return { whole_number(visit.values[0]).value_or(0) };
}

struct Room {
    std::int64_t available = 0;
    std::optional<std::int64_t> maximum {};
    std::string unit {};
};

struct ReadRoom {
    Room room {};
    std::string wrong {}; ///< key of a word
};

/// The numbers as they were typed.
ReadRoom typed_room(Visit const& visit)
{
    auto const most = trimmed(visit.field("maximum"));
    auto const available = whole_number(visit.field("available"));
    ReadRoom read { .room = { .maximum = whole_number(most),
                        .unit = std::string(trimmed(visit.field("unit"))) } };
    if (!available || *available < 0 || *available > most_beds)
        read.wrong = "beds.wrong.available";
    else if (!most.empty()
        && (!read.room.maximum || *read.room.maximum < *available
            || *read.room.maximum > most_beds))
        read.wrong = "beds.wrong.maximum";
    else if (!clean_text(read.room.unit, 40) || read.room.unit.empty())
        read.wrong = "beds.wrong.unit";
    read.room.available = available.value_or(0);
    return read;
}

/// One tap: one more or less than the page showed, so that a tap that arrives twice counts once.
Result<Room> tapped_room(Visit const& visit, Listing const& one, std::string const& usual_unit)
{
    Room room { .unit = usual_unit };
    if (one.capacity)
        room = { one.capacity->available, one.capacity->maximum, one.capacity->unit };
    auto const seen = whole_number(visit.field("seen")).value_or(0);
    auto const& what = visit.field("do");
    if (what == "more")
        room.available = seen + 1;
    else if (what == "less")
        room.available = seen - 1;
    else if (what == "full")
        room.available = 0;
    else if (what == "one")
        room.available = 1;
    else if (what == "same")
        room.available = seen;
    else
        return fail(Fault::Invalid, "this form says nothing that we know");
    if (room.available < 0 || room.available > room.maximum.value_or(most_beds))
        return fail(Fault::Invalid, "there cannot be more room than there is");
    return room;
}

} // namespace

void Portal::show_entries(Shown visit) const
{
    as_partner<std::vector<OurListing>>(visit, directory::our_listings,
        [this, visit](Who const& who, std::vector<OurListing> const& all) {
            send_page(*visit, 200, entries_page(*pages_, frame_of(*visit, &who), all));
        });
}

/// The first look reads the places from disk, which nobody who chats may have to wait for: it is
/// done on a worker.
void Portal::with_reference(Shown visit, std::function<void(directory::Reference)> then) const
{
    core_.look([this, visit, then](store::Database&) {
        auto const reference = options_.reference();
        loop_.post([this, visit, then, reference] {
            if (!reference)
                return send_fault(*visit, nullptr, reference.error());
            then(*reference);
        });
    });
}

void Portal::with_our_listing(Shown visit,
    std::function<std::string(Frame const&, directory::Reference const&, OurListing const&)> page) const
{
    with_reference(visit, [this, visit, page](directory::Reference reference) {
        as_partner<OurListing>(
            visit,
            [visit](World& world, Actor const& actor) {
                return directory::our_listing(world, actor, listing_id(*visit));
            },
            [this, visit, page, reference](Who const& who, OurListing const& ours) {
                send_page(*visit, 200, page(frame_of(*visit, &who), reference, ours));
            });
    });
}

void Portal::show_entry(Shown visit) const
{
    with_our_listing(visit, [this](Frame const& frame, directory::Reference const& reference, OurListing const& ours) {
        return entry_page(*pages_, frame, reference.vocabulary, ours);
    });
}

void Portal::act_on_entry(Shown visit) const
{
    if (!is_our_form(*visit))
        return send_page(*visit, 403, trouble_page(*pages_, frame_of(*visit), "trouble.stale"));
    auto const& what = visit->field("do");
    as_partner<bool>(
        visit,
        [visit, what](World& world, Actor const& actor) -> Result<bool> {
            auto const id = listing_id(*visit);
            if (what == "confirm") {
                TRY(directory::confirm(world, actor, id));
                return true;
            }
            if (what != "take_back")
                return fail(Fault::Invalid, "this form says nothing that we know");
            TRY(directory::our_listing(world, actor, id));
            TRY(directory::withdraw(
                world, actor, { whole_number(visit->field("change")).value_or(0) }));
            return true;
        },
        [this, visit, what](Who const&, bool) {
            lead_to(*visit,
                visit->path
                    + (what == "confirm" ? "?said=entry.confirmed" : "?said=entry.taken_back"));
        });
}

void Portal::show_change(Shown visit) const
{
    with_our_listing(visit, [this](Frame const& frame, directory::Reference const& reference, OurListing const& ours) {
        return change_page(*pages_, frame, reference.vocabulary, ours, form_of(ours.listing));
    });
}

namespace {

struct Proposed {
    OurListing ours {};
    ReadEntry read {};
    std::string said {}; ///< key of a word
};

/// What was typed, as one change that is held and one that is not; nothing while a field is wrong.
Result<Proposed> propose_typed(
    World& world, Actor const& actor, directory::Reference const& reference, Visit const& visit)
{
    auto const id = listing_id(visit);
    auto ours = TRY(directory::our_listing(world, actor, id));
    auto read = read_entry(visit.form, ours.listing, reference);
    if (!read.is_right())
        return Proposed { std::move(ours), std::move(read) };
    auto const parts =
        directory::parted(ours.listing, directory::what_differs(ours.listing, read.amendment));
    bool const is_held = !directory::says_nothing(parts.held);
    if (!is_held && directory::says_nothing(parts.rest))
        return Proposed { std::move(ours), std::move(read), "entry.same" };
    for (auto const& part : { parts.held, parts.rest })
        if (!directory::says_nothing(part))
            TRY(directory::propose(world, actor, reference, id, part));
    return Proposed { std::move(ours), std::move(read),
        is_held ? "entry.proposed.held" : "entry.proposed" };
}

} // namespace

void Portal::propose_change(Shown visit) const
{
    if (!is_our_form(*visit))
        return send_page(*visit, 403, trouble_page(*pages_, frame_of(*visit), "trouble.stale"));
    with_reference(visit, [this, visit](directory::Reference reference) {
        as_partner<Proposed>(
            visit,
            [visit, reference](World& world, Actor const& actor) {
                return propose_typed(world, actor, reference, *visit);
            },
            [this, visit, reference](Who const& who, Proposed const& proposed) {
                if (proposed.read.is_right())
                    return lead_to(*visit,
                        "/entries/" + std::to_string(proposed.ours.listing.id.value)
                            + "?said=" + proposed.said);
                send_page(*visit, 400,
                    change_page(*pages_, frame_of(*visit, &who), reference.vocabulary,
                        proposed.ours, proposed.read.form));
            });
    });
}

void Portal::show_beds(Shown visit) const
{
    as_partner<std::vector<OurListing>>(visit, directory::our_listings,
        [this, visit](Who const& who, std::vector<OurListing> const& all) {
            send_page(*visit, 200, beds_page(*pages_, frame_of(*visit, &who), all));
        });
}

void Portal::report_beds(Shown visit) const
{
    if (!is_our_form(*visit))
        return send_page(*visit, 403, trouble_page(*pages_, frame_of(*visit), "trouble.stale"));
    struct Reported {
        std::vector<OurListing> all {};
        std::string wrong {};
    };
    auto const usual_unit = pages_->word(visit->language, "beds.unit.usual");
    as_partner<Reported>(
        visit,
        [visit, usual_unit](World& world, Actor const& actor) -> Result<Reported> {
            auto const id = listing_id(*visit);
            auto const ours = TRY(directory::our_listing(world, actor, id));
            Room room;
            if (visit->field("do") == "set") {
                auto read = typed_room(*visit);
                if (!read.wrong.empty())
                    return Reported
                    {
                        TRY(directory::our_listings(world, actor))
                        , read.wrong
                    };
                room = std::move(read.room);
            } else
                room = TRY(tapped_room(*visit, ours.listing, usual_unit));
            TRY(directory::report_room(world, actor, id, room.available, room.maximum, room.unit));
            return Reported {};
        },
        [this, visit](Who const& who, Reported const& reported) {
            if (reported.wrong.empty())
                return lead_to(*visit, "/beds?said=beds.saved");
            send_page(*visit, 400,
                beds_page(*pages_, frame_of(*visit, &who), reported.all,
                    { .listing = listing_id(*visit),
                        .typed = visit->form,
                        .wrong = reported.wrong }));
        });
}

} // namespace reachline::edges::partners
