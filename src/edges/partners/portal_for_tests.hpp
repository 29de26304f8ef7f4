#pragma once

// The portal on a real port, over a hotline in memory: requests go through the loop, commands run
// one after another in a transaction each.

#include "edges/partners/portal.hpp"
#include "hotline/directory/test_directory.hpp"
#include "hotline/people/accounts.hpp"
#include "hotline/steps/cast_for_tests.hpp"
#include "net/raw_client.hpp"

#include <mutex>

namespace reachline::edges::partners {

class TestCore final : public CorePort {
public:
    explicit TestCore(hotline::World& world)
        : world_(world)
    {
    }
    void post(Urgency, std::unique_ptr<Command> command) override
    {
        std::lock_guard const alone(mutex_);
        auto const first = world_.notices.size();
        REQUIRE(world_.database.begin());
        auto done = command->run(world_);
        if (done)
            REQUIRE(world_.database.commit());
        else
            world_.database.rollback();
        std::vector<hotline::Notice> const notices(world_.notices.begin() + static_cast<std::ptrdiff_t>(done ? first : world_.notices.size()), world_.notices.end());
        command->answer(done);
        if (!notices.empty())
            for (auto const& hear : listeners_)
                hear(notices);
    }
    void subscribe(std::function<void(std::span<hotline::Notice const>)> hear) override { listeners_.push_back(std::move(hear)); }
    void look(std::function<void(store::Database&)> look) override { look(world_.database); }
    void hash(std::function<void()> work) override { work(); }

    /// A command of the test's own, as if a colleague had done it.
    void run(std::function<void(hotline::World&)> verb)
    {
        ask<bool>(
            *this,
            [&](hotline::World& world) -> Result<bool> {
                verb(world);
                return true;
            },
            [](Result<bool>) {});
    }

private:
    hotline::World& world_;
    std::recursive_mutex mutex_;
    std::vector<std::function<void(std::span<hotline::Notice const>)>> listeners_;
};

struct PortalCast : hotline::StepCast {
    TestCore core { world };
    net::Loop loop;
    std::unique_ptr<Portal> portal;
    std::unique_ptr<net::Listener> listener;
    std::int64_t codes = 0;

    PortalCast()
    {
        auto pages = Pages::load(REACHLINE_SOURCE_DIR "/web/partners");
        REQUIRE(pages);
        portal = std::make_unique<Portal>(core, loop, std::move(*pages), PortalOptions { .line = "555-0142", .reference = [] { return Result<hotline::directory::Reference>({ hotline::directory::test_vocabulary(), hotline::directory::test_places() }); } });
        auto opened = net::Listener::open(loop, {}, [this](net::Request const& request, net::Reply reply) { portal->answer(request, std::move(reply)); });
        REQUIRE(opened);
        listener = std::move(*opened);
        for (auto const& [actor, organization] : { std::pair(at_the_shelter, the_shelter), std::pair(at_the_clinic, the_clinic) })
            REQUIRE(database.run("update account set roles = 'partner_user', organization = ?2 where id = ?1", actor.account, organization));
        loop.start();
    }
    ~PortalCast() { loop.stop(); }

    std::string signed_in(hotline::Actor const& actor)
    {
        return hotline::people::open_session(world, actor.account, hotline::people::Surface::Partners, ++codes).value();
    }
    hotline::steps::State shared_state() { return now(hotline::steps::steps_of(world, ana, subject).value().front().id).state; }
    std::string origin() const { return "http://127.0.0.1:" + std::to_string(listener->port()); }
    std::string ask(std::string const& head, std::string const& body = {})
    {
        net::RawClient client(listener->port());
        client.send(head + "Host: 127.0.0.1:" + std::to_string(listener->port())
            + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        return client.response();
    }
    std::string get(std::string const& path, std::string const& session = {}, std::string const& more = {})
    {
        return ask("GET " + path + " HTTP/1.1\r\nCookie: visit=" + session + "\r\n" + more);
    }
    /// A form of ours, sent from a page of ours.
    std::string post(std::string const& path, std::string const& session, std::string const& fields)
    {
        return post_from(origin(), path, session, "token=" + form_token(session) + "&" + fields);
    }
    std::string post_from(std::string const& from, std::string const& path, std::string const& session, std::string const& body)
    {
        return ask("POST " + path + " HTTP/1.1\r\nCookie: visit=" + session + "\r\nOrigin: " + from
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n",
            body);
    }
};

inline bool holds(std::string const& text, std::string_view part) { return text.find(part) != text.npos; }
inline std::string body_of(std::string const& response) { return response.substr(response.find("\r\n\r\n") + 4); }
inline bool is(std::string const& response, int status) { return response.starts_with("HTTP/1.1 " + std::to_string(status)); }

} // namespace reachline::edges::partners
