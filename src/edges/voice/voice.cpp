#include "edges/voice/voice.hpp"

#include "edges/voice/orders.hpp"
#include "edges/voice/told.hpp"
#include "hotline/calls/trunks/trunks.hpp"
#include "hotline/desk/alarms.hpp"

namespace reachline::edges::voice {

namespace control = reachline::voice::control;
using hotline::Notice;
using hotline::World;

struct VoiceEdge::Inside {
    explicit Inside(CorePort& port)
        : core(port)
    {
    }

    CorePort& core;
    std::mutex mutex;
    std::vector<std::string> trunks; ///< under mutex; as the welcome named them
    std::unique_ptr<voice_socket::Client> client;

    void perform(std::function<Done(World&)> verb)
    {
        struct Nothing { };
        ask<Nothing>(
            core,
            [verb = std::move(verb)](World& world) -> Result<Nothing> {
                TRY(verb(world));
                return Nothing {};
            },
            [](Result<Nothing>) {});
    }

    void hear(control::Told&& told)
    {
        if (auto const* const welcome = std::get_if<control::Welcome>(&told)) {
            std::lock_guard const guard(mutex);
            trunks.clear();
            for (auto const& trunk : welcome->trunks)
                trunks.push_back(trunk.name);
        }
        if (auto verb = verb_for(std::move(told)))
            perform(std::move(verb));
    }

    void pass_on(std::span<Notice const> notices)
    {
        for (auto const& notice : notices)
            if (notice.kind == Notice::Kind::VoiceOrder && notice.order && client) {
                std::lock_guard const guard(mutex);
                client->send(command_of(*notice.order, trunks));
            }
    }

    /// Calls are off until it is back; whose calls they were learns it with the next welcome.
    void tell_gone()
    {
        perform([](World& world) -> Done {
            TRY(hotline::desk::raise_alarm(world, "voice_gone", { "hotline", 1 }));
            return hotline::calls::trunks::unheard(world);
        });
    }
};

VoiceEdge::VoiceEdge(std::shared_ptr<Inside> inside)
    : inside_(std::move(inside))
{
}

Result<std::unique_ptr<VoiceEdge>> VoiceEdge::open(CorePort& core, std::string const& socket_path)
{
    auto const inside = std::make_shared<Inside>(core);
    core.subscribe([inside](std::span<Notice const> notices) { inside->pass_on(notices); });
    inside->client = TRY(voice_socket::Client::open(socket_path,
        { .told = [&self = *inside](control::Told&& told) { self.hear(std::move(told)); },
            .gone = [&self = *inside] { self.tell_gone(); } }));
    return std::unique_ptr<VoiceEdge>(new VoiceEdge(inside));
}

VoiceEdge::~VoiceEdge() { inside_->client.reset(); }

} // namespace reachline::edges::voice
