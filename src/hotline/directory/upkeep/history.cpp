#include "hotline/directory/upkeep/history.hpp"

#include "base/json_binding.hpp"

namespace reachline::hotline {

// Here, since nothing else writes a whole record down as it stands.
BOOST_DESCRIBE_STRUCT(Organization, (),
    (id, name, alternate_name, description, email, website, visibility, status, roles, phones,
        assured, updated))
BOOST_DESCRIBE_STRUCT(Listing, (),
    (id, organization, name, alternate_name, description, alert, email, website, status, visibility,
        field_visibility, categories, populations, languages, phones, schedules, areas, location,
        confidential, remote, site, eligibility, minimum_age, maximum_age, pets, children,
        application_process, required_documents, interpretation, fees, accepts_live_transfer,
        partner_note, advocate_note, capacity, assured, confirmed, updated))

namespace directory {

namespace {

json::Value told(std::map<Field, Visibility> const& fields)
{
    std::map<std::string, Visibility> named;
    for (auto const& [field, visibility] : fields)
        named[json::enum_name(field)] = visibility;
    return json::written(named);
}
template <class T>
json::Value told(T const& value)
{
    return json::written(value);
}

/// When it was last touched says the row itself.
bool is_worth_telling(std::string_view field) { return field != "updated" && field != "id"; }

template <class T>
json::Object differing(T const& before, T const& after)
{
    json::Object object;
    boost::mp11::mp_for_each<json::detail::Members<T>>([&](auto member) {
        if (is_worth_telling(member.name) && !(before.*member.pointer == after.*member.pointer))
            object[member.name] = told(before.*member.pointer);
    });
    return object;
}

} // namespace

std::string differences(Listing const& before, Listing const& after)
{
    auto object = differing(before, after);
    // A house that hides from now on is not told by what stood there before it did.
    if (after.confidential)
        object.erase("site");
    return json::text_of(object);
}

std::string differences(Organization const& before, Organization const& after)
{
    return json::text_of(differing(before, after));
}

} // namespace directory
} // namespace reachline::hotline
