#pragma once

// What somebody asks of the feed, read from the path, the query and a posted body, and checked.
// The names are those of the standard's OpenAPI document.

#include "base/clock.hpp"
#include "net/http.hpp"

#include <boost/describe/enum.hpp>
#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace reachline::edges::feed {

enum class Endpoint {
    Root,
    Services,
    Service,
    Organizations,
    Organization,
    ServiceAtLocations,
    ServiceAtLocation,
    Taxonomies,
    Taxonomy,
    TaxonomyTerms,
    TaxonomyTerm,
    OpenApi,
    Profile,
};

struct Question {
    Endpoint endpoint = Endpoint::Root;
    std::string id {}; ///< of one record
    std::string search {};
    std::int64_t page = 1;
    std::int64_t per_page = 0; ///< always set after reading
    bool has_page = false; ///< a page was asked for, so no stream of everything
    bool minimal = false;
    bool full = false;
    bool full_service = false;
    bool is_stream = false; ///< format=ndjson
    std::optional<Time> modified_after {};
    std::string taxonomy_term_id {};
    std::string taxonomy_id {};
    std::string organization_id {};
    std::string parent_id {};
    std::string postcode {};
    std::optional<double> proximity {}; ///< metres
};

/// What is wrong, in our words: the name is one of ours or empty, the text never repeats a value.
struct Refusal {
    int status = 400;
    std::string_view parameter {};
    Literal text = "";
    std::string_view allow {}; ///< methods, for 405
};

tl::expected<Question, Refusal> question_of(net::Request const&);

inline constexpr std::int64_t usual_page = 50;
inline constexpr std::int64_t largest_page = 100;
inline constexpr std::int64_t largest_minimal_page = 10'000;
inline constexpr std::int64_t last_page = 1'000'000;
inline constexpr std::size_t longest_search = 300; ///< bytes
inline constexpr double farthest = 20'100'000; ///< metres: half way around the earth

} // namespace reachline::edges::feed
