#include "edges/console/live.hpp"

#include "base/json_binding.hpp"
#include "edges/console/contract/live.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

using hotline::Notice;

std::optional<contract::LiveKind> kind_for_staff(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::LineChanged:
        return contract::LiveKind::LineChanged;
    case Notice::Kind::SignalChanged:
        return contract::LiveKind::SignalChanged;
    case Notice::Kind::MessageWritten:
        return contract::LiveKind::MessageWritten;
    case Notice::Kind::OfferMade:
        return contract::LiveKind::OfferMade;
    case Notice::Kind::OfferWithdrawn:
        return contract::LiveKind::OfferWithdrawn;
    case Notice::Kind::PresenceChanged:
        return contract::LiveKind::PresenceChanged;
    case Notice::Kind::CaseChanged:
        return contract::LiveKind::CaseChanged;
    case Notice::Kind::DecisionWaiting:
        return contract::LiveKind::DecisionWaiting;
    case Notice::Kind::AlarmRaised:
        return contract::LiveKind::AlarmRaised;
    case Notice::Kind::AlarmEnded:
        return contract::LiveKind::AlarmEnded;
    case Notice::Kind::SessionsEnded:
        return contract::LiveKind::SessionsEnded;
    case Notice::Kind::PartnerChanged:
    case Notice::Kind::DirectoryChanged:
    case Notice::Kind::WishMade:
    case Notice::Kind::VoiceOrder:
        return std::nullopt;
    }
    return std::nullopt;
}

/// Some notices are for one person's windows alone.
bool is_personal(Notice::Kind kind)
{
    return kind == Notice::Kind::OfferMade || kind == Notice::Kind::OfferWithdrawn
        || kind == Notice::Kind::MessageWritten || kind == Notice::Kind::SessionsEnded;
}

} // namespace

void LiveWindows::add(Id<hotline::Account> account, std::shared_ptr<net::WebSocket> socket)
{
    std::lock_guard const guard(mutex_);
    windows_.push_back({ account, std::move(socket) });
}

void LiveWindows::remove(net::WebSocket const* socket)
{
    std::lock_guard const guard(mutex_);
    std::erase_if(windows_, [&](Window const& window) { return window.socket.get() == socket; });
}

std::vector<Id<hotline::Account>> LiveWindows::accounts()
{
    std::lock_guard const guard(mutex_);
    std::vector<Id<hotline::Account>> present;
    for (auto const& window : windows_)
        present.push_back(window.account);
    return present;
}

void LiveWindows::hear(std::span<Notice const> notices)
{
    std::lock_guard const guard(mutex_);
    if (windows_.empty())
        return;
    // The same thing told twice in a batch is told once.
    std::vector<std::pair<Notice::Kind, std::int64_t>> told;
    for (auto const& notice : notices) {
        auto const kind = kind_for_staff(notice.kind);
        auto const key = std::pair(notice.kind, notice.subject);
        bool const personal = is_personal(notice.kind);
        if (!kind || (!personal && std::find(told.begin(), told.end(), key) != told.end()))
            continue;
        told.push_back(key);
        auto const text = std::make_shared<std::string const>(json::text_of(json::written(
            contract::LiveEvent { .kind = *kind, .subject = notice.subject })));
        for (auto const& window : windows_)
            if (!personal || window.account == notice.to)
                window.socket->send(text);
    }
}

} // namespace reachline::edges::console
