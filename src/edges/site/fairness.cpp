#include "edges/site/fairness.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"

#include <algorithm>
#include <charconv>

namespace reachline::edges::site {

namespace {
constexpr std::size_t sources_remembered = 50'000;
constexpr seconds ticket_life { 600 };
constexpr minutes tries_remembered { 30 };
} // namespace

bool Buckets::take(Source source, Time now)
{
    if (buckets_.size() >= sources_remembered)
        forget_full(now);
    auto& bucket = buckets_.try_emplace(source, Bucket { share_.burst, now }).first->second;
    auto const passed = std::chrono::duration<double>(now - bucket.filled).count();
    bucket.tokens =
        std::min(share_.burst, bucket.tokens + std::max(0.0, passed) * share_.per_second);
    bucket.filled = now;
    if (bucket.tokens < 1)
        return false;
    bucket.tokens -= 1;
    return true;
}

/// A full bucket says nothing that a new one would not.
void Buckets::forget_full(Time now)
{
    std::erase_if(buckets_, [&](auto const& entry) {
        auto const passed = std::chrono::duration<double>(now - entry.second.filled).count();
        return entry.second.tokens + passed * share_.per_second >= share_.burst;
    });
    // A flood from more sources than we remember: they all begin anew, which is their gain, not
    // the loss of anybody else.
    if (buckets_.size() >= sources_remembered)
        buckets_.clear();
}

bool Turns::push(Source source, Ticket ticket, Work work)
{
    auto const known = lanes_.find(source);
    if (size_ >= limits_.in_all
        || (known != lanes_.end() && known->second.size() >= limits_.of_a_source))
        return false;
    auto& lane = lanes_[source];
    (ticket == Ticket::Held ? lane.ticketed : lane.fresh).push_back(std::move(work));
    ++size_;
    return true;
}

std::optional<Turns::Work> Turns::pop()
{
    if (size_ == 0)
        return std::nullopt;
    auto lane = lanes_.upper_bound(last_);
    if (lane == lanes_.end())
        lane = lanes_.begin();
    last_ = lane->first;
    auto& queue = lane->second.ticketed.empty() ? lane->second.fresh : lane->second.ticketed;
    auto work = std::move(queue.front());
    queue.pop_front();
    --size_;
    if (lane->second.size() == 0)
        lanes_.erase(lane);
    return work;
}

std::string TicketOffice::seal(Source source, std::int64_t second) const
{
    return hex_of(crypto::keyed_blake2b(key_,
        { crypto::little_endian(static_cast<std::int64_t>(source)), crypto::little_endian(second) },
        16));
}

std::string TicketOffice::ticket(Source source, Time now) const
{
    auto const second = std::chrono::floor<seconds>(now).time_since_epoch().count();
    return std::to_string(second) + "." + seal(source, second);
}

bool TicketOffice::is_good(std::string_view ticket, Source source, Time now) const
{
    auto const dot = ticket.find('.');
    std::int64_t second = 0;
    auto const read =
        std::from_chars(ticket.data(), ticket.data() + std::min(dot, ticket.size()), second);
    if (dot == ticket.npos || read.ec != std::errc {})
        return false;
    auto const age = std::chrono::floor<seconds>(now).time_since_epoch() - seconds { second };
    return age >= seconds { 0 } && age < ticket_life
        && equal_in_constant_time(ticket.substr(dot + 1), seal(source, second));
}

milliseconds GuessingBrake::next_try(Source source, Time now)
{
    if (tries_.size() >= sources_remembered)
        std::erase_if(
            tries_, [&](auto const& entry) { return now - entry.second.last > tries_remembered; });
    auto& tries = tries_.try_emplace(source, Tries { 0, now }).first->second;
    if (now - tries.last > tries_remembered)
        tries.failed = 0;
    auto const wait =
        std::min<milliseconds>(pace_.first * (1 << std::min(tries.failed, 4)), pace_.slowest);
    ++tries.failed;
    tries.last = now;
    return wait;
}

void GuessingBrake::opened(Source source)
{
    tries_.erase(source);
}

} // namespace reachline::edges::site
