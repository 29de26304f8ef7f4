// How a wish is granted: matched, widened, and told with what it lacks.

#include "base/text.hpp"
#include "base/zone.hpp"
#include "hotline/directory/hours.hpp"
#include "hotline/directory/search/matching.hpp"
#include "hotline/directory/search/reader.hpp"

#include <algorithm>
#include <cmath>

namespace reachline::hotline::directory {

namespace {

constexpr double widest_radius_miles = 3'000;
constexpr double radii[] = { 50, 100, 250 };
constexpr std::size_t other_places = 5;
constexpr Xapian::doccount counted_exactly = 300;
constexpr Xapian::doccount lines_offered = 3;
constexpr std::size_t little = 3; ///< hits, beside which the national lines are shown

double rounded(double miles)
{
    return std::round(miles * 10) / 10;
}

bool names(std::vector<std::string> const& all, std::string const& one)
{
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// Our own table knows the zones of the United States; a caller may be anywhere.
std::optional<int> minutes_ahead_of(std::string const& zone, Time now)
{
    if (auto const minutes = minutes_ahead(zone, now))
        return minutes;
    auto const loaded = Zone::load(zone);
    if (!loaded)
        return std::nullopt;
    return static_cast<int>(std::chrono::duration_cast<minutes>(loaded->offset(now)).count());
}

/// Without a place there is no circle to speak of.
void note_gone(Found& found, Condition condition)
{
    if (condition == Condition::Place)
        std::erase(found.relaxed, Condition::Radius);
    found.relaxed.push_back(condition);
}

/// Conditions that were let go and that this service does not meet.
void note_unfit(Hit& hit, SearchQuery const& query, std::vector<Condition> const& relaxed)
{
    auto const& service = hit.service;
    auto const note = [&](Condition condition, bool is_so) {
        if (!is_so && std::find(relaxed.begin(), relaxed.end(), condition) != relaxed.end())
            hit.unfit.push_back(condition);
    };
    note(Condition::OpenNow, hit.open_now != std::optional(false));
    note(Condition::RoundTheClock, service.round_the_clock);
    note(Condition::LiveTransfer, service.accepts_live_transfer);
    note(Condition::Remote, service.remote);
    note(Condition::Language, query.language && names(service.languages, *query.language));
    note(Condition::Categories,
        std::any_of(query.categories.begin(), query.categories.end(),
            [&](auto const& code) { return names(service.categories, code); }));
}

void judge_zone(
    Hit& hit, std::string const& of_caller, std::optional<int> callers_ahead, Time now)
{
    if (!hit.open_now)
        return;
    auto const& its = hit.service.schedules.front().timezone;
    hit.zone = its.empty() ? of_caller : its;
    if (auto const ahead = minutes_ahead(its, now); ahead && callers_ahead)
        hit.minutes_apart = *callers_ahead - *ahead;
}

/// Room that was told long ago is to be asked for; no room is no room.
void judge_room(Hit& hit, SearchQuery const& query)
{
    auto& capacity = hit.service.capacity;
    bool const is_stale = capacity && capacity->updated < query.now - room_expires_after;
    if (is_stale)
        capacity.reset();
    if (is_stale || (query.has_room && !capacity))
        hit.ask.push_back(Condition::Room);
    else if (query.has_room && capacity->available == 0)
        hit.unfit.push_back(Condition::Room);
}

} // namespace

Done Search::Reader::set_zone(
    SearchQuery const& query, std::string const& of_place, Wish& wish, Found& found) const
{
    found.zone = query.zone.empty() ? of_place : query.zone;
    if (found.zone.empty())
        return {};
    wish.minutes_ahead = minutes_ahead_of(found.zone, query.now);
    if (!wish.minutes_ahead && !query.zone.empty())
        return fail(Fault::Invalid, "zone must be a time zone such as America/Chicago");
    return {};
}

Done Search::Reader::set_place(SearchQuery const& query, Wish& wish, Found& found) const
{
    if (trimmed(query.place).empty())
        return set_zone(query, "", wish, found);
    auto const* const known = TRY(places.get());
    auto const meant = known->find(query.place, 1 + other_places);
    if (meant.empty()) {
        found.place_unknown = true;
        return set_zone(query, "", wish, found);
    }
    auto const& place = meant.front();
    found.place = FoundPlace {
        .name = place.name, .kind = place.kind, .state = place.state, .corrected = place.corrected
    };
    for (std::size_t i = 1; i < meant.size(); ++i)
        found.place->others.push_back(meant[i].name);
    wish.reached_state = place.state;
    if (place.kind == PlaceKind::State)
        wish.place_state = place.state;
    else
        wish.centre = place.point;
    if (query.radius_miles)
        wish.radius_miles = std::clamp(*query.radius_miles, 1.0, widest_radius_miles);
    return set_zone(query, known->timezone_of(place), wish, found);
}

Result<Wish> Search::Reader::wish_of(
    SearchQuery const& query, Who const& who, Found& found) const
{
    Wish wish { .words = understood(query, found) };
    wish.categories = query.categories;
    wish.language = query.language;
    wish.state = query.state;
    wish.open_now = query.open_now;
    wish.round_the_clock = query.round_the_clock;
    wish.remote = query.remote;
    wish.has_room = query.has_room;
    wish.accepts_live_transfer = query.accepts_live_transfer;
    wish.ask_for(who, vocabulary, *database);
    TRY(set_place(query, wish, found));
    return wish;
}

Xapian::MSet Search::Reader::matches(Wish const& wish, SearchQuery const& query) const
{
    Xapian::Enquire enquire(*database);
    enquire.set_query(wish.query(audience));
    Nearness nearness(wish.centre);
    if (wish.centre && query.order == Order::Distance)
        enquire.set_sort_by_key_then_relevance(&nearness, true);
    else
        enquire.set_sort_by_relevance_then_key(&nearness, true);
    Checked const checked(wish, query.now);
    auto const size = static_cast<Xapian::doccount>(query.page_size);
    auto const first = static_cast<Xapian::doccount>(query.page) * size;
    return enquire.get_mset(first, size, first + counted_exactly, nullptr,
        wish.needs_checking() ? &checked : nullptr);
}

bool Search::Reader::any(Wish const& wish, SearchQuery const& query) const
{
    Xapian::Enquire enquire(*database);
    enquire.set_query(wish.query(audience));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    Checked const checked(wish, query.now);
    return !enquire.get_mset(0, 1, 1, nullptr, wish.needs_checking() ? &checked : nullptr).empty();
}

/// Widens the circle first; then lets each condition go alone, to lose as little as possible, in
/// the circle that was asked for and in the widest; then one after the other.
void Search::Reader::relax(Wish& wish, SearchQuery const& query, Found& found) const
{
    auto const may_go = [&query](Condition condition) {
        return std::find(query.kept.begin(), query.kept.end(), condition) == query.kept.end();
    };
    bool const may_widen = wish.centre && may_go(Condition::Radius);
    if (may_widen && widen(wish, query, found))
        return;
    auto const alone = [&](Wish const& from) {
        for (auto const what : order_of_letting_go()) {
            auto without = from;
            if (what == Condition::Words || !may_go(what) || !without.let_go(what)
                || !any(without, query))
                continue;
            wish = std::move(without);
            note_gone(found, what);
            return true;
        }
        return false;
    };
    if (alone(wish))
        return;
    if (may_widen && wish.radius_miles < std::end(radii)[-1]) {
        found.relaxed = { Condition::Radius };
        wish.radius_miles = std::end(radii)[-1];
        if (alone(wish))
            return;
    }
    for (auto const what : order_of_letting_go()) {
        if (!may_go(what) || !wish.let_go(what))
            continue;
        note_gone(found, what);
        if (any(wish, query))
            return;
    }
}

bool Search::Reader::widen(Wish& wish, SearchQuery const& query, Found& found) const
{
    for (double const radius : radii) {
        if (radius <= wish.radius_miles)
            continue;
        auto wider = wish;
        wider.radius_miles = radius;
        if (!any(wider, query))
            continue;
        wish = std::move(wider);
        found.relaxed = { Condition::Radius };
        return true;
    }
    return false;
}

std::vector<Hit> Search::Reader::hits_of(Xapian::MSet const& set, Wish const& wish,
    SearchQuery const& query, Who const& who, Found const& found) const
{
    std::vector<Hit> hits;
    for (auto at = set.begin(); at != set.end(); ++at) {
        auto const document = at.get_document();
        auto entry = entry_from(document.get_data());
        if (!entry)
            continue;
        Hit hit { .service = std::move(*entry) };
        auto& service = hit.service;
        auto const point = document.get_value(slot::point);
        if (wish.centre && !point.empty())
            hit.distance_miles = rounded(miles_between(*wish.centre, unpacked_point(point)));
        hit.open_now = is_open(service.schedules, query.now, wish.minutes_ahead);
        judge_zone(hit, found.zone, wish.minutes_ahead, query.now);
        if (!service.assured || *service.assured < query.now - transfers_expire_after)
            service.accepts_live_transfer = false;
        hit.overdue = is_overdue(service.assured, query.now);
        auto doubts = doubts_of(service, who, vocabulary);
        hit.ask = std::move(doubts.ask);
        hit.unfit = std::move(doubts.unfit);
        judge_room(hit, query);
        note_unfit(hit, query, found.relaxed);
        hits.push_back(std::move(hit));
    }
    return hits;
}

std::vector<Hit> Search::Reader::national_lines(
    SearchQuery const& query, Who const& who, Found const& found) const
{
    Wish const wish;
    Xapian::Enquire enquire(*database);
    enquire.set_query(Xapian::Query(
        Xapian::Query::OP_FILTER, wish.query(audience), Xapian::Query(prefix::nationwide)));
    return hits_of(enquire.get_mset(0, lines_offered), wish, query, who, found);
}

Result<Found> Search::Reader::find(SearchQuery const& query)
{
    auto const who = TRY(Who::of(query, vocabulary));
    TRY(freshen());
    Found found { .page = query.page };
    auto wish = TRY(wish_of(query, who, found));
    auto set = matches(wish, query);
    if (set.empty() && !any(wish, query)) { // a page after the last is empty, too
        relax(wish, query, found);
        set = matches(wish, query);
    }
    found.hits = hits_of(set, wish, query, who, found);
    found.total = set.get_matches_lower_bound();
    found.total_is_exact = set.get_matches_lower_bound() == set.get_matches_upper_bound();
    if (wish.centre)
        found.radius_miles = wish.radius_miles;
    if (query.page == 0 && (!found.relaxed.empty() || found.hits.size() < little))
        found.national_lines = national_lines(query, who, found);
    return found;
}

} // namespace reachline::hotline::directory
