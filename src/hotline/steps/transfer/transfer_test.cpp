#include "hotline/steps/cast_for_tests.hpp"

#include "hotline/steps/transfer/transfer.hpp"

namespace reachline::hotline::steps::transfer {

namespace {

struct TransferCast : StepCast {
    Id<Signal> signal = signal_with(maria);
    Id<Consent> consent {};

    TransferCast()
    {
        REQUIRE(cases::link_signal(world, maria, subject, signal));
        auto to_join = yes();
        to_join.purpose = consent::Purpose::LiveTransfer;
        to_join.fields = {};
        consent = consent::give(world, maria, to_join).value();
        REQUIRE(signals::write_from_person(world, signal, "before anybody came in", "k1"));
    }
    Result<TransferRow> asked(std::vector<std::string> needs = { "shelter" })
    {
        return transfer::ask(world, maria, { .signal = signal, .organization = the_shelter, .needs = std::move(needs), .idempotency_key = "ask" });
    }
    TransferRow with_room()
    {
        auto const row = asked();
        REQUIRE(row);
        REQUIRE(answer(world, at_the_shelter, row->reference, true, 2));
        return find(world, maria, row->id).value();
    }
    TransferRow brought_in()
    {
        auto row = bring_in(world, maria, with_room().id, consent);
        REQUIRE(row);
        return *row;
    }
    std::string heard_by_shelter(TransferRow const& row)
    {
        auto const seen = talk(world, at_the_shelter, row.reference);
        REQUIRE(seen);
        std::string all;
        for (auto const& message : seen->thread.messages)
            all += message.text->seen_under(seen->thread.reading) + "|";
        return all;
    }
};

} // namespace

TEST("a provider is asked in codes that tell nothing about who asks")
{
    TransferCast cast;

    auto const row = cast.asked();
    auto const in_words = ask(cast.world, cast.maria, { .signal = cast.signal, .organization = cast.the_clinic, .needs = { "Room for Fern" }, .idempotency_key = "w" });

    REQUIRE(row);
    CHECK(fault_of(in_words) == Fault::Invalid);
    CHECK(cast.disclosures() == 0);
    CHECK(asked_of_us(cast.world, cast.at_the_shelter)->size() == 1);
    CHECK(asked_of_us(cast.world, cast.at_the_clinic)->empty());
    CHECK(fault_of(asked_of_us(cast.world, cast.at_the_clinic, row->reference)) == Fault::NotFound);
}

TEST("only a provider that said yes is brought in, and only with the person's consent")
{
    TransferCast cast;
    auto const row = cast.asked();
    REQUIRE(row);
    auto const other = cast.given();

    auto const too_early = bring_in(cast.world, cast.maria, row->id, cast.consent);
    REQUIRE(answer(cast.world, cast.at_the_shelter, row->reference, true, {}));
    auto const other_purpose = bring_in(cast.world, cast.maria, row->id, other);
    auto const by_sam = bring_in(cast.world, cast.sam, row->id, cast.consent);

    CHECK(fault_of(too_early) == Fault::Conflict);
    CHECK(fault_of(other_purpose) == Fault::NotAllowed);
    CHECK(fault_of(by_sam) == Fault::NotFound);
    CHECK(cast.disclosures() == 0);
    CHECK(fault_of(talk(cast.world, cast.at_the_shelter, row->reference)) == Fault::NotFound);
}

TEST("a provider reads and writes from the moment it came in, and nothing from before")
{
    TransferCast cast;
    auto const row = cast.brought_in();

    REQUIRE(signals::write_from_person(cast.world, cast.signal, "hello shelter", "k2"));
    REQUIRE(say(cast.world, cast.at_the_shelter, row.reference, "we have a room", "k3"));
    REQUIRE(say(cast.world, cast.at_the_shelter, row.reference, "we have a room", "k3"));

    CHECK(cast.heard_by_shelter(row) == "hello shelter|we have a room|");
    CHECK(cast.disclosures() == 1);
    CHECK(cast.now(*row.step).state == steps::State::Accepted);
    CHECK(fault_of(talk(cast.world, cast.at_the_clinic, row.reference)) == Fault::NotFound);
}

TEST("when the person takes the consent back the provider is out and reads nothing more")
{
    TransferCast cast;
    auto const row = cast.brought_in();
    REQUIRE(signals::write_from_person(cast.world, cast.signal, "hello shelter", "k2"));
    auto const readings = cast.readings();

    REQUIRE(withdraw(cast.world, cast.maria, cast.consent, "said"));

    CHECK(fault_of(talk(cast.world, cast.at_the_shelter, row.reference)) == Fault::NotFound);
    CHECK(fault_of(say(cast.world, cast.at_the_shelter, row.reference, "wait", "k4")) == Fault::NotFound);
    CHECK(find(cast.world, cast.maria, row.id)->state == State::Ended);
    CHECK_FALSE(signals::find(cast.world, cast.signal)->organization);
    CHECK(cast.readings() == readings);
}

TEST("the advocate leaves and the two go on; when the provider goes too the person stands in line again")
{
    TransferCast cast;
    auto const row = cast.brought_in();

    REQUIRE(leave(cast.world, cast.maria, row.id));
    REQUIRE(signals::write_from_person(cast.world, cast.signal, "still here", "k5"));
    auto const with_shelter = signals::find(cast.world, cast.signal)->state;
    auto const heard = cast.heard_by_shelter(row);
    REQUIRE(end_by_provider(cast.world, cast.at_the_shelter, row.reference));

    CHECK(with_shelter == signals::State::WrapUp);
    CHECK(heard == "still here|");
    CHECK(signals::find(cast.world, cast.signal)->state == signals::State::Waiting);
}

TEST("a provider that does not answer is an alarm")
{
    TransferCast cast;
    auto const row = cast.asked();
    REQUIRE(row);

    cast.advance(answer_time);
    cast.tick();
    auto const silent = cast.alarm_is_open("transfer_unanswered");
    REQUIRE(answer(cast.world, cast.at_the_shelter, row->reference, false, {}));

    CHECK(silent);
    CHECK_FALSE(cast.alarm_is_open("transfer_unanswered"));
    CHECK(find(cast.world, cast.maria, row->id)->state == State::NoRoom);
}

} // namespace reachline::hotline::steps::transfer
