// What we say to trunks beside calls: whether they are there, and where we are.

#include "voice/sip/libre_stack.hpp"

#include <fmt/format.h>

namespace reachline::voice::sip {

namespace {

constexpr std::uint32_t registered_for_seconds = 300;

}

std::string Stack::Inside::uri_of(Trunk const& trunk, std::string_view number)
{
    auto const carried = trunk.transport == Transport::Udp
        ? std::string()
        : ";transport=" + std::string(name_of(trunk.transport));
    return fmt::format("sip:{}{}{}:{}{}", number, number.empty() ? "" : "@", host_of(trunk.address),
        trunk.address.port(), carried);
}

Done Stack::Inside::ask(std::string const& name)
{
    auto const* const trunk = trunk_named(name);
    if (!trunk)
        return fail(Fault::NotFound, "there is no such trunk");
    auto question = std::make_unique<Question>();
    question->stack = this;
    question->trunk = name;
    auto const answered = [](int error, sip_msg const* answer, void* self) {
        auto& its = *static_cast<Question*>(self);
        if (answer && answer->scode < 200)
            return;
        // Copies: what is told may ask anew, which ends this question.
        auto& stack = *its.stack;
        auto const asked = its.trunk;
        stack.events_.trunk_answered(asked, error == 0 && answer ? answer->scode : 0);
    };
    auto const to = uri_of(*trunk, "");
    auto const contact = [](sip_transp carried_by, sa const* from, sa const*, mbuf* into, void*) {
        sip_contact ours;
        sip_contact_set(&ours, "line", from, carried_by);
        return mbuf_printf(into, "%H", sip_contact_print, &ours);
    };
    auto const headers = fmt::format("To: <{}>\r\nFrom: <sip:line@{}>;tag={}\r\nCall-ID: {}\r\n"
                                     "CSeq: 1 OPTIONS\r\nAccept: application/sdp\r\n"
                                     "Content-Length: 0\r\n\r\n",
        to, host_of(ours_towards(trunk->address)), chance_.hex(8), chance_.hex(16));
    auto& kept = questions_[name];
    kept = std::move(question);
    if (sip_requestf(&kept->request, sip_, true, "OPTIONS", to.c_str(), nullptr, nullptr, contact,
            answered, kept.get(), "%s", headers.c_str())
        != 0)
        return fail(Fault::Busy, "the trunk cannot be asked");
    return {};
}

void Stack::Inside::register_at_trunks()
{
    auto const proof = [](char** user, char** password, char const*, void* self) {
        auto const& trunk = *static_cast<Registration*>(self)->trunk;
        int const error = str_dup(user, trunk.user.c_str());
        return error != 0 ? error : str_dup(password, trunk.password.c_str());
    };
    auto const answered = [](int error, sip_msg const* answer, void* self) {
        auto const& its = *static_cast<Registration*>(self);
        if (error == 0 && answer && answer->scode < 200)
            return;
        bool const is_good = error == 0 && answer && answer->scode < 300;
        its.stack->events_.trunk_registered(its.trunk->name, is_good);
    };
    for (auto const& trunk : config_.trunks) {
        if (!trunk.registers)
            continue;
        auto registration = std::make_unique<Registration>();
        registration->stack = this;
        registration->trunk = &trunk;
        auto const at = uri_of(trunk, "");
        auto const us = fmt::format("sip:{}@{}", trunk.user, host_of(trunk.address));
        if (sipreg_register(&registration->kept, sip_, at.c_str(), us.c_str(), nullptr, us.c_str(),
                registered_for_seconds, "line", nullptr, 0, 0, proof, registration.get(), false,
                answered, registration.get(), nullptr, nullptr)
            != 0)
            events_.trunk_registered(trunk.name, false);
        registrations_.push_back(std::move(registration));
    }
}

} // namespace reachline::voice::sip
