#include "edges/site/site.hpp"

#include "base/text.hpp"
#include "edges/site/test_site.hpp"
#include "hotline/calls/trunks/trunks.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::edges::site;
using hotline::World;
namespace signals = hotline::signals;

namespace {

std::string header(net::Response const& response, std::string_view name)
{
    auto const found = std::ranges::find(response.headers, name, &net::Header::name);
    return found == response.headers.end() ? "" : found->value;
}

/// Goes the whole way from the start to an open chat.
TestBrowser& open_chat(TestBrowser& browser)
{
    return browser.press("chat").press("reason").press("talk", "reason");
}

Id<hotline::Signal> newest_signal(TestSite& test)
{
    return test.core.run<Id<hotline::Signal>>([](World& world) -> Result<Id<hotline::Signal>> {
        return TRY(hotline::desk::line(world))
        .back().id;
    });
}

void answer_as(TestSite& test, hotline::Actor const& actor, Id<hotline::Signal> signal,
    std::string const& words)
{
    test.core.run<std::int64_t>([&](World& world) -> Result<std::int64_t> {
        TRY(signals::claim(world, actor, signal));
        return signals::write_from_staff(world, actor, signal, words, words);
    });
}

std::string receipt_on(TestBrowser const& browser)
{
    auto const at = browser.page.body.find("class=\"digits\"");
    REQUIRE(at != std::string::npos);
    auto const begin = browser.page.body.find('>', at) + 1;
    return digits_of(browser.page.body.substr(begin, browser.page.body.find('<', begin) - begin));
}

} // namespace

TEST("the first page carries every protection and no name of ours")
{
    TestSite test;

    TestBrowser const browser(test);

    auto const& page = browser.page;
    CHECK(page.status == 200);
    CHECK(header(page, "cache-control") == "no-store");
    CHECK(header(page, "referrer-policy") == "no-referrer");
    CHECK(header(page, "set-cookie").empty());
    CHECK(header(page, "content-security-policy")
              .starts_with("default-src 'none'; script-src 'self'"));
    CHECK(header(page, "content-security-policy").find("frame-ancestors 'none'")
        != std::string::npos);
    CHECK(header(page, "content-security-policy").find("form-action 'self' https://www.weather.gov")
        != std::string::npos);
    CHECK(header(page, "permissions-policy").find("geolocation=()") != std::string::npos);
    CHECK(header(page, "x-robots-tag") == "noarchive");
    CHECK(browser.shows("<title>Notes</title>"));
    CHECK_FALSE(browser.shows("Reachline"));
    CHECK_FALSE(browser.shows("traffick"));
}

TEST("a person chats without scripts: asked first if it is safe, told their place, answered")
{
    TestSite test;
    auto const maria = test.advocate();
    TestBrowser browser(test);

    browser.press("chat");
    CHECK(browser.at() == "safe");
    browser.press("reason");
    CHECK(browser.at() == "reason");
    browser.press("talk", "reason");
    CHECK(browser.at() == "chat");
    CHECK(receipt_on(browser).size() == 16);
    browser.type("say", "My boss has my passport.\nI can not leave.").press("say");
    CHECK(browser.shows("My boss has my passport.\nI can not leave."));
    answer_as(test, maria, newest_signal(test), "Hello. Are you safe right now?");
    browser.press("look");

    CHECK(browser.shows("Hello. Are you safe right now?"));
    CHECK(browser.shows("You are talking with an advocate."));
    CHECK(test.core.count("signals") == 1);
    CHECK(test.core.count("messages") == 2);
}

TEST("a phone line that is down is told on every page with the way that works, until it is up again")
{
    namespace trunks = hotline::calls::trunks;
    TestSite test;
    auto const tell = [&](trunks::State state) {
        test.core.run<int>([state](World& world) -> Result<int> {
            TRY(trunks::told(world, { "main", state, "" }));
            return 0;
        });
        TestBrowser const meanwhile(test); // the word is on its way to the pages while this one is shown
    };
    constexpr auto banner = "The phone line may not work right now. Chat works.";
    auto const before = TestBrowser(test).shows(banner);

    tell(trunks::State::Down);
    TestBrowser browser(test);
    auto const at_home = browser.shows(banner) && browser.shows("may not work right now</span>");
    auto const of_status = browser.press("status").shows("the line may not work right now");
    auto const in_chat = open_chat(browser.press("home")).shows(banner);
    tell(trunks::State::Up);

    CHECK_FALSE(before);
    CHECK(at_home);
    CHECK(of_status);
    CHECK(in_chat);
    CHECK_FALSE(TestBrowser(test).shows(banner));
}

TEST("looking for an answer waits until one comes")
{
    TestSite test;
    auto const maria = test.advocate();
    TestBrowser browser(test);
    open_chat(browser);
    auto const signal = newest_signal(test);
    auto const begun = std::chrono::steady_clock::now();

    auto looking = std::async(std::launch::async, [&] { browser.press("look"); });
    CHECK(looking.wait_for(milliseconds(150)) == std::future_status::timeout);
    answer_as(test, maria, signal, "I am here.");
    looking.get();

    CHECK(browser.shows("I am here."));
    CHECK(std::chrono::steady_clock::now() - begun < seconds(10));
}

TEST("the same post sent twice opens one chat and keeps one message")
{
    TestSite test;
    TestBrowser browser(test);
    browser.press("chat").press("reason");
    auto opening = browser.hidden();
    opening["reason"] = "talk";

    browser.post(opening);
    auto const receipt = receipt_on(browser);
    browser.post(opening);
    CHECK(receipt_on(browser) == receipt);
    auto words = browser.hidden();
    words["go"] = "say";
    words["say"] = "only once";
    browser.post(words);
    browser.post(words);

    CHECK(test.core.count("signals") == 1);
    CHECK(test.core.count("messages") == 1);
}

TEST("a general question is led to the answers before the line, and may still stand in it")
{
    TestSite test;
    TestBrowser browser(test);

    browser.press("chat").press("reason").press("question", "reason");
    CHECK(browser.at() == "answers");
    CHECK(browser.shows("Many questions are answered here."));
    CHECK(test.core.count("signals") == 0);
    browser.press("still", "reason");

    CHECK(browser.at() == "chat");
    CHECK(test.core.count("signals") == 1);
}

TEST("a tip goes page by page, is seen before it is sent, and opens again by its receipt")
{
    TestSite test;
    auto const maria = test.advocate();
    TestBrowser browser(test);

    browser.press("tip").press("tip_start");
    browser.type("when_urgent", "longer").press("tip_next");
    browser.type("what_happened", "Two women never leave the shop.\nThey sleep there.")
        .press("tip_next");
    browser.type("state", "TX").type("place", "Houston").press("tip_next");
    browser.press("tip_skip").press("tip_skip").press("tip_skip");
    CHECK(browser.at() == "tip_review");
    CHECK(browser.shows("Two women never leave the shop.\nThey sleep there."));
    CHECK(browser.shows("Texas"));
    browser.press("tip_send");
    CHECK(browser.at() == "tip_sent");
    auto const receipt = receipt_on(browser);
    answer_as(test, maria, newest_signal(test), "Thank you. What is the name of the shop?");
    TestBrowser later(test, 7);
    later.press("back").type("number", receipt).press("back_open");

    CHECK(later.shows("Your tip and our answer"));
    CHECK(later.shows("Thank you. What is the name of the shop?"));
    later.type("say", "It is the one at the corner.").press("say");
    CHECK(later.shows("It is the one at the corner."));
    CHECK(test.core.count("signals") == 1);
}

TEST("an urgent tip asks for a call, chat or text instead, and may still be left")
{
    TestSite test;
    TestBrowser browser(test);

    browser.press("tip").press("tip_start").type("when_urgent", "day").press("tip_next");
    CHECK(browser.at() == "tip_urgent");
    CHECK(browser.shows("Talking to us is faster"));
    browser.press("tip_anyway");
    browser.type("what_happened", "Last night behind the motel.").press("tip_next");
    for (int i = 0; i < 4; ++i)
        browser.press("tip_skip");
    browser.press("tip_send");

    CHECK(browser.at() == "tip_sent");
}

TEST("a tip sent twice is one tip with one receipt, and an empty one is not sent")
{
    TestSite test;
    TestBrowser browser(test);
    browser.press("tip").press("tip_start").press("tip_next");
    for (int i = 0; i < 5; ++i)
        browser.press("tip_skip");
    CHECK(browser.shows("Nothing is filled in yet."));
    browser.press("what", "change").type("what_happened", "A van at night.").press("tip_next");
    for (int i = 0; i < 4; ++i)
        browser.press("tip_next");
    auto sending = browser.hidden();
    sending["go"] = "tip_send";

    browser.post(sending);
    auto const receipt = receipt_on(browser);
    browser.post(sending);

    CHECK(receipt_on(browser) == receipt);
    CHECK(test.core.count("signals") == 1);
}

TEST("what is typed survives a change of language, a full core and letters that break")
{
    TestSite test;
    TestBrowser browser(test);
    browser.press("tip").press("tip_start").press("tip_next");
    browser.type("what_happened", "Words <b>that</b> stay & stay").press("es", "to");
    CHECK(browser.shows("<h1 tabindex=\"-1\">¿Qué pasó?</h1>"));
    CHECK(browser.shows("Words &lt;b&gt;that&lt;/b&gt; stay &amp; stay"));
    browser.type("what_happened", "Words that stay").press("tip_next");
    for (int i = 0; i < 4; ++i)
        browser.press("tip_skip");

    test.core.busy_for = edges::Urgency::Tip;
    browser.press("tip_send");

    CHECK(browser.at() == "tip_review");
    CHECK(browser.shows("Words that stay"));
    CHECK(browser.shows("role=\"alert\""));
    test.core.busy_for = {};
    browser.press("tip_send");
    CHECK(browser.at() == "tip_sent");
}

TEST("letters that do not arrive are shown again and nothing is kept of them")
{
    TestSite test;
    TestBrowser browser(test);
    open_chat(browser);
    auto const token = browser.hidden()["token"];

    browser.post_body("at=chat&go=say&key=k1&token=" + token + "&say=please+help+my+sister%E9");

    CHECK(browser.at() == "chat");
    CHECK(browser.shows("please help my sister\xEF\xBF\xBD</textarea>"));
    CHECK(browser.shows("Nothing was saved yet."));
    CHECK(test.core.count("messages") == 0);
}

TEST("words that are too long are shown again with a word about it")
{
    TestSite test;
    TestBrowser browser(test);
    open_chat(browser);
    std::string const much(9'000, 'x');

    browser.type("say", much).press("say");

    CHECK(browser.at() == "chat");
    CHECK(browser.shows(much));
    CHECK(browser.shows("This is too long to send at once."));
    CHECK(test.core.count("messages") == 0);
}

TEST("the page that opened a chat, sent again from a history after it was hidden, opens nothing")
{
    TestSite test;
    TestBrowser browser(test);
    browser.press("chat").press("reason");
    auto opening = browser.hidden();
    opening["reason"] = "talk";
    browser.post(opening);
    auto const receipt = receipt_on(browser);
    browser.press("came_in");

    browser.post(opening);

    CHECK(browser.shows("<h1 tabindex=\"-1\">Notes</h1>"));
    CHECK_FALSE(browser.shows(receipt));
    CHECK(test.core.count("signals") == 1);
}

TEST("a tip sent again after somebody came back with its number shows nothing of it")
{
    TestSite test;
    TestBrowser browser(test);
    browser.press("tip").press("tip_start").press("tip_next").type("what_happened", "A van.").press("tip_next");
    for (int i = 0; i < 4; ++i)
        browser.press("tip_skip");
    auto sending = browser.hidden();
    sending["go"] = "tip_send";
    browser.post(sending);
    auto const receipt = receipt_on(browser);
    TestBrowser back(test);
    back.press("back").type("number", receipt).press("back_open");

    browser.post(sending);

    CHECK(back.at() == "chat");
    CHECK_FALSE(browser.shows(receipt));
    CHECK_FALSE(browser.shows("A van."));
    CHECK(test.core.count("signals") == 1);
}

TEST("quick exit leads away at once, clears the browser and hides the chat")
{
    TestSite test;
    TestBrowser browser(test);
    open_chat(browser).type("say", "somebody knocks").press("say");
    auto const receipt = receipt_on(browser);
    auto const chat = browser.hidden();
    TestBrowser leaving(test);

    leaving.post({ { "go", "exit" }, { "token", chat.at("token") } });

    CHECK(leaving.page.status == 303);
    CHECK(header(leaving.page, "location") == "https://www.weather.gov/");
    CHECK(header(leaving.page, "clear-site-data") == "\"*\"");
    CHECK(leaving.page.body.empty());
    auto again = chat;
    again["go"] = "look";
    browser.post(again);
    CHECK_FALSE(browser.shows("somebody knocks"));
    CHECK_FALSE(browser.shows("chat"));
    CHECK(browser.shows("<h1 tabindex=\"-1\">Notes</h1>"));
    again["go"] = "say";
    again["say"] = "sent again from the history";
    browser.post(again);
    CHECK_FALSE(browser.shows("from the history"));
    browser.press("back").type("number", receipt).press("back_open");
    CHECK(browser.shows("somebody knocks"));
}

TEST("when somebody comes in, the page tells nothing and the advocate knows")
{
    TestSite test;
    TestBrowser browser(test);
    open_chat(browser);
    auto const signal = newest_signal(test);

    browser.press("came_in");

    CHECK(browser.page.status == 200);
    CHECK_FALSE(browser.shows("chat"));
    CHECK_FALSE(browser.shows("advocate"));
    CHECK_FALSE(browser.shows("911"));
    CHECK(browser.shows("<h1 tabindex=\"-1\">Notes</h1>"));
    auto const safety =
        test.core.run<signals::Safety>([signal](World& world) -> Result<signals::Safety> {
            return TRY(signals::find(world, signal))
            .safety;
        });
    CHECK(safety == signals::Safety::NotSafe);
}

TEST("while the vault is locked, a chat is taken in and earlier words are kindly not shown")
{
    TestSite test;
    test.core.ledger.keys.lock(hotline::keys::hotline_vault);
    TestBrowser browser(test);

    open_chat(browser).type("say", "first words").press("say");
    browser.type("say", "second words").press("say");

    CHECK(browser.at() == "chat");
    CHECK_FALSE(browser.shows("first words"));
    CHECK(browser.shows("2 messages are kept safe."));
    CHECK(test.core.count("messages") == 2);
}

TEST("every wrong number gets the same page, whatever is wrong with it")
{
    TestSite test;
    TestBrowser browser(test);
    open_chat(browser);
    auto mistyped = receipt_on(browser);
    mistyped.back() = mistyped.back() == '0' ? '1' : '0';

    std::vector<std::string> pages;
    Source source = 100;
    for (auto const& number : { mistyped, std::string("0000000000000000"), std::string("12"),
             std::string(), std::string("not a number <b>"), std::string(40, '9') }) {
        TestBrowser guess(test, ++source);
        guess.press("back").type("number", number).press("back_open");
        CHECK(guess.page.status == 200);
        pages.push_back(guess.page.body);
    }

    for (auto const& page : pages)
        CHECK(page == pages.front());
    CHECK(pages.front().find("We can not open anything with this number.") != std::string::npos);
}

TEST("guessing is slow for who guesses and not for others")
{
    TestSite test;
    TestBrowser guesser(test, 1);
    TestBrowser other(test, 2);
    auto const timed = [](auto&& act) {
        auto const begun = std::chrono::steady_clock::now();
        act();
        return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun);
    };
    auto const guess = [](TestBrowser& browser) {
        browser.press("back").type("number", "1234123412341234").press("back_open");
    };

    auto const first = timed([&] { guess(guesser); });
    auto const second = timed([&] { guess(guesser); });
    auto const of_another = timed([&] { guess(other); });

    CHECK(first >= milliseconds(95));
    CHECK(second >= milliseconds(195));
    CHECK(of_another < milliseconds(290));
    CHECK(other.at() == "back");
}

TEST("a source that floods waits for itself, and everybody else is taken in at once")
{
    TestSite test;
    TestBrowser flood(test, 66);
    flood.press("chat").press("reason");
    auto opening = flood.hidden();
    opening["reason"] = "talk";
    std::vector<TestBrowser> floods(90, flood);
    std::vector<std::future<void>> running; // after them: it ends first, and waits for who uses them

    for (std::size_t i = 0; i < floods.size(); ++i) {
        auto one = opening;
        auto& key = one["key"];
        key[0] = "0123456789abcdef"[i % 16];
        key[1] = "0123456789abcdef"[i / 16];
        running.push_back(std::async(std::launch::async, [&, one, i] { floods[i].post(one); }));
    }
    TestBrowser maria(test, 5);
    open_chat(maria);

    CHECK(maria.at() == "chat");
    for (auto& one : running)
        one.get();
    auto const sent_away = std::ranges::count_if(
        floods, [](auto const& one) { return one.shows("One moment, please"); });
    CHECK(sent_away > 0);
    CHECK(sent_away < 90);
    auto const held = *std::ranges::find_if(
        floods, [](auto const& one) { return one.shows("One moment, please"); });
    auto trying_again = held;
    trying_again.press("yes", "again");
    CHECK(trying_again.at() == "chat");
}

TEST("what is not a page of ours is answered clearly")
{
    TestSite test;
    auto const ask = [&](std::string method, std::string path, std::string query = "") {
        net::Request request;
        request.method = std::move(method);
        request.path = std::move(path);
        request.query = std::move(query);
        return test.answer(request);
    };

    CHECK(ask("GET", "/healthz").status == 200);
    CHECK(ask("GET", "/healthz").body == "{\"status\":\"ok\"}");
    CHECK(ask("GET", "/robots.txt").body.find("Disallow: /") != std::string::npos);
    CHECK(ask("GET", "/style.css").status == 200);
    CHECK(ask("GET", "/page.js").status == 200);
    CHECK(header(ask("GET", "/icon.svg"), "content-type") == "image/svg+xml");
    CHECK(ask("GET", "/", "q=shelter").status == 303);
    CHECK(header(ask("GET", "/", "q=shelter"), "location") == "/");
    CHECK(ask("GET", "/wp-admin.php").status == 404);
    CHECK(ask("GET", "/../words/en.json").status == 404);
    CHECK(ask("DELETE", "/").status == 405);
    CHECK(header(ask("PUT", "/"), "allow") == "GET, HEAD, POST");
    CHECK(ask("POST", "/style.css").status == 405);
    CHECK(test.site->refusal(413).status == 413);
    CHECK(test.site->refusal(413).body.find("This was too much at once") != std::string::npos);
}

TEST("a body that is no form of ours gets a kind page with the words in it")
{
    TestSite test;
    TestBrowser browser(test);

    browser.post_body(
        "{\"say\":\"a long cry for help that should not be lost at all\"}", "application/json");
    CHECK(browser.page.status == 400);
    browser.post_body("say=one&say=two");
    CHECK(browser.page.status == 400);
    browser.post_body("say=" + std::string(60, 'w') + "+help&at=1&at=2");

    CHECK(browser.page.status == 400);
    CHECK(browser.shows(std::string(60, 'w') + " help"));
    CHECK(browser.shows("We could not read this"));
}

TEST("any step with any nonsense in it is answered with a page")
{
    TestSite test;
    TestBrowser browser(test);
    std::vector<std::string> const steps { "", "home", "safe", "safe_tip", "unsafe", "chat",
        "reason", "say", "look", "came_in", "end", "tip", "tip_start", "tip_next", "tip_back",
        "tip_skip", "tip_send", "tip_anyway", "back", "answers", "status", "keep", "texting",
        "find", "statistics", "service", "ended", "tip_group", "tip_review", "tip_sent", "hidden",
        "wrong", "by_reason", "nonsense", "<script>" };

    for (auto const& step : steps)
        for (auto const& field : { "go", "at" })
            for (auto const& filling : { "", "-1", "99999999999999999999", "<script>", "'\"" }) {
                CAPTURE(step);
                std::map<std::string, std::string> fields { { "step", filling },
                    { "token", filling }, { "key", filling }, { "reason", filling },
                    { "service", filling }, { "from", filling }, { "change", filling },
                    { "state", filling }, { "when_urgent", filling }, { "language", filling },
                    { "speak", filling }, { "number", filling } };
                fields[field] = step;
                browser.post(fields);
                CHECK(browser.page.status < 500);
                CHECK_FALSE(browser.shows("<script>"));
            }
}
