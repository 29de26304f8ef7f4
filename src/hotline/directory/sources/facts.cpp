#include "hotline/directory/sources/facts.hpp"

#include "base/json_binding.hpp"
#include "crypto/hash.hpp"

#include <algorithm>
#include <cmath>

namespace reachline::hotline::directory::sources {

namespace {

template <class T>
std::string canonical(T const& value)
{
    return json::text_of(json::written(value));
}

/// The middle of an area is ours, not the source's.
std::string canonical(std::vector<Area> areas)
{
    for (auto& area : areas)
        area.centre = {};
    return json::text_of(json::written(areas));
}

/// As precise as the database keeps it.
std::string canonical(std::optional<Site> site)
{
    if (!site)
        return {};
    auto const millionths = [](double degrees) { return std::to_string(std::llround(degrees * 1e6)); };
    auto const point = millionths(site->point.latitude) + ' ' + millionths(site->point.longitude);
    site->point = {};
    return json::text_of(json::written(*site)) + point;
}

template <class Record, auto Member>
constexpr Fact<Record> fact(std::string_view name)
{
    return { name, [](Record const& one) { return canonical(one.*Member); },
        [](Record& to, Record const& from) { to.*Member = from.*Member; } };
}

template <auto Member, auto Change>
constexpr Fact<Listing> changeable(std::string_view name)
{
    auto made = fact<Listing, Member>(name);
    made.propose = [](Amendment& change, Listing const& from) { change.*Change = from.*Member; };
    return made;
}

template <auto Member, auto Change>
constexpr Fact<Listing> age(std::string_view name)
{
    auto made = fact<Listing, Member>(name);
    made.propose = [](Amendment& change, Listing const& from) { change.*Change = (from.*Member).value_or(-1); };
    return made;
}

using O = Organization;
using L = Listing;
using A = Amendment;

constexpr Fact<Organization> of_organization[] = {
    fact<O, &O::name>("name"),
    fact<O, &O::alternate_name>("alternate_name"),
    fact<O, &O::description>("description"),
    fact<O, &O::email>("email"),
    fact<O, &O::website>("website"),
    fact<O, &O::phones>("phones"),
    fact<O, &O::status>("status"),
};

constexpr Fact<Listing> of_listing[] = {
    changeable<&L::name, &A::name>("name"),
    changeable<&L::alternate_name, &A::alternate_name>("alternate_name"),
    changeable<&L::description, &A::description>("description"),
    changeable<&L::alert, &A::alert>("alert"),
    changeable<&L::email, &A::email>("email"),
    changeable<&L::website, &A::website>("website"),
    changeable<&L::categories, &A::categories>("categories"),
    changeable<&L::populations, &A::populations>("populations"),
    changeable<&L::languages, &A::languages>("languages"),
    changeable<&L::phones, &A::phones>("phones"),
    changeable<&L::schedules, &A::schedules>("schedules"),
    fact<L, &L::areas>("areas"),
    changeable<&L::remote, &A::remote>("remote"),
    changeable<&L::site, &A::site>("site"),
    changeable<&L::eligibility, &A::eligibility>("eligibility"),
    age<&L::minimum_age, &A::minimum_age>("minimum_age"),
    age<&L::maximum_age, &A::maximum_age>("maximum_age"),
    changeable<&L::pets, &A::pets>("pets"),
    changeable<&L::children, &A::children>("children"),
    changeable<&L::application_process, &A::application_process>("application_process"),
    changeable<&L::required_documents, &A::required_documents>("required_documents"),
    changeable<&L::interpretation, &A::interpretation>("interpretation"),
    changeable<&L::fees, &A::fees>("fees"),
    changeable<&L::accepts_live_transfer, &A::accepts_live_transfer>("accepts_live_transfer"),
    changeable<&L::advocate_note, &A::advocate_note>("advocate_note"),
    changeable<&L::visibility, &A::visibility>("visibility"),
};

} // namespace

std::span<Fact<Organization> const> facts(Organization const&) { return of_organization; }
std::span<Fact<Listing> const> facts(Listing const&) { return of_listing; }

Bytes short_hash(std::string_view text)
{
    auto hash = crypto::blake2b({ bytes_of(text) });
    hash.resize(hash_of_a_fact);
    return hash;
}

template <class Record>
Bytes said_by(Record const& record)
{
    Bytes all;
    for (auto const& one : facts(record)) {
        auto const hash = short_hash(one.text(record));
        all.insert(all.end(), hash.begin(), hash.end());
    }
    return all;
}

template <class Record>
std::vector<Drift> drift(ByteView said, Record const& ours, Record const& theirs)
{
    std::vector<Drift> result;
    for (auto const& one : facts(ours)) {
        auto const here = one.text(ours), there = one.text(theirs);
        bool const is_known = said.size() >= hash_of_a_fact;
        auto const before = said.first(is_known ? hash_of_a_fact : 0);
        said = said.subspan(before.size());
        auto const moved = [&](std::string const& text) { return is_known && !std::ranges::equal(short_hash(text), before); };
        bool const is_told = here != there && moved(there);
        result.push_back(!is_told ? Drift::None : moved(here) ? Drift::Both : Drift::There);
    }
    return result;
}

template Bytes said_by(Organization const&);
template Bytes said_by(Listing const&);
template std::vector<Drift> drift(ByteView, Organization const&, Organization const&);
template std::vector<Drift> drift(ByteView, Listing const&, Listing const&);

} // namespace reachline::hotline::directory::sources
