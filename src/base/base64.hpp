#pragma once

// Bytes as text in which any channel carries them (RFC 4648): the usual alphabet with padding, and
// the one for URLs and tokens without it.

#include "base/bytes.hpp"

namespace reachline {

std::string base64_of(ByteView);
/// Strict: right padding, no line break, nothing behind the end. Invalid otherwise.
Result<Bytes> from_base64(std::string_view);
/// The alphabet of URLs ("-" and "_"), without padding, as tokens are written.
Result<Bytes> from_base64_url(std::string_view);

} // namespace reachline
