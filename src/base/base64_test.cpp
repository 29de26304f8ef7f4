#include "base/base64.hpp"

#include "base/random.hpp"
#include "base/test.hpp"

using namespace reachline;

TEST("the examples of RFC 4648 are written and read")
{
    std::pair<std::string_view, std::string_view> const examples[] = { { "", "" }, { "f", "Zg==" },
        { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" },
        { "foobar", "Zm9vYmFy" } };

    for (auto const& [plain, coded] : examples) {
        CAPTURE(plain);
        CHECK(base64_of(bytes_of(plain)) == coded);
        CHECK(text_of(*from_base64(coded)) == plain);
    }
}

TEST("any bytes come back, and no second text stands for them")
{
    SeededRandom chance(7);
    for (std::size_t size = 0; size < 200; ++size) {
        Bytes bytes(size);
        chance.fill(bytes);

        CHECK(*from_base64(base64_of(bytes)) == bytes);
    }
    for (auto const* const wrong :
        { "Zg=", "Zg", "Zh==", "Zm8", "Zm9=", "Z", "Zm9v\n", "Zm-_", "====", "Zg===" })
        CHECK_FALSE(from_base64(wrong));
}

TEST("a token's alphabet has no padding")
{
    CHECK(text_of(*from_base64_url("eyJhdHRlc3QiOiJBIn0")) == R"({"attest":"A"})");
    CHECK_FALSE(from_base64_url("eyJhdHRlc3QiOiJBIn0="));
    CHECK_FALSE(from_base64_url("a+b/"));
    CHECK_FALSE(from_base64_url("abcde"));
}
