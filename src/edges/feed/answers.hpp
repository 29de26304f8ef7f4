#pragma once

// What the feed says to a question, as JSON, from the public layer alone.

#include "edges/feed/feed.hpp"
#include "edges/feed/question.hpp"

namespace reachline::edges::feed {

/// A body and what it is.
struct Answer {
    std::string body {};
    bool is_stream = false; ///< one JSON object a line
};

/// Invalid for a question whose answer is too long to stream; NotFound for one record that the
/// public may not know of. On a worker.
Result<Answer> answer_to(store::Database&, Sources const&, Question const&);

/// All results in one stream, up to so many records; nested ones are some fifty times longer.
inline constexpr std::size_t longest_stream = 10'000;
inline constexpr std::size_t longest_full_stream = 1'000;
/// Services nested in the organizations of one answer; those beyond are named only.
inline constexpr std::size_t most_nested = 300;

} // namespace reachline::edges::feed
