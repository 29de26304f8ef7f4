#pragma once

// Whom a service takes, and whether that is somebody: yes, no, or to be asked, since it does not
// say. The same rules write the terms of the index, choose among them and mark what was found.

#include "hotline/directory/search/query.hpp"

#include <map>

namespace reachline::hotline::directory {

/// The groups of the vocabulary of which a service may name some and mean no others.
struct Group {
    char const* name;
    Condition condition;
};
inline constexpr Group named_groups[] = {
    { "trafficking", Condition::Trafficking },
    { "gender", Condition::Gender },
    { "immigration", Condition::Immigration },
};
inline constexpr char group_of_ages[] = "age";
/// All of the group immigration: who names them has not said no to one of them.
inline constexpr char all_immigrants[] = "immigrants";

struct AgeSpan {
    std::int64_t least = 0;
    std::int64_t most = oldest_age;
};

/// The years that a code of the group age stands for.
std::optional<AgeSpan> span_of(std::string_view population);

/// What a service says of ages: limits, groups, both or neither.
struct AgesSaid {
    std::optional<std::int64_t> least {};
    std::optional<std::int64_t> most {};
    std::vector<AgeSpan> groups {};

    static AgesSaid of(std::optional<std::int64_t> minimum, std::optional<std::int64_t> maximum,
        std::vector<std::string> const& populations);
    /// Limits and groups must both allow it: nobody is sent to a door that one of them closes.
    Answer takes(AgeSpan const&) const;

    /// As one term of the index: services that say the same share it, so they are few.
    std::string term() const;
    static AgesSaid from(std::string_view term);
};

/// The person for whom help is looked for.
struct Who {
    std::map<Condition, std::vector<std::string>> groups {}; ///< any of them
    std::vector<std::string> populations {}; ///< of the group other: each of them
    std::vector<AgeSpan> ages {}; ///< any of them
    bool pets = false;
    bool children = false;

    /// Invalid for a code that the vocabulary does not know, and for an impossible age.
    static Result<Who> of(SearchQuery const&, Vocabulary const&);
    Answer taken_by(AgesSaid const&) const;
};

/// What an entry of the index does not say of somebody, and what it says no to.
struct Doubts {
    std::vector<Condition> ask;
    std::vector<Condition> unfit;
};
Doubts doubts_of(Entry const&, Who const&, Vocabulary const&);

} // namespace reachline::hotline::directory
