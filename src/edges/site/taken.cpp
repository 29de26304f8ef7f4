#include "edges/site/taken.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace reachline::edges::site {

using hotline::Listing;

Taken Taken::read(std::string_view field)
{
    Taken taken;
    for (auto const part : split(field.substr(0, 400), ',')) {
        std::int64_t number = 0;
        auto const read = std::from_chars(part.data(), part.data() + part.size(), number);
        if (read.ec == std::errc {} && read.ptr == part.data() + part.size() && number > 0)
            taken.add({ number });
    }
    return taken;
}

std::string Taken::field() const
{
    std::string text;
    for (auto const id : all_)
        text += (text.empty() ? "" : ",") + std::to_string(id.value);
    return text;
}

bool Taken::holds(Id<Listing> id) const
{
    return std::ranges::find(all_, id) != all_.end();
}

bool Taken::add(Id<Listing> id)
{
    if (holds(id))
        return true;
    if (is_full())
        return false;
    all_.push_back(id);
    return true;
}

void Taken::drop(Id<Listing> id)
{
    std::erase(all_, id);
}

} // namespace reachline::edges::site
