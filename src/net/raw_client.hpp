#pragma once

// A client for tests that says exactly what it is told, byte by byte, on a plain blocking socket.

#include "base/test.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <string>
#include <string_view>

namespace reachline::net {

/// Far longer than anything here takes: it only keeps a broken build from hanging.
inline constexpr std::chrono::seconds test_patience { 20 };

/// What another thread tells the test.
template <class T>
T told(std::promise<T>& promise)
{
    auto telling = promise.get_future();
    REQUIRE(telling.wait_for(test_patience) == std::future_status::ready);
    return telling.get();
}

class RawClient {
public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient(RawClient const&) = delete;

    void send(std::string_view bytes);
    /// Reads until `end` has come (and returns all up to its end), or the other side closed.
    std::string read_until(std::string_view end);
    std::string read_exactly(std::size_t size);
    /// One whole response: its head, and its body as long as Content-Length says.
    std::string response(bool with_body = true);
    /// All that comes until the other side closes.
    std::string rest();
    void shut_sending();

private:
    bool read_more();

    int socket_;
    std::string unread_;
};

} // namespace reachline::net
