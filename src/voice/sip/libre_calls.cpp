// Calls on libre's sessions: begun on either side, answered, changed, ended.

#include "voice/sip/libre_stack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>

namespace reachline::voice::sip {

namespace {

constexpr int table_size = 512;
constexpr char sdp_type[] = "application/sdp";

/// Without the parameters that carriers put behind a number (RFC 3261, 19.1.6).
std::string user_of(uri const& uri)
{
    auto const user = text_of(uri.user);
    return std::string(user.substr(0, user.find(';')));
}

Attestation attestation_of(sip_msg const& message)
{
    Vouching vouching;
    auto const add = [](sip_hdr const* header, sip_msg const*, void* values) {
        static_cast<std::vector<std::string_view>*>(values)->push_back(text_of(header->val));
        return false;
    };
    sip_msg_hdr_apply(&message, true, SIP_HDR_IDENTITY, add, &vouching.identities);
    sip_msg_hdr_apply(&message, true, SIP_HDR_P_ASSERTED_IDENTITY, add, &vouching.addresses);
    vouching.addresses.push_back(text_of(message.from.val));
    for (auto const* const name : { "Attestation-Info", "P-Attestation-Indicator" })
        if (auto const* const header = sip_msg_xhdr(&message, name))
            vouching.letter = text_of(header->val);
    return attestation_of(vouching);
}

} // namespace

Stack::Stack(std::unique_ptr<Inside> inside)
    : inside_(std::move(inside))
{
}

Stack::~Stack() = default;

Result<std::unique_ptr<Stack>> Stack::open(Config config, Random& chance, StackEvents events)
{
    auto inside = std::make_unique<Inside>(std::move(config), chance, std::move(events));
    TRY(inside->open());
    return std::unique_ptr<Stack>(new Stack(std::move(inside)));
}

bool Stack::is_guarded() const
{
    return inside_->is_guarded();
}
void Stack::beat()
{
    inside_->beat();
}
std::size_t Stack::calls() const
{
    return inside_->calls();
}

std::optional<rtp::Address> Stack::address_of_trunk(std::string const& name) const
{
    auto const* const known = inside_->trunk_named(name);
    return known ? std::optional(known->address) : std::nullopt;
}

Done Stack::Inside::open()
{
    if (sip_alloc(&sip_, nullptr, table_size, table_size, table_size, "Reachline", nullptr, this)
        != 0)
        return fail(Fault::Broken, "SIP could not be started");
    TRY(open_door());
    auto const arrived = [](sip_msg const* message, void* self) {
        static_cast<Inside*>(self)->call_arrived(*message);
    };
    auto const last = [](sip_msg const* message, void* self) {
        return static_cast<Inside*>(self)->last_resort(*message);
    };
    if (sipsess_listen(&sessions_, sip_, table_size, arrived, this) != 0
        || sip_listen(&last_, sip_, true, last, this) != 0
        || sip_listen(&last_responses_, sip_, false, last, this) != 0)
        return fail(Fault::Broken, "SIP could not be started");
    auto const listen = sa_of(config_.listen);
    if (sip_transp_add(sip_, SIP_TRANSP_UDP, &listen) != 0
        || sip_transp_add(sip_, SIP_TRANSP_TCP, &listen) != 0)
        return fail(Fault::Busy, "the port for SIP is taken");
    knock();
    return {};
}

Stack::Inside::~Inside()
{
    questions_.clear();
    for (auto const& [number, call] : calls_)
        mem_deref(call->session);
    if (knocker_ >= 0)
        ::close(knocker_);
    mem_deref(guard_);
    mem_deref(sessions_);
    mem_deref(last_responses_);
    mem_deref(last_);
    mem_deref(first_);
    if (sip_)
        sip_close(sip_, true);
    mem_deref(sip_);
}

void Stack::Inside::beat()
{
    if (!guard_)
        knock();
}

Stack::Inside::Call* Stack::Inside::call(Dialog dialog)
{
    auto const found = calls_.find(static_cast<std::uint32_t>(dialog));
    return found == calls_.end() ? nullptr : found->second.get();
}

Trunk const* Stack::Inside::trunk_named(std::string_view name) const
{
    for (auto const& trunk : config_.trunks)
        if (trunk.name == name)
            return &trunk;
    return nullptr;
}

Stack::Inside::Call& Stack::Inside::new_call(Trunk const& trunk)
{
    auto call = std::make_unique<Call>();
    call->stack = this;
    call->dialog = Dialog { ++last_dialog_ };
    call->trunk = trunk.name;
    call->user = trunk.user;
    call->password = trunk.password;
    return *(calls_[last_dialog_] = std::move(call));
}

int Stack::Inside::credentials(char** user, char** password, char const*, void* self)
{
    auto const& call = *static_cast<Call*>(self);
    if (call.user.empty())
        return EAUTH;
    int const error = str_dup(user, call.user.c_str());
    return error != 0 ? error : str_dup(password, call.password.c_str());
}

void Stack::Inside::call_arrived(sip_msg const& message)
{
    auto const from = address_of(message.src);
    auto const* trunk = trunk_at(from);
    if (!trunk || trunk->known_by == KnownBy::Digest)
        trunk = proven(message);
    if (!trunk) {
        challenge(message);
        return;
    }
    auto& call = new_call(*trunk);
    auto const offer = [](mbuf** answer, sip_msg const* changed, void* self) {
        auto& its = *static_cast<Call*>(self);
        auto const description = its.stack->events_.changed(its.dialog, body_of(*changed));
        if (!description)
            return EINVAL;
        *answer = buffer_of(*description).release();
        return *answer ? 0 : ENOMEM;
    };
    auto const answered = [](sip_msg const* ack, void* self) {
        auto& its = *static_cast<Call*>(self);
        return its.stack->events_.answered(its.dialog, body_of(*ack)) ? 0 : EPROTO;
    };
    auto const established = [](sip_msg const*, void*) {};
    auto const info = [](::sip*, sip_msg const* told, void* self) {
        auto& its = *static_cast<Call*>(self);
        its.stack->info_arrived(its, *told);
    };
    auto const closed = [](int error, sip_msg const* last, void* self) {
        auto& its = *static_cast<Call*>(self);
        its.stack->ended(its, error, last);
    };
    int const error = sipsess_accept(&call.session, sessions_, &message, 180, "Ringing", "line",
        sdp_type, nullptr, credentials, &call, false, offer, answered, established, info, nullptr,
        closed, &call, nullptr);
    if (error != 0) {
        calls_.erase(static_cast<std::uint32_t>(call.dialog));
        sip_treply(nullptr, sip_, &message, 500, "Server Internal Error");
        return;
    }
    auto const dialog = call.dialog;
    events_.ringing(dialog,
        { .trunk = trunk->name,
            .caller = user_of(message.from.uri),
            .called = user_of(message.uri),
            .attestation = attestation_of(message),
            .description = body_of(message),
            .from = from });
}

Result<Dialog> Stack::Inside::dial(
    Trunk const& trunk, std::string const& number, std::string const& offer)
{
    auto& call = new_call(trunk);
    auto const to = uri_of(trunk, number);
    auto const from =
        fmt::format("sip:{}@{}", trunk.user.empty() ? "line" : trunk.user, host_of(config_.listen));
    auto const changed = [](mbuf** answer, sip_msg const* message, void* self) {
        auto& its = *static_cast<Call*>(self);
        auto const description = its.stack->events_.changed(its.dialog, body_of(*message));
        if (!description)
            return EINVAL;
        *answer = buffer_of(*description).release();
        return *answer ? 0 : ENOMEM;
    };
    auto const answered = [](sip_msg const* message, void* self) {
        auto& its = *static_cast<Call*>(self);
        return its.stack->events_.answered(its.dialog, body_of(*message)) ? 0 : EPROTO;
    };
    auto const progressing = [](sip_msg const* message, void* self) {
        auto& its = *static_cast<Call*>(self);
        its.stack->events_.taken(its.dialog);
        if (message->scode > 100)
            its.stack->events_.progressing(its.dialog, body_of(*message));
    };
    auto const established = [](sip_msg const*, void*) {};
    auto const info = [](::sip*, sip_msg const* told, void* self) {
        auto& its = *static_cast<Call*>(self);
        its.stack->info_arrived(its, *told);
    };
    auto const closed = [](int error, sip_msg const* last, void* self) {
        auto& its = *static_cast<Call*>(self);
        its.stack->ended(its, error, last);
    };
    auto const body = buffer_of(offer);
    int const error = sipsess_connect(&call.session, sessions_, to.c_str(), nullptr, from.c_str(),
        "line", nullptr, 0, sdp_type, body.get(), credentials, &call, false, changed, answered,
        progressing, established, info, nullptr, closed, &call, nullptr);
    auto const dialog = call.dialog;
    if (error != 0) {
        calls_.erase(static_cast<std::uint32_t>(dialog));
        return fail(Fault::Broken, "the call could not be begun");
    }
    return dialog;
}

/// Keys as carriers without RFC 4733 send them: "5", or "Signal=5".
void Stack::Inside::info_arrived(Call& call, sip_msg const& message)
{
    std::string body = body_of(message);
    bool const is_relay = msg_ctype_cmp(&message.ctyp, "application", "dtmf-relay");
    if (!is_relay && !msg_ctype_cmp(&message.ctyp, "application", "dtmf")) {
        sip_treply(nullptr, sip_, &message, 415, "Unsupported Media Type");
        return;
    }
    if (auto const at = is_relay ? body.find("Signal=") : 0; at != std::string::npos)
        body = body.substr(is_relay ? at + 7 : 0);
    auto const first = body.find_first_not_of(" \t\r\n");
    sip_treply(nullptr, sip_, &message, 200, "OK");
    constexpr std::string_view keys = "0123456789*#ABCD";
    if (first != std::string::npos && keys.find(body[first]) != std::string_view::npos)
        events_.key(call.dialog, body[first]);
}

void Stack::Inside::ended(Call& call, int error, sip_msg const* last)
{
    auto const dialog = call.dialog;
    Ended const how { .status = last ? last->scode : 0, .by_peer = !last && error == ECONNRESET };
    drop(dialog);
    events_.ended(dialog, how);
}

/// Ends what still runs: the library says BYE or CANCEL, or refuses, as the call stands.
void Stack::Inside::drop(Dialog dialog)
{
    auto const found = calls_.find(static_cast<std::uint32_t>(dialog));
    if (found == calls_.end())
        return;
    auto const call = std::move(found->second);
    calls_.erase(found);
    mem_deref(call->session);
}

Done Stack::begin_early(Dialog dialog, std::string const& description)
{
    auto* const call = inside_->call(dialog);
    if (!call)
        return fail(Fault::NotFound, "there is no such call");
    auto const body = buffer_of(description);
    if (sipsess_progress(call->session, 183, "Session Progress", body.get(), nullptr) != 0)
        return fail(Fault::Conflict, "the call is answered or over");
    return {};
}

Done Stack::answer(Dialog dialog, std::string const& description)
{
    auto* const call = inside_->call(dialog);
    if (!call)
        return fail(Fault::NotFound, "there is no such call");
    auto const body = buffer_of(description);
    if (sipsess_answer(call->session, 200, "OK", body.get(), nullptr) != 0)
        return fail(Fault::Conflict, "the call is answered or over");
    return {};
}

Done Stack::refuse(Dialog dialog, int status)
{
    auto* const call = inside_->call(dialog);
    if (!call)
        return fail(Fault::NotFound, "there is no such call");
    auto const reason = status == 486 ? "Busy Here"
        : status == 488               ? "Not Acceptable Here"
        : status == 603               ? "Decline"
                                      : "Service Unavailable";
    int const error =
        sipsess_reject(call->session, static_cast<std::uint16_t>(status), reason, nullptr);
    inside_->drop(dialog);
    if (error != 0)
        return fail(Fault::Conflict, "the call is answered or over");
    return {};
}

Done Stack::hang_up(Dialog dialog)
{
    if (!inside_->call(dialog))
        return fail(Fault::NotFound, "there is no such call");
    inside_->drop(dialog);
    return {};
}

Result<Dialog> Stack::dial(
    std::string const& trunk, std::string const& number, std::string const& offer)
{
    auto const* const through = inside_->trunk_named(trunk);
    if (!through)
        return fail(Fault::NotFound, "there is no such trunk");
    bool const is_number = !number.empty() && number.size() <= 32
        && std::all_of(number.begin(), number.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '+' || c == '*'
                   || c == '#' || c == '-' || c == '_';
           });
    if (!is_number)
        return fail(Fault::Invalid, "this is no number to dial");
    return inside_->dial(*through, number, offer);
}

} // namespace reachline::voice::sip
