#include "hotline/directory/vocabulary.hpp"

#include "base/json_binding.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

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
    std::ifstream file(folder + "/vocabulary.json", std::ios::binary);
    if (!file)
        return fail(Fault::Broken, "the directory's vocabulary cannot be opened");
    std::string const text(std::istreambuf_iterator<char>(file), {});
    auto vocabulary = json::bound<Vocabulary>(TRY(json::parse(text)));
    if (!vocabulary)
        return fail(Fault::Broken, "the directory's vocabulary is not as it should be");
    return std::move(*vocabulary);
}

Category const* Vocabulary::category(std::string_view code) const
{
    return coded(categories, code);
}
Population const* Vocabulary::population(std::string_view code) const
{
    return coded(populations, code);
}
Coded const* Vocabulary::language(std::string_view code) const
{
    return coded(languages, code);
}

} // namespace reachline::hotline::directory
