#include "base/random.hpp"
#include "hotline/assessment/guide_for_tests.hpp"

using namespace reachline;
using namespace reachline::hotline::assessment;

namespace {

/// One answer that says each element, so that the table below reads like the law.
Answers facts(bool action, bool means, bool purpose_labor, bool purpose_sex, std::string const& age,
    std::string const& how_known)
{
    Answers answers;
    if (action)
        answers["moved"] = chose("yes");
    if (means)
        answers["documents"] = chose("withheld");
    if (purpose_labor) {
        answers["works"] = chose("yes");
        answers["can_stop"] = chose("no");
    }
    if (purpose_sex)
        answers["sex_for_value"] = chose("yes");
    if (!age.empty())
        answers["age_band"] = chose(age);
    if (!how_known.empty())
        answers["how_known"] = chose(how_known);
    return answers;
}

constexpr char adult[] = "25_to_59";
constexpr char minor[] = "16_to_17";
constexpr char no_age[] = "";

std::uint64_t dice(Random& random, std::size_t sides)
{
    return random.below(sides);
}

/// Any answer that the question could have.
Answer some_answer(Random& random, Question const& question)
{
    Answer answer;
    answer.standing = static_cast<Standing>(dice(random, 4));
    if (answer.standing != Standing::Answered)
        return answer;
    answer.values = { question.options
            ? (*question.options)[dice(random, question.options->size())].code
            : std::to_string(dice(random, 25)) };
    return answer;
}

Answers some_conversation(Random& random)
{
    Answers answers;
    for (auto const& section : the_guide().sections())
        for (auto const& question : section.questions)
            if (dice(random, 3) > 0)
                answers[question.code] = some_answer(random, question);
    return answers;
}

} // namespace

TEST("an adult: action, means and purpose, known at first hand, are high")
{
    CHECK(level_of(facts(true, true, true, false, adult, "own")) == Level::High);
    CHECK(level_of(facts(true, true, false, true, adult, "told")) == Level::High);
}

TEST("the truth table of action, means and purpose for an adult")
{
    for (auto const* how : { "own", "seen", "" })
        for (bool const action : { false, true })
            for (bool const means : { false, true })
                for (bool const labor : { false, true })
                    for (bool const sex : { false, true }) {
                        bool const purpose = labor || sex;
                        auto expected = Level::None;
                        if (purpose && means)
                            expected =
                                action && std::string(how) == "own" ? Level::High : Level::Moderate;
                        else if (purpose || means) // the purpose was not asked about
                            expected = Level::Low;

                        auto const proposed =
                            level_of(facts(action, means, labor, sex, adult, how));

                        CAPTURE(how);
                        CAPTURE(action);
                        CAPTURE(means);
                        CAPTURE(labor);
                        CAPTURE(sex);
                        CHECK(proposed == expected);
                    }
}

TEST("under 18 and commercial sex is high, with or without action, means or first-hand knowledge")
{
    for (auto const* how : { "own", "heard", "" })
        for (bool const action : { false, true })
            for (bool const means : { false, true }) {
                auto const proposal =
                    propose(the_guide(), facts(action, means, false, true, minor, how));

                CHECK(proposal.level == Level::High);
                CHECK(proposal.minor == Known::Yes);
                CHECK(says(proposal.because, "minor_in_commercial_sex"));
            }
}

TEST("under 18 at work is judged as an adult at work: the exception is for commercial sex alone")
{
    CHECK(level_of(facts(true, false, true, false, minor, "own")) == Level::Low);
    CHECK(level_of(facts(true, true, true, false, minor, "seen")) == Level::Moderate);
}

TEST("commercial sex at an unknown age may be a minor's: moderate, until the age is known")
{
    auto const unknown = propose(the_guide(), facts(false, false, false, true, no_age, "own"));
    auto const grown = propose(the_guide(), facts(false, false, false, true, adult, "own"));

    CHECK(unknown.level == Level::Moderate);
    CHECK(says(unknown.because, "age_not_known"));
    CHECK(unknown.minor == Known::Unknown);
    CHECK(grown.level == Level::Low);
    CHECK(says(grown.because, "means_not_known"));
}

TEST("a declined or unknown age stays unknown, and is never read as adult")
{
    for (auto const standing : { Standing::Declined, Standing::Unknown, Standing::NotAsked }) {
        auto answers = facts(false, false, false, true, no_age, "own");

        answers["age_band"] = { standing, {} };

        CHECK(level_of(answers) == Level::Moderate);
    }
}

TEST("what was asked and denied is against; what was not asked is missing")
{
    auto answers = facts(false, false, true, false, adult, "own");
    auto const open = propose(the_guide(), answers);
    for (auto const& section : the_guide().sections())
        for (auto const& question : section.questions)
            if (question.kind == QuestionKind::YesNoUnsure && !answers.contains(question.code))
                answers[question.code] = chose(question.code == "free_to_go"
                            || question.code == "food_and_sleep" || question.code == "work_as_told"
                        ? "yes"
                        : "no");
    answers["documents"] = chose("self");
    answers["threats"] = chose("none");
    answers["pay"] = chose("as_promised");
    answers["if_stopped"] = chose("nothing");
    answers["how_began"] = chose("own_search");
    answers["lives_where"] = chose("self");
    auto const denied = propose(the_guide(), answers);

    CHECK(open.means == Known::Unknown);
    CHECK(says(open.because, "means_not_known"));
    CHECK(denied.means == Known::No);
    CHECK(denied.action == Known::No);
    CHECK(says(denied.because, "means_not_found"));
    CHECK(denied.level == Level::Low);
}

TEST("not being sure settles nothing")
{
    auto const proposal = propose(the_guide(),
        { { "sex_for_value", chose("unsure") }, { "works", chose("no") }, { "images", chose("no") },
            { "debt", chose("no") } });

    CHECK(proposal.purpose == Known::Unknown);
    CHECK(proposal.level == Level::None);
    CHECK(says(proposal.because, "purpose_not_known"));
}

TEST("when every question about a purpose was answered no, the level is none and says so")
{
    auto const proposal = propose(the_guide(),
        { { "sex_for_value", chose("no") }, { "works", chose("no") }, { "images", chose("no") },
            { "debt", chose("no") }, { "hurt", chose("yes") } });

    CHECK(proposal.purpose == Known::No);
    CHECK(proposal.level == Level::None);
    CHECK(says(proposal.because, "purpose_not_found"));
    CHECK(says(proposal.evidence, "hurt"));
}

TEST("hints alone never make a level high")
{
    Answers const answers { { "how_known", chose("own") }, { "works", chose("yes") },
        { "hours_a_day", wrote("16") }, { "watched", chose("yes") },
        { "how_began", chose("partner") } };

    auto const proposal = propose(the_guide(), answers);

    CHECK(proposal.level == Level::Moderate);
    CHECK(says(proposal.because, "only_hints"));
}

TEST("answers of a branch that was left do not count")
{
    auto answers = facts(true, true, true, false, adult, "own");
    REQUIRE(level_of(answers) == Level::High);

    answers["works"] = chose("no");

    CHECK(level_of(answers) == Level::Low);
    CHECK_FALSE(says(propose(the_guide(), answers).evidence, "labor_cannot_stop"));
}

TEST("an answer given before its opening question was asked does count")
{
    auto answers = facts(true, true, true, false, adult, "own");

    answers.erase("works");

    CHECK(level_of(answers) == Level::High);
    CHECK(std::ranges::count(visible(the_guide(), answers), "can_stop") == 1);
}

TEST("a branch opens with the answer that it hangs on")
{
    auto const shows = [](Answers const& answers, char const* code) {
        return std::ranges::count(visible(the_guide(), answers), code) == 1;
    };

    CHECK_FALSE(shows({}, "pay"));
    CHECK(shows({ { "works", chose("yes") } }, "pay"));
    CHECK(shows({ { "works", chose("unsure") } }, "pay"));
    CHECK_FALSE(shows({ { "works", chose("no") } }, "pay"));
    CHECK_FALSE(shows({ { "works", declined() } }, "pay"));
    CHECK(shows({ { "how_began", chose("agency") } }, "promise_true"));
    CHECK_FALSE(shows({ { "how_began", chose("own_search") } }, "promise_true"));
    CHECK(shows({ { "debt", chose("yes") } }, "debt_terms"));
    CHECK_FALSE(shows({ { "debt", chose("no") } }, "debt_terms"));
    CHECK(shows({ { "works", chose("yes") }, { "can_stop", chose("no") } }, "if_stopped"));
    CHECK_FALSE(shows({ { "works", chose("no") }, { "can_stop", chose("no") } }, "if_stopped"));
}

TEST("a minor is not asked about the details of commercial sex")
{
    Answers answers { { "sex_for_value", chose("yes") } };

    CHECK(std::ranges::count(visible(the_guide(), answers), "buyers") == 1);
    answers["age_band"] = chose(minor);
    CHECK(std::ranges::count(visible(the_guide(), answers), "buyers") == 0);
    answers["age_band"] = chose(adult);
    CHECK(std::ranges::count(visible(the_guide(), answers), "buyers") == 1);
}

TEST("safety is asked first; what was left out is not asked again; at the end there is nothing")
{
    Answers answers;
    CHECK(next_question(the_guide(), answers) == "safe_to_talk");
    answers["safe_to_talk"] = {};
    CHECK(next_question(the_guide(), answers) == "overheard");

    int asked = 1;
    for (auto next = next_question(the_guide(), answers); next && asked < 100;
         next = next_question(the_guide(), answers), ++asked)
        answers[*next] = {};

    CHECK(asked == static_cast<int>(visible(the_guide(), {}).size()));
    CHECK(level_of(answers) == Level::None);
}

TEST("once the level is high, only safety, age and wishes are still asked")
{
    auto answers = facts(true, true, true, false, no_age, "own");
    REQUIRE(level_of(answers) == Level::High);

    std::vector<std::string> asked;
    for (auto next = next_question(the_guide(), answers); next && asked.size() < 100;
         next = next_question(the_guide(), answers)) {
        asked.push_back(*next);
        answers[*next] = declined();
    }

    CHECK(asked
        == std::vector<std::string> { "safe_to_talk", "overheard", "danger_now", "medical_need",
            "work_described", "age_band", "wants", "in_own_words" });
}

TEST("danger is told apart from the level")
{
    auto const proposal = propose(the_guide(), { { "danger_now", chose("yes") } });

    CHECK(proposal.danger_now);
    CHECK(proposal.level == Level::None);
}

TEST("every level comes with a reason, and every reason with words in English and Spanish")
{
    SeededRandom random(7);
    for (int i = 0; i < 500; ++i) {
        auto const proposal = propose(the_guide(), some_conversation(random));
        for (auto const* reasons : { &proposal.because, &proposal.evidence })
            for (auto const& reason : *reasons) {
                CHECK_FALSE(words_of(the_guide(), reason).at("en").empty());
                CHECK_FALSE(words_of(the_guide(), reason).at("es").empty());
            }
        CHECK_FALSE(proposal.because.empty());
    }
}

TEST("a not_asked answer never changes the level, and neither does declined or unknown")
{
    SeededRandom random(1);
    int checked = 0;
    for (int i = 0; i < 2000; ++i) {
        auto const answers = some_conversation(random);
        auto const before = propose(the_guide(), answers);
        for (auto const& section : the_guide().sections())
            for (auto const& question : section.questions) {
                if (answers.contains(question.code))
                    continue;
                auto more = answers;
                more[question.code].standing = static_cast<Standing>(dice(random, 2) == 0 ? 0 : 2);
                auto const after = propose(the_guide(), more);
                CHECK(after.level == before.level);
                CHECK(after.evidence.size() == before.evidence.size());
                ++checked;
            }
    }
    CHECK(checked > 10'000);
}

TEST("a level is proposed alike each time from the same answers")
{
    SeededRandom random(2);
    for (int i = 0; i < 200; ++i) {
        auto const answers = some_conversation(random);
        auto const once = propose(the_guide(), answers);
        auto const twice = propose(the_guide(), answers);
        CHECK(once.level == twice.level);
        CHECK(once.because.size() == twice.because.size());
    }
}

TEST("an answer must fit its question")
{
    auto const fault = [](char const* code, Answer const& answer) {
        auto const done = check_answer(the_guide(), code, answer);
        return done ? "" : std::string(done.error().text.view());
    };

    CHECK(fault("works", chose("yes")).empty());
    CHECK(fault("hours_a_day", wrote("14")).empty());
    CHECK(fault("in_own_words", wrote("The dog comes too.")).empty());
    CHECK(fault("threats", { Standing::Answered, { "to_me", "shame" } }).empty());
    CHECK(fault("works", declined()).empty());
    CHECK_FALSE(fault("works", chose("maybe")).empty());
    CHECK_FALSE(fault("works", wrote("in words")).empty());
    CHECK_FALSE(fault("works", { Standing::Answered, { "yes", "no" } }).empty());
    CHECK_FALSE(fault("threats", { Standing::Answered, { "shame", "shame" } }).empty());
    CHECK_FALSE(fault("threats", { Standing::Answered, {} }).empty());
    CHECK_FALSE(fault("hours_a_day", wrote("25")).empty());
    CHECK_FALSE(fault("hours_a_day", wrote("many")).empty());
    CHECK_FALSE(fault("hours_a_day", wrote("99999999999")).empty());
    CHECK_FALSE(fault("in_own_words", wrote("  ")).empty());
    CHECK_FALSE(fault("in_own_words", wrote(std::string(answer_limit + 1, 'x'))).empty());
    CHECK_FALSE(fault("works", { Standing::Declined, { "yes" } }).empty());
    CHECK_FALSE(fault("no_such", chose("yes")).empty());
}
