// Promise P21: of any number of generated attempts, none passes that a plain reading of the rules
// would not let pass, and none is stopped that it would. The gate and the database are asked apart.

#include "hotline/consent/cast_for_tests.hpp"

#include <rapidcheck.h>

#include <cstdlib>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

namespace {

constexpr std::array purposes { Purpose::Referral, Purpose::LiveTransfer, Purpose::EmergencyCoordination };
constexpr std::array purpose_names { "referral", "live_transfer", "emergency_coordination" };
constexpr std::array recipients { GateCast::the_shelter, GateCast::the_clinic };
constexpr std::array codes { "alias", "need", "languages", "location_exact", "immediate_danger" };

enum class Kind { Try, TryByForce, Give, Withdraw, Repeat, Wait };

/// One move of whoever tries; the numbers mean what the move needs.
struct Move {
    Kind kind = Kind::Try;
    int basis = 0, person = 0, recipient = 0, purpose = 0, fields = 0, minutes = 0, uses = 0, doubt = 0;
    bool follows = false; ///< takes what its basis says, and changes at most one thing
    int change = 0;
};

[[maybe_unused]] void showValue(Move const& m, std::ostream& os)
{
    os << "{" << static_cast<int>(m.kind) << " basis " << m.basis << " person " << m.person << " to " << m.recipient << " for "
       << m.purpose << " fields " << m.fields << " min " << m.minutes << " uses " << m.uses << " doubt " << m.doubt << "}";
}
/// What a consent is, in a few plain words: the rules told a second time, without the code.
struct Told {
    Id<Consent> id;
    int person = 0, recipient = 0, purpose = 0, fields = 0, max_uses = 0, uses = 0;
    Time from, until;
    bool withdrawn = false, held = false;

    bool covers(Move const& m, Time now) const
    {
        return person == m.person && recipient == m.recipient && purpose == m.purpose && (m.fields & ~fields) == 0
            && (m.fields != 0 || purposes[static_cast<std::size_t>(purpose)] == Purpose::LiveTransfer) && from <= now
            && now < until && !withdrawn && !held && (max_uses == 0 || uses < max_uses);
    }
};

struct Trial {
    GateCast cast;
    std::array<Id<Person>, 3> people {};
    std::vector<Told> told;
    std::size_t passed = 0, refused = 0;

    Trial()
    {
        for (auto& person : people) {
            person = cast.person_in(cast.subject);
            cast.fill_in(person, { { "alias", "Fern" }, { "need", "a bed" }, { "languages", "es" },
                                     { "location_exact", "17 Elm" }, { "immediate_danger", "a knife" } });
        }
    }
    std::vector<std::string> fields_of(int mask) const
    {
        std::vector<std::string> fields;
        for (std::size_t i = 0; i < codes.size(); ++i)
            if (mask & (1 << i))
                fields.emplace_back(codes[i]);
        return fields;
    }
    Told* basis_of(Move const& m)
    {
        return told.empty() || m.basis == 0 ? nullptr : &told[static_cast<std::size_t>(m.basis) % told.size()];
    }
    /// Nearly right attempts find more than wholly random ones.
    Move aimed(Move m)
    {
        auto const* const basis = basis_of(m);
        if (!m.follows || !basis)
            return m;
        if (m.change != 1)
            m.person = basis->person;
        if (m.change != 2)
            m.recipient = basis->recipient;
        if (m.change != 3)
            m.purpose = basis->purpose;
        if (m.change != 4)
            m.fields &= basis->fields;
        return m;
    }
    void give(Move const& m)
    {
        auto yes = cast.yes();
        yes.person = people[static_cast<std::size_t>(m.person)];
        yes.recipient = recipients[static_cast<std::size_t>(m.recipient)];
        yes.purpose = purposes[static_cast<std::size_t>(m.purpose)];
        yes.fields = fields_of(m.fields);
        yes.valid_from = cast.world.now() + minutes(m.minutes % 7);
        yes.valid_until = *yes.valid_from + minutes(1 + m.minutes);
        if (m.uses > 0)
            yes.max_uses = m.uses;
        yes.duress_suspected = m.doubt == 0;
        auto const id = consent::give(cast.world, cast.maria, yes);
        bool const empty = m.fields == 0 && yes.purpose != Purpose::LiveTransfer;
        RC_ASSERT(id.has_value() == !empty);
        if (id)
            told.push_back({ *id, m.person, m.recipient, m.purpose, m.fields, m.uses, 0, *yes.valid_from,
                *yes.valid_until, false, yes.duress_suspected });
    }
    void attempt(Move const& m)
    {
        auto* const basis = basis_of(m);
        bool const right = basis && basis->covers(m, cast.world.now());
        auto permit = Gate::permit(cast.world, cast.maria,
            { people[static_cast<std::size_t>(m.person)], recipients[static_cast<std::size_t>(m.recipient)],
                purposes[static_cast<std::size_t>(m.purpose)], fields_of(m.fields),
                basis ? basis->id : Id<Consent> { 77 } });
        RC_ASSERT(permit.has_value() == right);
        (right ? passed : refused) += 1;
        if (!right)
            return;
        auto const shown = Gate::preview(cast.world, cast.maria, *permit);
        RC_ASSERT(shown.has_value());
        auto const released = Gate::release(cast.world, cast.maria, std::move(*permit), Carrier::Portal, shown->hash);
        RC_ASSERT(released.has_value());
        RC_ASSERT(Gate::hand_over(cast.world, released->id).has_value());
        basis->uses += 1;
    }
    void attempt_by_force(Move const& m)
    {
        auto* const basis = basis_of(m);
        bool const right = basis && basis->covers(m, cast.world.now());
        RC_ASSERT(cast.database.savepoint().has_value());
        bool const written = force(m, basis ? basis->id : Id<Consent> { 77 });
        cast.database.undo();
        RC_ASSERT(written == right);
        (right ? passed : refused) += 1;
    }
    bool force(Move const& m, Id<Consent> basis)
    {
        static constexpr char disclosure[] = R"sql(
            insert into disclosure (id, case_id, person, recipient, purpose, consent, carrier, state, field_count,
                decided_by, decided_at, content_hash, folder, document_sealed)
            values (900, ?1, ?2, ?3, ?4, ?5, 'portal', 'queued', ?6, 11, ?7, zeroblob(32), 900, x'00')
        )sql";
        static constexpr char field[] = R"sql(
            insert into disclosure_field (disclosure, field_code, consent) values (900, ?1, ?2)
        )sql";
        auto const fields = fields_of(m.fields);
        if (!cast.database.run(disclosure, cast.subject, people[static_cast<std::size_t>(m.person)],
                recipients[static_cast<std::size_t>(m.recipient)], purpose_names[static_cast<std::size_t>(m.purpose)],
                basis, fields.size(), cast.world.now()))
            return false;
        for (auto const& code : fields)
            if (!cast.database.run(field, code, basis))
                return false;
        return cast.database.run("update disclosure set state = 'sent', sent_at = ?1 where id = 900", cast.world.now()).has_value();
    }
    void make(Move const& wanted)
    {
        auto* const basis = basis_of(wanted);
        auto const m = aimed(wanted);
        switch (m.kind) {
        case Kind::Give:
            return give(wanted);
        case Kind::Try:
            return attempt(m);
        case Kind::TryByForce:
            return attempt_by_force(m);
        case Kind::Withdraw:
            if (basis && m.minutes % 4 == 0) {
                RC_ASSERT(withdraw(cast.world, cast.maria, basis->id, "said").has_value());
                basis->withdrawn = true;
            }
            return;
        case Kind::Repeat:
            if (basis && repeat_in_private(cast.world, cast.maria, basis->id))
                basis->held = false;
            return;
        case Kind::Wait:
            cast.ledger.clock.advance(minutes(m.minutes % 9));
            RC_ASSERT(expire(cast.world).has_value());
            return;
        }
    }
};

rc::Gen<Move> any_move()
{
    using rc::gen::inRange;
    return rc::gen::build<Move>(
        rc::gen::set(&Move::kind,
            rc::gen::weightedElement<Kind>({ { 8, Kind::Try }, { 8, Kind::TryByForce }, { 4, Kind::Give }, { 2, Kind::Withdraw },
                { 1, Kind::Repeat }, { 2, Kind::Wait } })),
        rc::gen::set(&Move::basis, inRange(0, 40)), rc::gen::set(&Move::person, inRange(0, 3)),
        rc::gen::set(&Move::recipient, inRange(0, 2)), rc::gen::set(&Move::purpose, inRange(0, 3)),
        rc::gen::set(&Move::fields, inRange(0, 32)), rc::gen::set(&Move::minutes, inRange(0, 60)),
        rc::gen::set(&Move::uses, inRange(0, 4)), rc::gen::set(&Move::doubt, inRange(0, 6)),
        rc::gen::set(&Move::follows, rc::gen::weightedElement<bool>({ { 4, true }, { 1, false } })),
        rc::gen::set(&Move::change, inRange(0, 9)));
}

/// More of them: REACHLINE_ATTEMPTS=1000000 build/release/reachline_tests -tc="P21*"
std::size_t attempts_wanted()
{
    auto const* const text = std::getenv("REACHLINE_ATTEMPTS");
    return text ? static_cast<std::size_t>(std::strtoull(text, nullptr, 10)) : 1;
}

} // namespace

TEST("P21: whatever is tried, the gate and the database let pass what the rules say, and nothing else")
{
    std::size_t passed = 0, refused = 0;
    auto const wanted = attempts_wanted();

    while (passed + refused < wanted) {
        bool const held = rc::check("attempts", [&] {
            Trial trial;
            for (auto const& move : *rc::gen::resize(200, rc::gen::container<std::vector<Move>>(200, any_move())))
                trial.make(move);
            passed += trial.passed;
            refused += trial.refused;
        });
        REQUIRE(held);
    }

    MESSAGE("attempts: " << passed << " passed, " << refused << " refused");
    CHECK(passed > 200);
    CHECK(refused > 2000);
}
