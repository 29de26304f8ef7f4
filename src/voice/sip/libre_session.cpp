#include "voice/sip/libre_session.hpp"

#include "voice/sip/libre_session_reply.hpp"
#include "voice/sip/libre_stack.hpp"

#include <fmt/format.h>

namespace reachline::voice::sip {

#define REACHLINE_ALLOW "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE, PRACK\r\n"
char const our_abilities[] = REACHLINE_ALLOW "Supported: timer\r\n";
char const our_first_abilities[] = REACHLINE_ALLOW "Supported: timer, 100rel\r\n";
#undef REACHLINE_ALLOW

Session::Session(Dialog dialog, FarEnd far_end, Around const& around)
    : dialog_(dialog)
    , far_end_(std::move(far_end))
    , around_(around)
{
    tmr_init(&clock_);
    sip_auth* proof = nullptr;
    if (sip_auth_alloc(&proof, credentials, this, false) == 0)
        proof_.reset(proof);
}

Session::~Session()
{
    tmr_cancel(&clock_);
    reply_.reset();
    rung_.reset();
    mem_deref(ringing_);
    mem_deref(request_);
}

int Session::credentials(char** user, char** password, char const*, void* self)
{
    auto const& far_end = static_cast<Session*>(self)->far_end_;
    if (far_end.user.empty())
        return EAUTH;
    int const error = str_dup(user, far_end.user.c_str());
    return error != 0 ? error : str_dup(password, far_end.password.c_str());
}

int Session::write_contact(sip_transp carried_by, sa const* from, sa const*, mbuf* into, void*)
{
    sip_contact contact;
    sip_contact_set(&contact, "line", from, carried_by);
    return mbuf_printf(into, "%H", sip_contact_print, &contact);
}

bool Session::is_ours(sip_msg const& message) const
{
    return in_ ? sip_dialog_cmp(in_.get(), &message) : message.req && fork_of(message);
}

std::string Session::call_id() const
{
    auto const* const known = in_ ? in_.get() : asked_.get();
    return known ? sip_dialog_callid(known) : "";
}

void Session::be_over()
{
    if (state_ == State::Over)
        return;
    state_ = State::Over;
    tmr_cancel(&clock_);
    if (rung_)
        rung_->stop();
    around_.over(dialog_);
}

/// The call ended by itself, which its owner must hear.
void Session::end(int status, bool by_peer)
{
    bool const was_left = state_ == State::Leaving || state_ == State::Over;
    be_over();
    if (!was_left)
        around_.events->ended(dialog_, { .status = status, .by_peer = by_peer });
}

// A call that comes in.

bool Session::take(sip_msg const& invite)
{
    sip_dialog* dialog = nullptr;
    auto const cancelled = [](void* argument) {
        auto& self = *static_cast<Session*>(argument);
        self.reply(*self.invited_by_, 487, "Request Terminated", "", "");
        self.end(0, true);
    };
    learn_abilities(invite);
    auto const timer = timer_for(invite);
    if (!timer)
        return false;
    if (sip_dialog_accept(&dialog, &invite) != 0
        || sip_strans_alloc(&ringing_, around_.sip, &invite, cancelled, this) != 0) {
        mem_deref(dialog);
        sip_replyf(around_.sip, &invite, 500, "Server Internal Error", nullptr);
        return false;
    }
    in_.reset(dialog);
    invited_by_.reset(static_cast<sip_msg*>(mem_ref(const_cast<sip_msg*>(&invite))));
    state_ = State::Ringing;
    rings_reliably_ = lists(invite, SIP_HDR_REQUIRE, "100rel");
    // Who leaves the offer to us must find it in the first reliable answer, and it is not made yet.
    if (rings_reliably_ && body_of(invite).empty())
        reply(invite, 100, "Trying", "", "");
    else
        ring(180, "Ringing", "");
    return true;
}

int Session::reply(sip_msg const& to, int status, char const* reason, std::string const& headers,
    std::string const& body, mbuf** sent)
{
    sip_contact contact;
    sip_contact_set(&contact, "line", &to.dst, to.tp);
    bool const is_invite = &to == invited_by_.get();
    bool const has_contact = status > 100 && status < 300;
    return sip_treplyf(is_invite ? &ringing_ : nullptr, sent, around_.sip, &to, true,
        static_cast<std::uint16_t>(status), reason, "%H%s%s%sContent-Length: %zu\r\n\r\n%s",
        sip_contact_print, has_contact ? &contact : nullptr, has_contact ? our_abilities : "",
        headers.c_str(), body.empty() ? "" : "Content-Type: application/sdp\r\n", body.size(),
        body.c_str());
}

Done Session::begin_early(std::string const& description)
{
    if (state_ != State::Ringing || !ringing_)
        return fail(Fault::Conflict, "the call is answered or over");
    description_ = description;
    if (rung_) { // one after the other (RFC 3262, 3)
        early_waits_ = description;
        return {};
    }
    if (ring(183, "Session Progress", description) != 0)
        return fail(Fault::Broken, "the caller could not be told");
    return {};
}

Done Session::answer(std::string const& description)
{
    if (state_ != State::Ringing || !ringing_ || answer_waits_)
        return fail(Fault::Conflict, "the call is answered or over");
    early_waits_.reset();
    if (rung_ && rung_->describes) { // it must be heard first (RFC 3262, 3)
        answer_waits_ = description;
        return {};
    }
    return answer_now(description);
}

Done Session::answer_now(std::string const& description)
{
    auto const timer = timer_for(*invited_by_);
    description_ = description;
    if (!timer
        || answer_invite(*invited_by_, timer->headers, described_early_ ? "" : description) != 0)
        return fail(Fault::Broken, "the caller could not be told");
    state_ = State::Answered;
    established_ = true;
    if (rung_)
        rung_->stop();
    start_timer(timer->timer);
    return {};
}

Done Session::refuse(int status)
{
    if (state_ != State::Ringing || !ringing_)
        return fail(Fault::Conflict, "the call is answered or over");
    auto const reason = status == 486 ? "Busy Here"
        : status == 488               ? "Not Acceptable Here"
        : status == 603               ? "Decline"
                                      : "Service Unavailable";
    state_ = State::Leaving;
    int const error = reply(*invited_by_, status, reason, "", "");
    be_over();
    if (error != 0)
        return fail(Fault::Broken, "the caller could not be told");
    return {};
}

// A call that we begin.

Done Session::call(std::string const& to, std::string const& from, std::string const& offer)
{
    sip_dialog* dialog = nullptr;
    if (!proof_
        || sip_dialog_alloc(&dialog, to.c_str(), to.c_str(), nullptr, from.c_str(), nullptr, 0)
            != 0)
        return fail(Fault::Broken, "the call could not be begun");
    asked_.reset(dialog);
    description_ = offer;
    offered_ = true;
    state_ = State::Calling;
    if (invite() != 0) {
        state_ = State::Over;
        return fail(Fault::Broken, "the call could not be begun");
    }
    return {};
}

int Session::invite()
{
    auto const answered = [](int error, sip_msg const* message, void* self) {
        static_cast<Session*>(self)->invite_answered(error, message);
    };
    auto const least = least_seconds_ ? fmt::format("Min-SE: {}\r\n", least_seconds_) : "";
    return sip_drequestf(&request_, around_.sip, true, "INVITE", asked_.get(), 0, proof_.get(),
        write_contact, answered, this,
        "%sSession-Expires: %u\r\n%sContent-Type: application/sdp\r\nContent-Length: %zu\r\n\r\n%s",
        our_first_abilities, session_seconds_, least.c_str(), description_.size(),
        description_.c_str());
}

void Session::invite_answered(int error, sip_msg const* message)
{
    if (error != 0 || !message) {
        end(0, false);
        return;
    }
    auto const status = message->scode;
    if (status < 200) {
        if (state_ != State::Calling)
            return;
        around_.events->taken(dialog_);
        if (status > 100 && state_ == State::Calling)
            progressed(*message);
        return;
    }
    if (status < 300) {
        accepted(*message);
        return;
    }
    bool again = false;
    if (state_ == State::Calling && (status == 401 || status == 407) && !proved_)
        again = proved_ = sip_auth_authenticate(proof_.get(), message) == 0;
    else if (state_ == State::Calling && status == 422 && least_seconds_ == 0) {
        auto const* const least = sip_msg_hdr(message, SIP_HDR_MIN_SE);
        auto const read = least ? read_session_expires(text_of(least->val)) : std::nullopt;
        again = read && read->seconds > session_seconds_;
        if (again)
            session_seconds_ = least_seconds_ = read->seconds;
    } else if (state_ == State::Calling && status < 400)
        again = may_follow(*message) && sip_dialog_update(asked_.get(), message) == 0;
    if (!again || invite() != 0)
        end(status, false);
}

/// A redirection is followed once, and only to the address that the call goes to already: else
/// whoever answers for a trunk could send our callers' numbers anywhere.
bool Session::may_follow(sip_msg const& message)
{
    auto const* const contact = sip_msg_hdr(&message, SIP_HDR_CONTACT);
    sip_addr where {};
    if (redirected_ || !contact || sip_addr_decode(&where, &contact->val) != 0)
        return false;
    redirected_ = true;
    pl value {};
    auto const parameters = where.uri.params;
    bool const elsewhere = msg_param_decode(&parameters, "maddr", &value) == 0;
    auto const carried =
        msg_param_decode(&parameters, "transport", &value) == 0 ? text_of(value) : "udp";
    auto const address = rtp::Address::parse(text_of(where.uri.host), 0);
    return !elsewhere && carried == name_of(far_end_.transport) && address
        && address->same_host(far_end_.address);
}

void Session::accepted(sip_msg const& answer)
{
    auto* const fork = fork_from(answer);
    auto const description =
        fork && !fork->description.empty() ? fork->description : body_of(answer);
    if (fork)
        in_ = std::move(fork->dialog);
    else
        in_.reset(static_cast<sip_dialog*>(mem_ref(asked_.get())));
    forks_.clear();
    acknowledge(answer);
    if (!fork || state_ != State::Calling) {
        say_bye(); // taken back while it was answered, or an answer without a way to them
        if (state_ == State::Calling)
            end(answer.scode, false);
        return;
    }
    sip_dialog_update(in_.get(), &answer);
    state_ = State::Answered;
    learn_abilities(answer);
    auto const* const expires = sip_msg_hdr(&answer, SIP_HDR_SESSION_EXPIRES);
    start_timer(agreed_timer(expires ? read_session_expires(text_of(expires->val)) : std::nullopt));
    if (!around_.events->answered(dialog_, description)) {
        state_ = State::Leaving;
        say_bye();
        around_.events->ended(dialog_, { .status = answer.scode, .by_peer = false });
        return;
    }
    established_ = true;
}

void Session::acknowledge(sip_msg const& answer)
{
    sip_drequestf(nullptr, around_.sip, false, "ACK", in_.get(), answer.cseq.num, proof_.get(),
        write_contact, nullptr, nullptr, "Content-Length: 0\r\n\r\n");
}

void Session::end_other(sip_dialog& asked, sip_msg const& answer)
{
    sip_dialog* dialog = nullptr;
    if (sip_dialog_fork(&dialog, &asked, &answer) != 0) {
        be_over();
        return;
    }
    in_.reset(dialog);
    state_ = State::Leaving;
    acknowledge(answer);
    say_bye();
}

void Session::answer_came_again(sip_msg const& answer)
{
    acknowledge(answer);
}

// The end.

void Session::leave()
{
    switch (state_) {
    case State::Ringing:
        (void)refuse(486);
        return;
    case State::Calling:
        state_ = State::Leaving;
        sip_request_cancel(
            request_); // sent once the far end said anything; an answer that crosses it ends
        return;
    case State::Answered:
        state_ = State::Leaving;
        tmr_cancel(&clock_);
        if (!reply_) // else behind its ACK (RFC 3261, 15)
            say_bye();
        return;
    case State::New:
    case State::Leaving:
    case State::Over:
        return;
    }
}

void Session::say_bye()
{
    auto const answered = [](int error, sip_msg const* message, void* self) {
        static_cast<Session*>(self)->bye_answered(error, message);
    };
    request_ = static_cast<struct sip_request*>(mem_deref(request_));
    if (sip_drequestf(&request_, around_.sip, true, "BYE", in_.get(), 0, proof_.get(),
            write_contact, answered, this, "Content-Length: 0\r\n\r\n")
        != 0)
        be_over();
}

void Session::bye_answered(int error, sip_msg const* message)
{
    if (error == 0 && message && message->scode < 200)
        return;
    bool const asked =
        error == 0 && message && (message->scode == 401 || message->scode == 407) && !proved_;
    if (asked && sip_auth_authenticate(proof_.get(), message) == 0) {
        proved_ = true;
        say_bye();
        return;
    }
    be_over();
}

} // namespace reachline::voice::sip
