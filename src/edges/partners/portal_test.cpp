#include "edges/partners/portal_for_tests.hpp"

#include "crypto/totp.hpp"
#include "edges/sign_in/sign_in.hpp"
#include "hotline/steps/transfer/transfer.hpp"

#include <algorithm>

namespace reachline::edges::partners {

namespace transfer = steps::transfer;

TEST("nobody who is not signed in learns more than the sign-in page, wherever they knock")
{
    PortalCast cast;
    cast.referred();
    auto const reference = cast.reference();

    auto const real = cast.get("/shared/" + reference);
    auto const made_up = cast.get("/shared/" + std::string(32, '0'));

    CHECK(is(real, 200));
    CHECK(holds(real, "Passphrase"));
    CHECK_FALSE(holds(real, "Fern"));
    // The same page but for the address it leads back to.
    CHECK(body_of(real).size() == body_of(made_up).size());
}

TEST("the inbox shows what was shared, and its page exactly the fields that were agreed")
{
    PortalCast cast;
    cast.referred();
    auto const session = cast.signed_in(cast.at_the_shelter);

    auto const list = cast.get("/", session);
    auto const page = cast.get("/shared/" + cast.reference(), session);

    CHECK(is(list, 200));
    CHECK(holds(list, "/shared/" + cast.reference()));
    CHECK_FALSE(holds(list, "Fern"));
    CHECK(is(page, 200));
    CHECK(holds(page, "Fern Marigold"));
    CHECK(holds(page, "a quiet bed"));
    CHECK_FALSE(holds(page, "17 Elm Street"));
    CHECK(holds(page, "<title>Inbox</title>"));
}

TEST("a page carries a strict policy, no-store and a neutral title, and its cookie is shut to scripts")
{
    PortalCast cast;

    auto const page = cast.get("/");
    auto const chosen = cast.post("/language", "", "language=es&back=%2F");

    CHECK(holds(page, "default-src 'none'; style-src 'self'; script-src 'self'"));
    CHECK(holds(page, "no-store"));
    CHECK_FALSE(holds(page, "Reachline"));
    CHECK_FALSE(holds(page, "traffick"));
    CHECK(is(chosen, 303));
    CHECK(holds(chosen, "words=es; Path=/; HttpOnly; SameSite=Strict"));
}

TEST("what belongs to another partner answers exactly like a page that does not exist")
{
    PortalCast cast;
    cast.referred();
    auto const reference = cast.reference();
    auto const clinic = cast.signed_in(cast.at_the_clinic);
    auto const readings = cast.readings();

    auto const theirs = cast.get("/shared/" + reference, clinic);
    auto const made_up = cast.get("/shared/" + std::string(32, '0'), clinic);
    auto const nowhere = cast.get("/nowhere", clinic);
    auto const answered = cast.post("/shared/" + reference, clinic, "do=accept");

    CHECK(is(theirs, 404));
    CHECK(body_of(theirs) == body_of(made_up));
    CHECK(body_of(theirs) == body_of(nowhere));
    CHECK(is(answered, 404));
    CHECK(cast.readings() == readings);
    CHECK(cast.shared_state() == hotline::steps::State::Sent);
}

TEST("a partner says that it has it, that it can help, and what came of it")
{
    PortalCast cast;
    auto const step = cast.referred();
    auto const session = cast.signed_in(cast.at_the_shelter);
    auto const path = "/shared/" + cast.reference();

    auto const had = cast.post(path, session, "do=acknowledge");
    auto const taken = cast.post(path, session, "do=accept");
    auto const in_words = cast.post(path, session, "do=outcome&outcome=she+is+fine");
    auto const ended = cast.post(path, session, "do=outcome&outcome=served");

    CHECK(is(had, 303));
    CHECK(holds(had, "location: " + path + "?said=answer.thanks"));
    CHECK(is(taken, 303));
    CHECK(is(in_words, 400));
    CHECK(is(ended, 303));
    CHECK(cast.now(step.id).outcome == "served");
}

TEST("each form of a page carries the token of the session, also deep inside the page")
{
    PortalCast cast;
    cast.referred();
    auto const session = cast.signed_in(cast.at_the_shelter);

    auto const page = cast.get("/shared/" + cast.reference(), session);

    CHECK(holds(page, "value=\"acknowledge\""));
    CHECK(holds(page, "name=\"token\" value=\"" + form_token(session) + "\""));
    CHECK_FALSE(holds(page, "name=\"token\" value=\"\""));
}

TEST("a form from another site, or without the token of this session, changes nothing")
{
    PortalCast cast;
    auto const step = cast.referred();
    auto const session = cast.signed_in(cast.at_the_shelter);
    auto const path = "/shared/" + cast.reference();
    auto const token = "token=" + form_token(session);

    auto const foreign = cast.post_from("https://elsewhere.example.org", path, session, token + "&do=accept");
    auto const nameless = cast.post_from("null", path, session, token + "&do=accept");
    auto const tokenless = cast.post_from(cast.origin(), path, session, "do=accept");

    CHECK(is(foreign, 400));
    CHECK(is(nameless, 400));
    CHECK(is(tokenless, 403));
    CHECK(cast.now(step.id).state == hotline::steps::State::Sent);
}

TEST("when the consent is taken back the page says so and holds nothing more")
{
    PortalCast cast;
    auto const step = cast.referred();
    auto const session = cast.signed_in(cast.at_the_shelter);
    auto const path = "/shared/" + cast.reference();

    cast.core.run([&](hotline::World& world) { REQUIRE(steps::withdraw(world, cast.maria, *step.plan.consent, "said")); });
    auto const page = cast.get(path, session);

    CHECK(is(page, 200));
    CHECK(holds(page, "took their consent back"));
    CHECK_FALSE(holds(page, "Fern"));
    CHECK_FALSE(holds(page, "We can help"));
    CHECK(is(cast.post(path, session, "do=accept"), 409));
}

TEST("an invitation, an authenticator and a passphrase make an access; a wrong one tells nothing")
{
    PortalCast cast;
    hotline::Actor const olga = hotline::Cast::staff({ 15 }, { hotline::people::Role::Administrator });
    Id<hotline::Organization> const new_partner { 7100 };
    auto const invited = hotline::people::invite(cast.world, olga,
        { .name = "harbor.desk", .roles = { hotline::people::Role::PartnerUser }, .organization = new_partner });
    REQUIRE(invited);
    auto const code = [&] { return crypto::totp_digits(sign_in::totp_secret_of(invited->code), cast.world.now()); };

    auto const look = cast.post("/start", "", "invite=" + invited->code);
    auto const wrong_look = cast.post("/start", "", "invite=WRONG-CODE");
    auto const enrolled = cast.post("/enrol", "", "invite=" + invited->code + "&code=" + code() + "&passphrase=five+quiet+boats+at+noon&again=five+quiet+boats+at+noon");
    cast.advance(seconds { 60 });
    auto const wrong = cast.post("/sign-in", "", "name=harbor.desk&passphrase=other+words+here+now&code=" + code());
    auto const right = cast.post("/sign-in", "", "name=harbor.desk&passphrase=five+quiet+boats+at+noon&code=" + code() + "&back=%2F");

    CHECK(is(look, 200));
    CHECK(holds(look, "harbor.desk"));
    CHECK(is(wrong_look, 403));
    CHECK(is(enrolled, 303));
    CHECK(is(wrong, 403));
    CHECK(holds(wrong, "did not match"));
    CHECK(holds(wrong, "name=\"back\" value=\"/\""));
    CHECK(is(right, 303));
    CHECK(holds(right, "visit="));
    CHECK(holds(right, "HttpOnly; SameSite=Strict"));
    CHECK(cast.world.keys.is_unlocked(hotline::consent::vault_of(new_partner)));
}

TEST("a second user of a partner is let in at the inbox of the first, by the digits that both see")
{
    PortalCast cast;
    hotline::Actor const olga = hotline::Cast::staff({ 15 }, { hotline::people::Role::Administrator });
    Id<hotline::Organization> const partner { 7100 };
    auto const comes = [&](char const* name) {
        auto const invited = hotline::people::invite(cast.world, olga, { .name = name, .roles = { hotline::people::Role::PartnerUser }, .organization = partner }).value();
        auto const digits = crypto::totp_digits(sign_in::totp_secret_of(invited.code), cast.world.now());
        auto const enrolled = cast.post("/enrol", "", "invite=" + invited.code + "&code=" + digits + "&passphrase=five+quiet+boats+at+noon&again=five+quiet+boats+at+noon");
        cast.advance(seconds { 60 });
        auto const signing_in = [&cast, invited, name = std::string(name)] {
            return cast.post("/sign-in", "", "name=" + name + "&passphrase=five+quiet+boats+at+noon&code=" + crypto::totp_digits(sign_in::totp_secret_of(invited.code), cast.world.now()) + "&back=%2F");
        };
        return std::pair(enrolled, std::function(signing_in));
    };
    auto const session_in = [](std::string const& response) {
        auto const at = response.find("visit=") + 6;
        return response.substr(at, response.find(';', at) - at);
    };
    auto const [first_page, first_signs_in] = comes("night.desk");
    auto const session = session_in(first_signs_in());
    auto const [waiting_page, second_signs_in] = comes("day.desk");
    auto const clinic = cast.signed_in(cast.at_the_clinic);

    CHECK(is(first_page, 303));
    CHECK(is(waiting_page, 200));
    CHECK(holds(waiting_page, "Almost there, day.desk"));
    CHECK(holds(second_signs_in(), "not let in yet"));
    auto const waiting = hotline::people::waiting_for(cast.world, { .kind = hotline::Actor::Kind::Partner, .organization = partner }).value();
    REQUIRE(waiting.size() == 1);
    auto const digits = hotline::people::check_words(waiting.front().public_key);
    auto typed = digits;
    std::ranges::replace(typed, ' ', '+');
    auto const form = "account=" + std::to_string(waiting.front().id.value) + "&check_words=" + typed;
    CHECK(holds(waiting_page, digits));
    CHECK(holds(cast.get("/", session), digits));
    CHECK_FALSE(holds(cast.get("/", clinic), "day.desk"));
    CHECK(is(cast.post("/colleagues", clinic, form + "&same=yes"), 409));
    CHECK(is(cast.post("/colleagues", session, form), 400));
    CHECK(is(cast.post("/colleagues", session, "account=" + std::to_string(waiting.front().id.value) + "&check_words=0000+0000+0000&same=yes"), 400));
    CHECK(is(cast.post_from("http://elsewhere.example", "/colleagues", session, "token=" + form_token(session) + "&" + form + "&same=yes"), 400));
    CHECK(holds(second_signs_in(), "not let in yet"));

    CHECK(is(cast.post("/colleagues", session, form + "&same=yes"), 303));

    CHECK(is(second_signs_in(), 303));
    CHECK_FALSE(holds(cast.get("/", session), digits));
}

TEST("signing out ends the session, and a session of the console opens nothing here")
{
    PortalCast cast;
    auto const session = cast.signed_in(cast.at_the_shelter);
    auto const staff = hotline::people::open_session(cast.world, cast.maria.account, hotline::people::Surface::Console, 99);

    auto const out = cast.post("/sign-out", session, "");
    auto const after = cast.get("/", session);

    CHECK(is(out, 303));
    CHECK(holds(after, "Passphrase"));
    CHECK(holds(cast.get("/", staff ? *staff : ""), "Passphrase"));
}

namespace {
struct TalkCast : PortalCast {
    Id<hotline::Signal> signal = signal_with(maria);
    std::string reference;
    Id<hotline::Consent> consent {};

    TalkCast()
    {
        REQUIRE(hotline::cases::link_signal(world, maria, subject, signal));
        auto to_join = yes();
        to_join.purpose = hotline::consent::Purpose::LiveTransfer;
        to_join.fields = {};
        consent = hotline::consent::give(world, maria, to_join).value();
        auto const asked = transfer::ask(world, maria, { .signal = signal, .organization = the_shelter, .needs = { "shelter" }, .idempotency_key = "ask" });
        REQUIRE(asked);
        reference = asked->reference;
    }
    void bring_in()
    {
        core.run([&](hotline::World& world_here) {
            auto const row = transfer::all_of(world_here, maria, signal).value().front();
            REQUIRE(transfer::bring_in(world_here, maria, row.id, consent));
        });
    }
    void say(std::string const& words)
    {
        core.run([&](hotline::World& world_here) { REQUIRE(hotline::signals::write_from_person(world_here, signal, words, words)); });
    }
};
} // namespace

TEST("a provider answers for room and writes into the conversation without scripts")
{
    TalkCast cast;
    auto const session = cast.signed_in(cast.at_the_shelter);

    auto const question = cast.get("/room/" + cast.reference, session);
    auto const wrong = cast.post("/room/" + cast.reference, session, "do=yes&beds=many");
    auto const yes = cast.post("/room/" + cast.reference, session, "do=yes&beds=2");
    cast.bring_in();
    cast.say("<b>hello</b>");
    auto const said = cast.post("/talk/" + cast.reference, session, "say=we+have+a+room&key=k1");
    auto const again = cast.post("/talk/" + cast.reference, session, "say=we+have+a+room&key=k1");
    auto const page = cast.get("/talk/" + cast.reference, session);
    auto const for_clinic = cast.get("/talk/" + cast.reference, cast.signed_in(cast.at_the_clinic));

    CHECK(holds(page, "name=\"token\" value=\"" + form_token(session) + "\""));
    CHECK_FALSE(holds(page, "name=\"token\" value=\"\""));
    CHECK(holds(question, "Shelter or housing"));
    CHECK_FALSE(holds(question, "Fern"));
    CHECK(is(wrong, 400));
    CHECK(is(yes, 303));
    CHECK(is(said, 303));
    CHECK(is(again, 303));
    CHECK(holds(page, "&lt;b&gt;hello&lt;/b&gt;"));
    CHECK(page.find("we have a room") == page.rfind("we have a room"));
    CHECK(is(for_clinic, 404));
}

TEST("an open talk page hears new words at once, and that it is over when the consent ends")
{
    TalkCast cast;
    auto const session = cast.signed_in(cast.at_the_shelter);
    REQUIRE(is(cast.post("/room/" + cast.reference, session, "do=yes"), 303));
    cast.bring_in();
    net::RawClient page(cast.listener->port());
    page.send("GET /talk/" + cast.reference + "/live?after=0 HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(cast.listener->port())
        + "\r\nOrigin: " + cast.origin() + "\r\nCookie: visit=" + session
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    REQUIRE(holds(page.read_until("\r\n\r\n"), "101"));

    cast.say("hello shelter");
    auto const heard = page.read_until("hello shelter");
    cast.core.run([&](hotline::World& world) { REQUIRE(steps::withdraw(world, cast.maria, cast.consent, "said")); });
    auto const over = page.read_until("{\"over\":true}");

    CHECK(holds(heard, "with you"));
    CHECK(holds(over, "over"));
}

TEST("a talk page from another site gets no socket")
{
    TalkCast cast;
    auto const session = cast.signed_in(cast.at_the_shelter);
    REQUIRE(is(cast.post("/room/" + cast.reference, session, "do=yes"), 303));
    cast.bring_in();

    auto const answer = cast.get("/talk/" + cast.reference + "/live", session,
        "Origin: https://elsewhere.example.org\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");

    CHECK(is(answer, 404));
}

TEST("every route names its permission, and what shows a person's word or an entry asks for a partner's")
{
    for (auto const& route : Portal::routes()) {
        bool const shows = route.path == "/" || route.path.starts_with("/shared") || route.path.starts_with("/room") || route.path.starts_with("/talk")
            || route.path.starts_with("/entries") || route.path.starts_with("/beds") || route.path == "/colleagues";
        CHECK((route.permission == hotline::people::Permission::PartnerRead) == shows);
    }
}

} // namespace reachline::edges::partners
