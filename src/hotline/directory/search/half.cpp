#include "hotline/directory/search/half.hpp"

#include "hotline/directory/search/terms.hpp"

namespace reachline::hotline::directory {

namespace {
constexpr std::size_t shortest_corrected = 4;
/// An index can be built anew, so it need not survive the power going out: no fsync.
constexpr int flags = Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC;
} // namespace

bool is_correctable(std::string const& term)
{
    return term.size() >= shortest_corrected && !(term[0] >= 'A' && term[0] <= 'Z')
        && !(term[0] >= '0' && term[0] <= '9');
}

Half::Half(std::string const& folder, int how)
    : database_(folder, how | flags)
{
}

void Half::put(Id<Listing> id, Xapian::Document const* document)
{
    auto const term = prefix::id + std::to_string(id.value);
    forget_spelling(term);
    if (!document) {
        database_.delete_document(term);
        return;
    }
    for (auto at = document->termlist_begin(); at != document->termlist_end(); ++at)
        if (is_correctable(*at))
            database_.add_spelling(*at);
    database_.replace_document(term, *document);
}

void Half::put_new(Xapian::Document const& document, WordCounts& words)
{
    for (auto at = document.termlist_begin(); at != document.termlist_end(); ++at)
        if (is_correctable(*at))
            ++words[*at];
    database_.add_document(document);
}

void Half::forget_spelling(std::string const& id_term)
{
    auto const posting = database_.postlist_begin(id_term);
    if (posting == database_.postlist_end(id_term))
        return;
    auto const old = database_.get_document(*posting);
    for (auto at = old.termlist_begin(); at != old.termlist_end(); ++at)
        if (is_correctable(*at))
            database_.remove_spelling(*at);
}

} // namespace reachline::hotline::directory
