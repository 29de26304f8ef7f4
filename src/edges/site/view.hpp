#pragma once

// A conversation as the person's own window sees it.

#include "base/private.hpp"
#include "edges/site/pages.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/signals/signals.hpp"

#include <unordered_map>

namespace reachline::edges::site {

struct View {
    hotline::signals::SignalRow row;
    ChatPage page; ///< without receipt and draft, which only the window knows
    Reading reading; ///< of this conversation, by the person whose it is
};

/// `after`: only the words behind this position.
Result<View> view_of(hotline::World&, hotline::signals::SignalRow const&, std::int64_t after = 0);

/// The line as it stands now, read once for many windows.
struct Line {
    std::unordered_map<std::int64_t, int> ahead; ///< signal -> how many stand before
    Wait wait;
    Time now;
};
Result<Line> line_of(hotline::World&);
ChatPage state_of(hotline::signals::SignalRow const&, Line const&);

Bubble::Side side_of(hotline::Notice::From);

} // namespace reachline::edges::site
