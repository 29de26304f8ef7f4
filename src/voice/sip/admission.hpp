#pragma once

// How many calls may begin in a second and go on at once, for each trunk and in all.
//
// Above the ceiling a call is told to come again soon (503 with Retry-After), which a carrier does
// by itself on its next route. Without one, a flood through one trunk would end the calls of all.

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

namespace reachline::voice::sip {

struct Ceiling {
    int new_calls_per_second = 50;
    std::size_t calls_at_once = 1'000;
};

class Admission {
public:
    using Moment = std::chrono::steady_clock::time_point;
    /// An INVITE is sent again until it is answered (RFC 3261, 17.1.1.2): for so long the same
    /// call is the same answer.
    static constexpr std::chrono::seconds remembered { 32 };

    Admission(Ceiling all, Ceiling each_trunk)
        : all_(all)
        , each_(each_trunk)
    {
    }

    enum class Answer { Admitted, TooMany };
    Answer asks(std::string_view trunk, std::string_view call_id, std::size_t calls_now, Moment);

private:
    /// A bucket that fills by the ceiling a second and holds a second's worth.
    struct Bucket {
        double left = 0;
        Moment at {};
        bool any = false;
        bool take(int per_second, Moment now);
        void give_back() { left += 1; }
    };
    void forget_old(Moment now);

    Ceiling all_, each_;
    Bucket bucket_;
    std::map<std::string, Bucket, std::less<>> trunks_;
    std::unordered_map<std::string, Moment> admitted_;
    std::multimap<Moment, std::string> by_age_;
};

} // namespace reachline::voice::sip
