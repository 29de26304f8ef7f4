#pragma once

// How described structs become JSON, JSON becomes described structs, and both become a schema.
// Heavy to compile: include it in one .cpp of a folder, next to that folder's bodies.

#include "base/id.hpp"
#include "base/json.hpp"

#include <boost/describe.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/mp11.hpp>

#include <map>
#include <optional>
#include <type_traits>
#include <vector>

namespace reachline::json {

namespace detail {

template <class T>
struct IsOptional : std::false_type { };
template <class T>
struct IsOptional<std::optional<T>> : std::true_type { };
template <class T>
struct IsVector : std::false_type { };
template <class T>
struct IsVector<std::vector<T>> : std::true_type { };
template <class T>
struct IsMap : std::false_type { };
template <class T>
struct IsMap<std::map<std::string, T>> : std::true_type { };
template <class T>
struct IsId : std::false_type { };
template <class T>
struct IsId<Id<T>> : std::true_type { };

template <class T>
constexpr bool is_struct = boost::describe::has_describe_members<T>::value;
template <class T>
constexpr bool is_enum = boost::describe::has_describe_enumerators<T>::value;

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

inline std::string below(std::string_view path, std::string_view name)
{
    return path.empty() ? std::string(name) : std::string(path) + "." + std::string(name);
}

/// ReadCase -> read_case: enum members are CamelCase in C++ and snake_case outside.
inline std::string outside_name(std::string_view inside)
{
    std::string name;
    for (char const c : inside) {
        bool const upper = c >= 'A' && c <= 'Z';
        if (upper && !name.empty())
            name += '_';
        name += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return name;
}

} // namespace detail

/// The snake_case name of a described enum's value.
template <class E>
    requires detail::is_enum<E>
std::string enum_name(E value)
{
    std::string name;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto member) {
        if (member.value == value)
            name = detail::outside_name(member.name);
    });
    return name;
}

template <class E>
    requires detail::is_enum<E>
std::optional<E> enum_value(std::string_view text)
{
    std::optional<E> found;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto member) {
        if (detail::outside_name(member.name) == text)
            found = member.value;
    });
    return found;
}

template <class T>
Value written(T const& value)
{
    using namespace detail;
    if constexpr (std::is_same_v<T, Value> || std::is_same_v<T, bool>
        || std::is_same_v<T, std::string> || std::is_floating_point_v<T>) {
        return Value(value);
    } else if constexpr (std::is_integral_v<T>) {
        return Value(static_cast<std::int64_t>(value));
    } else if constexpr (std::is_same_v<T, Time>) {
        return Value(rfc3339(value));
    } else if constexpr (IsId<T>::value) {
        return Value(value.value);
    } else if constexpr (is_enum<T>) {
        return Value(enum_name(value));
    } else if constexpr (IsOptional<T>::value) {
        return value ? written(*value) : Value(nullptr);
    } else if constexpr (IsVector<T>::value) {
        Array array;
        array.reserve(value.size());
        for (auto const& item : value)
            array.push_back(written(item));
        return array;
    } else if constexpr (IsMap<T>::value) {
        Object object;
        for (auto const& [key, item] : value)
            object[key] = written(item);
        return object;
    } else {
        static_assert(is_struct<T>, "describe this struct with BOOST_DESCRIBE_STRUCT");
        Object object;
        boost::mp11::mp_for_each<Members<T>>(
            [&](auto member) { object[member.name] = written(value.*member.pointer); });
        return object;
    }
}

/// RFC 3339 in UTC, as rfc3339() writes it; seconds and milliseconds may be missing.
std::optional<Time> time_from_text(std::string_view);

template <class T>
Bound<T> bound(Value const& value, std::string const& path = {})
{
    using namespace detail;
    auto const wrong = [&](Literal text) { return tl::unexpected<Wrong>(Wrong { path, text }); };
    if constexpr (std::is_same_v<T, Value>) {
        return value;
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!value.is_bool())
            return wrong("this must be true or false");
        return value.get_bool();
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!value.is_string())
            return wrong("this must be a text");
        return std::string(value.get_string().data(), value.get_string().size());
    } else if constexpr (std::is_integral_v<T>) {
        boost::json::error_code code;
        auto const number = value.is_number() ? value.to_number<T>(code) : T {};
        if (!value.is_number() || code)
            return wrong("this must be a whole number");
        return number;
    } else if constexpr (std::is_floating_point_v<T>) {
        if (!value.is_number())
            return wrong("this must be a number");
        return value.to_number<T>();
    } else if constexpr (std::is_same_v<T, Time>) {
        auto const text = value.is_string()
            ? time_from_text({ value.get_string().data(), value.get_string().size() })
            : std::nullopt;
        if (!text)
            return wrong("this must be a time such as 2026-01-31T22:15:00Z");
        return *text;
    } else if constexpr (IsId<T>::value) {
        if (!value.is_int64() || value.get_int64() <= 0)
            return wrong("this must be an id");
        return T { value.get_int64() };
    } else if constexpr (is_enum<T>) {
        auto const found = value.is_string()
            ? enum_value<T>({ value.get_string().data(), value.get_string().size() })
            : std::nullopt;
        if (!found)
            return wrong("this is not one of the allowed values");
        return *found;
    } else if constexpr (IsOptional<T>::value) {
        if (value.is_null())
            return T {};
        auto inner = bound<typename T::value_type>(value, path);
        if (!inner)
            return tl::unexpected<Wrong>(inner.error());
        return T { std::move(*inner) };
    } else if constexpr (IsVector<T>::value) {
        if (!value.is_array())
            return wrong("this must be a list");
        T items;
        for (auto const& item : value.get_array()) {
            auto inner = bound<typename T::value_type>(item, below(path, std::to_string(items.size())));
            if (!inner)
                return tl::unexpected<Wrong>(inner.error());
            items.push_back(std::move(*inner));
        }
        return items;
    } else if constexpr (IsMap<T>::value) {
        if (!value.is_object())
            return wrong("this must be an object");
        T items;
        for (auto const& pair : value.get_object()) {
            // A key of a map is the sender's, not ours: it is not repeated in the path.
            auto inner = bound<typename T::mapped_type>(pair.value(), path);
            if (!inner)
                return tl::unexpected<Wrong>(inner.error());
            items.emplace(std::string(pair.key()), std::move(*inner));
        }
        return items;
    } else {
        static_assert(is_struct<T>, "describe this struct with BOOST_DESCRIBE_STRUCT");
        if (!value.is_object())
            return wrong("this must be an object");
        auto const& object = value.get_object();
        T result {};
        std::optional<Wrong> first;
        std::size_t known = 0;
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            if (first)
                return;
            using Member = std::remove_cvref_t<decltype(result.*member.pointer)>;
            auto const* const found = object.if_contains(member.name);
            if (!found) {
                if constexpr (!IsOptional<Member>::value)
                    first = Wrong { below(path, member.name), "this field is missing" };
                return;
            }
            ++known;
            auto inner = bound<Member>(*found, below(path, member.name));
            if (inner)
                result.*member.pointer = std::move(*inner);
            else
                first = inner.error();
        });
        if (!first && known != object.size())
            first = Wrong { path, "there is a field here that nobody knows" };
        if (first)
            return tl::unexpected<Wrong>(*first);
        return result;
    }
}

/// The schemas that a document refers to, each under the short name of its type.
struct Components {
    Object schemas;
    std::map<std::string, std::string> types; ///< short name -> full name
    /// Names that two types share: one of them would silently stand for both.
    std::vector<std::string> clashes;
};

namespace detail {
/// "reachline::edges::console::contract::LineRow".
template <class T>
std::string full_type_name()
{
    std::string_view name = __PRETTY_FUNCTION__;
    name = name.substr(name.find("T = ") + 4);
    return std::string(name.substr(0, name.find_first_of(";]")));
}

/// Adds `make()` to the components under the type's own name, once; answers a reference to it.
template <class T>
Value referred(Components& components, auto make)
{
    auto const full_name = full_type_name<T>();
    auto const name = full_name.substr(full_name.rfind(':') + 1);
    auto const [known, is_new] = components.types.emplace(name, full_name);
    if (is_new) {
        components.schemas[name] = Object {}; // before what it holds; a type that holds itself ends
        components.schemas[name] = make();
    } else if (known->second != full_name)
        components.clashes.push_back(name);
    return Object { { "$ref", "#/components/schemas/" + name } };
}
} // namespace detail

/// The JSON Schema of a bound type (the dialect of OpenAPI 3.1). Each struct and enum becomes a
/// component under its own name.
template <class T>
Value schema(Components& components)
{
    using namespace detail;
    if constexpr (std::is_same_v<T, Value>) {
        return Object {};
    } else if constexpr (std::is_same_v<T, bool>) {
        return Object { { "type", "boolean" } };
    } else if constexpr (std::is_same_v<T, std::string>) {
        return Object { { "type", "string" } };
    } else if constexpr (std::is_integral_v<T>) {
        return Object { { "type", "integer" } };
    } else if constexpr (std::is_floating_point_v<T>) {
        return Object { { "type", "number" } };
    } else if constexpr (std::is_same_v<T, Time>) {
        return Object { { "type", "string" }, { "format", "date-time" } };
    } else if constexpr (IsId<T>::value) {
        return Object { { "type", "integer" }, { "format", "int64" } };
    } else if constexpr (is_enum<T>) {
        return referred<T>(components, [] {
            Array names;
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
                [&](auto member) { names.push_back(Value(outside_name(member.name))); });
            return Value(Object { { "type", "string" }, { "enum", names } });
        });
    } else if constexpr (IsOptional<T>::value) {
        return Object { { "anyOf",
            Array { schema<typename T::value_type>(components), Object { { "type", "null" } } } } };
    } else if constexpr (IsVector<T>::value) {
        return Object { { "type", "array" }, { "items", schema<typename T::value_type>(components) } };
    } else if constexpr (IsMap<T>::value) {
        return Object { { "type", "object" },
            { "additionalProperties", schema<typename T::mapped_type>(components) } };
    } else {
        return referred<T>(components, [&] {
            Object properties;
            Array required;
            boost::mp11::mp_for_each<Members<T>>([&](auto member) {
                using Member = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
                properties[member.name] = schema<Member>(components);
                if constexpr (!IsOptional<Member>::value)
                    required.push_back(Value(member.name));
            });
            return Value(Object { { "type", "object" }, { "properties", properties },
                { "required", required }, { "additionalProperties", false } });
        });
    }
}

} // namespace reachline::json
