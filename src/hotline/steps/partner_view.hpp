#pragma once

// What a partner sees: only what was disclosed to its own organization, by a random reference that
// tells nothing and cannot be counted through. Whatever is not theirs is not there (rule Z3).
//
// When a consent ends, the page stays and says so, and the content is gone from it. What a partner
// answers is a code: no words about a person come back this way (rule C17).

#include "base/private.hpp"
#include "hotline/audit/audit.hpp"
#include "hotline/world.hpp"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline::steps {

enum class SharedState { Sent, Acknowledged, Accepted, Declined, Done, Ended };
BOOST_DESCRIBE_ENUM(SharedState, Sent, Acknowledged, Accepted, Declined, Done, Ended)

/// Why the content is gone.
enum class Ending { Revoked, Expired, Declined, Closed };
BOOST_DESCRIBE_ENUM(Ending, Revoked, Expired, Declined, Closed)

struct SharedRow {
    std::string reference; ///< 32 hexadecimal digits
    std::string purpose; ///< a code of consent::Purpose
    SharedState state {};
    std::optional<Ending> ending;
    Time sent_at;
    std::optional<Time> until;
};

struct SharedLine {
    std::string field; ///< a code of forms/fields.json
    std::string value;
};

struct SharedPage {
    SharedRow row {};
    std::string basis {}; ///< "consent", or the kind of the exception
    std::vector<SharedLine> lines {}; ///< empty once it ended, or where the vault cannot open them
    bool readable = true; ///< false: live, but sealed for a key that this organization lacks
    bool may_answer = false; ///< we can take them, or we cannot
    std::vector<std::string> decline_reasons {}; ///< codes
    std::vector<std::string> outcomes {}; ///< codes that may be reported now
};

/// What was disclosed to the actor's organization, the newest first.
Result<std::vector<SharedRow>> shared_with_us(World&, Actor const&);
/// One of them with its content: one reading.
Result<SharedPage> open_shared(World&, Actor const&, std::string_view reference);
Done acknowledge(World&, Actor const&, std::string_view reference);
Done accept(World&, Actor const&, std::string_view reference);
/// What they will not act on they read no more.
Done decline(World&, Actor const&, std::string_view reference, std::string const& reason);
Done report_outcome(World&, Actor const&, std::string_view reference, std::string const& outcome);

} // namespace reachline::hotline::steps
