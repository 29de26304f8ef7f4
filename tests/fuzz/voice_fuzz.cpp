// Throws bytes at everything that the voice process reads from outside: SIP, descriptions, RTP and
// its reports, keys, commands, recordings. The first byte chooses the reader.
//
//   clang++ -std=c++20 -O1 -g -fsanitize=fuzzer,address,undefined -Isrc tests/fuzz/voice_fuzz.cpp
//       src/voice/sip/{attestation,check,description,framing,grammar,message,session_timer}.cpp
//       src/voice/control/messages.cpp src/voice/prompts/wave.cpp
//       src/voice/text/{blocks,heard,letters,sent,typing}.cpp
//       src/voice/rtp/{address,concealment,g711,jitter_buffer,keys,opus_voice,packet,reports,stream,tones,voice_key}.cpp
//       src/base/{base64,bytes,clock,id,json,json_binding,random,result,text}.cpp
//       src/base/ensure.cpp -lboost_json -lfmt -lsodium -lopus -o voice_fuzz

#include "base/ensure.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "voice/control/messages.hpp"
#include "voice/prompts/wave.hpp"
#include "voice/rtp/stream.hpp"
#include "voice/sip/attestation.hpp"
#include "voice/sip/check.hpp"
#include "voice/sip/description.hpp"
#include "voice/sip/session_timer.hpp"
#include "voice/text/heard.hpp"
#include "voice/text/typing.hpp"

#include <string>

using namespace reachline;
using namespace reachline::voice;

namespace {

void read_sip(std::string_view text)
{
    for (auto const carrier : { sip::Carrier::Datagram, sip::Carrier::Stream }) {
        auto const found = sip::check(text, carrier);
        ensure(found.length <= text.size());
        // What was refused and could be answered is never an ACK or a response.
        auto const answer = sip::refusal(text, found, "t");
        ensure(answer.empty() || (!text.starts_with("ACK ") && !text.starts_with("SIP/")));
    }
    (void)sip::new_call(text);
}

void read_description(std::string_view text)
{
    for (auto const profile : { sip::Profile::Plain, sip::Profile::Browser }) {
        auto const description = sip::read_description(text, profile);
        auto const codec = description ? sip::agreed(*description) : std::nullopt;
        if (codec)
            (void)sip::answer(
                { .address = *rtp::Address::parse("192.0.2.1", 4000) }, *description, *codec);
    }
}

/// Single headers and attributes.
void read_values(std::string_view text)
{
    if (auto const expires = sip::read_session_expires(text))
        ensure(sip::read_session_expires(sip::text_of(*expires)).has_value());
    (void)sip::answer_timer(sip::read_session_expires(text), true);
    (void)sip::attestation_of({ .identities = { text }, .letter = text, .addresses = { text } });
    if (auto const key = rtp::read_voice_key(text))
        ensure(rtp::read_voice_key(rtp::text_of(*key)) == key);
}

/// Packets one after the other, each behind its length, with a beat after each.
void read_voice(std::string_view text, rtp::Coding coding)
{
    SeededRandom chance(1);
    rtp::Stream stream(chance);
    stream.agree({ .coding = coding, .voice = 0, .keys = 101 });
    rtp::Moment now {};
    while (!text.empty()) {
        auto const length = static_cast<unsigned char>(text.front());
        auto const packet = bytes_of(text.substr(1, length));
        text.remove_prefix(std::min<std::size_t>(text.size(), length + 1U));
        if (rtp::is_rtcp(packet))
            stream.receive_report(packet, now);
        else
            (void)stream.receive(packet, now);
        (void)stream.take();
        (void)stream.report(now += std::chrono::milliseconds { frame_milliseconds });
    }
}

/// Packets of text, likewise, up to the messages that are told.
void read_typed(std::string_view text)
{
    voice::text::TextHeard heard;
    heard.agree({ .letters = 98, .redundant = 99 });
    voice::text::Typing typing;
    rtp::Moment now {};
    while (!text.empty()) {
        auto const length = static_cast<unsigned char>(text.front());
        (void)heard.receive(bytes_of(text.substr(1, length)), now);
        text.remove_prefix(std::min<std::size_t>(text.size(), length + 1U));
        typing.hear(heard.take(now += std::chrono::milliseconds { frame_milliseconds }), now);
        for (auto const& message : typing.take(now))
            ensure(is_utf8(message.text) && message.text.size() <= voice::text::Typing::longest);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* bytes, std::size_t size)
{
    if (size == 0)
        return 0;
    std::string_view const text(reinterpret_cast<char const*>(bytes) + 1, size - 1);
    switch (bytes[0] % 9) {
    case 0:
        read_sip(text);
        break;
    case 1:
        read_description(text);
        break;
    case 2:
        read_voice(text, rtp::Coding::Mu);
        break;
    case 4:
        read_voice(text, rtp::Coding::Opus);
        break;
    case 6:
        read_voice(text, rtp::Coding::G722);
        break;
    case 5:
        read_values(text);
        break;
    case 8:
        read_typed(text);
        break;
    case 3:
        (void)control::read_command(text);
        (void)control::read_told(text);
        break;
    default:
        (void)prompts::read_wave(text);
    }
    return 0;
}
