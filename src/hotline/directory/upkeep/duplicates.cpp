#include "hotline/directory/upkeep/duplicates.hpp"

#include "hotline/directory/places/folded.hpp"
#include "hotline/directory/upkeep/duplicates_store.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace reachline::hotline::directory::upkeep {

namespace {

using rows::Compared;

/// A number or word that more entries share tells nothing: a county's switchboard, "house".
constexpr std::size_t most_in_a_block = 24;

constexpr std::array small_words { "a", "an", "and", "at", "co", "corp", "de", "del", "el", "for",
    "in", "inc", "la", "las", "llc", "los", "ltd", "of", "on", "the", "y" };

/// One letter other, more or less, or two changed places; of a word long enough to tell.
bool differ_by_a_letter(std::string_view one, std::string_view other)
{
    if (one.size() > other.size())
        std::swap(one, other);
    if (one.size() < 5 || other.size() - one.size() > 1)
        return false;
    std::size_t same = 0;
    while (same < one.size() && one[same] == other[same])
        ++same;
    auto const rest = [&](std::size_t in_one, std::size_t in_other) {
        return one.substr(std::min(one.size(), same + in_one))
            == other.substr(std::min(other.size(), same + in_other));
    };
    if (one.size() < other.size())
        return rest(0, 1);
    bool const swapped = same + 1 < one.size() && one[same] == other[same + 1]
        && one[same + 1] == other[same];
    return rest(1, 1) || (swapped && rest(2, 2));
}

bool share(std::vector<std::string> const& one, std::vector<std::string> const& other)
{
    return std::ranges::any_of(
        one, [&](auto const& text) { return std::ranges::find(other, text) != other.end(); });
}

std::string shared_place(Compared const& one, Compared const& other)
{
    for (auto const& area : one.areas)
        if (std::ranges::find(other.areas, area) != other.areas.end())
            return area;
    return {};
}

struct Named {
    Compared const* entry = nullptr;
    std::vector<std::string> words {};
};

/// Which entries are worth comparing: those that share a key that few have.
class Blocks {
public:
    void add(std::string key, std::size_t entry) { blocks_[std::move(key)].push_back(entry); }

    template <class Visit>
    void each_pair(Visit visit) const
    {
        for (auto const& [key, entries] : blocks_)
            if (entries.size() <= most_in_a_block)
                for (std::size_t i = 0; i < entries.size(); ++i)
                    for (std::size_t j = i + 1; j < entries.size(); ++j)
                        visit(entries[i], entries[j]);
    }

private:
    std::unordered_map<std::string, std::vector<std::size_t>> blocks_;
};

Blocks blocks_of(std::vector<Named> const& entries)
{
    std::unordered_map<std::string, std::size_t> commonness;
    for (auto const& one : entries)
        for (auto const& word : one.words)
            ++commonness[word];
    Blocks blocks;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto const& one = entries[i];
        for (auto const& phone : one.entry->phones)
            blocks.add("p" + phone, i);
        for (auto const& address : one.entry->addresses)
            blocks.add("a" + address, i);
        auto words = one.words;
        std::ranges::sort(words, {}, [&](auto const& word) { return std::pair(commonness[word], word); });
        if (words.size() > 3)
            words.resize(3);
        // By place too, since a name that is common in the country is rare in a county.
        for (auto const& word : words)
            for (auto const& area : one.entry->areas)
                blocks.add("w" + word + "|" + area, i);
    }
    return blocks;
}

/// Nothing for two that are not alike enough to ask somebody.
std::optional<Pair> compared(EntryKind kind, Named const& one, Named const& other)
{
    bool const same_phone = share(one.entry->phones, other.entry->phones);
    bool const same_address = share(one.entry->addresses, other.entry->addresses);
    auto const names = likeness_of(one.words, other.words);
    auto const place = shared_place(*one.entry, *other.entry);
    // Services of one organization share its numbers and its door; only their names part them.
    bool const alike = (names >= 85 && (!place.empty() || same_address))
        || (kind == EntryKind::Organization
            && ((names >= 50 && (same_phone || same_address))
                || (same_phone && same_address && names > 0)));
    if (!alike)
        return std::nullopt;
    Pair pair { .kind = kind,
        .one = one.entry->id,
        .other = other.entry->id,
        .one_name = one.entry->name,
        .other_name = other.entry->name,
        .place = place };
    if (same_phone)
        pair.because.push_back(Likeness::SamePhone);
    if (same_address)
        pair.because.push_back(Likeness::SameAddress);
    if (names >= 50)
        pair.because.push_back(names == 100 ? Likeness::SameName : Likeness::NearName);
    pair.likeness = std::min<std::int64_t>(
        100, names / 2 + (same_phone ? 30 : 0) + (same_address ? 25 : 0) + (place.empty() ? 0 : 5));
    return pair;
}

std::vector<Named> named(std::vector<Compared> const& all)
{
    std::vector<Named> entries;
    entries.reserve(all.size());
    for (auto const& one : all)
        entries.push_back({ &one, name_words(one.name) });
    return entries;
}

using Found = std::map<rows::Apart, Pair>;

void look(Found& found, EntryKind kind, std::vector<Named> const& entries,
    std::set<rows::Apart> const& decided)
{
    blocks_of(entries).each_pair([&](std::size_t i, std::size_t j) {
        auto const& one = entries[std::min(i, j)];
        auto const& other = entries[std::max(i, j)];
        // Services of two organizations are alike because their organizations are.
        bool const comparable = kind == EntryKind::Organization
            || one.entry->organization == other.entry->organization;
        rows::Apart const key { kind, one.entry->id, other.entry->id };
        if (!comparable || decided.contains(key) || found.contains(key))
            return;
        if (auto pair = compared(kind, one, other))
            found.emplace(key, std::move(*pair));
    });
}

} // namespace

std::vector<std::string> name_words(std::string_view name)
{
    auto words = words_of(folded(name));
    std::erase_if(words, [](std::string const& word) {
        return std::ranges::find(small_words, std::string_view(word)) != small_words.end();
    });
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

std::int64_t likeness_of(
    std::vector<std::string> const& one, std::vector<std::string> const& other)
{
    if (one.empty() || other.empty())
        return 0;
    std::int64_t near = 0;
    for (auto const& word : one)
        near += std::ranges::any_of(other, [&](std::string const& theirs) {
            return theirs == word || differ_by_a_letter(theirs, word);
        });
    auto const all = static_cast<std::int64_t>(one.size() + other.size()) - near;
    // A near word is worth almost as much as the same one, so that "same" stays what it says.
    auto const share_of = near * 100 / std::max<std::int64_t>(1, all);
    return share_of == 100 && one != other ? 95 : std::min<std::int64_t>(100, share_of);
}

Result<std::vector<Pair>> find_duplicates(store::Database& database)
{
    auto const decided = TRY(rows::decided(database));
    Found found;
    auto const organizations = TRY(rows::organizations(database));
    look(found, EntryKind::Organization, named(organizations), decided);
    auto const services = TRY(rows::services(database));
    look(found, EntryKind::Service, named(services), decided);
    std::vector<Pair> pairs;
    pairs.reserve(found.size());
    for (auto& [key, pair] : found)
        pairs.push_back(std::move(pair));
    std::ranges::stable_sort(pairs, std::greater<> {}, &Pair::likeness);
    if (pairs.size() > most_pairs)
        pairs.resize(most_pairs);
    return pairs;
}

Result<std::vector<Pair>> undecided(store::Database& database, std::vector<Pair> pairs)
{
    auto const decided = TRY(rows::decided(database));
    std::erase_if(pairs, [&](Pair const& pair) {
        return decided.contains(
            { pair.kind, std::min(pair.one, pair.other), std::max(pair.one, pair.other) });
    });
    return pairs;
}

} // namespace reachline::hotline::directory::upkeep
