#pragma once

// What a person told us.
//
// Private<T> has no printer, no formatter and no JSON form, so logging it does not compile. To see
// it one needs a Reading, which only hotline/audit makes, after it checked the permission and
// wrote down who saw what and why. Writing a Private down (sealing it) needs no Reading.

#include <string>
#include <utility>

namespace reachline {

namespace hotline::audit {
class Ledger;
}
namespace crypto {
class Sealer;
}

/// The right to see private words, for the length of one command. Made by hotline/audit only.
class Reading {
public:
    Reading(Reading const&) = default;

private:
    friend class hotline::audit::Ledger;
    Reading() = default;
};

template <class T>
class Private {
public:
    Private() = default;
    explicit Private(T value)
        : value_(std::move(value))
    {
    }

    T const& seen_under(Reading const&) const { return value_; }
    bool empty() const { return value_.empty(); }
    std::size_t size() const { return value_.size(); }

private:
    friend class crypto::Sealer;
    T value_;
};

using PrivateText = Private<std::string>;

} // namespace reachline
