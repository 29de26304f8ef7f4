#include "voice/sip/admission.hpp"

#include <algorithm>

namespace reachline::voice::sip {

bool Admission::Bucket::take(int per_second, Moment now)
{
    double const passed = any ? std::chrono::duration<double>(now - at).count() : 1;
    left = std::min<double>(per_second, left + passed * per_second);
    at = now;
    any = true;
    if (left < 1)
        return false;
    left -= 1;
    return true;
}

Admission::Answer Admission::asks(
    std::string_view trunk, std::string_view call_id, std::size_t calls_now, Moment now)
{
    forget_old(now);
    auto key = std::string(trunk) + ' ' + std::string(call_id);
    if (admitted_.contains(key))
        return Answer::Admitted;
    if (calls_now >= all_.calls_at_once)
        return Answer::TooMany;
    auto const [own, is_new] = trunks_.try_emplace(std::string(trunk));
    if (!own->second.take(each_.new_calls_per_second, now))
        return Answer::TooMany;
    if (!bucket_.take(all_.new_calls_per_second, now)) {
        own->second.give_back();
        return Answer::TooMany;
    }
    admitted_.emplace(key, now);
    by_age_.emplace(now, std::move(key));
    return Answer::Admitted;
}

void Admission::forget_old(Moment now)
{
    while (!by_age_.empty() && now - by_age_.begin()->first > remembered) {
        admitted_.erase(by_age_.begin()->second);
        by_age_.erase(by_age_.begin());
    }
}

} // namespace reachline::voice::sip
