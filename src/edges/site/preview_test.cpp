// Every page in every language with made-up content: what it weighs, that it is whole, that it asks
// nobody else for anything, and that hostile markup stays text. With REACHLINE_PREVIEW=folder the
// pages are written there, to be looked at.

#include "base/test.hpp"
#include "edges/site/apply/pages.hpp"
#include "edges/site/directory_pages.hpp"
#include "hotline/directory/test_directory.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace reachline;
using namespace reachline::edges::site;

namespace {

constexpr Time now = time_of(1'795'000'000'000);
constexpr std::string_view hostile =
    "</textarea></p>\"'><script>alert(1)</script><img src=x onerror=alert(1)> {{TITLE}} [[leave]]";

struct Preview {
    std::string name;
    std::string html;
};

Bubble said(Bubble::Side side, std::string text, minutes before, std::int64_t position)
{
    return { side, std::move(text), now - before, position };
}

Listing a_shelter(std::string_view words)
{
    std::string const typed(words);
    return { .id = 812,
        .number = 1,
        .name = "Harbor House emergency shelter " + typed,
        .by = "Harbor House " + typed,
        .alert = "The front door is under repair: please ring at the side. " + typed,
        .takes_new = true,
        .confidential = false,
        .phones = { { .number = "713-555-0142" },
            { .label = "Text " + typed, .number = "713-555-0143", .is_text = true } },
        .answers = { { "find.hours", "Open now" }, { "find.distance", "about 3 miles" },
            { "find.languages", "English, Spanish, Vietnamese" },
            { "find.who", "Women with or without children " + typed } },
        .unconfirmed = "Not confirmed since March 3, 2025. Please call before you go.",
        .about = "A safe bed for up to 60 days.\nMeals, clothes and a case manager. " + typed,
        .facts = { { "find.week", "Mon, Tue 9 am to 5 pm\nSat 10 am to 2 pm" },
            { "find.address", "100 Made-up Street, Houston, TX 77002 " + typed },
            { "find.pets", "can come along" } } };
}

Listing a_secret_place()
{
    return { .id = 813,
        .number = 2,
        .name = "A quiet place",
        .takes_new = false,
        .confidential = true,
        .taken = true,
        .answers = {
            { "find.area", "Harris County, TX" }, { "find.languages", "English, Spanish" } } };
}

MapDrawing a_map(std::string_view words)
{
    return { .counties = "M10 10l20 30 40 5",
        .states = "M0 600l1600 10",
        .asked = {},
        .markers = { { .x = 300, .y = 300, .half = marker_radius, .label = "1" },
            { .x = 900, .y = 500, .half = 90, .label = "3, 10" } },
        .towns = { { 800, 620, "Houston " + std::string(words) } } };
}

std::vector<StatisticsTable> tables(Language const& language)
{
    return { { .caption = std::string(language.say("status.way")),
                 .kind = std::string(language.say("status.way")),
                 .rows = { { "Webchat", 1204 }, { "Tips", 730 }, { "Calls", 310 },
                     { "Other", std::nullopt } } },
        { .caption = std::string(language.say("reason.heading")),
            .kind = std::string(language.say("status.now")),
            .rows = { { "Tip", 812 }, { "Crisis", 402 }, { "Referral", 390 } } } };
}

std::vector<Preview> every_page(
    Pages const& pages, TipForm const& form, Language const& language, std::string_view words = "")
{
    std::string const typed(words);
    auto const frame = [&](std::string at) {
        return Frame { .language = language, .at = std::move(at), .state = { { "key", typed } } };
    };
    auto with_problem = frame("chat");
    with_problem.problem = "chat.problem.unsent";
    with_problem.token = std::string(64, 'a');
    Answers const answers {
        { "what_happened", "Two young women never leave the shop.\nThey sleep there. " + typed },
        { "what_kind", "work" }, { "state", "TX" }, { "minor", "unsure" }, { "your_name", typed }
    };
    auto const long_words = std::string("I think my friend is in trouble. Her boss keeps her "
                                        "passport and she can not leave the house. ");
    ChatPage const talk { .state = ChatPage::State::Active,
        .wait = { .on_now = 2, .expected = {} },
        .now = now,
        .bubbles = { said(Bubble::Side::You, long_words + typed, minutes(7), 1),
            said(Bubble::Side::Us, "Hello, I am glad that you wrote. Are you safe right now?",
                minutes(5), 2),
            said(Bubble::Side::You, "yes", minutes(4), 3),
            said(Bubble::Side::Partner, "I am from Harbor House. We have a room. " + typed,
                minutes(1), 4),
            said(Bubble::Side::Note, "The advocate is back in a moment.", minutes(0), 5) },
        .receipt = "4821093755120043",
        .draft = typed };
    auto waiting = talk;
    waiting.state = ChatPage::State::Waiting;
    waiting.ahead = 1;
    waiting.wait.expected = seconds(230);
    waiting.bubbles.resize(1);
    auto locked = waiting;
    locked.bubbles.clear();
    locked.locked = 3;
    locked.wait.on_now = 0;
    FindPage find { .vocabulary = hotline::directory::test_vocabulary(),
        .need = { .words = typed,
            .place = "Houston",
            .kind = "shelter_em",
            .spoken = "es",
            .age = "17",
            .also = { "deaf", "pregnant" },
            .children = true } };
    auto found = find;
    found.searched = true;
    found.asked = "shelter, Houston " + typed;
    found.count = 47;
    found.near = "Houston, TX";
    found.remarks = { "We looked for shelter, not shelltr. " + typed };
    found.corrected = true;
    found.other_places = { "Houston, MS", "Houston, AK" };
    found.listings = { a_shelter(words), a_secret_place() };
    found.more_from = 2;
    found.less_from = 0;
    found.everywhere = { a_secret_place() };
    found.taken = 2;
    auto on_map = found;
    on_map.as_map = true;
    on_map.map = a_map(words);
    static auto const application = *apply::Form::read(embedded::site_files());
    auto const& vocabulary = hotline::directory::test_vocabulary();
    Answers const applied { { "who.organization", "Copper Lantern " + typed },
        { "who.type", "coalition" }, { "services.0.what.main", "shelter_em" },
        { "services.0.whom.languages", "en,es" },
        { "references.letters.1.text", "A letter. " + typed }, { "who.description", typed } };
    auto const asked = [&](std::size_t step) {
        return pages.show(frame("apply_group"),
            ApplyGroupPage { .form = application,
                .vocabulary = vocabulary,
                .step = step,
                .services = 1,
                .answers = applied,
                .troubles = { { "who.contact.phone", "bad_phone" },
                    { "services.0.where.week_opens", "bad_hours" },
                    { "references.is_true", "not_agreed" } } });
    };
    auto nothing = find;
    nothing.searched = true;
    nothing.as_map = true;
    return {
        { "home",
            pages.show(frame("home"), HomePage { .wait = { 3, seconds(130) }, .place = typed }) },
        { "home-nobody", pages.show(frame("home"), HomePage { .wait = { 0, {} } }) },
        { "safe", pages.show(frame("safe"), SafePage { "reason" }) },
        { "unsafe", pages.show(frame("unsafe"), UnsafePage {}) },
        { "reason", pages.show(frame("reason"), ReasonPage { language.code() }) },
        { "chat", pages.show(with_problem, talk) },
        { "chat-waiting", pages.show(frame("chat"), waiting) },
        { "chat-locked", pages.show(frame("chat"), locked) },
        { "hidden", pages.show(frame("hidden"), HiddenPage {}) },
        { "take_back", pages.show(frame("take_back"), TakeBackPage {}) },
        { "taken_back", pages.show(frame("taken_back"), TakenBackPage {}) },
        { "ended", pages.show(frame("ended"), EndedPage { "4821093755120043" }) },
        { "moment", pages.show(frame("moment"), MomentPage {}) },
        { "texting", pages.show(frame("texting"), TextingPage {}) },
        { "keep", pages.show(frame("keep"), KeepPage {}) },
        { "answers", pages.show(frame("answers"), AnswersPage { .led = true }) },
        { "status", pages.show(frame("status"), StatusPage { { 3, seconds(20) }, now }) },
        { "back", pages.show(frame("back"), BackPage { typed }) },
        { "wrong",
            pages.show(frame("wrong"), WrongPage { WrongPage::Kind::Letters, typed + "x" }) },
        { "tip-start", pages.show(frame("tip_start"), TipStartPage { form, "unsure" }) },
        { "tip-urgent", pages.show(frame("tip_urgent"), TipUrgentPage { { 3, seconds(20) } }) },
        { "tip-what", pages.show(frame("tip_group"), TipGroupPage { form, 0, answers }) },
        { "tip-where", pages.show(frame("tip_group"), TipGroupPage { form, 1, answers }) },
        { "tip-who", pages.show(frame("tip_group"), TipGroupPage { form, 2, answers }) },
        { "tip-you", pages.show(frame("tip_group"), TipGroupPage { form, 3, answers }) },
        { "tip-reach", pages.show(frame("tip_group"), TipGroupPage { form, 4, answers }) },
        { "tip-review", pages.show(frame("tip_review"), TipReviewPage { form, answers }) },
        { "tip-empty", pages.show(frame("tip_review"), TipReviewPage { form, {} }) },
        { "tip-sent", pages.show(frame("tip_sent"), TipSentPage { "4821093755120043" }) },
        { "find", pages.show(frame("find"), find) },
        { "find-found", pages.show(frame("find"), found) },
        { "find-nothing", pages.show(frame("find"), nothing) },
        { "find-map", pages.show(frame("find"), on_map) },
        { "service", pages.show(frame("service"), ServicePage { a_shelter(words), 2 }) },
        { "service-secret", pages.show(frame("service"), ServicePage { a_secret_place(), 1 }) },
        { "mine", pages.show(frame("mine"), MinePage { { a_shelter(words), a_secret_place() } }) },
        { "mine-empty", pages.show(frame("mine"), MinePage {}) },
        { "sheet",
            pages.show(frame("sheet"), SheetPage { { a_shelter(words), a_secret_place() } }) },
        { "apply-start", pages.show(frame("apply_start"), ApplyStartPage {}) },
        { "apply-who", asked(0) },
        { "apply-what", asked(1) },
        { "apply-where", asked(2) },
        { "apply-whom", asked(3) },
        { "apply-protection", asked(4) },
        { "apply-references", asked(5) },
        { "apply-review",
            pages.show(frame("apply_review"),
                ApplyReviewPage { .form = application,
                    .vocabulary = vocabulary,
                    .services = 1,
                    .answers = applied,
                    .troubles = { { "who.contact.phone", "bad_phone" } } }) },
        { "apply-sent", pages.show(frame("apply_sent"), ApplySentPage { "4821093755120043" }) },
        { "apply-standing",
            pages.show(frame("apply_standing"),
                ApplyStandingPage {
                    { hotline::directory::applications::State::InfoRequested, now, {} }, {} }) },
        { "statistics",
            pages.show(frame("statistics"),
                StatisticsPage { .state = "TX",
                    .sentence = "In 2026, people in Texas reached out 2,244 times.",
                    .tables = tables(language),
                    .as_of = "2026-11-23" }) },
    };
}

struct Site {
    Words words = *Words::read(embedded::site_files());
    TipForm form = *TipForm::read(embedded::site_files());
    std::unique_ptr<Pages> pages = *Pages::open(embedded::site_files(), words, Operator {});
};

std::size_t size_of(std::string_view path)
{
    for (auto const& file : embedded::site_files())
        if (file.path == path)
            return file.content.size();
    return 0;
}

} // namespace

TEST("every page is whole, small, and asks nobody else for anything")
{
    Site const site;

    for (auto const& language : site.words.languages())
        for (auto const& page : every_page(*site.pages, site.form, language)) {
            CAPTURE(page.name);
            CHECK(page.html.find("{{") == std::string::npos);
            CHECK(page.html.find("[[") == std::string::npos);
            CHECK(page.html.find("</html>") != std::string::npos);
            CHECK(page.html.find("<title>Notes</title>") != std::string::npos);
            CHECK(page.html.find("lang=\"" + language.code() + "\"") != std::string::npos);
            CHECK(page.html.find("src=\"http") == std::string::npos);
            CHECK(page.html.find("href=\"http") == std::string::npos);
            CHECK(page.html.find("style=") == std::string::npos);
            auto const exit = page.html.find("id=\"leave\"");
            CHECK(exit != std::string::npos);
            CHECK(exit < page.html.find("<main"));
            auto const all_in = page.html.size() + size_of("static/style.css")
                + size_of("static/page.js") + size_of("static/find.js")
                + size_of("static/icon.svg");
            CHECK(all_in <= 50 * 1024);
        }
    CHECK(size_of("static/style.css") <= 10 * 1024);
    CHECK(size_of("static/page.js") <= 10 * 1024);
    CHECK(size_of("static/find.js") <= 5 * 1024);
}

TEST("what a person typed stays text in every place it is shown again")
{
    Site const site;

    auto const pages = every_page(*site.pages, site.form, site.words.first(), hostile);

    std::size_t shown = 0;
    for (auto const& page : pages) {
        CAPTURE(page.name);
        CHECK(page.html.find("<script>") == std::string::npos);
        CHECK(page.html.find("<img") == std::string::npos);
        CHECK(page.html.find("\"'>") == std::string::npos);
        shown += page.html.find("&lt;script&gt;alert(1)") != std::string::npos ? 1 : 0;
    }
    CHECK(shown > 20);
}

TEST("line breaks survive in what is shown again")
{
    Site const site;
    Frame const frame {
        .language = site.words.first(), .at = "chat", .state = { { "draft", "one\ntwo" } }
    };

    auto const page = site.pages->show(frame, ChatPage { .draft = "first line\nsecond line" });

    CHECK(page.find(">first line\nsecond line</textarea>") != std::string::npos);
    CHECK(page.find("value=\"one\ntwo\"") != std::string::npos);
}

TEST("the pages can be written to a folder to be looked at")
{
    auto const* folder = std::getenv("REACHLINE_PREVIEW");
    if (!folder)
        return;
    Site const site;

    for (auto const& language : site.words.languages()) {
        std::filesystem::create_directories(std::filesystem::path(folder) / language.code());
        for (auto const& page : every_page(*site.pages, site.form, language))
            std::ofstream(std::filesystem::path(folder) / language.code() / (page.name + ".html"))
                << page.html;
    }

    CHECK(std::filesystem::exists(std::filesystem::path(folder) / "en" / "home.html"));
}
