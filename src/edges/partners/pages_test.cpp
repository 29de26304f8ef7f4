#include "edges/partners/pages.hpp"

#include "base/test.hpp"

#include <ctemplate/template.h>

namespace reachline::edges::partners {

namespace {
Pages pages()
{
    auto loaded = Pages::load(REACHLINE_SOURCE_DIR "/web/partners");
    REQUIRE(loaded);
    return std::move(*loaded);
}
} // namespace

TEST("every page of the portal loads in every language, and the languages have the same words")
{
    auto const all = pages();

    CHECK(all.languages() == std::vector<std::string> { "en", "es" });
    CHECK(all.word("es", "sign_out") == "Salir");
    CHECK_FALSE(all.speaks("xx"));
}

TEST("hostile markup in a value stays text in the portal, in an element and in an attribute")
{
    auto const all = pages();

    auto const html = all.expand("en", "shared", [](auto& frame, auto& content) {
        auto* const line = content.AddSectionDictionary("CONTENT_OPEN")->AddSectionDictionary("LINE");
        line->SetValue("VALUE", "<script>alert(1)</script>");
        frame.SetValue("HERE", "\"><img src=x onerror=alert(1)>");
    });

    CHECK(html.find("<script>alert") == html.npos);
    CHECK(html.find("<img") == html.npos);
    CHECK(html.find("&lt;script&gt;alert(1)") != html.npos);
}

TEST("the portal speaks the first of our languages that a browser asks for, and else English")
{
    auto const all = pages();

    CHECK(all.language_for("es-MX,es;q=0.9,en;q=0.8") == "es");
    CHECK(all.language_for("fr, es;q=0.5") == "es");
    CHECK(all.language_for("fr") == "en");
    CHECK(all.language_for("") == "en");
}

TEST("a value is put into a word by its name")
{
    auto const all = pages();

    CHECK(all.word("en", "enrol.welcome", { { "name", "Harbor" } }) == "Welcome, Harbor.");
}

} // namespace reachline::edges::partners
