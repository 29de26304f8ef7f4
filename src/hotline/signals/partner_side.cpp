// A partner in the conversation: it comes in, hears and writes, and goes.

#include "hotline/signals/shared.hpp"

#include <algorithm>

namespace reachline::hotline::signals {

using namespace shared;

Done add_party(World& world, Actor const& actor, Id<Signal> id, Id<Organization> organization, Id<Vault> vault)
{
    auto signal = TRY(held_by(world, actor, id));
    if (signal.organization)
        return fail(Fault::Conflict, "a partner is in this conversation already");
    signal.organization = organization;
    TRY(world.keys.admit_reader(signal.folder, vault));
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "partner_came_in", about(id)));
    tell_changed(world, id);
    world.tell({ .kind = Notice::Kind::PartnerChanged, .subject = organization.value });
    return {};
}

Done remove_party(World& world, Actor const& actor, Id<Signal> id, Id<Vault> vault)
{
    auto signal = TRY(find(world, id));
    if (!signal.organization)
        return {};
    auto const organization = *signal.organization;
    signal.organization.reset();
    TRY(world.keys.remove_reader(signal.folder, vault));
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "partner_left", about(id)));
    tell_changed(world, id);
    world.tell({ .kind = Notice::Kind::PartnerChanged, .subject = organization.value });
    return {};
}

Done return_to_line(World& world, Actor const& actor, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (signal.shredded)
        return {};
    auto const heard = signal.last_heard;
    wake(world, signal);
    signal.last_heard = heard;
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "signal_returned_to_line", about(id)));
    tell_changed(world, id);
    return {};
}

Result<std::int64_t> write_from_partner(World& world, Actor const& actor, Id<Signal> id,
    std::string const& text, std::string const& idempotency_key)
{
    auto signal = TRY(find(world, id));
    if (!actor.organization || signal.organization != actor.organization)
        return fail(Fault::NotFound, "there is no such conversation");
    return write(world, signal, { Direction::FromPartner, actor, text, idempotency_key });
}

Result<Thread> read_thread_as_partner(World& world, Actor const& actor, Id<Signal> id, Id<Vault> vault)
{
    auto const signal = TRY(find(world, id));
    if (!actor.organization || signal.organization != actor.organization)
        return fail(Fault::NotFound, "there is no such conversation");
    auto const reading = TRY(
        audit::read(world, actor, audit::Purpose::ReceiveDisclosure, about(id)));
    auto messages = TRY(opened(world, id, vault));
    std::erase_if(messages, [](MessageRow const& message) { return !message.text; });
    return Thread { std::move(messages), reading };
}

} // namespace reachline::hotline::signals
