#include "base/text.hpp"

#include "base/test.hpp"

using namespace reachline;

TEST("only well-formed UTF-8 is text")
{
    CHECK(is_utf8("¿Es seguro escribir aquí? 安全"));
    CHECK_FALSE(is_utf8("\xc0\xaf"));
    CHECK_FALSE(is_utf8("\xed\xa0\x80"));
    CHECK_FALSE(is_utf8("\xf4\x90\x80\x80"));
    CHECK_FALSE(is_utf8("cut \xe2\x82"));
}

TEST("text is cleaned of control characters and of white space at its ends")
{
    CHECK(clean_text("  a\r\nb\x01 \n", 100).value() == "a\nb");
    CHECK(clean_text("12345", 4).error().fault == Fault::Invalid);
}
