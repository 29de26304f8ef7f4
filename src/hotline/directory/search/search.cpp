#include "hotline/directory/search/search.hpp"

#include "base/text.hpp"
#include "hotline/directory/hours.hpp"
#include "hotline/directory/places/folded.hpp"
#include "hotline/directory/search/matching.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cmath>

namespace reachline::hotline::directory {

namespace {

constexpr double widest_radius_miles = 3'000;
constexpr double radii[] = { 50, 100, 250 };
constexpr std::size_t most_words = 12;
constexpr Xapian::doccount counted_exactly = 300;
constexpr Xapian::doccount lines_offered = 3;
constexpr std::size_t little = 3; ///< hits, beside which the national lines are shown
constexpr unsigned letters_wrong = 2;
constexpr std::size_t longest_term = 240; ///< bytes; Xapian takes 245

double rounded(double miles)
{
    return std::round(miles * 10) / 10;
}

struct FileMark {
    ino_t inode = 0;
    timespec changed {};
    bool operator==(FileMark const& other) const
    {
        return inode == other.inode && changed.tv_sec == other.changed.tv_sec
            && changed.tv_nsec == other.changed.tv_nsec;
    }
};

std::optional<FileMark> mark_of(std::string const& path)
{
    struct stat found { };
    if (stat(path.c_str(), &found) != 0)
        return std::nullopt;
    return FileMark { found.st_ino, found.st_mtim };
}

} // namespace

struct Search::Reader {
    Reader(IndexFolders some_folders, Vocabulary const& vocabulary,
        PlacesOnDemand const& some_places, Audience its_audience)
        : folders(std::move(some_folders))
        , places(some_places)
        , audience(its_audience)
        , everyday(vocabulary, stems)
    {
    }

    IndexFolders folders;
    PlacesOnDemand const& places;
    Audience audience;
    Stems stems;
    EverydayWords everyday;
    std::optional<Xapian::Database> database;
    std::optional<FileMark> mark;

    Done freshen();
    std::vector<AskedWord> understood(SearchQuery const&, Found&) const;
    Done set_place(SearchQuery const&, Wish&, Found&) const;
    Xapian::MSet matches(Wish const&, SearchQuery const&) const;
    Xapian::MSet relaxed(Wish&, SearchQuery const&, Found&) const;
    std::vector<Hit> hits_of(Xapian::MSet const&, Wish const&, Time now) const;
    std::vector<Hit> national_lines(SearchQuery const&) const;
    Result<Found> find(SearchQuery const&);
    bool is_known(AskedWord const&) const;
    void forget() const;
};

/// Whichever way a search ends.
struct Search::Forget {
    Reader const& reader;
    ~Forget() { reader.forget(); }
};

/// The stemmers keep the last word, and a table of the index the last term that it was asked for:
/// they are given ones that are nobody's and longer than any.
void Search::Reader::forget() const
{
    stems.forget();
    try {
        if (database)
            database->term_exists(std::string(longest_term, 'x'));
    } catch (Xapian::Error const&) {
        // It was closed with what it kept.
    }
}

/// Notices a new generation by its file, and new documents of the same one by its revision.
Done Search::Reader::freshen()
{
    auto const path = current_of(folders.for_public);
    auto const now = mark_of(path);
    if (!now)
        return fail(Fault::Busy, "the directory's index is not built yet");
    if (database && mark == now) {
        database->reopen();
        return {};
    }
    Xapian::Database fresh(path);
    if (audience == Audience::Advocates)
        fresh.add_database(Xapian::Database(current_of(folders.for_advocates)));
    database = std::move(fresh);
    mark = now;
    return {};
}

bool Search::Reader::is_known(AskedWord const& word) const
{
    return !word.categories.empty() || database->term_exists(word.terms.exact)
        || database->term_exists(word.terms.english) || database->term_exists(word.terms.spanish)
        || database->term_exists(word.terms.spanish_unaccented);
}

std::vector<AskedWord> Search::Reader::understood(SearchQuery const& query, Found& found) const
{
    std::vector<AskedWord> asked, passed_over;
    auto const words = words_of(query.words);
    for (std::size_t i = 0; i < std::min(words.size(), most_words); ++i) {
        if (words[i].size() > longest_word)
            continue;
        AskedWord word { .terms = stems.terms_of(words[i]),
            .categories = {},
            .is_beginning = query.typing && i + 1 == words.size() && words[i].size() > 1 };
        word.categories = everyday.categories_of(word.terms);
        bool const begins_one = word.is_beginning
            && database->allterms_begin(word.terms.exact)
                != database->allterms_end(word.terms.exact);
        if (!begins_one && !is_known(word)) {
            auto const better = database->get_spelling_suggestion(word.terms.exact, letters_wrong);
            if (!better.empty()) {
                found.corrections.push_back({ words[i], better });
                word.terms = stems.terms_of(better);
                word.categories = everyday.categories_of(word.terms);
            }
        }
        (everyday.is_stop_word(word.terms.exact) ? passed_over : asked).push_back(std::move(word));
    }
    // "help me": better those words than none.
    return asked.empty() ? passed_over : asked;
}

Done Search::Reader::set_place(SearchQuery const& query, Wish& wish, Found& found) const
{
    if (trimmed(query.place).empty())
        return {};
    auto const meant = TRY(places.get())
    ->find(query.place, 4);
    if (meant.empty()) {
        found.place_unknown = true;
        return {};
    }
    auto const& place = meant.front();
    found.place = FoundPlace {
        .name = place.name, .kind = place.kind, .state = place.state, .corrected = place.corrected
    };
    for (std::size_t i = 1; i < meant.size(); ++i)
        found.place->others.push_back(meant[i].name);
    if (place.kind == PlaceKind::State)
        wish.place_state = place.state;
    else
        wish.centre = place.point;
    if (query.radius_miles)
        wish.radius_miles = std::clamp(*query.radius_miles, 1.0, widest_radius_miles);
    return {};
}

Xapian::MSet Search::Reader::matches(Wish const& wish, SearchQuery const& query) const
{
    Xapian::Enquire enquire(*database);
    enquire.set_query(wish.query(audience));
    Nearness nearness(wish.centre);
    bool const by_distance = wish.centre && (query.order == Order::Distance || wish.words.empty());
    if (by_distance || wish.words.empty())
        enquire.set_sort_by_key(&nearness, true);
    else
        enquire.set_sort_by_relevance_then_key(&nearness, true);
    Checked const checked(wish, query.now);
    bool const needs_checking = wish.centre || wish.open_now || wish.accepts_live_transfer;
    auto const size = static_cast<Xapian::doccount>(query.page_size);
    auto const first = static_cast<Xapian::doccount>(query.page) * size;
    return enquire.get_mset(
        first, size, first + counted_exactly, nullptr, needs_checking ? &checked : nullptr);
}

/// Widens the circle first; then lets each condition go alone, to lose as little as possible; then
/// one after the other.
Xapian::MSet Search::Reader::relaxed(Wish& wish, SearchQuery const& query, Found& found) const
{
    auto set = matches(wish, query);
    auto const is_found = [&set] { return !set.empty(); };
    for (double const radius : radii) {
        if (is_found() || !wish.centre)
            break;
        if (radius <= wish.radius_miles)
            continue;
        if (found.relaxed.empty())
            found.relaxed.push_back(Relaxed::Radius);
        wish.radius_miles = radius;
        set = matches(wish, query);
    }
    for (auto const what : order_of_letting_go()) {
        if (is_found())
            return set;
        auto without = wish;
        if (what == Relaxed::Words || !without.let_go(what))
            continue;
        set = matches(without, query);
        if (is_found()) {
            wish = std::move(without);
            found.relaxed.push_back(what);
        }
    }
    for (auto const what : order_of_letting_go()) {
        if (is_found())
            break;
        if (!wish.let_go(what))
            continue;
        found.relaxed.push_back(what);
        set = matches(wish, query);
    }
    return set;
}

std::vector<Hit> Search::Reader::hits_of(Xapian::MSet const& set, Wish const& wish, Time now) const
{
    std::vector<Hit> hits;
    for (auto at = set.begin(); at != set.end(); ++at) {
        auto const document = at.get_document();
        auto entry = entry_from(document.get_data());
        if (!entry)
            continue;
        Hit hit { .service = std::move(*entry) };
        auto const point = document.get_value(slot::point);
        if (wish.centre && !point.empty())
            hit.distance_miles = rounded(miles_between(*wish.centre, unpacked_point(point)));
        hit.open_now = is_open(hit.service.schedules, now);
        auto& service = hit.service;
        if (service.capacity && service.capacity->updated < now - room_expires_after)
            service.capacity.reset();
        if (!service.assured || *service.assured < now - transfers_expire_after)
            service.accepts_live_transfer = false;
        hits.push_back(std::move(hit));
    }
    return hits;
}

std::vector<Hit> Search::Reader::national_lines(SearchQuery const& query) const
{
    Wish wish;
    Xapian::Enquire enquire(*database);
    enquire.set_query(Xapian::Query(
        Xapian::Query::OP_FILTER, wish.query(audience), Xapian::Query(prefix::nationwide)));
    return hits_of(enquire.get_mset(0, lines_offered), wish, query.now);
}

Result<Found> Search::Reader::find(SearchQuery const& query)
{
    TRY(freshen());
    Found found { .page = query.page };
    Wish wish { .words = understood(query, found),
        .centre = {},
        .place_state = {},
        .categories = query.categories,
        .language = query.language,
        .state = query.state,
        .open_now = query.open_now,
        .round_the_clock = query.round_the_clock,
        .accepts_live_transfer = query.accepts_live_transfer };
    TRY(set_place(query, wish, found));
    // Every page lets the same go as the first one did.
    auto first_page = query;
    first_page.page = 0;
    auto set = relaxed(wish, first_page, found);
    if (query.page > 0)
        set = matches(wish, query);
    found.hits = hits_of(set, wish, query.now);
    found.total = set.get_matches_lower_bound();
    found.total_is_exact = set.get_matches_lower_bound() == set.get_matches_upper_bound();
    if (wish.centre)
        found.radius_miles = wish.radius_miles;
    if (query.page == 0 && (!found.relaxed.empty() || found.hits.size() < little))
        found.national_lines = national_lines(query);
    return found;
}

Search::Search(std::unique_ptr<Reader> reader)
    : reader_(std::move(reader))
{
}
Search::Search(Search&&) noexcept = default;
Search::~Search() = default;

Result<Search> Search::open(IndexFolders const& folders, Vocabulary const& vocabulary,
    PlacesOnDemand const& places, Audience audience)
{
    auto reader = std::make_unique<Reader>(folders, vocabulary, places, audience);
    try {
        TRY(reader->freshen());
    } catch (Xapian::Error const&) {
        return fail(Fault::Broken, "the directory's index failed");
    }
    return Search(std::move(reader));
}

Result<Found> Search::find(SearchQuery const& query)
{
    if (query.words.size() > longest_query || query.place.size() > longest_query)
        return fail(Fault::Invalid, "the words of a search may have at most 300 bytes");
    if (query.page < 0 || query.page > 10'000 || query.page_size < 1
        || query.page_size > largest_page)
        return fail(Fault::Invalid, "a page holds 1 to 100 services");
    if (query.categories.size() > 30)
        return fail(Fault::Invalid, "categories may name at most 30");
    if (query.accepts_live_transfer && reader_->audience == Audience::Public)
        return fail(Fault::Invalid, "who takes live calls is told to advocates only");
    Forget const forget { *reader_ };
    for (int tries = 0; tries < 2; ++tries) {
        try {
            return reader_->find(query);
        } catch (Xapian::DatabaseModifiedError const&) {
            // A writer passed twice while we read: open anew, once.
            reader_->mark.reset();
        } catch (Xapian::DatabaseOpeningError const&) {
            reader_->mark.reset();
        } catch (Xapian::Error const&) {
            reader_->mark.reset();
            return fail(Fault::Broken, "the directory's index failed");
        }
    }
    return fail(Fault::Busy, "the directory's index is being changed");
}

Result<std::vector<std::string>> Search::complete(std::string_view beginning, std::size_t limit)
{
    constexpr std::size_t most_seen = 3'000;
    auto const wanted = folded(beginning.substr(0, longest_word));
    if (wanted.size() < 2 || wanted.find(' ') != std::string::npos)
        return std::vector<std::string> {};
    Forget const forget { *reader_ };
    try {
        TRY(reader_->freshen());
        std::vector<std::pair<Xapian::doccount, std::string>> words;
        auto& database = *reader_->database;
        for (auto at = database.allterms_begin(wanted);
             at != database.allterms_end(wanted) && words.size() < most_seen; ++at)
            words.emplace_back(at.get_termfreq(), *at);
        std::sort(words.begin(), words.end(), [](auto const& a, auto const& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        std::vector<std::string> best;
        for (auto const& [count, word] : words)
            if (best.size() < limit)
                best.push_back(word);
        return best;
    } catch (Xapian::Error const&) {
        return fail(Fault::Broken, "the directory's index failed");
    }
}

} // namespace reachline::hotline::directory
