#include "voice/sip/framing.hpp"

#include "voice/sip/message.hpp"

namespace reachline::voice::sip {

Framed frame(std::string_view stream)
{
    if (stream == "\r")
        return { .is_unfinished = true };
    if (stream.starts_with("\r\n"))
        return { .is_between_messages = true, .length = 2 };
    Framed const cannot { .length = stream.size() };
    auto const end = stream.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return stream.size() > longest_message ? cannot : Framed { .is_unfinished = true };
    auto const body_at = end + 4;
    auto const message = read_message(stream.substr(0, body_at));
    if (!message || message->count("content-length") != 1)
        return cannot;
    auto const body = grammar::number(*message->value("content-length"), longest_message);
    if (!body || body_at + *body > longest_message)
        return cannot;
    auto const length = body_at + static_cast<std::size_t>(*body);
    return stream.size() < length ? Framed { .is_unfinished = true } : Framed { .length = length };
}

} // namespace reachline::voice::sip
