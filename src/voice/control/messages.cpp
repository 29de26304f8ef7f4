#include "voice/control/messages.hpp"

#include "base/json_binding.hpp"

namespace reachline::voice::control {

namespace {

using json::Object;

/// "HangUp" of this namespace -> "hang_up": a message is named as its struct.
template <class T>
std::string const& message_name()
{
    static std::string const name = [] {
        auto const full = json::detail::full_type_name<T>();
        return json::detail::outside_name(full.substr(full.rfind(':') + 1));
    }();
    return name;
}

template <class Variant, class Each>
void for_each_message(Each each)
{
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Variant>>(
        [&](auto identity) { each(identity); });
}

template <class Variant>
std::string line(Variant const& message, char const* discriminator)
{
    return std::visit(
        [&](auto const& value) {
            auto object = json::written(value).as_object();
            object[discriminator] = message_name<std::remove_cvref_t<decltype(value)>>();
            return json::text_of(object);
        },
        message);
}

template <class Variant>
struct Read {
    std::optional<Variant> message;
    std::string name = "unreadable";
    std::string why = "this is no message";
};

template <class Variant>
Read<Variant> read(std::string_view line, char const* discriminator)
{
    Read<Variant> result;
    auto parsed = line.size() > longest_line ? fail(Fault::Invalid, "the line is too long")
                                             : json::parse(line);
    if (!parsed || !parsed->is_object())
        return result;
    auto& object = parsed->get_object();
    auto const* const named = object.if_contains(discriminator);
    if (!named || !named->is_string())
        return result;
    std::string const wanted(named->get_string().data(), named->get_string().size());
    object.erase(discriminator);
    for_each_message<Variant>([&](auto identity) {
        using T = typename decltype(identity)::type;
        if (message_name<T>() != wanted)
            return;
        result.name = wanted;
        auto bound = json::bound<T>(*parsed);
        if (bound)
            result.message = std::move(*bound);
        else
            result.why = bound.error().path + (bound.error().path.empty() ? "" : ": ")
                + std::string(bound.error().text.view());
    });
    return result;
}

template <class Variant>
Object schemas()
{
    Object all;
    for_each_message<Variant>([&](auto identity) {
        using T = typename decltype(identity)::type;
        json::Components components;
        json::schema<T>(components);
        all[message_name<T>()] = components.schemas;
    });
    return all;
}

} // namespace

tl::expected<Command, Refused> read_command(std::string_view line)
{
    auto result = read<Command>(line, "do");
    if (!result.message)
        return tl::unexpected(Refused { .what = result.name, .why = result.why });
    return std::move(*result.message);
}

Result<Told> read_told(std::string_view line)
{
    auto result = read<Told>(line, "tell");
    if (!result.message)
        return fail(Fault::Invalid, "this is nothing that the voice process tells");
    return std::move(*result.message);
}

std::string line_of(Told const& told)
{
    return line(told, "tell");
}
std::string line_of(Command const& command)
{
    return line(command, "do");
}

std::string_view name_of(Command const& command)
{
    return std::visit(
        [](auto const& value) -> std::string_view {
            return message_name<std::remove_cvref_t<decltype(value)>>();
        },
        command);
}

std::optional<std::string> ask_of(Command const& command)
{
    return std::visit(
        [](auto const& value) -> std::optional<std::string> {
            if constexpr (requires { value.ask; })
                return value.ask;
            else
                return std::nullopt;
        },
        command);
}

json::Object command_schemas()
{
    return schemas<Command>();
}
json::Object told_schemas()
{
    return schemas<Told>();
}

} // namespace reachline::voice::control
