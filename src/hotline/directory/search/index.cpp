#include "hotline/directory/search/index.hpp"

#include "base/text.hpp"
#include "hotline/directory/places/folded.hpp"
#include "hotline/directory/search/entry.hpp"
#include "hotline/directory/search/generations.hpp"
#include "hotline/directory/search/half.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace reachline::hotline::directory {

namespace {

/// Changes with what a document holds: an index of another form is built anew.
constexpr char form[] = "5";
constexpr char form_key[] = "form";
constexpr char edition_key[] = "edition";
constexpr std::int64_t services_a_page = 500;
constexpr std::int64_t most_to_catch_up = 2'000;
constexpr Xapian::termcount weight_of_everyday_words = 20;

/// Its words stand in every document: with another vocabulary the index is another one.
std::string form_of(Vocabulary const& vocabulary)
{
    std::string all;
    for (auto const& category : vocabulary.categories) {
        all += category.code;
        for (auto const& [tongue, words] : category.words)
            for (auto const& word : words)
                all += word + ' ';
    }
    auto const add = [&all](auto const& coded) {
        for (auto const& one : coded) {
            all += one.code;
            for (auto const& [tongue, label] : one.label)
                all += label;
        }
    };
    add(vocabulary.categories);
    add(vocabulary.populations);
    add(vocabulary.languages);
    for (auto const& population : vocabulary.populations)
        all += population.group;
    return std::string(form) + "." + std::to_string(std::hash<std::string> {}(all));
}

std::string text_of(Edition const& edition)
{
    return std::to_string(edition.services) + " "
        + std::to_string(milliseconds_of(edition.updated));
}

Edition edition_from(std::string const& text)
{
    Edition edition;
    std::int64_t at = 0;
    auto const space = text.find(' ');
    if (space != std::string::npos) {
        std::from_chars(text.data(), text.data() + space, edition.services);
        std::from_chars(text.data() + space + 1, text.data() + text.size(), at);
    }
    edition.updated = time_of(at);
    return edition;
}

/// What the two indexes hold of one service.
struct Pair {
    std::optional<Xapian::Document> for_public;
    std::optional<Xapian::Document> for_advocates;
};

bool is_listed(Status status)
{
    return status == Status::Active || status == Status::TemporarilyClosed;
}

Result<Pair> pair_of(
    store::Database& database, Id<Listing> id, Vocabulary const& vocabulary, Stems const& stems)
{
    auto const found = listing(database, id);
    if (!found && found.error().fault == Fault::NotFound)
        return Pair {}; // it was taken out of the directory
    auto const one = TRY(found);
    auto const owner = TRY(organization(database, one.organization));
    auto const open = shown(one, owner, Visibility::Public);
    auto const whole = shown_to_advocates(one, owner);
    Pair pair;
    if (!whole || !is_listed(whole->service.status))
        return pair;
    bool const is_more = !open || *open != whole->service || !whole->partner_note.empty()
        || !whole->advocate_note.empty();
    if (open) {
        pair.for_public = document_of(*open, owner.alternate_name, vocabulary, stems);
        if (is_more)
            pair.for_public->add_boolean_term(prefix::advocates_see_more);
    }
    if (is_more)
        pair.for_advocates = document_of(*whole, owner.alternate_name, vocabulary, stems);
    return pair;
}

void spell_everyday_words(Xapian::WritableDatabase& database, Vocabulary const& vocabulary)
{
    std::set<std::string> words;
    for (auto const& category : vocabulary.categories)
        for (auto const& [tongue, some] : category.words)
            for (auto const& word : some)
                words.insert(without_accents(word));
    for (auto const& word : words)
        if (is_correctable(word))
            database.add_spelling(word, weight_of_everyday_words);
}

void finish(
    Half& half, WordCounts const& words, Vocabulary const& vocabulary, Edition const& edition)
{
    auto& database = half.database();
    for (auto const& [word, count] : words)
        database.add_spelling(word, count);
    spell_everyday_words(database, vocabulary);
    database.set_metadata(form_key, form_of(vocabulary));
    database.set_metadata(edition_key, text_of(edition));
    database.commit();
}

tl::unexpected<Error> broken(Xapian::Error const& error)
{
    if (std::string_view(error.get_type()) == "DatabaseLockError")
        return fail(Fault::Busy, "another process writes to the directory's index");
    return fail(Fault::Broken, "the directory's index failed");
}

} // namespace

struct Index::Living {
    IndexFolders folders;
    Vocabulary const& vocabulary;
    Stems stems {};
    std::unique_ptr<Half> for_public {};
    std::unique_ptr<Half> for_advocates {};
    Edition edition {};
    std::int64_t earlier = 0; ///< a public generation of an earlier run, which nobody reads yet

    bool is_open() const { return for_public && for_advocates; }

    static std::unique_ptr<Half> half(
        std::string const& folder, std::int64_t number, Vocabulary const& vocabulary)
    {
        auto half = std::make_unique<Half>(folder_of(folder, number), Xapian::DB_OPEN);
        if (half->database().get_metadata(form_key) != form_of(vocabulary))
            half.reset();
        return half;
    }
    void open_public(std::int64_t number)
    {
        for_public = half(folders.for_public, number, vocabulary);
        if (for_public)
            edition = edition_from(for_public->database().get_metadata(edition_key));
    }
    void open(std::int64_t number)
    {
        open_public(number);
        for_advocates = half(folders.for_advocates, number, vocabulary);
        if (!is_open())
            close();
    }
    void close()
    {
        for_public.reset();
        for_advocates.reset();
    }
    void put(Id<Listing> id, Pair const& pair)
    {
        if (for_public)
            for_public->put(id, pair.for_public ? &*pair.for_public : nullptr);
        if (for_advocates)
            for_advocates->put(id, pair.for_advocates ? &*pair.for_advocates : nullptr);
    }
    void commit()
    {
        if (for_public)
            for_public->database().commit();
        if (for_advocates)
            for_advocates->database().commit();
    }
};

Index::Index(std::unique_ptr<Living> living)
    : living_(std::move(living))
{
}
Index::Index(Index&&) noexcept = default;
Index::~Index() = default;

Result<Index> Index::open(IndexFolders folders, Vocabulary const& vocabulary)
{
    TRY(make_private(folders.for_public));
    TRY(make_private(folders.for_advocates));
    if (!is_memory_backed(folders.for_advocates))
        return fail(Fault::Invalid, "the advocates' index must lie on a tmpfs, such as /dev/shm");
    auto living = std::make_unique<Living>(
        Living { .folders = std::move(folders), .vocabulary = vocabulary });
    auto const number = living_number(living->folders.for_public);
    try {
        if (number > 0 && number == living_number(living->folders.for_advocates))
            living->open(number);
        else if (number > 0)
            Half const is_nobodys(folder_of(living->folders.for_public, number), Xapian::DB_OPEN);
    } catch (Xapian::DatabaseLockError const& error) {
        return broken(error);
    } catch (Xapian::Error const&) {
        living->close(); // damaged or half gone: it is built anew
    }
    if (!living->is_open())
        living->earlier = hide_current(living->folders.for_public);
    return Index(std::move(living));
}

Result<bool> Index::resume(store::Database& database)
{
    auto& living = *living_;
    if (living.is_open() || living.earlier == 0)
        return false;
    auto const number = std::exchange(living.earlier, 0);
    auto const now = TRY(edition(database));
    try {
        living.open_public(number);
        if (!living.for_public || living.edition != now) {
            living.close();
            return false;
        }
    } catch (Xapian::Error const&) {
        living.close(); // damaged: it is built anew
        return false;
    }
    TRY(point_current_at(living.folders.for_public, number));
    return true;
}

Result<bool> Index::needs_building(store::Database& database) const
{
    if (!living_->is_open())
        return true;
    // What was taken out of the directory is in no list of changes.
    if (TRY(edition(database)).services < living_->edition.services)
        return true;
    auto const changed =
        TRY(changed_since(database, living_->edition.updated, most_to_catch_up + 1));
    return static_cast<std::int64_t>(changed.size()) > most_to_catch_up;
}

Result<Generation> Index::build(IndexFolders const& folders, Vocabulary const& vocabulary,
    store::Database& database, std::function<void(std::int64_t)> const& progress)
{
    Generation const generation
    {
        .number =
            1 + std::max(highest_number(folders.for_public), highest_number(folders.for_advocates)),
        .edition = TRY(edition(database))
    };
    try {
        Stems const stems;
        Half open(folder_of(folders.for_public, generation.number), Xapian::DB_CREATE);
        Half whole(folder_of(folders.for_advocates, generation.number), Xapian::DB_CREATE);
        WordCounts open_words, whole_words;
        std::int64_t done = 0;
        for (Id<Listing> last {};;) {
            auto const page = TRY(listings_after(database, last, services_a_page));
            if (page.empty())
                break;
            for (auto const id : page) {
                auto const pair = TRY(pair_of(database, id, vocabulary, stems));
                if (pair.for_public)
                    open.put_new(*pair.for_public, open_words);
                if (pair.for_advocates)
                    whole.put_new(*pair.for_advocates, whole_words);
            }
            last = page.back();
            done += static_cast<std::int64_t>(page.size());
            if (progress)
                progress(done);
        }
        finish(open, open_words, vocabulary, generation.edition);
        finish(whole, whole_words, vocabulary, generation.edition);
    } catch (Xapian::Error const& error) {
        return broken(error);
    }
    return generation;
}

Done Index::take(Generation const& generation, store::Database& database)
{
    auto& living = *living_;
    try {
        living.close();
        living.open(generation.number);
    } catch (Xapian::Error const& error) {
        living.close();
        return broken(error);
    }
    TRY(catch_up(database));
    TRY(point_current_at(living.folders.for_advocates, generation.number));
    TRY(point_current_at(living.folders.for_public, generation.number));
    remove_older_than(living.folders.for_public, generation.number);
    remove_older_than(living.folders.for_advocates, generation.number);
    return {};
}

Done Index::rebuild(store::Database& database)
{
    return take(TRY(build(living_->folders, living_->vocabulary, database)), database);
}

Done Index::refresh(store::Database& database, Id<Listing> id)
{
    return refresh(database, std::span(&id, 1));
}

Done Index::refresh(store::Database& database, std::span<Id<Listing> const> ids)
{
    auto& living = *living_;
    if (!living.for_public)
        return fail(Fault::Busy, "the directory's index is not built yet");
    try {
        for (auto const id : ids)
            living.put(id, TRY(pair_of(database, id, living.vocabulary, living.stems)));
        living.commit();
    } catch (Xapian::Error const& error) {
        return broken(error);
    }
    return {};
}

Done Index::catch_up(store::Database& database)
{
    auto& living = *living_;
    if (!living.is_open())
        return fail(Fault::Busy, "the directory's index is not built yet");
    auto const now = TRY(edition(database));
    if (now == living.edition)
        return {};
    auto const changed = TRY(changed_since(database, living.edition.updated, most_to_catch_up));
    try {
        for (auto const id : changed)
            living.put(id, TRY(pair_of(database, id, living.vocabulary, living.stems)));
        living.edition = now;
        living.for_public->database().set_metadata(edition_key, text_of(now));
        living.commit();
    } catch (Xapian::Error const& error) {
        return broken(error);
    }
    return {};
}

} // namespace reachline::hotline::directory
