#include "hotline/steps/cast_for_tests.hpp"

#include "hotline/steps/report/report.hpp"

namespace reachline::hotline::steps::report {

namespace {

struct ReportCast : StepCast {
    Actor lou = staff({ 16 }, { people::Role::Liaison });

    ReportCast()
    {
        add_account(lou, "Lou");
        auto yes_to_police = yes();
        yes_to_police.purpose = consent::Purpose::LeReport;
        yes_to_police.recipient = the_police;
        REQUIRE(consent::give(world, maria, yes_to_police));
    }
    StepRow report()
    {
        auto made = draft(Kind::Report, { .rule = "TX-law_enforcement" }, maria);
        REQUIRE(made);
        return *made;
    }
    StepRow approved()
    {
        auto const step = report();
        REQUIRE(decide(world, ana, step.id, Verdict::Approve, "the person asked for it and is safe"));
        return now(step.id);
    }
};

partners::Jurisdictions table()
{
    return partners::Jurisdictions::load(GateCast::form("jurisdictions.json")).value();
}

} // namespace

TEST("a report goes to the agency of the rule and waits for a supervisor, with a clock")
{
    ReportCast cast;

    auto const step = cast.report();

    CHECK(step.plan.recipient == cast.the_police);
    CHECK(step.state == State::WaitingForDecision);
    CHECK(step.decide_by == cast.world.now() + decide_within);
    CHECK(cast.told(Notice::Kind::DecisionWaiting, step.id.value));
    CHECK(decisions(cast.world, cast.ana)->size() == 1);
}

TEST("a report without a decision is sent by nobody")
{
    ReportCast cast;
    auto const step = cast.report();
    auto const page = preview(cast.world, cast.ana, step.id);
    REQUIRE(page);

    CHECK(fault_of(send(cast.world, cast.ana, step.id, page->hash)) == Fault::NotAllowed);
    CHECK(fault_of(send(cast.world, cast.lou, step.id, page->hash)) == Fault::NotFound);
    CHECK(cast.disclosures() == 0);
}

TEST("an advocate can neither decide nor send a report, nor can who drafted it approve it")
{
    ReportCast cast;
    auto const step = cast.report();
    auto const by_ana = cast.draft(Kind::Report, { .rule = "TX-law_enforcement" }, cast.ana);
    REQUIRE(by_ana);

    CHECK(fault_of(decide(cast.world, cast.maria, step.id, Verdict::Approve, "yes")) == Fault::NotFound);
    CHECK(fault_of(decide(cast.world, cast.ana, by_ana->id, Verdict::Approve, "yes")) == Fault::NotAllowed);
    CHECK(fault_of(decide(cast.world, cast.ana, step.id, Verdict::Approve, " ")) == Fault::Invalid);
    REQUIRE(decide(cast.world, cast.ana, step.id, Verdict::Approve, "safe"));
    CHECK(fault_of(cast.send(cast.maria, step.id)) == Fault::NotAllowed);
    CHECK(cast.disclosures() == 0);
}

TEST("a report is listed for who sends it from its approval until it is sent, and for nobody else")
{
    ReportCast cast;
    auto const waiting = cast.report();
    CHECK(reports_to_send(cast.world, cast.lou)->empty());
    REQUIRE(decide(cast.world, cast.ana, waiting.id, Verdict::Approve, "she asked for it"));

    auto const listed = reports_to_send(cast.world, cast.lou);

    REQUIRE(listed->size() == 1);
    CHECK(listed->front().id == waiting.id);
    CHECK(fault_of(reports_to_send(cast.world, cast.maria)) == Fault::NotFound);
    REQUIRE(cast.send(cast.lou, waiting.id));
    CHECK(reports_to_send(cast.world, cast.lou)->empty());
}

TEST("who sends reports sees an approved one and sends it; the police desk acknowledges")
{
    ReportCast cast;
    auto const step = cast.approved();
    auto const at_the_police = GateCast::partner_of({ 23 }, cast.the_police);
    cast.add_account(at_the_police, "Police desk");

    auto const sent = cast.send(cast.lou, step.id);
    REQUIRE(sent);
    REQUIRE(deliver_due(cast.world));
    auto const inbox = shared_with_us(cast.world, at_the_police);
    REQUIRE(inbox->size() == 1);
    REQUIRE(acknowledge(cast.world, at_the_police, inbox->front().reference));

    CHECK(cast.now(step.id).acknowledged_at);
    CHECK(fault_of(report_outcome(cast.world, at_the_police, inbox->front().reference, "arrested on Elm Street")) == Fault::Invalid);
    CHECK(report_outcome(cast.world, at_the_police, inbox->front().reference, "investigation_opened"));
}

TEST("a report leaves as it was approved: a page that changed since is decided upon again")
{
    ReportCast cast;
    auto const step = cast.approved();
    cast.fill_in(cast.fern, { { "alias", "Somebody Else" } });

    auto const sent = cast.send(cast.lou, step.id);

    CHECK(fault_of(sent) == Fault::Conflict);
    CHECK(cast.disclosures() == 0);
}

TEST("a report sent back for a change waits for the advocate, and its change for the supervisor")
{
    ReportCast cast;
    auto const step = cast.report();

    REQUIRE(decide(cast.world, cast.ana, step.id, Verdict::Change, "leave the name out"));
    auto const back = cast.now(step.id);
    auto plan = back.plan;
    plan.fields = { "need" };
    auto const changed = change(cast.world, cast.maria, step.id, back.version, plan, {});

    CHECK(back.state == State::Drafted);
    REQUIRE(changed);
    CHECK(changed->state == State::WaitingForDecision);
}

TEST("a refused report is over, and says by whom")
{
    ReportCast cast;
    auto const step = cast.report();

    REQUIRE(decide(cast.world, cast.ana, step.id, Verdict::Refuse, "it would endanger them"));

    CHECK(cast.now(step.id).state == State::Cancelled);
    CHECK(cast.now(step.id).decided_by == cast.ana.account);
    CHECK(fault_of(cast.send(cast.lou, step.id)) != Fault::Broken);
    CHECK(cast.disclosures() == 0);
}

TEST("a decision that nobody makes and a report that nobody acknowledges are alarms")
{
    ReportCast cast;
    cast.report();
    cast.advance(decide_within);
    cast.tick();
    auto const undecided = cast.alarm_is_open("decision_overdue");
    auto const step = cast.approved();
    REQUIRE(cast.send(cast.lou, step.id));
    REQUIRE(deliver_due(cast.world));
    cast.tick();
    auto const at_once = cast.alarm_is_open("not_acknowledged");
    cast.advance(acknowledged_within);
    cast.tick();

    CHECK(undecided);
    CHECK_FALSE(at_once);
    CHECK(cast.alarm_is_open("not_acknowledged"));
}

TEST("a report has until the hours of its rule, counted from the draft; past them it is an alarm until it is sent")
{
    ReportCast cast;
    auto const lists = table();
    auto const* const rule = lists.find("TX-law_enforcement");
    REQUIRE(rule);
    auto const due = due_of(*rule, cast.world.now());
    REQUIRE(due == cast.world.now() + hours { rule->deadline_hours });
    auto const drafted = cast.draft(Kind::Report, { .rule = rule->id, .due = due }, cast.maria);
    REQUIRE(drafted);
    REQUIRE(decide(cast.world, cast.ana, drafted->id, Verdict::Approve, "safe"));

    cast.tick();
    auto const at_first = cast.alarm_is_open("report_late");
    cast.advance(hours { rule->deadline_hours });
    cast.tick();
    auto const when_late = cast.alarm_is_open("report_late");
    REQUIRE(cast.send(cast.lou, drafted->id));
    REQUIRE(deliver_due(cast.world));
    cast.tick();

    CHECK_FALSE(at_first);
    CHECK(when_late);
    CHECK_FALSE(cast.alarm_is_open("report_late"));
}

TEST("a step that is over rings nobody any more")
{
    ReportCast cast;
    auto const cancelled = cast.report();
    auto const refused = cast.report();
    cast.advance(decide_within);
    cast.tick();
    REQUIRE(cast.alarm_is_open("decision_overdue"));

    REQUIRE(cancel(cast.world, cast.maria, cancelled.id, "person_changed_mind"));
    auto const one_waits = cast.alarm_is_open("decision_overdue");
    REQUIRE(decide(cast.world, cast.ana, refused.id, Verdict::Refuse, "it would endanger them"));

    CHECK(one_waits);
    CHECK_FALSE(cast.alarm_is_open("decision_overdue"));
    CHECK(cast.database.number("select count(*) from wish where ended_at is null").value() == 0);
}

TEST("a rule for which nobody is designated makes no report, and a provider receives none")
{
    ReportCast cast;

    CHECK(fault_of(cast.draft(Kind::Report, { .rule = "AK-law_enforcement" }, cast.maria)) == Fault::Invalid);
    CHECK(fault_of(cast.draft(Kind::Report, { .recipient = cast.the_shelter }, cast.maria)) == Fault::Invalid);
}

TEST("the routes of a minor say that child welfare must be told, those of an adult that it may")
{
    ReportCast cast;
    auto facts = cases::find(cast.world, cast.maria, cast.subject)->facts;
    facts.jurisdiction = "TX";
    REQUIRE(cases::set_facts(cast.world, cast.maria, cast.subject, facts));
    auto const child = cast.person_in(cast.subject, { .age_band = cases::AgeBand::Minor });

    auto const of_adult = routes(cast.world, cast.maria, cast.fern, table());
    auto const of_child = routes(cast.world, cast.maria, child, table());

    REQUIRE(of_adult);
    REQUIRE(of_child);
    REQUIRE(of_child->size() == 3);
    for (auto const& route : *of_adult)
        CHECK_FALSE(route.mandated);
    for (auto const& route : *of_child) {
        CHECK(route.mandated == (route.rule.role == partners::Role::ChildWelfare));
        CHECK(route.exception
            == (route.rule.role == partners::Role::Psap ? consent::ExceptionKind::ImminentDanger : consent::ExceptionKind::MinorAbuse));
    }
    CHECK(fault_of(routes(cast.world, cast.sam, cast.fern, table())) == Fault::NotFound);
}

} // namespace reachline::hotline::steps::report
