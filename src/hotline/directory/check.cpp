// What a listing must be before it is kept.

#include "hotline/directory/directory.hpp"

#include "base/text.hpp"
#include "hotline/directory/hours.hpp"

#include <algorithm>

namespace reachline::hotline::directory {

namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_text = 4'000;
constexpr std::size_t longest_list = 60;

bool is_plain(std::string const& text, std::size_t limit)
{
    auto const clean = clean_text(text, limit);
    return clean && *clean == text;
}

/// Shown as a link, so nothing but the web may be behind it.
bool is_website(std::string const& text)
{
    return text.empty() || text.starts_with("https://") || text.starts_with("http://");
}

bool is_dialled(Phone const& phone)
{
    auto const digits = digits_of(phone.number).size();
    return digits >= 3 && digits <= 15 && phone.number.size() <= 24;
}

bool texts_are_plain(Listing const& one)
{
    for (auto const* const text : { &one.description, &one.alert, &one.eligibility,
             &one.application_process, &one.required_documents, &one.interpretation, &one.fees,
             &one.partner_note, &one.advocate_note })
        if (!is_plain(*text, longest_text))
            return false;
    for (auto const& phone : one.phones)
        if (!is_plain(phone.description, longest_name) || !is_plain(phone.extension, 10))
            return false;
    return is_plain(one.alternate_name, longest_name) && is_plain(one.email, longest_name) && is_plain(one.website, longest_name);
}

Done check_codes(Listing const& one, Vocabulary const& vocabulary)
{
    auto const known = [](auto const& codes, auto find) {
        return std::all_of(codes.begin(), codes.end(), find);
    };
    if (one.categories.empty()
        || !known(one.categories, [&](auto const& code) { return vocabulary.category(code); }))
        return fail(Fault::Invalid, "categories must name at least one that is known");
    if (!known(one.populations, [&](auto const& code) { return vocabulary.population(code); }))
        return fail(Fault::Invalid, "populations must all be known");
    if (!known(one.languages, [&](auto const& code) { return vocabulary.language(code); }))
        return fail(Fault::Invalid, "languages must all be known");
    return {};
}

} // namespace

Done check(Listing const& one, Reference const& reference)
{
    if (one.name.empty() || !is_plain(one.name, longest_name))
        return fail(Fault::Invalid, "name must be a text of at most 200 bytes");
    if (!texts_are_plain(one))
        return fail(Fault::Invalid, "texts must be plain, trimmed and at most 4,000 bytes");
    if (!is_website(one.website))
        return fail(Fault::Invalid, "website must begin with https:// or http://");
    if (std::max({ one.categories.size(), one.populations.size(), one.languages.size(),
            one.phones.size(), one.schedules.size(), one.areas.size() })
        > longest_list)
        return fail(Fault::Invalid, "a list of a service holds at most 60 entries");
    TRY(check_codes(one, reference.vocabulary));
    if (!std::all_of(one.phones.begin(), one.phones.end(), is_dialled))
        return fail(Fault::Invalid, "a phone number has 3 to 15 digits");
    if (!std::all_of(one.schedules.begin(), one.schedules.end(), is_readable))
        return fail(Fault::Invalid, "hours need days such as MO,TU and times such as 09:00");
    if (one.minimum_age.value_or(0) < 0 || one.maximum_age.value_or(120) > 120
        || one.minimum_age.value_or(0) > one.maximum_age.value_or(120))
        return fail(Fault::Invalid, "ages lie between 0 and 120, the least one first");
    if (one.areas.empty())
        return fail(Fault::Invalid, "a service says which area it serves");
    if (one.confidential && one.site)
        return fail(Fault::Invalid, "the place of a confidential service is kept sealed only");
    return {};
}

} // namespace reachline::hotline::directory
