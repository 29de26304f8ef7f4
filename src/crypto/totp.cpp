#include "crypto/totp.hpp"

#include "base/ensure.hpp"
#include "base/text.hpp"
#include "crypto/secret.hpp"

#include <liboath/oath.h>

#include <cstdlib>
#include <ctime>

namespace reachline::crypto {

namespace {

constexpr unsigned digit_count = 6;
constexpr unsigned step_seconds = 30;
constexpr std::size_t steps_of_grace = 1; // an app's clock may be half a minute off
constexpr int sha1 = 0; // 2.6.7 names SHA-256 and SHA-512 only

char const* raw(ByteView secret)
{
    return reinterpret_cast<char const*>(secret.data());
}

std::time_t seconds_of(Time now)
{
    return std::chrono::floor<seconds>(now).time_since_epoch().count();
}

std::string without_spaces(std::string_view text)
{
    std::string kept;
    for (char const c : text)
        if (c != ' ')
            kept += c;
    return kept;
}

std::string percent_encoded(std::string_view text)
{
    std::string encoded;
    for (char const c : text) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            encoded += c;
        else
            encoded.append(1, '%').append(hex_of(bytes_of({ &c, 1 })));
    }
    return encoded;
}

} // namespace

Bytes new_totp_secret(Random& random)
{
    Bytes secret(totp_secret_size);
    random.fill(secret);
    return secret;
}

Result<std::int64_t> totp_step(ByteView secret, std::string_view digits, Time now)
{
    auto const typed = without_spaces(trimmed(digits));
    std::uint64_t step = 0;
    int position = 0;
    // liboath takes the number of digits from what was typed: one digit would be a tenth as safe.
    bool const right = typed.size() == digit_count && digits_of(typed).size() == digit_count
        && oath_totp_validate4(raw(secret), secret.size(), seconds_of(now), step_seconds, 0,
               steps_of_grace, &position, &step, sha1, typed.c_str())
            >= 0;
    if (!right)
        return fail(Fault::NotAllowed, "these six digits are not right; wait for the next ones");
    return static_cast<std::int64_t>(step);
}

std::string totp_digits(ByteView secret, Time now)
{
    char digits[digit_count + 1] = {};
    ensure(oath_totp_generate2(raw(secret), secret.size(), seconds_of(now), step_seconds, 0,
               digit_count, sha1, digits)
        == OATH_OK);
    return digits;
}

std::string totp_uri(ByteView secret, std::string_view issuer, std::string_view account)
{
    auto const by = percent_encoded(issuer);
    return "otpauth://totp/" + by + ":" + percent_encoded(account) + "?secret=" + base32_of(secret)
        + "&issuer=" + by + "&algorithm=SHA1&digits=6&period=30";
}

std::string base32_of(ByteView bytes)
{
    char* encoded = nullptr;
    std::size_t size = 0;
    ensure(oath_base32_encode(raw(bytes), bytes.size(), &encoded, &size) == OATH_OK);
    std::string text(encoded, size);
    wipe(std::as_writable_bytes(std::span(encoded, size)));
    std::free(encoded);
    while (text.ends_with('='))
        text.pop_back();
    return text;
}

} // namespace reachline::crypto
