// Finding help: the search, one service, the list to take along, the sheet to print. Searches are
// posts, so no term is in an address, a history or a log; they run on workers, so that no search
// stands in the way of a chat.

#include "edges/site/directory_words.hpp"
#include "edges/site/inside.hpp"
#include "edges/site/paper.hpp"
#include "edges/site/taken.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "hotline/directory/directory.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>

namespace reachline::edges::site {

namespace directory = hotline::directory;
using ListingId = Id<hotline::Listing>;

namespace {

constexpr std::int64_t listings_on_a_page = 10;
constexpr std::int64_t most_pages = 50;
constexpr std::size_t words_offered = 6;

std::int64_t number_in(std::string_view text)
{
    std::int64_t number = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc {} ? number : 0;
}

std::int64_t page_number(std::string_view text)
{
    return std::clamp<std::int64_t>(number_in(text), 0, most_pages);
}

Need need_of(Inside const& inside, Visit const& visit)
{
    return Need::read(visit.asked, inside.lookups.vocabulary);
}

Taken taken_of(Visit const& visit)
{
    return Taken::read(visit.asked["mine"]);
}

bool insists(Visit const& visit)
{
    auto const& words = visit.asked["words"];
    return !trimmed(words).empty() && visit.asked["typed_as"] == words;
}

/// What goes along on every page of the directory, beside the search itself.
Frame frame_of(Inside const& inside, Visit const& visit, std::string at)
{
    auto frame = inside.frame(visit, std::move(at));
    auto const add = [&](std::string name, std::string value) {
        if (!value.empty())
            frame.state.push_back({ std::move(name), std::move(value) });
    };
    add("mine", taken_of(visit).field());
    add("view", visit.asked["view"] == "map" ? "map" : "");
    add("typed_as", insists(visit) ? visit.asked["typed_as"] : "");
    return frame;
}

/// A page that asks for nothing of the search carries all of it unseen.
Frame frame_beside_search(Inside const& inside, Visit const& visit, std::string at)
{
    auto frame = frame_of(inside, visit, std::move(at));
    for (auto& field : need_of(inside, visit).fields())
        frame.state.push_back(std::move(field));
    frame.state.push_back({ "page_number", visit.asked["page_number"] });
    return frame;
}

/// The form with what was asked for.
FindPage asked_for(Inside const& inside, Visit const& visit)
{
    FindPage page { .vocabulary = inside.lookups.vocabulary, .need = need_of(inside, visit) };
    page.asked = sentence_of(*visit.language, page.vocabulary, page.need);
    page.taken = taken_of(visit).all().size();
    return page;
}

void show_form(Inside& inside, VisitPtr const& visit)
{
    inside.show(*visit, frame_of(inside, *visit, "find"), asked_for(inside, *visit));
}

directory::SearchQuery query_of(Visit const& visit, Need const& need, std::int64_t number)
{
    auto query = need.query();
    query.as_typed = insists(visit);
    query.page = number;
    query.page_size = listings_on_a_page;
    query.now = visit.at;
    return query;
}

/// What was found, with where it is when a map was asked for.
struct Seen {
    directory::Found found;
    std::optional<MapDrawing> map;
};

int place_in_list(directory::Found const& found, std::size_t index)
{
    return static_cast<int>(found.page * listings_on_a_page) + static_cast<int>(index) + 1;
}

std::optional<MapDrawing> map_of(Inside const& inside, directory::Found const& found)
{
    auto const places = inside.lookups.places.get();
    auto const borders = inside.lookups.borders.get();
    if (!places || !borders)
        return std::nullopt;
    MapAsk ask;
    if (found.place)
        ask.place = (*places)->best(found.place->name);
    for (std::size_t i = 0; i < found.hits.size(); ++i) {
        auto const& service = found.hits[i].service;
        if (service.point && !service.confidential)
            ask.pins.push_back({ place_in_list(found, i), *service.point, service.state });
    }
    return drawn(ask, **borders, **places);
}

void fill(Inside const& inside, Visit const& visit, FindPage& page, Seen seen)
{
    auto const& found = seen.found;
    auto const taken = taken_of(visit);
    auto const listed = [&](std::vector<directory::Hit> const& hits) {
        std::vector<Listing> listings;
        for (auto const& hit : hits) {
            listings.push_back(
                listing_of(*visit.language, inside.lookups.vocabulary, hit, inside.clock.now()));
            listings.back().taken = taken.holds(hit.service.id);
            // Under a map the list is short, so that the page stays light; all of it is a step
            // away.
            if (page.as_map)
                listings.back().answers.clear();
        }
        return listings;
    };
    page.searched = true;
    page.count = found.total;
    page.count_is_exact = found.total_is_exact;
    page.near = found.place && !found.place->corrected ? found.place->name : std::string();
    page.remarks = remarks_of(*visit.language, found);
    page.corrected = !found.corrections.empty();
    if (found.place)
        page.other_places = found.place->others;
    page.listings = listed(found.hits);
    for (std::size_t i = 0; i < page.listings.size(); ++i)
        page.listings[i].number = place_in_list(found, i);
    page.everywhere = listed(found.national_lines);
    if ((found.page + 1) * listings_on_a_page < found.total && found.page < most_pages)
        page.more_from = found.page + 1;
    if (found.page > 0)
        page.less_from = found.page - 1;
    page.map = std::move(seen.map);
}

// A server that has just started is still making its search ready; who asks then waits a little.
constexpr milliseconds ask_again_after { 300 };
constexpr int ask_again_at_most = 40;

void show_found(Inside& inside, VisitPtr const& visit, std::int64_t number, int tries = 0)
{
    auto page = asked_for(inside, *visit);
    page.as_map = visit->asked["view"] == "map";
    if (page.need.words.size() > directory::longest_query
        || page.need.place.size() > directory::longest_query) {
        visit->problem = "find.problem.long";
        return show_form(inside, visit);
    }
    auto const query = query_of(*visit, page.need, number);
    inside.look<Seen>(
        [&inside, query, as_map = page.as_map](store::Database&) -> Result<Seen> {
            Seen seen
            {
                .found = TRY(inside.lookups.find(query))
                , .map = {}
            };
            if (as_map)
                seen.map = map_of(inside, seen.found);
            return seen;
        },
        [&inside, visit, page = std::move(page), number, tries](Result<Seen> seen) mutable {
            if (!seen && seen.error().fault == Fault::Busy && tries < ask_again_at_most)
                return inside.loop.after(ask_again_after, [&inside, visit, number, tries] {
                    show_found(inside, visit, number, tries + 1);
                });
            if (!seen) {
                visit->problem = "find.problem.busy";
                return show_form(inside, visit);
            }
            fill(inside, *visit, page, std::move(*seen));
            auto frame = frame_of(inside, *visit, "find");
            frame.state.push_back({ "page_number", std::to_string(number) });
            frame.state.push_back({ "searched", "yes" });
            inside.show(*visit, frame, page);
        });
}

void find(Inside& inside, VisitPtr const& visit, std::int64_t number)
{
    if (need_of(inside, *visit).is_empty())
        return show_form(inside, visit);
    show_found(inside, visit, number);
}

/// The page of the list that somebody was on.
void find_again(Inside& inside, VisitPtr const& visit)
{
    find(inside, visit, page_number(visit->asked["page_number"]));
}

std::optional<double> miles_to(
    Inside const& inside, std::string const& place, directory::Service const& service)
{
    auto const measured = directory::measured_from(service);
    auto const places = inside.lookups.places.get();
    if (!measured || !places || trimmed(place).empty())
        return std::nullopt;
    auto const meant = (*places)->best(place);
    if (!meant || meant->kind == directory::PlaceKind::State)
        return std::nullopt;
    return directory::miles_between(meant->point, *measured);
}

void show_service(Inside& inside, VisitPtr const& visit, std::string const& number)
{
    struct Looked {
        directory::Service service;
        std::optional<double> miles;
    };
    ListingId const id { number_in(number) };
    inside.look<Looked>(
        [&inside, id, place = visit->asked["place"]](store::Database& database) -> Result<Looked> {
            auto service = TRY(directory::public_service(database, id));
            auto const miles = miles_to(inside, place, service);
            return Looked { std::move(service), miles };
        },
        [&inside, visit, id](Result<Looked> looked) {
            if (!looked)
                return inside.show_wrong(*visit, WrongPage::Kind::NotFound);
            auto const taken = taken_of(*visit);
            auto frame = frame_beside_search(inside, *visit, "service");
            frame.state.push_back({ "service_shown", std::to_string(id.value) });
            ServicePage page { .listing = listing_of(*visit->language, inside.lookups.vocabulary,
                                   looked->service, inside.clock.now(), looked->miles),
                .taken = taken.all().size() };
            page.listing.taken = taken.holds(id);
            inside.show(*visit, frame, page);
        });
}

using Services = std::vector<directory::Service>;

/// Those of the list that are still there for everybody.
void look_up(Inside& inside, std::vector<ListingId> ids, std::function<void(Services)> then)
{
    inside.look<Services>(
        [ids = std::move(ids)](store::Database& database) -> Result<Services> {
            Services services;
            for (auto const id : ids)
                if (auto service = directory::public_service(database, id))
                    services.push_back(std::move(*service));
            return services;
        },
        [then = std::move(then)](
            Result<Services> services) { then(services ? std::move(*services) : Services {}); });
}

void show_mine(Inside& inside, VisitPtr const& visit)
{
    look_up(inside, taken_of(*visit).all(), [&inside, visit](Services const& services) {
        MinePage page;
        for (auto const& service : services) {
            auto listing = listing_of(
                *visit->language, inside.lookups.vocabulary, service, inside.clock.now());
            listing.facts.clear();
            listing.taken = true;
            listing.number = static_cast<int>(page.listings.size()) + 1;
            page.listings.push_back(std::move(listing));
        }
        inside.show(*visit, frame_beside_search(inside, *visit, "mine"), page);
    });
}

/// Of one service, or of all that were taken.
void show_sheet(Inside& inside, VisitPtr const& visit, std::string const& one)
{
    auto const ids =
        one.empty() ? taken_of(*visit).all() : std::vector<ListingId> { { number_in(one) } };
    look_up(inside, ids, [&inside, visit, one](Services const& services) {
        if (services.empty())
            return show_mine(inside, visit);
        SheetPage page;
        for (auto const& service : services)
            page.listings.push_back(for_paper(*visit->language, inside.lookups.vocabulary, service,
                inside.pages->chosen().call_number));
        auto frame = frame_beside_search(inside, *visit, "sheet");
        if (!one.empty())
            frame.state.push_back({ "service_shown", one });
        inside.show(*visit, frame, page);
    });
}

/// The page that was left for the sheet.
void leave_sheet(Inside& inside, VisitPtr const& visit)
{
    auto const& one = visit->asked["service_shown"];
    one.empty() ? show_mine(inside, visit) : show_service(inside, visit, one);
}

bool show_again(Inside& inside, VisitPtr const& visit, std::string_view at)
{
    if (at == "find" && visit->asked["searched"] == "yes")
        find_again(inside, visit);
    else if (at == "find")
        show_form(inside, visit);
    else if (at == "service")
        show_service(inside, visit, visit->asked["service_shown"]);
    else if (at == "mine")
        show_mine(inside, visit);
    else if (at == "sheet")
        show_sheet(inside, visit, visit->asked["service_shown"]);
    else
        return false;
    return true;
}

void take(Inside& inside, VisitPtr const& visit)
{
    auto taken = taken_of(*visit);
    if (!taken.add({ number_in(visit->asked["take"]) }))
        visit->problem = "mine.problem.full";
    visit->asked.set("mine", taken.field());
    if (!show_again(inside, visit, visit->asked["at"]))
        show_mine(inside, visit);
}

void drop(Inside& inside, VisitPtr const& visit)
{
    auto taken = taken_of(*visit);
    taken.drop({ number_in(visit->asked["drop"]) });
    visit->asked.set("mine", taken.field());
    if (!show_again(inside, visit, visit->asked["at"]))
        show_mine(inside, visit);
}

/// Words that go on as the one that is being typed begins, for the scripts of the form. Nothing of
/// it is kept anywhere.
void complete(Inside& inside, VisitPtr const& visit)
{
    using Words = std::vector<std::string>;
    auto const typed = visit->asked["words"];
    inside.look<Words>(
        [&inside, typed](store::Database&) -> Result<Words> {
            if (typed.size() > directory::longest_query)
                return Words {};
            return inside.lookups.complete(typed);
        },
        [visit](Result<Words> words) {
            json::Array offered;
            for (auto const& word : words ? *words : Words {})
                if (offered.size() < words_offered)
                    offered.emplace_back(word);
            visit->reply.send({ .status = 200,
                .headers = { { "content-type", "application/json" },
                    { "cache-control", "no-store" }, { "x-robots-tag", "noindex" } },
                .body = json::text_of(offered) });
        });
}

void set_view(Inside& inside, VisitPtr const& visit, std::string view)
{
    visit->asked.set("view", std::move(view));
    find_again(inside, visit);
}

} // namespace

void show_find(Inside& inside, VisitPtr const& visit)
{
    show_form(inside, visit);
}

bool answer_directory(Inside& inside, VisitPtr const& visit, std::string_view go, Turn turn)
{
    auto& asked = visit->asked;
    if (turn == Turn::ShowAgain)
        return show_again(inside, visit, go);
    if (go == "find")
        // A new search begins with its first page; going back to it, with the page it was on.
        find(inside, visit, asked["at"] == "find" ? 0 : page_number(asked["page_number"]));
    else if (go == "by_from")
        find(inside, visit, page_number(asked["from"]));
    else if (go == "by_place_meant") {
        asked.set("place", asked["place_meant"]);
        find(inside, visit, 0);
    } else if (go == "by_as_typed") {
        asked.set("typed_as", asked["words"]);
        find(inside, visit, 0);
    } else if (go == "map")
        set_view(inside, visit, "map");
    else if (go == "list")
        set_view(inside, visit, "");
    else if (go == "by_service")
        show_service(inside, visit, asked["service"]);
    else if (go == "mine")
        show_mine(inside, visit);
    else if (go == "by_take")
        take(inside, visit);
    else if (go == "by_drop")
        drop(inside, visit);
    else if (go == "sheet" || go == "by_sheet")
        show_sheet(inside, visit, asked["sheet"]);
    else if (go == "sheet_back")
        leave_sheet(inside, visit);
    else if (go == "complete")
        complete(inside, visit);
    else
        return false;
    return true;
}

} // namespace reachline::edges::site
