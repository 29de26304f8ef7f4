#include "crypto/sealed_stream.hpp"

#include "base/test.hpp"

using namespace reachline;
using namespace reachline::crypto;

namespace {
struct Sealed {
    SystemRandom random;
    Secret key = Secret::random(random);
    StreamSealer sealer { key.view() };
    Bytes first = sealer.seal(bytes_of("first words"), Piece::Middle);
    Bytes last = sealer.seal(bytes_of("last words"), Piece::Last);
    StreamOpener opener { key.view(), sealer.header() };
};
} // namespace

TEST("a sealed stream opens piece by piece, and says which is the last")
{
    Sealed sealed;

    auto const first = sealed.opener.open(sealed.first);
    auto const last = sealed.opener.open(sealed.last);

    REQUIRE(first);
    REQUIRE(last);
    CHECK(text_of(first->plain) == "first words");
    CHECK(first->piece == Piece::Middle);
    CHECK(text_of(last->plain) == "last words");
    CHECK(last->piece == Piece::Last);
}

TEST("a piece that was changed, cut, left out or sealed under another key does not open")
{
    Sealed changed;
    Sealed left_out;
    Sealed cut;
    Sealed other;
    changed.first[3] ^= std::byte { 1 };

    CHECK_FALSE(changed.opener.open(changed.first));
    CHECK_FALSE(left_out.opener.open(left_out.last));
    CHECK_FALSE(cut.opener.open(ByteView(cut.first).first(cut.first.size() - 1)));
    CHECK_FALSE(cut.opener.open(ByteView(cut.first).first(5)));
    CHECK_FALSE(other.opener.open(cut.first));
}
