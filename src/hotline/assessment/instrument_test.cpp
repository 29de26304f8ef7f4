#include "hotline/assessment/guide_for_tests.hpp"

using namespace reachline;
using namespace reachline::hotline::assessment;

namespace {

/// The shipped instrument with one place of it spoiled.
json::Bound<Instrument> spoiled(std::string const& from, std::string const& to)
{
    auto text = form_text("instruments/reachline-intake.json");
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return Instrument::load(text, form_text("indicators.json"));
}

std::string path_of(std::string const& from, std::string const& to)
{
    auto const loaded = spoiled(from, to);
    REQUIRE_FALSE(loaded);
    return loaded.error().path;
}

} // namespace

TEST("the shipped instrument loads, with its status and source")
{
    auto const& guide = the_guide();

    CHECK(guide.code() == "reachline-intake");
    CHECK(guide.version() >= 1);
    CHECK(guide.status().starts_with("draft"));
    CHECK(guide.source().find("Reachline") != std::string::npos);
    CHECK(guide.sections().front().code == "safety");
    CHECK(guide.question("danger_now")->options->size() == 3);
    CHECK(guide.question("no_such") == nullptr);
}

TEST("age is asked before commercial sex, so that a passing doubt rings nobody")
{
    auto const everything = visible(the_guide(), {});

    auto const at = [&](char const* code) { return std::ranges::find(everything, code); };

    CHECK(at("age_band") < at("sex_for_value"));
}

TEST("a fault in an instrument is named by its place")
{
    CHECK(path_of("\"kind\": \"text\"", "\"kind\": \"poem\"") == "sections.3.questions.1.kind");
    CHECK(path_of("\"code\": \"overheard\"", "\"code\": \"safe_to_talk\"")
        == "sections.0.questions.1.code");
    CHECK(path_of("\"code\": \"overheard\"", "\"code\": \"Over Heard\"")
        == "sections.0.questions.1.code");
    CHECK(path_of("\"es\": \"¿Podría alguien estar escuchando o leyendo?\"", "\"fr\": \"?\"")
        == "sections.0.questions.1.words");
    CHECK(path_of("\"least\": 0, \"most\": 24", "\"least\": 0") == "sections.3.questions.4.least");
    CHECK(path_of("\"least\": 0, \"most\": 24", "\"least\": 9, \"most\": 3")
        == "sections.3.questions.4.least");
    CHECK(path_of("\"from\": 15, \"to\": 24", "\"from\": 15, \"to\": 99")
        == "sections.3.questions.4.supports.0.from");
    CHECK(path_of("\"question\": \"how_began\"", "\"question\": \"in_own_words\"")
        == "sections.2.questions.1.ask_if.0.question");
    CHECK(path_of("\"is\": [\"approached\",", "\"is\": [\"abducted\",")
        == "sections.2.questions.1.ask_if.0");
    CHECK(path_of("\"indicator\": \"danger_now\"", "\"indicator\": \"mood\"")
        == "sections.0.questions.2.supports.0.indicator");
    CHECK(path_of("\"answers\": [\"yes\"], \"indicator\": \"danger_now\"",
              "\"answers\": [\"unsure\"], \"indicator\": \"danger_now\"")
        == "sections.0.questions.2.supports.0.answers");
    CHECK(path_of("\"form\": \"instrument\"", "\"form\": \"poll\"") == "form");
    CHECK(path_of("\"version\": 1", "\"version\": 0") == "version");
    CHECK(path_of("\"version\": 1", "\"version\": 1, \"score\": 6") == "");
    CHECK(path_of("\"weight\": \"states\"", "\"weight\": \"proves\"")
        == "sections.0.questions.2.supports.0.weight");
}

TEST("a text that is not JSON, or names a key twice, is no instrument")
{
    CHECK_FALSE(Instrument::load("{", form_text("indicators.json")));
    CHECK_FALSE(Instrument::load("[]", form_text("indicators.json")));
    CHECK_FALSE(spoiled("\"version\": 1", "\"version\": 1, \"version\": 2"));
}

TEST("indicators without a sentence that the rule may say are refused")
{
    auto indicators = form_text("indicators.json");
    auto const at = indicators.find("only_hints");

    indicators.replace(at, 10, "mere_hints");

    auto const loaded =
        Instrument::load(form_text("instruments/reachline-intake.json"), indicators);
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().path == "reasons");
}
