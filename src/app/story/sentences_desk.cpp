#include "app/story/stage.hpp"

#include "hotline/desk/desk.hpp"

#include <algorithm>

namespace reachline::app::story {

namespace {

namespace desk = hotline::desk;
using hotline::Signal;
using hotline::World;

Id<Signal> signal_named(Stage& stage, std::string const& name) { return stage.signalers.at(named(name)).signal; }

Result<std::optional<desk::OfferRow>> offer_to(Stage& stage, std::string const& who, Id<Signal> signal)
{
    return stage.run<std::optional<desk::OfferRow>>([&](World& world) -> Result<std::optional<desk::OfferRow>> {
        for (auto const& offer : TRY(desk::open_offers(world, stage.staff.at(who).account)))
            if (offer.signal == signal)
                return std::optional(offer);
        return std::optional<desk::OfferRow> {};
    });
}

Complaint is_offered(Stage& stage, std::string const& who, std::string const& name, bool expected)
{
    auto const offer = offer_to(stage, who, signal_named(stage, name));
    if (!offer)
        return std::string(offer.error().text.view());
    return expect(offer->has_value() == expected,
        expected ? "it is not offered to them" : "it is offered to them");
}

Complaint answers(Stage& stage, std::string const& who, std::string const& name)
{
    auto const signal = signal_named(stage, name);
    auto const offer = offer_to(stage, who, signal);
    if (!offer)
        return std::string(offer.error().text.view());
    auto const done = stage.run([&](World& world) -> Done {
        auto const& actor = stage.staff.at(who).actor;
        return *offer ? desk::accept(world, actor, (*offer)->id) : desk::pull(world, actor, signal);
    });
    if (!done)
        stage.last_refusal = done.error();
    return {};
}

Complaint declines(Stage& stage, std::string const& who, std::string const& name)
{
    auto const offer = offer_to(stage, who, signal_named(stage, name));
    if (!offer || !*offer)
        return "it is not offered to them";
    return complaint_of(stage.run(
        [&](World& world) { return desk::decline(world, stage.staff.at(who).actor, (*offer)->id); }));
}

Complaint holds(Stage& stage, std::string const& who, std::string const& name)
{
    auto const signal = stage.run<hotline::signals::SignalRow>(
        [&](World& world) { return hotline::signals::find(world, signal_named(stage, name)); });
    if (!signal)
        return std::string(signal.error().text.view());
    return expect(signal->handler == stage.staff.at(who).account, "it is not in their hands");
}

Complaint alarm_is(Stage& stage, std::string const& kind, bool expected)
{
    auto const alarms = stage.run<std::vector<desk::AlarmRow>>(
        [](World& world) { return desk::open_alarms(world); });
    if (!alarms)
        return std::string(alarms.error().text.view());
    bool const there = std::any_of(
        alarms->begin(), alarms->end(), [&](desk::AlarmRow const& alarm) { return alarm.kind == kind; });
    return expect(there == expected, expected ? "no such alarm is raised" : "this alarm is raised");
}

Complaint place_is(Stage& stage, std::string const& name, int ahead)
{
    auto const place = stage.run<desk::Place>(
        [&](World& world) { return desk::place_of(world, signal_named(stage, name)); });
    if (!place)
        return std::string(place.error().text.view());
    return expect(place->ahead == ahead, std::to_string(place->ahead) + " are before it");
}

Complaint in_line(Stage& stage, int expected)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const many = TRY(desk::line(world)).size();
        return expect(many == static_cast<std::size_t>(expected), std::to_string(many) + " are in line");
    });
}

} // namespace

Sentences desk_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "expect {who} not to be offered {name}",
            [](S stage, A said) { return is_offered(stage, said[0], said[1], false); } },
        { "expect {who} to be offered {name}",
            [](S stage, A said) { return is_offered(stage, said[0], said[1], true); } },
        { "{who} answers {name}", [](S stage, A said) { return answers(stage, said[0], said[1]); } },
        { "{who} declines {name}", [](S stage, A said) { return declines(stage, said[0], said[1]); } },
        { "expect {who} to hold {name}", [](S stage, A said) { return holds(stage, said[0], said[1]); } },
        { "expect the alarm {kind}", [](S stage, A said) { return alarm_is(stage, said[0], true); } },
        { "expect no alarm {kind}", [](S stage, A said) { return alarm_is(stage, said[0], false); } },
        { "expect nobody in line", [](S stage, A) { return in_line(stage, 0); } },
        { "expect {number} in line", [](S stage, A said) { return in_line(stage, std::stoi(said[0])); } },
        { "expect {number} before {name} in the line",
            [](S stage, A said) { return place_is(stage, said[1], std::stoi(said[0])); } },
    };
}

} // namespace reachline::app::story
