#pragma once

// TLS for signalling (RFC 5922 in short): at least 1.2; the trunk that we connect to shows a
// certificate that one of those whom we believe signed, and that bears the trunk's name. Who
// connects to us is known by its address or its password; a certificate that it shows is not looked
// at.

#include "base/result.hpp"
#include "voice/sip/stack.hpp"

#include <string>

struct ssl_ctx_st;

namespace reachline::voice::sip {

/// Reads the files.
Done secure(ssl_ctx_st*, TlsFiles const&);
/// Whom connections that begin from now on must find: a host name or an address; empty: nobody.
void expect_name(ssl_ctx_st*, std::string const& name);

} // namespace reachline::voice::sip
