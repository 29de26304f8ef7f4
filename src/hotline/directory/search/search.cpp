#include "hotline/directory/search/reader.hpp"

namespace reachline::hotline::directory {

namespace {
constexpr std::size_t most_filters = 30;
} // namespace

/// Whichever way a search ends.
struct Search::Forget {
    Reader const& reader;
    ~Forget() { reader.forget(); }
};

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
    if (query.categories.size() > most_filters || query.populations.size() > most_filters)
        return fail(Fault::Invalid, "categories and populations may name at most 30");
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

Result<std::vector<std::string>> Search::complete(std::string_view text, std::size_t limit)
{
    if (text.size() > longest_query)
        return fail(Fault::Invalid, "the words of a search may have at most 300 bytes");
    Forget const forget { *reader_ };
    try {
        return reader_->complete(text, limit);
    } catch (Xapian::Error const&) {
        reader_->mark.reset();
        return fail(Fault::Broken, "the directory's index failed");
    }
}

} // namespace reachline::hotline::directory
