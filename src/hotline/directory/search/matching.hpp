#pragma once

// What the index asks back for each document that its terms let through.

#include "hotline/directory/search/wish.hpp"

namespace reachline::hotline::directory {

/// Passes what no term can tell: the exact distance, the hour, whether somebody was asked or told
/// lately.
class Checked final : public Xapian::MatchDecider {
public:
    Checked(Wish const& wish, Time now)
        : wish_(wish)
        , now_(now)
    {
    }
    bool operator()(Xapian::Document const&) const override;

private:
    bool is_near(Xapian::Document const&) const;
    bool is_assured(Xapian::Document const&) const;
    bool has_room(Xapian::Document const&) const;
    bool is_open_now(Xapian::Document const&) const;

    Wish const& wish_;
    Time now_;
};

/// Sorts the nearest first; without a place, whoever was asked last.
class Nearness final : public Xapian::KeyMaker {
public:
    explicit Nearness(std::optional<Point> centre)
        : centre_(centre)
    {
    }
    std::string operator()(Xapian::Document const&) const override;

private:
    std::optional<Point> centre_;
};

} // namespace reachline::hotline::directory
