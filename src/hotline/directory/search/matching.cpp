#include "hotline/directory/search/matching.hpp"

#include "hotline/directory/hours.hpp"

namespace reachline::hotline::directory {

bool Checked::operator()(Xapian::Document const& document) const
{
    return is_near(document) && is_assured(document) && has_room(document) && is_open_now(document);
}

bool Checked::is_near(Xapian::Document const& document) const
{
    if (!wish_.centre)
        return true;
    auto const point = document.get_value(slot::point);
    if (!point.empty()
        && miles_between(*wish_.centre, unpacked_point(point)) <= wish_.radius_miles)
        return true;
    if (!wish_.remote)
        return false;
    auto const reach = document.get_value(slot::reach);
    return reach.find(everywhere) != std::string::npos
        || reach.find(wish_.reached_state + " ") != std::string::npos;
}

bool Checked::is_assured(Xapian::Document const& document) const
{
    if (!wish_.accepts_live_transfer)
        return true;
    auto const assured = document.get_value(slot::assured);
    return !assured.empty() && unpacked_time(assured) >= now_ - transfers_expire_after;
}

bool Checked::has_room(Xapian::Document const& document) const
{
    return !wish_.has_room
        || unpacked_time(document.get_value(slot::room)) >= now_ - room_expires_after;
}

bool Checked::is_open_now(Xapian::Document const& document) const
{
    return !wish_.open_now
        || is_open(unpacked_hours(document.get_value(slot::hours)), now_, wish_.minutes_ahead)
        == true;
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
