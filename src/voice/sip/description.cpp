#include "voice/sip/description.hpp"

#include "base/text.hpp"
#include "voice/sip/grammar.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace reachline::voice::sip {

namespace {

using grammar::number;

constexpr std::size_t most_lines = 400;
constexpr std::size_t most_media = 16;
constexpr std::size_t most_payloads = 40;
constexpr std::uint8_t our_keys = 101;

/// One "m=" of ours as it is read.
struct Medium {
    std::size_t at = 0;
    std::uint16_t port = 0;
    bool is_secured = false;
    std::string ip;
    std::vector<Payload> payloads;
    std::optional<Direction> direction;
    std::optional<rtp::VoiceKey> key;
};

struct Reading {
    Profile profile = Profile::Plain;
    Description description;
    std::string session_ip;
    std::optional<Direction> session_direction;
    std::optional<Medium> audio, text;
    Medium* in = nullptr; ///< which of the two is read
    bool in_media = false;
};

std::vector<std::string_view> words(std::string_view text)
{
    auto parts = split(text, ' ');
    std::erase_if(parts, [](std::string_view part) { return part.empty(); });
    return parts;
}

std::optional<Direction> direction_of(std::string_view attribute)
{
    if (attribute == "sendrecv")
        return Direction::Both;
    if (attribute == "sendonly")
        return Direction::SendOnly;
    if (attribute == "recvonly")
        return Direction::ReceiveOnly;
    if (attribute == "inactive")
        return Direction::Neither;
    return std::nullopt;
}

std::string_view attribute_of(Direction direction)
{
    switch (direction) {
    case Direction::Both:
        return "sendrecv";
    case Direction::SendOnly:
        return "sendonly";
    case Direction::ReceiveOnly:
        return "recvonly";
    case Direction::Neither:
        return "inactive";
    }
    return "inactive";
}

/// Those that need no rtpmap (RFC 3551, table 4).
std::string name_without_map(std::uint64_t type)
{
    return type == 0 ? "pcmu" : type == 8 ? "pcma" : type == 9 ? "g722" : "";
}

/// A voice of a telephone's that we speak. G.722's clock is said to be 8,000, and is not (RFC
/// 3551).
std::optional<rtp::Coding> coding_of(Payload const& payload)
{
    if (payload.rate != 8000)
        return std::nullopt;
    return payload.name == "pcmu" ? std::optional(rtp::Coding::Mu)
        : payload.name == "pcma"  ? std::optional(rtp::Coding::A)
        : payload.name == "g722"  ? std::optional(rtp::Coding::G722)
                                  : std::nullopt;
}

std::string_view name_of(rtp::Coding coding)
{
    return coding == rtp::Coding::A ? "PCMA" : coding == rtp::Coding::G722 ? "G722" : "PCMU";
}

bool is_of(Profile profile, std::string_view protocol)
{
    return profile == Profile::Plain ? protocol == "RTP/AVP" || protocol == "RTP/SAVP"
                                     : protocol == "UDP/TLS/RTP/SAVPF";
}

Done read_media(Reading& reading, std::string_view value)
{
    auto const parts = words(value);
    auto const port =
        parts.size() >= 4 ? number(parts[1].substr(0, parts[1].find('/')), 65'535) : std::nullopt;
    if (!port || reading.description.media.size() >= most_media)
        return fail(Fault::Invalid, "a medium of the description cannot be read");
    bool const is_ours = is_of(reading.profile, parts[2]) && *port != 0;
    bool const is_voice = is_ours && parts[0] == "audio" && !reading.audio;
    bool const is_text =
        is_ours && parts[0] == "text" && !reading.text && reading.profile == Profile::Plain;
    reading.in_media = true;
    reading.in = nullptr;
    reading.description.media.push_back(
        std::string(parts[0]) + " 0 " + std::string(parts[2]) + " " + std::string(parts[3]));
    if (!is_voice && !is_text)
        return {};
    reading.in = &(is_voice ? reading.audio : reading.text).emplace();
    reading.in->at = reading.description.media.size() - 1;
    reading.in->port = static_cast<std::uint16_t>(*port);
    reading.in->is_secured = parts[2] == "RTP/SAVP";
    for (std::size_t i = 3; i < parts.size() && i < most_payloads; ++i) {
        auto const type = number(parts[i], 127);
        if (!type)
            return fail(Fault::Invalid, "a payload type of the description is none");
        reading.in->payloads.push_back(
            { .number = static_cast<int>(*type), .name = name_without_map(*type) });
    }
    return {};
}

/// Said for the whole session or for the voice; what is said of the voice comes later and counts.
void read_browser(Description::Browser& browser, std::string_view attribute)
{
    auto const colon = attribute.find(':');
    auto const name = attribute.substr(0, colon);
    auto const value = std::string(trimmed(
        colon == std::string_view::npos ? std::string_view {} : attribute.substr(colon + 1)));
    if (name == "ice-ufrag")
        browser.user = value;
    else if (name == "ice-pwd")
        browser.password = value;
    else if (name == "fingerprint")
        browser.fingerprint = value;
    else if (name == "setup")
        browser.setup = value;
    else if (name == "mid")
        browser.mid = value;
}

/// "a=rtpmap" and "a=fmtp": the number of a payload, and what is said of it.
void read_payload(Medium& medium, std::string_view value, bool is_map)
{
    auto const space = value.find(' ');
    auto const type = number(value.substr(0, space), 127);
    if (!type || space == std::string_view::npos)
        return;
    auto const said = trimmed(value.substr(space));
    auto const encoding = split(said, '/');
    auto const rate = encoding.size() >= 2 ? number(encoding[1], 192'000) : std::nullopt;
    for (auto& payload : medium.payloads) {
        if (payload.number != static_cast<int>(*type))
            continue;
        if (!is_map)
            payload.parameters = std::string(said);
        else if (rate) {
            payload.name = lower_ascii(encoding[0]);
            payload.rate = static_cast<int>(*rate);
        }
    }
}

void read_attribute(Reading& reading, std::string_view value)
{
    if (auto const direction = direction_of(value)) {
        if (reading.in)
            reading.in->direction = direction;
        else if (!reading.in_media)
            reading.session_direction = direction;
        return;
    }
    if (reading.profile == Profile::Browser && (reading.in || !reading.in_media))
        read_browser(reading.description.browser, value);
    if (!reading.in)
        return;
    if (reading.in->is_secured && !reading.in->key && value.starts_with("crypto:"))
        reading.in->key = rtp::read_voice_key(value.substr(7));
    if (value.starts_with("rtpmap:"))
        read_payload(*reading.in, value.substr(7), true);
    else if (value.starts_with("fmtp:"))
        read_payload(*reading.in, value.substr(5), false);
}

void read_connection(Reading& reading, std::string_view value)
{
    auto const parts = words(value);
    if (parts.size() != 3 || parts[0] != "IN")
        return;
    auto const ip = std::string(parts[2].substr(0, parts[2].find('/')));
    if (reading.in)
        reading.in->ip = ip;
    else if (!reading.in_media)
        reading.session_ip = ip;
}

/// That the payload repeats this one and nothing else: "98/98/98" (RFC 2198, 5).
bool repeats(Payload const& payload, int letters)
{
    auto const types = split(payload.parameters, '/');
    return payload.name == "red" && payload.rate == 1000
        && std::all_of(types.begin(), types.end(), [&](std::string_view type) {
               return number(type, 127) == static_cast<std::uint64_t>(letters);
           });
}

constexpr int most_letters_per_second = 1'000;

std::optional<text::Coding> coding_of(Medium const& medium)
{
    std::optional<text::Coding> coding;
    for (auto const& payload : medium.payloads) {
        if (coding || payload.name != "t140" || payload.rate != 1000)
            continue;
        coding =
            text::Coding { .letters = static_cast<std::uint8_t>(payload.number), .redundant = {} };
        auto const pace = payload.parameters.starts_with("cps=")
            ? number(std::string_view(payload.parameters).substr(4), most_letters_per_second)
            : std::nullopt;
        if (pace && *pace > 0)
            coding->letters_per_second = static_cast<int>(*pace);
    }
    for (auto const& payload : medium.payloads)
        if (coding && !coding->redundant && repeats(payload, coding->letters))
            coding->redundant = static_cast<std::uint8_t>(payload.number);
    return coding;
}

/// Beside an encrypted voice no text goes in the clear, and the other way round.
std::optional<Description::Text> text_of(Reading const& reading)
{
    if (!reading.text || reading.text->is_secured != reading.audio->is_secured
        || (reading.text->is_secured && !reading.text->key))
        return std::nullopt;
    auto const& medium = *reading.text;
    auto const coding = coding_of(medium);
    auto const address =
        rtp::Address::parse(medium.ip.empty() ? reading.session_ip : medium.ip, medium.port);
    if (!coding || !address)
        return std::nullopt;
    return Description::Text { .medium = medium.at,
        .address = *address,
        .coding = *coding,
        .direction = medium.direction.value_or(reading.session_direction.value_or(Direction::Both)),
        .key = medium.key };
}

std::string head(Ours const& ours)
{
    auto const family = ours.address.is_v6() ? "IP6" : "IP4";
    return fmt::format("v=0\r\no=- {} {} IN {} {}\r\ns=-\r\nc=IN {} {}\r\nt=0 0\r\n", ours.session,
        ours.version, family, ours.address.ip(), family, ours.address.ip());
}

std::string key_line(std::optional<rtp::VoiceKey> const& key)
{
    return key ? "a=crypto:" + rtp::text_of(*key) + "\r\n" : std::string();
}

std::string text_lines(Ours::Text const& text)
{
    auto const letters = text.coding.letters;
    auto lines =
        fmt::format("m=text {} {}", text.address.port(), text.key ? "RTP/SAVP" : "RTP/AVP");
    if (auto const red = text.coding.redundant)
        lines += fmt::format(" {} {}\r\na=rtpmap:{} red/1000\r\na=fmtp:{} {}/{}/{}\r\n", *red,
            letters, *red, *red, letters, letters, letters);
    else
        lines += fmt::format(" {}\r\n", letters);
    return lines
        + fmt::format("a=rtpmap:{} t140/1000\r\na={}\r\n", letters, attribute_of(text.direction))
        + key_line(text.key);
}

std::string offered_voice(Ours const& ours)
{
    return fmt::format("m=audio {} {} 0 8 9 {}\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
                       "a=rtpmap:9 G722/8000\r\na=rtpmap:{} telephone-event/8000\r\na=fmtp:{} "
                       "0-15\r\na=ptime:20\r\na={}\r\n{}",
        ours.address.port(), ours.key ? "RTP/SAVP" : "RTP/AVP", our_keys, our_keys, our_keys,
        attribute_of(ours.direction), key_line(ours.key));
}

} // namespace

Result<Description> read_description(std::string_view text, Profile profile)
{
    if (text.size() > longest_description)
        return fail(Fault::Invalid, "the description is too long");
    auto const lines = split(text, '\n');
    if (lines.size() > most_lines || trimmed(lines.front()) != "v=0")
        return fail(Fault::Invalid, "this is no description");
    Reading reading;
    reading.profile = profile;
    for (auto const raw : lines) {
        auto const line = raw.ends_with('\r') ? raw.substr(0, raw.size() - 1) : raw;
        if (line.size() < 2 || line[1] != '=')
            continue;
        auto const value = line.substr(2);
        if (line[0] == 'm')
            TRY(read_media(reading, value));
        else if (line[0] == 'a')
            read_attribute(reading, value);
        else if (line[0] == 'c')
            read_connection(reading, value);
    }
    if (!reading.audio)
        return fail(Fault::Invalid, "the description offers no voice");
    auto& audio = *reading.audio;
    if (audio.is_secured && !audio.key)
        return fail(Fault::Invalid, "the description has no key for its voice that we can use");
    auto& found = reading.description;
    found.audio = audio.at;
    found.address =
        TRY(rtp::Address::parse(audio.ip.empty() ? reading.session_ip : audio.ip, audio.port));
    found.direction = audio.direction.value_or(reading.session_direction.value_or(Direction::Both));
    found.key = audio.key;
    found.text = text_of(reading);
    found.payloads = std::move(audio.payloads);
    // The way of before RFC 3264 to hold somebody.
    if (profile == Profile::Plain && found.address.is_unspecified()
        && found.direction == Direction::Both)
        found.direction = Direction::SendOnly;
    return found;
}

std::optional<rtp::Codec> agreed(Description const& description)
{
    std::optional<rtp::Codec> found;
    // For a browser alone: a telephone's voice is not worth the work. Keys come from no browser of
    // ours.
    bool const is_browser = !description.browser.user.empty();
    for (auto const& payload : description.payloads)
        if (is_browser && payload.name == "opus" && payload.rate == 48'000)
            return rtp::Codec { .coding = rtp::Coding::Opus,
                .voice = static_cast<std::uint8_t>(payload.number),
                .keys = {} };
    // G.722 last: a room keeps none of what it has more, and it hides a lost packet less well.
    for (auto const& payload : description.payloads)
        if (auto const coding = coding_of(payload); coding
            && (!found || (found->coding == rtp::Coding::G722 && *coding != rtp::Coding::G722)))
            found = rtp::Codec {
                .coding = *coding, .voice = static_cast<std::uint8_t>(payload.number), .keys = {}
            };
    for (auto const& payload : description.payloads)
        if (found && !found->keys && payload.name == "telephone-event" && payload.rate == 8000)
            found->keys = static_cast<std::uint8_t>(payload.number);
    return found;
}

std::string offer(Ours const& ours, Description const* before)
{
    auto text = head(ours);
    if (!before)
        return text + offered_voice(ours) + (ours.text ? text_lines(*ours.text) : std::string());
    for (std::size_t i = 0; i < before->media.size(); ++i)
        if (i == before->audio)
            text += offered_voice(ours);
        else if (ours.text && before->text && i == before->text->medium)
            text += text_lines(*ours.text);
        else
            text += "m=" + before->media[i] + "\r\n";
    return text;
}

std::string answer(Ours const& ours, Description const& to, rtp::Codec const& what)
{
    auto text = head(ours);
    for (std::size_t i = 0; i < to.media.size(); ++i) {
        if (i != to.audio) {
            bool const is_text = ours.text && to.text && i == to.text->medium;
            text += is_text ? text_lines(*ours.text) : "m=" + to.media[i] + "\r\n";
            continue;
        }
        auto const protocol = !to.browser.user.empty() ? "UDP/TLS/RTP/SAVPF"
            : to.key                                   ? "RTP/SAVP"
                                                       : "RTP/AVP";
        text += fmt::format("m=audio {} {} {}", ours.address.port(), protocol, what.voice);
        if (what.keys)
            text += fmt::format(" {}", *what.keys);
        if (what.coding == rtp::Coding::Opus) // what we hear and say is a telephone's band: more
                                              // would be thrown away
            text += fmt::format("\r\na=rtpmap:{} opus/48000/2\r\na=fmtp:{} "
                                "useinbandfec=1;maxplaybackrate=8000;sprop-maxcapturerate=8000\r\n",
                what.voice, what.voice);
        else
            text += fmt::format("\r\na=rtpmap:{} {}/8000\r\n", what.voice, name_of(what.coding));
        if (what.keys)
            text += fmt::format(
                "a=rtpmap:{} telephone-event/8000\r\na=fmtp:{} 0-15\r\n", *what.keys, *what.keys);
        text += fmt::format("a=ptime:20\r\na={}\r\n", attribute_of(ours.direction))
            + key_line(ours.key) + ours.more;
    }
    return text;
}

Direction answered(Direction offered)
{
    switch (offered) {
    case Direction::SendOnly:
        return Direction::ReceiveOnly;
    case Direction::ReceiveOnly:
        return Direction::SendOnly;
    case Direction::Both:
    case Direction::Neither:
        return offered;
    }
    return offered;
}

} // namespace reachline::voice::sip
