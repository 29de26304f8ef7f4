#include "crypto/sealed_stream.hpp"

#include "base/ensure.hpp"
#include "crypto/sodium.hpp"

#include <sodium.h>

namespace reachline::crypto {

namespace {

static_assert(stream_header == crypto_secretstream_xchacha20poly1305_HEADERBYTES);
static_assert(stream_overhead == crypto_secretstream_xchacha20poly1305_ABYTES);
static_assert(key_size == crypto_secretstream_xchacha20poly1305_KEYBYTES);

unsigned char const* raw(ByteView bytes) { return reinterpret_cast<unsigned char const*>(bytes.data()); }
unsigned char* into(std::span<std::byte> bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

} // namespace

struct StreamSealer::State {
    crypto_secretstream_xchacha20poly1305_state stream;
    ~State() { sodium_memzero(&stream, sizeof stream); }
};
struct StreamOpener::State {
    crypto_secretstream_xchacha20poly1305_state stream;
    bool readable = false;
    ~State() { sodium_memzero(&stream, sizeof stream); }
};

StreamSealer::StreamSealer(KeyView key)
    : state_(std::make_unique<State>())
{
    start_sodium();
    crypto_secretstream_xchacha20poly1305_init_push(&state_->stream, into(header_), raw(key));
}
StreamSealer::~StreamSealer() = default;

Bytes StreamSealer::seal(ByteView plain, Piece piece)
{
    ensure(plain.size() <= stream_piece);
    Bytes sealed(plain.size() + stream_overhead);
    crypto_secretstream_xchacha20poly1305_push(&state_->stream, into(sealed), nullptr, raw(plain), plain.size(),
        nullptr, 0, piece == Piece::Last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
    return sealed;
}

StreamOpener::StreamOpener(KeyView key, std::span<std::byte const, stream_header> header)
    : state_(std::make_unique<State>())
{
    start_sodium();
    state_->readable = crypto_secretstream_xchacha20poly1305_init_pull(&state_->stream, raw(header), raw(key)) == 0;
}
StreamOpener::~StreamOpener() = default;

std::optional<StreamOpener::Opened> StreamOpener::open(ByteView sealed)
{
    if (!state_->readable || sealed.size() < stream_overhead || sealed.size() > stream_piece + stream_overhead)
        return std::nullopt;
    Opened opened { Bytes(sealed.size() - stream_overhead), Piece::Middle };
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(
            &state_->stream, into(opened.plain), nullptr, &tag, raw(sealed), sealed.size(), nullptr, 0)
        != 0)
        return std::nullopt;
    if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        opened.piece = Piece::Last;
    return opened;
}

} // namespace reachline::crypto
