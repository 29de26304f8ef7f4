#include "hotline/directory/exchange/codes.hpp"

#include "base/text.hpp"

namespace reachline::hotline::directory::exchange {

namespace {

constexpr std::string_view own_categories = "reachline-category";
constexpr std::string_view own_populations = "reachline-population";
constexpr std::string_view own_practices = "reachline-practice";

/// How others write the languages of our vocabulary: ISO 639-2 and -3, and names in use.
constexpr std::pair<std::string_view, std::string_view> other_languages[] = {
    { "eng", "en" }, { "spa", "es" }, { "zho", "zh" }, { "chi", "zh" }, { "cmn", "zh" }, { "yue", "zh" },
    { "mandarin", "zh" }, { "cantonese", "zh" }, { "taiwanese", "zh" }, { "chinese (mandarin)", "zh" },
    { "chinese (cantonese)", "zh" }, { "vie", "vi" }, { "kor", "ko" }, { "tgl", "tl" }, { "fil", "tl" },
    { "filipino", "tl" }, { "rus", "ru" }, { "ara", "ar" }, { "hat", "ht" }, { "creole", "ht" },
    { "por", "pt" }, { "fra", "fr" }, { "fre", "fr" }, { "hin", "hi" }, { "tha", "th" }, { "ukr", "uk" },
    { "amh", "am" }, { "som", "so" }, { "asl", "ase" }, { "sign language", "ase" },
};

bool is_open_eligibility(std::string_view taxonomy)
{
    auto const name = lower_ascii(taxonomy);
    return name.empty() || name == "oe" || name.find("openeligibility") != std::string::npos || name.find("open eligibility") != std::string::npos;
}

template <class All>
std::map<std::string, std::string> by_label(All const& all)
{
    std::map<std::string, std::string> found;
    for (auto const& one : all)
        for (auto const& [tongue, label] : one.label)
            found.try_emplace(lower_ascii(label), one.code);
    return found;
}

std::string found_in(std::map<std::string, std::string> const& all, std::string_view name)
{
    auto const found = all.find(lower_ascii(trimmed(name)));
    return found == all.end() ? std::string() : found->second;
}

} // namespace

Codes::Codes(Vocabulary const& vocabulary, Tables const& tables)
    : vocabulary_(vocabulary)
    , tables_(tables)
    , categories_(by_label(vocabulary.categories))
    , populations_(by_label(vocabulary.populations))
    , languages_(by_label(vocabulary.languages))
{
    auto const index = [](Table const& table, auto& map) {
        for (std::size_t i = 0; i < table.size(); ++i)
            map.try_emplace(table.row(i)["id"], static_cast<std::uint32_t>(i));
    };
    index(tables[Kind::TaxonomyTerm], terms_);
    index(tables[Kind::Taxonomy], taxonomies_);
    // Where two of ours fit one of theirs, the first is the wider.
    for (auto const& category : vocabulary.categories)
        for (auto const id : category.open_eligibility)
            open_eligibility_.try_emplace(id, category.code);
    for (auto const& [name, code] : other_languages)
        languages_.try_emplace(std::string(name), code);
}

Codes::Term Codes::term_of(std::string_view id, std::string_view label) const
{
    auto const found = terms_.find(id);
    if (found == terms_.end())
        return { .code = id, .name = {}, .taxonomy = label };
    auto const row = tables_[Kind::TaxonomyTerm].row(found->second);
    Term term { .code = row["code"].empty() ? id : row["code"], .name = row["name"], .taxonomy = row["taxonomy"] };
    if (auto const its = taxonomies_.find(row["taxonomy_id"]); its != taxonomies_.end() && term.taxonomy.empty())
        term.taxonomy = tables_[Kind::Taxonomy].row(its->second)["name"];
    return term;
}

Meaning Codes::meaning(Term const& term) const
{
    Meaning meaning;
    auto const code = words_in(term.code, 100).value;
    if (term.taxonomy == own_practices) {
        meaning.practice = code;
        return meaning;
    }
    if ((term.taxonomy == own_categories || term.taxonomy.empty()) && vocabulary_.category(code))
        meaning.category = code;
    else if ((term.taxonomy == own_populations || term.taxonomy.empty()) && vocabulary_.population(code))
        meaning.population = code;
    else if (auto const category = found_in(categories_, term.name); !category.empty())
        meaning.category = category;
    else if (auto const people = found_in(populations_, term.name); !people.empty())
        meaning.population = people;
    else if (auto const number = whole_number(term.code); number && is_open_eligibility(term.taxonomy) && open_eligibility_.contains(*number))
        meaning.category = open_eligibility_.at(*number);
    else if (!code.empty())
        meaning.foreign = ForeignCode { .scheme = words_in(term.taxonomy, 100).value, .code = code };
    return meaning;
}

Meaning Codes::meaning_of(Row const& attribute) const
{
    auto found = meaning(term_of(attribute["taxonomy_term_id"], attribute["label"]));
    found.value = words_in(attribute["value"], 100).value;
    return found;
}

Meaning Codes::meaning_of(std::string_view term_or_code) const { return meaning(term_of(term_or_code, {})); }

std::string Codes::language_in(std::string_view code, std::string_view name) const
{
    auto const short_code = lower_ascii(trimmed(code).substr(0, trimmed(code).find('-')));
    if (vocabulary_.language(short_code))
        return short_code;
    for (auto const text : { code, name })
        if (auto const found = found_in(languages_, text); !found.empty())
            return found;
    auto const named = lower_ascii(trimmed(name));
    return vocabulary_.language(named) ? named : std::string();
}

} // namespace reachline::hotline::directory::exchange
