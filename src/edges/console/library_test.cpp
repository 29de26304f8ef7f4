#include "base/test.hpp"
#include "edges/console/library.hpp"

using namespace reachline;
using namespace reachline::edges::console;

TEST("a tip's questions and what can be chosen have names, and what somebody writes is never taken for a choice")
{
    auto const library = read_library(REACHLINE_SOURCE_DIR).value();

    CHECK(library.tip_questions.at("when_urgent").at("en") == "When did it happen?");
    CHECK(library.tip_choices.at("when_urgent.longer").at("en") == "Longer ago");
    CHECK(library.tip_choices.at("what_kind.work").contains("es"));
    CHECK(library.tip_choices.at("state.TX").at("en") == "Texas");
    CHECK_FALSE(library.tip_choices.contains("what_happened.why"));
    CHECK_FALSE(library.tip_choices.contains("when_urgent.heading"));
    CHECK_FALSE(library.tip_questions.contains("what_happened.why"));
}
