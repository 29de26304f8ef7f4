#include "hotline/directory/hsds/terms.hpp"

#include "base/text.hpp"
#include "hotline/directory/hsds/ids.hpp"
#include "hotline/directory/hsds/mapping.hpp"

#include <array>

namespace reachline::hotline::directory::hsds {

namespace {

std::string label_in(ByTongue const& label, char const* tongue)
{
    auto const found = label.find(tongue);
    return found == label.end() ? "" : found->second;
}

TaxonomyTerm term(char const* taxonomy, std::string_view code)
{
    TaxonomyTerm made { .id = uuid_of_word(Kind::TaxonomyTerm, taxonomy, code),
        .code = std::string(code),
        .taxonomy = taxonomy,
        .language = "en" };
    made.taxonomy_id = uuid_of_word(Kind::Taxonomy, taxonomy);
    return made;
}

} // namespace

TaxonomyTerm term_of(Vocabulary const&, Category const& category)
{
    auto made = term(category_taxonomy, category.code);
    made.name = label_in(category.label, "en");
    made.name_es = label_in(category.label, "es");
    made.description = "What the service is: " + made.name + ".";
    for (auto const id : category.open_eligibility)
        made.open_eligibility += (made.open_eligibility.empty() ? "" : ",") + std::to_string(id);
    return made;
}

TaxonomyTerm term_of(Vocabulary const&, Population const& population)
{
    auto made = term(population_taxonomy, population.code);
    made.name = label_in(population.label, "en");
    made.name_es = label_in(population.label, "es");
    made.description = "Whom the service is for: " + made.name + ".";
    return made;
}

TaxonomyTerm term_of(Vocabulary const&, Practice const& practice)
{
    auto made = term(practice_taxonomy, practice.code);
    made.name = practice.name;
    made.name_es = practice.spanish;
    made.description = practice.meaning;
    return made;
}

std::vector<Taxonomy> taxonomies(Vocabulary const& vocabulary)
{
    auto const version = std::to_string(vocabulary.version);
    auto const made = [&](char const* name, char const* description) {
        return Taxonomy { .id = uuid_of_word(Kind::Taxonomy, name),
            .name = name,
            .description = description,
            .version = version };
    };
    return {
        made(category_taxonomy, "What a service is, in the words of an anti-trafficking hotline."),
        made(population_taxonomy, "Whom a service is for. Where a service names nobody, ask."),
        made(practice_taxonomy,
            "What people ask before they go: yes or no; what is not said means ask."),
    };
}

std::vector<TaxonomyTerm> taxonomy_terms(Vocabulary const& vocabulary)
{
    std::vector<TaxonomyTerm> all;
    for (auto const& category : vocabulary.categories)
        all.push_back(term_of(vocabulary, category));
    for (auto const& population : vocabulary.populations)
        all.push_back(term_of(vocabulary, population));
    for (auto const& practice : practices)
        all.push_back(term_of(vocabulary, practice));
    return all;
}

std::optional<TermName> term_named(Vocabulary const& vocabulary, std::string_view id)
{
    auto const wanted = lower_ascii(id);
    auto const is_it = [&](char const* taxonomy, std::string_view code) {
        return uuid_of_word(Kind::TaxonomyTerm, taxonomy, code) == wanted;
    };
    for (auto const& category : vocabulary.categories)
        if (is_it(category_taxonomy, category.code))
            return TermName { category_taxonomy, category.code };
    for (auto const& population : vocabulary.populations)
        if (is_it(population_taxonomy, population.code))
            return TermName { population_taxonomy, population.code };
    for (auto const& practice : practices)
        if (is_it(practice_taxonomy, practice.code))
            return TermName { practice_taxonomy, std::string(practice.code) };
    return std::nullopt;
}

std::optional<std::string> taxonomy_named(std::string_view id)
{
    auto const wanted = lower_ascii(id);
    for (auto const* const name : { category_taxonomy, population_taxonomy, practice_taxonomy })
        if (uuid_of_word(Kind::Taxonomy, name) == wanted)
            return name;
    return std::nullopt;
}

} // namespace reachline::hotline::directory::hsds
