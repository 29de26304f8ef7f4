#include "voice/sip/check.hpp"

#include "base/files.hpp"
#include "base/test.hpp"

#include <rapidcheck.h>

#include <array>
#include <string>

using namespace reachline;
using namespace reachline::voice::sip;
using Outcome = Checked::Outcome;

namespace {

/// A message of RFC 4475 and what becomes of it. `why` where that is not what the RFC's own text
/// would have a lenient server do.
struct Torture {
    char const* file;
    Outcome outcome;
    int status;
    char const* why = "";
};

constexpr std::array<Torture, 49> torture { {
    { "wsinv", Outcome::Passes, 0 },
    { "intmeth", Outcome::Refused, 405 },
    { "esc01", Outcome::Passes, 0 },
    { "escnull", Outcome::Passes, 0 },
    { "esc02", Outcome::Refused, 405, "its method is not REGISTER: an escape in a method is none" },
    { "lwsdisp", Outcome::Passes, 0 },
    { "longreq", Outcome::Refused, 400,
        "read whole; its topmost Via has no branch, so it could not be told from another" },
    { "dblreq", Outcome::Passes, 0 },
    { "semiuri", Outcome::Passes, 0 },
    { "transports", Outcome::Passes, 0 },
    { "mpart01", Outcome::Refused, 405, "it is a MESSAGE, which a line for voices does not take" },
    { "unreason", Outcome::Passes, 0 },
    { "noreason", Outcome::Passes, 0 },
    { "badinv01", Outcome::Refused, 400 },
    { "clerr", Outcome::Refused, 400 },
    { "ncl", Outcome::Refused, 400 },
    { "scalar02", Outcome::Refused, 400 },
    { "scalarlg", Outcome::Dropped, 0 },
    { "quotbal", Outcome::Refused, 400 },
    { "ltgtruri", Outcome::Refused, 400 },
    { "lwsruri", Outcome::Refused, 400 },
    { "lwsstart", Outcome::Refused, 400 },
    { "trws", Outcome::Refused, 400 },
    { "escruri", Outcome::Refused, 400 },
    { "baddate", Outcome::Passes, 0, "nobody reads the date, so its zone harms nobody" },
    { "regbadct", Outcome::Refused, 400 },
    { "badaspec", Outcome::Refused, 400 },
    { "baddn", Outcome::Refused, 400, "the file ends before its headers do" },
    { "badvers", Outcome::Refused, 505 },
    { "mismatch01", Outcome::Refused, 400 },
    { "mismatch02", Outcome::Refused, 400 },
    { "bigcode", Outcome::Dropped, 0 },
    { "badbranch", Outcome::Refused, 400,
        "a branch that is the cookie alone cannot tell two requests apart" },
    { "insuf", Outcome::Refused, 400 },
    { "unkscm", Outcome::Refused, 416 },
    { "novelsc", Outcome::Refused, 416 },
    { "unksm2", Outcome::Refused, 400 },
    { "bext01", Outcome::Refused, 420 },
    { "invut", Outcome::Refused, 415 },
    { "regaut01", Outcome::Passes, 0, "who registers is asked for digest by the registrar" },
    { "multi01", Outcome::Refused, 400 },
    { "mcl01", Outcome::Refused, 400 },
    { "bcast", Outcome::Dropped, 0 },
    { "zeromf", Outcome::Passes, 0, "we pass nothing on: the last hop is the one that answers" },
    { "cparam01", Outcome::Passes, 0 },
    { "cparam02", Outcome::Passes, 0 },
    { "regescrt", Outcome::Passes, 0 },
    { "sdp01", Outcome::Refused, 406, "it takes no answer in SDP" },
    { "inv2543", Outcome::Refused, 400,
        "a sender of before 2002, without branch, tag and contact, could not be told apart" },
} };

std::string message_of(std::string const& name)
{
    auto text = file_text(REACHLINE_SOURCE_DIR "/tests/voice/rfc4475/" + name + ".dat");
    REQUIRE(text);
    return *text;
}

std::string invite(std::string_view more = {}, std::string_view body = {})
{
    return "INVITE sip:line@hotline.example.org SIP/2.0\r\n"
           "Via: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bK74bf9\r\n"
           "From: \"A, B\" <sip:5550100@trunk.example.org>;tag=9fxced76sl\r\n"
           "To: <sip:line@hotline.example.org>\r\n"
           "Call-ID: 3848276298220188511@trunk.example.org\r\n"
           "CSeq: 1 INVITE\r\nContact: <sip:5550100@192.0.2.1>\r\nMax-Forwards: 70\r\n"
        + std::string(more) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n"
        + std::string(body);
}

} // namespace

TEST("each message of RFC 4475 meets what the standard or a written reason says")
{
    for (auto const& [file, outcome, status, why] : torture) {
        CAPTURE(file);
        auto const found = check(message_of(file), Carrier::Datagram);

        CHECK(found.outcome == outcome);
        CHECK(found.status == status);
    }
}

TEST("each request of RFC 4475 that is refused gets an answer which its sender can recognize")
{
    for (auto const& [file, outcome, status, why] : torture) {
        if (outcome != Outcome::Refused)
            continue;
        CAPTURE(file);
        auto const request = message_of(file);

        auto const answer = refusal(request, check(request, Carrier::Datagram), "t1");

        CHECK(answer.starts_with("SIP/2.0 " + std::to_string(status) + " "));
        CHECK(answer.ends_with("Content-Length: 0\r\n\r\n"));
        CHECK(answer.find("\r\nVia") != std::string::npos);
    }
}

TEST("an ordinary INVITE passes and begins a call")
{
    auto const message = invite("Content-Type: application/sdp\r\n", "v=0\r\n");

    auto const found = check(message, Carrier::Stream);

    CHECK(found.passes());
    CHECK(found.length == message.size());
    CHECK(new_call(message) == "3848276298220188511@trunk.example.org");
}

TEST("a name that is no token, as careless exchanges write it, keeps no caller out")
{
    auto message = invite();
    message.replace(message.find("\"A, B\""), 6, "Bell, Ren\xc3\xa9");

    CHECK(check(message, Carrier::Datagram).passes());
}

TEST("what follows a message in its datagram is not the message")
{
    auto const first = invite();

    auto const found = check(first + invite(), Carrier::Datagram);

    CHECK(found.passes());
    CHECK(found.length == first.size());
}

TEST("two lengths, also when they agree, are refused")
{
    CHECK(check(invite("Content-Length: 0\r\n"), Carrier::Datagram).status == 400);
    CHECK(check(invite("l: 0\r\n"), Carrier::Stream).status == 400);
}

TEST("a line break that is half a one is refused")
{
    CHECK(check(invite("X-A: 1\nX-B: 2\r\n"), Carrier::Datagram).status == 400);
    CHECK(check(invite("X-A: 1\rX-B: 2\r\n"), Carrier::Datagram).status == 400);
}

TEST("a stream without a length is refused, since nobody can tell where its next message begins")
{
    auto message = invite();
    auto const at = message.find("Content-Length");
    message.erase(at, message.find("\r\n", at) + 2 - at);

    CHECK(check(message, Carrier::Stream).status == 400);
    CHECK(check(message, Carrier::Datagram).passes());
}

TEST("a demand that we do not meet is named in the answer")
{
    auto const request = invite("Require: timer, 100rel, precondition\r\n");

    auto const answer = refusal(request, check(request, Carrier::Datagram), "t1");

    CHECK(answer.starts_with("SIP/2.0 420 "));
    CHECK(answer.find("Unsupported: precondition\r\n") != std::string::npos);
    CHECK(answer.find("To: <sip:line@hotline.example.org>;tag=t1\r\n") != std::string::npos);
}

TEST("an ACK or a response is never answered, whatever is wrong with it")
{
    auto ack = invite();
    ack.replace(0, 6, "ACK");

    CHECK(check(ack, Carrier::Datagram).outcome == Outcome::Dropped); // its CSeq says INVITE
    CHECK(check("SIP/2.0 200 OK\r\n\r\n", Carrier::Datagram).outcome == Outcome::Dropped);
    CHECK(refusal(ack, check(ack, Carrier::Datagram), "t1").empty());
}

TEST("bytes that are no SIP are met with silence")
{
    for (std::string_view const bytes : { "", "\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01",
             "INVITE", "INVITE sip:a@b SIP/2.0\r\n\r\n" })
        CHECK(check(bytes, Carrier::Datagram).outcome == Outcome::Dropped);
    CHECK(check(std::string(longest_message + 1, 'x'), Carrier::Datagram).outcome
        == Outcome::Dropped);
}

TEST("a damaged message is read without a fault and its answer holds no line of its body")
{
    bool const held = rc::check("damage", [] {
        auto const which = *rc::gen::elementOf(torture);
        auto text = message_of(which.file);
        auto const hits = *rc::gen::inRange(1, 12);
        for (int i = 0; i < hits && !text.empty(); ++i) {
            auto const at = *rc::gen::inRange<std::size_t>(0, text.size());
            switch (*rc::gen::inRange(0, 3)) {
            case 0:
                text[at] = *rc::gen::arbitrary<char>();
                break;
            case 1:
                text.erase(at, *rc::gen::inRange<std::size_t>(1, 40));
                break;
            default:
                text.insert(
                    at, *rc::gen::element<std::string>("\r\n", ";", ",", "<", "\"", " ", ":", "@"));
            }
        }

        auto const found = check(text, Carrier::Datagram);
        auto const answer = refusal(text, found, "t1");

        RC_ASSERT(found.length <= text.size());
        RC_ASSERT(answer.find("m=audio") == std::string::npos
            || text.find("\r\n\r\n") > text.find("m=audio"));
    });

    CHECK(held);
}
