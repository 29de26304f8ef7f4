#include "voice/text/blocks.hpp"

#include <algorithm>

namespace reachline::voice::text {

namespace {

constexpr std::size_t most_older = 8;
constexpr unsigned more_follow = 0x80;
constexpr std::int64_t oldest = 16'383; ///< ms, by the 14 bits that tell it

unsigned byte_at(ByteView bytes, std::size_t at)
{
    return std::to_integer<unsigned>(bytes[at]);
}

} // namespace

std::optional<Blocks> read_blocks(ByteView payload, std::uint8_t letters)
{
    std::vector<std::size_t> lengths;
    std::size_t at = 0;
    for (;; at += 4) {
        if (at >= payload.size() || (byte_at(payload, at) & 127) != letters)
            return std::nullopt;
        if ((byte_at(payload, at) & more_follow) == 0)
            break;
        if (payload.size() < at + 4 || lengths.size() == most_older)
            return std::nullopt;
        lengths.push_back((byte_at(payload, at + 2) & 3U) << 8U | byte_at(payload, at + 3));
    }
    ++at;
    Blocks blocks;
    for (auto const length : lengths) {
        if (payload.size() - at < length)
            return std::nullopt;
        blocks.older.push_back(payload.subspan(at, length));
        at += length;
    }
    blocks.newest = payload.subspan(at);
    return blocks;
}

Bytes write_blocks(std::vector<Older> const& older, ByteView newest, std::uint8_t letters)
{
    Bytes bytes;
    auto const put = [&](unsigned value) { bytes.push_back(static_cast<std::byte>(value & 255U)); };
    for (auto const& [age, text] : older) {
        auto const told = static_cast<unsigned>(std::clamp<std::int64_t>(age.count(), 0, oldest));
        auto const length = static_cast<unsigned>(std::min(text.size(), longest_block));
        put(more_follow | letters);
        put(told >> 6U);
        put(told << 2U | length >> 8U);
        put(length);
    }
    put(letters);
    for (auto const& [age, text] : older)
        bytes.insert(bytes.end(), text.begin(),
            text.begin() + static_cast<std::ptrdiff_t>(std::min(text.size(), longest_block)));
    bytes.insert(bytes.end(), newest.begin(), newest.end());
    return bytes;
}

} // namespace reachline::voice::text
