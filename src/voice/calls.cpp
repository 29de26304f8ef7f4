#include "voice/calls.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace reachline::voice {

namespace {

constexpr std::uint64_t beats_a_second = 1000 / frame_milliseconds;
constexpr int beats_between_reports = 5 * static_cast<int>(beats_a_second); // RFC 3550, 6.2

std::uint32_t number_of(Leg leg)
{
    return static_cast<std::uint32_t>(leg);
}

int seconds_between(Moment from, Moment to)
{
    return static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(to - from).count());
}

control::End end_of(sip::Ended const& how)
{
    using control::End;
    switch (how.status) {
    case 0:
        return how.by_peer ? End::PeerLeft : End::Unreachable;
    case 408:
    case 480:
    case 487:
        return End::NoAnswer;
    case 486:
    case 600:
        return End::Busy;
    case 403:
    case 603:
        return End::Declined;
    default:
        return End::Unreachable;
    }
}

} // namespace

Calls::Calls(Config config, Random& chance, prompts::Prompts const& prompts,
    std::function<void(control::Told const&)> tell)
    : config_(std::move(config))
    , chance_(chance)
    , prompts_(prompts)
    , tell_(std::move(tell))
    , away_(config_.ring_list, config_.ring_each, away_actions())
{
}

sip::StackEvents Calls::events()
{
    return {
        .ringing = [this](sip::Dialog dialog,
                       sip::Incoming const& incoming) { ringing(dialog, incoming); },
        .progressing =
            [this](sip::Dialog dialog, std::string const& description) {
                auto* const its = call(dialog);
                if (!its)
                    return;
                if (!description.empty())
                    described(*its, description);
                its->state = control::LegState::Early;
                tell_(control::Progressing { number_of(its->leg) });
            },
        .answered = [this](sip::Dialog dialog,
                        std::string const& description) { answered(dialog, description); },
        .changed = [this](sip::Dialog dialog,
                       std::string const& offer) { return changed(dialog, offer); },
        .key =
            [this](sip::Dialog dialog, char pressed) {
                if (auto* const its = call(dialog))
                    key(*its, pressed);
            },
        .ended = [this](sip::Dialog dialog, sip::Ended const& how) { ended(dialog, how); },
    };
}

// The server.

void Calls::server_came(Moment now)
{
    has_server_ = true;
    server_gone_since_.reset();
    tell_(control::Welcome { .version = control::version,
        .prompts = prompts_.names(),
        .trunks = config_.trunks,
        .legs = legs(now) });
}

void Calls::server_went(Moment now)
{
    has_server_ = false;
    server_gone_since_ = now;
}

std::vector<control::LegNow> Calls::legs(Moment moment) const
{
    std::vector<control::LegNow> all;
    for (auto const& [leg, its] : calls_)
        all.push_back(now(*its, moment));
    return all;
}

control::LegNow Calls::now(Call const& its, Moment moment) const
{
    auto const posture = rooms_.at(its.room).posture(its.leg);
    bool const held = its.theirs && its.theirs->direction != sip::Direction::Both;
    return { .leg = number_of(its.leg),
        .room = its.room,
        .way = its.way,
        .state = its.state,
        .trunk = its.trunk,
        .caller = its.caller,
        .called = its.called,
        .muted = posture.muted,
        .held = posture.held,
        .listening = posture.listening,
        .whispers_to =
            posture.whispers_to ? std::optional(number_of(*posture.whispers_to)) : std::nullopt,
        .held_by_peer = held,
        .seconds = seconds_between(its.began, moment),
        .away = away_.looks_after(its.leg) };
}

void Calls::perform(control::Command const& command)
{
    using namespace control;
    auto const takes_over = [&](std::uint32_t leg) {
        away_.let_go(Leg { leg });
        return Leg { leg };
    };
    struct Visit {
        Calls& calls;
        decltype(takes_over)& leg;

        Done operator()(Hello const&) const { return {}; }
        Done operator()(List const&) const
        {
            calls.tell_(Legs { calls.legs(calls.now_) });
            return {};
        }
        Done operator()(control::Early const& what) const { return calls.early(leg(what.leg)); }
        Done operator()(control::Answer const& what) const { return calls.answer(leg(what.leg)); }
        Done operator()(Refuse const& what) const { return calls.refuse(leg(what.leg), what.why); }
        Done operator()(HangUp const& what) const { return calls.hang_up(leg(what.leg)); }
        Done operator()(Dial const& what) const
        {
            auto const begun = TRY(calls.dial(what.trunk, what.number));
            calls.tell_(Dialling { .ask = what.ask, .leg = number_of(begun) });
            return {};
        }
        Done operator()(Web const& what) const { return calls.open_browser(what); }
        Done operator()(Join const& what) const { return calls.join(leg(what.leg), what.room); }
        Done operator()(Posture const& what) const
        {
            leg(what.leg);
            return calls.take(what);
        }
        Done operator()(Play const& what) const
        {
            return calls.play(leg(what.leg), what.prompts, what.again);
        }
        Done operator()(Quiet const& what) const
        {
            auto* const its = calls.call(leg(what.leg));
            if (!its)
                return fail(Fault::NotFound, "there is no such leg");
            its->player.stop();
            return {};
        }
        Done operator()(Press const& what) const { return calls.press(leg(what.leg), what.keys); }
    };
    auto const done = std::visit(Visit { *this, takes_over }, command);
    if (!done)
        tell_(Refused {
            .what = std::string(name_of(command)), .why = std::string(done.error().text.view()) });
}

// Legs.

Calls::Call* Calls::call(Leg leg)
{
    auto const found = calls_.find(leg);
    return found == calls_.end() ? nullptr : found->second.get();
}

Calls::Call* Calls::call(sip::Dialog dialog)
{
    auto const found = by_dialog_.find(static_cast<std::uint32_t>(dialog));
    return found == by_dialog_.end() ? nullptr : call(found->second);
}

Result<Calls::Call*> Calls::open_telephone(control::Way way, Moment moment)
{
    auto port = TRY(rtp::MediaPort::open(config_.media, config_.ports, chance_));
    auto& its = open_leg(way, moment);
    its.port = std::move(port);
    return &its;
}

Calls::Call& Calls::open_leg(control::Way way, Moment moment)
{
    Leg const leg { ++last_leg_ };
    auto made = std::unique_ptr<Call>(new Call { .leg = leg,
        .way = way,
        .trunk = {},
        .caller = {},
        .called = {},
        .room = last_leg_,
        .port = {},
        .web = {},
        .stream = rtp::Stream(chance_),
        .latch = {},
        .player = {},
        .theirs = {},
        .signals_from = {},
        .session = chance_.below(1'000'000'000),
        .began = moment,
        .last_heard = moment });
    rooms_[last_leg_].enter(leg);
    return *(calls_[leg] = std::move(made));
}

void Calls::forget(Leg leg, control::End why)
{
    auto const found = calls_.find(leg);
    if (found == calls_.end())
        return;
    auto const its = std::move(found->second);
    calls_.erase(found);
    by_dialog_.erase(static_cast<std::uint32_t>(its->dialog));
    auto& room = rooms_[its->room];
    room.leave(leg);
    if (room.size() == 0)
        rooms_.erase(its->room);
    tell_(control::Ended { number_of(leg), why, seconds_between(its->began, now_) });
    away_.ended(leg);
}

sip::Ours Calls::ours(Call const& its) const
{
    auto direction = sip::Direction::Both;
    if (its.theirs)
        direction = sip::answered(its.theirs->direction);
    return { .address = its.port->address(),
        .session = its.session,
        .version = its.version,
        .direction = direction };
}

/// Takes what the other side says of itself, if there is a voice that both speak.
void Calls::described(Call& its, std::string const& text)
{
    auto description = sip::read_description(text);
    auto const codec = description ? sip::agreed(*description) : std::nullopt;
    if (!codec)
        return;
    its.stream.agree(*codec);
    its.latch.describe(description->address, its.signals_from);
    its.theirs = std::move(*description);
    its.has_voice = true;
    its.last_heard = now_;
}

Result<std::string> Calls::our_answer(Call& its)
{
    ++its.version;
    if (!its.theirs)
        return sip::offer(ours(its)); // they left the offer to us
    return sip::answer(ours(its), *its.theirs, its.stream.codec());
}

void Calls::ringing(sip::Dialog dialog, sip::Incoming const& incoming)
{
    auto const opened = open_telephone(control::Way::In, now_);
    if (!opened) {
        (void)stack_->refuse(dialog, 503);
        return;
    }
    auto& its = **opened;
    its.dialog = dialog;
    by_dialog_[static_cast<std::uint32_t>(dialog)] = its.leg;
    its.trunk = incoming.trunk;
    its.caller = incoming.caller;
    its.called = incoming.called;
    its.signals_from = incoming.from;
    if (!incoming.description.empty())
        described(its, incoming.description);
    auto const leg = its.leg;
    if (!incoming.description.empty() && !its.has_voice) {
        (void)stack_->refuse(dialog, 488);
        forget(leg, control::End::NoVoiceInCommon);
        return;
    }
    tell_(control::Ringing { number_of(leg), its.trunk, its.caller, its.called });
    if (!has_server_)
        away_.look_after(leg);
}

Result<std::string> Calls::changed(sip::Dialog dialog, std::string const& offer)
{
    auto* const its = call(dialog);
    if (!its)
        return fail(Fault::NotFound, "there is no such call");
    if (offer.empty()) {
        ++its->version;
        return sip::offer(ours(*its));
    }
    auto const description = sip::read_description(offer);
    if (!description || !sip::agreed(*description))
        return fail(Fault::Invalid, "there is no voice in it that we speak");
    bool const was_held = its->theirs && its->theirs->direction != sip::Direction::Both;
    described(*its, offer);
    bool const is_held = its->theirs->direction != sip::Direction::Both;
    if (was_held != is_held)
        tell_(control::HeldByPeer { number_of(its->leg), is_held });
    return our_answer(*its);
}

void Calls::answered(sip::Dialog dialog, std::string const& description)
{
    auto* const its = call(dialog);
    if (!its)
        return;
    if (!description.empty())
        described(*its, description);
    if (!its->has_voice) {
        (void)stack_->hang_up(dialog);
        forget(its->leg, control::End::NoVoiceInCommon);
        return;
    }
    if (its->way == control::Way::In)
        return; // the ACK brought the answer to our offer
    its->state = control::LegState::Talking;
    tell_(control::Answered { number_of(its->leg) });
    away_.answered(its->leg);
}

void Calls::ended(sip::Dialog dialog, sip::Ended const& how)
{
    if (auto* const its = call(dialog))
        forget(its->leg, end_of(how));
}

void Calls::key(Call& its, char pressed)
{
    tell_(control::Key { number_of(its.leg), std::string(1, pressed) });
}

// Commands.

Done Calls::early(Leg leg)
{
    auto* const its = call(leg);
    if (!its || its->way != control::Way::In)
        return fail(Fault::NotFound, "there is no such incoming leg");
    if (!its->theirs || its->state != control::LegState::Ringing)
        return fail(Fault::Conflict, "this leg cannot have early media");
    TRY(stack_->begin_early(its->dialog, TRY(our_answer(*its))));
    its->state = control::LegState::Early;
    return {};
}

Done Calls::answer(Leg leg)
{
    auto* const its = call(leg);
    if (!its || its->way != control::Way::In)
        return fail(Fault::NotFound, "there is no such incoming leg");
    if (its->state == control::LegState::Talking)
        return fail(Fault::Conflict, "this leg is answered");
    TRY(stack_->answer(its->dialog, TRY(our_answer(*its))));
    its->state = control::LegState::Talking;
    its->last_heard = now_;
    tell_(control::Answered { number_of(leg) });
    return {};
}

Done Calls::hang_up(Leg leg)
{
    auto* const its = call(leg);
    if (!its)
        return fail(Fault::NotFound, "there is no such leg");
    if (!its->web)
        TRY(stack_->hang_up(its->dialog));
    forget(leg, control::End::WeLeft);
    return {};
}

Done Calls::refuse(Leg leg, control::Refusal why)
{
    auto* const its = call(leg);
    if (!its || its->way != control::Way::In)
        return fail(Fault::NotFound, "there is no such incoming leg");
    int const status = why == control::Refusal::Busy ? 486
        : why == control::Refusal::Declined          ? 603
                                                     : 503;
    TRY(stack_->refuse(its->dialog, status));
    forget(leg, control::End::WeLeft);
    return {};
}

Result<Leg> Calls::dial(std::string const& trunk, std::string const& number)
{
    auto& its = *TRY(open_telephone(control::Way::Out, now_));
    auto const leg = its.leg;
    ++its.version;
    auto const dialog = stack_->dial(trunk, number, sip::offer(ours(its)));
    if (!dialog) {
        rooms_.erase(its.room);
        calls_.erase(leg);
        return fail(dialog.error());
    }
    its.dialog = *dialog;
    its.trunk = trunk;
    its.called = number;
    its.signals_from = stack_->address_of_trunk(trunk).value_or(rtp::Address());
    by_dialog_[static_cast<std::uint32_t>(*dialog)] = leg;
    return leg;
}

web_leg::WebEvents Calls::web_events(Leg leg)
{
    return {
        .connected =
            [=, this] {
                auto* const its = call(leg);
                if (!its)
                    return;
                its->has_voice = true;
                its->last_heard = now_;
                its->state = control::LegState::Talking;
                tell_(control::Answered { number_of(leg) });
            },
        .voice =
            [=, this](ByteView packet, Moment arrival) {
                if (auto* const its = call(leg))
                    heard(*its, packet, arrival);
            },
        .report =
            [=, this](ByteView packet, Moment arrival) {
                if (auto* const its = call(leg))
                    its->stream.receive_report(packet, arrival);
            },
        .ended =
            [=, this](web_leg::WebEvents::End end) {
                if (auto* const its = call(leg))
                    its->web_ended = end == web_leg::WebEvents::End::Left ? control::End::PeerLeft
                                                                          : control::End::Unproven;
            },
    };
}

Done Calls::open_browser(control::Web const& wanted)
{
    auto& its = open_leg(control::Way::Web, now_);
    auto const leg = its.leg;
    auto web =
        web_leg::WebLeg::open(wanted.offer, config_.media, config_.ports, chance_, web_events(leg));
    if (!web) {
        rooms_.erase(its.room);
        calls_.erase(leg);
        return fail(web.error());
    }
    its.web = std::move(*web);
    its.theirs = its.web->description();
    its.stream.agree(its.web->codec());
    tell_(control::WebAnswer {
        .ask = wanted.ask, .leg = number_of(leg), .answer = its.web->answer() });
    return {};
}

Done Calls::join(Leg leg, std::uint32_t room)
{
    auto* const its = call(leg);
    auto const target = rooms_.find(room);
    if (!its || (target == rooms_.end() && room != number_of(leg)))
        return fail(Fault::NotFound, "there is no such leg or room");
    if (its->room == room)
        return {};
    auto& before = rooms_[its->room];
    auto const posture = before.posture(leg);
    before.leave(leg);
    if (before.size() == 0)
        rooms_.erase(its->room);
    its->room = room;
    rooms_[room].enter(leg, posture);
    return {};
}

Done Calls::take(control::Posture const& wanted)
{
    auto* const its = call(Leg { wanted.leg });
    if (!its)
        return fail(Fault::NotFound, "there is no such leg");
    if (wanted.whispers_to && !wanted.listening)
        return fail(Fault::Invalid, "only who listens in can whisper");
    room_of(*its).take(its->leg,
        { .muted = wanted.muted,
            .held = wanted.held,
            .listening = wanted.listening,
            .whispers_to =
                wanted.whispers_to ? std::optional(Leg { *wanted.whispers_to }) : std::nullopt });
    return {};
}

Done Calls::play(Leg leg, std::vector<std::string> const& names, bool again)
{
    auto* const its = call(leg);
    if (!its)
        return fail(Fault::NotFound, "there is no such leg");
    std::vector<prompts::SharedClip> clips;
    for (auto const& name : names) {
        clips.push_back(prompts_.named(name));
        if (!clips.back())
            return fail(Fault::NotFound, "there is no prompt of this name");
    }
    its->player.play(
        std::move(clips), again ? prompts::Player::Ends::Never : prompts::Player::Ends::Once);
    return {};
}

Done Calls::press(Leg leg, std::string const& keys)
{
    auto* const its = call(leg);
    if (!its)
        return fail(Fault::NotFound, "there is no such leg");
    for (char const pressed : keys)
        if (!its->stream.press(pressed))
            return fail(Fault::Conflict, "the far end takes no keys, or no more of them");
    return {};
}

Away::Actions Calls::away_actions()
{
    return {
        .answer = [this](Leg leg) { (void)answer(leg); },
        .play = [this](Leg leg, std::vector<std::string> const& names,
                    bool again) { (void)play(leg, names, again); },
        .quiet =
            [this](Leg leg) {
                if (auto* const its = call(leg))
                    its->player.stop();
            },
        .dial = [this](RingTarget const& target) -> std::optional<Leg> {
            auto const begun = dial(target.trunk, target.number);
            return begun ? std::optional(*begun) : std::nullopt;
        },
        .bring_to =
            [this](Leg leg, Leg caller) {
                if (auto* const its = call(caller))
                    (void)join(leg, its->room);
            },
        .hang_up = [this](Leg leg) { (void)hang_up(leg); },
    };
}

// Sound.

void Calls::beat(Moment moment)
{
    now_ = moment;
    ++beats_;
    for (auto const& [leg, its] : calls_)
        listen(*its, moment);
    for (auto const& [leg, its] : calls_)
        speak(*its);
    for (auto& [number, room] : rooms_)
        room.end_beat();

    // What was played to its end is told after the beat: the answer may end the leg.
    std::vector<Leg> played;
    for (auto const& [leg, its] : calls_)
        if (std::exchange(its->just_played, false))
            played.push_back(leg);
    for (auto const leg : played) {
        tell_(control::Played { number_of(leg) });
        away_.played(leg);
    }
    end_browsers_that_left();
    away_.beat(moment);
    if (beats_ % beats_a_second == 0)
        once_a_second(moment);
}

void Calls::heard(Call& its, ByteView datagram, Moment arrival)
{
    its.last_heard = now_;
    if (auto const pressed = its.stream.receive(datagram, arrival))
        key(its, *pressed);
}

void Calls::listen(Call& its, Moment)
{
    if (its.port)
        its.port->drain([&](ByteView datagram, rtp::Address const& source, Moment arrival) {
            if (its.has_voice && its.latch.admits(source))
                heard(its, datagram, arrival);
        });
    if (!its.has_voice)
        return;
    auto const said = its.stream.take();
    auto& room = room_of(its);
    if (said.is_voice)
        room.say(its.leg, said.frame);
    for (auto const sample : said.frame)
        its.level = std::max(its.level, std::abs(static_cast<int>(sample)));
    if (!its.player.is_playing())
        return;
    if (auto const frame = its.player.next())
        room.play(its.leg, *frame);
    its.just_played = !its.player.is_playing();
}

void Calls::speak(Call& its)
{
    bool const is_open = its.state != control::LegState::Ringing;
    bool const wants_voice = its.theirs
        && (its.theirs->direction == sip::Direction::Both
            || its.theirs->direction == sip::Direction::ReceiveOnly);
    if (!its.has_voice || !is_open || !wants_voice) {
        its.stream.pass_beat();
        return;
    }
    rtp::Stream::Out out;
    auto const packet = its.stream.compose(room_of(its).heard_by(its.leg), out);
    if (its.web)
        its.web->send(packet);
    else
        its.port->send(packet, its.latch.target());
}

void Calls::end_browsers_that_left()
{
    std::vector<std::pair<Leg, control::End>> left;
    for (auto const& [leg, its] : calls_)
        if (its->web_ended)
            left.emplace_back(leg, *its->web_ended);
    for (auto const& [leg, why] : left)
        forget(leg, why);
}

void Calls::once_a_second(Moment moment)
{
    std::vector<Leg> silent, abandoned;
    for (auto const& [leg, its] : calls_) {
        bool const sends = its->theirs
            && (its->theirs->direction == sip::Direction::Both
                || its->theirs->direction == sip::Direction::SendOnly);
        // A browser must also find its way to us within that time.
        bool const must_send = its->web || (its->state == control::LegState::Talking && sends);
        auto const patience = its->web ? config_.browser_silence : config_.silence;
        if (must_send && moment - its->last_heard > patience)
            silent.push_back(leg);
        bool const waits_alone = its->way == control::Way::In && room_of(*its).size() == 1;
        if (waits_alone && server_gone_since_ && moment - *server_gone_since_ > config_.patience)
            abandoned.push_back(leg);
        if (beats_ % beats_between_reports == 0 && its->state == control::LegState::Talking
            && its->has_voice)
            report(*its, moment);
    }
    for (auto const leg : silent)
        if (auto* const its = call(leg)) {
            if (!its->web)
                (void)stack_->hang_up(its->dialog);
            forget(leg, control::End::Silent);
        }
    for (auto const leg : abandoned)
        away_.look_after(leg);
}

/// To the other side by RTCP, and to the server.
void Calls::report(Call& its, Moment moment)
{
    if (its.web) {
        its.web->send_report(its.stream.report(moment));
    } else {
        its.port->drain_reports([&](ByteView datagram, rtp::Address const& source, Moment arrival) {
            if (source.same_host(its.latch.target()))
                its.stream.receive_report(datagram, arrival);
        });
        its.port->send_report(its.stream.report(moment), its.latch.target());
    }
    auto const quality = its.stream.quality();
    auto const level = std::exchange(its.level, 0);
    tell_(control::Quality { .leg = number_of(its.leg),
        .lost_percent = quality.lost_percent,
        .jitter_ms = quality.jitter_ms,
        .delay_ms = quality.delay_ms,
        .round_trip_ms = quality.round_trip_ms,
        .lost_there_percent = quality.lost_there_percent,
        .level_db =
            level == 0 ? -90 : static_cast<int>(std::lround(20 * std::log10(level / 32768.0))) });
}

} // namespace reachline::voice
