#include "app/story/stage.hpp"

#include "hotline/desk/desk.hpp"
#include "hotline/people/vaults.hpp"

namespace reachline::app::story {

namespace {

namespace people = hotline::people;
namespace desk = hotline::desk;
using hotline::World;

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
    return complaint_of(join(stage, { .name = name, .roles = { role }, .languages = languages }));
}

/// A passphrase opens a session and, for who holds a wrap of it, the vault of the house.
Complaint signs_in(Stage& stage, std::string const& who)
{
    auto& member = stage.staff.at(named(who));
    // A code of the authenticator opens one session only; the next half minute brings the next.
    auto const code = milliseconds_of(stage.now()) / 30'000 + member.sign_ins++;
    auto const token = stage.run<std::string>([&](World& world) -> Result<std::string> {
        auto opened = TRY(people::open_session(world, member.account, member.surface, code));
        TRY(people::unlock_vaults(world, TRY(people::account(world, member.account)), *member.key));
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

Complaint signs_out(Stage& stage, std::string const& who)
{
    auto& member = stage.staff.at(named(who));
    auto const done = stage.run([&](World& world) -> Done {
        if (member.actor.may(people::Permission::AnswerSignals))
            TRY(desk::set_presence(world, member.actor, desk::Presence::Off));
        return people::end_session(world, member.token);
    });
    member.token.clear();
    member.window_open = false;
    return complaint_of(done);
}

Complaint was_refused(Stage& stage, std::optional<std::string> const& why)
{
    auto const refusal = std::exchange(stage.last_refusal, std::nullopt);
    if (!refusal)
        return "nothing was refused";
    auto const said = std::string(refusal->text.view());
    return expect(!why || *why == said, "it was refused: " + said);
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
        { "{who} is an advocate and a liaison who speaks {languages}",
            [](S stage, A said) {
                return complaint_of(join(stage, { .name = said[0],
                    .roles = { people::Role::Advocate, people::Role::Liaison }, .languages = codes_of(said[1]) }));
            } },
        { "{who} is a supervisor and a liaison",
            [](S stage, A said) {
                return complaint_of(
                    join(stage, { .name = said[0], .roles = { people::Role::Supervisor, people::Role::Liaison } }));
            } },
        { "{who} comes on shift", [](S stage, A said) { return comes_on_shift(stage, said[0]); } },
        { "{who} signs in", [](S stage, A said) { return signs_in(stage, said[0]); } },
        { "{who} signs out", [](S stage, A said) { return signs_out(stage, said[0]); } },
        { "{who} loses the network",
            [](S stage, A said) {
                stage.staff.at(said[0]).window_open = false;
                return Complaint {};
            } },
        { "{number} days pass", [](S stage, A said) { return stage.days_pass(std::stoi(said[0])); } },
        { "{number} minutes pass", [](S stage, A said) { return stage.pass(seconds(60 * std::stoi(said[0]))); } },
        { "{number} seconds pass", [](S stage, A said) { return stage.pass(seconds(std::stoi(said[0]))); } },
        { "the server is killed and starts again", [](S stage, A) { return stage.restart(); } },
        { "expect the vault to be locked",
            [](S stage, A) { return expect(!stage.world().keys.is_unlocked(), "somebody has the vault open"); } },
        { "expect the vault to be open",
            [](S stage, A) { return expect(stage.world().keys.is_unlocked(), "nobody has the vault open"); } },
        { "expect to be refused: {why}", [](S stage, A said) { return was_refused(stage, said[0]); } },
        { "expect to be refused", [](S stage, A) { return was_refused(stage, {}); } },
    };
}

} // namespace reachline::app::story
