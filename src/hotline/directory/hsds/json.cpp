#include "hotline/directory/hsds/json.hpp"

#include "base/json_binding.hpp"

namespace reachline::hotline::directory::hsds {

namespace {

template <class T>
bool is_demanded(std::string_view name)
{
    if constexpr (requires { T::must_have(name); })
        return T::must_have(name);
    else
        return false;
}

/// Flat: one-to-one records are written, lists are not.
enum class Depth { Whole, Flat };

template <class T>
json::Object object_of(T const& record, Depth depth)
{
    using namespace json::detail;
    json::Object object;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        auto const& value = record.*member.pointer;
        using Member = std::remove_cvref_t<decltype(value)>;
        if constexpr (std::is_same_v<Member, std::string>) {
            if (!value.empty() || is_demanded<T>(member.name))
                object[member.name] = value;
        } else if constexpr (IsVector<Member>::value) {
            if (value.empty() || depth == Depth::Flat)
                return;
            json::Array items;
            for (auto const& item : value)
                items.push_back(object_of(item, depth));
            object[member.name] = std::move(items);
        } else {
            static_assert(IsOptional<Member>::value);
            if (!value)
                return;
            if constexpr (is_struct<typename Member::value_type>)
                object[member.name] = object_of(*value, depth);
            else
                object[member.name] = *value;
        }
    });
    return object;
}

} // namespace

json::Object json_of(Service const& one)
{
    return object_of(one, Depth::Whole);
}
json::Object json_of(Organization const& one)
{
    return object_of(one, Depth::Whole);
}
json::Object json_of(ServiceAtLocation const& one)
{
    return object_of(one, Depth::Whole);
}
json::Object json_of(Taxonomy const& one)
{
    return object_of(one, Depth::Whole);
}
json::Object json_of(TaxonomyTerm const& one)
{
    return object_of(one, Depth::Whole);
}

json::Object flat_json_of(Service const& one)
{
    return object_of(one, Depth::Flat);
}
json::Object flat_json_of(Organization const& one)
{
    return object_of(one, Depth::Flat);
}
json::Object flat_json_of(ServiceAtLocation const& one)
{
    return object_of(one, Depth::Flat);
}

} // namespace reachline::hotline::directory::hsds
