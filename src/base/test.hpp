#pragma once

// Tests are sentences: TEST("a withdrawn consent stops a referral already drafted").

#include <doctest/doctest.h>

#define TEST(sentence) TEST_CASE(sentence)
