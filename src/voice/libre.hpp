#pragma once

// libre's headers, as C++ must take them. Included by the .cpp files named libre_* alone (bin/tidy
// checks it), so that the library can be replaced behind their headers.

// Else it makes an integer type of its own for each of these.
#define HAVE_STDBOOL_H 1
#define HAVE_INTTYPES_H 1
#define USE_OPENSSL 1 // as Debian built it: declares the way to its context

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
extern "C" {
#include <re.h>
}
#pragma GCC diagnostic pop

#include <memory>

namespace reachline::voice {

/// A counted reference of libre's memory.
struct Dereference {
    void operator()(void* memory) const { mem_deref(memory); }
};
template <class T>
using LibrePointer = std::unique_ptr<T, Dereference>;

} // namespace reachline::voice
