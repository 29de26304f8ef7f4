#include "hotline/cases/cases.hpp"

#include "hotline/cases/cases_store.hpp"

#include <algorithm>

namespace reachline::hotline::cases {

namespace {

using people::Permission;

constexpr std::size_t key_limit = 64;

audit::Subject about(Id<Case> id) { return audit::subject("case", id); }

void tell_changed(World& world, Id<Case> id)
{
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = id.value });
}

std::optional<Id<Account>> account_of(Actor const& actor)
{
    return actor.account ? std::optional(actor.account) : std::nullopt;
}

Done may_work(Actor const& actor)
{
    if (actor.kind == Actor::Kind::System || actor.may(Permission::AnswerSignals))
        return {};
    return fail(Fault::NotAllowed, "only who answers signals works on cases");
}

std::int64_t year_of(Time time)
{
    return static_cast<int>(std::chrono::year_month_day(std::chrono::floor<Days>(time)).year());
}

bool is_code(std::string const& text)
{
    return !text.empty() && text.size() <= 64
        && std::ranges::all_of(text, [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

bool is_state(std::string const& text)
{
    return is_code(text)
        || (text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; }));
}

Done check(Facts const& facts)
{
    if (facts.jurisdiction && !is_state(*facts.jurisdiction))
        return fail(Fault::Invalid, "the state is not a code of the list");
    if (facts.venue && !is_code(*facts.venue))
        return fail(Fault::Invalid, "the venue is not a code of the list");
    if (facts.close_reason && !is_code(*facts.close_reason))
        return fail(Fault::Invalid, "the reason is not a code of the list");
    if ((facts.status == Status::Closed) != facts.close_reason.has_value())
        return fail(Fault::Invalid, "a case is closed with a reason, and only a closed one has it");
    return {};
}

Done may_link(World& world, Actor const& actor, Id<Signal> signal)
{
    if (actor.kind == Actor::Kind::System || signals::may_open(actor, TRY(signals::find(world, signal))))
        return {};
    return fail(Fault::NotFound, "there is no such signal");
}

Done link(World& world, Actor const& actor, Id<Case> id, Id<Signal> signal)
{
    if (TRY(rows::is_linked(world, id, signal)))
        return {};
    TRY(rows::insert_link(world, id, signal, account_of(actor)));
    TRY(audit::record(world, actor, "signal_linked", audit::subject("signal", signal), about(id)));
    world.tell({ .kind = Notice::Kind::SignalChanged, .subject = signal.value });
    return {};
}

} // namespace

Result<Id<Case>> open_case(World& world, Actor const& actor, NewCase const& wanted)
{
    TRY(may_work(actor));
    if (wanted.idempotency_key.size() > key_limit)
        return fail(Fault::Invalid, "the idempotency key is too long");
    if (!wanted.idempotency_key.empty())
        if (auto const earlier = TRY(rows::case_by_key(world, account_of(actor), wanted.idempotency_key)))
            return *earlier;
    if (wanted.signal)
        TRY(may_link(world, actor, *wanted.signal));
    auto const id = world.new_id<Case>();
    auto const year = year_of(world.now());
    TRY(rows::insert_case(world,
        { .id = id, .year = year, .ordinal = TRY(rows::next_ordinal(world, year)),
            .folder = world.keys.new_folder(), .by = account_of(actor),
            .idempotency_key = wanted.idempotency_key }));
    TRY(audit::record(world, actor, "case_opened", about(id)));
    if (wanted.signal)
        TRY(link(world, actor, id, *wanted.signal));
    tell_changed(world, id);
    return id;
}

Result<CaseFile> find(World& world, Actor const& actor, Id<Case> id)
{
    TRY(may_open(world, actor, id));
    return file_of(world, id);
}

Result<std::vector<Listed>> list(World& world, Actor const& actor, std::int64_t limit)
{
    TRY(may_work(actor));
    std::vector<Listed> listed;
    for (auto& file : TRY(rows::newest_cases(world, limit))) {
        auto const by = TRY(access(world, actor, file.id));
        auto const mine = by == Access::Own || file.assigned == actor.account;
        listed.push_back({ std::move(file), mine, by != Access::None });
    }
    return listed;
}

Result<Facts> set_facts(World& world, Actor const& actor, Id<Case> id, Facts const& facts)
{
    auto const before = TRY(find(world, actor, id));
    TRY(check(facts));
    auto const closed_at = facts.status != Status::Closed ? std::nullopt
        : before.closed_at                                ? before.closed_at
                                                          : std::optional(world.now());
    if (TRY(rows::update_facts(world, id, facts, closed_at)) == 0)
        return fail(Fault::Conflict, "somebody else saved this case in between");
    TRY(audit::record(world, actor, "case_facts_saved", about(id)));
    if (closed_at && !before.closed_at)
        TRY(audit::record(world, actor, "case_closed", about(id)));
    if (!closed_at && before.closed_at)
        TRY(audit::record(world, actor, "case_reopened", about(id)));
    tell_changed(world, id);
    return TRY(file_of(world, id)).facts;
}

Done assign(World& world, Actor const& actor, Id<Case> id, Id<Account> to)
{
    TRY(may_open(world, actor, id));
    TRY(rows::update_assigned(world, id, to));
    TRY(audit::record(world, actor, "case_assigned", about(id), audit::subject("account", to)));
    tell_changed(world, id);
    return {};
}

Done set_proposed(World& world, Id<Case> id, Likelihood level)
{
    TRY(rows::update_proposed(world, id, level));
    tell_changed(world, id);
    return {};
}

Done set_confirmed(World& world, Actor const& actor, Id<Case> id, Likelihood level)
{
    TRY(may_open(world, actor, id));
    TRY(rows::update_confirmed(world, id, level));
    TRY(audit::record(world, actor, "likelihood_confirmed", about(id)));
    tell_changed(world, id);
    return {};
}

Done link_signal(World& world, Actor const& actor, Id<Case> id, Id<Signal> signal)
{
    TRY(may_open(world, actor, id));
    TRY(may_link(world, actor, signal));
    TRY(link(world, actor, id, signal));
    TRY(rows::touch(world, id));
    tell_changed(world, id);
    return {};
}

Result<std::vector<Id<Signal>>> signals_of(World& world, Id<Case> id) { return rows::signals_of(world, id); }
Result<std::vector<Id<Case>>> cases_of(World& world, Id<Signal> id) { return rows::cases_of(world, id); }

Result<std::optional<Id<Signal>>> conversation_of(World& world, Actor const& actor, Id<Case> id)
{
    return rows::live_signal_of(world, id, actor.account);
}

Result<std::vector<Happening>> timeline(
    World& world, Actor const& actor, Id<Case> id, std::int64_t limit)
{
    TRY(may_open(world, actor, id));
    return rows::events_of(world, id, limit);
}

Result<Id<Folder>> folder_of(World& world, Id<Case> id) { return TRY(file_of(world, id)).folder; }

Result<CaseFile> file_of(World& world, Id<Case> id)
{
    auto file = TRY(rows::case_file(world, id));
    if (!file)
        return fail(Fault::NotFound, "there is no such case");
    return *std::move(file);
}

} // namespace reachline::hotline::cases
