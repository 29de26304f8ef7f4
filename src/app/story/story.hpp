#pragma once

// Stories: a night at the hotline in plain sentences that a supervisor can read, run on the real
// core with a simulated clock and simulated people (design D2).
//
// A line is a sentence; "#" begins a comment; a line that begins with "At 22:14" first moves the
// clock there. Each sentence is one row of the tables in sentences_*.cpp: to teach the stories a
// new sentence, add a row.

#include "base/result.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace reachline::app::story {

class Stage;

/// What did not hold, in words; nothing when all is well.
using Complaint = std::optional<std::string>;
using Arguments = std::vector<std::string>;

struct Sentence {
    /// "{who} comes on shift": each {…} takes words, or what stands in quotes.
    std::string pattern;
    std::function<Complaint(Stage&, Arguments const&)> act;
};
// The first row that fits is taken, so a row stands before one that would take its words too.
using Sentences = std::vector<Sentence>;

Sentences people_sentences();
Sentences signal_sentences();
Sentences call_sentences();
Sentences call_party_sentences();
Sentences desk_sentences();
Sentences case_sentences();
Sentences consent_sentences();
Sentences step_sentences();
Sentences transfer_sentences();
Sentences partner_sentences();
Sentences statistics_sentences();
Sentences site_sentences();

/// The arguments, if `line` is of the pattern.
std::optional<Arguments> matched(std::string_view pattern, std::string_view line);

struct Failure {
    int line = 0;
    std::string why;
};

/// Plays a story; the first line that does not hold ends it. So does a refusal that the next
/// sentence does not expect, and at the end whatever the files themselves say against what is promised.
/// `share` has forms/, web/ and data/.
std::optional<Failure> play(std::string const& text, std::string const& share);

} // namespace reachline::app::story
