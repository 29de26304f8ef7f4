// What we ask trunks beside calls: whether they are there.

#include "voice/sip/libre_stack.hpp"

#include <fmt/format.h>

namespace reachline::voice::sip {

std::string host_of(rtp::Address const& address)
{
    return address.is_v6() ? "[" + address.ip() + "]" : address.ip();
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
    auto const ours = host_of(config_.listen);
    auto const headers = fmt::format("To: <{}>\r\nFrom: <sip:line@{}>;tag={}\r\nCall-ID: {}\r\n"
                                     "CSeq: 1 OPTIONS\r\nAccept: application/sdp\r\n"
                                     "Content-Length: 0\r\n\r\n",
        to, ours, chance_.hex(8), chance_.hex(16));
    auto& kept = questions_[name];
    kept = std::move(question);
    if (sip_requestf(&kept->request, sip_, true, "OPTIONS", to.c_str(), nullptr, nullptr, nullptr,
            answered, kept.get(), "%s", headers.c_str())
        != 0)
        return fail(Fault::Busy, "the trunk cannot be asked");
    return {};
}

std::string Stack::Inside::uri_of(Trunk const& trunk, std::string_view number)
{
    return fmt::format("sip:{}{}{}:{}{}", number, number.empty() ? "" : "@", host_of(trunk.address),
        trunk.address.port(), trunk.transport == Transport::Tcp ? ";transport=tcp" : "");
}

Done Stack::ask(std::string const& trunk)
{
    return inside_->ask(trunk);
}

} // namespace reachline::voice::sip
