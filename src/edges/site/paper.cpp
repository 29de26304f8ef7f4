#include "edges/site/paper.hpp"

#include "base/text.hpp"
#include "edges/site/directory_words.hpp"
#include "hotline/directory/places/folded.hpp"

#include <algorithm>
#include <array>

namespace reachline::edges::site {

namespace directory = hotline::directory;

namespace {

/// As they begin, without accents. "Trata" alone is an everyday verb of Spanish too; better a line
/// less on the paper.
constexpr std::array<std::string_view, 5> loud_words { "traffick", "trafick", "trata", "trafic",
    "victim" };

std::string if_quiet(std::string const& text)
{
    return is_quiet(text) ? text : std::string();
}

/// Of whom it serves, paper tells the age alone.
std::string ages_of(Language const& language, directory::Vocabulary const& vocabulary,
    directory::Service const& service)
{
    return whom_in(language, vocabulary, {}, service.minimum_age, service.maximum_age);
}

} // namespace

bool is_quiet(std::string_view text)
{
    auto const words = directory::folded(text);
    return std::ranges::none_of(split(words, ' '), [](std::string_view word) {
        return std::ranges::any_of(
            loud_words, [&](std::string_view loud) { return word.starts_with(loud); });
    });
}

Listing for_paper(Language const& language, directory::Vocabulary const& vocabulary,
    directory::Service const& service, std::string const& our_number)
{
    Listing paper { .id = service.id.value, .name = service.name };
    if (service.organization != service.name)
        paper.by = if_quiet(service.organization);
    if (!service.confidential)
        paper.phones = numbers_in(language, service.phones);
    for (auto& phone : paper.phones)
        phone.label = if_quiet(phone.label);
    if (paper.phones.empty())
        paper.phones = { { .number = our_number } };
    Facts facts;
    if (service.address)
        facts.add("find.address", address_in(*service.address));
    facts.add("find.week", if_quiet(hours_in(language, service.schedules)));
    facts.add("find.languages", languages_in(language, vocabulary, service.languages));
    facts.add("find.who", ages_of(language, vocabulary, service));
    facts.add("find.apply", if_quiet(service.application_process));
    facts.add("find.documents", if_quiet(service.required_documents));
    facts.add("find.fees", if_quiet(service.fees));
    paper.facts = facts.taken();
    return paper;
}

} // namespace reachline::edges::site
