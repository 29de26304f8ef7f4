#pragma once

// The one place that starts libsodium (decision page 0011).

namespace reachline::crypto {

/// Picks the implementations for this processor and readies locked memory. Safe from any thread
/// and as often as one likes; after the first call it costs a compare.
void start_sodium();

} // namespace reachline::crypto
