#include "voice/config.hpp"

#include "base/json_binding.hpp"

namespace reachline::voice {

namespace {

enum class Carries { Udp, Tcp, Tls };
enum class Voice { Plain, Sdes };
enum class Known { Address, Digest };

struct TrunkText {
    std::string name, address;
    std::uint16_t port = 5060;
    Carries carries {};
    Known known_by {};
    std::optional<std::string> user, password;
    std::optional<std::string> synthetic_number;
    std::optional<bool> keepalive;
    std::optional<bool> registers;
    std::optional<std::string> certificate_name;
    std::optional<Voice> voice;
};
struct PhoneText {
    std::string name, password;
};
struct TlsText {
    std::string certificate, key, trusted;
    std::optional<std::uint16_t> port;
};
struct RingText {
    std::string trunk, number;
};
struct Text {
    std::string listen_address;
    std::optional<std::string> listen_address_6;
    std::uint16_t listen_port = 5060;
    std::string media_address;
    std::optional<std::string> media_address_6;
    std::uint16_t first_media_port = 0, last_media_port = 0;
    std::string control, prompts;
    std::optional<std::string> recordings;
    std::optional<TlsText> tls;
    std::vector<TrunkText> trunks;
    std::optional<std::vector<PhoneText>> phones;
    std::vector<RingText> ring_list;
    std::optional<int> ring_each_s, patience_s, silence_s;
    std::optional<int> new_calls_per_second, new_calls_per_second_and_trunk, calls_at_once;
};

BOOST_DESCRIBE_ENUM(Carries, Udp, Tcp, Tls)
BOOST_DESCRIBE_ENUM(Voice, Plain, Sdes)
BOOST_DESCRIBE_ENUM(Known, Address, Digest)
BOOST_DESCRIBE_STRUCT(TrunkText, (),
    (name, address, port, carries, known_by, user, password, synthetic_number, keepalive, registers,
        certificate_name, voice))
BOOST_DESCRIBE_STRUCT(PhoneText, (), (name, password))
BOOST_DESCRIBE_STRUCT(TlsText, (), (certificate, key, trusted, port))
BOOST_DESCRIBE_STRUCT(RingText, (), (trunk, number))
BOOST_DESCRIBE_STRUCT(Text, (),
    (listen_address, listen_address_6, listen_port, media_address, media_address_6,
        first_media_port, last_media_port, control, prompts, recordings, tls, trunks, phones,
        ring_list, ring_each_s, patience_s, silence_s, new_calls_per_second,
        new_calls_per_second_and_trunk, calls_at_once))

/// One address, or one of each family. A description must name an address that the other side can
/// send to.
Done read_addresses(Text const& text, Config& config)
{
    config.sip.listen.push_back(TRY(rtp::Address::parse(text.listen_address, text.listen_port)));
    config.calls.media.push_back(TRY(rtp::Address::parse(text.media_address, 0)));
    if (text.listen_address_6.has_value() != text.media_address_6.has_value())
        return fail(Fault::Invalid, "listen_address_6 and media_address_6 go together");
    if (text.listen_address_6) {
        config.sip.listen.push_back(
            TRY(rtp::Address::parse(*text.listen_address_6, text.listen_port)));
        config.calls.media.push_back(TRY(rtp::Address::parse(*text.media_address_6, 0)));
        if (config.sip.listen[0].is_v6() || !config.sip.listen[1].is_v6()
            || config.calls.media[0].is_v6() || !config.calls.media[1].is_v6())
            return fail(Fault::Invalid, "beside an address of IPv6, the first is one of IPv4");
    }
    for (auto const& address : { config.sip.listen.front(), config.sip.listen.back(),
             config.calls.media.front(), config.calls.media.back() })
        if (address.is_unspecified())
            return fail(Fault::Invalid,
                "listen_address and media_address must be addresses of this machine");
    return {};
}

Done read_trunk(TrunkText const& trunk, Config& config)
{
    bool const is_known = trunk.user && trunk.password;
    if ((trunk.known_by == Known::Digest || trunk.registers.value_or(false)) && !is_known)
        return fail(Fault::Invalid,
            "a trunk that is known by digest, or registers, needs user and password");
    if (trunk.carries == Carries::Tls && !config.sip.tls)
        return fail(Fault::Invalid, "a trunk over TLS needs the certificates of tls");
    bool const is_secured = trunk.voice == Voice::Sdes;
    // The keys of the voice stand in the signalling (RFC 4568, 8.3).
    if (is_secured && trunk.carries != Carries::Tls)
        return fail(Fault::Invalid, "the keys of sdes may travel over TLS alone");
    auto const address = TRY(rtp::Address::parse(trunk.address, trunk.port));
    auto const certificate_name = trunk.certificate_name.value_or("");
    for (auto const& other : config.sip.trunks)
        if (trunk.carries == Carries::Tls && other.transport == sip::Transport::Tls
            && other.address == address && other.certificate_name != certificate_name)
            return fail(Fault::Invalid,
                "trunks over TLS at one address and port share a connection, so they need one "
                "certificate_name");
    config.sip.trunks.push_back({ .name = trunk.name,
        .address = address,
        .transport = trunk.carries == Carries::Udp ? sip::Transport::Udp
            : trunk.carries == Carries::Tcp        ? sip::Transport::Tcp
                                                   : sip::Transport::Tls,
        .known_by = trunk.known_by == Known::Digest ? sip::KnownBy::Digest : sip::KnownBy::Address,
        .user = trunk.user.value_or(""),
        .password = trunk.password.value_or(""),
        .registers = trunk.registers.value_or(false),
        .certificate_name = certificate_name });
    config.calls.trunks.push_back({ .name = trunk.name,
        .is_asked = trunk.keepalive.value_or(true),
        .registers = trunk.registers.value_or(false),
        .synthetic_number = trunk.synthetic_number.value_or("") });
    if (is_secured)
        config.calls.secured_trunks.insert(trunk.name);
    return {};
}

Result<Config> config_of(Text const& text)
{
    Config config;
    TRY(read_addresses(text, config));
    if (text.first_media_port < 1024 || text.last_media_port <= text.first_media_port)
        return fail(Fault::Invalid, "the media ports must be a range above 1023");
    config.calls.ports = { .first = text.first_media_port, .last = text.last_media_port };
    if (text.tls)
        config.sip.tls = sip::TlsFiles { .certificate = text.tls->certificate,
            .key = text.tls->key,
            .trusted = text.tls->trusted,
            .port = text.tls->port.value_or(5061) };
    for (auto const& trunk : text.trunks)
        TRY(read_trunk(trunk, config));
    for (auto const& phone : text.phones.value_or(std::vector<PhoneText> {})) {
        if (phone.name.empty() || phone.password.size() < 12)
            return fail(
                Fault::Invalid, "a phone needs a name, and a password of 12 letters or more");
        config.sip.phones.push_back({ .name = phone.name, .password = phone.password });
        config.calls.phones.push_back(phone.name);
    }
    for (auto const& target : text.ring_list)
        config.calls.ring_list.push_back({ .trunk = target.trunk, .number = target.number });
    auto const positive = [](std::optional<int> value, int otherwise) {
        return value && *value > 0 ? *value : otherwise;
    };
    config.calls.ring_each = seconds { positive(text.ring_each_s, 25) };
    config.calls.patience = seconds { positive(text.patience_s, 10) };
    config.calls.silence = seconds { positive(text.silence_s, 60) };
    config.sip.all.new_calls_per_second = positive(text.new_calls_per_second, 100);
    config.sip.all.calls_at_once = static_cast<std::size_t>(positive(text.calls_at_once, 1'000));
    config.sip.each_trunk.new_calls_per_second = positive(text.new_calls_per_second_and_trunk, 50);
    config.control = text.control;
    config.prompts = text.prompts;
    config.recordings = text.recordings.value_or("");
    return config;
}

} // namespace

tl::expected<Config, std::string> read_config(std::string_view file)
{
    auto const parsed = json::parse(file);
    if (!parsed)
        return tl::unexpected(std::string(parsed.error().text.view()));
    auto const text = json::bound<Text>(*parsed);
    if (!text)
        return tl::unexpected(text.error().path + ": " + std::string(text.error().text.view()));
    auto config = config_of(*text);
    if (!config)
        return tl::unexpected(std::string(config.error().text.view()));
    return std::move(*config);
}

} // namespace reachline::voice
