// What happens inside a call: it is changed, refreshed, keys come, it expires, the far end leaves.

#include "voice/sip/libre_session_reply.hpp"
#include "voice/sip/libre_stack.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace reachline::voice::sip {

void Session::request_arrived(sip_msg const& message)
{
    auto const method = text_of(message.met);
    if (method == "ACK") {
        acknowledged(message);
        return;
    }
    if (state_ == State::Over) {
        sip_reply(around_.sip, &message, 481, "Call Does Not Exist");
        return;
    }
    auto* const fork = in_ ? nullptr : fork_of(message);
    if (!sip_dialog_rseq_valid(fork ? fork->dialog.get() : in_.get(), &message)) {
        sip_treply(nullptr, around_.sip, &message, 500, "Server Internal Error");
        return;
    }
    if (fork)
        asked_early(*fork, message);
    else if (method == "BYE")
        left_by_peer(message);
    else if (state_ == State::Leaving)
        sip_treply(nullptr, around_.sip, &message, 481, "Call Does Not Exist");
    else if (method == "INVITE")
        invited_anew(message);
    else if (method == "UPDATE")
        updated(message, *in_, request_ != nullptr);
    else if (method == "PRACK")
        ringing_acknowledged(message);
    else if (method == "INFO")
        info_arrived(message);
    else if (method == "OPTIONS") // whether the call is there, as some carriers ask
        reply(message, 200, "OK", "", "");
    else if (method == "REFER") // who is joined with whom is the server's to say, and nobody else's
        sip_treply(nullptr, around_.sip, &message, 603, "Decline");
    else
        sip_treplyf(nullptr, nullptr, around_.sip, &message, false, 405, "Method Not Allowed",
            "%sContent-Length: 0\r\n\r\n", our_abilities);
}

void Session::learn_abilities(sip_msg const& message)
{
    peer_takes_update_ = lists(message, SIP_HDR_ALLOW, "UPDATE");
}

/// What the answer says of the call's time; nothing when the request was refused for it.
std::optional<TimerAnswer> Session::timer_for(sip_msg const& message)
{
    bool const supports =
        lists(message, SIP_HDR_SUPPORTED, "timer") || lists(message, SIP_HDR_REQUIRE, "timer");
    auto answer =
        answer_timer(read_session_expires(header(message, SIP_HDR_SESSION_EXPIRES)), supports);
    if (!answer.is_too_short)
        return answer;
    sip_treplyf(&message == invited_by_.get() ? &ringing_ : nullptr, nullptr, around_.sip, &message,
        false, 422, "Session Interval Too Small", "Min-SE: %u\r\nContent-Length: 0\r\n\r\n",
        least_session_seconds);
    return std::nullopt;
}

void Session::invited_anew(sip_msg const& message)
{
    if (ringing_ || reply_) { // the INVITE before is not done with (RFC 3261, 14.2)
        sip_treplyf(nullptr, nullptr, around_.sip, &message, false, 500, "Server Internal Error",
            "Retry-After: 5\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    if (request_) {
        sip_treply(nullptr, around_.sip, &message, 491, "Request Pending");
        return;
    }
    auto const timer = timer_for(message);
    if (!timer)
        return;
    auto const description = around_.events->changed(dialog_, body_of(message));
    if (!description) {
        sip_treply(nullptr, around_.sip, &message, 488, "Not Acceptable Here");
        return;
    }
    sip_dialog_update(in_.get(), &message);
    description_ = *description;
    if (answer_invite(message, timer->headers, *description) == 0)
        start_timer(timer->timer);
}

/// UPDATE (RFC 3311) changes a call as a new INVITE does, also before it is answered, and needs no
/// ACK.
void Session::updated(sip_msg const& message, sip_dialog& dialog, bool is_busy)
{
    if (is_busy) {
        sip_treply(nullptr, around_.sip, &message, 491, "Request Pending");
        return;
    }
    auto const timer = timer_for(message);
    if (!timer)
        return;
    auto const offer = body_of(message);
    auto const description = offer.empty() ? Result<std::string>(std::string())
                                           : around_.events->changed(dialog_, offer);
    if (!description) {
        sip_treply(nullptr, around_.sip, &message, 488, "Not Acceptable Here");
        return;
    }
    sip_dialog_update(&dialog, &message);
    if (auto* const fork = in_ ? nullptr : fork_of(message); fork && !offer.empty())
        fork->description = offer;
    if (!description->empty())
        description_ = *description;
    if (reply(message, 200, "OK", timer->headers, *description) == 0 && state_ == State::Answered)
        start_timer(timer->timer);
}

int Session::answer_invite(
    sip_msg const& message, std::string const& timer, std::string const& description)
{
    auto reply = std::make_unique<Reply>(*this);
    reply->to.reset(static_cast<sip_msg*>(mem_ref(const_cast<sip_msg*>(&message))));
    reply->awaits_answer = body_of(message).empty();
    sip_contact contact;
    sip_contact_set(&contact, "line", &message.dst, message.tp);
    mbuf* sent = nullptr;
    bool const is_first = &message == invited_by_.get();
    int const error =
        sip_treplyf(is_first ? &ringing_ : nullptr, &sent, around_.sip, &message, true, 200, "OK",
            "%H%s%s%sContent-Length: %zu\r\n\r\n%s", sip_contact_print, &contact, our_abilities,
            timer.c_str(), description.empty() ? "" : "Content-Type: application/sdp\r\n",
            description.size(), description.c_str());
    if (error != 0)
        return error;
    reply_ = std::move(reply);
    reply_->begin(sent);
    return 0;
}

void Session::Reply::begin(mbuf* sent)
{
    message.reset(sent);
    tmr_start(&again, SIP_T1, send_again, this);
    tmr_start(&gives_up, 64 * SIP_T1, give_up, this);
}

void Session::Reply::stop()
{
    tmr_cancel(&again);
    tmr_cancel(&gives_up);
}

void Session::Reply::send_again(void* argument)
{
    auto& its = *static_cast<Reply*>(argument);
    sip_send(its.session.around_.sip, its.to->sock, its.to->tp, &its.to->src, its.message.get());
    ++its.times;
    auto const doubled = std::uint64_t { SIP_T1 } << its.times;
    auto const wait = its.number > 0 ? doubled : std::min<std::uint64_t>(doubled, SIP_T2);
    tmr_start(&its.again, wait, send_again, argument);
}

void Session::Reply::give_up(void* argument)
{
    auto& session = static_cast<Reply*>(argument)->session;
    if (static_cast<Reply*>(argument)->number > 0) {
        session.ringing_unheard();
        return;
    }
    auto const gone = std::move(session.reply_); // kept to the end of this: it is what calls us
    bool const was_left = session.state_ == State::Leaving;
    session.state_ = State::Leaving;
    session.say_bye();
    if (!was_left)
        session.around_.events->ended(session.dialog_, { .status = 0, .by_peer = false });
}

void Session::acknowledged(sip_msg const& message)
{
    if (!reply_ || reply_->to->cseq.num != message.cseq.num)
        return;
    auto const awaited = reply_->awaits_answer;
    reply_.reset();
    if (state_ == State::Leaving) {
        say_bye();
        return;
    }
    if (awaited && !around_.events->answered(dialog_, body_of(message))) {
        state_ = State::Leaving;
        say_bye();
        around_.events->ended(dialog_, { .status = 200, .by_peer = false });
    }
}

void Session::left_by_peer(sip_msg const& message)
{
    sip_treplyf(
        nullptr, nullptr, around_.sip, &message, false, 200, "OK", "Content-Length: 0\r\n\r\n");
    if (ringing_)
        reply(*invited_by_, 487, "Request Terminated", "", "");
    reply_.reset();
    end(0, true);
}

/// Keys as carriers without RFC 4733 send them: "5", or "Signal=5".
void Session::info_arrived(sip_msg const& message)
{
    std::string body = body_of(message);
    bool const is_relay = msg_ctype_cmp(&message.ctyp, "application", "dtmf-relay");
    if (!is_relay && !msg_ctype_cmp(&message.ctyp, "application", "dtmf")) {
        sip_treply(nullptr, around_.sip, &message, 415, "Unsupported Media Type");
        return;
    }
    if (auto const at = is_relay ? body.find("Signal=") : 0; at != std::string::npos)
        body = body.substr(is_relay ? at + 7 : 0);
    auto const first = body.find_first_not_of(" \t\r\n");
    sip_treply(nullptr, around_.sip, &message, 200, "OK");
    constexpr std::string_view keys = "0123456789*#ABCD";
    if (first != std::string::npos && keys.find(body[first]) != std::string_view::npos)
        around_.events->key(dialog_, body[first]);
}

// Time.

void Session::start_timer(SessionTimer const& timer)
{
    timer_ = timer;
    tmr_cancel(&clock_);
    if (timer_.is_on())
        come_back_to_time(std::uint64_t { 1000 } * timer_.due_seconds());
}

void Session::come_back_to_time(std::uint64_t milliseconds)
{
    auto const over = [](void* self) { static_cast<Session*>(self)->time_is_over(); };
    tmr_start(&clock_, milliseconds, over, this);
}

void Session::time_is_over()
{
    if (state_ != State::Answered)
        return;
    if (timer_.we_refresh && !is_refreshing_) {
        refresh();
        return;
    }
    expire();
}

void Session::expire()
{
    state_ = State::Leaving;
    say_bye();
    around_.events->ended(dialog_, { .status = 0, .by_peer = false, .expired = true });
}

void Session::refresh()
{
    auto const answered = [](int error, sip_msg const* message, void* self) {
        static_cast<Session*>(self)->refreshed(error, message);
    };
    // In a request of ours we are the caller, whoever was it when the call began.
    auto const expires =
        text_of(SessionExpires { .seconds = timer_.seconds, .refresher = Refresher::Caller });
    auto const least = least_seconds_ ? fmt::format("Min-SE: {}\r\n", least_seconds_) : "";
    is_refreshing_ = true;
    int error = EBUSY;
    if (!request_ && !reply_ && peer_takes_update_)
        error = sip_drequestf(&request_, around_.sip, true, "UPDATE", in_.get(), 0, proof_.get(),
            write_contact, answered, this, "%sSession-Expires: %s\r\n%sContent-Length: 0\r\n\r\n",
            our_abilities, expires.c_str(), least.c_str());
    else if (!request_ && !reply_)
        error = sip_drequestf(&request_, around_.sip, true, "INVITE", in_.get(), 0, proof_.get(),
            write_contact, answered, this,
            "%sSession-Expires: %s\r\n%sContent-Type: application/sdp\r\nContent-Length: "
            "%zu\r\n\r\n%s",
            our_abilities, expires.c_str(), least.c_str(), description_.size(),
            description_.c_str());
    if (error != 0)
        refreshed(error, nullptr);
}

void Session::refreshed(int error, sip_msg const* message)
{
    if (message && message->scode < 200)
        return;
    is_refreshing_ = false;
    bool const is_invite = message && text_of(message->cseq.met) == "INVITE";
    if (message && message->scode < 300) {
        if (is_invite)
            acknowledge(*message);
        if (state_ != State::Answered)
            return;
        sip_dialog_update(in_.get(), message);
        auto const agreed =
            agreed_timer(read_session_expires(header(*message, SIP_HDR_SESSION_EXPIRES)));
        if (is_invite && !body_of(*message).empty())
            (void)around_.events->answered(dialog_, body_of(*message));
        start_timer(agreed);
        return;
    }
    if (state_ != State::Answered)
        return;
    auto const status = message ? message->scode : 0;
    if ((status == 401 || status == 407) && !proved_
        && sip_auth_authenticate(proof_.get(), message) == 0) {
        proved_ = true;
        refresh();
        return;
    }
    if (status == 422) {
        auto const least = read_session_expires(header(*message, SIP_HDR_MIN_SE));
        if (least && least->seconds > timer_.seconds) {
            timer_.seconds = least_seconds_ = least->seconds;
            refresh();
            return;
        }
    }
    bool const is_gone = status == 408 || status == 481 || (error != 0 && error != EBUSY);
    if (is_gone) {
        expire();
        return;
    }
    // Busy with something else, or not willing now: once more, and behind that the time is over.
    timer_.we_refresh = status == 491 || error == EBUSY;
    come_back_to_time(timer_.we_refresh ? 3'000 : std::uint64_t { 1000 } * timer_.seconds / 3);
}

} // namespace reachline::voice::sip
