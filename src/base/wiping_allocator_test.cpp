#include "base/scrub.hpp"
#include "base/test.hpp"
#include "base/test_memory.hpp"

#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <sstream>

#if !defined(__SANITIZE_ADDRESS__) // its shadow memory is too large to be looked through

using namespace reachline;

namespace {

/// Moves, grows, copies and drops the word the way a program does.
[[gnu::noinline]] std::size_t handle(MarkedWord const& word)
{
    std::string text = word.plain();
    std::vector<std::string> copies;
    for (int i = 0; i < 40; ++i) {
        copies.push_back(text + std::to_string(i));
        text += text.substr(0, word.size());
    }
    std::map<std::string, std::unique_ptr<std::string>> kept;
    kept[copies[3]] = std::make_unique<std::string>(std::move(copies[4]));
    std::ostringstream stream;
    stream << text;
    char on_stack[512];
    std::memcpy(on_stack, text.data(), sizeof on_stack);
    char* c = static_cast<char*>(std::malloc(64));
    std::memcpy(c, text.data(), 64);
    c = static_cast<char*>(std::realloc(c, 100'000));
    c = static_cast<char*>(std::realloc(c, 100));
    auto const size =
        std::strlen(on_stack) + static_cast<unsigned char>(c[1]) + stream.str().size();
    std::free(c);
    return size;
}

} // namespace

TEST("words that were held are found in memory, so that a search which finds none means something")
{
    MarkedWord const word(1);
    auto const held = std::make_unique<std::string>(word.plain());

    CHECK(times_in_memory(word) >= 1);
    CHECK(held->size() == word.size());
}

TEST("words that were given back are nowhere in memory, on the heap or the stack")
{
    MarkedWord const word(2);
    CHECK(handle(word) > 0);

    scrub_stack();

    CHECK(times_in_memory(word) == 0);
}

TEST("memory grows and shrinks with its content as ever")
{
    auto* block = static_cast<unsigned char*>(std::malloc(10));
    for (unsigned i = 0; i < 10; ++i)
        block[i] = static_cast<unsigned char>(i);
    bool right = true;
    for (std::size_t const size :
        { 11u, 24u, 1'000u, 900u, 300'000u, 5'000'000u, 4'000'000u, 10u }) {
        block = static_cast<unsigned char*>(std::realloc(block, size));
        REQUIRE(block != nullptr);
        for (unsigned i = 0; i < 10; ++i)
            right = right && block[i] == i;
    }
    CHECK(right);
    CHECK(std::realloc(block, 0) == nullptr);
    std::free(nullptr);
    auto* const fresh = static_cast<char*>(std::realloc(nullptr, 8));
    CHECK(fresh != nullptr);
    std::free(fresh);
}
#endif
