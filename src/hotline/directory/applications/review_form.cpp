#include "hotline/directory/applications/review_form.hpp"

#include "base/files.hpp"
#include "base/json_binding.hpp"

#include <algorithm>

namespace reachline::hotline::directory::applications {

namespace {
template <class T>
T const* coded(std::vector<T> const& all, std::string_view code)
{
    auto const found = std::ranges::find_if(all, [code](T const& one) { return one.code == code; });
    return found == all.end() ? nullptr : &*found;
}
} // namespace

Result<ReviewForm> ReviewForm::load(std::string const& share)
{
    auto const text = TRY(file_text(share + "/forms/directory_review.json"));
    auto form = json::bound<ReviewForm>(TRY(json::parse(text)));
    if (!form || form->points.empty() || form->refusals.empty() || form->letters_needed < 0
        || form->erase_after_days < 1)
        return fail(Fault::Invalid, "forms/directory_review.json is not as it should be");
    return std::move(*form);
}

ReviewPoint const* ReviewForm::point(std::string_view code) const { return coded(points, code); }
Coded const* ReviewForm::refusal(std::string_view code) const { return coded(refusals, code); }

} // namespace reachline::hotline::directory::applications
