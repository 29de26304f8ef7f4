#include "hotline/directory/vocabulary.hpp"

#include "base/files.hpp"
#include "base/json_binding.hpp"

#include <algorithm>

namespace reachline::hotline::directory {

namespace {
template <class T>
T const* coded(std::vector<T> const& all, std::string_view code)
{
    auto const found =
        std::find_if(all.begin(), all.end(), [code](T const& one) { return one.code == code; });
    return found == all.end() ? nullptr : &*found;
}
} // namespace

Result<Vocabulary> Vocabulary::load(std::string const& folder)
{
    auto const text = TRY(file_text(folder + "/vocabulary.json"));
    auto vocabulary = json::bound<Vocabulary>(TRY(json::parse(text)));
    if (!vocabulary)
        return fail(Fault::Broken, "the directory's vocabulary is not as it should be");
    return std::move(*vocabulary);
}

Category const* Vocabulary::category(std::string_view code) const
{
    return coded(categories, code);
}
Coded const* Vocabulary::population(std::string_view code) const
{
    return coded(populations, code);
}
Coded const* Vocabulary::language(std::string_view code) const
{
    return coded(languages, code);
}

} // namespace reachline::hotline::directory
