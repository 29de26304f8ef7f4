#include "hotline/signals/codes.hpp"

#include "base/test.hpp"

using namespace reachline::hotline::signals;

TEST("a language is a code, and no room for a name")
{
    for (auto const code : { "en", "es", "und", "ase", "zh-Hans", "es-419", "pt-BR", "zh-Hant-TW" })
        CHECK(check_language(code));
    for (auto const other : { "", "e", "rosa", "en-", "en-rosamaria", "en-US-rosa", "en US", "-en", "en-1", "zh-Hans-Hans" })
        CHECK_FALSE(check_language(other));
}

TEST("an interpreter is a number, never a name")
{
    for (auto const code : { "7", "interpreter 7", "intérprete 12", "interpreter 123456" })
        CHECK(check_interpreter(code));
    for (auto const other : { "", "interpreter ", "Rosa", "interpreter Rosa", "rosa 7", "interpreter 7 Rosa", "1234567" })
        CHECK_FALSE(check_interpreter(other));
    CHECK(check_interpreter(std::nullopt));
}
