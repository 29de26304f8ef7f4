// The registrar for phones of the staff (RFC 3261, 10): who proves the password of a phone tells us
// where it is, and is called there, at the address that the proof came from and at no other.

#include "base/text.hpp"
#include "voice/sip/libre_stack.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace reachline::voice::sip {

namespace {

constexpr std::uint32_t least_seconds = 60, most_seconds = 3'600;

/// What the contact says, or the header for all of them, or the longest.
std::uint32_t wanted_seconds(sip_msg const& message, sip_addr const* contact)
{
    pl value {};
    if (contact && msg_param_decode(&contact->params, "expires", &value) == 0)
        return pl_u32(&value);
    return pl_isset(&message.expires) ? pl_u32(&message.expires) : most_seconds;
}

} // namespace

void Stack::Inside::registered(sip_msg const& message)
{
    auto const refuse = [&](std::uint16_t status, char const* reason) {
        sip_replyf(sip_, &message, status, reason, nullptr);
    };
    auto const proof = proof_in(message);
    if (!proof.phone) {
        challenge(message, proof.is_stale);
        return;
    }
    auto const& name = proof.phone->name;
    if (user_of(message.to.uri) != name) {
        refuse(403, "Forbidden");
        return;
    }
    auto const* const header = sip_msg_hdr(&message, SIP_HDR_CONTACT);
    bool const is_all = header && text_of(header->val) == "*";
    sip_addr contact {};
    bool const is_one = header && !is_all && sip_msg_hdr_count(&message, SIP_HDR_CONTACT) == 1
        && sip_addr_decode(&contact, &header->val) == 0;
    auto const seconds =
        std::min(wanted_seconds(message, is_one ? &contact : nullptr), most_seconds);
    if ((header && !is_all && !is_one) || (is_all && seconds != 0)) {
        refuse(400, "Bad Contact");
        return;
    }
    if (is_one && seconds != 0 && seconds < least_seconds) {
        sip_replyf(sip_, &message, 423, "Interval Too Brief",
            "Min-Expires: %u\r\nContent-Length: 0\r\n\r\n", least_seconds);
        return;
    }
    auto const known = phones_.find(name);
    auto const call_id = text_of(message.callid);
    bool const is_old = known != phones_.end() && known->second.call_id == call_id
        && message.cseq.num <= known->second.sequence;
    if (header && is_old) { // it was overtaken by a newer one on its way
        refuse(500, "Server Internal Error");
        return;
    }
    bool const was_home = known != phones_.end();
    if (is_all || (is_one && seconds == 0))
        phones_.erase(name);
    else if (is_one)
        phones_[name] = { .address = address_of(message.src),
            .transport = message.tp == SIP_TRANSP_UDP ? Transport::Udp
                : message.tp == SIP_TRANSP_TCP        ? Transport::Tcp
                                                      : Transport::Tls,
            .user = user_of(contact.uri),
            .call_id = std::string(call_id),
            .sequence = message.cseq.num,
            .until = Clock::now() + std::chrono::seconds { seconds } };
    bool const is_home = phones_.contains(name);
    auto const listed = is_one && is_home
        ? fmt::format("Contact: <{}>;expires={}\r\n", text_of(contact.auri), seconds)
        : std::string();
    sip_replyf(sip_, &message, 200, "OK", "%sContent-Length: 0\r\n\r\n", listed.c_str());
    if (was_home != is_home)
        events_.phone_registered(name, is_home);
}

void Stack::Inside::forget_phones()
{
    auto const now = Clock::now();
    std::vector<std::string> gone;
    std::erase_if(phones_, [&](auto const& phone) {
        bool const is_over = phone.second.until <= now;
        if (is_over)
            gone.push_back(phone.first);
        return is_over;
    });
    for (auto const& name : gone)
        events_.phone_registered(name, false);
}

bool Stack::Inside::is_phone_at(rtp::Address const& source) const
{
    return std::any_of(phones_.begin(), phones_.end(),
        [&](auto const& phone) { return phone.second.address.same_host(source); });
}

std::optional<rtp::Address> Stack::Inside::address_of_phone(std::string const& name) const
{
    auto const found = phones_.find(name);
    return found == phones_.end() ? std::nullopt : std::optional(found->second.address);
}

Result<Dialog> Stack::Inside::dial_phone(std::string const& name, std::string const& offer)
{
    auto const found = phones_.find(name);
    if (found == phones_.end())
        return fail(Fault::NotFound, "there is no such phone, or it is not registered");
    auto const& phone = found->second;
    auto const secret = std::find_if(config_.phones.begin(), config_.phones.end(),
        [&](Phone const& each) { return each.name == name; });
    auto const to =
        fmt::format("sip:{}{}{}:{};transport={}", phone.user, phone.user.empty() ? "" : "@",
            host_of(phone.address), phone.address.port(), name_of(phone.transport));
    auto const from = fmt::format("sip:line@{}", host_of(ours_towards(phone.address)));
    return begin({ .name = name,
                     .user = name,
                     .password = secret->password,
                     .address = phone.address,
                     .transport = phone.transport },
        to, from, offer);
}

} // namespace reachline::voice::sip
