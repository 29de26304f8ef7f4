#include "hotline/directory/upkeep/queue.hpp"

#include "hotline/directory/changes.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/search/search.hpp"
#include "hotline/directory/standing.hpp"
#include "hotline/directory/upkeep/upkeep_store.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace reachline::hotline::directory::upkeep {

namespace {

constexpr Days feedback_counts_for { 180 };
constexpr Days application_waits { 14 }; ///< of the one to four weeks that applicants are told
constexpr std::int64_t often = 3;
constexpr std::int64_t most_of_a_kind = 400;

TaskReason reason_of(Feedback kind, std::int64_t times)
{
    switch (kind) {
    case Feedback::NumberWrong:
        return TaskReason::NumberWrong;
    case Feedback::DidNotAnswer:
        return times >= often ? TaskReason::SilentOften : TaskReason::Silent;
    default:
        return times >= often ? TaskReason::TurnedAwayOften : TaskReason::TurnedAway;
    }
}

/// One task an entry, however many reasons it has.
class Gathered {
public:
    void add(rows::Found const& entry, Because reason)
    {
        auto& task = services_[entry.id.value];
        task.kind = TaskKind::Service;
        task.id = entry.id.value;
        task.name = entry.name;
        task.organization = entry.organization;
        task.state = entry.state;
        task.reasons.push_back(reason);
    }
    void add(std::vector<rows::Found> const& entries, TaskReason reason)
    {
        for (auto const& one : entries)
            add(one, { .reason = reason, .since = one.since });
    }
    void add(Task task) { others_.push_back(std::move(task)); }

    std::vector<Task> in_order()
    {
        for (auto& [id, task] : services_)
            others_.push_back(std::move(task));
        for (auto& task : others_)
            weigh(task);
        std::ranges::sort(others_, {}, [](Task const& task) {
            return std::tuple(task.rank, task.reasons.front().reason, task.since.value_or(Time {}),
                task.kind, task.id, task.other);
        });
        // A cap on entries alone: an application or a merge is never crowded out by old ones.
        std::size_t services = 0;
        std::erase_if(others_, [&](Task const& task) {
            return task.kind == TaskKind::Service && ++services > most_tasks;
        });
        return std::move(others_);
    }

private:
    /// The weightiest reason says where it stands, since when and what to do.
    static void weigh(Task& task)
    {
        std::ranges::sort(task.reasons, {}, [](Because const& one) {
            return std::tuple(rank_of(one.reason), one.reason);
        });
        auto const& first = task.reasons.front();
        task.rank = rank_of(first.reason);
        task.since = first.since;
        task.act = act_of(first.reason);
    }

    std::map<std::int64_t, Task> services_;
    std::vector<Task> others_;
};

Done add_entries(Gathered& all, store::Database& database, Time now)
{
    auto const old = TRY(rows::overdue(database,
        { .transfers_before = now - transfers_for, .all_before = now - true_for },
        most_of_a_kind));
    for (auto const& one : old)
        all.add(one, { .reason = one.transfers ? TaskReason::OverdueForTransfers : TaskReason::Overdue,
                         .since = one.since });
    all.add(TRY(rows::waiting_for_a_second(database, most_of_a_kind)), TaskReason::WaitsForSecond);
    all.add(TRY(rows::unreachable(database, most_of_a_kind)), TaskReason::Unreachable);
    all.add(TRY(rows::with_old_room(database, now - room_expires_after, most_of_a_kind)),
        TaskReason::OldRoom);
    all.add(TRY(rows::unfinished(database, most_of_a_kind)), TaskReason::Unfinished);
    for (auto const& one : TRY(rows::feedback(database, now - feedback_counts_for)))
        all.add(one.entry, { .reason = reason_of(one.kind, one.times),
                               .times = one.times,
                               .since = one.entry.since });
    return {};
}

Done add_changes(Gathered& all, store::Database& database)
{
    for (auto const& change : TRY(waiting_changes(database)))
        if (auto const entry = TRY(rows::entry(database, change.listing)))
            all.add(*entry,
                { .reason = change.held.empty() ? TaskReason::Change : TaskReason::ContactChange,
                    .since = change.proposed_at });
    return {};
}

Done add_applications(Gathered& all, store::Database& database, Time now)
{
    for (auto const& one : TRY(applications::all(database))) {
        if (one.state > applications::State::Approved)
            continue;
        bool const is_late = now - one.submitted > application_waits;
        all.add({ .kind = TaskKind::Application,
            .id = one.id.value,
            .state = one.states,
            .reasons = { { .reason = is_late ? TaskReason::ApplicationLate : TaskReason::Application,
                .since = one.submitted } } });
    }
    return {};
}

Done add_merges(Gathered& all, store::Database& database, std::vector<Pair> const& pairs)
{
    for (auto const& row : TRY(waiting_merges(database)))
        all.add({ .kind = TaskKind::Pair,
            .id = row.wish.kept,
            .other = row.wish.gone,
            .name = TRY(rows::name_of(database, row.wish.kind, row.wish.kept)),
            .reasons = { { .reason = TaskReason::MergeWaits, .since = row.proposed_at } } });
    for (auto const& pair : pairs)
        all.add({ .kind = TaskKind::Pair,
            .id = pair.one,
            .other = pair.other,
            .name = pair.one_name,
            .organization = pair.other_name == pair.one_name ? std::string() : pair.other_name,
            .state = pair.place,
            .reasons = { { .reason = TaskReason::Duplicate } } });
    return {};
}

} // namespace

std::int64_t rank_of(TaskReason reason)
{
    if (reason <= TaskReason::SilentOften)
        return 1;
    return reason <= TaskReason::TurnedAwayOften ? 2 : 3;
}

Act act_of(TaskReason reason)
{
    switch (reason) {
    case TaskReason::ContactChange:
    case TaskReason::Change:
        return Act::DecideChange;
    case TaskReason::Unreachable:
    case TaskReason::BreaksRule:
    case TaskReason::Unfinished:
        return Act::Edit;
    case TaskReason::Application:
    case TaskReason::ApplicationLate:
        return Act::ReadApplication;
    case TaskReason::Duplicate:
    case TaskReason::MergeWaits:
        return Act::Compare;
    case TaskReason::OldRoom:
        return Act::AskForRoom;
    default:
        return Act::Verify;
    }
}

Result<std::vector<Task>> queue(store::Database& database, FoundBySweep const& found, Time now)
{
    Gathered all;
    TRY(add_entries(all, database, now));
    TRY(add_changes(all, database));
    TRY(add_applications(all, database, now));
    TRY(add_merges(all, database, found.pairs));
    for (auto const id : found.breaking_rules)
        if (auto const entry = TRY(rows::entry(database, id)))
            all.add(*entry, { .reason = TaskReason::BreaksRule });
    return all.in_order();
}

Result<std::vector<Id<Listing>>> breaking_rules(
    store::Database& database, Reference const& reference)
{
    constexpr std::int64_t at_a_time = 1'000;
    std::vector<Id<Listing>> found;
    for (Id<Listing> last {};;) {
        auto const some = TRY(listings_after(database, last, at_a_time));
        for (auto const id : some) {
            auto const one = TRY(listing(database, id));
            if (one.status != Status::Defunct && !check(one, reference))
                found.push_back(id);
        }
        if (some.size() < at_a_time)
            return found;
        last = some.back();
    }
}

} // namespace reachline::hotline::directory::upkeep
