#include "edges/feed/answers.hpp"

#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/hsds/ids.hpp"
#include "hotline/directory/hsds/json.hpp"
#include "hotline/directory/hsds/mapping.hpp"
#include "hotline/directory/hsds/published.hpp"
#include "hotline/directory/hsds/terms.hpp"
#include "hotline/directory/hsds/words.hpp"
#include "hotline/directory/places/folded.hpp"

#include <algorithm>
#include <map>

namespace reachline::edges::feed {

namespace {

using namespace hotline::directory;
using hotline::Listing;
using hsds::Kind;
using hsds::Published;
using store::Database;
using OurOrganization = hotline::Organization;

constexpr double metres_per_mile = 1609.344;

/// Reads public records and writes them as the standard has them.
class Writer {
public:
    Writer(Database& database, Sources const& sources)
        : database_(database)
        , outward_(sources.vocabulary, Visibility::Public)
    {
    }

    Result<hsds::Service> service(Published const& one)
    {
        auto const listing = TRY(hotline::directory::listing(database_, one.service));
        auto made =
            outward_.service(listing, TRY(organization_of(listing.organization)), one.changed);
        if (!made)
            return fail(Fault::NotFound, "there is no such service");
        return std::move(*made);
    }

    /// With its organization, which has no lists in it when the answer is flat.
    Result<json::Object> whole_service(Published const& one)
    {
        auto made = TRY(service(one));
        auto object = hsds::json_of(made);
        object["organization"] = hsds::json_of(TRY(organization(made.organization_id)));
        return object;
    }
    Result<json::Object> flat_service(Published const& one)
    {
        auto made = TRY(service(one));
        auto object = hsds::flat_json_of(made);
        object["organization"] = hsds::flat_json_of(TRY(organization(made.organization_id)));
        return object;
    }

    Result<json::Object> whole_place(Published const& one)
    {
        auto made = TRY(service(one));
        auto place = made.service_at_locations.front();
        place.service_areas = made.service_areas;
        made.service_at_locations.clear();
        auto object = hsds::json_of(place);
        object["service"] = hsds::json_of(made);
        object["service"].get_object()["organization"] =
            hsds::json_of(TRY(organization(made.organization_id)));
        return object;
    }
    Result<json::Object> flat_place(Published const& one)
    {
        auto const made = TRY(service(one));
        auto object = hsds::flat_json_of(made.service_at_locations.front());
        object["service"] = hsds::flat_json_of(made);
        object["service"].get_object()["organization"] =
            hsds::flat_json_of(TRY(organization(made.organization_id)));
        return object;
    }

    Result<hsds::Organization> organization(std::string_view uuid)
    {
        auto const number = hsds::number_of(Kind::Organization, uuid);
        auto const made =
            outward_.organization(TRY(organization_of(Id<OurOrganization> { number.value_or(0) })));
        if (!made)
            return fail(Fault::NotFound, "there is no such organization");
        return *made;
    }

    /// `nested` is how many services may still be written whole.
    Result<json::Object> whole_organization(Id<OurOrganization> id, std::size_t& nested)
    {
        auto object = hsds::json_of(TRY(organization(hsds::uuid(Kind::Organization, id.value))));
        json::Array services;
        for (auto const& one : TRY(hsds::published_services_of(database_, id))) {
            if (nested == 0) {
                services.push_back(TRY(named(one)));
                continue;
            }
            --nested;
            services.push_back(hsds::json_of(TRY(service(one))));
        }
        if (!services.empty())
            object["services"] = std::move(services);
        return object;
    }
    Result<json::Object> flat_organization(Id<OurOrganization> id)
    {
        return hsds::flat_json_of(TRY(organization(hsds::uuid(Kind::Organization, id.value))));
    }

    /// What the schema of a service demands, and no more.
    Result<json::Object> named(Published const& one)
    {
        auto const said = TRY(hsds::published_name(database_, one.service));
        return json::Object { { "id", hsds::uuid(Kind::Service, one.service.value) },
            { "name", said.name }, { "status", hsds::word_of(hsds::status_words, said.status) } };
    }
    Result<json::Object> minimal(Published const& one)
    {
        auto object = TRY(named(one));
        object["last_modified"] = rfc3339(one.changed);
        object["modified_date"] = rfc3339(one.changed); // as the OpenAPI document says it in words
        return object;
    }

private:
    Result<OurOrganization> organization_of(Id<OurOrganization> id)
    {
        if (auto const known = organizations_.find(id); known != organizations_.end())
            return known->second;
        auto read = TRY(hotline::directory::organization(database_, id));
        organizations_.emplace(id, read);
        return read;
    }

    Database& database_;
    hsds::Outward outward_;
    std::map<Id<OurOrganization>, OurOrganization> organizations_ {};
};

/// A page of `all`, or every line of it.
template <class T, class Write>
Result<Answer> page_of(std::vector<T> const& all, Question const& asked, Write write)
{
    auto const total = static_cast<std::int64_t>(all.size());
    if (asked.is_stream && !asked.has_page
        && all.size() > (asked.full ? longest_full_stream : longest_stream))
        return fail(
            Fault::Invalid, "this is too much for one stream: narrow it, or ask page by page");
    bool const is_everything = asked.is_stream && !asked.has_page;
    auto const from = is_everything ? 0 : std::min(total, (asked.page - 1) * asked.per_page);
    auto const to = is_everything ? total : std::min(total, from + asked.per_page);
    std::string lines;
    json::Array contents;
    for (auto n = from; n < to; ++n) {
        json::Object written = TRY(write(all[static_cast<std::size_t>(n)]));
        if (asked.is_stream)
            lines += json::text_of(written) + "\n";
        else
            contents.push_back(std::move(written));
    }
    if (asked.is_stream)
        return Answer { .body = std::move(lines), .is_stream = true };
    auto const pages = (total + asked.per_page - 1) / asked.per_page;
    return Answer { .body = json::text_of(json::Object {
                        { "total_items", total },
                        { "total_pages", pages },
                        { "page_number", asked.page },
                        { "size", to - from },
                        { "first_page", asked.page == 1 },
                        { "last_page", asked.page >= pages },
                        { "empty", to == from },
                        { "contents", std::move(contents) },
                    }) };
}

bool has_every_word(std::string const& text, std::string const& words)
{
    auto const folded_text = folded(text);
    auto const wanted = words_of(words);
    return std::ranges::all_of(wanted, [&](std::string const& word) {
        return folded_text.find(folded(word)) != std::string::npos;
    });
}

/// What the filters of a question mean in our own terms. `nothing` when one of them names what
/// cannot be there: an id of somebody else, a ZIP code that nobody has.
struct Conditions {
    hsds::Wanted wanted {};
    bool nothing = false;
};

Result<Conditions> conditions_of(Question const& asked, Sources const& sources)
{
    Conditions made;
    made.wanted.modified_after = asked.modified_after;
    if (!asked.organization_id.empty()) {
        auto const number = hsds::number_of(Kind::Organization, asked.organization_id);
        made.nothing |= !number;
        made.wanted.organization = Id<OurOrganization> { number.value_or(0) };
    }
    if (!asked.taxonomy_term_id.empty()) {
        auto const term = hsds::term_named(sources.vocabulary, asked.taxonomy_term_id);
        made.nothing |= !term;
        if (term)
            made.wanted.term = hsds::TermWanted { term->taxonomy, term->code };
    }
    if (!asked.taxonomy_id.empty()) {
        made.wanted.taxonomy = hsds::taxonomy_named(asked.taxonomy_id);
        made.nothing |= !made.wanted.taxonomy;
    }
    if (!asked.postcode.empty()) {
        auto const* const places = TRY(sources.places.get());
        auto const place = places->best(asked.postcode);
        made.nothing |= !place;
        if (place) {
            made.wanted.serves =
                hsds::AreaWanted { .state = place->state, .county = place->county };
            if (asked.proximity)
                made.wanted.near = hsds::Near { place->point, *asked.proximity / metres_per_mile };
        }
    }
    return made;
}

Result<std::vector<Published>> services_for(
    Database& database, Sources const& sources, Question const& asked)
{
    auto const conditions = TRY(conditions_of(asked, sources));
    if (conditions.nothing)
        return std::vector<Published> {};
    auto all = TRY(hsds::published_services(database, conditions.wanted));
    if (asked.search.empty())
        return all;
    std::map<Id<Listing>, Published> by_id;
    for (auto& one : all)
        by_id.emplace(one.service, std::move(one));
    std::vector<Published> found;
    for (auto const id : TRY(sources.find(asked.search)))
        if (auto const one = by_id.find(id); one != by_id.end())
            found.push_back(one->second);
    return found;
}

Result<std::vector<Id<OurOrganization>>> organizations_for(
    Database& database, Sources const& sources, Question const& asked)
{
    auto const conditions = TRY(conditions_of(asked, sources));
    std::vector<Id<OurOrganization>> found;
    if (conditions.nothing)
        return found;
    for (auto const& one : TRY(hsds::published_organizations(
             database, conditions.wanted.term, conditions.wanted.taxonomy)))
        if (asked.search.empty() || has_every_word(one.words, asked.search))
            found.push_back(one.id);
    return found;
}

std::vector<hsds::Taxonomy> taxonomies_for(Sources const& sources, Question const& asked)
{
    auto all = hsds::taxonomies(sources.vocabulary);
    std::erase_if(all, [&](auto const& one) {
        return !has_every_word(one.name + " " + one.description, asked.search);
    });
    return all;
}

std::vector<hsds::TaxonomyTerm> terms_for(Sources const& sources, Question const& asked)
{
    auto all = hsds::taxonomy_terms(sources.vocabulary);
    std::erase_if(all, [&](auto const& one) {
        return (!asked.taxonomy_id.empty() && one.taxonomy_id != asked.taxonomy_id)
            || (!asked.parent_id.empty() && one.parent_id != asked.parent_id)
            || !has_every_word(one.code + " " + one.name + " " + one.name_es, asked.search);
    });
    return all;
}

template <class T>
Result<Answer> one_of(std::vector<T> const& all, std::string const& id)
{
    auto const found = std::ranges::find(all, id, &T::id);
    if (found == all.end())
        return fail(Fault::NotFound, "there is nothing with this id");
    return Answer { .body = json::text_of(hsds::json_of(*found)) };
}

/// With what it names: the taxonomy of a term.
std::vector<hsds::TaxonomyTerm> with_taxonomies(
    std::vector<hsds::TaxonomyTerm> terms, Sources const& sources)
{
    auto const all = hsds::taxonomies(sources.vocabulary);
    for (auto& term : terms)
        if (auto const of = std::ranges::find(all, term.taxonomy_id, &hsds::Taxonomy::id);
            of != all.end())
            term.taxonomy_detail = *of;
    return terms;
}

Result<Published> public_one(Database& database, Kind kind, std::string const& id)
{
    auto const number = hsds::number_of(kind, id);
    if (!number)
        return fail(Fault::NotFound, "there is nothing with this id");
    return hsds::published_service(database, Id<Listing> { *number });
}

Result<Answer> organization_answer(
    Database& database, Sources const& sources, Question const& asked)
{
    auto const number = hsds::number_of(Kind::Organization, asked.id);
    if (!number)
        return fail(Fault::NotFound, "there is nothing with this id");
    std::size_t nested = asked.full_service ? most_nested : 0;
    return Answer
    {
        .body =
            json::text_of(TRY(Writer(database, sources).whole_organization({ *number }, nested)))
    };
}

/// A place's answer is described by the standard's document as a service, and in its words as a
/// place: it has what each of the two demands.
Result<Answer> place_answer(Database& database, Sources const& sources, Question const& asked)
{
    auto const one = TRY(public_one(database, Kind::ServiceAtLocation, asked.id));
    auto object = TRY(Writer(database, sources).whole_place(one));
    auto const service = object["service"].get_object();
    for (auto const* const demanded : { "name", "status" })
        object[demanded] = service.at(demanded);
    return Answer { .body = json::text_of(object) };
}

Result<Answer> looked_up(Database& database, Sources const& sources, Question const& asked)
{
    Writer writer(database, sources);
    switch (asked.endpoint) {
    case Endpoint::Services:
        return page_of(TRY(services_for(database, sources, asked)), asked,
            [&](Published const& one) -> Result<json::Object> {
                if (asked.minimal)
                    return writer.minimal(one);
                return asked.full ? writer.whole_service(one) : writer.flat_service(one);
            });
    case Endpoint::Service:
        return Answer
        {
            .body = json::text_of(
                TRY(writer.whole_service(TRY(public_one(database, Kind::Service, asked.id)))))
        };
    case Endpoint::Organizations: {
        std::size_t nested = asked.full_service ? most_nested : 0;
        return page_of(
            TRY(organizations_for(database, sources, asked)), asked, [&](Id<OurOrganization> id) {
                return asked.full || asked.full_service ? writer.whole_organization(id, nested)
                                                        : writer.flat_organization(id);
            });
    }
    case Endpoint::Organization:
        return organization_answer(database, sources, asked);
    case Endpoint::ServiceAtLocations:
        return page_of(
            TRY(services_for(database, sources, asked)), asked, [&](Published const& one) {
                return asked.full ? writer.whole_place(one) : writer.flat_place(one);
            });
    case Endpoint::ServiceAtLocation:
        return place_answer(database, sources, asked);
    case Endpoint::Taxonomies:
        return page_of(taxonomies_for(sources, asked), asked,
            [](auto const& one) -> Result<json::Object> { return hsds::json_of(one); });
    case Endpoint::Taxonomy:
        return one_of(hsds::taxonomies(sources.vocabulary), asked.id);
    case Endpoint::TaxonomyTerms:
        return page_of(with_taxonomies(terms_for(sources, asked), sources), asked,
            [](auto const& one) -> Result<json::Object> { return hsds::json_of(one); });
    case Endpoint::TaxonomyTerm:
        return one_of(with_taxonomies(hsds::taxonomy_terms(sources.vocabulary), sources), asked.id);
    default:
        return fail(Fault::NotFound, "there is nothing here");
    }
}

} // namespace

Result<Answer> answer_to(Database& database, Sources const& sources, Question const& asked)
{
    // One moment of the directory for the whole answer. Refused where a transaction is open
    // already, as in tests without workers: then that one holds.
    bool const is_own = database.begin_looking().has_value();
    auto answer = looked_up(database, sources, asked);
    if (is_own)
        database.rollback();
    return answer;
}

} // namespace reachline::edges::feed
