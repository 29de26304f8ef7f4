#include "voice/sip/tls.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace reachline::voice::sip {

namespace {

std::string const nobody = "nobody.invalid"; // a name that no certificate has (RFC 2606)

/// Whoever calls us need not show a certificate; whom we call must.
int believe(int is_good, X509_STORE_CTX* checked)
{
    auto* const connection = static_cast<SSL*>(
        X509_STORE_CTX_get_ex_data(checked, SSL_get_ex_data_X509_STORE_CTX_idx()));
    return SSL_is_server(connection) ? 1 : is_good;
}

} // namespace

Done secure(ssl_ctx_st* context, TlsFiles const& files)
{
    if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1
        || SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) != 1
        || SSL_CTX_check_private_key(context) != 1)
        return fail(
            Fault::Invalid, "the certificate for TLS and its key cannot be read, or do not fit");
    if (!files.trusted.empty()
        && SSL_CTX_load_verify_locations(context, files.trusted.c_str(), nullptr) != 1)
        return fail(Fault::Invalid, "the certificates that TLS is to believe cannot be read");
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, believe);
    expect_name(context, "");
    return {};
}

void expect_name(ssl_ctx_st* context, std::string const& name)
{
    auto* const verified = SSL_CTX_get0_param(context);
    X509_VERIFY_PARAM_set1_host(verified, nullptr, 0);
    X509_VERIFY_PARAM_set1_ip(verified, nullptr, 0);
    if (X509_VERIFY_PARAM_set1_ip_asc(verified, name.c_str()) == 1)
        return;
    auto const& host = name.empty() ? nobody : name;
    X509_VERIFY_PARAM_set1_host(verified, host.data(), host.size());
}

} // namespace reachline::voice::sip
