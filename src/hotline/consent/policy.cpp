#include "hotline/consent/policy.hpp"

#include "hotline/audit/audit.hpp"
#include "hotline/cases/person.hpp"
#include "hotline/consent/consent_store.hpp"
#include "hotline/consent/policy_store.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace reachline::hotline::consent {

namespace {

constexpr auto wrong_form = [] { return fail(Fault::Invalid, "a form about consent is not what forms/README.md says"); };

/// The parts of a form by name; the parts that this folder does not need are left alone.
class Part {
public:
    explicit Part(json::Value const& value)
        : value_(value)
    {
    }
    Result<std::string> text(std::string_view name) const
    {
        auto const* const found = member(name);
        if (!found || !found->is_string() || found->get_string().empty())
            return wrong_form();
        return std::string(found->get_string().data(), found->get_string().size());
    }
    Result<std::int64_t> number(std::string_view name) const
    {
        auto const* const found = member(name);
        if (!found || !found->is_int64() || found->get_int64() <= 0)
            return wrong_form();
        return found->get_int64();
    }
    Result<std::vector<Part>> parts(std::string_view name) const
    {
        auto const* const found = member(name);
        if (!found || !found->is_array())
            return wrong_form();
        std::vector<Part> parts;
        for (auto const& item : found->get_array())
            parts.emplace_back(item);
        return parts;
    }
    Result<std::vector<std::string>> texts(std::string_view name) const
    {
        std::vector<std::string> texts;
        for (auto const& part : TRY(parts(name))) {
            if (!part.value_.is_string())
                return wrong_form();
            texts.emplace_back(part.value_.get_string().data(), part.value_.get_string().size());
        }
        return texts;
    }

private:
    json::Value const* member(std::string_view name) const
    {
        return value_.is_object() ? value_.get_object().if_contains(name) : nullptr;
    }
    json::Value const& value_;
};

Done load_fields(World& world, Part const& form)
{
    std::vector<cases::FieldCode> codes;
    for (auto const& field : TRY(form.parts("fields")))
        codes.push_back({ TRY(field.text("code")), TRY(field.text("sensitivity")) });
    return cases::load_field_codes(world, codes);
}

Done load_exceptions(World& world, Part const& form)
{
    for (auto const& exception : TRY(form.parts("exceptions"))) {
        auto const kind = TRY(exception.text("kind"));
        auto const alone = TRY(exception.texts("alone_fields"));
        for (auto const& code : TRY(exception.texts("fields")))
            TRY(rows::insert_exception_scope(world, kind, code, std::ranges::count(alone, code) > 0));
    }
    return {};
}

Done load_scripts(World& world, Part const& form)
{
    for (auto const& script : TRY(form.parts("scripts"))) {
        auto const purpose = TRY(script.text("purpose"));
        TRY(rows::insert_script(world, purpose,
            { TRY(script.number("version")), hours(TRY(script.number("default_hours"))),
                hours(TRY(script.number("longest_hours"))) }));
        for (auto const& kind : TRY(script.texts("recipient_kinds"))) {
            TRY(rows::insert_purpose_recipient(world, purpose, kind));
            // A state's police desk that gets a copy is law enforcement, too.
            if (kind == "law_enforcement")
                TRY(rows::insert_purpose_recipient(world, purpose, "law_enforcement_copy"));
        }
    }
    // The purpose of a report to child welfare under an exception; no script is read for it.
    TRY(rows::insert_purpose_recipient(world, "child_welfare_report", "child_welfare"));
    for (auto const& language : TRY(form.texts("approved_languages")))
        TRY(rows::insert_language(world, language));
    for (auto const& method : TRY(form.parts("methods")))
        TRY(rows::insert_method(world, TRY(method.text("code")), TRY(method.number("rank"))));
    return {};
}

} // namespace

Done load_policy(World& world, PolicyTexts const& texts)
{
    auto const fields = TRY(json::parse(texts.fields));
    auto const scripts = TRY(json::parse(texts.scripts));
    TRY(load_fields(world, Part(fields)));
    TRY(load_exceptions(world, Part(fields)));
    return load_scripts(world, Part(scripts));
}

Done set_release_standard(World& world, std::string const& method)
{
    if (TRY(rows::upsert_release_standard(world, method)) == 0)
        return fail(Fault::Invalid, "there is no such method");
    return audit::record(world, Actor::system(), "release_standard_set", { "release_standard", 1 });
}

Result<Script> script(World& world, std::string const& purpose)
{
    auto const newest = TRY(rows::newest_script(world, purpose));
    if (!newest)
        return fail(Fault::NotAllowed, "there is no approved script for this purpose");
    return *newest;
}

} // namespace reachline::hotline::consent
