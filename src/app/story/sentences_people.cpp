#include "app/story/stage.hpp"

#include "base/text.hpp"
#include "hotline/desk/desk.hpp"

namespace reachline::app::story {

namespace {

namespace people = hotline::people;
namespace desk = hotline::desk;
using hotline::Actor;
using hotline::World;
using hotline::keys::hotline_vault;

std::string codes_of(std::string_view languages)
{
    std::string codes;
    auto const add = [&](std::string_view name, std::string_view code) {
        if (languages.find(name) != std::string_view::npos)
            codes += (codes.empty() ? "" : ",") + std::string(code);
    };
    add("English", "en");
    add("Spanish", "es");
    return codes;
}

Complaint joins(Stage& stage, std::string const& name, people::Role role, std::string const& languages)
{
    SystemRandom random;
    auto key = std::make_shared<crypto::KeyPair>(crypto::KeyPair::make(random));
    auto const joined = stage.run<people::AccountRow>([&](World& world) -> Result<people::AccountRow> {
        auto const invited = TRY(people::invite(world, Actor::system(),
            { .name = lower_ascii(name), .roles = { role }, .languages = languages }));
        auto const& public_key = key->public_key();
        auto account = TRY(people::activate(world, invited.code,
            { .salt = Bytes(16), .public_key = Bytes(public_key.begin(), public_key.end()), .totp_sealed = Bytes(1) }));
        if (account.state == people::AccountState::Waiting)
            TRY(people::admit(world, Actor::system(), account.id));
        return account;
    });
    if (!joined)
        return std::string(joined.error().text.view());
    stage.staff[name] = { .account = joined->id,
        .actor = { .kind = Actor::Kind::Staff, .account = joined->id, .roles = joined->roles },
        .key = key,
        .token = {},
        .window_open = false };
    return {};
}

Complaint signs_in(Stage& stage, std::string const& name)
{
    auto& member = stage.staff.at(name);
    auto const token = stage.run<std::string>([&](World& world) -> Result<std::string> {
        auto opened = TRY(people::open_session(world, member.account, people::Surface::Console,
            milliseconds_of(stage.now()) / 30'000 + static_cast<std::int64_t>(stage.things["step"]++)));
        if (TRY(world.keys.is_member(hotline_vault, member.account)))
            TRY(world.keys.unlock(hotline_vault, member.account, *member.key));
        return opened;
    });
    if (!token)
        return std::string(token.error().text.view());
    member.token = *token;
    member.window_open = true;
    return {};
}

Complaint comes_on_shift(Stage& stage, std::string const& name)
{
    if (stage.staff.at(name).token.empty())
        if (auto complaint = signs_in(stage, name))
            return complaint;
    return complaint_of(stage.run([&](World& world) {
        return desk::set_presence(world, stage.staff.at(name).actor, desk::Presence::On);
    }));
}

Complaint signs_out(Stage& stage, std::string const& name)
{
    auto& member = stage.staff.at(name);
    auto const done = stage.run([&](World& world) -> Done {
        if (member.actor.may(people::Permission::AnswerSignals))
            TRY(desk::set_presence(world, member.actor, desk::Presence::Off));
        return people::end_session(world, member.token);
    });
    member.token.clear();
    member.window_open = false;
    return complaint_of(done);
}

} // namespace

Sentences people_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "{who} is an advocate who speaks {languages}",
            [](S stage, A said) { return joins(stage, said[0], people::Role::Advocate, codes_of(said[1])); } },
        { "{who} is a supervisor",
            [](S stage, A said) { return joins(stage, said[0], people::Role::Supervisor, "en"); } },
        { "{who} comes on shift", [](S stage, A said) { return comes_on_shift(stage, said[0]); } },
        { "{who} signs in", [](S stage, A said) { return signs_in(stage, said[0]); } },
        { "{who} signs out", [](S stage, A said) { return signs_out(stage, said[0]); } },
        { "{who} loses the network",
            [](S stage, A said) {
                stage.staff.at(said[0]).window_open = false;
                return Complaint {};
            } },
        { "{number} minutes pass", [](S stage, A said) { return stage.pass(seconds(60 * std::stoi(said[0]))); } },
        { "{number} seconds pass", [](S stage, A said) { return stage.pass(seconds(std::stoi(said[0]))); } },
        { "the server is killed and starts again", [](S stage, A) { return stage.restart(); } },
        { "expect the vault to be locked",
            [](S stage, A) { return expect(!stage.world().keys.is_unlocked(), "somebody has the vault open"); } },
        { "expect the vault to be open",
            [](S stage, A) { return expect(stage.world().keys.is_unlocked(), "nobody has the vault open"); } },
        { "expect to be refused",
            [](S stage, A) {
                bool const refused = stage.last_refusal.has_value();
                stage.last_refusal.reset();
                return expect(refused, "nothing was refused");
            } },
    };
}

} // namespace reachline::app::story
