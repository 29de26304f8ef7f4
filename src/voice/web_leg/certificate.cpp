#include "voice/web_leg/certificate.hpp"

#include "base/text.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>

namespace reachline::voice::web_leg {

namespace {

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* pointer) const
    {
        Free(pointer);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using X = std::unique_ptr<X509, Freed<X509_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free_all>>;

constexpr long valid_seconds = 2L * 24 * 3600; // longer than any call
constexpr std::string_view kind = "sha-256 ";

std::string text_in(BIO* memory)
{
    char* bytes = nullptr;
    auto const size = BIO_get_mem_data(memory, &bytes);
    return { bytes, static_cast<std::size_t>(size) };
}

bool digest(X509 const* certificate, Fingerprint& into)
{
    unsigned size = 0;
    return X509_digest(
               certificate, EVP_sha256(), reinterpret_cast<unsigned char*>(into.data()), &size)
        == 1
        && size == into.size();
}

int verify(X509_STORE_CTX* store, void* expected)
{
    auto const* const shown = X509_STORE_CTX_get0_cert(store);
    Fingerprint its {};
    bool const is_the_one =
        shown && digest(shown, its) && its == *static_cast<Fingerprint const*>(expected);
    X509_STORE_CTX_set_error(store, is_the_one ? X509_V_OK : X509_V_ERR_CERT_REJECTED);
    return is_the_one ? 1 : 0;
}

} // namespace

Result<Certificate> make_certificate()
{
    Key const key(EVP_EC_gen("P-256"));
    X const certificate(X509_new());
    std::array<unsigned char, 8> serial {};
    if (!key || !certificate || RAND_bytes(serial.data(), serial.size()) != 1)
        return fail(Fault::Broken, "a certificate could not be made");
    serial[0] &= 0x7f;
    std::uint64_t number = 1;
    for (auto const byte : serial)
        number = number << 8 | byte;
    auto* const name = X509_get_subject_name(certificate.get());
    bool const is_made = X509_set_version(certificate.get(), X509_VERSION_3) == 1
        && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), number) == 1
        && X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600) != nullptr
        && X509_gmtime_adj(X509_getm_notAfter(certificate.get()), valid_seconds) != nullptr
        && X509_NAME_add_entry_by_txt(
               name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("leg"), -1, -1, 0)
            == 1
        && X509_set_issuer_name(certificate.get(), name) == 1
        && X509_set_pubkey(certificate.get(), key.get()) == 1
        && X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0;
    Memory const key_text(BIO_new(BIO_s_mem())), certificate_text(BIO_new(BIO_s_mem()));
    Certificate made {};
    if (!is_made || !key_text || !certificate_text
        || PEM_write_bio_PrivateKey(
               key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr)
            != 1
        || PEM_write_bio_X509(certificate_text.get(), certificate.get()) != 1
        || !digest(certificate.get(), made.fingerprint))
        return fail(Fault::Broken, "a certificate could not be made");
    made.key_pem = text_in(key_text.get());
    made.certificate_pem = text_in(certificate_text.get());
    return made;
}

std::string text_of(Fingerprint const& fingerprint)
{
    std::string text(kind);
    for (auto const byte : fingerprint) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        if (text.size() > kind.size())
            text += ':';
        text += digits[std::to_integer<std::size_t>(byte) >> 4];
        text += digits[std::to_integer<std::size_t>(byte) & 15];
    }
    return text;
}

Result<Fingerprint> read_fingerprint(std::string_view text)
{
    // Other hashes exist in the standard; every browser sends this one.
    if (lower_ascii(text.substr(0, kind.size())) != kind)
        return fail(Fault::Invalid, "the fingerprint must be of SHA-256");
    std::string digits;
    for (auto const pair : split(text.substr(kind.size()), ':')) {
        if (pair.size() != 2)
            return fail(Fault::Invalid, "the fingerprint cannot be read");
        digits += lower_ascii(pair);
    }
    auto const bytes = TRY(from_hex(digits));
    Fingerprint fingerprint {};
    if (bytes.size() != fingerprint.size())
        return fail(Fault::Invalid, "the fingerprint cannot be read");
    std::copy(bytes.begin(), bytes.end(), fingerprint.begin());
    return fingerprint;
}

void require_fingerprint(ssl_ctx_st* context, Fingerprint const& expected)
{
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    SSL_CTX_set_cert_verify_callback(context, verify, const_cast<Fingerprint*>(&expected));
}

} // namespace reachline::voice::web_leg
