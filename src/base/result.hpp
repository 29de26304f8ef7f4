#pragma once

// What a verb answers when it can fail.
//
// A hotline cannot afford a failure that nobody looks at: Result is [[nodiscard]], which
// tl::expected 1.0.0 is not. The text of an error is a literal, fixed at compile time, so no error
// can repeat what a person told us, and every error may be logged.

#include <tl/expected.hpp>

#include <string_view>
#include <utility>

namespace reachline {

/// The kinds of failure that a caller can act on.
enum class Fault {
    NotFound, ///< there is no such thing, or the caller may not know that there is
    NotAllowed, ///< a rule, a permission or a missing consent forbids it
    Invalid, ///< the input is wrong; the text says how to mend it
    Conflict, ///< somebody else was first, or the thing has moved on
    Busy, ///< try again later; nothing was done
    Broken, ///< our fault: disk, database, memory
};

std::string_view name_of(Fault);

/// Text known at compile time. Nothing that a person said can become one.
class Literal {
public:
    template <std::size_t N>
    consteval Literal(char const (&text)[N])
        : text_(text, N - 1)
    {
    }
    constexpr std::string_view view() const { return text_; }

private:
    std::string_view text_;
};

struct Error {
    Fault fault;
    Literal text;
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
};

using Done = Result<void>;

inline tl::unexpected<Error> fail(Fault fault, Literal text)
{
    return tl::unexpected<Error>(Error { fault, text });
}

inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(error); }

namespace detail {
template <class T>
T take(Result<T>& result)
{
    return std::move(*result);
}
inline void take(Result<void>&) { }
} // namespace detail

} // namespace reachline

#define REACHLINE_JOIN_(a, b) a##b
#define REACHLINE_JOIN(a, b) REACHLINE_JOIN_(a, b)
#define REACHLINE_TRY(name, expression)                                                            \
    __extension__({                                                                                \
        auto name = (expression);                                                                  \
        if (!name) [[unlikely]]                                                                    \
            return ::tl::unexpected<::reachline::Error>(name.error());                             \
        ::reachline::detail::take(name);                                                           \
    })

/// The value of a Result, or an early return with its error. Not around co_await (see STYLE.md).
#define TRY(...) REACHLINE_TRY(REACHLINE_JOIN(try_result_, __COUNTER__), (__VA_ARGS__))
