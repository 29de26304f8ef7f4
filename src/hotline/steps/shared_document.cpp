#include "hotline/steps/shared_document.hpp"

#include "base/json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

namespace reachline::hotline::steps {

Result<std::vector<SharedLine>> lines_of(std::string const& document)
{
    auto const parsed = TRY(json::parse(document));
    auto const* const fields = parsed.is_object() ? parsed.get_object().if_contains("fields") : nullptr;
    if (!fields || !fields->is_object())
        return fail(Fault::Broken, "a disclosed document has no fields");
    std::vector<SharedLine> lines;
    for (auto const& [code, value] : fields->get_object()) {
        if (!value.is_string())
            return fail(Fault::Broken, "a disclosed field is not a text");
        lines.push_back({ std::string(code), std::string(value.get_string().data(), value.get_string().size()) });
    }
    return lines;
}

} // namespace reachline::hotline::steps
