#include "hotline/directory/search/matching.hpp"

#include "hotline/directory/hours.hpp"

namespace reachline::hotline::directory {

bool Checked::operator()(Xapian::Document const& document) const
{
    return is_near(document) && is_assured(document) && is_open_now(document);
}

bool Checked::is_near(Xapian::Document const& document) const
{
    if (!wish_.centre)
        return true;
    auto const point = document.get_value(slot::point);
    return !point.empty()
        && miles_between(*wish_.centre, unpacked_point(point)) <= wish_.radius_miles;
}

bool Checked::is_assured(Xapian::Document const& document) const
{
    if (!wish_.accepts_live_transfer)
        return true;
    auto const assured = document.get_value(slot::assured);
    return !assured.empty()
        && Xapian::sortable_unserialise(assured)
        >= static_cast<double>(milliseconds_of(now_ - transfers_expire_after));
}

bool Checked::is_open_now(Xapian::Document const& document) const
{
    return !wish_.open_now
        || is_open(unpacked_hours(document.get_value(slot::hours)), now_) == true;
}

std::string Nearness::operator()(Xapian::Document const& document) const
{
    if (!centre_)
        return document.get_value(slot::assured);
    auto const point = document.get_value(slot::point);
    return Xapian::sortable_serialise(
        point.empty() ? -1e9 : -miles_between(*centre_, unpacked_point(point)));
}

} // namespace reachline::hotline::directory
