#include "voice/sip/attestation.hpp"

#include "base/base64.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include <optional>

namespace reachline::voice::sip {

namespace {

constexpr std::size_t longest_token = 4'096;

std::optional<Attestation> of_letter(std::string_view letter)
{
    if (letter == "A" || letter == "a")
        return Attestation::Full;
    if (letter == "B" || letter == "b")
        return Attestation::Partial;
    if (letter == "C" || letter == "c")
        return Attestation::Gateway;
    return std::nullopt;
}

/// The claims stand between the first and the second dot of the token (RFC 8225).
std::optional<Attestation> of_identity(std::string_view identity)
{
    auto const token = trimmed(identity.substr(0, identity.find(';')));
    auto const parts = split(token, '.');
    if (parts.size() != 3 || token.size() > longest_token)
        return std::nullopt;
    auto const claims = from_base64_url(parts[1]);
    auto const read = claims ? json::parse(text_of(*claims)) : fail(Fault::Invalid, "no claims");
    auto const* const object = read ? read->if_object() : nullptr;
    auto const* const attest = object ? object->if_contains("attest") : nullptr;
    auto const* const letter = attest ? attest->if_string() : nullptr;
    return letter ? of_letter({ letter->data(), letter->size() }) : std::nullopt;
}

/// "TN-Validation-Passed", of which some carriers say the letter behind it ("-A"); without one the
/// least that a passed check says. "TN-Validation-Failed" and "No-TN-Validation" are None.
std::optional<Attestation> of_verstat(std::string_view address)
{
    auto const lower = lower_ascii(address);
    constexpr std::string_view name = ";verstat=";
    auto const at = lower.find(name);
    if (at == std::string::npos)
        return std::nullopt;
    auto value = std::string_view(lower).substr(at + name.size());
    value = value.substr(0, value.find_first_of(";@>, "));
    constexpr std::string_view passed = "tn-validation-passed";
    if (!value.starts_with(passed))
        return Attestation::None;
    value.remove_prefix(passed.size());
    if (value.empty())
        return Attestation::Gateway;
    return value.size() == 2 && value[0] == '-' ? of_letter(value.substr(1)) : std::nullopt;
}

} // namespace

Attestation attestation_of(Vouching const& vouching)
{
    auto const letter = of_letter(trimmed(vouching.letter));
    for (auto const address : vouching.addresses)
        if (auto const found = of_verstat(address)) {
            bool const has_no_letter = *found == Attestation::Gateway;
            return has_no_letter && letter ? *letter : *found;
        }
    if (letter)
        return *letter;
    for (auto const identity : vouching.identities)
        if (auto const found = of_identity(identity))
            return *found;
    return Attestation::None;
}

} // namespace reachline::voice::sip
