#pragma once

// States what must be true of our own code, in release builds too. Never checks input.
// A hotline that runs on with a broken rule may expose somebody; stopping loses nothing that was
// acknowledged, since every acknowledgement follows a commit.

namespace reachline {

[[noreturn]] void ensure_failed(char const* condition, char const* file, int line);

} // namespace reachline

#define ensure(condition)                                                                          \
    ((condition) ? static_cast<void>(0)                                                            \
                 : ::reachline::ensure_failed(#condition, __FILE__, __LINE__))
