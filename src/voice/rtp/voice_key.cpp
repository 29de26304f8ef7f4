#include "voice/rtp/secure.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace reachline::voice::rtp {

VoiceKey new_voice_key(Random& chance)
{
    VoiceKey made;
    made.key.resize(voice_key_size);
    chance.fill(made.key);
    return made;
}

std::optional<VoiceKey> read_voice_key(std::string_view value)
{
    auto parts = split(trimmed(value), ' ');
    std::erase_if(parts, [](std::string_view part) { return part.empty(); });
    // A fourth word is a session parameter, such as one that leaves the voice in the clear.
    if (parts.size() != 3 || parts[0].empty() || parts[0].size() > 9
        || !parts[2].starts_with("inline:"))
        return std::nullopt;
    VoiceKey read;
    read.tag = 0;
    for (char const digit : parts[0]) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        read.tag = read.tag * 10 + (digit - '0');
    }
    read.suite = std::string(parts[1]);
    if (read.suite != "AES_CM_128_HMAC_SHA1_80" && read.suite != "AES_CM_128_HMAC_SHA1_32")
        return std::nullopt;
    auto const key_and_more = split(parts[2].substr(7), '|');
    for (std::size_t i = 1; i < key_and_more.size(); ++i)
        if (key_and_more[i].find(':') != std::string_view::npos)
            return std::nullopt; // an index of several keys would stand in each packet
    auto key = from_base64(key_and_more[0]);
    if (!key || key->size() != voice_key_size)
        return std::nullopt;
    read.key = std::move(*key);
    return read;
}

std::string text_of(VoiceKey const& key)
{
    return std::to_string(key.tag) + " " + key.suite + " inline:" + base64_of(key.key);
}

} // namespace reachline::voice::rtp
