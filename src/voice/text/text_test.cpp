// Both ends of a text against each other, over a network that loses, doubles and disorders.

#include "voice/text/heard.hpp"
#include "voice/text/sent.hpp"

#include "base/test.hpp"
#include "base/text.hpp"
#include "voice/rtp/packet.hpp"

#include <rapidcheck.h>

using namespace reachline;
using namespace reachline::voice;
using namespace reachline::voice::text;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr Coding with_repetition { .letters = 98, .redundant = 99 };
constexpr Coding plain { .letters = 98, .redundant = {} };

/// What is sent in so many beats of 20 ms.
std::vector<Bytes> packets(TextSent& sent, Moment& now, int beats)
{
    std::vector<Bytes> all;
    for (int i = 0; i < beats; ++i, now += milliseconds(20))
        if (auto packet = sent.next(now))
            all.push_back(std::move(*packet));
    return all;
}

struct Sender {
    SeededRandom chance { 1 };
    TextSent sent { chance };
    Moment now {};

    explicit Sender(Coding coding = with_repetition) { sent.agree(coding); }
    std::vector<Bytes> all(int beats = 200) { return packets(sent, now, beats); }
};

struct Listener {
    TextHeard heard;
    Moment now {};

    explicit Listener(Coding coding = with_repetition) { heard.agree(coding); }
    std::string hears(std::vector<Bytes> const& all)
    {
        std::string text;
        for (auto const& packet : all) {
            (void)heard.receive(packet, now);
            text += heard.take(now);
            now += milliseconds(300);
        }
        now += seconds(1);
        return text + heard.take(now);
    }
};

/// A packet of plain text, by hand.
Bytes packet(std::uint16_t number, std::string_view text, std::uint32_t source = 7)
{
    Bytes bytes(rtp::header_size);
    rtp::write_header({ .payload_type = 98,
                          .marker = false,
                          .sequence = number,
                          .timestamp = 0,
                          .source = source },
        std::span(bytes).first<rtp::header_size>());
    auto const letters = bytes_of(text);
    bytes.insert(bytes.end(), letters.begin(), letters.end());
    return bytes;
}

/// Half a minute of somebody who types, a word every 300 ms.
std::pair<std::string, std::vector<Bytes>> typed_slowly(Coding coding)
{
    Sender sender(coding);
    std::string all;
    std::vector<Bytes> sent;
    for (int i = 0; i < 100; ++i) {
        auto const word = "w\xC3\xB3" + std::to_string(i);
        REQUIRE(sender.sent.type(word));
        all += word + "\n";
        for (auto& each : packets(sender.sent, sender.now, 15))
            sent.push_back(std::move(each));
    }
    for (auto& each : sender.all(60))
        sent.push_back(std::move(each));
    return { all, sent };
}

} // namespace

TEST("two of three packets that are lost, one way or the other, lose no letter")
{
    auto const [text, sent] = typed_slowly(with_repetition);

    for (std::size_t kept = 0; kept < 3; ++kept) {
        std::vector<Bytes> came;
        for (std::size_t i = 0; i < sent.size(); ++i)
            if (i % 3 == kept || i == 0)
                came.push_back(sent[i]);
        CHECK(Listener().hears(came) == text);
    }
}

TEST("three packets that are lost in a row are marked once, and what follows is read")
{
    Listener listener;
    auto const [text, sent] = typed_slowly(with_repetition);
    std::vector<Bytes> came(sent.begin(), sent.begin() + 10);
    came.insert(came.end(), sent.begin() + 13, sent.end());

    auto const heard = listener.hears(came);

    auto const mark = heard.find(missing);
    REQUIRE(mark != std::string::npos);
    CHECK(heard.find(missing, mark + 1) == std::string::npos);
    CHECK(text.starts_with(heard.substr(0, mark)));
    CHECK(text.ends_with(heard.substr(mark + missing.size())));
}

TEST("without repetition a lost packet is marked, and one that came late is still in its place")
{
    CHECK(Listener(plain).hears({ packet(1, "a"), packet(3, "c") })
        == "a" + std::string(missing) + "c");
    Listener disordered(plain);
    (void)disordered.heard.receive(packet(1, "a"), {});
    (void)disordered.heard.receive(packet(4, "d"), {});
    (void)disordered.heard.receive(packet(3, "c"), {});
    (void)disordered.heard.receive(packet(2, "b"), {});
    CHECK(disordered.heard.take({}) == "abcd");
}

TEST("packets that come twice, late, or over the end of the numbers are read once")
{
    Listener listener(plain);

    CHECK(listener.hears({ packet(65'535, "a"), packet(65'535, "a"), packet(0, "b"),
              packet(65'535, "a"), packet(1, "c") })
        == "abc");
}

TEST("a sender that begins anew is read from its first packet")
{
    CHECK(Listener(plain).hears({ packet(9, "a"), packet(500, "b", 8), packet(501, "c", 8) })
        == "abc");
    CHECK(Listener(plain).hears({ packet(9, "a"), packet(20'000, "b"), packet(20'001, "c") })
        == "a" + std::string(missing) + "bc");
}

TEST("whatever is lost, doubled and disordered: letters are missing only where a mark stands")
{
    auto const [text, sent] = typed_slowly(with_repetition);
    bool const held = rc::check("network", [&text = text, &sent = sent] {
        std::vector<Bytes> came { sent.front() };
        for (std::size_t i = 1; i < sent.size(); ++i) {
            auto const fate = *rc::gen::inRange(0, 10);
            if (fate < 3)
                continue;
            came.push_back(sent[i]);
            if (fate == 3)
                came.push_back(sent[i]);
            if (fate == 4 && came.size() > 2)
                std::swap(came[came.size() - 1], came[came.size() - 2]);
        }

        auto const heard = Listener().hears(came);

        RC_ASSERT(is_utf8(heard));
        std::size_t at = 0;
        for (std::size_t from = 0; from < heard.size();) {
            auto const mark = std::min(heard.find(missing, from), heard.size());
            auto const piece = heard.substr(from, mark - from);
            auto const found = from == 0 ? (text.starts_with(piece) ? 0 : std::string::npos)
                                         : text.find(piece, at);
            RC_ASSERT(found != std::string::npos);
            at = found + piece.size();
            from = mark + missing.size();
        }
    });

    CHECK(held);
}

TEST("who floods is cut to what a person could type, and marked once a flood")
{
    Listener listener(plain);
    std::string const page(1'400, 'x');
    std::size_t letters = 0, marks = 0;
    for (int i = 0; i < 5'000; ++i, listener.now += milliseconds(2)) {
        (void)listener.heard.receive(packet(static_cast<std::uint16_t>(i), page), listener.now);
        auto const text = listener.heard.take(listener.now);
        marks += text.find(missing) == std::string::npos ? 0 : 1;
        letters += text.size();
    }

    CHECK(letters < TextHeard::most_at_once + 11 * TextHeard::most_a_second);
    CHECK(letters > TextHeard::most_at_once);
    CHECK(marks == 1);
}

TEST("what is no text of the other side says nothing")
{
    TextHeard heard;
    heard.agree(with_repetition);

    CHECK_FALSE(heard.receive(bytes_of("no packet"), {}));
    auto other = packet(1, "a");
    other[1] = std::byte { 97 };
    CHECK_FALSE(heard.receive(other, {}));
    auto broken = packet(1, "\xFF\xFF\xFF\xFF");
    broken[1] = std::byte { 99 };
    CHECK_FALSE(heard.receive(broken, {}));
    CHECK(heard.take({}).empty());
}

TEST("a packet goes every 300 ms, each text in three of them, and then only now and then one that "
     "says nothing")
{
    Sender sender;
    REQUIRE(sender.sent.type("hello"));

    auto const first = sender.all(45); // 0.9 s
    auto const quiet = sender.all(700); // 14 s
    auto const open = sender.all(100);

    REQUIRE(first.size() == 3);
    for (auto const& each : first)
        CHECK(text_of(each).find("hello") != std::string_view::npos);
    CHECK((std::to_integer<unsigned>(first[0][1]) & 128U) == 128U);
    CHECK((std::to_integer<unsigned>(first[1][1]) & 128U) == 0);
    CHECK(quiet.empty());
    CHECK_FALSE(open.empty());
    CHECK(Listener().hears(open).empty());
}

TEST("a long text goes no faster than the other side can show it")
{
    Coding const slow { .letters = 98, .redundant = {}, .letters_per_second = 10 };
    Sender sender(slow);
    REQUIRE(sender.sent.type(std::string(400, 'x')));
    Listener listener(slow);

    auto const first = listener.hears(sender.all(499)); // just under ten seconds
    auto const then = listener.hears(sender.all(500));

    CHECK(first.size() == 100);
    CHECK(then.size() == 100);
}

TEST("an advocate's words come before the line's, whose sentence ends where it is")
{
    Sender sender(plain);
    sender.sent.say("one " + std::string(300, 'x'));
    auto sent = sender.all(1);

    REQUIRE(sender.sent.type("I am here."));
    sender.sent.say("two");
    for (auto& each : sender.all(100))
        sent.push_back(std::move(each));

    CHECK(Listener(plain).hears(sent) == "one " + std::string(96, 'x') + "\nI am here.\ntwo\n");
}

TEST("a sentence of the line gives way to the next one, and to silence")
{
    Sender sender(plain);
    sender.sent.say("not said");
    sender.sent.say("said");
    auto sent = sender.all(50);
    sender.sent.say("not said");
    sender.sent.hush();
    for (auto& each : sender.all(50))
        sent.push_back(std::move(each));

    CHECK(Listener(plain).hears(sent) == "said\n");
}

TEST("too much at once is refused")
{
    Sender sender;

    CHECK(sender.sent.type(std::string(TextSent::most_waiting, 'x')));
    CHECK_FALSE(sender.sent.type("x"));
}
