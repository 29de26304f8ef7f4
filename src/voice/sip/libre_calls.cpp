// The stack from outside, and the calls that it keeps.

#include "voice/sip/libre_stack.hpp"
#include "voice/sip/stream_guard.hpp"
#include "voice/sip/tls.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace reachline::voice::sip {

namespace {

constexpr int table_size = 512;
constexpr auto answers_come_within = std::chrono::milliseconds { 64 * SIP_T1 };

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

std::string host_of(rtp::Address const& address)
{
    return address.is_v6() ? "[" + address.ip() + "]" : address.ip();
}

std::string user_of(uri const& uri)
{
    auto const user = text_of(uri.user);
    return std::string(user.substr(0, user.find(';')));
}

Done Stack::Inside::open()
{
    if (sip_alloc(&sip_, nullptr, table_size, table_size, table_size, "Reachline", nullptr, this)
        != 0)
        return fail(Fault::Broken, "SIP could not be started");
    if (config_.tls) {
        struct tls* made = nullptr;
        if (tls_alloc(&made, TLS_METHOD_SSLV23, nullptr, nullptr) != 0)
            return fail(Fault::Broken, "TLS could not be started");
        tls_.reset(made);
        TRY(secure(tls_openssl_context(made), *config_.tls));
    }
    return open_doors();
}

Stack::Inside::~Inside()
{
    questions_.clear();
    registrations_.clear();
    sessions_.clear();
    over_.clear();
    asked_calls_.clear();
    for (auto const& door : doors_) {
        mem_deref(door->guard);
        if (door->knocker >= 0)
            close_socket(door->knocker);
    }
    mem_deref(first_answers_);
    mem_deref(first_);
    if (sip_)
        sip_close(sip_, true);
    mem_deref(sip_);
}

void Stack::Inside::beat()
{
    over_.clear();
    for (auto const& door : doors_)
        if (!door->guard)
            knock(*door);
    constexpr std::uint64_t beats_a_second = 50;
    if (++beats_ % beats_a_second != 0)
        return;
    forget_phones();
    forget_asked_calls();
    shed_streams();
    if (is_guarded() && registrations_.empty())
        register_at_trunks();
}

Session* Stack::Inside::call(Dialog dialog)
{
    auto const found = sessions_.find(static_cast<std::uint32_t>(dialog));
    return found == sessions_.end() ? nullptr : found->second.get();
}

Trunk const* Stack::Inside::trunk_named(std::string_view name) const
{
    for (auto const& trunk : config_.trunks)
        if (trunk.name == name)
            return &trunk;
    return nullptr;
}

rtp::Address const& Stack::Inside::ours_towards(rtp::Address const& other) const
{
    for (auto const& listen : config_.listen)
        if (listen.is_v6() == other.is_v6())
            return listen;
    return config_.listen.front();
}

Session& Stack::Inside::new_session(FarEnd far_end)
{
    Dialog const dialog { ++last_dialog_ };
    auto const over = [this](Dialog gone) {
        auto const found = sessions_.find(static_cast<std::uint32_t>(gone));
        if (found == sessions_.end())
            return;
        auto* const session = found->second.get();
        auto const [first, last] = by_call_id_.equal_range(session->call_id());
        if (auto const its =
                std::find_if(first, last, [&](auto const& each) { return each.second == session; });
            its != last)
            by_call_id_.erase(its);
        dialogs_.erase(session);
        if (auto const asked = asked_calls_.find(session->call_id()); asked != asked_calls_.end())
            asked->second.until = Clock::now() + answers_come_within;
        over_.push_back(std::move(found->second));
        sessions_.erase(found);
    };
    auto session = std::make_unique<Session>(dialog, std::move(far_end),
        Session::Around { .sip = sip_, .events = &events_, .over = over });
    dialogs_[session.get()] = dialog;
    return *(sessions_[last_dialog_] = std::move(session));
}

Session* Stack::Inside::session_of(sip_msg const& message)
{
    auto const [from, to] = by_call_id_.equal_range(std::string(text_of(message.callid)));
    for (auto each = from; each != to; ++each)
        if (each->second->is_ours(message))
            return each->second;
    return nullptr;
}

void Stack::Inside::call_arrived(sip_msg const& message)
{
    auto const from = address_of(message.src);
    auto const* trunk = trunk_at(from);
    if (!trunk || trunk->known_by == KnownBy::Digest) {
        auto const proof = proof_in(message);
        trunk = proof.trunk;
        if (proof.phone) { // phones are called; who they want to reach is the console's to say
            sip_replyf(sip_, &message, 403, "Forbidden", nullptr);
            return;
        }
        if (!trunk) {
            challenge(message, proof.is_stale);
            return;
        }
    }
    auto& session = new_session({ .name = trunk->name,
        .user = trunk->user,
        .password = trunk->password,
        .address = trunk->address,
        .transport = trunk->transport });
    auto const dialog = dialogs_[&session];
    if (!session.take(message)) {
        dialogs_.erase(&session);
        sessions_.erase(static_cast<std::uint32_t>(dialog));
        return;
    }
    by_call_id_.emplace(session.call_id(), &session);
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
    auto const from = fmt::format("sip:{}@{}", trunk.user.empty() ? "line" : trunk.user,
        host_of(ours_towards(trunk.address)));
    return begin({ .name = trunk.name,
                     .user = trunk.user,
                     .password = trunk.password,
                     .address = trunk.address,
                     .transport = trunk.transport },
        uri_of(trunk, number), from, offer);
}

Result<Dialog> Stack::Inside::begin(
    FarEnd far_end, std::string const& to, std::string const& from, std::string const& offer)
{
    auto& session = new_session(std::move(far_end));
    auto const dialog = dialogs_[&session];
    if (auto const begun = session.call(to, from, offer); !begun) {
        dialogs_.erase(&session);
        sessions_.erase(static_cast<std::uint32_t>(dialog));
        return fail(begun.error());
    }
    by_call_id_.emplace(session.call_id(), &session);
    asked_calls_[session.call_id()] = {
        .dialog = LibrePointer<sip_dialog>(static_cast<sip_dialog*>(mem_ref(session.asked()))),
        .far_end = session.far_end(),
    };
    return dialog;
}

/// Somebody answered a call of ours after somebody else did, or after it was taken back. Left
/// alone, they would hear nothing and nobody, and a carrier would bill it.
void Stack::Inside::end_other_fork(sip_msg const& answer)
{
    auto const asked = asked_calls_.find(std::string(text_of(answer.callid)));
    if (asked == asked_calls_.end() || !sip_dialog_cmp_half(asked->second.dialog.get(), &answer))
        return;
    auto& session = new_session(asked->second.far_end);
    by_call_id_.emplace(text_of(answer.callid), &session);
    session.end_other(*asked->second.dialog, answer);
}

void Stack::Inside::forget_asked_calls()
{
    std::erase_if(asked_calls_, [now = Clock::now()](auto const& asked) {
        return asked.second.until && *asked.second.until <= now;
    });
}

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

std::optional<rtp::Address> Stack::address_of_phone(std::string const& name) const
{
    return inside_->address_of_phone(name);
}

Done Stack::begin_early(Dialog dialog, std::string const& description)
{
    auto* const call = inside_->call(dialog);
    return call ? call->begin_early(description)
                : Done(fail(Fault::NotFound, "there is no such call"));
}

Done Stack::answer(Dialog dialog, std::string const& description)
{
    auto* const call = inside_->call(dialog);
    return call ? call->answer(description) : Done(fail(Fault::NotFound, "there is no such call"));
}

Done Stack::refuse(Dialog dialog, int status)
{
    auto* const call = inside_->call(dialog);
    return call ? call->refuse(status) : Done(fail(Fault::NotFound, "there is no such call"));
}

Done Stack::hang_up(Dialog dialog)
{
    auto* const call = inside_->call(dialog);
    if (!call)
        return fail(Fault::NotFound, "there is no such call");
    call->leave();
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

Result<Dialog> Stack::dial_phone(std::string const& phone, std::string const& offer)
{
    return inside_->dial_phone(phone, offer);
}

Done Stack::ask(std::string const& trunk)
{
    return inside_->ask(trunk);
}

} // namespace reachline::voice::sip
