#include "hotline/consent/cast_for_tests.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

namespace {

std::int64_t open_alarms(GateCast& cast, char const* kind)
{
    return cast.database.number("select count(*) from alarm where kind = ?1 and ended_at is null", kind).value();
}

Ask ask_for(GateCast& cast, Id<Exception> basis, std::vector<std::string> fields = { "location_exact" })
{
    auto const row = find(cast.world, cast.ana, basis).value();
    return { row.person, row.recipient, row.purpose, std::move(fields), basis };
}

SoloEmergency alone(GateCast const& cast)
{
    return { .person = cast.fern, .recipient = GateCast::the_911, .rule = "TX-psap",
        .observations = { "violence_heard" }, .facts = "Screams, then silence" };
}

NewException minor_abuse(GateCast& cast, cases::AgeBand age)
{
    auto wanted = cast.danger();
    wanted.person = cast.person_in(cast.subject, { .age_band = age });
    wanted.kind = ExceptionKind::MinorAbuse;
    wanted.recipient = GateCast::child_welfare;
    wanted.rule = "TX-child_welfare";
    wanted.fields = { "age_band", "state" };
    return wanted;
}

} // namespace

TEST("an exception carries nothing until another than who asked has decided it")
{
    GateCast cast;
    auto const id = request(cast.world, cast.maria, cast.danger()).value();
    CHECK(open_alarms(cast, "exception_requested") == 1);
    CHECK(cast.told(Notice::Kind::DecisionWaiting, id.value));
    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, ask_for(cast, id))) == Fault::NotAllowed);
    CHECK(own_fault_of(decide(cast.world, cast.maria, id, Verdict::Approve, "because")) == Fault::NotAllowed);
    CHECK(own_fault_of(decide(cast.world, cast.sam, id, Verdict::Approve, "because")) == Fault::NotFound);

    REQUIRE(decide(cast.world, cast.ana, id, Verdict::Approve, "Violence is escalating"));

    CHECK(open_alarms(cast, "exception_requested") == 0);
    CHECK(cast.released(ask_for(cast, id)));
    CHECK(own_fault_of(decide(cast.world, cast.bea, id, Verdict::Refuse, "no")) == Fault::Conflict);
    auto const words = read_words(cast.world, cast.ana, id).value();
    CHECK(words.facts.seen_under(words.reading) == "Blows and screams, getting closer");
    CHECK(words.decision_reason.seen_under(words.reading) == "Violence is escalating");
    CHECK_FALSE(cast.database_holds("escalating"));
}

TEST("a supervisor who asks does not decide it either")
{
    GateCast cast;
    auto const id = request(cast.world, cast.ana, cast.danger()).value();

    CHECK(own_fault_of(decide(cast.world, cast.ana, id, Verdict::Approve, "I am sure")) == Fault::NotAllowed);

    CHECK(own_fault_of(Gate::permit(cast.world, cast.ana, ask_for(cast, id))) == Fault::NotAllowed);
    CHECK(decide(cast.world, cast.bea, id, Verdict::Approve, "So am I"));
}

TEST("a refused exception carries nothing")
{
    GateCast cast;
    auto const id = request(cast.world, cast.maria, cast.danger()).value();
    CHECK(own_fault_of(decide(cast.world, cast.ana, id, Verdict::Refuse, " ")) == Fault::Invalid);
    REQUIRE(decide(cast.world, cast.ana, id, Verdict::Refuse, "She said she can leave by herself"));

    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, ask_for(cast, id))) == Fault::NotAllowed);
    CHECK(cast.disclosures() == 0);
}

TEST("an exception names its rule, what was observed, and no more than its kind may ever cover")
{
    GateCast cast;
    auto wanted = cast.danger();
    wanted.observations.clear();
    CHECK(own_fault_of(request(cast.world, cast.maria, wanted)) == Fault::Invalid);
    wanted = cast.danger();
    wanted.rule.clear();
    CHECK(own_fault_of(request(cast.world, cast.maria, wanted)) == Fault::Invalid);
    wanted = cast.danger();
    wanted.fields.push_back("legal_name");
    CHECK(own_fault_of(request(cast.world, cast.maria, wanted)) == Fault::NotAllowed);
    wanted = cast.danger();
    wanted.recipient = GateCast::the_shelter;
    CHECK(own_fault_of(request(cast.world, cast.maria, wanted)) == Fault::NotAllowed);
    CHECK(own_fault_of(request(cast.world, cast.sam, cast.danger())) == Fault::NotFound);
    CHECK(cast.database.number("select count(*) from exception").value() == 0);
}

TEST("an exception covers its own person, recipient, purpose and fields alone, and a day")
{
    GateCast cast;
    auto const id = request(cast.world, cast.maria, cast.danger()).value();
    REQUIRE(decide(cast.world, cast.ana, id, Verdict::Approve, "yes"));
    auto const sound = ask_for(cast, id);
    REQUIRE(Gate::permit(cast.world, cast.maria, sound));

    auto other = sound;
    other.fields = { "alias" };
    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, other)) == Fault::NotAllowed);
    other = sound;
    other.recipient = GateCast::the_police;
    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, other)) == Fault::NotAllowed);
    other = sound;
    other.purpose = Purpose::LeReport;
    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, other)) == Fault::NotAllowed);
    other = sound;
    other.person = cast.person_in(cast.subject);
    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, other)) == Fault::NotAllowed);
    cast.ledger.clock.advance(exception_life);
    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, sound)) == Fault::NotAllowed);
}

TEST("C14: in danger an advocate acts alone at once, with place, nature and call-back only")
{
    GateCast cast;

    auto const id = solo_emergency(cast.world, cast.maria, alone(cast)).value();

    auto const row = find(cast.world, cast.maria, id).value();
    CHECK(row.solo);
    CHECK(row.state == ExceptionState::Approved);
    CHECK(row.fields == std::vector<std::string> { "callback_number", "immediate_danger", "location_exact" });
    CHECK(row.decide_by == cast.world.now() + concur_within);
    CHECK(row.review_due == cast.world.now() + review_within);
    CHECK(open_alarms(cast, "solo_emergency") == 1);
    auto const sent = cast.released(ask_for(cast, id, { "immediate_danger", "location_exact" }));
    CHECK(Gate::hand_over(cast.world, sent));
    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, ask_for(cast, id, { "alias" }))) == Fault::NotAllowed);
}

TEST("C14: a supervisor concurs, and another one reviews; nobody does either for themselves or twice")
{
    GateCast cast;
    auto const id = solo_emergency(cast.world, cast.maria, alone(cast)).value();
    CHECK(own_fault_of(concur(cast.world, cast.maria, id, Judgement::Concur, "I was right")) == Fault::NotAllowed);

    REQUIRE(concur(cast.world, cast.ana, id, Judgement::Concur, "Heard it too"));

    CHECK(open_alarms(cast, "solo_emergency") == 0);
    CHECK(own_fault_of(concur(cast.world, cast.bea, id, Judgement::Correct, "no")) == Fault::Conflict);
    CHECK(own_fault_of(review(cast.world, cast.ana, id, "fine")) == Fault::NotAllowed);
    CHECK(own_fault_of(review(cast.world, cast.maria, id, "fine")) == Fault::NotAllowed);
    REQUIRE(review(cast.world, cast.bea, id, "Right, and quick"));
    CHECK(own_fault_of(review(cast.world, cast.bea, id, "again")) == Fault::Conflict);
    CHECK(waiting(cast.world, cast.ana)->empty());
}

TEST("C14: a correction stops what waits and takes back what has left")
{
    GateCast cast;
    auto const id = solo_emergency(cast.world, cast.maria, alone(cast)).value();
    auto const gone = cast.released(ask_for(cast, id));
    REQUIRE(Gate::hand_over(cast.world, gone));
    auto const queued = cast.released(ask_for(cast, id));

    REQUIRE(concur(cast.world, cast.ana, id, Judgement::Correct, "It was the television"));

    CHECK(find(cast.world, cast.maria, gone)->taken_back_at.has_value());
    CHECK(find(cast.world, cast.maria, queued)->state == DisclosureState::Cancelled);
    CHECK(own_fault_of(Gate::permit(cast.world, cast.maria, ask_for(cast, id))) == Fault::NotAllowed);
}

TEST("C14: what no supervisor looked at in time rings again and stays on the board")
{
    GateCast cast;
    auto const id = solo_emergency(cast.world, cast.maria, alone(cast)).value();
    CHECK(watch_exceptions(cast.world).value() == 0);

    cast.ledger.clock.advance(concur_within);
    CHECK(watch_exceptions(cast.world).value() == 1);
    CHECK(open_alarms(cast, "decision_overdue") == 1);
    CHECK(watch_exceptions(cast.world).value() == 1);
    CHECK(open_alarms(cast, "decision_overdue") == 1);
    REQUIRE(concur(cast.world, cast.ana, id, Judgement::Concur, "ok"));
    CHECK(open_alarms(cast, "decision_overdue") == 0);

    cast.ledger.clock.advance(review_within);
    CHECK(watch_exceptions(cast.world).value() == 1);
    CHECK(open_alarms(cast, "review_overdue") == 1);
    CHECK(find(cast.world, cast.ana, id)->state == ExceptionState::Expired);
    REQUIRE(review(cast.world, cast.bea, id, "late, but right"));
    CHECK(open_alarms(cast, "review_overdue") == 0);
}

TEST("C15: a report about a minor goes to child welfare or police, decided by a supervisor in time")
{
    GateCast cast;
    auto const wanted = minor_abuse(cast, cases::AgeBand::Minor);

    auto const id = request(cast.world, cast.maria, wanted).value();

    auto const row = find(cast.world, cast.maria, id).value();
    CHECK(row.purpose == Purpose::ChildWelfareReport);
    CHECK(row.decide_by == cast.world.now() + minutes(15));
    REQUIRE(decide(cast.world, cast.ana, id, Verdict::Approve, "It must be told"));
    cast.fill_in(wanted.person, { { "state", "TX" }, { "age_band", "12_to_15" } });
    CHECK(cast.released(ask_for(cast, id, { "age_band", "state" })));
    auto to_a_clinic = wanted;
    to_a_clinic.recipient = GateCast::the_clinic;
    CHECK(own_fault_of(request(cast.world, cast.maria, to_a_clinic)) == Fault::NotAllowed);
}

TEST("C10: an age that is not known is no licence to report")
{
    GateCast cast;
    CHECK(own_fault_of(request(cast.world, cast.maria, minor_abuse(cast, cases::AgeBand::Unknown))) == Fault::NotAllowed);
    CHECK(own_fault_of(request(cast.world, cast.maria, minor_abuse(cast, cases::AgeBand::Adult))) == Fault::NotAllowed);
}

TEST("a repeated post is the first request again, and what waits is for supervisors")
{
    GateCast cast;
    auto wanted = cast.danger();
    wanted.idempotency_key = "e1";

    CHECK(request(cast.world, cast.maria, wanted).value() == request(cast.world, cast.maria, wanted).value());
    CHECK(waiting(cast.world, cast.ana)->size() == 1);
    CHECK(own_fault_of(waiting(cast.world, cast.maria)) == Fault::NotAllowed);
    CHECK(own_fault_of(exceptions_of(cast.world, cast.sam, cast.subject)) == Fault::NotFound);
    CHECK(exceptions_of(cast.world, cast.maria, cast.subject)->size() == 1);
}
