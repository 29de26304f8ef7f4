// A call before it is answered: whom it rings at, and what must be heard reliably meanwhile
// (RFC 3262). A carrier that turns a call from ISDN or mobile into SIP may lose the early sound, or
// refuse the call, where nothing before the answer is acknowledged.

#include "voice/sip/grammar.hpp"
#include "voice/sip/libre_session_reply.hpp"
#include "voice/sip/libre_stack.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace reachline::voice::sip {

namespace {

/// More than any carrier tries at once; each costs a dialog.
constexpr std::size_t most_forks = 16;

std::optional<std::uint32_t> number_in(std::string_view text)
{
    auto const number = grammar::number(trimmed(text), UINT32_MAX);
    return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
}

/// "776656 1 INVITE" (RFC 3262, 7.2).
bool acknowledges(std::string_view header, std::uint32_t number, sip_cseq const& answered)
{
    auto parts = split(header, ' ');
    std::erase_if(parts, [](std::string_view part) { return part.empty(); });
    return parts.size() == 3 && number_in(parts[0]) == number && number_in(parts[1]) == answered.num
        && parts[2] == "INVITE";
}

} // namespace

// A call that we begin.

Session::Fork* Session::fork_of(sip_msg const& message) const
{
    auto const found = std::find_if(forks_.begin(), forks_.end(),
        [&](auto const& fork) { return sip_dialog_cmp(fork->dialog.get(), &message); });
    return found == forks_.end() ? nullptr : found->get();
}

/// Known by its tag, or a new one; none if it says no way back.
Session::Fork* Session::fork_from(sip_msg const& answer)
{
    if (auto* const known = fork_of(answer))
        return known;
    sip_dialog* dialog = nullptr;
    if (!pl_isset(&answer.to.tag) || (answer.scode < 200 && forks_.size() >= most_forks)
        || sip_dialog_fork(&dialog, asked_.get(), &answer) != 0)
        return nullptr;
    auto fork = std::make_unique<Fork>();
    fork->dialog.reset(dialog);
    return forks_.emplace_back(std::move(fork)).get();
}

void Session::progressed(sip_msg const& message)
{
    auto* const fork = fork_from(message);
    auto const description = body_of(message);
    if (lists(message, SIP_HDR_REQUIRE, "100rel")) {
        if (!acknowledge_reliable(fork, message))
            return;
        if (!description.empty() && fork->description.empty())
            fork->description = description;
    }
    around_.events->progressing(dialog_, description);
}

/// False if it came again, or out of its order (RFC 3262, 4): then it is sent once more.
bool Session::acknowledge_reliable(Fork* fork, sip_msg const& message)
{
    auto const number = number_in(header(message, SIP_HDR_RSEQ));
    if (!fork || !number || (fork->last_reliable != 0 && *number != fork->last_reliable + 1))
        return false;
    fork->last_reliable = *number;
    // Its transaction sends it again until it is answered; the answer has nothing for us.
    sip_drequestf(nullptr, around_.sip, true, "PRACK", fork->dialog.get(), 0, proof_.get(),
        write_contact, nullptr, nullptr, "RAck: %u %u INVITE\r\nContent-Length: 0\r\n\r\n", *number,
        message.cseq.num);
    return true;
}

/// A request of somebody whom the call rings at.
void Session::asked_early(Fork& fork, sip_msg const& message)
{
    auto const method = text_of(message.met);
    // Our offer is open until they answered it reliably (RFC 3311, 5.2).
    if (method == "UPDATE")
        updated(message, *fork.dialog, fork.description.empty() && !body_of(message).empty());
    else if (method == "OPTIONS")
        reply(message, 200, "OK", "", "");
    else
        sip_treply(nullptr, around_.sip, &message, 481, "Call Does Not Exist");
}

// A call that comes in.

int Session::ring(int status, char const* reason, std::string const& description)
{
    if (!rings_reliably_)
        return reply(*invited_by_, status, reason, "", description);
    auto rung = std::make_unique<Reply>(*this);
    rung->to.reset(static_cast<sip_msg*>(mem_ref(invited_by_.get())));
    rung->describes = !description.empty();
    // The first is by chance, and small enough never to wrap round (RFC 3262, 3).
    last_rung_ = last_rung_ == 0 ? 1 + rand_u16() : last_rung_ + 1;
    rung->number = last_rung_;
    mbuf* sent = nullptr;
    int const error = reply(*invited_by_, status, reason,
        fmt::format("Require: 100rel\r\nRSeq: {}\r\n", last_rung_), description, &sent);
    if (error != 0)
        return error;
    rung_ = std::move(rung);
    rung_->begin(sent);
    return 0;
}

void Session::ringing_acknowledged(sip_msg const& message)
{
    if (!rung_ || !acknowledges(header(message, SIP_HDR_RACK), rung_->number, invited_by_->cseq)) {
        sip_treply(nullptr, around_.sip, &message, 481, "Nothing To Acknowledge");
        return;
    }
    described_early_ = described_early_ || rung_->describes;
    rung_.reset();
    auto const offer = body_of(message);
    auto const description = offer.empty() ? Result<std::string>(std::string())
                                           : around_.events->changed(dialog_, offer);
    if (description)
        reply(message, 200, "OK", "", *description);
    else
        sip_treply(nullptr, around_.sip, &message, 488, "Not Acceptable Here");
    if (state_ != State::Ringing)
        return;
    auto const early = std::exchange(early_waits_, std::nullopt);
    auto const answered = std::exchange(answer_waits_, std::nullopt);
    if (early)
        (void)ring(183, "Session Progress", *early);
    else if (answered && !answer_now(*answered))
        end(0, false);
}

/// Nobody acknowledged for 32 s: the caller is gone, or will never hear us (RFC 3262, 3).
void Session::ringing_unheard()
{
    auto const gone = std::move(rung_); // kept to the end of this: it is what calls us
    reply(*invited_by_, 504, "Server Time-out", "", "");
    end(0, false);
}

} // namespace reachline::voice::sip
