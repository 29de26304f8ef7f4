#include "voice/calls.hpp"

#include <algorithm>

namespace reachline::voice {

namespace {

using room::number_of;

int seconds_between(Moment from, Moment to)
{
    return static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(to - from).count());
}

control::End end_of(sip::Ended const& how)
{
    using control::End;
    if (how.expired)
        return End::Silent;
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

control::Attestation told(sip::Attestation attestation)
{
    switch (attestation) {
    case sip::Attestation::None:
        return control::Attestation::None;
    case sip::Attestation::Gateway:
        return control::Attestation::Gateway;
    case sip::Attestation::Partial:
        return control::Attestation::Partial;
    case sip::Attestation::Full:
        return control::Attestation::Full;
    }
    return control::Attestation::None;
}

} // namespace

Calls::Calls(Config config, Random& chance, prompts::Prompts const& prompts,
    std::function<void(control::Told const&)> tell)
    : config_(std::move(config))
    , chance_(chance)
    , prompts_(prompts)
    , tell_(std::move(tell))
    , away_(config_.ring_list, config_.ring_each, away_actions())
    , trunks_(config_.trunks, trunk_actions())
{
}

sip::StackEvents Calls::events()
{
    return {
        .ringing = [this](sip::Dialog dialog,
                       sip::Incoming const& incoming) { ringing(dialog, incoming); },
        .taken =
            [this](sip::Dialog dialog) {
                if (auto* const its = call(dialog))
                    its->is_taken = true;
            },
        .progressing =
            [this](sip::Dialog dialog, std::string const& description) {
                auto* const its = call(dialog);
                if (!its)
                    return;
                its->is_taken = its->rang = true;
                if (!description.empty())
                    (void)described(*its, description);
                its->state = control::LegState::Early;
                tell_of(*its, control::Progressing { number_of(its->leg) });
            },
        .answered = [this](sip::Dialog dialog,
                        std::string const& description) { return answered(dialog, description); },
        .changed = [this](sip::Dialog dialog,
                       std::string const& offer) { return changed(dialog, offer); },
        .key =
            [this](sip::Dialog dialog, char pressed) {
                if (auto* const its = call(dialog); its && its->stream.is_new_key(pressed))
                    key(*its, pressed);
            },
        .ended = [this](sip::Dialog dialog, sip::Ended const& how) { ended(dialog, how); },
        .trunk_answered = [this](std::string const& trunk,
                              int status) { trunks_.answered(trunk, status); },
        .trunk_registered = [this](std::string const& trunk,
                                bool is_good) { trunks_.registered(trunk, is_good); },
        .phone_registered = [this](std::string const& phone,
                                bool is_here) { phone_registered(phone, is_here); },
    };
}

// The server.

void Calls::server_came(Moment now)
{
    has_server_ = true;
    server_gone_since_.reset();
    tell_(control::Welcome { .version = control::version,
        .prompts = prompts_.names(),
        .trunks = trunks_.all(),
        .phones = phones(),
        .legs = legs(now) });
    tell_typed_again();
}

void Calls::server_went(Moment now)
{
    has_server_ = false;
    server_gone_since_ = now;
    // A message that nobody takes is not kept: the caller is looked after as all are.
    for (auto const& [leg, its] : calls_) {
        its->message.reset();
        its->message_parts.clear();
    }
}

std::vector<control::LegNow> Calls::legs(Moment moment) const
{
    std::vector<control::LegNow> all;
    for (auto const& [leg, its] : calls_)
        if (!its->is_own)
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
        .attestation = told(its.attestation),
        .muted = posture.muted,
        .held = posture.held,
        .listening = posture.listening,
        .whispers_to =
            posture.whispers_to ? std::optional(number_of(*posture.whispers_to)) : std::nullopt,
        .held_by_peer = held,
        .text = has_text(its),
        .typed = its.typed,
        .seconds = seconds_between(its.began, moment),
        .away = away_.looks_after(its.leg) };
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

Result<rtp::MediaPort> Calls::open_port(bool is_v6)
{
    for (auto const& address : config_.media)
        if (address.is_v6() == is_v6)
            return rtp::MediaPort::open(address, config_.ports, chance_);
    return fail(Fault::Invalid, "this process has no address of that family");
}

Result<Calls::Call*> Calls::open_telephone(control::Way way, bool is_v6)
{
    auto port = TRY(open_port(is_v6));
    auto& its = open_leg(way, now_);
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
        .trunks_left = {},
        .room = last_leg_,
        .port = {},
        .web = {},
        .our_key = {},
        .their_key = {},
        .protects = {},
        .reads = {},
        .stream = rtp::Stream(chance_),
        .latch = {},
        .player = {},
        .theirs = {},
        .signals_from = {},
        .session = chance_.below(1'000'000'000),
        .began = moment,
        .last_heard = moment,
        .attempt_began = moment });
    rooms_[last_leg_].enter(leg);
    return *(calls_[leg] = std::move(made));
}

/// What the server is told about a leg; of those that are ours alone, nothing.
void Calls::tell_of(Call const& its, control::Told const& what)
{
    if (!its.is_own)
        tell_(what);
}

void Calls::forget(Leg leg, control::End why)
{
    auto const found = calls_.find(leg);
    if (found == calls_.end())
        return;
    end_message(*found->second);
    finish_typing(*found->second);
    auto const its = std::move(found->second);
    calls_.erase(found);
    by_dialog_.erase(static_cast<std::uint32_t>(its->dialog));
    auto& room = rooms_[its->room];
    room.leave(leg);
    if (room.size() == 0)
        rooms_.erase(its->room);
    tell_of(*its, control::Ended { number_of(leg), why, seconds_between(its->began, now_) });
    away_.ended(leg);
    trunks_.call_ended(leg);
}

sip::Ours Calls::ours(Call const& its) const
{
    auto direction = sip::Direction::Both;
    if (its.theirs)
        direction = sip::answered(its.theirs->direction);
    sip::Ours ours { .address = its.port->address(),
        .session = its.session,
        .version = its.version,
        .direction = direction,
        .key = its.our_key };
    bool const is_theirs = its.theirs && its.theirs->text;
    if (its.text)
        ours.text = sip::Ours::Text { .address = its.text->address(),
            .coding = its.text->coding(),
            .direction =
                is_theirs ? sip::answered(its.theirs->text->direction) : sip::Direction::Both,
            .key = its.text->our_key() };
    return ours;
}

/// Takes what the other side says of itself, if there is a voice that both speak, and encrypted
/// where it must be. What was agreed before stands otherwise.
bool Calls::described(Call& its, std::string const& text)
{
    auto description = sip::read_description(text);
    auto const codec = description ? sip::agreed(*description) : std::nullopt;
    if (!codec || !takes_key(its, *description))
        return false;
    its.stream.agree(*codec);
    its.latch.describe(description->address, its.signals_from);
    describe_text(its, *description);
    its.theirs = std::move(*description);
    its.has_voice = true;
    its.last_heard = now_;
    return true;
}

/// Once encrypted, a voice stays so: a change that drops the key is refused.
bool Calls::takes_key(Call& its, sip::Description const& description)
{
    auto const& theirs = description.key;
    if (!theirs)
        return !its.our_key && !must_be_secured(its);
    bool const is_answer = its.our_key.has_value();
    if (is_answer && its.way == control::Way::Out && !its.theirs
        && (theirs->tag != its.our_key->tag || theirs->suite != its.our_key->suite))
        return false;
    if (!its.our_key)
        its.our_key = rtp::new_voice_key(chance_);
    bool const is_same_suite = its.protects && its.our_key->suite == theirs->suite;
    its.our_key->tag = theirs->tag;
    its.our_key->suite = theirs->suite;
    // Contexts that go on keep their count of packets; a new one would take old packets for new.
    if (!is_same_suite) {
        auto made = rtp::SecureVoice::open(*its.our_key);
        if (!made)
            return false;
        its.protects = std::move(*made);
    }
    if (its.their_key != theirs) {
        auto made = rtp::SecureVoice::open(*theirs);
        if (!made)
            return false;
        its.reads = std::move(*made);
        its.their_key = theirs;
    }
    return true;
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
    auto const described_at = sip::read_description(incoming.description);
    bool const is_v6 = described_at ? described_at->address.is_v6() : incoming.from.is_v6();
    auto const opened = open_telephone(control::Way::In, is_v6);
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
    its.attestation = incoming.attestation;
    its.signals_from = incoming.from;
    its.is_own = trunks_.comes_back(incoming.called);
    if (!incoming.description.empty())
        (void)described(its, incoming.description);
    else {
        if (must_be_secured(its))
            its.our_key = rtp::new_voice_key(chance_);
        open_text(its);
    }
    auto const leg = its.leg;
    if (!incoming.description.empty() && !its.has_voice) {
        (void)stack_->refuse(dialog, 488);
        forget(leg, control::End::NoVoiceInCommon);
        return;
    }
    if (its.is_own) {
        take_own(its);
        return;
    }
    tell_(control::Ringing {
        number_of(leg), its.trunk, its.caller, its.called, told(its.attestation), has_text(its) });
    its.had_text = has_text(its);
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
        return sip::offer(ours(*its), its->theirs ? &*its->theirs : nullptr);
    }
    bool const was_held = its->theirs && its->theirs->direction != sip::Direction::Both;
    if (!described(*its, offer))
        return fail(Fault::Invalid, "there is no voice in it that we speak");
    bool const is_held = its->theirs->direction != sip::Direction::Both;
    if (was_held != is_held)
        tell_of(*its, control::HeldByPeer { number_of(its->leg), is_held });
    tell_of_text(*its);
    return our_answer(*its);
}

Done Calls::answered(sip::Dialog dialog, std::string const& description)
{
    auto* const its = call(dialog);
    if (!its)
        return fail(Fault::NotFound, "there is no such call");
    if (!description.empty())
        (void)described(*its, description);
    if (!its->has_voice)
        return fail(Fault::Invalid, "there is no voice in it that we speak");
    tell_of_text(*its);
    if (its->way == control::Way::In || its->state == control::LegState::Talking)
        return {}; // the answer to an offer of ours, in an ACK or when the call was refreshed
    its->state = control::LegState::Talking;
    tell_of(*its, control::Answered { number_of(its->leg) });
    away_.answered(its->leg);
    trunks_.call_answered(its->leg);
    return {};
}

void Calls::ended(sip::Dialog dialog, sip::Ended const& how)
{
    auto* const its = call(dialog);
    if (!its || goes_on_elsewhere(*its, how))
        return;
    bool const was_answered = how.status == 200 || its->state == control::LegState::Talking;
    bool const had_none = was_answered && !its->has_voice && !how.by_peer;
    forget(its->leg, had_none ? control::End::NoVoiceInCommon : end_of(how));
}

void Calls::key(Call& its, char pressed)
{
    if (its.message && pressed == '#') {
        end_message(its);
        return;
    }
    tell_of(its, control::Key { number_of(its.leg), std::string(1, pressed) });
}

} // namespace reachline::voice
