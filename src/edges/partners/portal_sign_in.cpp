#include "edges/partners/portal_inside.hpp"

#include "edges/sign_in/sign_in.hpp"

namespace reachline::edges::partners {

namespace {
namespace people = hotline::people;
using hotline::World;

constexpr std::size_t shortest_passphrase = 14;
} // namespace

void Portal::sign_in(Shown visit) const
{
    sign_in::sign_in(core_, people::Surface::Partners,
        { visit->field("name"), visit->field("passphrase"), visit->field("code") },
        [this, visit](Result<sign_in::SignedIn> opened) {
            auto const kept = std::make_shared<Result<sign_in::SignedIn>>(std::move(opened));
            loop_.post([this, visit, kept] {
                if (*kept)
                    return lead_to(*visit, our_path(visit->field("back")),
                        cookie(session_cookie, (*kept)->token, options_.secure_cookies));
                // One answer for a wrong name, passphrase or code; only a held account says so, and to
                // who has the right ones that they are not let in yet.
                auto const fault = kept->error().fault;
                send_sign_in(*visit, fault == Fault::Busy ? "sign_in.held" : fault == Fault::Conflict ? "sign_in.waits" : "sign_in.failed", true);
            });
        });
}

void Portal::sign_out(Shown visit) const
{
    if (!is_our_form(*visit))
        return send_missing(*visit);
    ask<bool>(
        core_,
        [visit](World& world) -> Result<bool> {
            TRY(people::end_session(world, visit->session));
            return true;
        },
        [this, visit](Result<bool>) {
            loop_.post([this, visit] {
                lead_to(*visit, "/?said=sign_out.done", cookie(session_cookie, "", options_.secure_cookies));
            });
        });
}

void Portal::choose_language(Shown visit) const
{
    auto const& language = visit->field("language");
    auto const back = our_path(visit->field("back"));
    if (!pages_->speaks(language))
        return send_missing(*visit);
    lead_to(*visit, back, cookie(language_cookie, language, options_.secure_cookies));
}

void Portal::show_start(Shown visit) const
{
    send_page(*visit, 200, start_page(*pages_, frame_of(*visit)));
}

void Portal::begin_enrolment(Shown visit) const
{
    auto const invite = visit->field("invite");
    ask<sign_in::InviteLook>(
        core_,
        [invite](World& world) -> Result<sign_in::InviteLook> {
            auto look = TRY(sign_in::look_at_invite(world, invite));
            if (!look.account.organization)
                return fail(Fault::NotFound, "this invitation is not for the portal");
            return look;
        },
        [this, visit, invite](Result<sign_in::InviteLook> found) {
            auto const kept = std::make_shared<Result<sign_in::InviteLook>>(std::move(found));
            loop_.post([this, visit, invite, kept] {
                auto frame = frame_of(*visit);
                if (*kept)
                    return send_page(*visit, 200, enrol_page(*pages_, frame, { invite, (*kept)->account.name, (*kept)->totp_secret }));
                frame.note = "start.failed";
                frame.note_is_wrong = true;
                send_page(*visit, 403, start_page(*pages_, frame));
            });
        });
}

/// The second page of a first visit. What is wrong with it leads back to the first, with the note:
/// nothing that was typed here is repeated in an answer.
void Portal::enrol(Shown visit) const
{
    auto const again = [this, visit](std::string const& note) {
        auto frame = frame_of(*visit);
        frame.here = "/start";
        frame.note = note;
        frame.note_is_wrong = true;
        send_page(*visit, 403, start_page(*pages_, frame));
    };
    auto const& passphrase = visit->field("passphrase");
    if (passphrase != visit->field("again") || passphrase.size() < shortest_passphrase)
        return again("enrol.passphrase.failed");
    sign_in::enrol(core_, people::Surface::Partners, { visit->field("invite"), passphrase, visit->field("code") },
        [this, visit, again](Result<people::AccountRow> enrolled) {
            auto const kept = std::make_shared<Result<people::AccountRow>>(std::move(enrolled));
            loop_.post([this, visit, again, kept] {
                if (!*kept)
                    return again(kept->error().fault == Fault::Invalid ? "enrol.passphrase.failed"
                            : kept->error().fault == Fault::NotAllowed ? "enrol.code.failed"
                                                                       : "start.failed");
                auto const& account = **kept;
                if (account.state != people::AccountState::Waiting)
                    return lead_to(*visit, "/?said=enrol.done");
                auto frame = frame_of(*visit);
                frame.here = "/";
                send_page(*visit, 200, waiting_page(*pages_, frame, { account.id.value, account.name, people::check_words(account.public_key) }));
            });
        });
}

} // namespace reachline::edges::partners
