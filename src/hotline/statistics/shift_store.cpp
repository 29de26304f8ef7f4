#include "base/json_binding.hpp"
#include "hotline/statistics/shift.hpp"

#include <map>

namespace reachline::hotline::statistics {

namespace {

using Waits = std::map<signals::Channel, std::vector<seconds>>;

signals::Channel channel_in(store::Row const& row)
{
    return json::enum_value<signals::Channel>(row.text(0)).value_or(signals::Channel::Other);
}

/// The smallest wait that `percent` of all did not exceed; `waits` are sorted.
std::optional<seconds> percentile(std::vector<seconds> const& waits, std::size_t percent)
{
    if (waits.empty())
        return std::nullopt;
    return waits[(waits.size() * percent + 99) / 100 - 1];
}

constexpr char select_waits[] = R"sql(
    select channel, (answered_at - arrived) / 1000 as wait from signal
    where arrived >= ?1 and answered_at is not null and by_hand = 0
        and channel in ('call', 'text', 'webchat')
    order by wait
)sql";
Result<Waits> waits_since(World& world, Time from)
{
    Waits waits;
    TRY(world.database.all(
        select_waits,
        [&](store::Row const& row) {
            waits[channel_in(row)].push_back(seconds(row.integer(1)));
            return 0;
        },
        from));
    return waits;
}

constexpr char select_channels[] = R"sql(
    select channel, count(*),
        sum(case when answered_at is not null then 1 else 0 end),
        sum(case when state = 'abandoned' then 1 else 0 end),
        sum(case when state = 'refused' then 1 else 0 end),
        sum(case when state = 'lost' then 1 else 0 end)
    from signal where arrived >= ?1 group by channel order by channel
)sql";
Result<std::vector<ChannelShift>> channels_since(World& world, Time from)
{
    auto const waits = TRY(waits_since(world, from));
    return world.database.all(
        select_channels,
        [&](store::Row const& row) {
            ChannelShift one { .channel = channel_in(row),
                .arrived = row.integer(1),
                .answered = row.integer(2),
                .abandoned = row.integer(3),
                .refused = row.integer(4),
                .lost = row.integer(5) };
            if (auto const found = waits.find(one.channel); found != waits.end()) {
                one.median_wait = percentile(found->second, 50);
                one.p90_wait = percentile(found->second, 90);
            }
            return one;
        },
        from);
}

constexpr char select_steps[] = R"sql(
    select kind,
        sum(case when sent_at is not null then 1 else 0 end),
        sum(case when state in ('accepted', 'done') then 1 else 0 end),
        sum(case when state = 'declined' then 1 else 0 end),
        sum(case when state in ('drafted', 'waiting_for_consent', 'waiting_for_decision', 'ready',
            'sent') then 1 else 0 end)
    from step where created_at >= ?1 group by kind order by kind
)sql";
Result<std::vector<StepShift>> steps_since(World& world, Time from)
{
    return world.database.all(
        select_steps,
        [](store::Row const& row) {
            return StepShift { row.string(0), row.integer(1), row.integer(2), row.integer(3),
                row.integer(4) };
        },
        from);
}

constexpr char count_cases[] = "select count(*) from case_file where opened_at >= ?1";
constexpr char count_granted[] = "select count(*) from consent where recorded_at >= ?1";
constexpr char count_withdrawn[] = "select count(*) from consent where revoked_at >= ?1";

} // namespace

Result<Shift> shift_since(World& world, Time from)
{
    auto const number = [](store::Row const& row) { return row.integer(0); };
    return Shift {
        .channels = TRY(channels_since(world, from)),
        .steps = TRY(steps_since(world, from)),
        .cases_opened = TRY(world.database.find(count_cases, number, from)).value_or(0),
        .consents_granted = TRY(world.database.find(count_granted, number, from)).value_or(0),
        .consents_withdrawn = TRY(world.database.find(count_withdrawn, number, from)).value_or(0),
    };
}

} // namespace reachline::hotline::statistics
