#pragma once

// A disclosed document as lines for people to read.

#include "hotline/steps/partner_view.hpp"

namespace reachline::hotline::steps {

/// The fields of a document that the gate rendered, in its order.
Result<std::vector<SharedLine>> lines_of(std::string const& document);

} // namespace reachline::hotline::steps
