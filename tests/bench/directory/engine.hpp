#pragma once

// What is measured beside each other: ours, and what somebody would pick instead.

#include "questions.hpp"

#include <memory>
#include <optional>

namespace reachline::bench {

enum class Ranked { ByFit, ByDistance };

class Engine {
public:
    virtual ~Engine() = default;
    virtual std::string name() const = 0;
    /// Takes in every row and makes it searchable, on disk.
    virtual void build(std::vector<Row> const&) = 0;
    virtual double megabytes() const = 0;
    /// The first twenty.
    virtual std::vector<Id<Listing>> find(Question const&, Ranked) = 0;
    /// The word that was meant, as far as it can tell.
    virtual std::string corrected(std::string const& typed) = 0;
    /// A row changed; when it returns, the next search finds it so.
    virtual void edit(Row const&) = 0;
};

inline constexpr int a_page_of_hits = 20;

std::unique_ptr<Engine> sqlite_fts(std::string const& folder);
/// Nothing when the environment names no server (PGHOST), see bin/bench.
std::unique_ptr<Engine> postgresql();

} // namespace reachline::bench
