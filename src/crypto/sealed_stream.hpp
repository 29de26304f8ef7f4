#pragma once

// Sealing what is too large for memory, in pieces, in order (libsodium's secretstream:
// XChaCha20-Poly1305 with a counter in each piece). A piece that was changed, moved or left out does
// not open, and only the last one says that it is the last: a stream that was cut off is noticed.
//   header 24 | pieces of 64 KiB, each 17 bytes longer sealed

#include "crypto/secret.hpp"

#include <array>
#include <memory>
#include <optional>

namespace reachline::crypto {

inline constexpr std::size_t stream_piece = std::size_t { 64 } << 10;
inline constexpr std::size_t stream_header = 24;
inline constexpr std::size_t stream_overhead = 17;

enum class Piece { Middle, Last };

class StreamSealer {
public:
    explicit StreamSealer(KeyView);
    ~StreamSealer();
    std::array<std::byte, stream_header> const& header() const { return header_; }
    Bytes seal(ByteView plain, Piece);

private:
    struct State;
    std::unique_ptr<State> state_;
    std::array<std::byte, stream_header> header_ {};
};

class StreamOpener {
public:
    StreamOpener(KeyView, std::span<std::byte const, stream_header>);
    ~StreamOpener();
    struct Opened {
        Bytes plain;
        Piece piece;
    };
    /// Nothing when the piece was changed or does not come next.
    std::optional<Opened> open(ByteView sealed);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace reachline::crypto
