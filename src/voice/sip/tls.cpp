#include "voice/sip/tls.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>

namespace reachline::voice::sip {

namespace {

bool bears(X509* certificate, std::string const& name)
{
    return X509_check_host(certificate, name.data(), name.size(), 0, nullptr) == 1
        || X509_check_ip_asc(certificate, name.c_str(), 0) == 1;
}

int believe(int is_good, X509_STORE_CTX* checked)
{
    auto* const connection = static_cast<SSL*>(
        X509_STORE_CTX_get_ex_data(checked, SSL_get_ex_data_X509_STORE_CTX_idx()));
    if (SSL_is_server(connection))
        return 1;
    if (!is_good)
        return 0;
    if (X509_STORE_CTX_get_error_depth(checked) > 0)
        return 1;
    auto const* const names = static_cast<std::vector<std::string> const*>(
        SSL_CTX_get_app_data(SSL_get_SSL_CTX(connection)));
    auto* const certificate = X509_STORE_CTX_get_current_cert(checked);
    bool const is_a_trunk = std::any_of(names->begin(), names->end(),
        [&](std::string const& name) { return bears(certificate, name); });
    if (!is_a_trunk)
        X509_STORE_CTX_set_error(checked, X509_V_ERR_HOSTNAME_MISMATCH);
    return is_a_trunk ? 1 : 0;
}

} // namespace

Done secure(ssl_ctx_st* context, TlsFiles const& files, std::vector<std::string> const& names)
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
    SSL_CTX_set_app_data(context, const_cast<std::vector<std::string>*>(&names));
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, believe);
    return {};
}

} // namespace reachline::voice::sip
