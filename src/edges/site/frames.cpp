#include "base/json.hpp"
#include "edges/site/live.hpp"

#include <boost/json/object.hpp>

namespace reachline::edges::site {

namespace {

constexpr std::size_t frame_step = 256;
constexpr std::size_t empty_padding = sizeof(R"(,"pad":"")") - 1;

std::string padded(json::Object frame)
{
    auto const size = json::text_of(frame).size() + empty_padding;
    frame["pad"] = std::string((frame_step - size % frame_step) % frame_step, '.');
    return json::text_of(frame);
}

json::Object of_kind(std::string_view kind)
{
    json::Object frame;
    frame["kind"] = kind;
    return frame;
}

} // namespace

std::string said_frame(Language const& language, Bubble const& bubble)
{
    auto frame = of_kind("said");
    frame["side"] = side_name(bubble.side);
    frame["who"] = language.say("chat." + std::string(side_name(bubble.side)));
    frame["text"] = bubble.text;
    frame["at"] = rfc3339(bubble.at);
    frame["position"] = bubble.position;
    return padded(std::move(frame));
}

std::string state_frame(std::string_view sentence)
{
    auto frame = of_kind("state");
    frame["sentence"] = sentence;
    return padded(std::move(frame));
}

std::string kept_frame(std::string_view key, std::int64_t position)
{
    auto frame = of_kind("kept");
    frame["key"] = key;
    frame["position"] = position;
    return padded(std::move(frame));
}

std::string refused_frame(std::string_view key, std::string_view sentence)
{
    auto frame = of_kind("refused");
    frame["key"] = key;
    frame["sentence"] = sentence;
    return padded(std::move(frame));
}

std::string ready_frame()
{
    return padded(of_kind("ready"));
}
std::string gone_frame()
{
    return padded(of_kind("gone"));
}

} // namespace reachline::edges::site
