// What somebody sees and presses on the public site, before any advocate hears of them.

#include "app/story/stage.hpp"

#include "app/story/public_site.hpp"
#include "hotline/desk/desk.hpp"

namespace reachline::app::story {

namespace {

using hotline::World;

Complaint opens(Stage& stage, std::string const& who)
{
    auto site = stage.public_site();
    if (!site)
        return std::string(site.error().text.view());
    return complaint_of(stage.visitors[named(who)].open(**site, stage.now()));
}

Complaint presses(Stage& stage, std::string const& who, std::string const& label)
{
    auto site = stage.public_site();
    if (!site)
        return std::string(site.error().text.view());
    return complaint_of(stage.visitors.at(named(who)).press(**site, label, stage.now()));
}

Complaint sees(Stage& stage, std::string const& who, std::string const& words, bool expected)
{
    auto const seen = stage.visitors.at(named(who)).seen();
    bool const there = seen.find(words) != seen.npos;
    return expect(there == expected, expected ? "the page says: " + seen.substr(0, 400) : "it stands on the page");
}

/// The story goes on with this conversation as with one that arrived.
Complaint is_in(Stage& stage, std::string const& who, std::string const& name)
{
    auto const token = stage.visitors.at(named(who)).token();
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const signal = TRY(hotline::signals::find_by_token(world, token));
        stage.signalers[named(name)] = { signal.id, token, {}, 0 };
        TRY(hotline::desk::settle(world));
        return Complaint {};
    });
}

} // namespace

Sentences site_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "{who} opens the public site", [](S stage, A said) { return opens(stage, said[0]); } },
        { "{who} presses {label}", [](S stage, A said) { return presses(stage, said[0], said[1]); } },
        { "{who} types {words} under {label}",
            [](S stage, A said) {
                return complaint_of(stage.visitors.at(named(said[0])).type(said[2], said[1]));
            } },
        { "{who} is now in {name}", [](S stage, A said) { return is_in(stage, said[0], said[1]); } },
        { "expect {who} not to see {words}", [](S stage, A said) { return sees(stage, said[0], said[1], false); } },
        { "expect {who} to see {words}", [](S stage, A said) { return sees(stage, said[0], said[1], true); } },
    };
}

} // namespace reachline::app::story
