#pragma once

// Looks for words in the memory of this process, for tests that say there are none left.

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reachline {

/// A word that is not in memory as long as nobody asks for it: it is kept scrambled.
class MarkedWord {
public:
    /// `letters` is neither a literal nor kept: "canary-" and 40 letters from a seed.
    explicit MarkedWord(unsigned seed)
    {
        std::string_view const start = "canary-";
        for (std::size_t i = 0; i < start.size() + 40; ++i) {
            seed = seed * 1'664'525u + 1'013'904'223u;
            char const letter =
                i < start.size() ? start[i] : static_cast<char>('a' + (seed >> 24) % 26);
            scrambled_.push_back(static_cast<char>(letter ^ mask));
        }
    }
    /// These bytes, a key for instance.
    explicit MarkedWord(std::span<std::byte const> bytes)
    {
        for (auto const byte : bytes)
            scrambled_.push_back(static_cast<char>(std::to_integer<char>(byte) ^ mask));
    }
    std::string plain() const
    {
        std::string word(scrambled_.size(), '\0');
        for (std::size_t i = 0; i < word.size(); ++i)
            word[i] = static_cast<char>(scrambled_[i] ^ mask);
        return word;
    }
    bool stands_at(char const* bytes) const
    {
        for (std::size_t i = 0; i < scrambled_.size(); ++i)
            if (static_cast<char>(bytes[i] ^ mask) != scrambled_[i])
                return false;
        return true;
    }
    std::size_t size() const { return scrambled_.size(); }

private:
    static constexpr char mask = 0x2a;
    std::vector<char> scrambled_;
};

/// How often the word stands in writable memory: heap, stacks, globals.
inline int times_in_memory(MarkedWord const& word)
{
    struct Range {
        std::uintptr_t from;
        std::uintptr_t to;
    };
    std::vector<Range> ranges;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        auto const dash = line.find('-');
        auto const space = line.find(' ');
        if (line.substr(space + 1, 2) == "rw" && line.find("[vvar]") == std::string::npos)
            ranges.push_back({ std::stoull(line.substr(0, dash), nullptr, 16),
                std::stoull(line.substr(dash + 1, space), nullptr, 16) });
    }
    std::ifstream memory("/proc/self/mem", std::ios::binary);
    int times = 0;
    for (auto const& range : ranges) {
        // Read through the file, since a fenced page may not be touched; locked pages can be read.
        std::string bytes(range.to - range.from, '\0');
        memory.clear();
        memory.seekg(static_cast<std::streamoff>(range.from));
        memory.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        auto const read = static_cast<std::size_t>(memory.gcount());
        for (std::size_t i = 0; i + word.size() <= read; ++i)
            times += word.stands_at(bytes.data() + i);
    }
    return times;
}

} // namespace reachline
