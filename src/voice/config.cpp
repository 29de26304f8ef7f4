#include "voice/config.hpp"

#include "base/json_binding.hpp"

namespace reachline::voice {

namespace {

enum class Carries { Udp, Tcp };
enum class Known { Address, Digest };

struct TrunkText {
    std::string name, address;
    std::uint16_t port = 5060;
    Carries carries {};
    Known known_by {};
    std::optional<std::string> user, password;
    std::optional<std::string> synthetic_number;
    std::optional<bool> keepalive;
};
struct RingText {
    std::string trunk, number;
};
struct Text {
    std::string listen_address;
    std::uint16_t listen_port = 5060;
    std::string media_address;
    std::uint16_t first_media_port = 0, last_media_port = 0;
    std::string control, prompts;
    std::optional<std::string> recordings;
    std::vector<TrunkText> trunks;
    std::vector<RingText> ring_list;
    std::optional<int> ring_each_s, patience_s, silence_s;
    std::optional<int> new_calls_per_second, new_calls_per_second_and_trunk, calls_at_once;
};

BOOST_DESCRIBE_ENUM(Carries, Udp, Tcp)
BOOST_DESCRIBE_ENUM(Known, Address, Digest)
BOOST_DESCRIBE_STRUCT(TrunkText, (),
    (name, address, port, carries, known_by, user, password, synthetic_number, keepalive))
BOOST_DESCRIBE_STRUCT(RingText, (), (trunk, number))
BOOST_DESCRIBE_STRUCT(Text, (),
    (listen_address, listen_port, media_address, first_media_port, last_media_port, control,
        prompts, recordings, trunks, ring_list, ring_each_s, patience_s, silence_s,
        new_calls_per_second, new_calls_per_second_and_trunk, calls_at_once))

Result<Config> config_of(Text const& text)
{
    Config config;
    config.sip.listen = TRY(rtp::Address::parse(text.listen_address, text.listen_port));
    config.calls.media = TRY(rtp::Address::parse(text.media_address, 0));
    // A description must name an address that the other side can send to.
    if (config.sip.listen.is_unspecified() || config.calls.media.is_unspecified())
        return fail(
            Fault::Invalid, "listen_address and media_address must be addresses of this machine");
    if (text.first_media_port < 1024 || text.last_media_port <= text.first_media_port)
        return fail(Fault::Invalid, "the media ports must be a range above 1023");
    config.calls.ports = { .first = text.first_media_port, .last = text.last_media_port };
    for (auto const& trunk : text.trunks) {
        bool const is_known = trunk.user && trunk.password;
        if (trunk.known_by == Known::Digest && !is_known)
            return fail(Fault::Invalid, "a trunk that is known by digest needs user and password");
        config.sip.trunks.push_back({
            .name = trunk.name, .address = TRY(rtp::Address::parse(trunk.address, trunk.port))
            ,
                .transport =
                    trunk.carries == Carries::Tcp ? sip::Transport::Tcp : sip::Transport::Udp,
                .known_by =
                    trunk.known_by == Known::Digest ? sip::KnownBy::Digest : sip::KnownBy::Address,
                .user = trunk.user.value_or(""), .password = trunk.password.value_or("")
        });
        config.calls.trunks.push_back({ .name = trunk.name,
            .is_asked = trunk.keepalive.value_or(true),
            .synthetic_number = trunk.synthetic_number.value_or("") });
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
