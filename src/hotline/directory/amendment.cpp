// An amendment beside its listing: what is different, what of it is held, and the two put together.

#include "hotline/directory/changes_store.hpp"

#include "hotline/directory/contacts.hpp"

#include <boost/mp11.hpp>

#include <algorithm>

namespace reachline::hotline::directory {

namespace {

using Age = std::optional<std::int64_t>;
using Fields = boost::describe::describe_members<Amendment, boost::describe::mod_public>;

/// Every field of an amendment with the field of the listing that it changes.
template <class Change, class One, class Visit>
void each_field(Change& change, One& one, Visit visit)
{
    visit("name", change.name, one.name);
    visit("alternate_name", change.alternate_name, one.alternate_name);
    visit("description", change.description, one.description);
    visit("alert", change.alert, one.alert);
    visit("email", change.email, one.email);
    visit("website", change.website, one.website);
    visit("status", change.status, one.status);
    visit("visibility", change.visibility, one.visibility);
    visit("categories", change.categories, one.categories);
    visit("populations", change.populations, one.populations);
    visit("languages", change.languages, one.languages);
    visit("phones", change.phones, one.phones);
    visit("schedules", change.schedules, one.schedules);
    visit("site", change.site, one.site);
    visit("remote", change.remote, one.remote);
    visit("eligibility", change.eligibility, one.eligibility);
    visit("minimum_age", change.minimum_age, one.minimum_age);
    visit("maximum_age", change.maximum_age, one.maximum_age);
    visit("pets", change.pets, one.pets);
    visit("children", change.children, one.children);
    visit("application_process", change.application_process, one.application_process);
    visit("required_documents", change.required_documents, one.required_documents);
    visit("interpretation", change.interpretation, one.interpretation);
    visit("fees", change.fees, one.fees);
    visit("accepts_live_transfer", change.accepts_live_transfer, one.accepts_live_transfer);
    visit("partner_note", change.partner_note, one.partner_note);
    visit("advocate_note", change.advocate_note, one.advocate_note);
}

/// An age below 0 says that there is none.
Age age_of(Age const& wanted)
{
    return *wanted < 0 ? std::nullopt : wanted;
}

template <class T>
void put(std::optional<T> const& wanted, T& stands)
{
    stands = *wanted;
}
void put(std::optional<Site> const& wanted, std::optional<Site>& stands)
{
    stands = wanted;
}
void put(Age const& wanted, Age& stands)
{
    stands = age_of(wanted);
}

template <class T>
std::optional<T> taken(T const& stands)
{
    return stands;
}
std::optional<Site> taken(std::optional<Site> const& stands)
{
    return stands;
}
Age taken(Age const& stands)
{
    return stands.value_or(-1);
}

/// The words of a value that could lead a person somewhere.
std::string words_of(std::string const& text)
{
    return text;
}
std::string words_of(std::vector<Schedule> const& schedules)
{
    std::string words;
    for (auto const& schedule : schedules)
        words += schedule.notes + "\n";
    return words;
}
template <class T>
std::string words_of(T const&)
{
    return {};
}

/// What is said of how to reach it anywhere in the listing: to repeat that is nothing new.
std::vector<std::string> contacts_of(Listing const& one)
{
    std::string words = one.email + "\n" + one.website + "\n";
    for (auto const& phone : one.phones)
        words += phone.number + "\n" + phone.description + "\n";
    Amendment nothing;
    each_field(nothing, one,
        [&](char const*, auto const&, auto const& stands) { words += words_of(stands) + "\n"; });
    return contacts_in(words);
}

bool is_a_way_there(std::string_view field)
{
    return field == "phones" || field == "site" || field == "email" || field == "website";
}

} // namespace

Listing amended(Listing one, Amendment const& change)
{
    each_field(change, one, [](char const*, auto const& wanted, auto& stands) {
        if (wanted)
            put(wanted, stands);
    });
    return one;
}

Amendment what_differs(Listing const& one, Amendment change)
{
    // Both sides are taken from a listing, so that "no age" is written in one way.
    auto const wanted = as_it_stands(amended(one, change), change);
    auto const stands = as_it_stands(one, change);
    boost::mp11::mp_for_each<Fields>([&](auto member) {
        if (wanted.*member.pointer == stands.*member.pointer)
            change.*member.pointer = std::nullopt;
    });
    return change;
}

Amendment as_it_stands(Listing const& one, Amendment const& change)
{
    Amendment stands = change;
    each_field(stands, one, [](char const*, auto& field, auto const& value) {
        if (field)
            field = taken(value);
    });
    return stands;
}

std::vector<std::string> held_fields(Listing const& one, Amendment const& change)
{
    auto const known = contacts_of(one);
    auto const is_new = [&](std::string const& contact) {
        return std::find(known.begin(), known.end(), contact) == known.end();
    };
    std::vector<std::string> held;
    each_field(change, one, [&](char const* name, auto const& wanted, auto const&) {
        if (!wanted)
            return;
        auto const said = contacts_in(words_of(*wanted));
        if (is_a_way_there(name) || std::any_of(said.begin(), said.end(), is_new))
            held.emplace_back(name);
    });
    return held;
}

Parts parted(Listing const& one, Amendment const& change)
{
    return parted(change, held_fields(one, change));
}

Parts parted(Amendment const& change, std::vector<std::string> const& held)
{
    Parts parts { .held = change, .rest = change };
    boost::mp11::mp_for_each<Fields>([&](auto member) {
        bool const is_held = std::find(held.begin(), held.end(), member.name) != held.end();
        (is_held ? parts.rest : parts.held).*member.pointer = std::nullopt;
    });
    return parts;
}

bool says_nothing(Amendment const& change)
{
    return change == Amendment {};
}

} // namespace reachline::hotline::directory
