#pragma once

// A whole public site for tests: the real core's verbs on a database in memory, the real loop, and
// a browser without scripts that follows forms.

#include "base/test.hpp"
#include "edges/site/fairness.hpp"
#include "edges/site/site.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/directory/test_directory.hpp"
#include "hotline/keys/test_ledger.hpp"
#include "hotline/people/accounts.hpp"
#include "hotline/signals/signals.hpp"
#include "hotline/statistics/figures_for_tests.hpp"
#include "store/migrations.hpp"

#include <atomic>
#include <future>
#include <map>
#include <mutex>

namespace reachline::edges::site {

/// Runs each command at once, where it is posted.
class TestCore final : public CorePort {
public:
    TestCore()
    {
        REQUIRE(store::migrate(database, store::hotline_migrations()));
        ledger.clock.set(SystemClock().now()); // receipts expire by the site's clock too
        ledger.with_hotline();
        REQUIRE(ledger.maria_signs_in());
    }

    void post(Urgency urgency, std::unique_ptr<Command> command) override
    {
        std::lock_guard const guard(mutex_);
        if (urgency == busy_for)
            return command->answer(fail(Fault::Busy, "a test keeps the core busy"));
        REQUIRE(database.begin());
        REQUIRE(ledger.keys.begin());
        REQUIRE(database.savepoint());
        auto world = its_world();
        auto outcome = command->run(world);
        if (outcome)
            REQUIRE(database.release());
        else
            database.undo();
        auto const told = outcome ? notices : std::vector<hotline::Notice> {};
        notices.clear();
        REQUIRE(ledger.keys.commit());
        REQUIRE(database.commit());
        command->answer(std::move(outcome));
        for (auto const& listener : listeners_)
            listener(told);
    }
    void subscribe(std::function<void(std::span<hotline::Notice const>)> listener) override
    {
        listeners_.push_back(std::move(listener));
    }
    void look(std::function<void(store::Database&)> work) override
    {
        std::lock_guard const guard(mutex_);
        work(database);
    }
    void hash(std::function<void()> work) override { work(); }

    /// Does something as the hotline's staff would, and tells the edges.
    template <class T>
    T run(std::function<Result<T>(hotline::World&)> verb)
    {
        std::optional<T> made;
        ask<T>(*this, std::move(verb), [&](Result<T> result) {
            REQUIRE(result);
            made = std::move(*result);
        });
        REQUIRE(made);
        return std::move(*made);
    }
    std::int64_t count(char const* what)
    {
        std::lock_guard const guard(mutex_);
        if (std::string_view(what) == "signals")
            return database.number("select count(*) from signal").value();
        return database.number("select count(*) from message").value();
    }

    hotline::keys::TestLedger ledger;
    store::Database database = *store::Database::open(":memory:");
    std::vector<hotline::Notice> notices;
    std::optional<Urgency> busy_for;

private:
    hotline::World its_world()
    {
        return { database, ledger.clock, ledger.random, ledger.ids, ledger.keys, notices };
    }
    std::recursive_mutex mutex_;
    std::vector<std::function<void(std::span<hotline::Notice const>)>> listeners_;
};

/// Keeps the one answer to a request.
class KeptAnswer final : public net::Reply::Sink {
public:
    void send(net::Response response) override
    {
        if (!sent_.exchange(true))
            answer.set_value(std::move(response));
    }
    void upgrade(net::WebSocketEvents upgraded, net::WebSocketOptions) override
    {
        events = std::move(upgraded);
        send({ .status = 101 });
    }
    std::promise<net::Response> answer;
    net::WebSocketEvents events;

private:
    std::atomic<bool> sent_ = false;
};

struct TestSite {
    TestSite()
    {
        auto opened = Site::open(core, loop, clock, random,
            { .find = [this](auto const& query) { return find(query); },
                .complete = [this](auto text) { return complete(text); },
                .vocabulary = hotline::directory::test_vocabulary(),
                .places = places,
                .borders = borders,
                .categories = hotline::statistics::the_lists() },
            Operator {},
            { .first = milliseconds(100), .slowest = milliseconds(800), .step = milliseconds(50) });
        REQUIRE(opened);
        site = std::move(*opened);
        loop.start();
    }
    ~TestSite() { loop.stop(); }

    net::Response answer(net::Request const& request)
    {
        auto const sink = std::make_shared<KeptAnswer>();
        auto answered = sink->answer.get_future();
        loop.post([this, request, sink] { site->answer(request, net::Reply(sink)); });
        REQUIRE(answered.wait_for(seconds(30)) == std::future_status::ready);
        return answered.get();
    }
    /// Maria, an advocate who may read.
    hotline::Actor advocate()
    {
        auto const account = core.run<Id<hotline::Account>>(
            [](hotline::World& world) -> Result<Id<hotline::Account>> {
                hotline::Actor const administrator { .kind = hotline::Actor::Kind::Staff,
                    .account = {},
                    .roles = { hotline::people::Role::Administrator } };
                return TRY(hotline::people::invite(world, administrator,
                    { .name = "maria", .roles = { hotline::people::Role::Advocate } }))
                .account;
            });
        return { .kind = hotline::Actor::Kind::Staff,
            .account = account,
            .roles = { hotline::people::Role::Advocate } };
    }

    /// What a search finds, set by the test.
    std::function<Result<hotline::directory::Found>(hotline::directory::SearchQuery const&)> find =
        [](auto const&) { return hotline::directory::Found {}; };
    std::function<Result<std::vector<std::string>>(std::string_view)> complete = [](auto) {
        return std::vector<std::string> {};
    };
    hotline::directory::PlacesOnDemand places { REACHLINE_SOURCE_DIR "/data/places" };
    hotline::directory::BordersOnDemand borders { REACHLINE_SOURCE_DIR "/data/map" };
    TestCore core;
    SystemClock clock;
    SystemRandom random;
    net::Loop loop;
    std::unique_ptr<Site> site;
};

/// A browser without scripts: it shows one page, and sends its form with the button that is
/// pressed.
class TestBrowser {
public:
    explicit TestBrowser(TestSite& site, Source source = 1)
        : site_(site)
        , source_(source)
    {
        net::Request request;
        request.method = "GET";
        request.path = "/";
        request.source = source;
        show(site_.answer(request));
    }

    TestBrowser& type(std::string const& name, std::string value)
    {
        typed_[name] = std::move(value);
        return *this;
    }
    TestBrowser& press(std::string const& value, std::string const& name = "go")
    {
        auto fields = hidden();
        for (auto const& [typed, text] : typed_)
            fields[typed] = text;
        fields[name] = value;
        return post(fields);
    }
    TestBrowser& post(std::map<std::string, std::string> const& fields)
    {
        std::string body;
        for (auto const& [name, value] : fields)
            body += (body.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
        return post_body(body);
    }
    TestBrowser& post_body(std::string body, std::string type = "application/x-www-form-urlencoded")
    {
        net::Request request;
        request.method = "POST";
        request.path = "/";
        request.headers = { { "content-type", std::move(type) } };
        request.body = std::move(body);
        request.source = source_;
        show(site_.answer(request));
        return *this;
    }

    bool shows(std::string_view text) const { return page.body.find(text) != std::string::npos; }
    std::string at() const { return hidden()["at"]; }
    /// The form's hidden fields as they would be sent.
    std::map<std::string, std::string> hidden() const
    {
        std::map<std::string, std::string> fields;
        auto const form = page.body.find("id=\"main\"");
        for (auto tag = page.body.find("<input type=\"hidden\"", form); tag != std::string::npos;
             tag = page.body.find("<input type=\"hidden\"", tag + 1))
            fields[attribute(tag, "name")] = attribute(tag, "value");
        return fields;
    }

    net::Response page;

private:
    void show(net::Response response)
    {
        page = std::move(response);
        typed_.clear();
    }
    std::string attribute(std::size_t tag, std::string const& name) const
    {
        auto const begin = page.body.find(name + "=\"", tag) + name.size() + 2;
        return unescaped(page.body.substr(begin, page.body.find('"', begin) - begin));
    }
    static std::string unescaped(std::string text)
    {
        for (auto const& [from, to] : std::map<std::string, std::string> {
                 { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" } })
            for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at))
                text.replace(at, from.size(), to);
        for (auto at = text.find("&amp;"); at != std::string::npos; at = text.find("&amp;", at + 1))
            text.replace(at, 5, "&");
        return text;
    }
    static std::string encoded(std::string_view text)
    {
        std::string escaped;
        for (char const c : text)
            escaped += "%" + hex_of(std::as_bytes(std::span { &c, 1 }));
        return escaped;
    }

    TestSite& site_;
    Source source_;
    std::map<std::string, std::string> typed_;
};

} // namespace reachline::edges::site
