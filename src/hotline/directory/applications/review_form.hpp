#pragma once

// What is looked at before an organization is listed: forms/directory_review.json, versioned data
// with a source. The words are for the console; the rules read codes alone.

#include "hotline/directory/vocabulary.hpp"

#include <boost/describe.hpp>

#include <optional>

namespace reachline::hotline::directory::applications {

/// When a point must be a yes: always, or only where the application says so.
enum class Needed { Always, Transfers, Place, Minors };
BOOST_DESCRIBE_ENUM(Needed, Always, Transfers, Place, Minors)

struct ReviewPoint {
    std::string code;
    Needed needed {};
    ByTongue label;
    std::optional<ByTongue> hint {};
};
BOOST_DESCRIBE_STRUCT(ReviewPoint, (), (code, needed, label, hint))

struct ReviewForm {
    std::string form;
    std::int64_t version = 0;
    std::string status;
    std::string source;
    std::string licence;
    std::int64_t letters_needed = 0;
    std::int64_t erase_after_days = 0; ///< after a refusal or a withdrawal
    std::vector<ReviewPoint> points;
    std::vector<Coded> refusals;

    /// Reads forms/directory_review.json below `share`.
    static Result<ReviewForm> load(std::string const& share);

    ReviewPoint const* point(std::string_view code) const;
    Coded const* refusal(std::string_view code) const;
};
BOOST_DESCRIBE_STRUCT(ReviewForm, (),
    (form, version, status, source, licence, letters_needed, erase_after_days, points, refusals))

} // namespace reachline::hotline::directory::applications
